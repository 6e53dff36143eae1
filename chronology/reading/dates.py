"""A strict reader of British dates: one complete day, month and year, day first, never swapped (seed 004,
chronology pro forma). What it cannot read without guessing it refuses, and says what kind of fault it met."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum

from chronology.reading.wording import is_blank, is_ditto

Period = tuple[date, date]

EARLIEST_YEAR = 1900
LATEST_YEAR = 2099


class DateFault(Enum):
    """Why a date cell does not hold one complete date."""

    MISSING = "missing"
    DITTO = "ditto"
    RANGE = "range"
    PARTIAL = "partial"
    TIME = "time"
    IMPOSSIBLE = "impossible"
    CENTURY = "century"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class DateReading:
    """Either a day or a fault. `is_estimated`: its author marked it as a guess. `weekday_differs`: the
    weekday typed beside it belongs to another date."""

    day: date | None = None
    fault: DateFault | None = None
    is_estimated: bool = False
    weekday_differs: bool = False


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|rsday|r|urday)?"
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"

_NUMERIC = re.compile(rf"(?P<day>[0-9]{{1,2}})(?P<gap>[/.-]| )(?P<month>[0-9]{{1,2}})(?P=gap){_YEAR}")
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_NAMED = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)?[ ./,-]*(?P<month>{_MONTH})[ ./,-]*'?{_YEAR}",
)
_MONTH_FIRST = re.compile(
    rf"(?P<month>{_MONTH})\.? (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<year>[0-9]{{4}})"
)
_COMPLETE = (_NUMERIC, _ISO, _NAMED, _MONTH_FIRST)

_ESTIMATE_WORDS = (
    r"(?:approx(?:\.|imate(?:ly)?)?|estimated?|est\.?|about|around|circa|ca?\.|exact date not known)"
)
_ESTIMATE = re.compile(rf"^(?:\?|{_ESTIMATE_WORDS}(?![a-z])) ?|[ ,]*(?:\?|\(?{_ESTIMATE_WORDS}\)?)$")
_LEADING_WEEKDAY = re.compile(rf"^({_WEEKDAY})\b[.,]? ?(?=.)")
_TRAILING_WEEKDAY = re.compile(rf"[, ]*\(?\b({_WEEKDAY})\)?\.?$")

_TIME = re.compile(
    r"(?<![0-9])[0-9]{1,2}:[0-9]{2}"
    r"|\b[0-9]{1,2}([.:][0-9]{2})? ?(am|pm|a\.m|p\.m)\b"
    r"|\b[0-9]{1,2}[.:]?[0-9]{2} ?(hrs?|hours)\b"
    r"|\bat [0-9]{1,2}[.:]?[0-9]{2}\b"
    r"|\bo'?clock\b|\b(am|pm|noon|midday|midnight|morning|afternoon|evening|night|lunchtime)\b",
)
_TRAILING_CLOCK = re.compile(r"^(?P<date>.{6,}?)[ ,]+(at )?([01][0-9]|2[0-3])[.]?[0-5][0-9]$")
_RANGE = re.compile(
    r"\b(from|to|until|till|between|through|and|or|onwards?|since|commencing|ending|w/c|w/e|wc|week)\b|&"
    r"|\b[0-9]{1,2}(st|nd|rd|th)? ?[-/,+] ?[0-9]{1,2}(st|nd|rd|th)? ?(of )?" + _MONTH + r"|"
    rf"{_MONTH}\.?( [0-9]{{2,4}})? ?[-/] ?([0-9]{{1,2}}(st|nd|rd|th)? )?{_MONTH}"
    rf"|{_MONTH}\.? [0-9]{{1,2}}(st|nd|rd|th)? ?- ?[0-9]{{1,2}}\b"
    r"|^[0-9]{4} ?[-/] ?[0-9]{4}$"
    r"|^[0-9]{1,2} ?- ?[0-9]{1,2}[/. ][0-9]{1,2}[/. ][0-9]{2,4}$"
    r"|[0-9] ?- ?[0-9]{1,2}[/. ][0-9]{1,2}[/. ][0-9]{2,4}$",
)
_ANY_COMPLETE = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTIAL = re.compile(
    rf"\b{_MONTH}\b|\b(19|20)[0-9]{{2}}\b|^[0-9]{{1,2}}[/.-][0-9]{{1,2}}$"
    r"|^(?=.*[?x*_])[0-9?x*_-]{1,2}[/.-][0-9?x*_-]{1,2}([/.-][0-9?x*_-]{1,4})?$"
    r"|\b(unknown|not known|n/k|u/k|tbc|undated|no date|date|day|month|year)\b"
    r"|\b(spring|summer|autumn|winter|christmas|easter)\b"
    rf"|^{_WEEKDAY}$|^[?]+$",
)


def read_date(text: str, period: Period | None) -> DateReading:
    """Read the text of a date cell. A year of two digits takes the century that falls into the period of the
    terms of reference, or nearest to it; without a period it is refused."""
    if is_blank(text):
        return DateReading(fault=DateFault.MISSING)
    if is_ditto(text):
        return DateReading(fault=DateFault.DITTO)
    tidy = _tidy(text)
    bare, is_estimated = _take_estimate(tidy)
    bare, weekday = _take_weekday(bare)
    parts = _complete_parts(bare)
    if parts is None:
        return DateReading(fault=_fault(tidy), is_estimated=is_estimated)
    return _dated(parts, weekday, is_estimated, period)


def _tidy(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = re.sub("[\u2010-\u2015\u2212]", "-", folded).replace("\u2019", "'")
    spaced = re.sub(r" ?([/.]) ?", r"\1", " ".join(folded.split()))
    return spaced.strip(" .,;")


def _take_estimate(tidy: str) -> tuple[str, bool]:
    bare = _ESTIMATE.sub("", tidy).strip(" .,;()")
    return bare, bare != tidy and _ESTIMATE.search(tidy) is not None


def _take_weekday(bare: str) -> tuple[str, str | None]:
    for pattern in (_LEADING_WEEKDAY, _TRAILING_WEEKDAY):
        found = pattern.search(bare)
        if found:
            return pattern.sub("", bare).strip(" ,."), found[1][:3]
    return bare, None


def _complete_parts(bare: str) -> dict[str, str] | None:
    closed = re.sub(r"(?<=[0-9]) ?- ?(?=[0-9])", "-", bare)
    for pattern in _COMPLETE:
        found = pattern.fullmatch(closed)
        if found:
            return found.groupdict()
    return None


def _dated(
    parts: dict[str, str], weekday: str | None, is_estimated: bool, period: Period | None
) -> DateReading:
    month = _MONTHS.get(parts["month"]) or int(parts["month"])
    day = int(parts["day"])
    if len(parts["year"]) == 2 and period is None:
        return DateReading(fault=DateFault.CENTURY)
    found = _existing(_full_year(parts["year"], period), month, day)
    if found is None:
        return DateReading(fault=DateFault.IMPOSSIBLE)
    differs = weekday is not None and _WEEKDAYS[found.weekday()] != weekday
    return DateReading(day=found, is_estimated=is_estimated, weekday_differs=differs)


def _existing(year: int, month: int, day: int) -> date | None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full_year(typed: str, period: Period | None) -> int:
    if len(typed) == 4 or period is None:
        return int(typed)
    first, last = period[0].year, period[1].year
    choices = (1900 + int(typed), 2000 + int(typed))
    return min(choices, key=lambda year: max(first - year, year - last, 0))


def _fault(tidy: str) -> DateFault:
    if _has_time(tidy):
        return DateFault.TIME
    if _RANGE.search(tidy) or _has_two_dates(tidy):
        return DateFault.RANGE
    if _PARTIAL.search(tidy):
        return DateFault.PARTIAL
    return DateFault.UNCLEAR


def _has_time(tidy: str) -> bool:
    if _TIME.search(tidy):
        return True
    clock = _TRAILING_CLOCK.match(tidy)
    return clock is not None and _complete_parts(_take_weekday(clock["date"])[0]) is not None


def _has_two_dates(tidy: str) -> bool:
    return len(_ANY_COMPLETE.findall(tidy)) > 1
