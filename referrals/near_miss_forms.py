"""The page on which anybody reports a near miss, and the one on which the sub-group considers it."""

from typing import Any
from uuid import uuid4

from django import forms

from referrals.models.near_misses import NearMiss, NearMissConsideration
from referrals.near_miss_services import Told
from referrals.question_groups import LONG
from scr.dates import london_day
from scr.govuk import Checkboxes, DateField, GovukForm, Radios, YesNoField
from scr.people.models import Agency

HARMED, UNSURE = "harmed", "unsure"
KINDS = [
    *NearMiss.Kind.choices,
    (HARMED, "A child died or came to serious harm"),
    (UNSURE, "I do not know whether a child came to serious harm"),
]
TO_REFERRAL = "This becomes a referral, with what you type here."


def long_text(label: str, rows: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONG, widget=forms.Textarea(attrs={"rows": rows}), **more)


class NearMissForm(GovukForm, forms.Form):
    report_id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="Which was it?",
        choices=KINDS,
        widget=Radios(hints={HARMED: TO_REFERRAL, UNSURE: TO_REFERRAL}),
        error_messages={"required": "Say whether it was prevented, or whether somebody came to harm"},
    )
    what_happened = long_text(
        "What nearly happened, or went wrong?",
        4,
        help_text="A few plain sentences. No names of children or families are needed.",
    )
    happened_on = DateField(
        label="When was it?",
        noun="The date",
        required=False,
        help_text="For example, 28 2 2007. Leave it empty if you do not know.",
    )
    agencies = forms.ModelMultipleChoiceField(
        label="Which agencies took part?",
        queryset=Agency.objects.none(),
        widget=Checkboxes(is_small=True),
        required=False,
    )
    other_agencies = forms.CharField(label="Others", max_length=120, required=False)
    prevented_by = long_text("What prevented it, or kept the harm small?", 2)
    learning = long_text("What could be learned?", 2, required=False)
    wants_contact = YesNoField(label="May the sub-group contact you?")

    def __init__(self, *args: Any, now: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"report_id": uuid4()}, **kwargs)
        self.fields["agencies"].queryset = Agency.objects.filter(is_on_board=True)  # type: ignore[attr-defined]
        self.fields["happened_on"].not_after = london_day(now)  # type: ignore[attr-defined]

    @property
    def told(self) -> Told:
        given = {name: value for name, value in self.cleaned_data.items() if name != "report_id"}
        return Told(**{**given, "agencies": list(given["agencies"])})


class ConsiderForm(GovukForm, forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label="What happens next?",
        choices=NearMissConsideration.Outcome.choices,
        widget=Radios(
            hints={
                "panel": "The administrator and the Chair are told.",
                "referral": "A draft of a referral opens with this text. You send it when it is complete.",
            }
        ),
    )
    words = long_text("Why, and what will be done?", 3, help_text="Whoever reported it reads this.")


class StateForm(GovukForm, forms.Form):
    """Which near misses the list shows."""

    marks_optional = False
    state = forms.ChoiceField(
        label="Show",
        choices=[("", "All"), ("open", "Not considered yet"), ("considered", "Considered")],
        required=False,
    )
