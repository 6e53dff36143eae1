"""What an agency's reviewer notes of an interview, and of how it was shared."""

from typing import Any

from django import forms

from reviews.forms.fields import day_field, text_area
from reviews.models import Interview
from reviews.services.interviews import Talk
from scr.govuk import GovukForm, MomentField


class InterviewForm(GovukForm, forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    interviewee = forms.CharField(
        max_length=120, label="Who was interviewed", help_text="The post or initials, as in your review"
    )
    held_at = MomentField(
        label="When the interview was held",
        noun="The moment",
        error_messages={"required": "Enter the day and the time of the interview"},
    )
    held_by = forms.CharField(max_length=120, label="Who asked the questions")
    notes = forms.CharField(label="What was said", widget=text_area(14))
    support = forms.CharField(
        label="What support was offered",
        widget=text_area(3),
        help_text="For example: supervision, occupational health, a colleague who came along. "
        "Say so if it was declined.",
    )

    @property
    def talk(self) -> Talk:
        typed = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return Talk(**typed)


def initial_of(interview: Interview) -> dict[str, Any]:
    """An interview as the form shows it."""
    return {name: getattr(interview, name) for name in InterviewForm.base_fields}


class ShareForm(GovukForm, forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    summary = forms.CharField(label="The summary that the interviewee was given", widget=text_area(10))
    shared_on = day_field("When it was shared", "The day on which it was shared")
    shared_how = forms.CharField(
        max_length=200,
        label="How it was shared",
        help_text="For example: read together at a meeting, or handed over in an envelope",
    )
