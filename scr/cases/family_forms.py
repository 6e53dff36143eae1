"""What people fill in about the family: a person, what two are to each other, and where somebody lived."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms

from scr.cases.family import PHRASES
from scr.cases.models import HouseholdStay, Person, Relationship
from scr.cases.models.register import InHousehold, Sex
from scr.cases.register import PersonTold, told_of
from scr.cases.relating import Stay, Tie
from scr.dates import london_day
from scr.govuk import GovukForm, Radios
from scr.part_dates import PartDate, is_before
from scr.part_day_fields import PartDateField
from scr.people.models import Agency

Kind = Relationship.Kind
BACK = "back:"  # in the value of a choice: read from the other to the one
AS_FAR_AS_KNOWN = "Fill in what is known: a year is enough. Leave all of it empty if it is not known."


class OfPlace:
    """Asks for which agency, where somebody writes the reviews of more than one."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def ask_place(self, places: Sequence[Agency | None]) -> None:
        self.places = list(places)
        if len(places) > 1:
            choices = [(str(number), str(one)) for number, one in enumerate(places)]
            self.fields["place"] = forms.ChoiceField(
                label="For which agency?", choices=choices, widget=Radios
            )

    @property
    def agency(self) -> Agency | None:
        return self.places[int(self.cleaned_data.get("place", 0))] if self.places else None


def _struck_fields(what: str) -> dict[str, forms.Field]:
    return {
        "is_struck": forms.BooleanField(required=False, label=what),
        "because": forms.CharField(max_length=300, required=False, label="Why is it left out?"),
    }


class Correcting:
    """The revision that a page showed, and a box for what was noted by mistake."""

    fields: dict[str, forms.Field]
    struck_words = "Leave this out: it was noted by mistake"

    def ask_correction(self) -> None:
        self.fields["revision"] = forms.IntegerField(widget=forms.HiddenInput)
        self.fields |= _struck_fields(self.struck_words)

    def check_because(self, given: dict[str, Any]) -> None:
        if given.get("is_struck") and not given.get("because"):
            self.add_error("because", "Say why it is left out")  # type: ignore[attr-defined]

    @property
    def struck_because(self) -> str:
        given: dict[str, Any] = self.cleaned_data  # type: ignore[attr-defined]
        return given["because"] if given.get("is_struck") else ""


class PersonForm(Correcting, OfPlace, GovukForm, forms.Form):
    full_name = forms.CharField(
        label="Name", max_length=120, help_text="Or a description, such as: the mother’s new partner"
    )
    other_names = forms.CharField(
        label="Other names",
        max_length=200,
        required=False,
        help_text="An earlier surname, a nickname or another spelling, with commas between them",
    )
    code = forms.CharField(
        label="Code",
        max_length=12,
        required=False,
        help_text="What stands for the name in reports, such as M, MGM or S1",
    )
    relation = forms.CharField(
        label="Relation to the child", max_length=80, required=False, help_text="In a word: mother, lodger"
    )
    sex = forms.ChoiceField(choices=Sex.choices, initial=Sex.NOT_KNOWN, widget=Radios(is_inline=True))
    born = PartDateField(
        label="Date of birth", noun="Date of birth", required=False, help_text=AS_FAR_AS_KNOWN
    )
    died = PartDateField(
        label="Date of death",
        noun="Date of death",
        required=False,
        help_text="Leave it empty if the person is alive",
    )
    in_household = forms.ChoiceField(
        label="Part of the child’s household?",
        choices=InHousehold.choices,
        initial=InHousehold.NOT_KNOWN,
        widget=Radios(is_inline=True),
    )
    is_child = forms.BooleanField(required=False, label="The case is about this child")
    struck_words = "Leave this person out: named by mistake, or twice"

    def __init__(
        self, *args: Any, now: datetime, places: Sequence[Agency | None], is_correction: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        today = london_day(now)
        self.fields["born"].not_after = self.fields["died"].not_after = today  # type: ignore[attr-defined]
        if None not in places:
            del self.fields["is_child"]
        if is_correction:
            self.places = list(places)
            self.ask_correction()
        else:
            self.ask_place(places)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if is_before(given.get("died"), given.get("born")):
            self.add_error("died", "Date of death must be after the date of birth")
        self.check_because(given)
        return given

    @property
    def told(self) -> PersonTold:
        given = self.cleaned_data
        same = ("full_name", "other_names", "code", "relation", "sex", "in_household")
        return PersonTold(
            **{name: given[name] for name in same},
            **_kept("born", given["born"]),
            **_kept("died", given["died"]),
            is_child=given.get("is_child", False),
        )

    @staticmethod
    def shown(person: Person) -> dict[str, Any]:
        """Somebody of the register as the form shows them."""
        told = {name: getattr(told_of(person), name) for name in PersonForm.base_fields if name not in DATES}
        left_out = {"is_struck": bool(person.left_out_because), "because": person.left_out_because}
        dates = {"born": person.born, "died": person.died}
        return {**told, **dates, **left_out, "revision": person.revision}


DATES = ("born", "died")


def _kept(name: str, given: PartDate | None) -> dict[str, Any]:
    """A date as a person keeps it: as a day where it is certain, else as far as it is known."""
    exact = given.exact if given else None
    return {f"{name}_on": exact, f"{name}_about": str(given) if given and not exact else ""}


def _ways() -> list[tuple[str, str]]:
    """What one can be to another, read in either direction."""
    ways = []
    for kind, (forth, back) in PHRASES.items():
        ways.append((str(kind), forth[0].upper() + forth[1:]))
        if back != forth:
            ways.append((f"{BACK}{kind}", back[0].upper() + back[1:]))
    return [*ways, (str(Kind.OTHER), "Something else, said below")]


class _TimeFields(forms.Form):
    since = PartDateField(label="From", noun="The beginning", required=False, help_text=AS_FAR_AS_KNOWN)
    until = PartDateField(label="Until", noun="The end", required=False, help_text="Empty if it goes on")
    has_ended = forms.BooleanField(required=False, label="It has ended, and nobody knows when")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if is_before(given.get("until"), given.get("since")):
            self.add_error("until", "The end must be after the beginning")
        return given

    @property
    def time(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {name: str(given[name] or "") for name in ("since", "until")} | {
            "has_ended": given["has_ended"]
        }


class RelateForm(OfPlace, GovukForm, _TimeFields):
    """What somebody is to another person of the family."""

    kind = forms.ChoiceField(label="What are they?", choices=_ways, widget=Radios)
    other = forms.ChoiceField(label="Of whom?")
    words = forms.CharField(
        label="In words", max_length=120, required=False, help_text="For example: aunt, lodger, by adoption"
    )
    field_order = ("kind", "words", "other", "since", "until", "has_ended")

    def __init__(self, *args: Any, others: Sequence[Person], places: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(one.pk): one for one in others}
        choices = [("", "Choose"), *((key, str(one)) for key, one in self.by_id.items())]
        self.fields["other"].choices = choices  # type: ignore[attr-defined]
        self.ask_place(places)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("kind") == Kind.OTHER and not given.get("words"):
            self.add_error("words", "Say in words what they are")
        return given

    @property
    def is_read_back(self) -> bool:
        return str(self.cleaned_data["kind"]).startswith(BACK)

    @property
    def tie(self) -> Tie:
        kind = self.cleaned_data["kind"].removeprefix(BACK)
        return Tie(kind=kind, words=self.cleaned_data["words"], **self.time)

    def pair(self, person: Person) -> tuple[Person, Person]:
        """Who is what to whom, in the direction in which it is kept."""
        other = self.by_id[self.cleaned_data["other"]]
        return (other, person) if self.is_read_back else (person, other)


class CorrectTieForm(Correcting, GovukForm, _TimeFields):
    """The two people and the direction stay; who were mixed up is left out and noted anew."""

    kind = forms.ChoiceField(label="What are they?", choices=Kind.choices, widget=Radios)
    words = RelateForm.base_fields["words"]
    field_order = ("kind", "words", "since", "until", "has_ended")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_correction()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("kind") == Kind.OTHER and not given.get("words"):
            self.add_error("words", "Say in words what they are")
        self.check_because(given)
        return given

    @property
    def tie(self) -> Tie:
        return Tie(kind=self.cleaned_data["kind"], words=self.cleaned_data["words"], **self.time)


class StayForm(OfPlace, Correcting, GovukForm, _TimeFields):
    """In which household somebody lived, and when."""

    household = forms.CharField(
        label="Which household?",
        max_length=80,
        required=False,
        help_text="Leave it empty for the child’s own. Otherwise, for example: home of MGM, foster home",
    )
    field_order = ("household", "since", "until", "has_ended")

    def __init__(self, *args: Any, places: Sequence[Any] = (), is_correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_correction:
            self.ask_correction()
        else:
            self.ask_place(places)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self.check_because(given)
        return given

    @property
    def stay(self) -> Stay:
        return Stay(household=self.cleaned_data["household"], **self.time)


def shown_of(row: Relationship | HouseholdStay) -> dict[str, Any]:
    """What was noted, as its form shows it."""
    names = ("kind", "words") if isinstance(row, Relationship) else ("household",)
    return {
        **{name: getattr(row, name) for name in names},
        "since": row.begun,
        "until": row.ended,
        "has_ended": row.has_ended and not row.until,
        "is_struck": bool(row.struck_because),
        "because": row.struck_because,
        "revision": row.revision,
    }


class TakeUpForm(GovukForm, forms.Form):
    """Who of the register somebody is whom a released review names."""

    into = forms.ChoiceField(label="Who is this?", widget=Radios)

    def __init__(self, *args: Any, registered: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(one.pk): one for one in registered}
        choices = [
            ("new", "Somebody who is not in the register yet"),
            *((k, str(v)) for k, v in self.by_id.items()),
        ]
        self.fields["into"].choices = choices  # type: ignore[attr-defined]

    @property
    def registered(self) -> Person | None:
        return self.by_id.get(self.cleaned_data["into"])
