"""Putting notices into the outbox."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from scr.outbox.models import Notice, Pulse


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


def put_notices(notices: Iterable[Notice]) -> None:
    """Put many notices into the outbox; those whose keys are there already are left as they are."""
    Notice.objects.bulk_create(notices, batch_size=1000, ignore_conflicts=True)


def waiting() -> Any:
    """Notices that are neither sent nor dropped, the oldest first."""
    return Notice.objects.filter(sent_at__isnull=True, dropped_at__isnull=True).order_by("created_at", "id")


def beat_pulse(part: str, *, now: datetime) -> None:
    """Note that a part is alive."""
    Pulse.objects.update_or_create(part=part, defaults={"at": now})
