"""The register of a case: who the child, the family and the household are.

The administrator keeps it and the panel reads it; agencies read it once it is opened to them. What an agency
adds for its genogram lies in its own review: nobody else reads it before that is released.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from scr.cases.access import regrant
from scr.cases.audiences import Audience, Kind
from scr.cases.kinship import kinship_of
from scr.cases.models import Case, Compartment, Person, Relationship, Release, SamePerson
from scr.cases.models.register import InHousehold, Sex
from scr.cases.policy import NotTheMoment, Stale, require
from scr.cases.services import open_compartment, release
from scr.cases.writing import act, compartment_of, lock, record
from scr.people.models import Agency, User
from scr.people.roles import Do


@dataclass(frozen=True, kw_only=True)
class PersonTold:
    """Somebody as people tell of them. An empty text or a missing day is "not known"."""

    full_name: str
    other_names: str = ""
    code: str = ""
    relation: str = ""
    sex: str = Sex.NOT_KNOWN
    born_on: date | None = None
    born_about: str = ""
    died_on: date | None = None
    died_about: str = ""
    in_household: str = InHousehold.NOT_KNOWN
    is_child: bool = False


def told_of(person: Person) -> PersonTold:
    """What the register tells of somebody."""
    return PersonTold(**{name: getattr(person, name) for name in PersonTold.__dataclass_fields__})


@act
def register_person(case: Case, told: PersonTold, *, by: User | None, now: datetime) -> Person:
    """Add somebody whom a referral names (seed 004, section 3). The caller has checked the policy.

    A relative's relationship to the child, and the sex, are noted where the word for it says them.
    """
    kin = kinship_of(told.relation)
    if kin and told.sex == Sex.NOT_KNOWN:
        told = replace(told, sex=kin.sex)
    register = register_of(case, by=by, now=now)
    person = _new(register, told, by=by, now=now)
    record(person, by=by, now=now, act="person_registered")
    child = Person.objects.filter(compartment=register, is_child=True).first()
    if kin and child and not told.is_child:
        tie = Relationship(
            case=case,
            compartment=register,
            person=person,
            other=child,
            kind=kin.kind,
            noted_at=now,
            noted_by=by,
        )
        record(tie, by=by, now=now, act="relationship_told")
    return person


def _new(compartment: Compartment, told: PersonTold, *, by: User | None, now: datetime) -> Person:
    return Person(
        case=compartment.case, compartment=compartment, added_at=now, added_by=by, revision=1, **asdict(told)
    )


def register_of(case: Case, *, by: User | None, now: datetime) -> Compartment:
    """Where a case's register lies; opened with its first entry. The caller works on the case.

    In a case that is older than the register, those whom the referral named move there.
    """
    found = Compartment.objects.filter(case=case, kind=Kind.FAMILY).first()
    if found:
        return found
    register = open_compartment(case, Kind.FAMILY, by=by, now=now)
    for person in Person.objects.filter(case=case, compartment__kind=Kind.REFERRAL):
        person.compartment = register
        record(person, by=by, now=now, act="person_moved")
    regrant(case)
    return register


def place_of(case: Case, agency: Agency | None, *, by: User, now: datetime) -> Compartment:
    """Where somebody writes of the family: the register, or the review of the agency that they write.

    Raises NotYourRole for who may do neither. The caller works on the case.
    """
    require_writer(case, agency, by=by)
    if agency is None:
        return register_of(case, by=by, now=now)
    return compartment_of(case, Kind.SUBMISSION, agency)


def require_writer(case: Case, agency: Agency | None, *, by: User) -> None:
    """Raise NotYourRole unless somebody keeps the register, or writes the review of an agency."""
    require(by, Do.NAME_FAMILY if agency else Do.KEEP_REGISTER, case=case, agency=agency)


@act
def add_person(
    case: Case, told: PersonTold, *, agency: Agency | None = None, by: User, now: datetime
) -> Person:
    """Add somebody to the register, or, with an agency, to what its review tells of the family.

    Raises NotTheMoment for a code that somebody else has, and once the agency's review is signed.
    """
    case = lock(case)
    place = place_of(case, agency, by=by, now=now)
    _refuse_taken_code(place, told.code)
    if agency is not None and told.is_child:
        raise NotTheMoment("Whom the case is about is for the board to say. Leave this box empty.")
    person = _new(place, told, by=by, now=now)
    record(person, by=by, now=now, act="person_named")
    return person


@act
def correct_person(
    person: Person, told: PersonTold, *, revision: int, by: User, now: datetime, left_out_because: str = ""
) -> Person:
    """Write anew what is known of somebody; what stood there stays in the history.

    With a reason the person is left out of the register, and without one taken in again. Raises NotTheMoment
    where somebody saved since `revision` was read, for a code that is taken, once the review that names them
    is signed, and where no child would be left.
    """
    case = lock(person.case)
    place_of(case, person.compartment.agency, by=by, now=now)
    person = Person.objects.select_related("compartment__agency").get(pk=person.pk)
    _refuse_stale(person, revision)
    _refuse_taken_code(person.compartment, told.code, but_for=person)
    _refuse_change_of_child(person, told, left_out_because)
    for name, value in asdict(told).items():
        setattr(person, name, value)
    person.left_out_because = left_out_because
    person.revision += 1
    record(person, by=by, now=now, act="person_left_out" if left_out_because else "person_corrected")
    return person


def _refuse_stale(person: Person, revision: int) -> None:
    if person.revision != revision:
        raise Stale(
            "Somebody saved this person after you opened the page. Open it in a second window and compare; "
            "if you save again, what you typed replaces it.",
            person.revision,
        )


def _refuse_taken_code(place: Compartment, code: str, but_for: Person | None = None) -> None:
    others = Person.objects.filter(compartment=place, code=code).standing()
    if but_for is not None:
        others = others.exclude(pk=but_for.pk)
    if code and others.exists():
        raise NotTheMoment(f"Somebody else has the code {code}. Choose another one.")


def _refuse_change_of_child(person: Person, told: PersonTold, left_out_because: str) -> None:
    """There is a child in the register always, and an agency says of nobody that the case is about them."""
    stays = told.is_child and not left_out_because
    others = Person.objects.filter(compartment=person.compartment, is_child=True).standing()
    if person.is_child and not stays and not others.exclude(pk=person.pk).exists():
        raise NotTheMoment("The case must be about somebody. Say first who else the child is.")
    if person.compartment.agency_id and told.is_child:
        raise NotTheMoment("Whom the case is about is for the board to say. Leave this box empty.")


@act
def open_register(case: Case, *, by: User, now: datetime) -> Release:
    """Let the reviewers and chief officers of the case's agencies read the register, for their genograms."""
    require(by, Do.KEEP_REGISTER, case=case)
    case = lock(case)
    return release(register_of(case, by=by, now=now), Audience.AGENCIES, by=by, now=now)


def is_open_to_agencies(case: Case) -> bool:
    """Whether agencies read the register; for who keeps it, and for what an agency tells of the family."""
    opened = Release.objects.filter(case=case, audience=Audience.AGENCIES)
    return opened.filter(compartment__kind=Kind.FAMILY).exists()


@act
def take_up(named: Person, *, into: Person | None, by: User, now: datetime) -> Person:
    """Take somebody whom a released review names into the register, or say who of the register it is.

    Raises NotTheMoment for who stands in the register already, and the second time.
    """
    require(by, Do.KEEP_REGISTER, case=named.case)
    case = lock(named.case)
    register = register_of(case, by=by, now=now)
    _refuse_second(named, into, register)
    if into is None:
        into = _new(register, told_of(named), by=by, now=now)
        _refuse_taken_code(register, into.code)
        record(into, by=by, now=now, act="person_named")
    same = SamePerson(
        case=case,
        compartment=compartment_of(case, Kind.REFERRAL),
        named=named,
        registered=into,
        noted_at=now,
        noted_by=by,
    )
    record(same, by=by, now=now, act="same_person_noted")
    return into


def _refuse_second(named: Person, into: Person | None, register: Compartment) -> None:
    if named.compartment.agency_id is None:
        raise NotTheMoment("This person stands in the register already.")
    if into is not None and into.compartment_id != register.pk:
        raise NotTheMoment("Choose somebody of the register.")
    if SamePerson.objects.filter(named=named).exists():
        raise NotTheMoment("It has been said already who this is in the register.")
