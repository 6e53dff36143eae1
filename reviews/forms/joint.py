"""The form by which a board's agreement to joint terms is recorded."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from reviews.services.joint import Agreement
from scr.govuk import DateField, GovukForm, Radios
from scr.people.models import ExternalBody

OURS = "ours"


class AgreementForm(GovukForm, forms.Form):
    """Which board agreed the draft, by whom and when, and where that is written down."""

    board = forms.ChoiceField(label="Which board agreed?", widget=Radios())
    agreed_by = forms.CharField(
        max_length=200, label="Who agreed for the board?", help_text="For instance its Chair, or its meeting"
    )
    agreed_on = DateField(label="On which day?")
    evidence = forms.CharField(
        max_length=200, label="Where is it written down?", help_text="A letter or minutes, and the date"
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, waiting: Collection[tuple[ExternalBody | None, str]], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(body.pk) if body else OURS: body for body, _ in waiting}
        names = [name for _, name in waiting]
        fields: dict[str, Any] = self.fields
        fields["board"].choices = list(zip(self.by_key, names, strict=True))
        fields["agreed_on"].not_after = today

    @property
    def agreement(self) -> Agreement:
        given = self.cleaned_data
        return Agreement(
            self.by_key[given["board"]], given["agreed_by"], given["agreed_on"], given["evidence"]
        )
