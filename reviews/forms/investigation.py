"""What whoever leads the criminal investigation says of a draft of the terms."""

from datetime import date
from typing import Any

from django import forms

from reviews.forms.fields import text_area
from reviews.services.investigation import Said
from scr.govuk import DateField, GovukForm, YesNoField


class InvestigationForm(GovukForm, forms.Form):
    """Who leads the criminal investigation and agreed, or who said that none runs."""

    is_running = YesNoField(label="Does a criminal investigation run?")
    lead = forms.CharField(
        label="Who leads it?",
        max_length=200,
        help_text="If none runs: who told you so. The panel reads the name.",
    )
    organisation = forms.CharField(label="Rank or post, and force", max_length=200)
    agreed_on = DateField(label="On which day did that person agree, or say so?")
    evidence = forms.CharField(
        label="Where is it written down?",
        max_length=200,
        help_text="A letter, an email or minutes, and the date",
    )
    conditions = forms.CharField(label="What the lead asked for", required=False, widget=text_area(3))
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agreed_on"]
        field.not_after = today

    @property
    def said(self) -> Said:
        return Said(**{name: value for name, value in self.cleaned_data.items() if name != "revision"})
