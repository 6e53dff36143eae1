"""Days and moments in the words that people read and type, always by the clock in London.

A day is a `date`; a moment is an aware `datetime`. A naive datetime raises ValueError, because nobody
could say which instant it means. Nothing here reads the clock: `now` is passed in.
"""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
LAST_MINUTE = time(23, 59)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
TYPED_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d{2}))?\s*(?P<half>am|pm)?")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def in_london(moment: datetime) -> datetime:
    """The same instant on London's clock. Raises ValueError for a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    return moment.astimezone(LONDON)


def london_day(value: date) -> date:
    """The calendar day in London of a day or a moment."""
    return in_london(value).date() if isinstance(value, datetime) else value


def day_words(value: date) -> str:
    """5 March 2007"""
    on = london_day(value)
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def weekday_words(value: date) -> str:
    """Monday 5 March 2007"""
    return f"{WEEKDAYS[london_day(value).weekday()]} {day_words(value)}"


def time_words(value: datetime) -> str:
    """4:30pm, 9am, midday or midnight, by London's clock; seconds are not said."""
    at = in_london(value)
    if at.minute == 0 and at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'pm' if at.hour >= 12 else 'am'}"


def moment_words(value: datetime) -> str:
    """4:30pm on 5 March 2007"""
    return f"{time_words(value)} on {day_words(value)}"


def count_words(number: int, singular: str, plural: str = "") -> str:
    """1 day, 9 days, 1,250 days"""
    return f"{number:,} {singular if abs(number) == 1 else plural or singular + 's'}"


def days_words(value: int | timedelta) -> str:
    """A whole number of days, or a length of time cut to whole days, in words."""
    return count_words(value.days if isinstance(value, timedelta) else int(value), "day")


def has_passed(due: date, now: datetime) -> bool:
    """True after the due moment; a day is due until it ends in London."""
    if isinstance(due, datetime):
        return now > due
    return london_day(now) > due


def due_words(due: date, now: datetime) -> str:
    """Where a deadline stands: "due Friday 18 May, in 3 days", "due today at 4:30pm", "overdue by 9 days".

    A moment in a day's last minute counts as the whole day and is said without a time. The year is said
    when it is not the present one. Days are calendar days in London.
    """
    ahead = (london_day(due) - london_day(now)).days
    if has_passed(due, now):
        return _overdue_words(due, -ahead)
    if ahead == 0:
        return f"due today{_at_words(due)}"
    if ahead == 1:
        return f"due tomorrow, {_short_day(due, now)}{_at_words(due)}"
    return f"due {_short_day(due, now)}{_at_words(due)}, in {days_words(ahead)}"


def _overdue_words(due: date, days_late: int) -> str:
    if days_late == 0 and isinstance(due, datetime):
        return f"overdue since {time_words(due)} today"
    return f"overdue by {days_words(days_late)}"


def _at_words(due: date) -> str:
    if not isinstance(due, datetime) or in_london(due).time() >= LAST_MINUTE:
        return ""
    return f" at {time_words(due)}"


def _short_day(due: date, now: datetime) -> str:
    words = weekday_words(due)
    return words.removesuffix(f" {london_day(now).year}")


def read_day(text: str) -> int | None:
    """A day of a month from one or two digits."""
    return _number(text, 1, 31) if len(text) <= 2 else None


def read_month(text: str) -> int | None:
    """A month from its number, its name or at least the first three letters of its name."""
    for number, name in enumerate(MONTHS, start=1):
        if len(text) >= 3 and name.lower().startswith(text.lower()):
            return number
    return _number(text, 1, 12) if len(text) <= 2 else None


def read_year(text: str) -> int | None:
    """A year of four digits: two digits could mean either century."""
    return _number(text, 1000, 9999) if len(text) == 4 else None


def _number(text: str, least: int, most: int) -> int | None:
    if not (text.isascii() and text.isdigit()):
        return None
    return int(text) if least <= int(text) <= most else None


def read_time(text: str) -> time | None:
    """4:30pm, 4.30 pm, 4pm, 16:30, 1630, midday, noon or midnight (the start of the day)."""
    words = text.lower().replace("a.m.", "am").replace("p.m.", "pm")
    if words in ("midday", "noon", "midnight"):
        return time(0 if words == "midnight" else 12)
    found = TYPED_TIME.fullmatch(words) if words.isascii() else None
    if not found or not (found["minute"] or found["half"]):
        return None
    return _clock_time(int(found["hour"]), int(found["minute"] or 0), found["half"])


def _clock_time(hour: int, minute: int, half: str | None) -> time | None:
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
