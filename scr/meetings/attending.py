"""Who is invited to a meeting, who comes instead, who has a vote there, and whether enough of them came."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from scr.cases.deadlines import end_of
from scr.cases.models import Case, Nomination, Participant
from scr.cases.policy import NotTheMoment, require
from scr.cases.substitutes import may_be_stood_in_for, nominate_until
from scr.cases.writing import act, lock, record
from scr.dates import london_day
from scr.meetings.models import Apology, Meeting
from scr.outbox.services import put_notice
from scr.people.models import User
from scr.people.roles import Do, roles_that_may

INVITED_ROLES = ("administrator", "chair", "panel_member", "legal_adviser")


def invited(case: Case) -> list[Participant]:
    """The panel as it stands: who is recused or has left is not among them."""
    parts = Participant.objects.current().filter(case=case, role__in=INVITED_ROLES)
    return list(parts.select_related("user__board", "substitute_for__user"))


def invited_to(meeting: Meeting) -> list[Participant]:
    """Those who are invited to one meeting: the panel or some of it, and whom the kind of meeting is for.

    Whoever keeps the minutes is always among them.
    """
    roles = meeting.kind_now.also_invites
    others = Participant.objects.current().filter(case=meeting.case, role__in=roles)
    panel = [part for part in invited(meeting.case) if _is_chosen(part, meeting)]
    seen = {part.user_id for part in panel}
    more = others.select_related("user__board", "agency") if roles else []
    return [*panel, *(part for part in more if part.user_id not in seen)]


def _is_chosen(part: Participant, meeting: Meeting) -> bool:
    is_wanted = not meeting.from_panel or part.user_id in meeting.from_panel
    return is_wanted or part.role == "administrator"


@dataclass(frozen=True)
class Strength:
    """How many seats with a vote a panel has, how many of them are filled at a meeting, how many it needs."""

    voters: int
    present: int
    needed: int

    @property
    def is_quorate(self) -> bool:
        return self.present >= self.needed


def strength(case: Case, present: Collection[UUID] | None = None) -> Strength:
    """The panel's strength among those present; without `present`, if everybody came.

    Those count who have a vote and have not left for a conflict; who advises has none (seed 004, section 2).
    """
    seats = _seats(case)
    came = seats if present is None else [seat for seat in seats if seat & set(present)]
    return Strength(len(seats), len(came), case.procedure.meeting_rules.quorum.of(len(seats)))


def _seats(case: Case) -> list[set[UUID]]:
    """Who fills each seat with a vote: a member, and with them whoever stands in for them for a while."""
    roles = roles_that_may(Do.GIVE_VIEW)
    parts = list(Participant.objects.current().filter(case=case, role__in=roles))
    members: dict[UUID | None, UUID] = {part.pk: part.user_id for part in parts}
    seats: dict[UUID, set[UUID]] = {}
    for part in parts:
        seats.setdefault(members.get(part.substitute_for_id, part.user_id), set()).add(part.user_id)
    return list(seats.values())


@act
def send_apologies(
    meeting: Meeting, *, note: str, by: User, now: datetime, instead: User | None = None
) -> Apology:
    """Say beforehand that one cannot come, and perhaps who comes instead; whoever runs the case is told.

    Raises NotTheMoment once the meeting has begun, the second time, and for who cannot come instead.
    """
    require(by, Do.SEND_APOLOGIES, case=meeting.case)
    case = lock(meeting.case)
    meeting.refresh_from_db()
    check_can_apologise(meeting, by, now=now)
    row = Apology(
        case=case,
        compartment=meeting.compartment,
        meeting=meeting,
        user=by,
        note=note,
        sent_at=now,
        instead=_nominated(meeting, instead, by=by, now=now) if instead else None,
    )
    record(row, by=by, now=now, act="apologies_sent")
    for part in invited(case):
        if Do.ARRANGE_MEETING in part.does and part.user_id != by.pk:
            _tell(part.user, row, now)
    return row


@act
def name_instead(apology: Apology, nominee: User, *, by: User, now: datetime) -> Apology:
    """Name who comes instead after apologies were sent, or somebody else after a refusal.

    Raises NotTheMoment once the meeting has begun, beside another one, and for who cannot come instead.
    """
    if apology.user_id != by.pk:
        require(by, Do.MANAGE_PEOPLE, case=apology.case)
    lock(apology.case)
    apology.refresh_from_db()
    _check_is_ahead(apology.meeting, now=now)
    apology.instead = _nominated(apology.meeting, nominee, by=by, now=now, member=apology.user)
    record(apology, by=by, now=now, act="named_instead")
    return apology


def _nominated(
    meeting: Meeting, nominee: User, *, by: User, now: datetime, member: User | None = None
) -> Nomination:
    """Named for the day of the meeting: what is open to the panel is closed to them again after it."""
    part = part_to_fill(meeting.case, member or by)
    if part is None:
        raise NotTheMoment("Nobody can come instead of you: you run this case, or are not invited.")
    return nominate_until(part, nominee, until=end_of(london_day(meeting.starts_at)), by=by, now=now)


def part_to_fill(case: Case, member: Any) -> Participant | None:
    """The part of somebody invited that another can hold for a meeting."""
    own = (part for part in invited(case) if part.user_id == member.pk)
    return next((part for part in own if may_be_stood_in_for(part)), None)


def check_can_apologise(meeting: Meeting, user: User, *, now: datetime) -> None:
    _check_is_ahead(meeting, now=now)
    if Apology.objects.filter(meeting=meeting, user=user).exists():
        raise NotTheMoment("You have sent your apologies for this meeting already.")


def _check_is_ahead(meeting: Meeting, *, now: datetime) -> None:
    if meeting.held_at is not None or meeting.starts_at <= now:
        raise NotTheMoment("Apologies are sent before the meeting. Afterwards its record says who came.")


def _tell(user: User, apology: Apology, now: datetime) -> None:
    case = apology.case
    put_notice(
        key=f"apologies:{apology.pk}:{user.pk}",
        recipient=user,
        subject=f"Apologies for a meeting on {case.reference}",
        body=f"Somebody cannot come to a meeting on {case.reference}. Sign in to see who.",
        path=f"/meetings/{apology.meeting_id}/",
        now=now,
        case_id=case.pk,
        compartment_id=apology.compartment_id,
    )
