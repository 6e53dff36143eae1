"""Two versions of a text side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from scr.letters.models import LetterText

STATES = {"equal": "", "replace": "Changed", "delete": "Taken out", "insert": "Added"}


@dataclass(frozen=True)
class Row:
    """One line of each version; `state` says in a word what became of it, "" where nothing did."""

    state: str
    before: str
    after: str


def rows_between(earlier: LetterText, later: LetterText) -> list[Row]:
    """Label, subject and body of two versions, line by line."""
    return list(_rows(_lines(earlier), _lines(later)))


def _lines(text: LetterText) -> list[str]:
    return [text.label, text.subject, *text.body.strip().splitlines()]


def _rows(before: list[str], after: list[str]) -> Iterator[Row]:
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for old, new in zip_longest(before[a:b], after[c:d], fillvalue=""):
            if old.strip() or new.strip():
                yield Row(STATES[tag], old, new)
