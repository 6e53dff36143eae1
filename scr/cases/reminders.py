"""Reminders: what is due is computed from the duties, and an outbox row with a unique key is the reminder.

Any number of sweeps may run at once and any of them may die: the next one computes the same set.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from scr.cases.duties import owners_of
from scr.cases.models import Duty, Participant
from scr.outbox.models import Notice
from scr.outbox.services import put_notice
from scr.people.models import User

SWEEP_LOCK = 0x5C12
REMINDER = "remind"


@dataclass(frozen=True)
class Rung:
    """One step of a duty's ladder: a moment, its name, and who is told beyond the owners."""

    at: datetime
    name: str
    role: str = ""


def rungs(duty: Duty) -> Iterator[Rung]:
    """The ladder of a duty with a clock, in no particular order; moments in UTC."""
    if duty.due_at is None:
        return
    rule = duty.rule
    for days in rule.reminders:
        yield Rung(duty.due_at + timedelta(days=days), f"{days:+d}d")
    for days, role in rule.escalations:
        yield Rung(duty.due_at + timedelta(days=days), f"{days:+d}d", role)
    for hours in rule.reminder_hours:
        yield Rung(duty.counted_from + timedelta(hours=hours), f"{hours}h")


def due_rungs(duty: Duty, now: datetime) -> list[Rung]:
    """The rungs that have come since the duty was opened."""
    return [rung for rung in rungs(duty) if duty.opened_at <= rung.at <= now]


def reminder_key(duty: Duty, rung: Rung, recipient_id: UUID) -> str:
    """Unique for a rung of a duty as it is due now: an extension starts a new ladder."""
    assert duty.due_at is not None
    return f"{REMINDER}:{duty.pk}:{duty.due_at:%Y%m%d%H%M}:{rung.name}:{rung.role}:{recipient_id}"


def remind(now: datetime) -> int:
    """Write every reminder that is due and not yet written; returns how many were new."""
    with transaction.atomic():
        if not _sweep_alone():
            return 0
        before = Notice.objects.count()
        open_duties = Duty.objects.open().filter(due_at__isnull=False, opened_at__lte=now)
        for duty in open_duties.select_related("case", "agency"):
            for rung in due_rungs(duty, now):
                _remind(duty, rung, now)
        return Notice.objects.count() - before


def _sweep_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SWEEP_LOCK])
        return bool(cursor.fetchone()[0])


def _remind(duty: Duty, rung: Rung, now: datetime) -> None:
    assert duty.due_at is not None
    state = "is overdue" if rung.at > duty.due_at else "is due soon"
    for recipient in _told(duty, rung):
        put_notice(
            key=reminder_key(duty, rung, recipient.pk),
            recipient=recipient,
            subject=f"{'Overdue' if rung.at > duty.due_at else 'Reminder'}: a task on {duty.case.reference}",
            body=f"A task on {duty.case.reference} {state}. Sign in to see it.",
            path=f"/duties/{duty.pk}/",
            now=now,
            case_id=duty.case_id,
            compartment_id=duty.compartment_id,
            about_id=duty.pk,
        )


def _told(duty: Duty, rung: Rung) -> list[User]:
    if not rung.role:
        return [part.user for part in owners_of(duty)]
    parts = Participant.objects.current().filter(case_id=duty.case_id, role=rung.role).select_related("user")
    return [part.user for part in parts if not part.is_for_agency or part.agency_id == duty.agency_id]


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
