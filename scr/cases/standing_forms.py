"""Forms about who stands apart: substitutes, independence of authors, staff involved, emergency access."""

from datetime import date
from typing import Any

from django import forms

from scr.cases.deadlines import end_of
from scr.cases.forms import PersonOfAgency, text_area
from scr.govuk import DateField, GovukForm, Radios, YesNoField
from scr.people.models import User

A_SENTENCE = 20


class NominateForm(GovukForm, forms.Form):
    """Who takes over from somebody who left for a conflict of interest."""

    nominee = PersonOfAgency(
        queryset=User.objects.none(),
        label="Substitute from the same organisation",
        empty_label="Choose a person",
        help_text="Somebody who is not in the list is invited under People first.",
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nominee"].queryset = colleagues  # type: ignore[attr-defined]


class AnswerForm(GovukForm, forms.Form):
    """Whether a substitute is approved, and how that is known."""

    is_approved = YesNoField(label="Is the substitute approved?")
    answer = forms.CharField(required=False, widget=text_area(3), label="If not, why?")

    def __init__(self, *args: Any, is_own_word: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_own_word:
            answer = self.fields["answer"]
            answer.label = "Who said so, and how do you know?"
            answer.help_text = "For instance the chief officer’s email of that day. If refused, say why."


class CheckForm(GovukForm, forms.Form):
    against = forms.CharField(
        widget=text_area(4),
        label="What did you hold the statement against?",
        help_text="For instance the agencies’ lists of staff, rotas, or whom you asked and when.",
    )


class InvolvedForm(GovukForm, forms.Form):
    """Somebody who worked with the child or the family, or manages somebody who did."""

    full_name = forms.CharField(max_length=120, label="Full name")
    job_title = forms.CharField(required=False, max_length=120, label="Job title")
    involvement = forms.ChoiceField(
        label="How was this person involved?",
        widget=Radios,
        choices=[
            ("worked", "Worked with the child or the family"),
            ("manages", "Manages somebody who did"),
        ],
    )


class ProlongForm(GovukForm, forms.Form):
    until_on = DateField(label="New last day of access")
    reason = forms.CharField(
        widget=text_area(3),
        label="Why is access prolonged?",
        help_text="For instance a contract that goes on.",
    )

    def __init__(self, *args: Any, after: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until_on"].not_before = after  # type: ignore[attr-defined]

    def clean_until_on(self) -> Any:
        return end_of(self.cleaned_data["until_on"])


class EmergencyForm(GovukForm, forms.Form):
    reference = forms.CharField(
        max_length=20,
        label="Reference of the case",
        help_text="As it stands in an e-mail, such as SCR-K7M2QX",
    )
    reason = forms.CharField(
        widget=text_area(4),
        min_length=A_SENTENCE,
        label="Why must you see this case now?",
        help_text="Say what is feared and whom you tried to reach. Do not name the child or the family.",
        error_messages={"min_length": "Say in a full sentence why you must see this case now"},
    )


class FindingForm(GovukForm, forms.Form):
    is_justified = YesNoField(label="Was it justified to open the case?")
    findings = forms.CharField(
        widget=text_area(4), label="What did you find?", help_text="Whom you asked, and what follows from it."
    )
