"""The order of presentations, what was said at one, and the days that were agreed there."""

from collections.abc import Sequence
from typing import Any

from django import forms

from reviews.forms.fields import day_field, text_area
from reviews.models import Presentation
from reviews.services.presentations import Said, Slot
from scr.govuk import GovukForm
from scr.people.models import Agency

MINUTES = 30


class SlotForm(GovukForm, forms.Form):
    """One agency: its number in the order, empty for another day."""

    agency_id = forms.UUIDField(widget=forms.HiddenInput)
    position = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=99,
        label="Number in the order",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
    )
    minutes = forms.IntegerField(
        required=False,
        min_value=5,
        max_value=480,
        label="Minutes",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    presenter = forms.CharField(required=False, max_length=200, label="Who presents")
    marks_optional = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("position"):
            for name, words in (("minutes", "Enter how many minutes"), ("presenter", "Enter who presents")):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return data


class SlotSet(forms.BaseFormSet):
    def clean(self) -> None:
        numbers = [form.cleaned_data.get("position") for form in self.forms if hasattr(form, "cleaned_data")]
        given = [number for number in numbers if number]
        if len(given) != len(set(given)):
            raise forms.ValidationError("Two agencies have the same number in the order. Give each its own.")

    @property
    def slots(self) -> list[Slot]:
        """The agencies that present, in their order."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("position")]
        ordered = sorted(rows, key=lambda row: row["position"])
        return [Slot(row["agency_id"], row["minutes"], row["presenter"]) for row in ordered]


Slots = forms.formset_factory(SlotForm, formset=SlotSet, extra=0, max_num=100)


class OrderForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)


def initial_slots(
    agencies: Sequence[Agency], placed: dict[Any, Presentation], writers: dict[Any, str]
) -> list[dict[str, Any]]:
    """The list as it stands: agencies with a place first, each of the others with who wrote its review."""
    rows = [_initial(one, placed.get(one.pk), writers.get(one.pk, "")) for one in agencies]
    return sorted(rows, key=lambda row: (row["position"] is None, row["position"] or 0))


def _initial(agency: Agency, row: Presentation | None, writer: str) -> dict[str, Any]:
    begun = {"agency_id": agency.pk, "position": None, "minutes": MINUTES, "presenter": writer}
    if row is None:
        return begun
    return begun | {"position": row.position, "minutes": row.minutes, "presenter": row.presenter}


class SaidForm(GovukForm, forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    questions = forms.CharField(
        required=False, label="What panel and overview author asked", widget=text_area(6)
    )
    clarified = forms.CharField(required=False, label="What was cleared up", widget=text_area(6))
    recommendations = forms.CharField(
        required=False, label="What was said of the agency’s recommendations", widget=text_area(6)
    )
    marks_optional = False

    @property
    def said(self) -> Said:
        names = ("questions", "clarified", "recommendations")
        return Said(**{name: self.cleaned_data[name] for name in names})


class AcceptForm(GovukForm, forms.Form):
    words = forms.CharField(
        required=False,
        label="Anything to say to the agency with it",
        widget=text_area(3),
        help_text="The agency’s reviewer and chief officer, the panel and the administrator read this.",
    )


class TimescaleForm(GovukForm, forms.Form):
    overview_on = day_field("The overview report is finished by", "The day for the overview report")
    summary_on = day_field("The executive summary is finished by", "The day for the executive summary")
    words = forms.CharField(required=False, label="What else was agreed about time", widget=text_area(3))
