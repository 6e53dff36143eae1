"""Putting notices into the outbox, and sending them."""

import smtplib
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from scr.outbox.models import Notice, Pulse

log = structlog.get_logger(__name__)
ALARM_AFTER_FAILURES = 5

# Tells the address for a notice, or why it is no longer wanted; given by the room that knows cases.
Gate = Callable[[Notice], tuple[str | None, str]]


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
        },
    )
    return notice


def waiting() -> Any:
    """Notices that are neither sent nor dropped, the oldest first."""
    return Notice.objects.filter(sent_at__isnull=True, dropped_at__isnull=True).order_by("created_at", "id")


def send_waiting(*, now: Callable[[], datetime], gate: Gate, limit: int = 200) -> int:
    """Send what waits, one transaction a notice; any number of workers may run this at once.

    Returns how many were sent. A failed one stays, counted, and is tried again by a later sweep.
    """
    sent = 0
    tried: list[UUID] = []
    while len(tried) < limit:
        with transaction.atomic():
            notice = waiting().exclude(pk__in=tried).select_for_update(skip_locked=True).first()
            if notice is None:
                break
            tried.append(notice.pk)
            sent += _settle(notice, now=now(), gate=gate)
    return sent


def _settle(notice: Notice, *, now: datetime, gate: Gate) -> bool:
    """Send one notice or drop it; true when it was sent."""
    address, reason = gate(notice)
    if address is None:
        notice.dropped_at, notice.dropped_because = now, reason
        notice.save()
        return False
    try:
        _message(notice, address, now).send()
    except (OSError, smtplib.SMTPException) as failure:
        notice.failures += 1
        notice.last_failure = type(failure).__name__
        notice.save()
        log.warning("notice_not_sent", notice=str(notice.pk), failures=notice.failures)
        return False
    notice.sent_at = now
    notice.save()
    return True


def _message(notice: Notice, address: str, now: datetime) -> EmailMessage:
    """The e-mail; its Message-ID comes from the notice, so that a second delivery is recognised as one."""
    host = urlsplit(settings.PUBLIC_URL).hostname
    return EmailMessage(
        subject=notice.subject,
        body=f"{notice.body}\n\n{settings.PUBLIC_URL}{notice.path}\n",
        to=[address],
        headers={"Message-ID": f"<{notice.pk}@{host}>", "Date": format_datetime(now)},
    )


def beat_pulse(part: str, *, now: datetime) -> None:
    """Note that a part is alive."""
    Pulse.objects.update_or_create(part=part, defaults={"at": now})
