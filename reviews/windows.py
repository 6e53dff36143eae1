"""When agencies' reviews may be due: pure functions of their arguments (reading D-l; seed 004, section 6)."""

from datetime import date, timedelta

from scr.dates import day_words
from scr.procedures.timing import Window


def bounds(window: Window, counted_from: date) -> tuple[date, date]:
    """The first and the last day of a window that is counted from a day."""
    return counted_from + timedelta(days=window.earliest), counted_from + timedelta(days=window.latest)


def is_outside(window: Window, counted_from: date, due_on: date) -> bool:
    first, last = bounds(window, counted_from)
    return not first <= due_on <= last


def outside_words(window: Window, counted_from: date) -> str:
    """What to do about a day outside the window, as a sentence."""
    first, last = bounds(window, counted_from)
    return (
        f"Reviews are due between {day_words(first)} and {day_words(last)}, "
        f"{window.earliest} to {window.latest} days after the agencies are asked. "
        "Choose a day in between, or say why it has to be another."
    )
