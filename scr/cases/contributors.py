"""People without an account who contribute to a review or have a part in it (seed 004, 5.3, 5.6 and 14)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from scr.cases.audiences import Kind
from scr.cases.models import Case, Contributor
from scr.cases.policy import NotTheMoment, require
from scr.cases.writing import act, compartment_of, lock, record
from scr.people.models import Agency, User
from scr.people.roles import Do


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """Somebody and what they contribute; the day is empty for what is still to come."""

    kind: str
    name: str
    connection: str
    part: str
    agency: Agency | None = None
    contributed_on: date | None = None


@act
def note_contributor(case: Case, *, told: Contribution, by: User, now: datetime) -> Contributor:
    """Note somebody who contributes; the name lies with the panel."""
    require(by, Do.MANAGE_PEOPLE, case=case)
    row = _row(lock(case), told, by=by, now=now)
    record(row, by=by, now=now, act="contributor_noted", kind=told.kind)
    return row


@act
def correct_contributor(earlier: Contributor, *, told: Contribution, by: User, now: datetime) -> Contributor:
    """Put another row in the place of one; the earlier one stays. Raises NotTheMoment the second time."""
    require(by, Do.MANAGE_PEOPLE, case=earlier.case)
    case = lock(earlier.case)
    if Contributor.objects.filter(supersedes=earlier).exists():
        raise NotTheMoment("This has been corrected already. Correct what stands now.")
    row = _row(case, told, by=by, now=now)
    row.supersedes = earlier
    record(row, by=by, now=now, act="contributor_corrected", kind=told.kind)
    return row


def _row(case: Case, told: Contribution, *, by: User, now: datetime) -> Contributor:
    return Contributor(
        case=case,
        compartment=compartment_of(case, Kind.PANEL),
        kind=told.kind,
        name=told.name,
        connection=told.connection,
        agency=told.agency,
        part=told.part,
        contributed_on=told.contributed_on,
        noted_at=now,
        noted_by=by,
    )


def contributors_on(case: Case, user: Any) -> Any:
    """Those noted on a case as they stand now, for who may read them."""
    found = Contributor.objects.visible_to(user).filter(case=case, newer__isnull=True)
    return found.select_related("agency", "noted_by")
