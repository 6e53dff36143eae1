"""How deadlines are counted: pure functions of their arguments, no database and no clock.

Adopted readings (deadlines of the procedure; seed 004, sections 5.3 to 10.1): the trigger's day is day 0; the
deadline is the last moment of the last day in London; months keep their day or take the month's last one;
hours are elapsed hours; working days leave out weekends and bank holidays; a last day that is no working day
stays, unless the rule rolls it on. A clock that runs back from an event counts in the same way, backwards.
"""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from scr.dates import LONDON, london_day
from scr.procedures.timing import Duration, Unit

LAST_MOMENT = time(23, 59, 59)


@dataclass(frozen=True)
class WorkingCalendar:
    """The bank holidays of a jurisdiction, by name, for the years in which they are known."""

    jurisdiction: str
    bank_holidays: Mapping[date, str]
    first_year: int
    last_year: int

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday and no bank holiday (reading D-e)."""
        return day.weekday() < 5 and day not in self.bank_holidays

    def unknown_years(self, start: date, end: date) -> tuple[int, ...]:
        """The years from one day to another whose bank holidays are not known."""
        years = range(min(start, end).year, max(start, end).year + 1)
        return tuple(year for year in years if not self.first_year <= year <= self.last_year)


def end_of(day: date) -> datetime:
    """The last moment of a day in London, as UTC."""
    return datetime.combine(day, LAST_MOMENT, LONDON).astimezone(UTC)


def add_working_days(day: date, number: int, working: WorkingCalendar) -> date:
    """The nth working day after a day, or before it where `number` is negative (reading D-e)."""
    step = timedelta(days=1 if number > 0 else -1)
    for _ in range(abs(number)):
        day += step
        while not working.is_working_day(day):
            day += step
    return day


def add_months(day: date, number: int) -> date:
    """The corresponding date, or the last day of a shorter month (reading D-c)."""
    index = day.month - 1 + number
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _last_day(duration: Duration, start: date, working: WorkingCalendar, sign: int) -> date:
    number = duration.amount * sign
    match duration.unit:
        case Unit.WORKING_DAYS:
            return add_working_days(start, number, working)
        case Unit.MONTHS:
            return add_months(start, number)
        case Unit.YEARS:
            return add_months(start, number * 12)
        case Unit.WEEKS:
            return start + timedelta(weeks=number)
        case _:
            return start + timedelta(days=number)


def _rolled(day: date, working: WorkingCalendar) -> date:
    while not working.is_working_day(day):
        day += timedelta(days=1)
    return day


def due(
    duration: Duration,
    moment: datetime,
    working: WorkingCalendar,
    *,
    is_before: bool = False,
    rolls: bool = False,
) -> datetime:
    """When something is due that may take `duration` from a moment, or so long before it; UTC."""
    sign = -1 if is_before else 1
    if duration.unit is Unit.HOURS:
        return moment.astimezone(UTC) + timedelta(hours=duration.amount * sign)
    last = _last_day(duration, london_day(moment), working, sign)
    return end_of(_rolled(last, working) if rolls else last)


def occurrence_after(
    every: Duration, moment: datetime, number: int, after: datetime, working: WorkingCalendar
) -> int:
    """The number of the next occurrence of what recurs: behind `number`, and due after a moment.

    Each occurrence is counted from the first trigger, so that short months do not make the day drift.
    """
    return next(one for one in count(number + 1) if nth_due(every, moment, one, working) > after)


def nth_due(every: Duration, moment: datetime, number: int, working: WorkingCalendar) -> datetime:
    """When the nth occurrence of what recurs is due; UTC."""
    return due(every.times(number), moment, working)


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
    moved on the way (one hour in spring, minus one in autumn); `rolled_from` is the day that was no working
    day; the bank holidays of `unknown_years` are not in the calendar, so the count may change.
    """

    duration: Duration
    day_zero: date
    last_day: date
    due_at: datetime
    is_before: bool = False
    weekend_days: int = 0
    bank_holidays: tuple[DayOff, ...] = ()
    is_shortened: bool = False
    clock_shift: timedelta = timedelta()
    rolled_from: date | None = None
    unknown_years: tuple[int, ...] = ()


def explain(
    duration: Duration,
    moment: datetime,
    working: WorkingCalendar,
    *,
    is_before: bool = False,
    rolls: bool = False,
) -> Count:
    """The steps of the same count as `due` makes."""
    due_at = due(duration, moment, working, is_before=is_before, rolls=rolls)
    unrolled = due(duration, moment, working, is_before=is_before)
    start, end = london_day(moment), london_day(unrolled)
    passed = list(_days_between(start, end)) if duration.unit is Unit.WORKING_DAYS else []
    needs_calendar = rolls or duration.unit is Unit.WORKING_DAYS
    return Count(
        duration=duration,
        day_zero=start,
        last_day=london_day(due_at),
        due_at=due_at,
        is_before=is_before,
        weekend_days=sum(day.weekday() >= 5 for day in passed),
        bank_holidays=tuple(_days_off(passed, working)),
        is_shortened=duration.unit in (Unit.MONTHS, Unit.YEARS) and end.day != start.day,
        clock_shift=_clock_shift(moment, due_at) if duration.unit is Unit.HOURS else timedelta(),
        rolled_from=end if due_at != unrolled else None,
        unknown_years=working.unknown_years(start, london_day(due_at)) if needs_calendar else (),
    )


def _days_between(start: date, end: date) -> Iterator[date]:
    """The days after one day up to and with the other, forwards or backwards."""
    step = timedelta(days=1 if end >= start else -1)
    yield from (start + step * number for number in range(1, abs((end - start).days) + 1))


def _days_off(days: list[date], working: WorkingCalendar) -> Iterator[DayOff]:
    names = working.bank_holidays
    yield from (DayOff(day, names[day]) for day in days if day.weekday() < 5 and day in names)


def _clock_shift(start: datetime, end: datetime) -> timedelta:
    before, after = (moment.astimezone(LONDON).utcoffset() for moment in (start, end))
    assert before is not None
    assert after is not None
    return after - before


def days_late(due_at: datetime | None, done_at: datetime) -> int:
    """Whole days past the due day, at least one once the moment has passed; 0 in time or without a date."""
    if due_at is None or done_at <= due_at:
        return 0
    return max((london_day(done_at) - london_day(due_at)).days, 1)
