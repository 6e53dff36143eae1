"""Checks the rows of a chronology one by one and against each other (seed 004, chronology pro forma).

Pure: rows in, messages out, whether the rows come from a file or from the database. Nothing is corrected and
nothing is guessed.
"""

import re
from collections.abc import Iterator, Sequence, Set
from datetime import date
from itertools import pairwise

from chronology.reading.columns import NARRATIVE_KEYS, Column
from chronology.reading.dates import DateFault, DateReading, Period, read_date
from chronology.reading.grid import cell_text
from chronology.reading.limits import DEFAULT_LIMITS, Limits
from chronology.reading.messages import message
from chronology.reading.rows import Message, Row
from chronology.reading.wording import (
    initials_in,
    initials_key,
    is_blank,
    is_ditto,
    is_error_value,
    is_thin,
    plain_words,
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
    """Checks rows against the period and the initials known; collects the messages in the order of the rows.

    `columns` are those that the rows have: nothing is said about a column that is not there.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        period: Period | None,
        known_initials: Set[str] | None,
        limits: Limits,
    ) -> None:
        self._headings = {column.key: column.heading for column in columns}
        self._period = period
        self._known = (
            None if known_initials is None else {initials_key(initials) for initials in known_initials}
        )
        self._limits = limits
        self.messages: list[Message] = []

    def row(self, row: Row, reading: DateReading | None = None) -> None:
        """Add whatever is wrong about the row to the messages; where there is an error, no warnings. Who has
        just read its date says what came of it."""
        if row.is_broken:
            self.messages.append(self._message("C20", row))
            return
        reading = reading or read_date(row.date_text, self._period)
        self.messages.extend([*self._errors(row, reading)] or [*self._warnings(row, reading)])

    def _message(self, code: str, row: Row, column: str | None = None, **words: str | int) -> Message:
        return message(code, sheet=row.sheet, row=row.number, column=column, headings=self._headings, **words)

    def _errors(self, row: Row, reading: DateReading) -> Iterator[Message]:
        yield from self._unstorable(row)
        if reading.fault and not row.date and not is_error_value(row.date_text):
            yield self._message(_DATE_CODES[reading.fault], row, "date", text=row.date_text)
        for key, text in self._texts(row):
            if key != "date" and is_ditto(text):
                yield self._message("C27", row, key, text=text)
        if all(is_blank(row.text(key)) for key in (*NARRATIVE_KEYS, "comment")):
            yield self._message("C28", row)

    def _unstorable(self, row: Row) -> Iterator[Message]:
        limit = self._limits.cell_characters
        for key, text in self._texts(row):
            if len(text) > limit:
                yield self._message("C29", row, key, length=len(text), limit=limit)
            if _UNPRINTABLE.search(text):
                yield self._message("C30", row, key)
            if is_error_value(text):
                yield self._message("C40", row, key, text=text)

    def _texts(self, row: Row) -> Iterator[tuple[str, str]]:
        """The cells that hold something."""
        return ((key, text) for key in self._headings if (text := row.text(key)))

    def _warnings(self, row: Row, reading: DateReading) -> Iterator[Message]:
        yield from self._date_warnings(row, reading)
        if is_thin([row.child_contact, row.family_contact, row.communication]):
            yield self._message("C52", row)
        unknown = self._unknown(row.staff)
        if unknown:
            yield self._message("C53", row, "staff", initials=", ".join(unknown))
        if "source" in self._headings and is_blank(row.source):
            yield self._message("C54", row, "source")

    def _date_warnings(self, row: Row, reading: DateReading) -> Iterator[Message]:
        if row.date and self._period and not self._period[0] <= row.date <= self._period[1]:
            first, last = (cell_text(day) for day in self._period)
            words = {"date": cell_text(row.date), "first": first, "last": last}
            yield self._message("C51", row, "date", **words)
        if reading.weekday_differs:
            yield self._message("C57", row, "date", text=row.date_text)

    def _unknown(self, staff: str) -> list[str]:
        if self._known is None:
            return []
        return [initials for initials in initials_in(staff) if initials_key(initials) not in self._known]


def check_rows(
    rows: Sequence[Row],
    *,
    columns: Sequence[Column],
    period: Period | None,
    known_initials: Set[str] | None,
    limits: Limits = DEFAULT_LIMITS,
) -> list[Message]:
    """Everything that is wrong or odd about rows, from a file or from the database, and about them as a list.

    `period` is that of the terms of reference, both days included. Without `known_initials` no initials are
    asked about.
    """
    checker = RowChecker(columns, period, known_initials, limits)
    for row in rows:
        checker.row(row)
    return limited([*checker.messages, *check_list(rows)])


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
