"""The Celery app. Redis only wakes the sweeps; what is due is found in the database."""

import os

import structlog
from celery import Celery
from kombu.exceptions import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scr.settings")

log = structlog.get_logger(__name__)
app = Celery("scr")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def wake(task: str) -> None:
    """Ask for a sweep now instead of at its next turn; without a broker it simply comes at its turn."""
    try:
        app.send_task(task, retry=False)
    except OperationalError:
        log.warning("broker_away", task=task)
