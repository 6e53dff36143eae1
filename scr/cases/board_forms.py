"""Forms of what the board's administrator sets for every case."""

from django import forms

from scr.govuk import DateField, GovukForm


class HolidayForm(GovukForm, forms.Form):
    """A bank holiday that the printed calendar lacks."""

    day = DateField(label="Day")
    name = forms.CharField(
        max_length=80, label="Name", help_text="For instance Bank holiday for the state funeral"
    )


class WorkingDayForm(GovukForm, forms.Form):
    """A bank holiday that is counted as a working day."""

    day = DateField(label="Day")
    reason = forms.CharField(
        max_length=80, label="Why it is a working day", help_text="For instance Moved to 8 May"
    )


class KnownUntilForm(GovukForm, forms.Form):
    """The last year whose bank holidays were announced."""

    year = forms.IntegerField(
        label="Last year whose bank holidays are known",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        help_text="The government announces them some years ahead",
    )
