"""What the text of a date cell means: a day, or the days that it leaves possible, and how sure its author was
(seed 004, chronology pro forma).

Day first always; nothing is swapped, moved or guessed. What cannot be read is a fault, which says why.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache

from chronology.reading.date_forms import Impossible, NoCentury, Period, Precision, Span, day_of, span_of
from chronology.reading.date_ranges import open_range_of, range_of
from chronology.reading.date_words import (
    ABOUT,
    MONTH,
    PERHAPS,
    TIME,
    TIME_OF_DAY,
    TRAILING_CLOCK,
    UNKNOWN,
    WEEKDAY,
    WEEKDAYS,
    WORD_TIMES,
)
from chronology.reading.wording import is_blank, is_ditto

__all__ = ["SERIAL", "DateFault", "DateReading", "Period", "Precision", "read_date", "read_day"]

LONGEST_DATE = 120


class DateFault(Enum):
    """Why nothing was understood of a date cell."""

    MISSING = "missing"
    DITTO = "ditto"
    UNKNOWN = "unknown"
    INCOMPLETE = "incomplete"
    IMPOSSIBLE = "impossible"
    CENTURY = "century"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class DateReading:
    """What was understood: the first and the last day that are possible, or a fault.

    `first` is None where it is open to the past (before), `last` where it is open to the future (after).
    `is_estimated`: its author marked it as a guess. `time_text`: a time of day (HH:MM) that stood in the
    cell. `weekday_differs`: the weekday beside it belongs to another date. `was_recovered`: a slip of the pen
    or a number without its format was put right.
    """

    precision: Precision | None = None
    first: date | None = None
    last: date | None = None
    fault: DateFault | None = None
    is_estimated: bool = False
    time_text: str = ""
    weekday_differs: bool = False
    was_recovered: bool = False

    @property
    def day(self) -> date | None:
        """The day, where the cell names one complete one."""
        is_one = self.precision in (Precision.DAY, Precision.ABOUT, Precision.UNCERTAIN)
        return self.first if is_one and self.first == self.last else None

    @property
    def proposal(self) -> date | None:
        """The day to propose for sorting: the first possible one, or the last of what is open to the past."""
        return self.first or self.last


def read_day(moment: date) -> DateReading:
    """A cell that holds a date already, or a date with a time of day."""
    day = moment.date() if isinstance(moment, datetime) else moment
    clock = moment.time() if isinstance(moment, datetime) else time()
    return DateReading(Precision.DAY, day, day, time_text=f"{clock:%H:%M}" if clock != time() else "")


@lru_cache(maxsize=20_000)
def read_date(text: str, period: Period | None, *, epoch: int | None = None) -> DateReading:
    """Read the text of a date cell. A year of two digits takes the century of the period, or nearest to it.

    `epoch` (1900 or 1904) is that of the workbook from which a bare number comes.
    """
    said = _said_nothing(text)
    if said:
        return DateReading(fault=said)
    tidy = _tidy(text)
    try:
        return _serial(tidy, period, epoch) or _read(tidy, period)
    except (Impossible, OverflowError):
        return DateReading(fault=DateFault.IMPOSSIBLE)
    except NoCentury:
        return DateReading(fault=DateFault.CENTURY)


def _said_nothing(text: str) -> DateFault | None:
    if is_blank(text):
        return DateFault.MISSING
    if is_ditto(text):
        return DateFault.DITTO
    return DateFault.UNCLEAR if len(text) > LONGEST_DATE else None


def _tidy(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = re.sub("[\u2010-\u2015\u2212]", "-", folded)
    folded = re.sub("[\u2018\u2019\u02bc`´]", "'", folded)
    spaced = re.sub(r" ?([/.]) ?", r"\1", " ".join(folded.split()))
    closed = re.sub(r"(?<=[0-9]) ?- ?(?=[0-9])", "-", spaced)
    return re.sub(r"^(?:on )?the (?=[0-9])|^on (?=[0-9])", "", closed).strip(" ,;") or spaced


# --- numbers that lost their format -----------------------------------------------------------------------

SERIAL = re.compile(r"(?P<days>[1-9][0-9]{4})(?P<part>\.[0-9]+)?")
_SECONDS_A_DAY = 86_400
FALSE_LEAP_DAY = 60  # Excel counts a 29 February 1900 that never was


def _serial(tidy: str, period: Period | None, epoch: int | None) -> DateReading | None:
    found = SERIAL.fullmatch(tidy)
    if found is None:
        return None
    days = int(found["days"])
    clock = _clock_of(float(found["part"] or 0))
    if epoch:
        counted = _counted(days, epoch)
        return DateReading(Precision.DAY, counted, counted, time_text=clock, was_recovered=True)
    if period is None:
        return DateReading(fault=DateFault.UNCLEAR)
    fitting = {day for of in (1900, 1904) if (day := _counted_within(days, of, period))}
    if len(fitting) != 1:
        return DateReading(fault=DateFault.UNCLEAR)
    day = fitting.pop()
    return DateReading(Precision.UNCERTAIN, day, day, is_estimated=True, time_text=clock, was_recovered=True)


def _counted(days: int, epoch: int) -> date:
    """The day of a number. Raises Impossible for one that no case reaches."""
    if epoch == 1904:
        found = date(1904, 1, 1) + timedelta(days=days)
    elif days == FALSE_LEAP_DAY:
        raise Impossible
    else:
        found = date(1899, 12, 31 if days < FALSE_LEAP_DAY else 30) + timedelta(days=days)
    return day_of(found.year, found.month, found.day)


def _counted_within(days: int, epoch: int, period: Period) -> date | None:
    try:
        day = _counted(days, epoch)
    except Impossible:
        return None
    return day if period[0] <= day <= period[1] else None


def _clock_of(part: float) -> str:
    minutes = round(part * _SECONDS_A_DAY / 60)
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}" if minutes else ""


# --- words around a date ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Bare:
    """A date without what stood around it."""

    text: str
    time_text: str = ""
    has_time: bool = False
    is_about: bool = False
    is_uncertain: bool = False
    weekday: str = ""


_EDTF_MARK = re.compile(r"^(?P<date>[0-9x]{4}(?:-[0-9x]{2}){0,2})(?P<mark>[?~%])$")
_ABOUT_BEFORE = re.compile(rf"^(?:on |in )?(?:{ABOUT}(?![a-z])|~)[ .]*(?:the )?(?=.)")
_ABOUT_AFTER = re.compile(rf"[ ,]*(?:\(?{ABOUT}\.?\)?|~)$")
_PERHAPS_BEFORE = re.compile(rf"^(?:\?|{PERHAPS}(?![a-z])) ?(?:the )?(?=.)")
_PERHAPS_AFTER = re.compile(rf"[ ,]*(?:\(?\?\)?|\(?{PERHAPS}\)?)$")
_LEADING_WEEKDAY = re.compile(rf"^(?:on )?({WEEKDAY})\b[.,]? ?(?:the )?(?=.)")
_TRAILING_WEEKDAY = re.compile(rf"[, ]*\(?\b({WEEKDAY})\)?\.?$")
_ENDS_IN_YEAR = re.compile(
    rf"[0-9]{{4}}$|[0-9]{{1,2}}[/.-][0-9]{{1,2}}[/.-][0-9]{{2}}$|{MONTH} ?'?[0-9]{{2}}$"
)
_NO_CLOCK = re.compile(r"(?<=[0-9])[t ]00:00:00(?:\.0+)?$")
_ISO_TIME = re.compile(r"(?<=[0-9])t(?=[0-9]{2}:)")


def _read(tidy: str, period: Period | None) -> DateReading:
    if UNKNOWN.match(tidy.strip(" .()")):
        return DateReading(fault=DateFault.UNKNOWN)
    whole = _whole(tidy, period)
    if whole:
        return whole
    bare = _stripped(tidy)
    reading = _understood(bare.text, period)
    if reading is None:
        return DateReading(fault=_fault_of(tidy), time_text=bare.time_text)
    return _with_marks(reading, bare)


def _whole(tidy: str, period: Period | None) -> DateReading | None:
    """A text that is a date as it stands, before any of its words is taken for one around it."""
    span = span_of(tidy.strip(" .()"), period)
    return _of_span(span) if span and not span.is_mended else None


def _understood(text: str, period: Period | None) -> DateReading | None:
    """A range, a date that is open to one side, or a single date; slips are put right only in single ones."""
    span = span_of(text, period)
    if span and not span.is_mended:
        return _of_span(span)
    one_sided = open_range_of(text, period)
    if one_sided:
        return _of_open_range(*one_sided)
    between = range_of(text, period)
    if between:
        return _of_span(between)
    return _of_span(span) if span else None


def _of_span(span: Span) -> DateReading:
    return DateReading(span.precision, span.first, span.last, was_recovered=span.is_mended)


def _of_open_range(precision: Precision, named: Span) -> DateReading:
    if precision is Precision.BEFORE:
        return DateReading(precision, None, named.last, was_recovered=named.is_mended)
    return DateReading(precision, named.first, None, was_recovered=named.is_mended)


def _stripped(tidy: str) -> _Bare:
    """The date without estimate, weekday and time of day, whatever their order."""
    bare = _Bare(_ISO_TIME.sub(" ", _NO_CLOCK.sub("", tidy)))
    for take in (_take_edtf_mark, _take_doubt, _take_time, _take_weekday, _take_doubt, _take_weekday):
        bare = take(replace(bare, text=bare.text.strip(" .,;()")))
    return replace(bare, text=bare.text.strip(" .,;()"))


def _take_edtf_mark(bare: _Bare) -> _Bare:
    found = _EDTF_MARK.match(bare.text)
    if found is None:
        return bare
    mark = found["mark"]
    return replace(bare, text=found["date"], is_about=mark in "~%", is_uncertain=mark in "?%")


def _take_doubt(bare: _Bare) -> _Bare:
    for patterns, name in (
        ((_ABOUT_BEFORE, _ABOUT_AFTER), "is_about"),
        ((_PERHAPS_BEFORE, _PERHAPS_AFTER), "is_uncertain"),
    ):
        for pattern in patterns:
            rest = pattern.sub("", bare.text, count=1)
            if rest != bare.text and rest.strip(" ?/.-"):
                is_about, is_uncertain = name == "is_about", name == "is_uncertain"
                bare = replace(
                    bare,
                    text=rest,
                    is_about=bare.is_about or is_about,
                    is_uncertain=bare.is_uncertain or is_uncertain,
                )
    return bare


def _take_time(bare: _Bare) -> _Bare:
    found = TIME.search(bare.text)
    if found:
        rest = f"{bare.text[: found.start()]} {bare.text[found.end() :]}"
        rest = TIME_OF_DAY.sub(" ", TIME.sub(" ", rest))
        return replace(bare, text=_joined(rest), time_text=_time_text(found), has_time=True)
    rest = TIME_OF_DAY.sub(" ", bare.text)
    if rest != bare.text and rest.strip():
        return replace(bare, text=_joined(rest), has_time=True)
    return _take_trailing_clock(bare)


def _take_trailing_clock(bare: _Bare) -> _Bare:
    """ "5 March 2006 1430": four digits behind a date that is complete without them."""
    found = TRAILING_CLOCK.match(bare.text)
    if found is None or not _ENDS_IN_YEAR.search(found["date"]) or _is_year(found):
        return bare
    clock = f"{found['hour']}:{found['minute']}"
    return replace(bare, text=found["date"], time_text=clock, has_time=True)


def _is_year(found: re.Match[str]) -> bool:
    """ "Sep 25 2003": what could be a time is the year, as there is no other."""
    return found["hour"] in ("19", "20") and not re.search("[0-9]{4}", found["date"])


def _joined(text: str) -> str:
    closed = re.sub(r"[ ,]*[-–(]* *$", "", " ".join(text.split())).strip(" ,-")
    return re.sub(r"^(?:at |on )+", "", closed)


def _time_text(found: re.Match[str]) -> str:
    parts = {name.rstrip("23456"): value for name, value in found.groupdict().items() if value}
    if "word" in parts:
        return WORD_TIMES[parts["word"]]
    hour, minute = int(parts["hour"]), int(parts.get("minute", 0))
    if "half" in parts and hour <= 12:
        hour = hour % 12 + (12 if parts["half"] == "p" else 0)
    return f"{hour:02d}:{minute:02d}"


def _take_weekday(bare: _Bare) -> _Bare:
    for pattern in (_LEADING_WEEKDAY, _TRAILING_WEEKDAY):
        found = pattern.search(bare.text)
        if found and pattern.sub("", bare.text).strip():
            return replace(bare, text=pattern.sub("", bare.text), weekday=found[1][:3])
    return bare


def _with_marks(reading: DateReading, bare: _Bare) -> DateReading:
    marked = replace(reading, time_text=bare.time_text)
    if bare.is_about or bare.is_uncertain:
        marked = replace(marked, is_estimated=True, precision=_doubted(reading, bare))
    if bare.weekday and reading.day:
        marked = replace(marked, weekday_differs=WEEKDAYS[reading.day.weekday()] != bare.weekday)
    return marked


def _doubted(reading: DateReading, bare: _Bare) -> Precision | None:
    """A doubt about a range or an open date does not make it anything else."""
    if reading.precision in (Precision.BEFORE, Precision.AFTER, Precision.BETWEEN):
        return reading.precision
    return Precision.ABOUT if bare.is_about else Precision.UNCERTAIN


# --- what was not understood ------------------------------------------------------------------------------

_INCOMPLETE = re.compile(
    rf"\b{MONTH}\b|^[0-9]{{1,2}}[/.-][0-9]{{1,2}}$|^{WEEKDAY}$|\b(?:spring|summer|autumn|winter|christmas|easter)\b"
    r"|\b(?:19|20)[0-9]{2}\b"
)


def _fault_of(tidy: str) -> DateFault:
    has_only_time = _stripped(tidy).has_time and not re.search("[0-9]", TIME.sub("", tidy))
    if has_only_time or _INCOMPLETE.search(tidy):
        return DateFault.INCOMPLETE
    return DateFault.UNCLEAR
