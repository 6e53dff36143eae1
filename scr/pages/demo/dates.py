"""Dates of the demo case: a text holds day offsets, never a date, so that the case can be moved in time."""

import calendar
import re
from datetime import date, timedelta

ORIGIN = date(2007, 3, 5)
"""The Monday on which the demo case is referred before it is shifted."""

_PLACEHOLDER = re.compile(r"\{(day|month|year):(-?\d+)\}")


def on_day(d0: date, day: int) -> date:
    """The date that lies `day` days after the referral on `d0` (before it, where negative)."""
    return d0 + timedelta(days=day)


def add_months(start: date, months: int) -> date:
    """The corresponding date `months` later; the last day of the month where that date does not exist."""
    years, month_index = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month_index + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def in_words(value: date) -> str:
    """A date as the board writes it: 5 March 2007."""
    return f"{value.day} {calendar.month_name[value.month]} {value.year}"


def fill(text: str, d0: date) -> str:
    """Write dates into a text that holds `{day:-412}` (5 March 2007), `{month:-412}` or `{year:-412}`."""
    return _PLACEHOLDER.sub(lambda found: _written(found[1], on_day(d0, int(found[2]))), text)


def _written(unit: str, value: date) -> str:
    if unit == "year":
        return str(value.year)
    if unit == "month":
        return f"{calendar.month_name[value.month]} {value.year}"
    return in_words(value)
