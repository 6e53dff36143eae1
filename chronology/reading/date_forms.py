"""One date as people write it, complete or in part: the days that it can be. Nothing is guessed."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chronology.reading.date_words import (
    EDTF_SEASONS,
    MONTH,
    OPEN,
    PART,
    PARTS_OF_MONTH,
    PARTS_OF_YEAR,
    SEASONS,
    YEAR,
    month_meant,
    month_of,
)

Period = tuple[date, date]

EARLIEST_YEAR = 1900
LATEST_YEAR = 2099


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    BEFORE = "before"
    AFTER = "after"
    BETWEEN = "between"
    ABOUT = "about"
    UNCERTAIN = "uncertain"


class Impossible(Exception):
    """The parts are those of a date, and there is no such day."""


class NoCentury(Exception):
    """The year has two digits, and there is no period that tells the century."""


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day that a date can be; `is_mended`: a slip of the pen was put right."""

    precision: Precision
    first: date
    last: date
    is_mended: bool = False


_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_NUMERIC = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?P<gap>[/.-]| )(?P<month>[0-9]{{1,2}})(?P=gap)(?P<year>{YEAR})"
)
_ISO = re.compile(r"(?P<year>[0-9]{4})(?P<gap>[-/.])(?P<month>[0-9]{1,2})(?P=gap)(?P<day>[0-9]{1,2})")
_NAMED = re.compile(rf"{_DAY}(?: of)?[ ./,-]*(?P<name>{MONTH})[ ./,-]*'?(?P<year>{YEAR})")
_MONTH_FIRST = re.compile(
    rf"(?P<name>{MONTH})\.? (?:the )?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<year>[0-9]{{4}})"
)
_YEAR_FIRST = re.compile(
    rf"(?P<year>[0-9]{{4}})[ ,-]+(?P<name>{MONTH})[ ,-]+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?"
)
_COMPLETE = (_NUMERIC, _ISO, _NAMED, _MONTH_FIRST, _YEAR_FIRST)

# The signs between the parts are mixed up or doubled: 22.05/16, 22,05,2016, 22//05/2016.
_MIXED = re.compile(
    rf"(?P<day>[0-9]{{1,2}})[/.,;\\_| -]{{1,3}}(?P<month>[0-9]{{1,2}})[/.,;\\_| -]{{1,3}}(?P<year>{YEAR})"
)
_MISSPELT = re.compile(rf"{_DAY}(?: of)?[ ./,-]*(?P<word>[a-z]{{4,10}})[ ./,-]*'?(?P<year>{YEAR})")
_RUN_TOGETHER = re.compile(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>(?:19|20)[0-9]{2})")
_ISO_RUN_TOGETHER = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")

_OPEN_DAY = re.compile(
    rf"{OPEN}(?P<gap>[/.-]| )(?P<month>[0-9]{{1,2}})(?P=gap)(?P<year>{YEAR})"
    rf"|(?P<year2>[0-9]{{4}})-(?P<month2>[0-9]{{2}})-{OPEN}"
    rf"|{OPEN} (?P<name>{MONTH}) (?P<year3>{YEAR})"
)
_OPEN_MONTH = re.compile(
    rf"(?:[0-9]{{1,2}}|{OPEN})(?P<gap>[/.-]| ){OPEN}(?P=gap)(?P<year>{YEAR})"
    rf"|(?P<year2>[0-9]{{4}})-{OPEN}(?:-(?:[0-9]{{2}}|{OPEN}))?"
)
_MONTH_OF_YEAR = re.compile(
    rf"(?P<name>{MONTH})(?:\.?,?(?: of)? ?[/ -]?|\.|/)(?P<year>[0-9]{{4}}|'[0-9]{{2}})"
    r"|(?P<month>0?[1-9]|1[0-2])[/. -](?P<year2>[0-9]{4})"
    r"|(?P<year3>[0-9]{4})[-/ ](?P<month3>0[1-9]|1[0-2])"
    rf"|(?P<year4>[0-9]{{4}})[ ,-]+(?P<name4>{MONTH})"
)
# "8/99" is no day of a month; "2005/06" is two years, or a month of the first.
_MONTH_AND_SHORT_YEAR = re.compile(r"(?P<month>0?[1-9]|1[0-2])[/.](?P<year>1[3-9]|[2-9][0-9])")
_TWO_YEARS = re.compile(r"(?P<one>(?:19|20)[0-9]{2})/(?P<other>[0-9]{2})")
# "Mar 06" can be the sixth of March or March of 2006: only the period tells.
_MONTH_OF_SHORT_YEAR = re.compile(rf"(?P<name>{MONTH})\.?[ /-](?P<year>[0-9]{{2}})")
_YEAR_ALONE = re.compile(r"(?:year |in )?(?P<year>(?:19|20)[0-9]{2})")
_DECADE = re.compile(r"(?:the )?(?P<year>(?:19|20)[0-9]0)'?s|(?P<year2>(?:19|20)[0-9])x")
_PART_OF_MONTH = re.compile(
    rf"(?P<part>{PART})(?: of| in|-)? ?(?P<name>{MONTH})\.?,? ?(?P<year>[0-9]{{4}}|'?[0-9]{{2}})"
)
_PART_OF_YEAR = re.compile(rf"(?P<part>{PART})(?: of| in|-)? ?(?P<year>[0-9]{{4}})")
_SEASON = re.compile(
    rf"(?P<season>{'|'.join(SEASONS)})(?: of)?,? (?P<year>[0-9]{{4}})(?P<next>[/-][0-9]{{2,4}})?"
    r"|(?P<year2>[0-9]{4})-(?P<code>2[1-4])"
)
_FEAST = re.compile(r"(?P<feast>christmas|xmas|easter|new year)(?: of| in)?,? (?P<year>[0-9]{4})")
_WEEK = re.compile(
    r"(?P<kind>week commencing|week beginning|week of|week ending|w/[cbe]|w[ce]|w\.c)\b,? ?(?P<date>.+)"
)


def span_of(text: str, period: Period | None) -> Span | None:
    """The days that a text can mean, or None where it names none.

    Raises Impossible for a day that does not exist, NoCentury for a short year without a period.
    """
    for form in _FORMS:
        found = form(text, period)
        if found:
            return found
    return None


def full_year(typed: str, period: Period | None) -> int:
    """The year of four digits; of two it is the one that falls into the period, or nearest to it."""
    digits = typed.strip("'")
    if len(digits) == 4:
        return int(digits)
    if period is None:
        raise NoCentury
    first, last = period[0].year, period[1].year
    choices = (1900 + int(digits), 2000 + int(digits))
    return min(choices, key=lambda year: max(first - year, year - last, 0))


def day_of(year: int, month: int, day: int) -> date:
    """The day of that name. Raises Impossible, also for years that no case reaches."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Impossible
    try:
        return date(year, month, day)
    except ValueError:
        raise Impossible from None


def months(year: int, first: int, last: int, precision: Precision) -> Span:
    """From the first day of one month to the last of another of the same year."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR or not 1 <= first <= last <= 12:
        raise Impossible
    return Span(precision, date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _complete(text: str, period: Period | None) -> Span | None:
    for pattern in _COMPLETE:
        found = pattern.fullmatch(text)
        if found:
            return _day_span(found, period)
    return None


def _day_span(found: re.Match[str], period: Period | None, *, is_mended: bool = False) -> Span:
    parts = found.groupdict()
    month = month_of(parts["name"]) if parts.get("name") else int(parts["month"])
    day = day_of(full_year(parts["year"], period), month or 0, int(parts["day"]))
    return Span(Precision.DAY, day, day, is_mended)


def _mended(text: str, period: Period | None) -> Span | None:
    for pattern in (_MIXED, _RUN_TOGETHER):
        found = pattern.fullmatch(text)
        if found:
            return _day_span(found, period, is_mended=True)
    return _iso_run_together(text, period) or _misspelt(text, period)


def _iso_run_together(text: str, period: Period | None) -> Span | None:
    found = _ISO_RUN_TOGETHER.fullmatch(text)
    return _day_span(found, period, is_mended=True) if found else None


def _misspelt(text: str, period: Period | None) -> Span | None:
    found = _MISSPELT.fullmatch(text)
    month = month_meant(found["word"]) if found else None
    if found is None or month is None:
        return None
    day = day_of(full_year(found["year"], period), month, int(found["day"]))
    return Span(Precision.DAY, day, day, is_mended=True)


def _open_day(text: str, period: Period | None) -> Span | None:
    found = _OPEN_DAY.fullmatch(text)
    return _month_span(found, period) if found else None


def _month_of_year(text: str, period: Period | None) -> Span | None:
    found = _MONTH_OF_YEAR.fullmatch(text)
    return _month_span(found, period) if found else None


def _month_span(found: re.Match[str], period: Period | None) -> Span:
    name, number, year = (_first_of(found, key) for key in ("name", "month", "year"))
    month = (month_of(name) if name else int(number)) or 0
    return months(full_year(year, period), month, month, Precision.MONTH)


def _first_of(found: re.Match[str], key: str) -> str:
    """What was found of a part, whichever way it was written."""
    return next((text for name, text in found.groupdict().items() if name.rstrip("234") == key and text), "")


def _month_of_short_year(text: str, period: Period | None) -> Span | None:
    found = _MONTH_OF_SHORT_YEAR.fullmatch(text)
    if found is None or period is None:
        return None
    year, month = full_year(found["year"], period), month_of(found["name"]) or 0
    if not period[0].year <= year <= period[1].year:
        return None
    return months(year, month, month, Precision.MONTH)


def _month_and_short_year(text: str, period: Period | None) -> Span | None:
    found = _MONTH_AND_SHORT_YEAR.fullmatch(text)
    if found is None:
        return None
    month = int(found["month"])
    return months(full_year(found["year"], period), month, month, Precision.MONTH)


def _two_years(text: str, _period: Period | None) -> Span | None:
    """Both years, which hold the month too that might be meant."""
    found = _TWO_YEARS.fullmatch(text)
    year = int(found["one"]) if found else 0
    if found is None or (year + 1) % 100 != int(found["other"]):
        return None
    return Span(Precision.BETWEEN, day_of(year, 1, 1), day_of(year + 1, 12, 31))


def _open_month(text: str, period: Period | None) -> Span | None:
    found = _OPEN_MONTH.fullmatch(text)
    return months(full_year(_first_of(found, "year"), period), 1, 12, Precision.YEAR) if found else None


def _year_alone(text: str, _period: Period | None) -> Span | None:
    found = _YEAR_ALONE.fullmatch(text)
    return months(int(found["year"]), 1, 12, Precision.YEAR) if found else None


def _decade(text: str, _period: Period | None) -> Span | None:
    found = _DECADE.fullmatch(text)
    if found is None:
        return None
    year = int(found["year"] or f"{found['year2']}0")
    return Span(Precision.BETWEEN, day_of(year, 1, 1), day_of(year + 9, 12, 31))


def _part_of_month(text: str, period: Period | None) -> Span | None:
    found = _PART_OF_MONTH.fullmatch(text)
    if found is None:
        return None
    year, month = full_year(found["year"], period), month_of(found["name"]) or 0
    first, last = PARTS_OF_MONTH[found["part"]]
    whole = months(year, month, month, Precision.BETWEEN)
    return Span(Precision.BETWEEN, day_of(year, month, first), day_of(year, month, min(last, whole.last.day)))


def _part_of_year(text: str, _period: Period | None) -> Span | None:
    found = _PART_OF_YEAR.fullmatch(text)
    return months(int(found["year"]), *PARTS_OF_YEAR[found["part"]], Precision.BETWEEN) if found else None


def _season(text: str, _period: Period | None) -> Span | None:
    found = _SEASON.fullmatch(text)
    if found is None:
        return None
    year = int(found["year"] or found["year2"])
    season = found["season"] or EDTF_SEASONS[int(found["code"])]
    if season != "winter":
        return months(year, *SEASONS[season], Precision.BETWEEN)
    # "Winter 2006" can be the one that began in it or the one that ended in it.
    begins = day_of(year, 12, 1) if found["next"] else day_of(year, 1, 1)
    return Span(Precision.BETWEEN, begins, months(year + 1, 2, 2, Precision.MONTH).last)


def _feast(text: str, _period: Period | None) -> Span | None:
    found = _FEAST.fullmatch(text)
    if found is None:
        return None
    year = int(found["year"])
    first, last = {"easter": ((3, 20), (4, 30)), "new year": ((1, 1), (1, 2))}.get(
        found["feast"], ((12, 24), (12, 31))
    )
    return Span(Precision.BETWEEN, day_of(year, *first), day_of(year, *last))


def _week(text: str, period: Period | None) -> Span | None:
    found = _WEEK.fullmatch(text)
    named = _complete(found["date"].strip(), period) if found else None
    if found is None or named is None:
        return None
    six = timedelta(days=6)
    is_end = found["kind"][-1] == "e" or found["kind"] == "week ending"
    first = named.first - six if is_end else named.first
    return Span(Precision.BETWEEN, first, first + six)


_FORMS: tuple[Callable[[str, Period | None], Span | None], ...] = (
    _complete,
    _open_day,
    _season,
    _two_years,
    _month_of_year,
    _month_and_short_year,
    _month_of_short_year,
    _open_month,
    _year_alone,
    _decade,
    _part_of_month,
    _part_of_year,
    _feast,
    _week,
    _mended,
)
