"""The Celery app. Redis only wakes the sweeps; what is due is found in the database."""

import os
from typing import Any

import structlog
from celery import Celery, bootsteps
from kombu.exceptions import OperationalError

from scr.people.identity import refuse_wrong_role

log = structlog.get_logger(__name__)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scr.settings")

app = Celery("scr")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


class RefuseWrongRole(bootsteps.StartStopStep):
    """The worker stops before its first task when it would work as the wrong database role."""

    def start(self, parent: Any) -> None:
        refuse_wrong_role()


app.steps["worker"].add(RefuseWrongRole)


def wake(task: str, *about: str) -> None:
    """Ask for a sweep now instead of at its next turn; without a broker it simply comes at its turn.

    `about` are ids for a task that does one thing, which without a broker has to be asked for again.
    """
    try:
        app.send_task(task, about, retry=False)
    except OperationalError:
        log.warning("broker_away", task=task)
