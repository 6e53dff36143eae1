"""Whom a letter goes to."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from scr.govuk import Checkboxes, GovukForm
from scr.people.models import Agency

NO_OFFICER = "Nobody is on the case as its chief officer yet. Print the PDF and post it."


class AgenciesForm(GovukForm, forms.Form):
    """Which agencies get a letter now; all of them at first."""

    agencies = forms.MultipleChoiceField(
        label="Agencies",
        widget=Checkboxes(),
        error_messages={"required": "Choose at least one agency"},
        help_text="Each letter is addressed to the agency’s chief officer.",
    )

    def __init__(
        self, *args: Any, agencies: Iterable[Agency], officers: dict[UUID | None, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(one.pk): one for one in agencies}
        field: Any = self.fields["agencies"]
        field.choices = [(key, one.name) for key, one in self.by_id.items()]
        field.widget.hints = {key: officers.get(one.pk, NO_OFFICER) for key, one in self.by_id.items()}
        field.initial = list(self.by_id)

    @property
    def issue_to(self) -> dict[str, object]:
        return {"agencies": [self.by_id[key] for key in self.cleaned_data["agencies"]]}


class AddresseeForm(GovukForm, forms.Form):
    """The body outside that gets a letter."""

    addressee = forms.CharField(
        label="Addressee",
        max_length=200,
        help_text="As it should be printed, for instance the office and the town",
    )

    @property
    def issue_to(self) -> dict[str, object]:
        return {"addressee": self.cleaned_data["addressee"]}
