"""Dates in the date column: one complete day, month and year, day first (seed 004, chronology pro forma)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology.reading.dates import DateFault, read_date
from tests.chronology_files import PERIOD
from tests.counts import n

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def written(day: date) -> dict[str, str]:
    """Every accepted way to write a day with a year of four digits."""
    name = MONTHS[day.month - 1]
    ending = "th" if 4 <= day.day <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return {
        "slashes": f"{day.day:02d}/{day.month:02d}/{day.year}",
        "short slashes": f"{day.day}/{day.month}/{day.year}",
        "spaced slashes": f"{day.day} / {day.month} / {day.year}",
        "dots": f"{day.day}.{day.month}.{day.year}",
        "full stop": f"{day.day}/{day.month}/{day.year}.",
        "dashes": f"{day.day:02d}-{day.month:02d}-{day.year}",
        "long dashes": f"{day.day} – {day.month} – {day.year}",
        "blanks": f"{day.day} {day.month} {day.year}",
        "name": f"{day.day} {name} {day.year}",
        "short name": f"{day.day} {name[:3]} {day.year}",
        "joined": f"{day.day}-{name[:3]}-{day.year}",
        "ordinal": f"{day.day}{ending} {name.upper()} {day.year}",
        "of": f"{day.day}{ending} of {name}, {day.year}",
        "weekday": f"{day:%A} {day.day} {name} {day.year}",
        "short weekday": f"{day:%a}. {day.day}/{day.month}/{day.year}",
        "weekday after": f"{day.day} {name} {day.year} ({day:%A})",
        "name first": f"{name} {day.day}, {day.year}",
        "iso": day.isoformat(),
        "no-break": f"{day.day}\u00a0{name}\u00a0{day.year}",
        "full width": f"{day.day}/{day.month}/{day.year}".translate({ord("/"): "\uff0f"}),
    }


@pytest.mark.requirement("R149")
@settings(max_examples=n(200, 5_000), deadline=None)
@given(DAYS)
def test_a_day_reads_back_from_every_accepted_way_to_write_it(day: date) -> None:
    for way, text in written(day).items():
        reading = read_date(text, None)
        assert (reading.day, reading.fault, reading.is_estimated) == (day, None, False), (way, text)
        assert not reading.weekday_differs, (way, text)


@pytest.mark.requirement("R149")
@settings(max_examples=n(500, 20_000), deadline=None)
@given(
    st.integers(0, 99),
    st.integers(0, 99),
    st.integers(1900, 2099),
    st.sampled_from(["/", ".", "-", " ", " / "]),
    st.booleans(),
)
def test_no_numeric_date_is_ever_read_month_first(
    first: int, second: int, year: int, gap: str, is_padded: bool
) -> None:
    width = 2 if is_padded else 1
    text = f"{first:0{width}d}{gap}{second:0{width}d}{gap}{year}"
    reading = read_date(text, PERIOD)
    try:
        expected = date(year, second, first)
    except ValueError:
        assert (reading.day, reading.fault) == (None, DateFault.IMPOSSIBLE)
    else:
        assert reading.day == expected


@pytest.mark.requirement("R149")
@settings(max_examples=n(300, 5_000), deadline=None)
@given(st.text(alphabet="0123456789/.- :apmMarchy3th?–,", max_size=24))
def test_whatever_is_typed_gives_either_a_day_or_a_fault(text: str) -> None:
    reading = read_date(text, PERIOD)
    assert (reading.day is None) != (reading.fault is None)


@pytest.mark.requirement("R149")
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", DateFault.MISSING),
        ("  ", DateFault.MISSING),
        ("-", DateFault.MISSING),
        ("n/a", DateFault.MISSING),
        ("31 February 2006", DateFault.IMPOSSIBLE),
        ("30/02/2006", DateFault.IMPOSSIBLE),
        ("29/02/2006", DateFault.IMPOSSIBLE),
        ("31.6.06", DateFault.IMPOSSIBLE),
        ("12/13/2006", DateFault.IMPOSSIBLE),
        ("00/01/2006", DateFault.IMPOSSIBLE),
        ("5/3/0207", DateFault.IMPOSSIBLE),
        ("2006-02-30", DateFault.IMPOSSIBLE),
        ("hello", DateFault.UNCLEAR),
        ("38781", DateFault.UNCLEAR),
        ("22.05/16", DateFault.UNCLEAR),
        ("5/3/200", DateFault.UNCLEAR),
    ],
)
def test_what_is_no_complete_date_is_refused(text: str, fault: DateFault) -> None:
    assert read_date(text, PERIOD).fault == fault


@pytest.mark.requirement("R150")
@pytest.mark.parametrize(
    "text",
    [
        "3-5 May",
        "3–5 May 2006",
        "3 - 5 May 2006",
        "3rd to 5th May 2006",
        "3rd and 4th May 2006",
        "3 & 4 May 2006",
        "5/6 May 2006",
        "from 5 May 2006",
        "5 May 2006 onwards",
        "between 5 May 2006 and 9 May 2006",
        "3/5/06 - 7/5/06",
        "03/05/2006–07/05/2006",
        "03-05/05/2006",
        "3/5/2006, 4/5/2006",
        "May - June 2006",
        "May 12-14 2006",
        "28 May - 2 June 2006",
        "w/c 3 May 2006",
        "week commencing 3 May 2006",
        "week ending 7/5/2006",
        "2005-2006",
        "until 5 May 2006",
    ],
)
def test_a_period_is_no_date(text: str) -> None:
    assert read_date(text, PERIOD).fault == DateFault.RANGE


@pytest.mark.requirement("R151")
@pytest.mark.parametrize(
    "text",
    [
        "May 2006",
        "05/2006",
        "2006",
        "5 May",
        "5/3",
        "May",
        "early May 2006",
        "mid 2006",
        "Summer 2006",
        "Christmas 2006",
        "??/05/2006",
        "xx.05.2006",
        "about May 2006",
        "Monday",
        "unknown",
        "date not known",
        "2006-05",
        "?",
    ],
)
def test_part_of_a_date_is_no_date(text: str) -> None:
    assert read_date(text, PERIOD).fault == DateFault.PARTIAL


@pytest.mark.requirement("R152")
@pytest.mark.parametrize(
    "text",
    [
        "05/03/2006 14:30",
        "5.3.06 2pm",
        "5 March 2006 at 10.15",
        "5 March 2006 1430",
        "5 March 2006, 1430 hrs",
        "5 March 2006 9 a.m.",
        "5 March 2006 am",
        "2006-03-05T14:30",
        "2006-03-05 00:00:00",
        "14:30",
        "5 March 2006 (evening)",
        "midnight 5 March 2006",
        "5 March 2006 3 o'clock",
    ],
)
def test_a_time_of_day_does_not_belong_in_the_date_column(text: str) -> None:
    assert read_date(text, PERIOD).fault == DateFault.TIME


@pytest.mark.requirement("R153")
@pytest.mark.parametrize(
    "text", ["ditto", "Ditto.", '"', "''", "〃", "″", "do.", "- do -", "as above", "same", '- " -']
)
def test_a_ditto_mark_is_no_date(text: str) -> None:
    assert read_date(text, PERIOD).fault == DateFault.DITTO


@pytest.mark.requirement("R151")
@pytest.mark.parametrize(
    "text",
    [
        "approx 5/3/2006",
        "c. 5 March 2006",
        "?5 March 2006",
        "5/3/2006 (estimated)",
        "5 March 2006 approx",
        "5/3/2006?",
    ],
)
def test_a_complete_date_may_be_marked_as_an_estimate(text: str) -> None:
    reading = read_date(text, PERIOD)
    assert (reading.day, reading.is_estimated) == (date(2006, 3, 5), True)


@pytest.mark.parametrize(
    ("text", "period", "day"),
    [
        ("5.3.07", PERIOD, date(2007, 3, 5)),
        ("5 Mar '06", PERIOD, date(2006, 3, 5)),
        ("5/3/99", PERIOD, date(1999, 3, 5)),
        ("5/3/99", (date(1988, 1, 1), date(2001, 1, 1)), date(1999, 3, 5)),
        ("5/3/60", (date(1955, 1, 1), date(1962, 1, 1)), date(1960, 3, 5)),
        ("5/3/21", (date(2019, 1, 1), date(2022, 1, 1)), date(2021, 3, 5)),
    ],
)
def test_a_year_of_two_digits_takes_the_century_of_the_period(
    text: str, period: tuple[date, date], day: date
) -> None:
    assert read_date(text, period).day == day


def test_a_year_of_two_digits_without_a_period_is_refused() -> None:
    assert read_date("5/3/07", None).fault == DateFault.CENTURY


@pytest.mark.parametrize("text", ["Tuesday 5 March 2006", "5/3/2006 Mon"])
def test_a_weekday_of_another_date_is_noticed(text: str) -> None:
    reading = read_date(text, PERIOD)
    assert (reading.day, reading.weekday_differs) == (date(2006, 3, 5), True)
