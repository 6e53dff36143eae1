"""The application's settings with a beat that wakes every sweep each second, for tests that wait for it."""

from scr.settings import *  # noqa: F403
from scr.settings import CELERY_BEAT_SCHEDULE

CELERY_BEAT_SCHEDULE = {name: {**entry, "schedule": 1.0} for name, entry in CELERY_BEAT_SCHEDULE.items()}
