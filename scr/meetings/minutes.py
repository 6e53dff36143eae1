"""What was settled: minutes are fixed once recorded, a correction stands beside them, dissent by name."""

from datetime import datetime

from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, may, require
from scr.cases.writing import act, lock, record
from scr.meetings.models import Attendance, Dissent, Meeting, MinutesCorrection
from scr.people.models import User
from scr.people.roles import Do


@act
def correct_minutes(
    meeting: Meeting, *, minutes: str, reason: str, by: User, now: datetime
) -> MinutesCorrection:
    """Put other minutes in the place of those that stand; both stay.

    Raises NotTheMoment before the meeting was held, and where nothing is changed.
    """
    require(by, Do.ARRANGE_MEETING, case=meeting.case)
    case = lock(meeting.case)
    check_was_held(meeting)
    if minutes == minutes_of(meeting):
        raise NotTheMoment("These are the minutes as they stand. Change what is wrong, or leave them.")
    row = MinutesCorrection(
        case=case,
        compartment=meeting.compartment,
        meeting=meeting,
        minutes=minutes,
        reason=reason,
        corrected_at=now,
        corrected_by=by,
    )
    record(row, by=by, now=now, act="minutes_corrected")
    return row


def minutes_of(meeting: Meeting) -> str:
    """The minutes that hold: the newest correction, else as they were first recorded."""
    corrected = MinutesCorrection.objects.filter(meeting=meeting).first()
    return corrected.minutes if corrected else meeting.minutes


def check_was_held(meeting: Meeting) -> None:
    if meeting.held_at is None:
        raise NotTheMoment("This meeting is not recorded as held yet.")


def require_may_dissent(user: User, case: Case) -> None:
    """Who has a vote records their own dissent; who keeps the minutes anybody's. Raises NotYourRole."""
    if not may(user, Do.ARRANGE_MEETING, case=case):
        require(user, Do.GIVE_VIEW, case=case)


@act
def record_dissent(meeting: Meeting, *, member: User, words: str, by: User, now: datetime) -> Dissent:
    """Record that a member saw it otherwise than the meeting, in their words; it stays beside the minutes.

    Raises NotTheMoment before the meeting was held, and for somebody who was not there.
    """
    require(by, Do.GIVE_VIEW if member.pk == by.pk else Do.ARRANGE_MEETING, case=meeting.case)
    case = lock(meeting.case)
    check_was_held(meeting)
    if not Attendance.objects.filter(meeting=meeting, user=member, is_present=True).exists():
        raise NotTheMoment(f"{member} was not present at this meeting.")
    row = Dissent(
        case=case,
        compartment=meeting.compartment,
        meeting=meeting,
        member=member,
        words=words,
        recorded_at=now,
        recorded_by=by,
    )
    record(row, by=by, now=now, act="dissent_recorded")
    return row
