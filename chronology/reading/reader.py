"""Reads an agency's chronology file and checks it row by row."""

from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from chronology.reading.checks import RowChecker, check_list, limited
from chronology.reading.columns import COLUMNS, Column
from chronology.reading.dates import Period
from chronology.reading.from_cells import row_from
from chronology.reading.grid import Contents, Note, RefusedError
from chronology.reading.headings import Mapped, Wanted
from chronology.reading.layout import found_in, guessed_layout
from chronology.reading.limits import DEFAULT_LIMITS, Limits
from chronology.reading.messages import message, noted, refused
from chronology.reading.rows import Message, Reading, Row
from chronology.reading.sandbox import open_file
from chronology.reading.staff import take_staff
from chronology.reading.tables import Table, find_table
from chronology.reading.wording import initials_in


def read_file(
    path: Path,
    filename: str,
    *,
    columns: Sequence[Column] = COLUMNS,
    mapping: Mapped | None = None,
    heading_row: tuple[str, int] | None = None,
    period: Period | None,
    known_initials: Set[str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Reading:
    """The rows of the file with everything that is wrong or odd about them (seed 004, chronology pro forma).

    `filename` is what the person called the file and is only quoted; what the file is, its content says. The
    rest is as in `read_contents`. Bad files raise nothing: they come back as messages.
    """
    try:
        contents = open_file(path, filename, limits)
    except RefusedError as refusal:
        return Reading([], [refused(refusal, filename)])
    return read_contents(
        contents,
        columns=columns,
        mapping=mapping,
        heading_row=heading_row,
        period=period,
        known_initials=known_initials,
        limits=limits,
    )


def read_contents(
    contents: Contents,
    *,
    columns: Sequence[Column] = COLUMNS,
    mapping: Mapped | None = None,
    heading_row: tuple[str, int] | None = None,
    period: Period | None,
    known_initials: Set[str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Reading:
    """The rows in the contents of a file, with everything that is wrong or odd about them.

    `mapping` says for columns of the file, by `heading_name`, which of ours is meant ("" leaves one out); two
    that go to the same are joined. `heading_row` is the sheet and the row, as people see it, in which the
    person says that the headings are (row 0: there are none). `period` is that of the terms of reference,
    both days included. `known_initials` adds to the staff ID list in the file.
    """
    wanted = Wanted(columns, mapping, heading_row)
    try:
        table = find_table(contents, wanted)
    except RefusedError as refusal:
        guess = guessed_layout(take_staff(contents)[0], wanted)
        found = found_in(guess, len(guess.rows)) if guess else None
        return Reading([], [refused(refusal, contents.filename)], found=found)
    return _checked(table, contents, period, known_initials, limits)


def _checked(
    table: Table, contents: Contents, period: Period | None, known_initials: Set[str] | None, limits: Limits
) -> Reading:
    known = None if known_initials is None and not table.staff else {*(known_initials or ()), *table.staff}
    checker = RowChecker(table.columns, period, known, limits)
    rows = []
    for raw in table.rows:
        row, reading = row_from(raw, period)
        checker.row(row, reading)
        rows.append(row)
    messages = [
        *checker.messages,
        *check_list(rows),
        *_about_the_file(rows, known),
        *(noted(note) for note in table.notes),
        *_noted_by_the_parser(contents.notes, table),
    ]
    return Reading(rows, limited(messages), table.header, table.staff, table.found, table.places)


def _noted_by_the_parser(notes: Sequence[Note], table: Table) -> Iterator[Message]:
    """On the file, on the sheets that were read, on their rows, and on the cells that were."""
    rows = {(raw.sheet, raw.number) for raw in table.rows}
    keys = {(sheet, place): key for sheet, places in table.places.items() for key, place in places.items()}
    headings = {column.key: column.heading for column in table.columns}
    for note in notes:
        is_on_a_sheet_read = not note.sheet or note.sheet in table.places
        is_on_a_row_read = note.row is None or (note.sheet, note.row) in rows
        key = keys.get((note.sheet, note.place)) if note.place is not None else None
        if is_on_a_sheet_read and is_on_a_row_read and (note.place is None or key):
            yield noted(note, key, headings)


def _about_the_file(rows: list[Row], known: Set[str] | None) -> list[Message]:
    if not rows:
        return [message("C13")]
    if known is None and any(initials_in(row.staff) for row in rows):
        return [message("C61", column="staff")]
    return []
