"""Putting notices into the outbox."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from scr.outbox.models import Mail, Notice, Pulse


def put_notice(
    *,
    key: str,
    recipient: Any,
    subject: str,
    body: str,
    path: str,
    now: datetime,
    case_id: UUID | None = None,
    compartment_id: UUID | None = None,
    about_id: UUID | None = None,
    is_urgent: bool = False,
) -> Notice:
    """Put a notice into the outbox once: the same key again returns the row that is there."""
    notice, _ = Notice.objects.get_or_create(
        key=key,
        defaults={
            "recipient_id": recipient.pk,
            "subject": subject,
            "body": body,
            "path": path,
            "created_at": now,
            "case_id": case_id,
            "compartment_id": compartment_id,
            "about_id": about_id,
            "is_urgent": is_urgent,
        },
    )
    return notice


class Draft(NamedTuple):
    """A notice about to be put; its fields are columns of the table, in this order."""

    key: str
    recipient_id: str
    subject: str
    body: str
    path: str
    created_at: datetime
    case_id: str
    compartment_id: str
    about_id: str | None
    is_urgent: bool


PUT = f"""
    INSERT INTO {Notice._meta.db_table} (id, dropped_because, {", ".join(Draft._fields)})
    SELECT gen_random_uuid(), '', * FROM unnest(
        %s, %s::uuid[], %s, %s, %s, %s::timestamptz[], %s::uuid[], %s::uuid[], %s::uuid[], %s
    ) ON CONFLICT (key) DO NOTHING
"""


def put_notices(drafts: Iterable[Draft]) -> None:
    """Put many notices into the outbox; those whose keys are there already are left as they are.

    One statement for all of them, column by column: thousands of reminders may fall on one morning.
    """
    columns = [list(column) for column in zip(*drafts, strict=True)]
    if columns:
        with connection.cursor() as cursor:
            cursor.execute(PUT, columns)


NEW_MAIL = f"""
    INSERT INTO {Mail._meta.db_table} (id, recipient_id, day, failures, last_failure)
    VALUES (%s, %s, %s, 0, '') ON CONFLICT (id) DO NOTHING
"""


def put_mail(id: UUID, recipient_id: UUID, *, day: date) -> bool:
    """Begin a mail, and say whether nobody had begun it; somebody who is just doing so is waited for."""
    with connection.cursor() as cursor:
        cursor.execute(NEW_MAIL, [id, recipient_id, day])
        return bool(cursor.rowcount)


def waiting() -> Any:
    """Notices that are neither sent nor dropped, the oldest first."""
    return Notice.objects.filter(sent_at__isnull=True, dropped_at__isnull=True).order_by("created_at", "id")


def beat_pulse(part: str, *, now: datetime) -> None:
    """Note that a part is alive."""
    Pulse.objects.update_or_create(part=part, defaults={"at": now})
