"""How the demo chronologies are written: key events as notes, routine contact as series of sentences."""

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SATURDAY = 5
_COLUMNS = {"C": "child", "F": "family", "A": "communication", "N": "comment"}
_HEADER = re.compile(r"^(-?\d+)(?: (\d\d[:.]\d\d))? \| ([^|]+) \| ([^|]+?)(?: \| ([a-z0-9-]+))?$")
_COLUMN = re.compile(r"^([CFAN]): (.*)$")


@dataclass(frozen=True)
class Row:
    """A row; `day` counts from the referral, `time` is as the agency typed it, `ref` its name in the key."""

    day: int
    time: str
    child: str
    family: str
    communication: str
    source: str
    staff: tuple[str, ...]
    comment: str = ""
    ref: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(text for text in (self.child, self.family, self.communication, self.comment) if text)


def notes(text: str) -> tuple[Row, ...]:
    """Rows written as blocks: `day [time] | staff | source [| ref]`, then lines `C:`, `F:`, `A:`, `N:`.

    C is contact with the child, F with the family, A communication of agencies, N the comment.
    An indented line continues the one before. ValueError where a block is not of this form.
    """
    return tuple(_row(block.splitlines()) for block in re.split(r"\n\s*\n", text.strip()))


def _row(lines: Sequence[str]) -> Row:
    header = _HEADER.match(lines[0].strip())
    if not header:
        raise ValueError(f"not the head of a row: {lines[0]!r}")
    day, time, staff, source, ref = header.groups()
    columns = _columns(lines[1:])
    return Row(
        day=int(day),
        time=time or "",
        child=columns.get("child", ""),
        family=columns.get("family", ""),
        communication=columns.get("communication", ""),
        source=source,
        staff=_staff(staff),
        comment=columns.get("comment", ""),
        ref=ref or "",
    )


def _columns(lines: Sequence[str]) -> dict[str, str]:
    columns: dict[str, str] = {}
    name = ""
    for line in lines:
        found = _COLUMN.match(line)
        if found:
            name = _COLUMNS[found[1]]
        elif not name:
            raise ValueError(f"text before the first column: {line!r}")
        columns[name] = f"{columns.get(name, '')} {found[2] if found else line.strip()}".strip()
    return columns


def _staff(text: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in text.split(","))


def days_between(
    first: int, last: int, count: int, *, weekends: bool = False, avoid: Iterable[int] = ()
) -> list[int]:
    """`count` days spread evenly over `first` to `last`, never at a weekend unless the agency works then."""
    avoided = set(avoid)
    free = [day for day in range(first, last + 1) if day not in avoided and (weekends or day % 7 < SATURDAY)]
    if count > len(free):
        raise ValueError(f"only {len(free)} days between {first} and {last}")
    return [free[(2 * index + 1) * len(free) // (2 * count)] for index in range(count)]


class _Deck:
    """Deals the sentences of one part in a fixed order, each once before any comes again."""

    def __init__(self, sentences: Sequence[str], seed: str) -> None:
        self._order = list(sentences)
        if seed:
            random.Random(seed).shuffle(self._order)
        self._dealt = 0

    def deal(self) -> str:
        sentence = self._order[self._dealt % len(self._order)]
        self._dealt += 1
        return sentence


@dataclass(frozen=True)
class Series:
    """Routine contact of one sort; each bank is parts divided by blank lines, each part a sentence a line.

    A row takes one sentence of every part. A line of `-` stands for nothing said. Sentences of a bank with
    one part keep their order, since they tell of something that goes on; those of several parts are shuffled.
    """

    name: str
    days: Sequence[int]
    staff: str
    source: str
    child: str = ""
    family: str = ""
    communication: str = ""
    comment: str = ""

    def rows(self) -> tuple[Row, ...]:
        dealers = {name: self._decks(name) for name in ("child", "family", "communication", "comment")}
        return tuple(self._row(day, dealers) for day in self.days)

    def _decks(self, column: str) -> list[_Deck]:
        bank: str = getattr(self, column)
        parts = re.split(r"\n\s*\n", bank.strip()) if bank else []
        return [
            _Deck(part.strip().splitlines(), f"{self.name}:{column}:{index}" if len(parts) > 1 else "")
            for index, part in enumerate(parts)
        ]

    def _row(self, day: int, dealers: dict[str, list[_Deck]]) -> Row:
        texts = {name: _spoken(deck.deal() for deck in decks) for name, decks in dealers.items()}
        return Row(
            day=day,
            time="",
            child=texts["child"],
            family=texts["family"],
            communication=texts["communication"],
            source=self.source,
            staff=_staff(self.staff),
            comment=texts["comment"],
        )


def _spoken(sentences: Iterable[str]) -> str:
    return " ".join(sentence.strip() for sentence in sentences if sentence.strip() != "-")


def in_order(*groups: Iterable[Row]) -> tuple[Row, ...]:
    """All rows by day, those of one day in the order given: stable, so that the files are always the same."""
    return tuple(sorted((row for group in groups for row in group), key=lambda row: row.day))
