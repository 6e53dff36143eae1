"""Engaging the overview author, submitting a version, recording agreement and endorsement."""

from typing import Any
from uuid import UUID

from django import forms

from reviews.forms.agency import as_upload
from reviews.forms.fields import day_field, text_area
from reviews.outline import OUTLINE
from reviews.services.overview import OverviewContent, OverviewRecommended
from scr.cases.forms import QUESTIONS, IndependenceFields
from scr.dates import moment_words
from scr.govuk import Checkboxes, GovukForm, Radios, YesNoField
from scr.meetings.models import Meeting
from scr.people.models import Agency, User

BOARD = "board"
BLANK_ROWS = 3


class EngageForm(GovukForm, IndependenceFields):
    author = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Who writes the overview report",
        empty_label="Choose a person",
        help_text="Somebody who is not in the list is invited under People first.",
    )
    is_in_house = YesNoField(label="Does this person work for the board or one of its agencies?")
    independence = forms.CharField(
        label="How independence was established",
        widget=text_area(4),
        help_text="No tie to an organisation or professional that the review is about. For somebody in house "
        "also say why nobody from outside writes it; a second person then checks this.",
    )
    has_cv = forms.BooleanField(
        label="A curriculum vitae has been seen",
        error_messages={"required": "Confirm that a curriculum vitae has been seen"},
    )
    has_check = forms.BooleanField(
        label="An enhanced criminal records check has been seen",
        error_messages={"required": "Confirm that an enhanced criminal records check has been seen"},
    )
    has_reference = forms.BooleanField(
        label="A reference of another board has been taken up",
        error_messages={"required": "Confirm that a reference has been taken up"},
    )
    draft_due_on = day_field("The first draft is due", "The day on which the first draft is due")
    until_on = day_field("Last day of the contract", "The last day of the contract")
    field_order = ("author", "is_in_house", *QUESTIONS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["author"].queryset = User.objects.filter(is_active=True)  # type: ignore[attr-defined]


class OverviewForm(GovukForm, forms.Form):
    """A version of the report: sections in Markdown, a file, or both; the summary is always text."""

    executive_summary = forms.CharField(
        label="Executive summary",
        widget=text_area(12),
        help_text="How the review was done and by whom, what led to it, the key issues, the recommendations. "
        "It will be public: write no names.",
    )
    report = forms.FileField(
        required=False,
        label="The report, as PDF or Word",
        help_text="Choose the file last: asking for more recommendations empties this box.",
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in OUTLINE:
            self.fields[section.key] = forms.CharField(
                label=section.title, help_text=section.hint, widget=text_area(8), required=False
            )

    @property
    def sections(self) -> list[Any]:
        """The fields of the outline, to be drawn together."""
        return [self[section.key] for section in OUTLINE]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        has_text = any(data.get(section.key) for section in OUTLINE)
        if not data.get("report") and not has_text and "report" not in self.errors:
            self.add_error("report", "Choose the report's file, or write its sections")
        return data

    def content(self, recommendations: list[OverviewRecommended]) -> OverviewContent:
        data = self.cleaned_data
        return OverviewContent(
            executive_summary=data["executive_summary"],
            recommendations=recommendations,
            sections={section.key: data[section.key] for section in OUTLINE},
            upload=as_upload(data["report"]),
        )


class OverviewRecommendationForm(GovukForm, forms.Form):
    text = forms.CharField(required=False, label="Recommendation", widget=text_area())
    addressed_to = forms.MultipleChoiceField(
        required=False, label="Addressed to", widget=Checkboxes(is_small=True)
    )
    marks_optional = False

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(BOARD, "The board"), *((str(one.pk), one.name) for one in agencies)]
        self.fields["addressed_to"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("text") and not data.get("addressed_to") and "addressed_to" not in self.errors:
            self.add_error("addressed_to", "Select to whom this recommendation is addressed")
        if data.get("addressed_to") and not data.get("text"):
            self.add_error("text", "Enter the recommendation")
        return data


OverviewRecommendationSet = forms.formset_factory(OverviewRecommendationForm, extra=BLANK_ROWS, max_num=200)


def overview_recommended(formset: Any) -> list[OverviewRecommended]:
    """The rows that were filled in."""
    rows = (form.cleaned_data for form in formset if form.cleaned_data.get("text"))
    return [
        OverviewRecommended(
            row["text"],
            agency_ids=[UUID(one) for one in row["addressed_to"] if one != BOARD],
            is_for_board=BOARD in row["addressed_to"],
        )
        for row in rows
    ]


class MeetingChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return moment_words(obj.held_at)


class AgreeForm(GovukForm, forms.Form):
    """At which recorded meeting it was settled."""

    meeting = MeetingChoice(
        queryset=Meeting.objects.none(), label="The meeting", widget=Radios, empty_label=None
    )

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]


class EndorseForm(AgreeForm):
    minutes_reference = forms.CharField(max_length=80, label="Reference of the minutes")
