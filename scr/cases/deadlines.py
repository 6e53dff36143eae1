"""How deadlines are counted: pure functions of their arguments, no database and no clock.

Adopted readings (deadlines of the procedure; seed 004, sections 5.3 to 10.1): the trigger's day is day 0; the
deadline is the last moment of the last day in London; months keep their day or take the month's last one;
hours are elapsed hours; working days leave out weekends and bank holidays.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from scr.procedures.model import Duration, Unit

LONDON = ZoneInfo("Europe/London")
LAST_MOMENT = time(23, 59, 59)


@cache
def bank_holidays(jurisdiction: str) -> holidays.HolidayBase:
    """Bank holidays of ENG, WLS, SCT or NIR."""
    return holidays.country_holidays("GB", subdiv=jurisdiction)


def end_of(day: date) -> datetime:
    """The last moment of a day in London, as UTC."""
    return datetime.combine(day, LAST_MOMENT, LONDON).astimezone(UTC)


def day_of(moment: datetime) -> date:
    """The day in London on which a moment falls."""
    return moment.astimezone(LONDON).date()


def is_working_day(day: date, jurisdiction: str) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(jurisdiction)


def add_working_days(day: date, count: int, jurisdiction: str) -> date:
    """The nth working day after a day (reading D-e)."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, jurisdiction)
    return day


def add_months(day: date, count: int) -> date:
    """The corresponding date, or the last day of a shorter month (reading D-c)."""
    index = day.month - 1 + count
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def due(duration: Duration, trigger: datetime, jurisdiction: str) -> datetime:
    """When something is due that may take `duration` from a moment; UTC."""
    if duration.unit is Unit.HOURS:
        return trigger.astimezone(UTC) + timedelta(hours=duration.amount)
    start = day_of(trigger)
    if duration.unit is Unit.WORKING_DAYS:
        return end_of(add_working_days(start, duration.amount, jurisdiction))
    if duration.unit is Unit.MONTHS:
        return end_of(add_months(start, duration.amount))
    return end_of(start + timedelta(days=duration.amount))


@dataclass(frozen=True)
class DayOff:
    """A bank holiday that working days leave out."""

    day: date
    name: str


@dataclass(frozen=True)
class Count:
    """How a due moment comes about, step by step, for people to follow.

    `day_zero` and `last_day` are days in London; `weekend_days` and `bank_holidays` were left out of the
    count; `is_shortened` tells that the last month lacks the day; `clock_shift` is by how much the clocks
    moved on the way (one hour in spring, minus one in autumn).
    """

    duration: Duration
    day_zero: date
    last_day: date
    due_at: datetime
    weekend_days: int = 0
    bank_holidays: tuple[DayOff, ...] = ()
    is_shortened: bool = False
    clock_shift: timedelta = timedelta()


def explain(duration: Duration, trigger: datetime, jurisdiction: str) -> Count:
    """The steps of the same count as `due` makes."""
    due_at = due(duration, trigger, jurisdiction)
    start, end = day_of(trigger), day_of(due_at)
    is_working = duration.unit is Unit.WORKING_DAYS
    passed = list(_days_after(start, end)) if is_working else []
    return Count(
        duration=duration,
        day_zero=start,
        last_day=end,
        due_at=due_at,
        weekend_days=sum(day.weekday() >= 5 for day in passed),
        bank_holidays=tuple(_days_off(passed, jurisdiction)),
        is_shortened=duration.unit is Unit.MONTHS and end.day != start.day,
        clock_shift=_clock_shift(trigger, due_at) if duration.unit is Unit.HOURS else timedelta(),
    )


def _days_after(start: date, end: date) -> Iterator[date]:
    yield from (start + timedelta(days=number) for number in range(1, (end - start).days + 1))


def _days_off(days: list[date], jurisdiction: str) -> Iterator[DayOff]:
    names = bank_holidays(jurisdiction)
    yield from (DayOff(day, names[day]) for day in days if day.weekday() < 5 and day in names)


def _clock_shift(start: datetime, end: datetime) -> timedelta:
    before, after = (moment.astimezone(LONDON).utcoffset() for moment in (start, end))
    assert before is not None
    assert after is not None
    return after - before
