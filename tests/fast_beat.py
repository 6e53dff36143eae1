"""The application's settings with a beat that wakes every sweep each second, for tests that wait for it."""

from scr.settings import *  # noqa: F403
from scr.settings import CELERY_BEAT_SCHEDULE

SWEEPS = ("pulse", "remind", "send", "render")
CELERY_BEAT_SCHEDULE = {name: {**CELERY_BEAT_SCHEDULE[name], "schedule": 1.0} for name in SWEEPS}
