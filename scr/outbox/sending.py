"""Sending what waits: one digest a person a day, in the morning in London; urgent notices at once.

Two steps, each a transaction, so that a worker may die between any two lines: first notices are put into a
mail whose id is known beforehand, then the mail is sent. What was on its way when its worker died is sent
again with the same Message-ID and the same notices.
"""

import smtplib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import urlsplit
from uuid import UUID, uuid5

import structlog
from django.conf import settings
from django.core.mail import EmailMessage

from scr.dates import in_london, london_day
from scr.outbox.models import Mail, Notice
from scr.outbox.services import put_mail, waiting

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Passed:
    """What may go out to somebody now: their address, and why some notices are no longer wanted, by id."""

    address: str
    unwanted: Mapping[UUID, str]


# Asked for a recipient and all that is to go to them; given by the room that knows cases.
Gate = Callable[[UUID, Sequence[Notice]], Passed]
# Opens a transaction in which notices and what the gate asks about can be read.
Acting = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True)
class Sender:
    """What sending needs to know: the time, who may still be told, and a transaction that may read it."""

    now: Callable[[], datetime]
    gate: Gate
    acting: Acting


def send_waiting(*, now: Callable[[], datetime], gate: Gate, acting: Acting, limit: int = 200) -> int:
    """Send what may go out now, at most `limit` mails; any number of workers may run this at once.

    `acting` opens each of the transactions. Returns how many were sent. A failed one stays, counted, and is
    tried again by a later sweep.
    """
    sender = Sender(now, gate, acting)
    gather(sender)
    unsent = Mail.objects.filter(sent_at__isnull=True).order_by("day", "id")
    return sum(_send(pk, sender) for pk in list(unsent.values_list("pk", flat=True)[:limit]))


def gather(sender: Sender) -> None:
    """Put what waits into mails: each urgent notice into its own, the others into the digest of the day."""
    now = sender.now()
    with sender.acting():
        loose = list(waiting().filter(mail__isnull=True))
    for notice in loose:
        if notice.is_urgent:
            _post(sender, notice.pk, notice.recipient_id, [notice.pk])
    if in_london(now).hour >= settings.DIGEST_HOUR:
        ordinary = [notice for notice in loose if not notice.is_urgent]
        for recipient_id, notices in _without_digest(ordinary, now).items():
            _post(sender, digest_id(recipient_id, now), recipient_id, notices)


def digest_id(recipient_id: UUID, now: datetime) -> UUID:
    """The id of a person's digest of a day in London: there can be only one."""
    return uuid5(recipient_id, f"digest {london_day(now)}")


def _without_digest(loose: Iterable[Notice], now: datetime) -> dict[UUID, list[UUID]]:
    """What waits for each person who has had no digest on this day; the others wait until tomorrow."""
    found: dict[UUID, list[UUID]] = {}
    for notice in loose:
        found.setdefault(notice.recipient_id, []).append(notice.pk)
    ids = {digest_id(recipient_id, now): recipient_id for recipient_id in found}
    had = set(Mail.objects.filter(pk__in=ids).values_list("pk", flat=True))
    return {recipient_id: found[recipient_id] for pk, recipient_id in ids.items() if pk not in had}


def _post(sender: Sender, mail_id: UUID, recipient_id: UUID, notices: list[UUID]) -> None:
    """Make a mail of notices; whoever comes second leaves the notices to the next day's digest."""
    with sender.acting():
        if put_mail(mail_id, recipient_id, day=london_day(sender.now())):
            Notice.objects.filter(pk__in=notices, mail__isnull=True).update(mail_id=mail_id)


def _send(mail_id: UUID, sender: Sender) -> bool:
    """Send one mail, unless another worker has it; true when it was sent."""
    with sender.acting():
        return _send_locked(mail_id, sender)


def _send_locked(mail_id: UUID, sender: Sender) -> bool:
    mail = Mail.objects.select_for_update(skip_locked=True).filter(pk=mail_id, sent_at__isnull=True).first()
    if mail is None:
        return False
    address, notices = _still_wanted(mail, sender)
    if not notices:
        mail.delete()
        return False
    try:
        _message(mail, notices, address, sender.now()).send()
    except (OSError, smtplib.SMTPException) as failure:
        return _failed(mail, failure)
    mail.sent_at = sender.now()
    mail.save(update_fields=["sent_at"])
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(sent_at=mail.sent_at)
    return True


def _failed(mail: Mail, failure: Exception) -> bool:
    mail.failures += 1
    mail.last_failure = type(failure).__name__
    mail.save()
    log.warning("mail_not_sent", mail=str(mail.pk), failures=mail.failures)
    return False


def _still_wanted(mail: Mail, sender: Sender) -> tuple[str, list[Notice]]:
    """The address and the notices that still hold; the others are dropped with the reason."""
    notices = list(waiting().filter(mail=mail))
    passed = sender.gate(mail.recipient_id, notices)
    for notice in notices:
        if notice.pk in passed.unwanted:
            notice.dropped_at, notice.dropped_because = sender.now(), passed.unwanted[notice.pk]
            notice.save()
    return passed.address, [notice for notice in notices if notice.pk not in passed.unwanted]


def _message(mail: Mail, notices: list[Notice], address: str, now: datetime) -> EmailMessage:
    """The e-mail; its Message-ID is the mail's id, so that a second delivery is recognised as one."""
    host = urlsplit(settings.PUBLIC_URL).hostname
    is_one = len(notices) == 1
    return EmailMessage(
        subject=notices[0].subject if is_one else f"{len(notices)} things wait for you",
        body="\n\n".join(f"{one.body}\n{settings.PUBLIC_URL}{one.path}" for one in notices) + "\n",
        to=[address],
        headers={"Message-ID": f"<{mail.pk}@{host}>", "Date": format_datetime(now)},
    )
