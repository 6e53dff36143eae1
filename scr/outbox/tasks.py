from celery import shared_task
from django.utils import timezone

from scr.outbox.services import beat_pulse


@shared_task
def pulse() -> None:
    """Sent by beat every few seconds: when a worker runs it, beat and worker are both alive."""
    beat_pulse("beat", now=timezone.now())
