"""Sweeps that beat wakes; each finds in the database what is due."""

from celery import shared_task
from django.utils import timezone

from scr.cases import leaving, reminders
from scr.cases.timeliness import count_timeliness
from scr.cases.wakes import rebuild_wakes
from scr.outbox.sending import send_waiting
from scr.people.identity import acting_as


@shared_task
def remind() -> None:
    with acting_as(service="sweep"):
        reminders.remind(timezone.now())
    send_notices.delay()


@shared_task
def send_notices() -> None:
    send_waiting(now=timezone.now, gate=reminders.gate)


@shared_task
def rebuild() -> None:
    """When beat starts and once an hour: look for open deadlines that the sweep would not be woken for."""
    with acting_as(service="sweep"):
        rebuild_wakes()


@shared_task
def tell_of_ends() -> None:
    """Once a night: whose access ends within a week."""
    with acting_as(service="sweep"):
        leaving.tell_of_ends(timezone.now())


@shared_task
def count() -> None:
    """Once a night: the figures across cases that the board reads."""
    with acting_as(service="sweep"):
        count_timeliness(timezone.now())
