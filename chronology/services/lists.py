"""An agency's chronology as a list: which one holds, who reads it, and how a new round begins with it."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef

from chronology.models import Chronology, Entry, SilentPeriod
from scr.audit.services import save_many_recorded
from scr.cases.audiences import Audience, Kind
from scr.cases.events import has_happened
from scr.cases.models import Case, Compartment, Release
from scr.cases.policy import NotTheMoment
from scr.cases.services import withdraw_milestone
from scr.cases.signing import sign_again
from scr.cases.writing import act, compartment_of, record
from scr.people.models import Agency, User

SIGNED = "The chronology was countersigned and can no longer be changed."
SUBMITTED = "chronology_uploaded"


def place_of(case: Case, agency: Agency, department: str = "") -> Compartment:
    """Where an agency's chronology of this round lies, or a department's part of it.

    Raises NotTheMoment when the chief officer has countersigned the round.
    """
    own = compartment_of(case, Kind.CHRONOLOGY, agency)
    if own.sealed_at is not None:
        raise NotTheMoment(SIGNED)
    return compartment_of(case, Kind.PRIVATE, agency) if department else own


def list_in(place: Compartment, department: str = "") -> Chronology | None:
    """The chronology that lies there, if one was begun."""
    found = Chronology.objects.filter(compartment=place, department=department)
    return found.select_related("case", "compartment", "agency").first()


def begun_list(case: Case, agency: Agency, department: str, *, by: User | None, now: datetime) -> Chronology:
    """The chronology to be written to, new and not saved yet if need be; the caller holds the lock."""
    place = place_of(case, agency, department)
    return list_in(place, department) or Chronology(
        case=case, compartment=place, agency=agency, department=department, begun_at=now, begun_by=by
    )


def entries_of(chronology: Chronology | None) -> list[Entry]:
    """The rows of a chronology that were not withdrawn, in their order."""
    if chronology is None or chronology._state.adding:
        return []
    return list(Entry.objects.standing().filter(chronology=chronology))


def note_change(chronology: Chronology, *, by: User, now: datetime, act: str, **facts: Any) -> None:
    """Count a change of the rows: what was submitted or signed no longer is what stands there."""
    chronology.revision += 1
    chronology.submitted_at = chronology.submitted_by = None
    record(chronology, by=by, now=now, act=act, **facts)
    if chronology.department:
        return
    case, agency = chronology.case, chronology.agency
    if has_happened(case, SUBMITTED, agency=agency):
        withdraw_milestone(case, SUBMITTED, by=by, now=now, agency=agency)
        sign_again(case, agency, by=by, now=now)


def newest_of(chronologies: Iterable[Chronology]) -> list[Chronology]:
    """The chronology of the newest round for each agency, out of those that the caller may use."""
    newest: dict[Any, Chronology] = {}
    for one in sorted(chronologies, key=lambda one: one.compartment.round):
        newest[one.agency_id] = one
    return sorted(newest.values(), key=lambda one: one.agency.name)


def chronologies_seen_by(case: Case, user: Any) -> list[Chronology]:
    """For each agency the newest that somebody may see; `is_released`: whether the panel may too."""
    released = Release.objects.filter(compartment=OuterRef("compartment"), audience=Audience.PANEL)
    found = Chronology.objects.visible_to(user).filter(case=case, department="")
    return newest_of(found.select_related("agency", "compartment").annotate(is_released=Exists(released)))


def chronologies_released(case: Case) -> list[Chronology]:
    """For each agency the newest that was released to the panel."""
    released = Release.objects.filter(case=case, audience=Audience.PANEL).values("compartment_id")
    found = Chronology.objects.filter(case=case, department="", compartment_id__in=released)
    return newest_of(found.select_related("agency", "compartment"))


@act
def carry_over(case: Case, agency: Agency, *, by: User, now: datetime) -> None:
    """Begin a returned review's new round with the rows of the one before, each known by its lineage."""
    place = compartment_of(case, Kind.CHRONOLOGY, agency)
    earlier = Chronology.objects.filter(
        case=case, agency=agency, department="", compartment__round__lt=place.round
    )
    last = earlier.order_by(F("compartment__round").desc()).first()
    if last is None:
        return
    fresh = Chronology(
        case=case,
        compartment=place,
        agency=agency,
        completed_by=last.completed_by,
        staff=last.staff,
        revision=1,
        begun_at=now,
        begun_by=by,
    )
    record(fresh, by=by, now=now, act="chronology_carried_over")
    for rows in (Entry.objects.standing(), SilentPeriod.objects.filter(withdrawn_at__isnull=True)):
        copies = [_copy(one, fresh) for one in rows.filter(chronology=last)]
        save_many_recorded(copies, by=by, at=now, act="entries_carried_over")


def _copy(row: Any, into: Chronology) -> Any:
    row.pk, row._state.adding = uuid.uuid4(), True
    row.chronology, row.compartment = into, into.compartment
    return row
