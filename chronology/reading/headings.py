"""Which column of ours a heading in a file means: as the person said, exactly, or by likeness.

A heading is compared by its plain words, whatever its case, spacing, signs and notes in brackets.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from chronology.reading.columns import COLUMNS, Column
from chronology.reading.synonyms import SYNONYMS

# A heading is short; a long text that happens to begin with the same words is a row.
LONGEST_HEADING = 200
LONGEST_ALIKE = 60
# "Soruce of record" is 0.94 like the heading, "Contact with GP" 0.79 like contact with the child.
CUT_OFF = 0.85
SHORTEST_MISSPELT = 5

Mapped = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Recognised:
    """The key of a column of ours, empty for one left out, and how it was told: "chosen" (by the person now),
    "remembered" (from an earlier file), "exact", "alike", or "" where it was not."""

    key: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for in a file: the columns of the case, what the person said of the columns of the file
    (by `heading_name`), and where the person said the headings are (sheet, row; row 0: there are none)."""

    columns: Sequence[Column] = COLUMNS
    mapping: Mapped | None = None
    heading_row: tuple[str, int] | None = None

    @property
    def said(self) -> str:
        """How a column that stands in the mapping was told."""
        return "chosen" if self.heading_row else "remembered"


def heading_name(text: str, place: int) -> str:
    """What a column of a file is called in a mapping: its plain words, or its number from 1 on ("#3")."""
    return plain(text) or f"#{place + 1}"


def heading_key(text: str, columns: Sequence[Column] = COLUMNS) -> str | None:
    """The column whose heading this cell holds exactly, or None."""
    if not text or len(text) > LONGEST_HEADING:
        return None
    words = plain(text)
    same = (column.key for column in columns if words and words == _plain_heading(column.heading))
    answering = (column.key for column in columns if column.pattern.search(words))
    return next(same, None) or next(answering, None)


def recognise(texts: Sequence[str], wanted: Wanted, *, by_likeness: bool) -> list[Recognised]:
    """What each of these cells means as a heading. By likeness a column of ours goes to the one column of the
    file that is most like it; two of the same exact heading are both named."""
    found = [_said(text, place, wanted) for place, text in enumerate(texts)]
    taken = {one.key for one in found if one}
    for place, text in enumerate(texts):
        if found[place] is None and (key := heading_key(text, wanted.columns)) and key not in taken:
            found[place] = Recognised(key, "exact")
    if by_likeness:
        _add_alike(found, texts, wanted.columns)
    return [one or Recognised() for one in found]


def plain(text: str) -> str:
    """The words of a heading without case, signs and notes in brackets."""
    without_notes = re.sub(r"[(\[][^)\]]*[)\]]?", " ", text[: LONGEST_HEADING + 1].casefold())
    return " ".join(re.sub(r"[^a-z0-9]+", " ", without_notes).split())


@lru_cache(maxsize=1_000)
def _plain_heading(heading: str) -> str:
    """Kept because it is asked for each row; the headings of a case are no secret."""
    return plain(heading)


def _said(text: str, place: int, wanted: Wanted) -> Recognised | None:
    name = heading_name(text, place)
    if not wanted.mapping or name not in wanted.mapping:
        return None
    key = wanted.mapping[name]
    is_known = any(column.key == key for column in wanted.columns)
    return Recognised(key if is_known else "", wanted.said)


def _add_alike(found: list[Recognised | None], texts: Sequence[str], columns: Sequence[Column]) -> None:
    """The likest pair first, then the likest of the rest; of equals the first in the file."""
    taken = {one.key for one in found if one}
    phrases = {column.key: _phrases(column) for column in columns if column.key not in taken}
    pairs = [
        (-likeness, place, key)
        for place, words in enumerate(map(plain, texts))
        if found[place] is None and 0 < len(words) <= LONGEST_ALIKE
        for key, of_column in phrases.items()
        if (likeness := _likeness(words, of_column)) >= CUT_OFF
    ]
    for _negative, place, key in sorted(pairs):
        if found[place] is None and key not in taken:
            found[place] = Recognised(key, "alike")
            taken.add(key)


def _phrases(column: Column) -> tuple[str, ...]:
    return _plain_heading(column.heading), *SYNONYMS.get(column.key, ())


def _likeness(words: str, phrases: Sequence[str]) -> float:
    """How like a heading is to what a column is called, from 0 to 1. Of two words that agencies use, the
    commoner is a little more like."""
    return max(_ratio(words, phrase) - rank / 1_000 for rank, phrase in enumerate(phrases))


def _ratio(words: str, phrase: str) -> float:
    if words == phrase:
        return 1
    shorter, longer = sorted((len(words), len(phrase)))
    if shorter < SHORTEST_MISSPELT or 2 * shorter < CUT_OFF * (shorter + longer):
        return 0
    matcher = SequenceMatcher(None, words, phrase)
    return matcher.ratio() if matcher.quick_ratio() >= CUT_OFF else 0
