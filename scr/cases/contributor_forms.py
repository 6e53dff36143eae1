"""The form for somebody who contributes without an account."""

from datetime import datetime
from typing import Any

from django import forms

from scr.cases.contributors import Contribution
from scr.cases.models import Contributor
from scr.dates import london_day
from scr.govuk import DateField, GovukForm
from scr.people.models import Agency

FIELDS = ("kind", "name", "connection", "part", "agency", "contributed_on")


class ContributorForm(GovukForm, forms.Form):
    kind = forms.ChoiceField(
        choices=[("", "Choose"), *Contributor.Kind.choices], label="As what do they contribute?"
    )
    name = forms.CharField(
        max_length=120, label="Name", help_text="Read by the panel and who runs the case only"
    )
    connection = forms.CharField(
        max_length=200,
        label="How do they come to the case?",
        help_text="For example: grandmother, health visitor",
    )
    agency = forms.ModelChoiceField(queryset=Agency.objects.all(), required=False, empty_label="None")
    part = forms.CharField(
        label="What do they contribute?", max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    contributed_on = DateField(
        label="Day on which they contributed",
        required=False,
        help_text="Leave it empty for what is still to come",
    )

    def __init__(self, data: Any = None, *, now: datetime, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["contributed_on"].not_after = london_day(now)  # type: ignore[attr-defined]

    @property
    def told(self) -> Contribution:
        return Contribution(**{name: self.cleaned_data[name] for name in FIELDS})

    @staticmethod
    def shown(row: Contributor) -> dict[str, Any]:
        """What was noted as the form shows it."""
        return {name: getattr(row, name) for name in FIELDS} | {"agency": row.agency_id}
