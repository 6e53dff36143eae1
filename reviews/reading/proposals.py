"""Recommendations and actions as they stand in a Word file: in tables with their headings, or as a list."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from chronology.reading.dates import read_date
from reviews.reading.blocks import Block, What
from reviews.reading.placing import Part

# Words in the heading of a column, the first that fits holds.
COLUMNS = {
    "recommendation": ("recommendation",),
    "owner": ("owner", "who", "lead", "responsib", "post", "officer"),
    "due_on": ("by when", "when", "date", "timescale", "deadline", "due", "target"),
    "measure": ("measure", "outcome", "evidence", "success", "how will", "how you", "indicator", "monitor"),
    "resources": ("resource", "cost", "what it takes"),
    "what": ("action", "what", "task", "step"),
}
NUMBER = re.compile(r"^\s*(?:recommendation|rec|r|no)?\.?\s*(\d{1,3})\s*[.):]?\s*$", re.IGNORECASE)
LEADING_NUMBER = re.compile(r"^\s*(?:recommendation|rec\.?|r)?\s*\d{1,3}\s*[.):–-]\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Read:
    """A row as it was read; what could not be told is empty."""

    recommendation: str = ""
    what: str = ""
    owner: str = ""
    due_on: date | None = None
    measure: str = ""
    resources: str = ""


def recommendations_in(parts: Iterable[Part]) -> list[Read]:
    """Recommendations with the post that sees to them, where the file names one."""
    found = []
    for block in _blocks(parts):
        if block.what == What.TABLE:
            found += [one for one in _rows(block, need="recommendation") if one.recommendation]
        else:
            found.append(Read(recommendation=LEADING_NUMBER.sub("", block.text, count=1)))
    return found


def actions_in(parts: Iterable[Part]) -> list[Read]:
    """The actions of a plan that stands in a table."""
    tables = (one for one in _blocks(parts) if one.what == What.TABLE)
    return [one for table in tables for one in _rows(table, need="what") if one.what]


def number_of(text: str, recommendations: Sequence[str]) -> int:
    """Which recommendation is meant, by its number or its words; 0 if that cannot be told."""
    if found := NUMBER.match(text):
        return int(found[1]) if int(found[1]) <= len(recommendations) else 0
    plain = _plain(LEADING_NUMBER.sub("", text, count=1))
    return next((n for n, one in enumerate(recommendations, 1) if plain and _plain(one) == plain), 0)


def _blocks(parts: Iterable[Part]) -> Iterator[Block]:
    for part in parts:
        yield from part.blocks


def _rows(table: Block, *, need: str) -> list[Read]:
    """The rows below the headings; none where no heading says what is looked for."""
    if not table.rows:
        return []
    places = _places(table.rows[0])
    if need not in places:
        return []
    return [_row(cells, places) for cells in table.rows[1:]]


def _places(headings: list[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        words = heading.casefold()
        name = next((name for name, marks in COLUMNS.items() if any(mark in words for mark in marks)), "")
        if name:
            places.setdefault(name, place)
    return places


def _row(cells: list[str], places: dict[str, int]) -> Read:
    said = {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
    due = read_date(said.pop("due_on", ""), None)
    return Read(**said, due_on=due.day)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
