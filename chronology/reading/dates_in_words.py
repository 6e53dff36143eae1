"""What was understood of a date, said in words."""

from datetime import date, timedelta

from chronology.reading.date_forms import Precision

ONE_DAY = timedelta(days=1)
DOUBT: dict[str, str] = {Precision.ABOUT: "about ", Precision.UNCERTAIN: "perhaps "}


def in_words(precision: str, first: date | None, last: date | None) -> str:
    """How a date was understood ("between 3 and 5 March 2006"); empty where nothing was."""
    if precision == Precision.BEFORE and last:
        return f"{_day(last)} or earlier"
    if precision == Precision.AFTER and first:
        return f"{_day(first)} or later"
    if first is None or last is None:
        return ""
    return _of_both(precision, first, last)


def _of_both(precision: str, first: date, last: date) -> str:
    doubt = DOUBT.get(precision, "")
    if first == last:
        return f"{doubt}{_day(first)}"
    if first.year == last.year and (first.month, last.month, first.day, last.day) == (1, 12, 1, 31):
        return f"{doubt}some day in {first.year}"
    if first.day == 1 and (last + ONE_DAY).day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"{doubt}some day in {first:%B %Y}"
    return f"{doubt}between {_first_of_two(first, last)} and {_day(last)}"


def _first_of_two(first: date, last: date) -> str:
    if first.year != last.year:
        return _day(first)
    return str(first.day) if first.month == last.month else f"{first.day} {first:%B}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
