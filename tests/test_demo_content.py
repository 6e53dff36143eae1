"""The content of the demo case: fictional, varied, deterministic, and put where the clock says."""

import re
from datetime import date, timedelta

import pytest

from scr.pages.demo import agencies, people, timetable
from scr.pages.demo.dates import ORIGIN, add_months, fill, on_day

TODAYS = [date(2026, 1, 1) + timedelta(days=number) for number in range(420)]


def test_text_holds_offsets_that_become_dates() -> None:
    text = "Seen on {day:-412}; again in {month:30} ({year:30})."
    assert fill(text, ORIGIN) == "Seen on 17 January 2006; again in April 2007 (2007)."


def test_month_without_the_day_gives_its_last_day() -> None:
    assert add_months(date(2007, 10, 31), 6) == date(2008, 4, 30)
    assert add_months(date(2007, 10, 31), 9) == date(2008, 7, 31)


def test_unshifted_case_has_the_dates_of_the_outline() -> None:
    assert timetable.four_month_date(ORIGIN) == date(2007, 7, 26)
    assert timetable.six_month_due(ORIGIN) == date(2008, 4, 30)
    assert timetable.nine_month_due(ORIGIN) == date(2008, 7, 31)
    assert on_day(ORIGIN, timetable.PERIOD_FROM_DAY) == date(2005, 1, 1)
    assert on_day(ORIGIN, timetable.PERIOD_TO_DAY) == date(2007, 3, 3)


def test_today_falls_shortly_after_the_six_month_round() -> None:
    waits = [(today - timetable.six_month_due(timetable.demo_d0(today))).days for today in TODAYS]
    assert min(waits) >= 7
    assert max(waits) <= 56


def test_shift_is_whole_weeks_and_spares_weekends_and_bank_holidays() -> None:
    for today in TODAYS:
        shift = timetable.shift(today)
        assert shift.days % 7 == 0
        meetings = [on_day(ORIGIN + shift, step.day) for step in timetable.STEPS if step.is_meeting]
        assert all(map(timetable.is_working_day, meetings)), today


def test_bank_holidays_are_known() -> None:
    assert not timetable.is_working_day(date(2026, 5, 4))
    assert not timetable.is_working_day(date(2026, 5, 9))
    assert timetable.is_working_day(date(2026, 5, 5))


def test_steps_run_in_order_and_every_agency_submits() -> None:
    assert [(step.day, step.time) for step in timetable.STEPS] == sorted(
        (step.day, step.time) for step in timetable.STEPS
    )
    submitted = {step.agency for step in timetable.STEPS if step.what == "submission"}
    assert submitted == {each.key for each in agencies.CONTRIBUTORS}
    in_time = {
        step.agency
        for step in timetable.STEPS
        if step.what == "submission" and step.day <= timetable.REVIEWS_DUE_DAY
    }
    returned = {step.agency for step in timetable.STEPS if step.what == "return"}
    assert len(in_time - returned) == 6


def test_people_are_fictional_and_complete() -> None:
    assert len({each.email for each in people.PEOPLE}) == len(people.PEOPLE)
    assert len({each.name for each in people.PEOPLE}) == len(people.PEOPLE)
    assert all(re.fullmatch(r"[a-z.]+@(westmarch|harrowdale)\.example", each.email) for each in people.PEOPLE)
    for contributor in agencies.CONTRIBUTORS:
        assert people.author_of(contributor.key) != people.chief_officer_of(contributor.key)
    assert 7 <= sum(each.is_featured for each in people.PEOPLE) <= 9


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(KeyError):
        agencies.agency("nowhere")
    with pytest.raises(KeyError):
        people.person("nobody@westmarch.example")
