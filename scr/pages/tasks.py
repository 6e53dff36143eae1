"""What beat wakes for the audit, whose room stands too low to know who acts, and for more than one room."""

import structlog
from celery import shared_task
from django.conf import settings
from django.core.mail import send_mail
from django.db import OperationalError
from django.template.loader import render_to_string
from django.utils import timezone

from chronology.services.receiving import purge as purge_waiting
from referrals.drafts import forget_closed
from scr.audit.heads import digest_of, export_heads, heads_now
from scr.audit.sealing import end_of_written, seal_next
from scr.people.drafts import purge as purge_kept
from scr.people.identity import acting_as

log = structlog.get_logger(__name__)


@shared_task
def seal() -> None:
    """Seal what was looked at since the last time; each batch is a transaction of its own."""
    try:
        with acting_as(service="auditor"):
            until = end_of_written()
    except OperationalError:
        log.warning("looks_still_being_written")  # whoever writes so slowly is done at the next turn
        return
    is_done = False
    while not is_done:
        with acting_as(service="auditor"):
            is_done = seal_next(until=until, at=timezone.now()) is None


@shared_task
def purge() -> None:
    """Forget what was kept too long for somebody who has not come back, and what nobody can open any more."""
    now = timezone.now()
    with acting_as(service="sweep"):
        purge_kept(now)
        purge_waiting(now)
        forget_closed(now)


@shared_task
def export_audit_heads() -> None:
    """Write the signed ends of all chains to their folder, and send their digest where the board wants it."""
    now = timezone.now()
    with acting_as(service="auditor"):
        heads = heads_now(now)
    path = export_heads(settings.AUDIT_HEADS_ROOT, heads, at=now)
    if settings.AUDIT_HEADS_MAIL_TO:
        facts = {"name": path.name, "digest": digest_of(path), "heads": heads}
        text = render_to_string("audit/email/heads.txt", facts)
        send_mail(f"Audit heads {path.stem}", text, None, settings.AUDIT_HEADS_MAIL_TO)
