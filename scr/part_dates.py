"""Dates of which only a part is known: a year, a month, or a day that is no more than about right.

People know that somebody was born "about 1985". Nothing is added to what is known: a year stays a year, and
is kept and said as one.
"""

import re
from dataclasses import dataclass
from datetime import date

from scr.dates import MONTHS

ABOUT = "~"
KEPT = re.compile(r"(?P<about>~?)(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
MOST_LETTERS = len("~1985-12-28")


@dataclass(frozen=True)
class PartDate:
    """A year, with the month and the day as far as they are known."""

    year: int
    month: int | None = None
    day: int | None = None
    is_about: bool = False

    def __str__(self) -> str:
        """As it is kept: 1985, 1985-04 or 1985-04-12, with ~ in front for "about"."""
        parts = [f"{self.year:04}", *(f"{one:02}" for one in (self.month, self.day) if one)]
        return (ABOUT if self.is_about else "") + "-".join(parts)

    @property
    def words(self) -> str:
        """about 12 April 1985"""
        parts = [str(self.day or ""), MONTHS[self.month - 1] if self.month else "", str(self.year)]
        return " ".join(filter(None, ["about" if self.is_about else "", *parts]))

    @property
    def exact(self) -> date | None:
        """The day, where it is known for certain."""
        is_whole = self.month and self.day and not self.is_about
        return date(self.year, self.month or 1, self.day or 1) if is_whole else None

    @property
    def earliest(self) -> date:
        """The first day that it can mean; only for putting people in order."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> tuple[int, int, int]:
        """Not before the last day that it can mean, for comparing with `earliest`."""
        return self.year, self.month or 12, self.day or 31


def read_kept(text: str) -> PartDate | None:
    """A date as it was kept; None for an empty text. Raises ValueError for anything else."""
    if not text:
        return None
    found = KEPT.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no date as Lantern keeps them")
    month, day = (int(found[name]) if found[name] else None for name in ("month", "day"))
    return PartDate(int(found["year"]), month, day, is_about=bool(found["about"]))


def part_date_of(day: date | None) -> PartDate | None:
    return PartDate(day.year, day.month, day.day) if day else None


def is_before(one: PartDate | None, other: PartDate | None) -> bool:
    """Whether one date lies before the other for certain, as far as both are known."""
    if one is None or other is None or one.is_about or other.is_about:
        return False
    return one.latest < (other.earliest.year, other.earliest.month, other.earliest.day)
