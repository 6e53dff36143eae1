"""The draft of terms of reference, and signing it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from reviews.forms.fields import day_field, one_a_line, text_area
from reviews.models.terms import LegalAdvice
from reviews.terms_content import ANSWER, NAMES, TermsContent
from reviews.windows import bounds, is_outside, outside_words
from scr.dates import day_words
from scr.govuk import Checkboxes, GovukForm, Radios
from scr.meetings.models import Meeting
from scr.people.models import Agency
from scr.procedures.model import Question
from scr.procedures.parallel import KINDS
from scr.procedures.timing import Window


class TermsForm(GovukForm, forms.Form):
    """What the scoping meeting settled; one field for each scoping question of the procedure.

    A draft may have gaps, so nothing is required here.
    """

    marks_optional = False
    meeting_id = forms.ChoiceField(
        label="Which meeting do these terms rest on?",
        widget=forms.Select(),
        required=False,
        help_text="It must be recorded as held before the Chair signs.",
    )
    period_from = day_field("The review looks at events from", "The first day of the period", required=False)
    period_to = day_field("Up to and including", "The last day of the period", required=False)
    lines = one_a_line("Key lines of enquiry", "One to a line. Every agency's review takes them up.", rows=8)
    agencies = forms.MultipleChoiceField(
        label="Other agencies to ask for a review",
        widget=Checkboxes,
        required=False,
        help_text="Agencies that take part already are asked in any case.",
    )
    others = one_a_line(
        "Who else contributes?",
        "One to a line: for instance the owner of an independent school, or a playgroup leader.",
    )
    experts = one_a_line("Outside experts", "One to a line: who, and on what.")
    reviews_due_on = day_field("Reviews are due", "The day on which reviews are due", required=False)
    why_outside_window = forms.CharField(
        label="Why the day lies outside the usual weeks", widget=text_area(2), required=False
    )
    presentation_on = day_field(
        "Reviews are presented to the panel", "The day of the presentation", required=False
    )
    start_on = day_field("The review starts", "The day on which the review starts", required=False)
    complete_on = day_field(
        "The overview report goes to the board",
        "The day on which the report goes to the board",
        required=False,
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
    parallel = forms.MultipleChoiceField(
        label="What runs beside the review?",
        widget=Checkboxes,
        required=False,
        choices=[(one.key, one.name) for one in KINDS],
        help_text="What is noted on the case is ticked already. Everybody on the case reads the terms.",
    )
    legal_advice = forms.ChoiceField(
        label="Independent legal advice", widget=Radios(), required=False, choices=LegalAdvice.choices
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        questions: tuple[Question, ...],
        agencies: list[Agency],
        meetings: list[Meeting],
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
        fields: dict[str, Any] = self.fields
        fields["agencies"].choices = [(str(one.pk), one.name) for one in agencies]
        fields["meeting_id"].choices = [
            ("", "None"),
            *((str(one.pk), _meeting_words(one)) for one in meetings),
        ]
        first, last = bounds(window, counted_from)
        fields["reviews_due_on"].help_text = f"Usually {day_words(first)} to {day_words(last)}."

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
        if due_on is None or not (self.asks_agencies or data.get("agencies")):
            return
        if is_outside(self.window, self.counted_from, due_on) and not data.get("why_outside_window"):
            self.add_error("reviews_due_on", outside_words(self.window, self.counted_from))

    @property
    def content(self) -> TermsContent:
        data = {name: _unix(value) for name, value in self.cleaned_data.items()}
        apart = {"answers", "meeting_id", "agency_ids", *LISTS}
        given: dict[str, Any] = {name: data[name] for name in NAMES if name not in apart}
        return TermsContent(
            **given | {name: _lines(data[name]) for name in LISTS},
            answers={question.key: data[ANSWER + question.key] for question in self.questions},
            agency_ids=[UUID(one) for one in data["agencies"]],
            meeting_id=UUID(data["meeting_id"]) if data["meeting_id"] else None,
        )

    def show_overtaken(self, disputed: Mapping[str, Any]) -> None:
        """Say beside each field that both changed what stands there now."""
        for name, value in disputed.items():
            field = "agencies" if name == "agency_ids" else name
            if field in self.fields:
                names = {str(key): words for key, words in getattr(self.fields[field], "choices", ())}
                self.add_error(field, f"Saved in the meantime: {_as_text(value, names)}")


LISTS = ("lines", "others", "experts")


def _meeting_words(meeting: Meeting) -> str:
    return f"{meeting.name}, {day_words(meeting.held_at or meeting.starts_at)}"


def _unix(value: Any) -> Any:
    """A text as it is kept: browsers end lines in their own way."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _as_text(value: Any, names: Mapping[str, str]) -> str:
    """A value as it can be read beside a field; `names` of its choices."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return day_words(value)
    many = value if isinstance(value, list) else [value] if value else []
    return "; ".join(f"“{names.get(str(one), str(one))}”" for one in many) or "nothing"


def initial_of(
    content: TermsContent | None, revision: int, *, parallel: Sequence[str] = ()
) -> dict[str, Any]:
    """What the form starts from; `parallel` is what is noted on the case, for the first draft."""
    if content is None:
        return {"revision": revision, "parallel": list(parallel)}
    return {
        "revision": revision,
        **{name: getattr(content, name) for name in NAMES if name not in ("answers", "agency_ids")},
        **{ANSWER + key: text for key, text in content.answers.items()},
        **{name: "\n".join(getattr(content, name)) for name in LISTS},
        "agencies": [str(one) for one in content.agency_ids],
    }


class VersionsForm(GovukForm, forms.Form):
    """Which two versions to compare."""

    marks_optional = False
    earlier = forms.ChoiceField(label="Earlier version")
    later = forms.ChoiceField(label="Later version")

    def __init__(self, *args: Any, versions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("earlier", "later"):
            field: Any = self.fields[name]
            field.choices = versions


class SignForm(GovukForm, forms.Form):
    """Which save of the draft is signed."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
