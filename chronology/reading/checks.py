"""Checks the rows of a chronology one by one and against each other (seed 004, chronology pro forma).

Pure: rows in, messages out, for rows of a file and for those that are kept alike. Nothing is corrected and
nothing is guessed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from itertools import pairwise
from typing import Any

from chronology.reading.columns import NARRATIVE_KEYS, TEXT_KEYS
from chronology.reading.dates import SERIAL, DateFault, DateReading, Period, Precision, read_date, read_day
from chronology.reading.dates_in_words import in_words
from chronology.reading.grid import Cell, cell_text
from chronology.reading.limits import Limits
from chronology.reading.messages import message
from chronology.reading.rows import Message, Row
from chronology.reading.wording import (
    initials_in,
    initials_key,
    is_blank,
    is_ditto,
    is_thin,
    plain_words,
    says_estimated,
    time_of_day,
)

MESSAGES_KEPT = 1_000

_FAULTS = {
    DateFault.MISSING: "C21",
    DateFault.IMPOSSIBLE: "C22",
    DateFault.INCOMPLETE: "C24",
    DateFault.UNCLEAR: "C26",
    DateFault.DITTO: "C27",
    DateFault.CENTURY: "C31",
    DateFault.UNKNOWN: "C32",
}
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def read_cell(cell: Cell, period: Period | None, epoch: int | None = None) -> DateReading:
    """What a date cell says, whether it holds a text or a date already."""
    return read_date(cell, period, epoch=epoch) if isinstance(cell, str) else read_day(cell)


def row_of(texts: Mapping[str, str], reading: DateReading, *, number: int = 0, sheet: str = "") -> Row:
    """The row that a date cell and the other cells make; texts beyond the seven are of added columns."""
    told = "\n".join(texts[key] for key in (*NARRATIVE_KEYS, "comment") if texts.get(key))
    return Row(
        number=number,
        sheet=sheet,
        date=reading.day,
        date_text=texts.get("date", ""),
        is_estimated=reading.is_estimated or says_estimated(told),
        time_text=reading.time_text or time_of_day(told),
        precision=reading.precision or "",
        date_first=reading.first,
        date_last=reading.last,
        more={key: text for key, text in texts.items() if key not in ("date", *TEXT_KEYS) and text},
        **{key: texts.get(key, "") for key in TEXT_KEYS},
    )


class RowChecker:
    """Checks rows against the period and the initials known."""

    def __init__(self, period: Period | None, known_initials: Set[str] | None, limits: Limits) -> None:
        self._period = period
        self._known = (
            None if known_initials is None else {initials_key(initials) for initials in known_initials}
        )
        self._limits = limits

    def messages(self, row: Row) -> list[Message]:
        """Whatever is wrong about a row; it is asked about only where nothing is wrong."""
        reading = read_date(row.date_text, self._period)
        return [*self._errors(row, reading)] or [*self._warnings(row, reading)]

    def _errors(self, row: Row, reading: DateReading) -> Iterator[Message]:
        yield from self._unstorable(row)
        if row.date is None:
            yield _undated(row, reading)
        for key in TEXT_KEYS:
            text = getattr(row, key)
            if is_ditto(text):
                yield message("C27", sheet=row.sheet, row=row.number, column=key, text=text)
        if all(is_blank(getattr(row, key)) for key in (*NARRATIVE_KEYS, "comment")):
            yield message("C28", sheet=row.sheet, row=row.number)

    def _unstorable(self, row: Row) -> Iterator[Message]:
        limit = self._limits.cell_characters
        for key, text in (("date", row.date_text), *((key, getattr(row, key)) for key in TEXT_KEYS)):
            if len(text) > limit:
                yield message(
                    "C29", sheet=row.sheet, row=row.number, column=key, length=len(text), limit=limit
                )
            if _UNPRINTABLE.search(text):
                yield message("C30", sheet=row.sheet, row=row.number, column=key)

    def _warnings(self, row: Row, reading: DateReading) -> Iterator[Message]:
        yield from self._date_warnings(row, reading)
        if is_thin([row.child_contact, row.family_contact, row.communication]):
            yield message("C52", sheet=row.sheet, row=row.number)
        unknown = self._unknown(row.staff)
        if unknown:
            yield message("C53", sheet=row.sheet, row=row.number, column="staff", initials=", ".join(unknown))
        if is_blank(row.source):
            yield message("C54", sheet=row.sheet, row=row.number, column="source")

    def _date_warnings(self, row: Row, reading: DateReading) -> Iterator[Message]:
        place = _at_date(row)
        if row.date and self._period and not self._period[0] <= row.date <= self._period[1]:
            first, last = (cell_text(day) for day in self._period)
            yield message("C51", **place, date=cell_text(row.date), first=first, last=last)
        if reading.weekday_differs:
            yield message("C57", **place, text=row.date_text)
        if reading.time_text:
            yield message("C63", **place, time=reading.time_text)
        if reading.was_recovered or SERIAL.fullmatch(row.date_text):
            understood = in_words(row.precision, row.date_first, row.date_last)
            yield message("C64", **place, text=row.date_text, understood=understood)

    def _unknown(self, staff: str) -> list[str]:
        if self._known is None:
            return []
        return [initials for initials in initials_in(staff) if initials_key(initials) not in self._known]


def _at_date(row: Row) -> dict[str, Any]:
    """Where the date of a row stands."""
    return {"sheet": row.sheet, "row": row.number, "column": "date"}


def _undated(row: Row, reading: DateReading) -> Message:
    """Why a row has no day to be sorted by."""
    place = _at_date(row)
    if reading.fault:
        return message(_FAULTS[reading.fault], **place, text=row.date_text)
    is_period = reading.precision in (Precision.BETWEEN, Precision.BEFORE, Precision.AFTER)
    code = "C23" if is_period else "C24"
    return message(code, **place, text=row.date_text, understood=_understood(reading))


def _understood(reading: DateReading) -> str:
    return in_words(reading.precision or "", reading.first, reading.last)


def check_rows(
    rows: Sequence[Row], *, period: Period | None, known_initials: Set[str] | None, limits: Limits
) -> list[Message]:
    """What there is to say of rows, each by itself and as a list."""
    checker = RowChecker(period, known_initials, limits)
    return [*(one for row in rows for one in checker.messages(row)), *check_list(rows)]


def check_list(rows: Sequence[Row]) -> Iterator[Message]:
    """Messages about the rows as a list: probable duplicates and order."""
    yield from _duplicates(rows)
    dated = [row for row in rows if row.date]
    earlier = [row for above, row in pairwise(dated) if _date(row) < _date(above)]
    if earlier:
        first = earlier[0]
        yield message("C56", sheet=first.sheet, row=first.number, column="date", count=len(earlier))


def limited(messages: list[Message]) -> list[Message]:
    """The first messages, errors before warnings if there are too many, and one that counts the rest."""
    if len(messages) <= MESSAGES_KEPT:
        return messages
    by_weight = sorted(messages, key=lambda found: not found.is_error)
    rest = len(messages) - MESSAGES_KEPT
    closing = message("C49" if by_weight[MESSAGES_KEPT].is_error else "C62", count=rest)
    return [*by_weight[:MESSAGES_KEPT], closing]


def _duplicates(rows: Sequence[Row]) -> Iterator[Message]:
    seen: dict[tuple[date, str], int] = {}
    for row in rows:
        words = plain_words(" ".join(getattr(row, key) for key in NARRATIVE_KEYS))
        if not row.date or not words:
            continue
        other = seen.setdefault((row.date, words), row.number)
        if other != row.number:
            yield message("C55", sheet=row.sheet, row=row.number, other=other)


def _date(row: Row) -> date:
    return row.date or date.min
