"""How deadlines are counted: pure functions, held against a calculator of the test's own."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scr.cases.calendars import printed_calendar
from scr.cases.deadlines import add_months, add_working_days, due, end_of, explain
from scr.procedures.scr_beds_2007 import SCR_BEDS_2007
from scr.procedures.timing import Duration, Unit

ENG = printed_calendar("ENG", 2028)
SCT = printed_calendar("SCT", 2028)
LONDON = ZoneInfo("Europe/London")

# Bank holidays of England and Wales, typed from the printed calendar.
PRINTED = {
    *(date(2007, *on) for on in ((1, 1), (4, 6), (4, 9), (5, 7), (5, 28), (8, 27), (12, 25), (12, 26))),
    *(date(2008, *on) for on in ((1, 1), (3, 21), (3, 24), (5, 5), (5, 26), (8, 25), (12, 25), (12, 26))),
}
moments = st.datetimes(
    min_value=datetime(2007, 1, 1), max_value=datetime(2008, 10, 31), timezones=st.just(UTC)
)


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)


def of(amount: int, unit: Unit) -> Duration:
    return Duration(amount, unit)


@pytest.mark.requirement("R045")
def test_28_days_end_with_the_last_moment_of_day_28():
    received = london(2007, 3, 5, 9, 40)
    assert due(of(28, Unit.CALENDAR_DAYS), received, ENG) == london(2007, 4, 2, 23, 59, 59)


def test_the_hour_of_the_trigger_does_not_matter_for_days():
    early, late = london(2007, 3, 5, 0, 0), london(2007, 3, 5, 23, 59, 59)
    assert due(of(28, Unit.CALENDAR_DAYS), early, ENG) == due(of(28, Unit.CALENDAR_DAYS), late, ENG)


def test_a_late_evening_in_summer_belongs_to_its_day_in_london():
    # 23:30 on 30 June in London is 22:30 UTC; half past midnight on 1 July is still 30 June in UTC.
    assert due(of(1, Unit.CALENDAR_DAYS), datetime(2007, 6, 30, 23, 30, tzinfo=UTC), ENG) == london(
        2007, 7, 2, 23, 59, 59
    )


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2007, 1, 31), 1, date(2007, 2, 28)),
        (date(2008, 1, 31), 1, date(2008, 2, 29)),
        (date(2007, 10, 31), 4, date(2008, 2, 29)),
        (date(2007, 8, 31), 6, date(2008, 2, 29)),
        (date(2007, 3, 31), 9, date(2007, 12, 31)),
        (date(2007, 12, 5), 1, date(2008, 1, 5)),
    ],
)
def test_months_keep_their_day_or_take_the_last_one(start, months, end):
    assert add_months(start, months) == end


@pytest.mark.requirement("R046")
def test_one_month_is_never_before_28_days():
    for day in range(365 * 2):
        received = london(2007, 1, 1, 12) + timedelta(days=day)
        assert due(of(28, Unit.CALENDAR_DAYS), received, ENG) <= due(of(1, Unit.MONTHS), received, ENG)


@pytest.mark.requirement("R053")
@pytest.mark.parametrize(
    ("decided", "ends"),
    [
        (london(2007, 3, 24, 16, 30), london(2007, 3, 25, 17, 30)),  # the clocks go forward in the night
        (london(2007, 10, 27, 16, 30), london(2007, 10, 28, 15, 30)),  # and back
        (london(2007, 12, 24, 16, 30), london(2007, 12, 25, 16, 30)),  # bank holidays do not stop hours
    ],
)
def test_24_hours_are_elapsed_hours(decided, ends):
    found = due(of(24, Unit.HOURS), decided, ENG)
    assert found == ends
    assert found - decided.astimezone(UTC) == timedelta(hours=24)


@pytest.mark.requirement("R042")
@pytest.mark.parametrize(
    ("received", "last"),
    [
        (london(2007, 3, 5, 9, 40), date(2007, 3, 7)),  # Monday
        (london(2007, 3, 9, 9, 40), date(2007, 3, 13)),  # Friday
        (london(2007, 4, 5, 9, 40), date(2007, 4, 11)),  # the Thursday before Easter
        (london(2007, 12, 24, 9, 40), date(2007, 12, 28)),  # over Christmas
        (london(2007, 12, 31, 9, 40), date(2008, 1, 3)),  # over New Year
        (london(2007, 3, 10, 9, 40), date(2007, 3, 13)),  # received on a Saturday
    ],
)
def test_two_working_days_leave_out_weekends_and_bank_holidays(received, last):
    assert due(of(2, Unit.WORKING_DAYS), received, ENG) == end_of(last)


def test_bank_holidays_are_those_of_the_jurisdiction():
    easter_monday, st_andrew = date(2007, 4, 9), date(2007, 11, 30)
    assert not ENG.is_working_day(easter_monday)
    assert SCT.is_working_day(easter_monday)
    assert ENG.is_working_day(st_andrew)
    assert not SCT.is_working_day(st_andrew)


def printed_working_days_after(start: date, count: int) -> date:
    """The calculator of the test: lists days from a printed calendar instead of stepping."""
    days = [start + timedelta(days=number) for number in range(1, 60)]
    return [day for day in days if day.isoweekday() <= 5 and day not in PRINTED][count - 1]


@given(moments, st.integers(1, 20))
def test_working_days_equal_the_printed_calendar(trigger, count):
    start = trigger.astimezone(LONDON).date()
    assert add_working_days(start, count, ENG) == printed_working_days_after(start, count)


def corresponding_date(start: date, months: int) -> date:
    """The calculator of the test: walks back from the day's number until the month has it."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for day in range(start.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, min(start.day, 28))


@given(moments, st.integers(1, 24))
def test_months_equal_the_corresponding_date(trigger, months):
    start = trigger.astimezone(LONDON).date()
    expected = datetime.combine(corresponding_date(start, months), datetime.max.time(), LONDON)
    found = due(of(months, Unit.MONTHS), trigger, ENG)
    assert found == expected.replace(microsecond=0)


@given(moments, st.sampled_from(list(Unit)), st.integers(1, 40))
def test_a_deadline_is_always_after_its_trigger(trigger, unit, amount):
    assert due(of(amount, unit), trigger, ENG) > trigger


@given(moments, st.sampled_from(list(Unit)), st.integers(1, 40))
def test_what_is_explained_is_what_is_counted(trigger, unit, amount):
    count = explain(of(amount, unit), trigger, ENG)
    assert count.due_at == due(of(amount, unit), trigger, ENG)
    assert count.last_day == count.due_at.astimezone(LONDON).date()
    assert count.day_zero == trigger.astimezone(LONDON).date()
    if unit is Unit.WORKING_DAYS:
        left_out = count.weekend_days + len(count.bank_holidays)
        assert (count.last_day - count.day_zero).days == amount + left_out


def test_the_bank_holidays_that_were_left_out_are_named():
    count = explain(of(2, Unit.WORKING_DAYS), london(2007, 4, 5, 9, 40), ENG)
    assert [(off.day, off.name) for off in count.bank_holidays] == [
        (date(2007, 4, 6), "Good Friday"),
        (date(2007, 4, 9), "Easter Monday"),
    ]
    assert count.weekend_days == 2


def test_a_month_without_the_day_is_said_to_be_short():
    assert explain(of(1, Unit.MONTHS), london(2007, 1, 31, 12), ENG).is_shortened
    assert not explain(of(1, Unit.MONTHS), london(2007, 1, 28, 12), ENG).is_shortened


def test_a_change_of_the_clocks_on_the_way_is_said():
    spring = explain(of(24, Unit.HOURS), london(2007, 3, 24, 16, 30), ENG)
    assert spring.clock_shift == timedelta(hours=1)
    assert explain(of(24, Unit.HOURS), london(2007, 3, 26, 16, 30), ENG).clock_shift == timedelta()


@pytest.mark.parametrize(
    ("rule", "duration", "trigger", "met_by"),
    [
        ("CONSULT", of(2, Unit.WORKING_DAYS), "referral_received", "panel_consulted"),
        ("DECIDE", of(28, Unit.CALENDAR_DAYS), "referral_received", "decided"),
        ("PANELMTG", of(1, Unit.MONTHS), "referral_received", "criteria_meeting_held"),
        ("NOTIFY_CO", of(24, Unit.HOURS), "review_instigated", "letter_h_issued"),
        ("COMPLETE", of(4, Unit.MONTHS), "review_instigated", "endorsed"),
        ("AP_6M", of(6, Unit.MONTHS), "plan_received", "updates_received"),
        ("AP_9M", of(9, Unit.MONTHS), "plan_received", "progress_reported"),
    ],
)
def test_the_procedure_counts_as_its_source_says(rule, duration, trigger, met_by):
    found = SCR_BEDS_2007.rule(rule)
    assert (found.duration, found.trigger) == (duration, trigger)
    assert met_by in found.met_by
