"""Arranging a meeting, and recording that it was held."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from scr.cases.models import Case, Participant
from scr.govuk import GovukForm, MomentField, Radios

PRESENT, APOLOGIES, ABSENT = "present", "apologies", "absent"
ATTENDANCE = [(PRESENT, "Present"), (APOLOGIES, "Sent apologies"), (ABSENT, "Neither")]


class ArrangeForm(GovukForm, forms.Form):
    """Which meeting, when and where, and what is on its agenda."""

    kind = forms.ChoiceField(label="Which meeting?", widget=Radios())
    starts_at = MomentField(label="Day and time", help_text="For instance 23 3 2007, at 10am")
    place = forms.CharField(
        max_length=120, required=False, help_text="A room, or how to join from afar. No names."
    )
    agenda = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.key, kind.name) for kind in case.procedure.meetings]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class RecordForm(GovukForm, forms.Form):
    """When a meeting was held, what was settled, and for each person invited whether they came."""

    held_at = MomentField(label="When was it held?")
    minutes = forms.CharField(
        label="Minutes",
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="What was considered, what was settled, and who does what by when",
    )

    def __init__(self, *args: Any, invited: Sequence[Participant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"person_{part.user_id}": part.user_id for part in invited}
        for part in invited:
            field = forms.ChoiceField(
                choices=ATTENDANCE, widget=Radios(is_inline=True), label=str(part.user), help_text=_post(part)
            )
            field.error_messages["required"] = f"Say whether {part.user} was present"
            self.fields[f"person_{part.user_id}"] = field
        self.order_fields(["held_at", *self.names, "minutes"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        answers = [given.get(name) for name in self.names]
        if all(answers) and PRESENT not in answers:
            self.add_error(None, "Say who was present: a meeting needs somebody")
        return given

    def people(self, answer: str) -> list[UUID]:
        """Those for whom this was chosen."""
        return [user_id for name, user_id in self.names.items() if self.cleaned_data[name] == answer]


def _post(part: Participant) -> str:
    return part.post or part.role_name
