"""What is filled in about signatures inside an agency: who gives them, that they are given, and why not."""

from collections.abc import Iterable
from typing import Any

from django import forms

from reviews.forms.fields import day_field, text_area
from reviews.services.signers import Asked
from reviews.services.signing import Meeting
from reviews.signing import WRITER, Signing
from scr.govuk import GovukForm, Radios
from scr.people.models import User

MOST_STEPS = 8


class StepForm(GovukForm, forms.Form):
    name = forms.CharField(required=False, max_length=80, label="What it is called")
    is_group = forms.BooleanField(required=False, label="A group signs, after a meeting")
    signer = forms.ModelChoiceField(
        queryset=User.objects.none(), required=False, label="Who signs", empty_label="Choose a person"
    )
    marks_optional = False

    def __init__(self, *args: Any, signers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signer"].queryset = signers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("name") and not data.get("signer") and "signer" not in self.errors:
            self.add_error("signer", f"Choose who signs for “{data['name']}”")
        if data.get("signer") and not data.get("name"):
            self.add_error("name", "Enter what this signature is called, or choose nobody for it")
        return data


StepSet: Any = forms.formset_factory(StepForm, extra=1, max_num=MOST_STEPS)


def asked_for(formset: Any) -> list[Asked]:
    """The steps that were filled in, in their order."""
    rows = (form.cleaned_data for form in formset if form.cleaned_data.get("name"))
    return [Asked(row["name"], row["is_group"], row["signer"]) for row in rows]


class SignersForm(GovukForm, forms.Form):
    """Why the steps are others than the agency's rules have."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        required=False,
        label="Why they are others than in your agency’s rules",
        widget=text_area(2),
        help_text="Only if you changed, added or took away a step",
    )


class SignerForm(GovukForm, forms.Form):
    """Who signs a step from now on."""

    signer = forms.ModelChoiceField(
        queryset=User.objects.none(), label="Who signs from now on", empty_label="Choose a person"
    )

    def __init__(self, *args: Any, signers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signer"].queryset = signers  # type: ignore[attr-defined]


class SignForm(GovukForm, forms.Form):
    """What exactly is signed."""

    content = forms.CharField(widget=forms.HiddenInput)

    @property
    def meeting(self) -> Meeting | None:
        return None


class SignForGroupForm(SignForm):
    """The same, with the group's meeting on it."""

    met_on = day_field("When the group met", "The day on which the group met")
    minute = forms.CharField(
        max_length=120, label="Where its minutes say so", help_text="For example: minute 7 of 3 May 2007"
    )

    @property
    def meeting(self) -> Meeting | None:
        return Meeting(self.cleaned_data["met_on"], self.cleaned_data["minute"])


class SendBackForm(GovukForm, forms.Form):
    """To whom a review goes back inside the agency, and why."""

    back_to = forms.TypedChoiceField(label="To whom it goes back", coerce=int, widget=Radios)
    reason = forms.CharField(
        label="What should be changed, and why",
        widget=text_area(5),
        help_text="Only the reviewer, those who sign and the chief officer of your agency read this.",
    )

    def __init__(self, *args: Any, signing: Signing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["back_to"]
        field.choices = list(_places_before(signing))


def _places_before(signing: Signing) -> Iterable[tuple[int, str]]:
    """The reviewer, and whoever signed before the step that is next."""
    yield WRITER, f"{signing.rules.first}, who goes on writing"
    yield from (
        (one.number, f"{one.name}: {one.signer}") for one in signing.steps if one.number in signing.held
    )
