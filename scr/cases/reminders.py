"""Reminders: what is due is computed from the duties, and an outbox row with a unique key is the reminder.

Any number of sweeps may run at once and any of them may die: the next one computes the same set.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection, transaction

from scr.cases.deadlines import LONDON, day_of
from scr.cases.duties import owners_among
from scr.cases.models import Duty, Participant
from scr.outbox.models import Notice
from scr.outbox.services import put_notice
from scr.people.models import User

SWEEP_LOCK = 0x5C12
REMINDER = "remind"
MORNING = time(8)


@dataclass(frozen=True)
class Rung:
    """One step of a duty's ladder: a moment, its name, and who is told beyond the owners."""

    at: datetime
    name: str
    role: str = ""


def rungs(duty: Duty) -> Iterator[Rung]:
    """The ladder of a duty with a clock, in no particular order.

    Days are counted by London's calendar, and people are told at eight in the morning.
    """
    if duty.due_at is None:
        return
    rule, due_on = duty.rule, day_of(duty.due_at)
    for days in rule.reminders:
        yield Rung(_morning(due_on, days), f"{days:+d}d")
    for days, role in rule.escalations:
        yield Rung(_morning(due_on, days), f"{days:+d}d", role)
    for hours in rule.reminder_hours:
        yield Rung(duty.counted_from + timedelta(hours=hours), f"{hours}h")


def _morning(due_on: date, days: int) -> datetime:
    return datetime.combine(due_on + timedelta(days=days), MORNING, LONDON)


def due_rungs(duty: Duty, now: datetime) -> list[Rung]:
    """The rungs that have come since the due moment was set; earlier ones would tell of the past."""
    return [rung for rung in rungs(duty) if duty.due_since <= rung.at <= now]


def reminder_key(duty: Duty, rung: Rung, recipient_id: UUID) -> str:
    """Unique for a rung of a duty as it is due now: an extension starts a new ladder."""
    assert duty.due_at is not None
    return f"{REMINDER}:{duty.pk}:{duty.due_at:%Y%m%d%H%M}:{rung.name}:{rung.role}:{recipient_id}"


def remind(now: datetime) -> int:
    """Write every reminder that is due and not yet written; returns how many were new.

    The number of queries depends on what is new, not on how many duties are open.
    """
    with transaction.atomic():
        if not _sweep_alone():
            return 0
        open_duties = Duty.objects.open().filter(due_at__isnull=False, opened_at__lte=now)
        due = [(duty, rung) for duty in open_duties.select_related("case") for rung in due_rungs(duty, now)]
        written, parts = _written(due), _parts_by_case(due)
        missing = [
            (duty, rung, user)
            for duty, rung in due
            for user in _told(duty, rung, parts[duty.case_id])
            if reminder_key(duty, rung, user.pk) not in written
        ]
        for duty, rung, user in missing:
            _remind(duty, rung, user, now)
        return len(missing)


def _written(due: list[tuple[Duty, Rung]]) -> set[str]:
    about = {duty.pk for duty, _ in due}
    found = Notice.objects.filter(about_id__in=about, key__startswith=f"{REMINDER}:")
    return set(found.values_list("key", flat=True))


def _parts_by_case(due: list[tuple[Duty, Rung]]) -> dict[UUID, list[Participant]]:
    """Who takes part now, in each case that has something due."""
    parts: dict[UUID, list[Participant]] = {duty.case_id: [] for duty, _ in due}
    for part in Participant.objects.current().filter(case__in=list(parts)).select_related("user"):
        parts[part.case_id].append(part)
    return parts


def _sweep_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SWEEP_LOCK])
        return bool(cursor.fetchone()[0])


def _remind(duty: Duty, rung: Rung, recipient: User, now: datetime) -> None:
    assert duty.due_at is not None
    is_overdue = now > duty.due_at
    put_notice(
        key=reminder_key(duty, rung, recipient.pk),
        recipient=recipient,
        subject=f"{'Overdue' if is_overdue else 'Reminder'}: a task on {duty.case.reference}",
        body=f"A task on {duty.case.reference} {'is overdue' if is_overdue else 'is due soon'}. "
        "Sign in to see it.",
        path=f"/duties/{duty.pk}/",
        now=now,
        case_id=duty.case_id,
        compartment_id=duty.compartment_id,
        about_id=duty.pk,
    )


def _told(duty: Duty, rung: Rung, parts: list[Participant]) -> Iterator[User]:
    """Who is told at a rung; somebody who joined after it starts with the next one."""
    told = _holders(duty, rung.role, parts) if rung.role else owners_among(duty, parts)
    yield from {part.user_id: part.user for part in told if part.since <= rung.at}.values()


def _holders(duty: Duty, role: str, parts: list[Participant]) -> list[Participant]:
    of_role = (part for part in parts if part.role == role)
    return [part for part in of_role if not part.is_for_agency or part.agency_id == duty.agency_id]


def gate(notice: Notice) -> tuple[str | None, str]:
    """The address for a notice, or why it is no longer wanted; asked at the moment of sending."""
    user = User.objects.filter(pk=notice.recipient_id, is_active=True).first()
    if user is None:
        return None, "the person's account is closed"
    if notice.case_id is None:
        return user.email, ""
    if not Participant.objects.current().filter(case_id=notice.case_id, user=user).exists():
        return None, "the person no longer takes part in the case"
    if notice.about_id and not Duty.objects.open().filter(pk=notice.about_id).exists():
        return None, "the task is done"
    return user.email, ""
