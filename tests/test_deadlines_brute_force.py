"""Every rule of every procedure, counted a second time by a calculator that shares nothing with ours.

It knows no time zone package and no holiday package: bank holidays are typed from the printed calendar, the
changes of the clock from the almanac, and days are counted one by one.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scr.cases.calendars import printed_calendar
from scr.cases.deadlines import due, nth_due, occurrence_after
from scr.procedures import INSTALLED, OVERLAYS
from scr.procedures.timing import Duration, Unit
from tests.counts import n

ENG = printed_calendar("ENG", 2028)
CASES = n(300, 10_000)


def days(year, *on):
    return {date(year, month, day) for month, day in on}


# England and Wales, with the one-off days of 2011, 2012, 2020, 2022 and 2023.
PRINTED = (
    days(2006, (1, 2), (4, 14), (4, 17), (5, 1), (5, 29), (8, 28), (12, 25), (12, 26))
    | days(2007, (1, 1), (4, 6), (4, 9), (5, 7), (5, 28), (8, 27), (12, 25), (12, 26))
    | days(2008, (1, 1), (3, 21), (3, 24), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26))
    | days(2009, (1, 1), (4, 10), (4, 13), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28))
    | days(2010, (1, 1), (4, 2), (4, 5), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28))
    | days(2011, (1, 3), (4, 22), (4, 25), (4, 29), (5, 2), (5, 30), (8, 29), (12, 26), (12, 27))
    | days(2012, (1, 2), (4, 6), (4, 9), (5, 7), (6, 4), (6, 5), (8, 27), (12, 25), (12, 26))
    | days(2019, (1, 1), (4, 19), (4, 22), (5, 6), (5, 27), (8, 26), (12, 25), (12, 26))
    | days(2020, (1, 1), (4, 10), (4, 13), (5, 8), (5, 25), (8, 31), (12, 25), (12, 28))
    | days(2021, (1, 1), (4, 2), (4, 5), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28))
    | days(2022, (1, 3), (4, 15), (4, 18), (5, 2), (6, 2), (6, 3), (8, 29), (9, 19), (12, 26), (12, 27))
    | days(2023, (1, 2), (4, 7), (4, 10), (5, 1), (5, 8), (5, 29), (8, 28), (12, 25), (12, 26))
)
# The Sundays on which the clocks change, at 01:00 UTC.
SUMMER = {
    2006: ((3, 26), (10, 29)),
    2007: ((3, 25), (10, 28)),
    2008: ((3, 30), (10, 26)),
    2009: ((3, 29), (10, 25)),
    2010: ((3, 28), (10, 31)),
    2011: ((3, 27), (10, 30)),
    2012: ((3, 25), (10, 28)),
    2019: ((3, 31), (10, 27)),
    2020: ((3, 29), (10, 25)),
    2021: ((3, 28), (10, 31)),
    2022: ((3, 27), (10, 30)),
    2023: ((3, 26), (10, 29)),
}


def is_summer(moment):
    start, end = (datetime(moment.year, *on, 1, tzinfo=UTC) for on in SUMMER[moment.year])
    return start <= moment < end


def london_day(moment):
    return (moment + timedelta(hours=is_summer(moment))).date()


def last_second_of(day):
    """The latest second that still belongs to a day in London, tried one candidate after the other."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
    candidates = (midnight - timedelta(seconds=1), midnight - timedelta(hours=1, seconds=1))
    return next(one for one in candidates if london_day(one) == day)


def is_working(day):
    return day.isoweekday() < 6 and day not in PRINTED


def counted_day(start, duration, step):
    """Day by day: the day on which the count ends."""
    if duration.unit is Unit.WORKING_DAYS:
        left, day = duration.amount, start
        while left:
            day += timedelta(days=step)
            left -= is_working(day)
        return day
    if duration.unit in (Unit.MONTHS, Unit.YEARS):
        months = duration.amount * (12 if duration.unit is Unit.YEARS else 1) * step
        return corresponding(start, months)
    days_each = 7 if duration.unit is Unit.WEEKS else 1
    return date.fromordinal(start.toordinal() + duration.amount * days_each * step)


def corresponding(start, months):
    """Walk month by month, then back from the day's number until the month has it."""
    year, month = start.year, start.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        year, month = year + (month == 13) - (month == 0), {13: 1, 0: 12}.get(month, month)
    for number in range(start.day, 27, -1):
        try:
            return date(year, month, number)
        except ValueError:
            pass
    return date(year, month, min(start.day, 28))


def brute_force(duration, moment, *, is_before=False, rolls=False):
    step = -1 if is_before else 1
    if duration.unit is Unit.HOURS:
        seconds = (moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() + 3600 * duration.amount * step
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    day = counted_day(london_day(moment), duration, step)
    while rolls and not is_working(day):
        day += timedelta(days=1)
    return last_second_of(day)


RULES = [(one.key, rule) for one in (*INSTALLED, *OVERLAYS.values()) for rule in one.rules if rule.duration]
# Leap days, month ends, both changes of the clocks, Christmas, New Year, Easter and the one-off holidays.
AWKWARD = [
    datetime(year, month, day, hour, minute, tzinfo=UTC)
    for year, month, day in (
        (2008, 2, 29), (2008, 1, 31), (2007, 10, 31), (2020, 2, 29), (2008, 8, 31), (2007, 12, 24),
        (2007, 12, 31), (2008, 3, 20), (2008, 3, 29), (2008, 3, 30), (2007, 10, 27), (2007, 10, 28),
        (2011, 4, 28), (2022, 6, 1), (2022, 9, 16), (2020, 5, 7), (2020, 12, 24), (2021, 12, 24),
    )
    for hour, minute in ((0, 0), (0, 30), (9, 40), (23, 0), (23, 59))
]  # fmt: skip
moments = st.sampled_from(AWKWARD) | st.datetimes(
    datetime(2008, 1, 2), datetime(2011, 6, 30), timezones=st.just(UTC)
).map(lambda moment: moment.replace(microsecond=0))


@pytest.mark.requirement("R045", "R046", "R053", "R118", "R119")
@pytest.mark.parametrize(("book", "rule"), RULES, ids=lambda one: getattr(one, "key", one))
def test_every_rule_is_counted_alike_on_the_awkward_days(book, rule):
    for moment in AWKWARD:
        found = due(rule.duration, moment, ENG, is_before=bool(rule.before), rolls=rule.rolls)
        expected = brute_force(rule.duration, moment, is_before=bool(rule.before), rolls=rule.rolls)
        assert found == expected, moment


@settings(max_examples=CASES, deadline=None)
@given(
    moments,
    st.builds(Duration, st.integers(1, 12), st.sampled_from([Unit.MONTHS, Unit.WORKING_DAYS, Unit.WEEKS]))
    | st.builds(Duration, st.integers(1, 200), st.sampled_from([Unit.HOURS, Unit.CALENDAR_DAYS]))
    | st.builds(Duration, st.just(1), st.just(Unit.YEARS)),
    st.booleans(),
    st.booleans(),
)
def test_any_length_is_counted_alike_forwards_and_backwards(moment, duration, is_before, rolls):
    found = due(duration, moment, ENG, is_before=is_before, rolls=rolls)
    assert found == brute_force(duration, moment, is_before=is_before, rolls=rolls)


@settings(max_examples=n(100, 2_000), deadline=None)
@given(moments, st.integers(1, 8), st.integers(0, 400))
def test_what_recurs_never_drifts_and_is_next_due_after_it_was_met(moment, number, days_after):
    every = Duration(1, Unit.MONTHS)
    assert nth_due(every, moment, number, ENG) == brute_force(Duration(number, Unit.MONTHS), moment)
    met_at = moment + timedelta(days=days_after)
    following = occurrence_after(every, moment, number, met_at, ENG)
    assert following > number
    assert brute_force(Duration(following, Unit.MONTHS), moment) > met_at
    if following > number + 1:
        assert brute_force(Duration(following - 1, Unit.MONTHS), moment) <= met_at


def test_the_second_calculator_would_notice_a_wrong_count():
    """The negative control: a day too many, a holiday forgotten or rolling on is seen."""
    before_easter = datetime(2008, 3, 20, 9, tzinfo=UTC)
    two = Duration(2, Unit.WORKING_DAYS)
    without_holidays = type(ENG)("ENG", {}, 1990, 2028)
    assert due(two, before_easter, without_holidays) != brute_force(two, before_easter)
    assert due(Duration(29, Unit.CALENDAR_DAYS), before_easter, ENG) != brute_force(
        Duration(28, Unit.CALENDAR_DAYS), before_easter
    )
    assert due(two, before_easter, ENG) == brute_force(two, before_easter)
