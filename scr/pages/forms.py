from datetime import date
from typing import Any

from django import forms

from scr.govuk import DateField, GovukForm


class CaseSearch(GovukForm, forms.Form):
    marks_optional = False
    words = forms.CharField(label="Code name or reference", required=False, max_length=60)


class DayForm(GovukForm, forms.Form):
    """A day that has come, at whose end a case is shown."""

    day = DateField(label="Show the case as on", noun="The day", error_messages={"required": "Enter a day"})

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].not_after = today  # type: ignore[attr-defined]
