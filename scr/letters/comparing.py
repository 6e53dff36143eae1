"""Two versions of a text: side by side, or one in the other."""

import re
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


@dataclass(frozen=True)
class Piece:
    """Words that stayed (state ""), were taken out or were added."""

    state: str
    text: str


def words_between(before: str, after: str) -> list[Piece]:
    """A text as it was and as it is, in one piece of reading: word by word, spaces kept."""
    old, new = (re.findall(r"\s+|\S+", text) for text in (before, after))
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("", "".join(old[a:b])))
            continue
        parts = ((STATES["delete"], old[a:b]), (STATES["insert"], new[c:d]))
        pieces += [Piece(state, "".join(words)) for state, words in parts if words]
    return pieces


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
