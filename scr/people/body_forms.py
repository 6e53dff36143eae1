"""The form of a body outside."""

from typing import Any

from django import forms

from scr.govuk import DateField, GovukForm, YesNoField
from scr.people.bodies import BODY_KINDS
from scr.people.models import ExternalBody

PLAIN = ("name", "kind", "from_on", "until_on", "address", "note")


class BodyForm(GovukForm, forms.Form):
    """What a body is called, what it is, and between which days it exists."""

    name = forms.CharField(max_length=120, label="Name")
    kind = forms.ChoiceField(choices=[("", "Choose a kind"), *BODY_KINDS.items()], label="Kind")
    is_named = YesNoField(
        label="Does the board’s procedure name it?",
        help_text=(
            "A body that the procedure names is offered for every case under that procedure, whatever the day"
        ),
    )
    from_on = DateField(required=False, label="First day")
    until_on = DateField(required=False, label="Last day", help_text="Leave it empty while the body exists")
    address = forms.CharField(
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        label="Address",
        help_text="As it should be printed, a line to a line",
    )
    note = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Note",
        help_text="Whom to reach and how. It is not printed",
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", "Last day must be on or after the first day")
        return cleaned

    @staticmethod
    def shown(body: ExternalBody, procedure_key: str) -> dict[str, Any]:
        """A body as the form shows it; a new one has no answers yet."""
        if body._state.adding:
            return {}
        return {
            **{name: getattr(body, name) for name in PLAIN},
            "is_named": body.procedure_key == procedure_key,
        }

    def applied_to(self, body: ExternalBody, procedure_key: str) -> ExternalBody:
        """The body with what was typed, not saved yet."""
        for name in PLAIN:
            setattr(body, name, self.cleaned_data[name])
        body.procedure_key = procedure_key if self.cleaned_data["is_named"] else ""
        return body
