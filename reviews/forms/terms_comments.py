"""Showing a draft of the terms to agencies, commenting on it, answering."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django import forms

from reviews.forms.fields import day_field, text_area
from reviews.models import TermsAnswer
from scr.govuk import Checkboxes, GovukForm, Radios, YesNoField
from scr.people.models import Agency

LONGEST_TEXT = 4000


class ReleaseForm(GovukForm, forms.Form):
    """Which agencies read the draft, and until when they may comment."""

    agencies = forms.MultipleChoiceField(
        label="Which agencies are asked to comment?",
        widget=Checkboxes(),
        error_messages={"required": "Choose at least one agency"},
        help_text="Each reads the draft as it stands now. No agency reads another’s comments.",
    )
    comment_by = day_field("Comments by", "The day by which agencies comment")
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, agencies: Collection[Agency], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(one.pk): one for one in agencies}
        fields: dict[str, Any] = self.fields
        fields["agencies"].choices = [(key, one.name) for key, one in self.by_id.items()]
        fields["agencies"].initial = list(self.by_id)
        self.today = today

    def clean_comment_by(self) -> date:
        day: date = self.cleaned_data["comment_by"]
        if day <= self.today:
            raise forms.ValidationError("Give agencies a day that is still ahead")
        return day

    @property
    def chosen(self) -> list[Agency]:
        return [self.by_id[key] for key in self.cleaned_data["agencies"]]


class CommentForm(GovukForm, forms.Form):
    """What an agency says of the draft, and of which point."""

    about = forms.ChoiceField(label="What is it about?", required=False, widget=forms.Select())
    text = forms.CharField(label="Your comment", max_length=LONGEST_TEXT, widget=text_area(6))

    def __init__(self, *args: Any, points: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["about"]
        field.choices = [("", "The draft as a whole"), *((one, one) for one in points)]


class AnswerForm(GovukForm, forms.Form):
    """What the panel answers, and to whom."""

    verdict = forms.ChoiceField(
        label="What becomes of the comment?", widget=Radios(), choices=TermsAnswer.Verdict.choices
    )
    text = forms.CharField(label="The panel’s answer", max_length=LONGEST_TEXT, widget=text_area(6))
    is_for_all = YesNoField(
        label="Should every agency that was asked read this answer?",
        help_text="They read the answer and the point it is about, not the comment or who made it. "
        "Say in the answer what it replies to.",
    )
