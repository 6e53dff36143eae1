"""What an agency notes about its staff, and the events at which they learn."""

from collections.abc import Sequence
from typing import Any

from django import forms

from reviews.forms.fields import day_field, text_area
from reviews.services.staff import Debriefing, Event, Taking
from scr.govuk import GovukForm, MomentField
from scr.people.models import Agency

POSTS = "Posts or teams, no names"


class ToldForm(GovukForm, forms.Form):
    on = day_field("When were they told?", "The day on which they were told")
    who = forms.CharField(max_length=300, label="Who was told?", help_text=POSTS)
    how = forms.CharField(
        max_length=200,
        label="How were they told?",
        help_text="For example: at a team meeting, with the note in hand",
    )


class DisciplineForm(GovukForm, forms.Form):
    """The day and nothing else: neither whom nor why belongs here."""

    on = day_field(
        "On which day did your agency turn to its disciplinary procedure?", "The day on which it did"
    )


class DebriefForm(GovukForm, forms.Form):
    on = day_field("When was it held?", "The day on which it was held")
    who = forms.CharField(max_length=300, label="Who came?", help_text=POSTS)
    led_by = forms.CharField(max_length=120, label="Who led it?")
    words = forms.CharField(label="What were they told, and what did they say?", widget=text_area(6))
    support = forms.CharField(label="What support was offered?", widget=text_area(3))

    @property
    def debriefing(self) -> Debriefing:
        return Debriefing(**{name: value for name, value in self.cleaned_data.items() if name != "on"})


class TakeBackForm(GovukForm, forms.Form):
    why = forms.CharField(max_length=300, label="Why is it taken back?")


class EventForm(GovukForm, forms.Form):
    what = forms.CharField(max_length=200, label="What is the event called?")
    held_at = MomentField(
        label="When is it held?",
        noun="The moment",
        error_messages={"required": "Enter the day and the time of the event"},
    )
    place = forms.CharField(max_length=120, required=False, label="Place")
    about = forms.CharField(required=False, label="What happens there", widget=text_area(4))

    @property
    def event(self) -> Event:
        return Event(**self.cleaned_data)


class TakingForm(GovukForm, forms.Form):
    """`agencies` are those for which the person may say it: one, as a rule."""

    owner = forms.ChoiceField(label="Which agency?")
    who = forms.CharField(max_length=300, label="Who of your staff takes part?", help_text=POSTS)
    many = forms.IntegerField(
        min_value=0,
        max_value=999,
        label="How many people are that?",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    supported_by = forms.CharField(
        max_length=200,
        label="Who supports them there?",
        help_text="For example: their own managers, the named nurse",
    )

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(one.pk): one for one in agencies}
        self.fields["owner"].choices = [(key, one.name) for key, one in self.agencies.items()]  # type: ignore[attr-defined]
        if len(self.agencies) == 1:
            del self.fields["owner"]

    @property
    def agency(self) -> Agency:
        return self.agencies[self.cleaned_data.get("owner") or next(iter(self.agencies))]

    @property
    def taking(self) -> Taking:
        return Taking(**{name: self.cleaned_data[name] for name in ("who", "many", "supported_by")})
