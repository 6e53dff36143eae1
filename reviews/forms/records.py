"""What people fill in about an agency's secured records."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from reviews.forms.fields import text_area
from reviews.models import RecordsEvent, RecordsSecured
from reviews.services.records import Happened, Secured
from scr.govuk import GovukForm, MomentField, Radios

SECURED = ("record_set", "whose", "medium", "location", "secured_by", "secured_at")
HAPPENED = ("who", "place", "happened_at")


class RecordsForm(GovukForm, forms.Form):
    record_set = forms.CharField(
        max_length=200,
        label="Which records",
        help_text="For example: health visiting record, volumes 1 and 2. A person by initials or role.",
    )
    whose = forms.ChoiceField(
        choices=RecordsSecured.Whose.choices, widget=Radios, label="Whose records are they?"
    )
    medium = forms.ChoiceField(
        choices=RecordsSecured.Medium.choices,
        widget=Radios(is_inline=True),
        label="On paper or electronic?",
    )
    location = forms.CharField(max_length=200, label="Where they are kept now")
    secured_by = forms.CharField(max_length=120, label="Who secured them")
    secured_at = MomentField(
        label="When they were secured",
        noun="The moment",
        error_messages={"required": "Enter the day and the time at which they were secured"},
    )

    @property
    def secured(self) -> Secured:
        return Secured(**{name: self.cleaned_data[name] for name in SECURED})


def reason_field() -> forms.CharField:
    return forms.CharField(max_length=300, label="Why is it corrected?")


class CorrectRecordsForm(RecordsForm):
    reason = reason_field()


@dataclass(frozen=True)
class Asking:
    """How the page for one kind of event asks: its heading, whom and where."""

    title: str
    who: str
    place: str
    is_place_needed: bool = True


ASKING: Mapping[str, Asking] = {
    RecordsEvent.Kind.COPIED: Asking("Note that it was copied", "Who copied it", "Where the copies are kept"),
    RecordsEvent.Kind.ORIGINAL: Asking(
        "Note who holds the original", "Who holds the original", "Where the original is kept"
    ),
    RecordsEvent.Kind.WORKING_COPY: Asking(
        "Note who works from a copy", "Who was given a copy to work from", "Where", is_place_needed=False
    ),
    RecordsEvent.Kind.FORWARDED: Asking(
        "Note that the record was forwarded",
        "To which health professional",
        "The area where the child lives",
    ),
    RecordsEvent.Kind.NURSE: Asking(
        "Note that a copy went to the named nurse", "To which named nurse", "The area where the child lives"
    ),
    RecordsEvent.Kind.RETURNED: Asking(
        "Note that the original was returned", "To whom it was returned", "Where", is_place_needed=False
    ),
}


class HappenedForm(GovukForm, forms.Form):
    """What happened to one set of records; the kind says how its questions read."""

    who = forms.CharField(max_length=200)
    place = forms.CharField(max_length=200)
    happened_at = MomentField(
        label="When it happened",
        noun="The moment",
        error_messages={"required": "Enter the day and the time at which it happened"},
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asking = ASKING[kind]
        who, place = self.fields["who"], self.fields["place"]
        who.label, place.label, place.required = asking.who, asking.place, asking.is_place_needed
        who.error_messages["required"] = f"Enter {asking.who[0].lower()}{asking.who[1:]}"
        place.error_messages["required"] = f"Enter {asking.place[0].lower()}{asking.place[1:]}"

    @property
    def happened(self) -> Happened:
        return Happened(**{name: self.cleaned_data[name] for name in HAPPENED})


class CorrectHappenedForm(HappenedForm):
    is_struck = forms.BooleanField(required=False, label="It did not happen at all")
    reason = reason_field()


class AttestForm(GovukForm, forms.Form):
    """What exactly is attested, and why a health trust has no records of the child or of the adults."""

    seal = forms.CharField(widget=forms.HiddenInput)
    lacking = forms.CharField(
        max_length=300, label="Why are there none?", widget=text_area(2), required=False
    )

    def __init__(self, *args: Any, is_lacking: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_lacking:
            self.fields["lacking"].required = True
        else:
            del self.fields["lacking"]


class ConfirmForm(GovukForm, forms.Form):
    """Nothing is asked: what is confirmed stands on the page."""


def initial_of_records(row: RecordsSecured) -> dict[str, Any]:
    return {name: getattr(row, name) for name in SECURED}


def initial_of_event(event: RecordsEvent) -> dict[str, Any]:
    return {name: getattr(event, name) for name in HAPPENED}
