"""Reads an agency's chronology file and checks it row by row."""

from collections.abc import Set
from pathlib import Path

from chronology.reading.checks import RowChecker, check_list, limited
from chronology.reading.dates import Period
from chronology.reading.grid import Contents, RefusedError
from chronology.reading.limits import DEFAULT_LIMITS, Limits
from chronology.reading.messages import message, refused
from chronology.reading.rows import Message, Reading, Row
from chronology.reading.sandbox import read_contents
from chronology.reading.tables import Table, find_table
from chronology.reading.wording import initials_in


def read_file(
    path: Path,
    filename: str,
    *,
    period: Period | None,
    known_initials: Set[str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Reading:
    """The rows of the file with everything that is wrong or odd about them (seed 004, chronology pro forma).

    `filename` is what the person called the file and is only quoted; what the file is, its content says.
    `period` is that of the terms of reference, both days included. `known_initials` adds to the staff ID list
    in the file. Bad files raise nothing: they come back as messages.
    """
    try:
        contents = _contents(path, limits)
        table = find_table(contents)
    except RefusedError as refusal:
        return Reading([], [refused(refusal, filename)])
    return _checked(table, period, known_initials, limits)


def _contents(path: Path, limits: Limits) -> Contents:
    size = path.stat().st_size
    if size == 0:
        raise RefusedError("C02")
    if size > limits.file_bytes:
        raise RefusedError("C03", limit=limits.file_bytes // (1024 * 1024))
    return read_contents(path, limits)


def _checked(table: Table, period: Period | None, known_initials: Set[str] | None, limits: Limits) -> Reading:
    known = None if known_initials is None and not table.staff else {*(known_initials or ()), *table.staff}
    checker = RowChecker(period, known, limits)
    rows = [checker.row(raw) for raw in table.rows]
    messages = [*checker.messages, *_about_the_file(table, rows, known), *check_list(rows), *table.messages]
    return Reading(rows, limited(messages), table.header, table.staff)


def _about_the_file(table: Table, rows: list[Row], known: Set[str] | None) -> list[Message]:
    if not rows:
        return [message("C13")]
    if known is None and any(initials_in(row.staff) for row in rows):
        return [message("C61", column="staff")]
    return []
