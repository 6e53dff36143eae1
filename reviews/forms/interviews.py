"""What an agency's reviewer notes of an interview under the board's headings, and how it was shown."""

from typing import Any

from django import forms

from reviews.forms.fields import day_field, text_area
from reviews.models import Interview, SupportOffer
from reviews.services.interview_letters import Paper
from reviews.services.interviews import Talk
from reviews.services.support import Offered
from scr.cases.models import Case
from scr.govuk import GovukForm, MomentField, Radios
from scr.letters.fields import asked_in
from scr.letters.forms import PersonForm, with_asked
from scr.letters.texts import text_of_letter
from scr.procedures.model import InterviewFormat

HEADING = "heading_"
NOTHING_SAID = "Write down what was said, under one of the headings at least"


class InterviewForm(GovukForm, forms.Form):
    """An interview under the headings of the board's format; the fields of the headings are added."""

    marks_optional = False  # the page says it once for all of them
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
    notes = forms.CharField(required=False, label="What else was said", widget=text_area(6))

    def __init__(self, *args: Any, headings: InterviewFormat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = headings.headings
        for one in self.headings:
            self.fields[HEADING + one.key] = forms.CharField(
                required=False, label=one.text, help_text=one.hint, widget=text_area(4)
            )
        named = [HEADING + one.key for one in self.headings]
        self.order_fields(["revision", "interviewee", "held_at", "held_by", *named, "notes"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("notes") and not self._answers(data):
            self.add_error(HEADING + self.headings[0].key if self.headings else "notes", NOTHING_SAID)
        return data

    def _answers(self, data: dict[str, Any]) -> dict[str, str]:
        return {one.key: data[HEADING + one.key] for one in self.headings if data.get(HEADING + one.key)}

    @property
    def talk(self) -> Talk:
        typed = self.cleaned_data
        kept = ("interviewee", "held_at", "held_by", "notes", "support", "support_answer")
        given = {name: typed[name] for name in kept if typed.get(name)}
        return Talk(**given, answers=self._answers(typed))


class NewInterviewForm(InterviewForm):
    """The first time with what support was offered, which has a record of its own afterwards."""

    support = forms.CharField(
        required=False,
        label="What support and supervision was offered",
        widget=text_area(3),
        help_text="For example: supervision, occupational health, a colleague who came along",
    )
    support_answer = forms.ChoiceField(
        required=False, label="What they said to it", choices=SupportOffer.Answer.choices, widget=Radios
    )


def initial_of(interview: Interview) -> dict[str, Any]:
    """An interview as the form shows it."""
    kept = {name: getattr(interview, name) for name in InterviewForm.base_fields}
    return kept | {HEADING + key: text for key, text in interview.answers.items()}


class ShareForm(GovukForm, forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    summary = forms.CharField(label="The summary that the interviewee was given", widget=text_area(10))
    shared_on = day_field("When it was given", "The day on which it was given")
    shared_how = forms.CharField(
        max_length=200,
        label="How it was given",
        help_text="For example: read together at a meeting, or handed over in an envelope",
    )


def letter_form(case: Case, code: str) -> Any:
    """A form for a letter to a person, with a field for each value that the board's text of it asks for."""
    kind = case.procedure.letter(code)
    text = text_of_letter(case.procedure_key, kind)
    asked = asked_in(f"{text.subject}\n{text.body}", kind)
    return with_asked(PersonForm, asked)


def paper_of(form: Any) -> Paper:
    """What was typed into such a form."""
    return Paper(**form.recipient, personal=form.cleaned_data["personal"], values=form.given)


class OfferForm(GovukForm, forms.Form):
    """What somebody was offered, and what they said to it."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    whom = forms.CharField(max_length=120, label="Who was offered support", help_text="The post or initials")
    offered = forms.CharField(
        label="What was offered",
        widget=text_area(3),
        help_text="For example: supervision, time with a colleague, occupational health, counselling",
    )
    offered_on = day_field("When it was offered", "The day on which it was offered")
    offered_by = forms.CharField(max_length=120, label="Who offered it")
    answer = forms.ChoiceField(
        label="What they said to it", choices=SupportOffer.Answer.choices, widget=Radios
    )
    remark = forms.CharField(required=False, label="What followed from it", widget=text_area(2))

    @property
    def offer(self) -> Offered:
        return Offered(**{name: value for name, value in self.cleaned_data.items() if name != "revision"})


def initial_of_offer(row: SupportOffer) -> dict[str, Any]:
    """An offer as the form shows it."""
    return {name: getattr(row, name) for name in OfferForm.base_fields}
