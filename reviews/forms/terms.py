"""The draft of terms of reference, and signing it."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from reviews.forms.fields import day_field, text_area
from reviews.services.terms import TermsContent
from reviews.windows import bounds, is_outside, outside_words
from scr.dates import day_words
from scr.govuk import Checkboxes, GovukForm
from scr.people.models import Agency
from scr.procedures.model import Question, Window

ANSWER = "answer_"


class TermsForm(GovukForm, forms.Form):
    """What the scoping meeting settled; one field for each scoping question of the procedure."""

    period_from = day_field("The review looks at events from", "The first day of the period")
    period_to = day_field("Up to and including", "The last day of the period")
    lines = forms.CharField(
        label="Key lines of enquiry",
        widget=text_area(8),
        help_text="One to a line. Every agency's review takes them up.",
    )
    agencies = forms.MultipleChoiceField(
        label="Other agencies to ask for a review",
        widget=Checkboxes,
        required=False,
        help_text="Agencies that take part already are asked in any case.",
    )
    reviews_due_on = day_field("Reviews are due", "The day on which reviews are due", required=False)
    why_outside_window = forms.CharField(
        label="Why the day lies outside the usual weeks", widget=text_area(2), required=False
    )
    presentation_on = day_field("Reviews are presented to the panel", "The day of the presentation")
    start_on = day_field("The review starts", "The day on which the review starts")
    complete_on = day_field(
        "The overview report goes to the board", "The day on which the report goes to the board"
    )
    needs_extraordinary_board = forms.BooleanField(
        label="The board has to meet out of turn for it", required=False
    )
    inspectorate_on = day_field(
        "The overview report goes to the inspectorate",
        "The day on which the report goes to the inspectorate",
        required=False,
    )
    on_delay = forms.CharField(
        label="What happens if somebody cannot keep a date", widget=text_area(), required=False
    )
    briefing_on = day_field("Reviewers are briefed together", "The day of the briefing", required=False)
    briefing_people = forms.CharField(
        label="Who chairs the briefing and who attends", widget=text_area(2), required=False
    )
    contract_by = forms.CharField(
        label="Who negotiates the overview author's contract", widget=text_area(2), required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        questions: tuple[Question, ...],
        others: list[Agency],
        window: Window,
        counted_from: date,
        asks_agencies: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.window, self.counted_from = questions, window, counted_from
        self.asks_agencies = asks_agencies
        for question in questions:
            self.fields[ANSWER + question.key] = forms.CharField(
                label=question.text, help_text=question.hint, widget=text_area(), required=False
            )
        self.fields["agencies"].choices = [(str(one.pk), one.name) for one in others]  # type: ignore[attr-defined]
        first, last = bounds(window, counted_from)
        self.fields["reviews_due_on"].help_text = f"Usually {day_words(first)} to {day_words(last)}."

    @property
    def answers(self) -> list[Any]:
        """The fields of the scoping questions, to be drawn together."""
        return [self[ANSWER + question.key] for question in self.questions]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._in_order("period_from", "period_to", "The last day of the period must come after the first.")
        self._in_order("start_on", "complete_on", "The report cannot reach the board before the start.")
        self._check_due(data)
        return data

    def _in_order(self, earlier: str, later: str, message: str) -> None:
        first, last = self.cleaned_data.get(earlier), self.cleaned_data.get(later)
        if first and last and last < first:
            self.add_error(later, message)

    def _check_due(self, data: dict[str, Any]) -> None:
        due_on = data.get("reviews_due_on")
        if not (self.asks_agencies or data.get("agencies")) or "reviews_due_on" in self.errors:
            return
        if due_on is None:
            self.add_error("reviews_due_on", "Enter the day on which reviews are due")
        elif is_outside(self.window, self.counted_from, due_on) and not data.get("why_outside_window"):
            self.add_error("reviews_due_on", outside_words(self.window, self.counted_from))

    @property
    def content(self) -> TermsContent:
        data = self.cleaned_data
        plain = TermsContent.__dataclass_fields__.keys() & data.keys() - {"lines"}
        return TermsContent(
            **{name: data[name] for name in plain},
            lines=[line.strip() for line in data["lines"].splitlines() if line.strip()],
            answers={question.key: data[ANSWER + question.key] for question in self.questions},
            agency_ids=[UUID(one) for one in data["agencies"]],
        )


def initial_of(content: TermsContent | None, revision: int) -> dict[str, Any]:
    """What the form starts from."""
    if content is None:
        return {"revision": revision}
    names = TermsContent.__dataclass_fields__.keys() - {"answers", "lines", "agency_ids"}
    return {
        "revision": revision,
        **{name: getattr(content, name) for name in names},
        **{ANSWER + key: text for key, text in content.answers.items()},
        "lines": "\n".join(content.lines),
        "agencies": [str(one) for one in content.agency_ids],
    }


class SignForm(GovukForm, forms.Form):
    """Which save of the draft is signed."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
