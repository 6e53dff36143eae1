"""The ladder of a deadline: when it is brought to mind, and to whom beyond its owners. No database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Protocol

from scr.dates import LONDON, london_day
from scr.procedures.rule import Rule

MORNING = time(8)


@dataclass(frozen=True)
class Rung:
    """One step of a duty's ladder: a moment, its name, and who is told beyond the owners."""

    at: datetime
    name: str
    role: str = ""


class Timed(Protocol):
    """What a ladder is made from: a duty, or what a sweep reads of one."""

    @property
    def rule(self) -> Rule: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def due_since(self) -> datetime: ...
    @property
    def counted_from(self) -> datetime: ...


def rungs(duty: Timed) -> Iterator[Rung]:
    """The ladder of a duty with a clock, in no particular order.

    Days are counted by London's calendar, and people are told at eight in the morning.
    """
    if duty.due_at is None:
        return
    rule = duty.rule
    yield from _mornings(duty.due_at, rule.reminders, rule.escalations)
    for hours in rule.reminder_hours:
        yield Rung(duty.counted_from + timedelta(hours=hours), f"{hours}h")


@lru_cache(maxsize=4096)
def _mornings(
    due_at: datetime, reminders: tuple[int, ...], escalations: tuple[tuple[int, str], ...]
) -> tuple[Rung, ...]:
    """The rungs by days; a sweep asks for the same day and rule again and again."""
    due_on = london_day(due_at)
    to_owners = (Rung(_morning(due_on, days), f"{days:+d}d") for days in reminders)
    beyond = (Rung(_morning(due_on, days), f"{days:+d}d", role) for days, role in escalations)
    return (*to_owners, *beyond)


def _morning(due_on: date, days: int) -> datetime:
    return datetime.combine(due_on + timedelta(days=days), MORNING, LONDON).astimezone(UTC)


def since_set(duty: Timed) -> list[Rung]:
    """The rungs since the due moment was set: earlier ones would tell of the past."""
    return [rung for rung in rungs(duty) if rung.at >= duty.due_since]


def next_rung_at(ladder: Iterable[Rung], *, after: datetime | None = None) -> datetime | None:
    """The first rung, or the first after a moment; None when there is none."""
    return min((rung.at for rung in ladder if after is None or rung.at > after), default=None)
