"""The register of a case: writing down who the child, the family and the household are."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from scr.cases.audiences import Kind
from scr.cases.models import Case, Person
from scr.cases.models.register import InHousehold
from scr.cases.writing import act, compartment_of, record
from scr.people.models import User


@dataclass(frozen=True, kw_only=True)
class PersonTold:
    """Somebody as a referrer told of them. An empty text or a missing day is "not known"."""

    full_name: str
    other_names: str = ""
    relation: str = ""
    born_on: date | None = None
    died_on: date | None = None
    in_household: str = InHousehold.NOT_KNOWN
    is_child: bool = False


@act
def register_person(case: Case, told: PersonTold, *, by: User | None, now: datetime) -> Person:
    """Add somebody to the register of a case (seed 004, section 3). The caller has checked the policy."""
    person = Person(
        case=case,
        compartment=compartment_of(case, Kind.REFERRAL),
        added_at=now,
        added_by=by,
        **asdict(told),
    )
    record(person, by=by, now=now, act="person_registered")
    return person
