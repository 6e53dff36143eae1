"""Two versions of terms of reference side by side, point by point and word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from reviews.terms_sheet import Row
from scr.letters.comparing import STATES, Piece, words_between

# What is said anew with each version; the days that hold stand with the agencies.
OF_ONE_VERSION = frozenset({"reviews_due_on", "why_outside_window"})
ADDED, TAKEN_OUT, CHANGED = STATES["insert"], STATES["delete"], STATES["replace"]


@dataclass(frozen=True)
class Compared:
    """One point in both versions; `state` says in a word what became of it, "" where nothing did."""

    label: str
    state: str
    before: list[Piece]
    after: list[Piece]


def compared(earlier: Sequence[Row], later: Sequence[Row]) -> list[Compared]:
    """Every point that one of two versions has, in the order of the later one."""
    old, new = ({row.key: row for row in rows} for rows in (earlier, later))
    rows = {row.key: row for row in chain(later, earlier)}
    return [
        _compare(row.label, old[key].text if key in old else "", new[key].text if key in new else "")
        for key, row in rows.items()
        if key not in OF_ONE_VERSION and (row.text or (key in old and old[key].text))
    ]


def changes(earlier: Sequence[Row], later: Sequence[Row]) -> list[Compared]:
    """Only what differs."""
    return [one for one in compared(earlier, later) if one.state]


def _compare(label: str, before: str, after: str) -> Compared:
    pieces = words_between(before, after)
    return Compared(
        label,
        _state(before, after),
        [piece for piece in pieces if piece.state != ADDED],
        [piece for piece in pieces if piece.state != TAKEN_OUT],
    )


def _state(before: str, after: str) -> str:
    if before == after:
        return ""
    if not before:
        return ADDED
    return CHANGED if after else TAKEN_OUT
