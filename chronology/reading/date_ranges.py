"""Two dates with a word or a dash between them, and dates that are open to one side: what days they leave."""

import re
from datetime import timedelta

from chronology.reading.date_forms import Impossible, Period, Precision, Span, span_of
from chronology.reading.date_words import AFTER, BEFORE, MONTH, SINCE, UP_TO

ONE_DAY = timedelta(days=1)

_BEFORE = re.compile(rf"(?:{BEFORE}|<) ?(?P<date>.+)")
_UP_TO = re.compile(rf"(?:{UP_TO}|<=|\.\./|/) ?(?P<date>.+)")
_AFTER = re.compile(rf"(?:{AFTER}|>) ?(?P<date>.+)")
_SINCE = re.compile(rf"(?:{SINCE}|>=) ?(?P<date>.+)")
_ONWARDS = re.compile(
    r"(?:from |since )?(?P<date>.+?)(?: onwards?| and after| or later|/\.\.|/$| ?- ?(?:ongoing|present|now))"
)
_DAYS_OF_MONTH_FIRST = re.compile(
    rf"(?P<name>{MONTH})\.? (?P<one>[0-9]{{1,2}})(?:st|nd|rd|th)? ?(?:-|to|and|&) ?"
    r"(?P<other>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})"
)
_YEARS = re.compile(r"(?P<one>(?:19|20)[0-9]{2}) ?(?:-|/|to|and) ?(?P<other>(?:19|20)?[0-9]{2})")
# What the second date tells of the first: its month and year, or its year.
_TAILS = (
    re.compile(rf"[0-9]{{1,2}}(?:st|nd|rd|th)?(?P<tail>(?: of)?[ ./,-]*{MONTH}.*)"),
    re.compile(r"[0-9]{1,2}(?P<tail>[/.-][0-9]{1,2}[/.-][0-9]{2,4})"),
    re.compile(rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? ?)?{MONTH}(?P<tail>[ ./,-]*'?[0-9]{{2,4}})"),
    re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}(?P<tail>[/.-][0-9]{2,4})"),
)
LONGEST_RANGE = 80
_SEPARATORS = (
    " to ",
    " until ",
    " till ",
    " through ",
    " and ",
    " or ",
    " - ",
    "&",
    "+",
    ",",
    "--",
    "-",
    "/",
)


def range_of(text: str, period: Period | None) -> Span | None:
    """The days between two dates, or None where a text does not name two. Raises as `span_of` does."""
    if len(text) > LONGEST_RANGE:
        return None
    return _month_first(text, period) or _years(text, period) or _two(_bare(text), period)


def open_range_of(text: str, period: Period | None) -> tuple[Precision, Span] | None:
    """A date that is open to one side: which, and the date as it is named."""
    for precision, pattern in _OPEN:
        found = pattern.fullmatch(text)
        named = span_of(found["date"].strip(" ,"), period) if found else None
        if named:
            return precision, _moved(named, pattern)
    return None


def _moved(named: Span, pattern: re.Pattern[str]) -> Span:
    """ "Before" and "after" a date leave that date itself out."""
    if pattern is _BEFORE:
        return Span(named.precision, named.first - ONE_DAY, named.first - ONE_DAY, named.is_mended)
    if pattern is _AFTER:
        return Span(named.precision, named.last + ONE_DAY, named.last + ONE_DAY, named.is_mended)
    return named


_OPEN = (
    (Precision.BEFORE, _BEFORE),
    (Precision.BEFORE, _UP_TO),
    (Precision.AFTER, _AFTER),
    (Precision.AFTER, _ONWARDS),
    (Precision.AFTER, _SINCE),
)


def _bare(text: str) -> str:
    return re.sub(r"^(?:between|from|during) ", "", text)


def _month_first(text: str, period: Period | None) -> Span | None:
    found = _DAYS_OF_MONTH_FIRST.fullmatch(text)
    if found is None:
        return None
    ends = [span_of(f"{found[day]} {found['name']} {found['year']}", period) for day in ("one", "other")]
    return _between(ends[0], ends[1])


def _years(text: str, period: Period | None) -> Span | None:
    found = _YEARS.fullmatch(text)
    if found is None:
        return None
    last = found["other"] if len(found["other"]) == 4 else found["one"][:2] + found["other"]
    if len(found["other"]) == 2 and int(found["other"]) <= 12 and "/" not in text:
        return None  # 2006-03 is a month
    return _between(span_of(found["one"], period), span_of(last, period))


def _two(text: str, period: Period | None) -> Span | None:
    """Try each place where the text can be cut in two."""
    for separator in _SEPARATORS:
        for place in _places(text, separator):
            one, other = text[:place].strip(" ,"), text[place + len(separator) :].strip(" ,")
            found = _pair(one, other, period)
            if found:
                return found
    return None


def _places(text: str, separator: str) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(separator), text)]


def _pair(one: str, other: str, period: Period | None) -> Span | None:
    end = span_of(other, period) if other else None
    if end is None or not one:
        return None
    for begins in (one, *(one + tail for tail in _tails_of(other))):
        begin = span_of(begins, period)
        if begin and not begin.is_mended:
            return _between(begin, end)
    return None


def _tails_of(other: str) -> list[str]:
    found = (pattern.fullmatch(other) for pattern in _TAILS)
    return [match["tail"] for match in found if match]


def _between(one: Span | None, other: Span | None) -> Span | None:
    if one is None or other is None:
        return None
    if other.last < one.first:
        raise Impossible
    return Span(Precision.BETWEEN, one.first, other.last)
