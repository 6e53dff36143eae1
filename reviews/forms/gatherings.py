"""Calling a briefing or a practitioners' meeting, answering the invitation, and what became of it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms

from reviews.forms.fields import text_area
from reviews.models import AgencyInvitation
from reviews.services.gatherings import Call
from scr.cases.models import Participant
from scr.govuk import Checkboxes, GovukForm, MomentField
from scr.people.models import Agency

MOST_PEOPLE = 500
CAME = "came_"


class CallForm(GovukForm, forms.Form):
    """When, where, led by whom, with whom of the panel, and which agencies send people."""

    starts_at = MomentField(label="Day and time", help_text="For instance 11 4 2007, at 10am")
    place = forms.CharField(max_length=120, help_text="A room, or how to join from afar. No names.")
    chaired_by = forms.CharField(label="Who chairs it?", max_length=120)
    from_panel = forms.MultipleChoiceField(
        label="Who of the panel is there?",
        widget=Checkboxes(),
        error_messages={"required": "Choose somebody"},
    )
    agencies = forms.MultipleChoiceField(
        label="Which agencies?",
        widget=Checkboxes(),
        error_messages={"required": "Choose at least one agency"},
    )
    words = forms.CharField(
        label="Anything to add?",
        required=False,
        widget=text_area(3),
        help_text="Every invited agency reads it.",
    )

    def __init__(
        self,
        *args: Any,
        agencies: Collection[Agency],
        panel: Collection[Participant],
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_id, self.now = {str(one.pk): one for one in agencies}, now
        people = [(str(part.user_id), f"{part.user}, {part.post or part.role_name}") for part in panel]
        fields: dict[str, Any] = self.fields
        fields["agencies"].choices = [(key, one.name) for key, one in self.by_id.items()]
        fields["agencies"].initial = list(self.by_id)
        fields["from_panel"].choices = people
        fields["from_panel"].initial = [key for key, _ in people]

    def clean_starts_at(self) -> datetime:
        moment: datetime = self.cleaned_data["starts_at"]
        if moment <= self.now:
            raise forms.ValidationError("Choose a time that is still ahead")
        return moment

    @property
    def call(self) -> Call:
        data = self.cleaned_data
        return Call(
            starts_at=data["starts_at"],
            place=data["place"],
            chaired_by=data["chaired_by"],
            agencies=[self.by_id[key] for key in data["agencies"]],
            from_panel=[UUID(key) for key in data["from_panel"]],
            words=data["words"],
        )


class PractitionersForm(CallForm):
    """What the letter to the agencies says besides."""

    support = forms.CharField(label="Who offers support, and how to reach them", max_length=200)
    contact = forms.CharField(label="Whom to ask, with the telephone number", max_length=200)
    encloses = forms.BooleanField(label="Enclose the leaflet for practitioners", required=False, initial=True)

    @property
    def of_letter(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("support", "contact", "encloses")}


class ReplyForm(GovukForm, forms.Form):
    """How many of an agency's people come."""

    expected = forms.IntegerField(
        label="How many of your people come?",
        min_value=0,
        max_value=MOST_PEOPLE,
        help_text="Say 0 if nobody can. Give no names.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    reply = forms.CharField(
        label="Anything that the board should know?", required=False, max_length=2000, widget=text_area(3)
    )


class CameForm(GovukForm, forms.Form):
    """How many people of each agency came."""

    marks_optional = False

    def __init__(self, *args: Any, rows: Collection[AgencyInvitation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {f"{CAME}{row.agency_id}": row.agency_id for row in rows}
        for row in rows:
            self.fields[f"{CAME}{row.agency_id}"] = forms.IntegerField(
                label=row.agency.name,
                required=False,
                min_value=0,
                max_value=MOST_PEOPLE,
                initial=row.came,
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
            )

    @property
    def came(self) -> dict[UUID, int]:
        given = {self.agencies[name]: self.cleaned_data.get(name) for name in self.agencies}
        return {agency: number for agency, number in given.items() if number is not None}


class ToldForm(GovukForm, forms.Form):
    """What was settled, for every invited agency to read."""

    words = forms.CharField(
        label="What was settled, for the agencies to read",
        max_length=8000,
        widget=text_area(8),
        help_text="For reviewers: the format, the order of presentations, and the days.",
    )
