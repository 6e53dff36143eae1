"""Staff of an agency: told what a review is for, debriefed, learning; and discipline, which is kept apart.

Seed 004, section 6.1; seed 002, sections 3.13, 3.15 and 3.17.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from reviews.models import DisciplinaryReferral, EventPart, LearningEvent, StaffDebrief, StaffTold
from reviews.models.staff import StaffNote
from scr.cases.approach import approach_of
from scr.cases.audiences import Kind
from scr.cases.events import has_happened, standing_milestones
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import agencies_on, record_milestone, withdraw
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import london_day
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.learning import STAFF, STAFF_EVENTS


@dataclass(frozen=True)
class Debriefing:
    """A debriefing as it was held: who came, who led it, what was said and what support was offered."""

    who: str
    led_by: str
    words: str
    support: str


@dataclass(frozen=True)
class Event:
    """A learning event as it is arranged; `held_at` by London's clock."""

    what: str
    held_at: datetime
    place: str = ""
    about: str = ""


@dataclass(frozen=True)
class Taking:
    """Who of an agency takes part in an event, how many they are, and who supports them."""

    who: str
    many: int
    supported_by: str


@act
def note_staff_told(
    case: Case, agency: Agency, *, on: date, who: str, how: str, by: User, now: datetime
) -> StaffTold:
    """Note that staff were told what the review is for; the board sees it too. Raises NotTheMoment."""
    case = _checked(case, agency, on, by=by, now=now)
    row = StaffTold(who=who, how=how, **_of(case, Kind.ROOM, agency, on, by=by, now=now))
    record(row, by=by, now=now, act="staff_told")
    _tell(row, "staff_told", by=by, now=now)
    return row


@act
def note_discipline(case: Case, agency: Agency, *, on: date, by: User, now: datetime) -> DisciplinaryReferral:
    """Note that the agency turned to its own disciplinary procedure: the day, for the agency alone.

    Review and procedure may run at once; neither waits for the other, and nothing is handed over.
    """
    case = _checked(case, agency, on, by=by, now=now)
    row = DisciplinaryReferral(**_of(case, Kind.PRIVATE, agency, on, by=by, now=now))
    record(row, by=by, now=now, act="discipline_noted")
    return row


@act
def note_debrief(
    case: Case, agency: Agency, *, on: date, debriefing: Debriefing, by: User, now: datetime
) -> StaffDebrief:
    """Note how staff were debriefed after the review was sent, for the agency; the board sees that it was.

    It need not wait for the overview report. Raises NotTheMoment before the countersignature.
    """
    case = _checked(case, agency, on, by=by, now=now)
    if not has_happened(case, "review_countersigned", "review_returned", agency=agency):
        raise NotTheMoment("Staff are debriefed once the review has been countersigned and sent.", STAFF)
    of = _of(case, Kind.PRIVATE, agency, on, by=by, now=now)
    row = StaffDebrief(**of, **asdict(debriefing))
    record(row, by=by, now=now, act="staff_debriefed")
    _tell(row, "staff_debriefed", by=by, now=now)
    return row


@act
def take_back(note: StaffNote, *, why: str, by: User, now: datetime) -> StaffNote:
    """Say that something was noted wrongly; it stays on record. Raises NotTheMoment the second time."""
    require(by, Do.KEEP_STAFF, case=note.case, agency=note.agency)
    lock(note.case)
    kept: StaffNote = (
        type(note)._default_manager.select_related("case", "compartment", "agency").get(pk=note.pk)
    )
    if kept.taken_back_at is not None:
        raise NotTheMoment("This was taken back already.", STAFF)
    kept.taken_back_at, kept.taken_back_why = now, why
    record(kept, by=by, now=now, act="staff_note_taken_back")
    for milestone in standing_milestones(kept.case).filter(agency=kept.agency, subject_id=kept.pk):
        withdraw(milestone, by=by, now=now, note=why)
    return kept


@act
def arrange_event(case: Case, *, event: Event, by: User, now: datetime) -> LearningEvent:
    """Arrange a learning event; each agency is asked who of its staff comes.

    Raises NotTheMoment where the review does not use another method, and for a moment that has passed.
    """
    require(by, Do.ARRANGE_MEETING, case=case)
    case = lock(case)
    approach = approach_of(case)
    if approach is None or not case.procedure.method(approach.method).is_alternative:
        raise NotTheMoment(
            "Learning events belong to another method of review, such as a multi-agency review."
        )
    if event.held_at <= now:
        raise NotTheMoment("Choose a moment to come.")
    row = LearningEvent(
        case=case, compartment=case.compartment, arranged_at=now, arranged_by=by, **asdict(event)
    )
    record(row, by=by, now=now, act="learning_event_arranged")
    for agency in agencies_on(case):
        key, on = "learning_event_arranged", london_day(event.held_at)
        record_milestone(case, key, by=by, now=now, agency=agency, subject_id=row.pk, agreed_on=on)
    return row


@act
def cancel_event(event: LearningEvent, *, by: User, now: datetime) -> LearningEvent:
    """Call a learning event off; nobody is asked for it any more. Raises NotTheMoment the second time."""
    require(by, Do.ARRANGE_MEETING, case=event.case)
    case = lock(event.case)
    kept = _running(event)
    kept.cancelled_at = now
    record(kept, by=by, now=now, act="learning_event_cancelled")
    for agency in agencies_on(case):
        record_milestone(case, "learning_event_cancelled", by=by, now=now, agency=agency, subject_id=kept.pk)
    return kept


@act
def join_event(event: LearningEvent, agency: Agency, *, taking: Taking, by: User, now: datetime) -> EventPart:
    """Say who of an agency's staff takes part in an event, or took part, and who supports them.

    What was said before is taken back. Raises NotTheMoment once the event was called off.
    """
    require(by, Do.KEEP_STAFF, case=event.case, agency=agency)
    case = lock(event.case)
    kept = _running(event)
    for earlier in EventPart.objects.filter(event=kept, agency=agency, taken_back_at__isnull=True):
        take_back(earlier, why="Said anew", by=by, now=now)
    of = _of(case, Kind.ROOM, agency, london_day(kept.held_at), by=by, now=now)
    row = EventPart(event=kept, **of, **asdict(taking))
    record(row, by=by, now=now, act="learning_event_joined", many=row.many)
    key = "learning_event_joined"
    record_milestone(case, key, by=by, now=now, agency=agency, subject_id=kept.pk)
    return row


def _running(event: LearningEvent) -> LearningEvent:
    kept = LearningEvent.objects.select_related("case", "compartment").get(pk=event.pk)
    if kept.cancelled_at is not None:
        raise NotTheMoment("This event was called off.", STAFF_EVENTS)
    return kept


def _checked(case: Case, agency: Agency, on: date, *, by: User, now: datetime) -> Case:
    """The locked case, after policy and day. Raises NotTheMoment for a day to come."""
    require(by, Do.KEEP_STAFF, case=case, agency=agency)
    case = lock(case)
    if on > london_day(now):
        raise NotTheMoment("This is noted once it has happened. Enter a day up to today.")
    return case


def _of(case: Case, kind: Kind, agency: Agency, on: date, *, by: User, now: datetime) -> dict[str, Any]:
    """What every note about staff carries."""
    return {
        "case": case,
        "compartment": compartment_of(case, kind, agency),
        "agency": agency,
        "on": on,
        "noted_at": now,
        "noted_by": by,
    }


def _tell(row: StaffNote, key: str, *, by: User, now: datetime) -> None:
    record_milestone(row.case, key, by=by, now=now, agency=row.agency, subject_id=row.pk)
