"""Arranging meetings and recording that they were held."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from scr.cases.audiences import Kind
from scr.cases.models import Case, Duty
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import plan_event, record_milestone
from scr.cases.writing import act, compartment_of, lock, record
from scr.meetings.agenda import add_matters
from scr.meetings.attending import INVITED_ROLES, invited_to, strength
from scr.meetings.models import Attendance, Guest, Meeting
from scr.meetings.notice import is_short
from scr.outbox.services import put_notice
from scr.people.models import User
from scr.people.roles import Do


@act
def arrange(
    case: Case,
    *,
    kind: str,
    starts_at: datetime,
    by: User,
    now: datetime,
    place: str = "",
    agenda: str = "",
    chaired_by: str = "",
    from_panel: Collection[UUID] = (),
) -> Meeting:
    """Arrange a meeting and invite the panel, or those of it who are named by their accounts' ids.

    At short notice the invitation goes out at once.
    """
    require(by, Do.ARRANGE_MEETING, case=case)
    case = lock(case)
    meeting = Meeting(
        case=case,
        compartment=compartment_of(case, Kind.PANEL),
        kind=kind,
        starts_at=starts_at,
        place=place,
        agenda=agenda,
        chaired_by=chaired_by,
        from_panel=list(from_panel),
        arranged_at=now,
        arranged_by=by,
        is_at_short_notice=is_short(case, arranged_on=now, meets_on=starts_at),
    )
    record(meeting, by=by, now=now, act="meeting_arranged", kind=kind)
    milestone = meeting.kind_now.milestone
    if milestone:
        plan_event(case, milestone, planned_for=starts_at, by=by, now=now)
    add_matters(meeting, by=by, now=now)
    for part in invited_to(meeting):
        if part.role in INVITED_ROLES:
            _invite(meeting, part.user, now)
    return meeting


def _invite(meeting: Meeting, user: User, now: datetime) -> None:
    """Tell somebody of a meeting; what is soon does not wait for the day's e-mail."""
    reference = meeting.case.reference
    how = " at short notice" if meeting.is_at_short_notice else ""
    put_notice(
        key=f"meeting:{meeting.pk}:{user.pk}",
        recipient=user,
        subject=f"A meeting on {reference}{how}",
        body=f"You are invited{how} to a meeting on {reference}. Sign in to see when and where.",
        path=f"/meetings/{meeting.pk}/",
        now=now,
        case_id=meeting.case_id,
        compartment_id=meeting.compartment_id,
        is_urgent=meeting.is_at_short_notice,
    )


def runs_out_before(meeting: Meeting) -> Iterator[Duty]:
    """Open deadlines that the meeting comes too late for: those it meets, and those that run beside them.

    The panel's meeting must come before the Chair's decision as well, which has a clock of its own from the
    same trigger (reading D-h).
    """
    procedure = meeting.case.procedure
    milestone = meeting.kind_now.milestone
    triggers = {rule.trigger for rule in procedure.rules_met_by(milestone)} if milestone else set()
    missed = Duty.objects.open().filter(case=meeting.case, due_at__lt=meeting.starts_at)
    yield from (duty for duty in missed.select_related("case", "agency") if duty.rule.trigger in triggers)


@dataclass(frozen=True)
class Came:
    """Somebody who came without being invited, by name, and as what."""

    full_name: str
    came_as: str


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
    guests: Collection[Came] = (),
) -> Meeting:
    """Record that a meeting was held, who came and what was settled, and whether enough came who vote.

    Raises NotTheMoment for a meeting recorded before or in the future, or one without anybody present.
    """
    require(by, Do.ARRANGE_MEETING, case=meeting.case)
    case = lock(meeting.case)
    meeting.refresh_from_db()
    check_can_be_recorded(meeting, held_at, present, now)
    if guests and meeting.kind_now.hides_guests:
        raise NotTheMoment("Who else came to a meeting of this kind is not noted by name.")
    meeting.held_at, meeting.minutes = held_at, minutes
    _count_votes(meeting, present)
    record(meeting, by=by, now=now, act="meeting_held", kind=meeting.kind)
    _note_attendance(meeting, present, set(apologies) - set(present), by=by, now=now)
    for one in guests:
        guest = Guest(
            case=case,
            compartment=meeting.compartment,
            meeting=meeting,
            full_name=one.full_name,
            came_as=one.came_as,
        )
        record(guest, by=by, now=now, act="guest_noted")
    milestone = meeting.kind_now.milestone
    if milestone:
        record_milestone(case, milestone, by=by, now=now, happened_at=held_at)
    return meeting


def _count_votes(meeting: Meeting, present: Collection[UUID]) -> None:
    """Keep how many could vote and came, where the kind of meeting needs so many."""
    if meeting.kind_now.needs_quorum:
        found = strength(meeting.case, present)
        meeting.voters, meeting.voters_present, meeting.quorum = found.voters, found.present, found.needed


def _note_attendance(
    meeting: Meeting, present: Collection[UUID], apologies: Collection[UUID], *, by: User, now: datetime
) -> None:
    for is_present, people in ((True, present), (False, apologies)):
        for user_id in people:
            row = Attendance(
                case=meeting.case,
                compartment=meeting.compartment,
                meeting=meeting,
                user_id=user_id,
                is_present=is_present,
            )
            record(row, by=by, now=now, act="attendance_noted", is_present=is_present)


def check_can_be_recorded(
    meeting: Meeting, held_at: datetime, present: Collection[UUID], now: datetime
) -> None:
    """Raises NotTheMoment where a meeting cannot be recorded as held so."""
    if meeting.held_at is not None:
        raise NotTheMoment("This meeting has been recorded already.")
    if held_at > now:
        raise NotTheMoment("A meeting can be recorded once it has been held.")
    if not present:
        raise NotTheMoment("Say who was present.")
