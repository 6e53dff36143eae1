"""Dates in the date column (seed 004, chronology pro forma): what people type is kept, what it means is said
with its precision, and nothing is swapped round, moved or guessed."""

from __future__ import annotations

import time
from calendar import monthrange
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology.reading.dates import DateFault, DateReading, Precision, read_date
from chronology.reading.dates_in_words import in_words
from tests.chronology_files import PERIOD
from tests.counts import n

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
DAY, MONTH, YEAR = Precision.DAY, Precision.MONTH, Precision.YEAR
BETWEEN, BEFORE, AFTER = Precision.BETWEEN, Precision.BEFORE, Precision.AFTER
ABOUT, UNCERTAIN = Precision.ABOUT, Precision.UNCERTAIN


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
        "the": f"the {day.day}{ending} of {name} {day.year}",
        "on": f"on {day.day} {name} {day.year}",
        "weekday": f"{day:%A} {day.day} {name} {day.year}",
        "short weekday": f"{day:%a}. {day.day}/{day.month}/{day.year}",
        "weekday after": f"{day.day} {name} {day.year} ({day:%A})",
        "name first": f"{name} {day.day}, {day.year}",
        "year first": f"{day.year} {name} {day.day}",
        "iso": day.isoformat(),
        "iso slashes": f"{day.year}/{day.month:02d}/{day.day:02d}",
        "no-break": f"{day.day}\u00a0{name}\u00a0{day.year}",
        "full width": f"{day.day}/{day.month}/{day.year}".translate({ord("/"): "\uff0f"}),
    }


@pytest.mark.requirement("R149")
@settings(max_examples=n(100, 5_000), deadline=None)
@given(DAYS)
def test_a_day_reads_back_from_every_accepted_way_to_write_it(day: date) -> None:
    for way, text in written(day).items():
        reading = read_date(text, None)
        assert (reading.precision, reading.day, reading.fault) == (DAY, day, None), (way, text)
        assert not (reading.is_estimated or reading.weekday_differs or reading.was_recovered), (way, text)


def partly(day: date, later: date) -> dict[str, tuple[str, Precision, date | None, date | None]]:
    """Every way to write a date in part, open or as a period, with what it means."""
    name, year = MONTHS[day.month - 1], day.year
    first, last = date(year, day.month, 1), date(year, day.month, monthrange(year, day.month)[1])
    one, whole = timedelta(days=1), (date(year, 1, 1), date(year, 12, 31))
    text, after = f"{day.day} {name} {year}", f"{later.day}/{later.month}/{later.year}"
    return {
        "month": (f"{name} {year}", MONTH, first, last),
        "short month": (f"{name[:3]} {year}", MONTH, first, last),
        "month in figures": (f"{day.month:02d}/{year}", MONTH, first, last),
        "iso month": (f"{year}-{day.month:02d}", MONTH, first, last),
        "open day": (f"??/{day.month:02d}/{year}", MONTH, first, last),
        "crossed out day": (f"xx.{day.month:02d}.{year}", MONTH, first, last),
        "edtf month": (f"{year}-{day.month:02d}-XX", MONTH, first, last),
        "year": (f"{year}", YEAR, *whole),
        "open month": (f"??/??/{year}", YEAR, *whole),
        "edtf year": (f"{year}-XX", YEAR, *whole),
        "before": (f"before {text}", BEFORE, None, day - one),
        "by": (f"by {text}", BEFORE, None, day),
        "after": (f"after {text}", AFTER, day + one, None),
        "since": (f"since {text}", AFTER, day, None),
        "onwards": (f"{text} onwards", AFTER, day, None),
        "between": (f"between {text} and {after}", BETWEEN, day, later),
        "from to": (f"from {text} to {after}", BETWEEN, day, later),
        "dash": (f"{text} - {after}", BETWEEN, day, later),
        "edtf": (f"{day.isoformat()}/{later.isoformat()}", BETWEEN, day, later),
        "about": (f"about {text}", ABOUT, day, day),
        "circa month": (f"c. {name} {year}", ABOUT, first, last),
        "perhaps": (f"?{text}", UNCERTAIN, day, day),
        "perhaps after": (f"{text}?", UNCERTAIN, day, day),
    }


@settings(max_examples=n(60, 3_000), deadline=None)
@given(st.dates(date(1901, 1, 1), date(2090, 1, 1)), st.integers(1, 2_000))
def test_whatever_is_known_reads_back_with_its_precision(day: date, apart: int) -> None:
    for way, (text, *meaning) in partly(day, day + timedelta(days=apart)).items():
        reading = read_date(text, None)
        assert [reading.precision, reading.first, reading.last] == meaning, (way, text)


@pytest.mark.requirement("R149")
@settings(max_examples=n(300, 20_000), deadline=None)
@given(
    st.integers(0, 99),
    st.integers(0, 99),
    st.integers(1900, 2099),
    st.sampled_from(["/", ".", "-", " ", " / ", "./", ",", "//"]),
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


@pytest.mark.full
def test_every_day_of_two_centuries_is_read_day_first() -> None:
    for year, month, day in product(range(1900, 2100), range(1, 13), range(1, 32)):
        reading = read_date.__wrapped__(f"{day}/{month}/{year}", None)
        is_day = day <= monthrange(year, month)[1]
        assert reading.day == (date(year, month, day) if is_day else None)


@pytest.mark.requirement("R149")
@settings(max_examples=n(300, 10_000), deadline=None)
@given(st.text(alphabet="0123456789/.- :apmMarchy3th?–,x~'<>tobefrw", max_size=40))
def test_whatever_is_typed_gives_either_days_or_a_fault(text: str) -> None:
    reading = read_date(text, PERIOD)
    assert (reading.precision is None) == (reading.fault is not None)
    if reading.first and reading.last:
        assert reading.first <= reading.last
    if reading.precision:
        assert reading.proposal is not None
        assert in_words(reading.precision, reading.first, reading.last)


@pytest.mark.parametrize(
    "text",
    ["1/" * 55, "?" * 119, "march " * 19, "5 march " + "-" * 110, "between " * 14, " 1 and" * 19, "9" * 120],
)
def test_no_text_takes_long(text: str) -> None:
    began = time.process_time()
    read_date.__wrapped__(text, PERIOD)
    assert time.process_time() - began < 1


# What is typed, with precision, first and last day, or the fault. The forms are those that other projects
# document, each read in the British way: what they read month first is a day that does not exist, or another.
KNOWN: dict[str, tuple[tuple[str, object, object, object], ...]] = {
    "Chronolator": (
        ("?22 may 2016", UNCERTAIN, date(2016, 5, 22), date(2016, 5, 22)),
        ("? 22 may 2016", UNCERTAIN, date(2016, 5, 22), date(2016, 5, 22)),
        ("22 MAY 2016", DAY, date(2016, 5, 22), date(2016, 5, 22)),
        ("22.05/16", DAY, date(2016, 5, 22), date(2016, 5, 22)),
        ("22 May 2016?", UNCERTAIN, date(2016, 5, 22), date(2016, 5, 22)),
        ("probably 22 May 2016", UNCERTAIN, date(2016, 5, 22), date(2016, 5, 22)),
    ),
    "CaseMap": (
        ("8/99", MONTH, date(1999, 8, 1), date(1999, 8, 31)),
        ("99", DateFault.UNCLEAR, None, None),
        ("07/??/97", YEAR, date(1997, 1, 1), date(1997, 12, 31)),
        ("<06/05/97", BEFORE, None, date(1997, 5, 5)),
        (">06/05/97", AFTER, date(1997, 5, 7), None),
        ("??/??/97", YEAR, date(1997, 1, 1), date(1997, 12, 31)),
        ("06/15/97", DateFault.IMPOSSIBLE, None, None),
    ),
    "Opus 2": (
        ("On 22 May 2016", DAY, date(2016, 5, 22), date(2016, 5, 22)),
        ("Before 22 May 2016", BEFORE, None, date(2016, 5, 21)),
        ("After 22 May 2016", AFTER, date(2016, 5, 23), None),
        ("22 May 2016 to 24 May 2016", BETWEEN, date(2016, 5, 22), date(2016, 5, 24)),
    ),
    "EDTF level 0 and 1": (
        ("1985-04-12", DAY, date(1985, 4, 12), date(1985, 4, 12)),
        ("1985-04", MONTH, date(1985, 4, 1), date(1985, 4, 30)),
        ("1985", YEAR, date(1985, 1, 1), date(1985, 12, 31)),
        ("1985-04-12T23:20:30", DAY, date(1985, 4, 12), date(1985, 4, 12)),
        ("1964/2008", BETWEEN, date(1964, 1, 1), date(2008, 12, 31)),
        ("2004-06/2006-08", BETWEEN, date(2004, 6, 1), date(2006, 8, 31)),
        ("2004-02-01/2005-02-08", BETWEEN, date(2004, 2, 1), date(2005, 2, 8)),
        ("1984?", UNCERTAIN, date(1984, 1, 1), date(1984, 12, 31)),
        ("2004-06~", ABOUT, date(2004, 6, 1), date(2004, 6, 30)),
        ("2004-06-11%", ABOUT, date(2004, 6, 11), date(2004, 6, 11)),
        ("201X", BETWEEN, date(2010, 1, 1), date(2019, 12, 31)),
        ("2004-XX", YEAR, date(2004, 1, 1), date(2004, 12, 31)),
        ("1985-04-XX", MONTH, date(1985, 4, 1), date(1985, 4, 30)),
        ("1985-XX-XX", YEAR, date(1985, 1, 1), date(1985, 12, 31)),
        ("1985-04-12/..", AFTER, date(1985, 4, 12), None),
        ("../1985-04-12", BEFORE, None, date(1985, 4, 12)),
        ("2001-21", BETWEEN, date(2001, 3, 1), date(2001, 5, 31)),
        ("2001-24", BETWEEN, date(2001, 1, 1), date(2002, 2, 28)),
    ),
    "dateutil": (
        ("2003-09-25", DAY, date(2003, 9, 25), date(2003, 9, 25)),
        ("Thu Sep 25 2003", DAY, date(2003, 9, 25), date(2003, 9, 25)),
        ("25-Sep-2003", DAY, date(2003, 9, 25), date(2003, 9, 25)),
        ("Sep 2003", MONTH, date(2003, 9, 1), date(2003, 9, 30)),
        ("2003.09.25", DAY, date(2003, 9, 25), date(2003, 9, 25)),
        ("20030925", DAY, date(2003, 9, 25), date(2003, 9, 25)),
        ("10.09.2003", DAY, date(2003, 9, 10), date(2003, 9, 10)),
        ("10-09-2003", DAY, date(2003, 9, 10), date(2003, 9, 10)),
        ("September 2003", MONTH, date(2003, 9, 1), date(2003, 9, 30)),
        ("3rd of May 2001", DAY, date(2001, 5, 3), date(2001, 5, 3)),
        ("July 4, 1976", DAY, date(1976, 7, 4), date(1976, 7, 4)),
        ("Wed, July 10, 1996", DAY, date(1996, 7, 10), date(1996, 7, 10)),
        ("2003-09-25 10:49", DAY, date(2003, 9, 25), date(2003, 9, 25)),
        ("09/25/2003", DateFault.IMPOSSIBLE, None, None),
    ),
    "dateparser": (
        ("12/12/12", DAY, date(2012, 12, 12), date(2012, 12, 12)),
        ("January 12, 2012 10:00 PM", DAY, date(2012, 1, 12), date(2012, 1, 12)),
        ("13/01/1999", DAY, date(1999, 1, 13), date(1999, 1, 13)),
        ("2015, Ago 15", DateFault.INCOMPLETE, None, None),
        ("August 14, 2015 EST", ABOUT, date(2015, 8, 14), date(2015, 8, 14)),
        ("yesterday", DateFault.UNCLEAR, None, None),
        ("1 min ago", DateFault.UNCLEAR, None, None),
    ),
    "GOV.UK style": (
        ("5 March 2007", DAY, date(2007, 3, 5), date(2007, 3, 5)),
        ("10 November to 21 December 2006", BETWEEN, date(2006, 11, 10), date(2006, 12, 21)),
        ("January to March 2006", BETWEEN, date(2006, 1, 1), date(2006, 3, 31)),
        ("2005 to 2006", BETWEEN, date(2005, 1, 1), date(2006, 12, 31)),
    ),
    "records of agencies": (
        ("w/c 6 March 2006", BETWEEN, date(2006, 3, 6), date(2006, 3, 12)),
        ("week ending 7/5/2006", BETWEEN, date(2006, 5, 1), date(2006, 5, 7)),
        ("3-5 May 2006", BETWEEN, date(2006, 5, 3), date(2006, 5, 5)),
        ("3rd & 4th May 2006", BETWEEN, date(2006, 5, 3), date(2006, 5, 4)),
        ("3/5/06 - 7/5/06", BETWEEN, date(2006, 5, 3), date(2006, 5, 7)),
        ("03-05/05/2006", BETWEEN, date(2006, 5, 3), date(2006, 5, 5)),
        ("May 12-14 2006", BETWEEN, date(2006, 5, 12), date(2006, 5, 14)),
        ("28 May - 2 June 2006", BETWEEN, date(2006, 5, 28), date(2006, 6, 2)),
        ("Nov/Dec 2006", BETWEEN, date(2006, 11, 1), date(2006, 12, 31)),
        ("early May 2006", BETWEEN, date(2006, 5, 1), date(2006, 5, 10)),
        ("mid 2006", BETWEEN, date(2006, 5, 1), date(2006, 8, 31)),
        ("end of February 2006", BETWEEN, date(2006, 2, 21), date(2006, 2, 28)),
        ("Summer 2006", BETWEEN, date(2006, 6, 1), date(2006, 8, 31)),
        ("winter 2006/07", BETWEEN, date(2006, 12, 1), date(2007, 2, 28)),
        ("Christmas 2006", BETWEEN, date(2006, 12, 24), date(2006, 12, 31)),
        ("1990s", BETWEEN, date(1990, 1, 1), date(1999, 12, 31)),
        ("2005/06", BETWEEN, date(2005, 1, 1), date(2006, 12, 31)),
        ("Mar 06", MONTH, date(2006, 3, 1), date(2006, 3, 31)),
        ("March '06", MONTH, date(2006, 3, 1), date(2006, 3, 31)),
        ("5 Mrach 2006", DAY, date(2006, 3, 5), date(2006, 3, 5)),
        ("05032006", DAY, date(2006, 3, 5), date(2006, 3, 5)),
        ("22,05,2006", DAY, date(2006, 5, 22), date(2006, 5, 22)),
        ("3-5 May", DateFault.INCOMPLETE, None, None),
        ("5 May", DateFault.INCOMPLETE, None, None),
        ("Monday", DateFault.INCOMPLETE, None, None),
        ("14:30", DateFault.INCOMPLETE, None, None),
        ("date not known", DateFault.UNKNOWN, None, None),
        ("n/k", DateFault.UNKNOWN, None, None),
        ("?", DateFault.UNKNOWN, None, None),
    ),
}


@pytest.mark.requirement("R150", "R151")
@pytest.mark.parametrize(
    ("text", "meaning", "first", "last"),
    [pytest.param(*row, id=f"{of}: {row[0]}") for of, rows in KNOWN.items() for row in rows],
)
def test_every_form_that_is_documented_means_what_it_says(
    text: str, meaning: object, first: object, last: object
) -> None:
    reading = read_date(text, PERIOD)
    if isinstance(meaning, DateFault):
        assert (reading.fault, reading.day) == (meaning, None)
    else:
        assert (reading.precision, reading.first, reading.last) == (meaning, first, last)


@pytest.mark.requirement("R149")
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        *((text, DateFault.MISSING) for text in ("", "  ", "-", "n/a")),
        *(
            (text, DateFault.IMPOSSIBLE)
            for text in (
                "31 February 2006",
                "30/02/2006",
                "29/02/2006",
                "31.6.06",
                "12/13/2006",
                "00/01/2006",
            )
        ),
        *((text, DateFault.IMPOSSIBLE) for text in ("5/3/0207", "2006-02-30", "9 May 2006 - 3 May 2006")),
        *((text, DateFault.UNCLEAR) for text in ("hello", "5/3/200", "see file", "99999")),
    ],
)
def test_what_is_no_date_is_a_fault(text: str, fault: DateFault) -> None:
    assert read_date(text, PERIOD) == DateReading(fault=fault)


@pytest.mark.requirement("R152")
@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("05/03/2006 14:30", "14:30"),
        ("5.3.06 2pm", "14:00"),
        ("5 March 2006 at 10.15", "10:15"),
        ("5 March 2006 1430", "14:30"),
        ("5 March 2006, 1430 hrs", "14:30"),
        ("5 March 2006 9 a.m.", "09:00"),
        ("12.05am 5/3/2006", "00:05"),
        ("2006-03-05T14:30", "14:30"),
        ("5 March 2006 3 o'clock", "03:00"),
        ("midnight 5 March 2006", "00:00"),
        ("noon on 5/3/06", "12:00"),
        ("2006-03-05 00:00:00", ""),
        ("5 March 2006 am", ""),
        ("5 March 2006 (evening)", ""),
    ],
)
def test_a_time_of_day_is_taken_out_of_the_date(text: str, clock: str) -> None:
    reading = read_date(text, PERIOD)
    assert (reading.day, reading.time_text) == (date(2006, 3, 5), clock)


@pytest.mark.requirement("R153")
@pytest.mark.parametrize(
    "text", ["ditto", "Ditto.", '"', "''", "〃", "″", "do.", "- do -", "as above", "same", '- " -']
)
def test_a_ditto_mark_is_no_date(text: str) -> None:
    assert read_date(text, PERIOD).fault == DateFault.DITTO


@pytest.mark.requirement("R151")
@pytest.mark.parametrize(
    "text",
    ["approx 5/3/2006", "c. 5 March 2006", "?5 March 2006", "5/3/2006 (estimated)", "5 March 2006 approx"],
)
def test_a_complete_date_may_be_marked_as_an_estimate(text: str) -> None:
    reading = read_date(text, PERIOD)
    assert (reading.day, reading.is_estimated) == (date(2006, 3, 5), True)


@pytest.mark.requirement("R151")
def test_a_date_in_part_has_no_day_and_a_proposal() -> None:
    for text, proposal in (
        ("March 2006", date(2006, 3, 1)),
        ("before 5 March 2006", date(2006, 3, 4)),
        ("after 5 March 2006", date(2006, 3, 6)),
        ("about May 2006", date(2006, 5, 1)),
        ("not known", None),
    ):
        reading = read_date(text, PERIOD)
        assert (reading.day, reading.proposal) == (None, proposal)


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
    for text in ("5/3/07", "March '07", "3/5/06 - 7/5/06"):
        assert read_date(text, None).fault == DateFault.CENTURY


@pytest.mark.parametrize("text", ["Tuesday 5 March 2006", "5/3/2006 Mon"])
def test_a_weekday_of_another_date_is_noticed(text: str) -> None:
    reading = read_date(text, PERIOD)
    assert (reading.day, reading.weekday_differs) == (date(2006, 3, 5), True)


@pytest.mark.parametrize(
    ("text", "period", "epoch", "day"),
    [
        ("38781", None, 1900, date(2006, 3, 5)),
        ("37319", None, 1904, date(2006, 3, 5)),
        ("38781.604", None, 1900, date(2006, 3, 5)),
        ("38781", PERIOD, None, date(2006, 3, 5)),
        ("37319", PERIOD, None, date(2006, 3, 5)),
        ("38781", None, None, None),
        ("25569", PERIOD, None, None),
    ],
)
def test_a_number_that_lost_its_format_is_counted_where_only_one_day_fits(
    text: str, period: tuple[date, date] | None, epoch: int | None, day: date | None
) -> None:
    reading = read_date(text, period, epoch=epoch)
    assert reading.day == day
    assert reading.was_recovered is (day is not None)


def test_a_number_that_fits_from_both_years_is_not_guessed() -> None:
    both = (date(2000, 1, 1), date(2012, 1, 1))
    assert read_date("38781", both).fault == DateFault.UNCLEAR


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("March 2006", "some day in March 2006"),
        ("2006", "some day in 2006"),
        ("3-5 March 2006", "between 3 and 5 March 2006"),
        ("28 May - 2 June 2006", "between 28 May and 2 June 2006"),
        ("30/12/05 - 2/1/06", "between 30 December 2005 and 2 January 2006"),
        ("before 5 March 2006", "4 March 2006 or earlier"),
        ("since 5 March 2006", "5 March 2006 or later"),
        ("about 5 March 2006", "about 5 March 2006"),
        ("?March 2006", "perhaps some day in March 2006"),
        ("5/3/06", "5 March 2006"),
    ],
)
def test_what_was_understood_is_said_in_words(text: str, words: str) -> None:
    reading = read_date(text, PERIOD)
    assert in_words(reading.precision or "", reading.first, reading.last) == words
