"""Sweeps that beat wakes; each finds in the database what is due."""

from functools import partial

from celery import shared_task
from django.utils import timezone

from scr.cases import leaving, reminders
from scr.cases.timeliness import count_timeliness
from scr.cases.wakes import rebuild_wakes
from scr.outbox.sending import send_waiting
from scr.people.identity import acting_as

as_sweep = partial(acting_as, service="sweep")


@shared_task
def remind() -> None:
    with as_sweep():
        reminders.remind(timezone.now())
    send_notices.delay()


@shared_task
def send_notices() -> None:
    send_waiting(now=timezone.now, gate=reminders.gate, acting=as_sweep)


@shared_task
def rebuild() -> None:
    """When beat starts and once an hour: look for open deadlines that the sweep would not be woken for."""
    with as_sweep():
        rebuild_wakes()


@shared_task
def tell_of_ends() -> None:
    """Once a night: whose access ends within a week."""
    with as_sweep():
        leaving.tell_of_ends(timezone.now())


@shared_task
def count() -> None:
    """Once a night: the figures across cases that the board reads."""
    with as_sweep():
        count_timeliness(timezone.now())
