"""Reminders: what is due is computed from the duties, and an outbox row with a unique key is the reminder.

Any number of sweeps may run at once and any of them may die: the next one computes the same set. A sweep
looks up which duties to look at (Wake), so that it costs what is due and not what is open.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from scr.cases.ladder import Rung, rungs
from scr.cases.models import Case, Duty, Participant, Wake
from scr.cases.owners import holders_among, owners_among
from scr.cases.wakes import wake_again
from scr.outbox.models import Notice
from scr.outbox.services import put_notices
from scr.people.models import User

SWEEP_LOCK = 0x5C12
REMINDER = "remind"
BATCH = 1000


def due_rungs(duty: Duty, now: datetime) -> list[Rung]:
    """The rungs that have come since the due moment was set; earlier ones would tell of the past."""
    return [rung for rung in rungs(duty) if duty.due_since <= rung.at <= now]


def reminder_key(duty: Duty, rung: Rung, recipient_id: UUID) -> str:
    """Unique for a rung of a duty as it is due now: an extension starts a new ladder."""
    assert duty.due_at is not None
    return f"{REMINDER}:{duty.pk}:{duty.due_at:%Y%m%d%H%M}:{rung.name}:{rung.role}:{recipient_id}"


def remind(now: datetime) -> int:
    """Write every reminder that is due and not yet written; returns how many duties were looked at.

    The number of queries depends on how many are due, not on how many are open.
    """
    looked_at = 0
    while _due(now).exists() and (found := _sweep(now)):
        looked_at += found
    return looked_at


def _due(now: datetime) -> Any:
    return Wake.objects.filter(next_at__lte=now)


@transaction.atomic
def _sweep(now: datetime) -> int:
    """Look at the duties whose next reminder has come, a batch at most; returns their number."""
    if not _sweep_alone():
        return 0
    wakes = _due(now).select_for_update(skip_locked=True).order_by("next_at")
    due = list(wakes.values_list("pk", flat=True)[:BATCH])
    if not due:
        return 0
    duties = _duties(due)
    parts = _parts_by_case(duties)
    put_notices(
        _notice(duty, rung, user, now)
        for duty in duties
        for rung in due_rungs(duty, now)
        for user in _told(duty, rung, parts[duty.case_id])
    )
    wake_again(duties, after=now)
    return len(due)


def _sweep_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SWEEP_LOCK])
        return bool(cursor.fetchone()[0])


def _duties(pks: list[UUID]) -> list[Duty]:
    """The duties with their cases, each case once however many of its duties are due."""
    duties = list(Duty.objects.filter(pk__in=pks))
    cases = Case.objects.in_bulk({duty.case_id for duty in duties})
    for duty in duties:
        duty.case = cases[duty.case_id]
    return duties


def _parts_by_case(duties: list[Duty]) -> dict[UUID, list[Participant]]:
    """Who takes part now, in each case that has something due."""
    parts: dict[UUID, list[Participant]] = {duty.case_id: [] for duty in duties}
    for part in Participant.objects.current().filter(case__in=list(parts)).select_related("user"):
        parts[part.case_id].append(part)
    return parts


def _notice(duty: Duty, rung: Rung, recipient: User, now: datetime) -> Notice:
    assert duty.due_at is not None
    is_overdue = now > duty.due_at
    return Notice(
        key=reminder_key(duty, rung, recipient.pk),
        recipient_id=recipient.pk,
        subject=f"{'Overdue' if is_overdue else 'Reminder'}: a task on {duty.case.reference}",
        body=f"A task on {duty.case.reference} {'is overdue' if is_overdue else 'is due soon'}. "
        "Sign in to see it.",
        path=f"/duties/{duty.pk}/",
        created_at=now,
        case_id=duty.case_id,
        compartment_id=duty.compartment_id,
        about_id=duty.pk,
        is_urgent=bool(duty.rule.reminder_hours),
    )


def _told(duty: Duty, rung: Rung, parts: list[Participant]) -> Iterator[User]:
    """Who is told at a rung; somebody who joined after it starts with the next one."""
    told = holders_among(duty, rung.role, parts) if rung.role else owners_among(duty, parts)
    yield from {part.user_id: part.user for part in told if part.since <= rung.at}.values()


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
