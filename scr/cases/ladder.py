"""The ladder of a deadline: when it is brought to mind, and to whom beyond its owners. No database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from scr.cases.deadlines import LONDON, day_of
from scr.cases.models import Duty

MORNING = time(8)


@dataclass(frozen=True)
class Rung:
    """One step of a duty's ladder: a moment, its name, and who is told beyond the owners."""

    at: datetime
    name: str
    role: str = ""


def rungs(duty: Duty) -> Iterator[Rung]:
    """The ladder of a duty with a clock, in no particular order.

    Days are counted by London's calendar, and people are told at eight in the morning.
    """
    if duty.due_at is None:
        return
    rule, due_on = duty.rule, day_of(duty.due_at)
    for days in rule.reminders:
        yield Rung(_morning(due_on, days), f"{days:+d}d")
    for days, role in rule.escalations:
        yield Rung(_morning(due_on, days), f"{days:+d}d", role)
    for hours in rule.reminder_hours:
        yield Rung(duty.counted_from + timedelta(hours=hours), f"{hours}h")


def _morning(due_on: date, days: int) -> datetime:
    return datetime.combine(due_on + timedelta(days=days), MORNING, LONDON)


def next_rung_at(duty: Duty, *, after: datetime | None = None) -> datetime | None:
    """The first rung since the due moment was set, or after a moment; earlier ones would tell of the past."""
    ahead = (
        rung.at for rung in rungs(duty) if rung.at >= duty.due_since and (after is None or rung.at > after)
    )
    return min(ahead, default=None)
