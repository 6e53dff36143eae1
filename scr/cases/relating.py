"""How the people of a register belong together: noting relationships and households, and correcting them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from scr.cases.models import Compartment, HouseholdStay, Person, Relationship
from scr.cases.policy import NotTheMoment, Stale
from scr.cases.register import place_of
from scr.cases.writing import act, lock, record
from scr.people.models import Agency, User

Kind = Relationship.Kind
# One is to the other what the other is to the one.
MUTUAL = frozenset({Kind.PARTNER, Kind.SIBLING, Kind.HALF_SIBLING, Kind.STEP_SIBLING})
Noted = TypeVar("Noted", Relationship, HouseholdStay)


@dataclass(frozen=True, kw_only=True)
class Tie:
    """What one person is to another, and from when until when as far as it is known (scr/part_dates.py)."""

    kind: str
    words: str = ""
    since: str = ""
    until: str = ""
    has_ended: bool = False


@dataclass(frozen=True, kw_only=True)
class Stay:
    """In which household somebody lived, and when; without a name the child's."""

    household: str = ""
    since: str = ""
    until: str = ""
    has_ended: bool = False


@act
def relate(
    person: Person, other: Person, tie: Tie, *, agency: Agency | None = None, by: User, now: datetime
) -> Relationship:
    """Note that one person is the parent, partner ... of another, in the register or in an agency's review.

    Raises NotTheMoment where it is noted already, where somebody would become their own forebear, and for
    somebody who does not stand where it is noted.
    """
    case = lock(person.case)
    place = place_of(case, agency, by=by, now=now)
    _refuse_foreign(place, person, other)
    row = Relationship(case=case, compartment=place, person=person, other=other, noted_at=now, noted_by=by)
    _refuse_impossible(row, tie)
    _set(row, tie)
    record(row, by=by, now=now, act="relationship_noted")
    return row


@act
def correct_relationship(
    row: Relationship, tie: Tie, *, revision: int, by: User, now: datetime, struck_because: str = ""
) -> Relationship:
    """Say anew what one is to the other, or, with a reason, that it was noted by mistake.

    Raises NotTheMoment where somebody saved since `revision` was read, and for what cannot be.
    """
    row = _to_correct(row, revision, by=by, now=now)
    if not struck_because:
        _refuse_impossible(row, tie)
    _set(row, tie)
    row.struck_because = struck_because
    record(row, by=by, now=now, act="relationship_struck" if struck_because else "relationship_corrected")
    return row


@act
def note_stay(
    person: Person, stay: Stay, *, agency: Agency | None = None, by: User, now: datetime
) -> HouseholdStay:
    """Note that somebody lived in a household for a time. Raises NotTheMoment as `relate` does."""
    case = lock(person.case)
    place = place_of(case, agency, by=by, now=now)
    _refuse_foreign(place, person)
    row = HouseholdStay(case=case, compartment=place, person=person, noted_at=now, noted_by=by)
    _set(row, stay)
    record(row, by=by, now=now, act="stay_noted")
    return row


@act
def correct_stay(
    row: HouseholdStay, stay: Stay, *, revision: int, by: User, now: datetime, struck_because: str = ""
) -> HouseholdStay:
    """Say anew where somebody lived, or that it was noted by mistake. Raises as `correct_relationship`."""
    row = _to_correct(row, revision, by=by, now=now)
    _set(row, stay)
    row.struck_because = struck_because
    record(row, by=by, now=now, act="stay_struck" if struck_because else "stay_corrected")
    return row


def _set(row: Relationship | HouseholdStay, given: Tie | Stay) -> None:
    for name in given.__dataclass_fields__:
        setattr(row, name, getattr(given, name))
    row.has_ended = given.has_ended or bool(given.until)
    row.revision += 1


def _to_correct(row: Noted, revision: int, *, by: User, now: datetime) -> Noted:
    """The row as it stands, for whoever may write there. Raises NotTheMoment when somebody was faster."""
    case = lock(row.case)
    place_of(case, row.compartment.agency, by=by, now=now)
    kept = type(row).objects.select_related("compartment__agency", "person").get(pk=row.pk)
    if kept.revision != revision:
        raise Stale(
            "Somebody saved this after you opened the page. Open it in a second window and compare; if you "
            "save again, what you typed replaces it.",
            kept.revision,
        )
    return kept


def _refuse_foreign(place: Compartment, *people: Person) -> None:
    """The register tells of nobody whom only an agency names, and an agency of nobody whom another names."""
    here = Person.objects.filter(Q(compartment__agency=None) | Q(compartment__agency=place.agency_id))
    ids = {one.pk for one in people}
    if here.standing().filter(case=place.case_id, pk__in=ids).count() != len(ids):
        raise NotTheMoment("Take this person into the register first, and then say how they belong together.")


def _refuse_impossible(row: Relationship, tie: Tie) -> None:
    if row.person_id == row.other_id:
        raise NotTheMoment("Choose two different people.")
    others = Relationship.objects.filter(compartment=row.compartment, struck_because="").exclude(pk=row.pk)
    if _noted_between(row, tie, others):
        raise NotTheMoment("It is noted already what these two are to each other. Correct that instead.")
    if tie.kind == Kind.PARENT and _is_forebear(row.other_id, row.person_id, row.compartment):
        raise NotTheMoment("Then somebody would be their own forebear. Look at the parents that are noted.")


def _noted_between(row: Relationship, tie: Tie, others: QuerySet[Relationship]) -> bool:
    """Whether the same is noted; in words, two people can be several things to each other."""
    same = others.filter(kind=tie.kind, words=tie.words)
    there = Q(person=row.person_id, other=row.other_id)
    back = Q(person=row.other_id, other=row.person_id)
    return same.filter(there | back if tie.kind in MUTUAL else there).exists()


def _is_forebear(older: UUID, younger: UUID, place: Compartment) -> bool:
    """Whether somebody is parent, grandparent ... of another, as far as whoever writes there may know it."""
    known = Q(compartment__agency=None) | Q(compartment__agency=place.agency_id)
    noted = Relationship.objects.filter(known, case=place.case_id, kind=Kind.PARENT, struck_because="")
    parents: dict[UUID, set[UUID]] = defaultdict(set)
    for parent, child in noted.values_list("person_id", "other_id"):
        parents[child].add(parent)
    found: set[UUID] = set()
    ahead = {younger}
    while ahead:
        found |= ahead
        ahead = {parent for one in ahead for parent in parents[one]} - found
    return older in found
