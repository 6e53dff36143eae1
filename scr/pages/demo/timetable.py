"""Where in time the demo case is put, and the moments of its steps."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

from holidays import country_holidays

from scr.dates import LONDON
from scr.pages.demo.dates import ORIGIN, add_months, on_day
from scr.pages.demo.steps import (
    DECISION_DAY,
    EXTENDED_TO_DAY,
    HARROWDALE_DUE_DAY,
    OPERATIONS_BOARD_DAY,
    PERIOD_FROM_DAY,
    PERIOD_TO_DAY,
    REVIEWS_DUE_DAY,
    ROUND_STEPS,
    SCOPING_DAY,
    STEPS,
    RoundStep,
    Step,
)

__all__ = [
    "DECISION_DAY",
    "EXTENDED_TO_DAY",
    "HARROWDALE_DUE_DAY",
    "OPERATIONS_BOARD_DAY",
    "PERIOD_FROM_DAY",
    "PERIOD_TO_DAY",
    "REVIEWS_DUE_DAY",
    "ROUND_STEPS",
    "SCOPING_DAY",
    "STEPS",
    "RoundStep",
    "Step",
    "acts_on_days_off",
    "demo_d0",
    "four_month_date",
    "is_working_day",
    "moment",
    "nine_month_due",
    "round_moment",
    "shift",
    "six_month_due",
]

FOUR_MONTHS, SIX_MONTHS, NINE_MONTHS = 4, 6, 9
FEWEST_WEEKS_AFTER_ROUND, MOST_WEEKS_AFTER_ROUND = 1, 8


def moment(d0: date, day: int, time: str) -> datetime:
    """The aware moment of a step: `day` from the referral on `d0`, at `time` (HH:MM) in London."""
    hour, minute = (int(part) for part in time.split(":"))
    on = on_day(d0, day)
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=LONDON)


def four_month_date(d0: date) -> date:
    """The day on which the review would be complete without an extension (seed 004, section 5.4)."""
    return add_months(on_day(d0, DECISION_DAY), FOUR_MONTHS)


def six_month_due(d0: date) -> date:
    """When the updates are due, six months after the Operations Board (seed 004, section 10.1)."""
    return add_months(on_day(d0, OPERATIONS_BOARD_DAY), SIX_MONTHS)


def nine_month_due(d0: date) -> date:
    """The day on which the LSCB is due its report, nine months after the Operations Board."""
    return add_months(on_day(d0, OPERATIONS_BOARD_DAY), NINE_MONTHS)


def shift(today: date) -> timedelta:
    """How far to move the case so that `today` falls shortly after its six-month round.

    Always whole weeks, so that weekdays stay as they are; 1 to 8 weeks after the round, as few as possible,
    such that no meeting falls on a weekend or a bank holiday of England and Wales, and no office acts on one
    either, or as seldom as can be. Pure: the same day gives the same shift. ValueError where every week has
    such a meeting.
    """
    candidates = [weeks for weeks in _weeks_before(today) if _meetings_are_on_working_days(ORIGIN + weeks)]
    if not candidates:
        raise ValueError(f"no week spares the demo case's meetings before {today.isoformat()}")
    return min(candidates, key=lambda weeks: acts_on_days_off(ORIGIN + weeks))


def demo_d0(today: date) -> date:
    """The Monday of the referral for a demo case that is looked at `today`."""
    return ORIGIN + shift(today)


def round_moment(d0: date, step: RoundStep) -> datetime:
    """The aware moment of a step of the six-month round, for a referral on `d0`; never at a weekend."""
    on = six_month_due(d0) + timedelta(days=step.days_after_due)
    while not is_working_day(on):
        on += timedelta(days=1)
    return moment(d0, (on - d0).days, step.time)


def _weeks_before(today: date) -> Iterator[timedelta]:
    """The whole-week shifts that put `today` inside the window after the round, the latest first."""
    latest = (today - six_month_due(ORIGIN)).days // 7 + 1
    for weeks in range(latest, latest - MOST_WEEKS_AFTER_ROUND - 3, -1):
        shifted = timedelta(weeks=weeks)
        since_round = (today - six_month_due(ORIGIN + shifted)).days
        if 7 * FEWEST_WEEKS_AFTER_ROUND <= since_round <= 7 * MOST_WEEKS_AFTER_ROUND:
            yield shifted


def _meetings_are_on_working_days(d0: date) -> bool:
    return all(is_working_day(on_day(d0, step.day)) for step in STEPS if step.is_meeting)


def acts_on_days_off(d0: date) -> int:
    """How many steps of an office fall on a weekend or bank holiday when the referral is on `d0`."""
    return sum(step.needs_working_day and not is_working_day(on_day(d0, step.day)) for step in STEPS)


def is_working_day(value: date) -> bool:
    """Whether that day is neither at a weekend nor a bank holiday of England and Wales."""
    return value.weekday() < 5 and value not in _bank_holidays(value.year)


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("GB", subdiv="ENG", years=year))
