"""Time passing between the acts: reminders fall on their own moments and what waits is sent."""

from datetime import datetime, timedelta

from scr.cases.ladder import MORNING, rungs
from scr.cases.models import Duty
from scr.cases.reminders import gate, remind
from scr.cases.tasks import as_sweep
from scr.dates import LONDON, london_day
from scr.outbox.sending import send_waiting

EVERYTHING = 10_000  # mails at one moment: far more than the demo has people


def send(moment: datetime) -> None:
    """Send everything that waits, as of a moment."""
    send_waiting(now=lambda: moment, gate=gate, acting=as_sweep, limit=EVERYTHING)


def let_pass(since: datetime, until: datetime) -> None:
    """Sweep at each moment between two acts at which a reminder is due: between them no sweep finds any."""
    with as_sweep():
        open_duties = Duty.objects.open().filter(due_at__isnull=False).select_related("case")
        moments = {rung.at for duty in open_duties for rung in rungs(duty)} | {_morning_after(since)}
    for moment in sorted(one for one in moments if since < one <= until):
        with as_sweep():
            remind(moment)
        send(moment)


def _morning_after(moment: datetime) -> datetime:
    """When what was written since goes out with the next day's e-mail."""
    return datetime.combine(london_day(moment) + timedelta(days=1), MORNING, LONDON)
