"""The family and the household as somebody may know them: the register, and what agencies' reviews add."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.text import capfirst

from scr.cases.audiences import Kind as Part
from scr.cases.models import Case, Compartment, HouseholdStay, Person, Relationship, SamePerson
from scr.cases.models.register import InHousehold
from scr.cases.policy import may, parts_of
from scr.cases.register import is_open_to_agencies
from scr.people.models import Agency
from scr.people.roles import ROLES, Do

Kind = Relationship.Kind
# What one is to the other, and the other to the one.
PHRASES: dict[str, tuple[str, str]] = {
    Kind.PARENT: ("parent of", "child of"),
    Kind.STEP_PARENT: ("step-parent of", "stepchild of"),
    Kind.GRANDPARENT: ("grandparent of", "grandchild of"),
    Kind.CARER: ("carer of", "cared for by"),
    Kind.PARTNER: ("partner of", "partner of"),
    Kind.SIBLING: ("brother or sister of", "brother or sister of"),
    Kind.HALF_SIBLING: ("half-brother or half-sister of", "half-brother or half-sister of"),
    Kind.STEP_SIBLING: ("step-brother or step-sister of", "step-brother or step-sister of"),
}
# Where the register stands: in its own compartment, and before it had one in the referral's.
REGISTER = (Part.FAMILY, Part.REFERRAL)
# The rows of a model that a family is put together from.
Rows = Callable[[Any], QuerySet[Any]]


@dataclass
class Member:
    """Somebody of the family with what is noted of them; `agency` is the one that alone names them."""

    person: Person
    agency: Agency | None = None
    ties: list["Line"] = field(default_factory=list)
    stays: list[HouseholdStay] = field(default_factory=list)

    @property
    def lives_with_child(self) -> bool:
        """Whether they belong to the child's household, by the newest that is noted."""
        own = [one for one in self.stays if not one.household]
        if own:
            return any(not one.has_ended for one in own)
        return self.person.is_child or self.person.in_household == InHousehold.YES

    @property
    def related(self) -> list[str]:
        """What they are to the child and to each other, a line for each; never empty."""
        person = self.person
        first = "The child whom the case is about" if person.is_child else capfirst(person.relation)
        lines = [first] if first else []
        for one in self.ties:
            lines.append(", ".join(filter(None, (f"{capfirst(one.words)} {one.who}", one.time_words))))
        return lines or ["Not known"]

    @property
    def household(self) -> str:
        """Whose household they belong to, as a table says it."""
        if self.lives_with_child:
            return "The child’s"
        is_known = self.person.in_household != InHousehold.NOT_KNOWN or self.stays
        return "Another one" if is_known else "Not known"


@dataclass(frozen=True)
class Bond:
    """A relationship between two people of the family, each as they are known to the reader."""

    row: Relationship
    person: Person
    other: Person


@dataclass(frozen=True)
class Line:
    """A relationship as it reads beside one of the two: "parent of S1"."""

    row: Relationship
    words: str
    who: Person

    @property
    def time_words(self) -> str:
        return time_words(self.row)


@dataclass(frozen=True)
class Family:
    """The people whom a reader knows of, in the order of the register."""

    members: list[Member]
    bonds: list[Bond]

    @property
    def household(self) -> list[Member]:
        return [one for one in self.members if one.lives_with_child]

    def named(self, person_id: UUID) -> Member | None:
        return next((one for one in self.members if one.person.pk == person_id), None)


def family_of(case: Case, user: Any) -> Family:
    """Everybody of a case's family whom somebody may read of; four queries, whatever their number.

    Who is named in a review and known to be a person of the register is that person.
    """
    return _family(lambda model: model.objects.visible_to(user).filter(case=case))


def family_told_by(case: Case, agency: Agency) -> Family:
    """The family as an agency's review tells of it (seed 004, 6): what it adds, and the register where
    that is open to agencies.

    For acts and pages that have asked the policy.
    """
    places = Q(compartment__kind=Part.SUBMISSION, compartment__agency=agency)
    if is_open_to_agencies(case):
        places |= Q(compartment__kind=Part.FAMILY)
    return _family(lambda model: model.objects.filter(places, case=case))


def _family(rows: Rows) -> Family:
    standing = rows(Person).filter(left_out_because="")
    people = {one.pk: one for one in standing.select_related("compartment__agency")}
    same = rows(SamePerson).values_list("named_id", "registered_id")
    known_as = {named: people[registered] for named, registered in same if registered in people}
    members = {
        one.pk: Member(one, one.compartment.agency) for one in people.values() if one.pk not in known_as
    }
    bonds = list(_bonds(rows, people | known_as))
    for bond in bonds:
        _say(bond, members)
    for stay in _noted(rows(HouseholdStay)):
        who = (people | known_as).get(stay.person_id)
        if who:
            members[who.pk].stays.append(stay)
    return Family(list(members.values()), bonds)


def _noted(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(struck_because="").select_related("compartment__agency")


def _bonds(rows: Rows, people: dict[UUID, Person]) -> Iterator[Bond]:
    """What is noted between people whom the reader knows; once, where two agencies say the same."""
    said = set()
    for row in _noted(rows(Relationship)):
        person, other = people.get(row.person_id), people.get(row.other_id)
        if person and other and person != other:
            key = (person.pk, other.pk, row.kind, row.words)
            if key not in said:
                said.add(key)
                yield Bond(row, person, other)


def _say(bond: Bond, members: dict[UUID, Member]) -> None:
    forth, back = phrases(bond.row)
    members[bond.person.pk].ties.append(Line(bond.row, forth, bond.other))
    members[bond.other.pk].ties.append(Line(bond.row, back, bond.person))


def phrases(row: Relationship) -> tuple[str, str]:
    """What one is to the other, and back, in words that a name follows."""
    if row.kind == Kind.OTHER:
        return f"{row.words} of", f"has as {row.words}"
    forth, back = PHRASES[row.kind]
    return (f"{forth} ({row.words})", f"{back} ({row.words})") if row.words else (forth, back)


def time_words(row: Relationship | HouseholdStay) -> str:
    """from about 2003 until May 2005; nothing where nothing is known of the time."""
    parts = [f"from {row.begun.words}" if row.begun else "", f"until {row.ended.words}" if row.ended else ""]
    words = " ".join(filter(None, parts))
    return words or ("ended" if row.has_ended else "")


def reads_register(case: Case, user: Any) -> bool:
    """Whether the register of a case is open to somebody."""
    return Compartment.objects.visible_to(user).filter(case=case, kind__in=REGISTER).exists()


def writes_for(case: Case, user: Any) -> list[Agency | None]:
    """Where somebody may add to the family: the register (None), else the reviews of their agencies."""
    if may(user, Do.KEEP_REGISTER, case=case):
        return [None]
    return [part.agency for part in parts_of(user, case) if Do.NAME_FAMILY in ROLES[part.role].does]


def may_correct(row: Any, user: Any) -> bool:
    """Whether somebody may change a row of the register, or of their agency's review while it is unsigned."""
    place = row.compartment
    if place.sealed_at is not None:
        return False
    if place.agency is None:
        return may(user, Do.KEEP_REGISTER, case=row.case)
    return may(user, Do.NAME_FAMILY, case=row.case, agency=place.agency)
