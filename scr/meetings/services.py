"""Arranging meetings and recording that they were held."""

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from scr.cases.audiences import Kind
from scr.cases.models import Case, Duty, Participant
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import plan_event, record_milestone
from scr.cases.writing import act, compartment_of, lock, record
from scr.meetings.models import Attendance, Meeting
from scr.outbox.services import put_notice
from scr.people.models import User
from scr.people.roles import Do

INVITED_ROLES = ("administrator", "chair", "panel_member", "legal_adviser")


@act
def arrange(
    case: Case, *, kind: str, starts_at: datetime, by: User, now: datetime, place: str = "", agenda: str = ""
) -> Meeting:
    """Arrange a meeting and invite the panel by notice."""
    require(by, Do.ARRANGE_MEETING, case=case)
    case = lock(case)
    meeting = Meeting(
        case=case,
        compartment=compartment_of(case, Kind.PANEL),
        kind=kind,
        starts_at=starts_at,
        place=place,
        agenda=agenda,
        arranged_by=by,
    )
    record(meeting, by=by, now=now, act="meeting_arranged", kind=kind)
    milestone = case.procedure.meeting(kind).milestone
    if milestone:
        plan_event(case, milestone, planned_for=starts_at, by=by, now=now)
    for part in invited(case):
        put_notice(
            key=f"meeting:{meeting.pk}:{part.user_id}",
            recipient=part.user,
            subject=f"A meeting on {case.reference}",
            body=f"You are invited to a meeting on {case.reference}. Sign in to see when and where.",
            path=f"/meetings/{meeting.pk}/",
            now=now,
            case_id=case.pk,
            compartment_id=meeting.compartment_id,
        )
    return meeting


def invited(case: Case) -> list[Participant]:
    """The panel as it stands: who is recused or has left is not among them."""
    parts = Participant.objects.current().filter(case=case, role__in=INVITED_ROLES)
    return list(parts.select_related("user"))


def runs_out_before(meeting: Meeting) -> Iterator[Duty]:
    """Open deadlines that the meeting comes too late for: those it meets, and those that run beside them.

    The panel's meeting must come before the Chair's decision as well, which has a clock of its own from the
    same trigger (reading D-h).
    """
    procedure = meeting.case.procedure
    milestone = procedure.meeting(meeting.kind).milestone
    triggers = {rule.trigger for rule in procedure.rules_met_by(milestone)} if milestone else set()
    missed = Duty.objects.open().filter(case=meeting.case, due_at__lt=meeting.starts_at)
    yield from (duty for duty in missed.select_related("case", "agency") if duty.rule.trigger in triggers)


@act
def record_held(
    meeting: Meeting,
    *,
    held_at: datetime,
    present: Collection[UUID],
    apologies: Collection[UUID],
    minutes: str,
    by: User,
    now: datetime,
) -> Meeting:
    """Record that a meeting was held, who came and what was settled.

    Raises NotTheMoment for a meeting recorded before or in the future, or one without anybody present.
    """
    require(by, Do.ARRANGE_MEETING, case=meeting.case)
    case = lock(meeting.case)
    meeting.refresh_from_db()
    _check_can_be_recorded(meeting, held_at, present, now)
    meeting.held_at, meeting.minutes = held_at, minutes
    record(meeting, by=by, now=now, act="meeting_held", kind=meeting.kind)
    for is_present, people in ((True, present), (False, set(apologies) - set(present))):
        for user_id in people:
            row = Attendance(
                case=case,
                compartment=meeting.compartment,
                meeting=meeting,
                user_id=user_id,
                is_present=is_present,
            )
            record(row, by=by, now=now, act="attendance_noted", is_present=is_present)
    milestone = case.procedure.meeting(meeting.kind).milestone
    if milestone:
        record_milestone(case, milestone, by=by, now=now, happened_at=held_at)
    return meeting


def _check_can_be_recorded(
    meeting: Meeting, held_at: datetime, present: Collection[UUID], now: datetime
) -> None:
    if meeting.held_at is not None:
        raise NotTheMoment("This meeting has been recorded already.")
    if held_at > now:
        raise NotTheMoment("A meeting can be recorded once it has been held.")
    if not present:
        raise NotTheMoment("Say who was present.")
