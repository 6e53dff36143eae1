"""Checks the rows of a chronology one by one and against each other (seed 004, chronology pro forma).

Pure: rows in, rows and messages out. Nothing is corrected and nothing is guessed.
"""

import re
from collections.abc import Iterator, Set
from datetime import date, datetime
from itertools import pairwise

from chronology.reading.columns import KEYS, NARRATIVE_KEYS, TEXT_KEYS
from chronology.reading.dates import DateFault, DateReading, Period, read_date
from chronology.reading.grid import Cell, cell_text
from chronology.reading.limits import Limits
from chronology.reading.messages import message
from chronology.reading.rows import Message, Row
from chronology.reading.tables import RawRow
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

_DATE_CODES = {
    DateFault.MISSING: "C21",
    DateFault.IMPOSSIBLE: "C22",
    DateFault.RANGE: "C23",
    DateFault.PARTIAL: "C24",
    DateFault.TIME: "C25",
    DateFault.UNCLEAR: "C26",
    DateFault.DITTO: "C27",
    DateFault.CENTURY: "C31",
}
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


class RowChecker:
    """Checks rows against the period and the initials known; collects the messages in file order."""

    def __init__(self, period: Period | None, known_initials: Set[str] | None, limits: Limits) -> None:
        self._period = period
        self._known = (
            None if known_initials is None else {initials_key(initials) for initials in known_initials}
        )
        self._limits = limits
        self.messages: list[Message] = []

    def row(self, raw: RawRow) -> Row:
        """The row, with whatever is wrong about it added to the messages."""
        reading = _dated(raw.date, self._period)
        row = _row(raw, reading)
        found = [*self._errors(raw, row, reading)]
        if not found:
            found = [*self._warnings(row, reading)]
        self.messages.extend(found)
        return row

    def _errors(self, raw: RawRow, row: Row, reading: DateReading) -> Iterator[Message]:
        if raw.is_broken:
            yield message("C20", sheet=raw.sheet, row=raw.number)
            return
        yield from self._unstorable(raw)
        if reading.fault:
            yield message(
                _DATE_CODES[reading.fault], sheet=raw.sheet, row=raw.number, column="date", text=row.date_text
            )
        for key in TEXT_KEYS:
            if is_ditto(raw.texts[key]):
                yield message("C27", sheet=raw.sheet, row=raw.number, column=key, text=raw.texts[key])
        if all(is_blank(raw.texts[key]) for key in (*NARRATIVE_KEYS, "comment")):
            yield message("C28", sheet=raw.sheet, row=raw.number)

    def _unstorable(self, raw: RawRow) -> Iterator[Message]:
        limit = self._limits.cell_characters
        for key in KEYS:
            text = raw.texts[key]
            if len(text) > limit:
                yield message(
                    "C29", sheet=raw.sheet, row=raw.number, column=key, length=len(text), limit=limit
                )
            if _UNPRINTABLE.search(text):
                yield message("C30", sheet=raw.sheet, row=raw.number, column=key)

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
        if row.date and self._period and not self._period[0] <= row.date <= self._period[1]:
            first, last = (cell_text(day) for day in self._period)
            words = {"date": cell_text(row.date), "first": first, "last": last}
            yield message("C51", sheet=row.sheet, row=row.number, column="date", **words)
        if reading.weekday_differs:
            yield message("C57", sheet=row.sheet, row=row.number, column="date", text=row.date_text)

    def _unknown(self, staff: str) -> list[str]:
        if self._known is None:
            return []
        return [initials for initials in initials_in(staff) if initials_key(initials) not in self._known]


def check_list(rows: list[Row]) -> Iterator[Message]:
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


def _duplicates(rows: list[Row]) -> Iterator[Message]:
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


def _dated(cell: Cell, period: Period | None) -> DateReading:
    if isinstance(cell, datetime):
        return DateReading(fault=DateFault.TIME)
    if isinstance(cell, date):
        return DateReading(day=cell)
    return read_date(cell, period)


def _row(raw: RawRow, reading: DateReading) -> Row:
    texts = {key: raw.texts[key] for key in TEXT_KEYS}
    told = "\n".join(texts[key] for key in (*NARRATIVE_KEYS, "comment") if texts[key])
    return Row(
        number=raw.number,
        sheet=raw.sheet,
        date=reading.day,
        date_text=raw.texts["date"],
        is_estimated=reading.is_estimated or says_estimated(told),
        time_text=time_of_day(told),
        **texts,
    )
