"""Time passing between the acts: reminders fall on their own moments and what waits is sent."""

from datetime import datetime

from scr.cases.models import Duty
from scr.cases.reminders import gate, remind, rungs
from scr.outbox.services import send_waiting


def send(moment: datetime) -> None:
    """Send everything that waits, as of a moment."""
    while send_waiting(now=lambda: moment, gate=gate):
        pass


def let_pass(since: datetime, until: datetime) -> None:
    """Sweep at each moment between two acts at which a reminder is due: between them no sweep finds any."""
    open_duties = Duty.objects.open().filter(due_at__isnull=False).select_related("case")
    moments = {rung.at for duty in open_duties for rung in rungs(duty)}
    for moment in sorted(one for one in moments if since < one <= until):
        remind(moment)
        send(moment)
