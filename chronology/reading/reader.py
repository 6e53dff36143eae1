"""Reads an agency's chronology file and checks it row by row."""

from collections.abc import Mapping, Sequence, Set
from pathlib import Path

from chronology.reading.checks import RowChecker, check_list, limited, read_cell, row_of
from chronology.reading.columns import COLUMNS, Column
from chronology.reading.dates import Period, read_date
from chronology.reading.grid import Contents, RefusedError
from chronology.reading.limits import DEFAULT_LIMITS, Limits
from chronology.reading.messages import message, refused
from chronology.reading.rows import Message, Reading, Row
from chronology.reading.sandbox import contents_of
from chronology.reading.tables import RawRow, Reader, Table, find_table
from chronology.reading.wording import initials_in


def read_file(
    path: Path,
    filename: str,
    *,
    period: Period | None,
    known_initials: Set[str] | None = None,
    columns: Sequence[Column] = COLUMNS,
    mapping: Mapping[str, str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Reading:
    """The rows of the file with everything that is wrong or odd about them (seed 004, chronology pro forma).

    `filename` is what the person called the file and is only quoted; what the file is, its content says.
    Bad files raise nothing: they come back as messages. The rest is as for `read_contents`.
    """
    try:
        contents = open_file(path, limits)
    except RefusedError as refusal:
        return Reading([], [refused(refusal, filename)])
    return read_contents(
        contents,
        filename=filename,
        period=period,
        known_initials=known_initials,
        columns=columns,
        mapping=mapping,
        limits=limits,
    )


def open_file(path: Path, limits: Limits) -> Contents:
    """The cells of a file, found by the limited process. Raises RefusedError."""
    size = path.stat().st_size
    if size == 0:
        raise RefusedError("C02")
    if size > limits.file_bytes:
        raise RefusedError("C03", limit=limits.file_bytes // (1024 * 1024))
    return contents_of(path, limits)


def read_contents(
    contents: Contents,
    *,
    filename: str,
    period: Period | None,
    known_initials: Set[str] | None = None,
    columns: Sequence[Column] = COLUMNS,
    mapping: Mapping[str, str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Reading:
    """The rows among the cells of a file, checked.

    `period` is that of the terms of reference, both days included. `known_initials` adds to the staff ID list
    in the file. `columns` are those of the case; `mapping` says of headings (`heading_name`) which column
    they are, "" for none.
    """
    try:
        table = find_table(contents, Reader(columns, mapping or {}))
    except RefusedError as refusal:
        return Reading([], [refused(refusal, filename)])
    if table.found and not table.found.is_complete:
        sheet, row = table.found.sheet, table.found.heading_row
        return Reading([], [message("C18", sheet=sheet, row=row)], found=table.found, places=table.places)
    return _checked(table, contents, period, known_initials, limits)


def typed_row(texts: Mapping[str, str], *, period: Period | None) -> Row:
    """The row that somebody typed, by the keys of its columns."""
    return row_of(texts, read_date(texts.get("date", ""), period))


def _checked(
    table: Table, contents: Contents, period: Period | None, known_initials: Set[str] | None, limits: Limits
) -> Reading:
    known = None if known_initials is None and not table.staff else {*(known_initials or ()), *table.staff}
    checker = RowChecker(period, known, limits)
    rows, messages = [], []
    for raw in table.rows:
        row = _row(raw, contents.epoch, period)
        rows.append(row)
        messages += _broken(raw) or checker.messages(row)
    messages += [*_about_the_file(rows, known), *check_list(rows), *table.messages]
    messages += [message("C67")] * contents.has_macros
    return Reading(rows, limited(messages), table.header, table.staff, table.found, table.places)


def _row(raw: RawRow, epoch: int | None, period: Period | None) -> Row:
    reading = read_cell(raw.date, period, epoch)
    return row_of(raw.texts, reading, number=raw.number, sheet=raw.sheet)


def _broken(raw: RawRow) -> list[Message]:
    return [message("C20", sheet=raw.sheet, row=raw.number)] if raw.is_broken else []


def _about_the_file(rows: list[Row], known: Set[str] | None) -> list[Message]:
    if not rows:
        return [message("C13")]
    if known is None and any(initials_in(row.staff) for row in rows):
        return [message("C61", column="staff")]
    return []
