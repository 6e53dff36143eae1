"""Reads the tables of an OpenDocument file (.ods, .odt, and the same in one bare XML file), row by row as it
streams past.

A cell or row that repeats is written once with a count; the counts are looked at before anything is repeated,
since the last row of an ordinary sheet repeats a million times.
"""

import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lxml import etree

from chronology.reading.aside import Aside, notes_on
from chronology.reading.grid import Cell, Contents, Grid, GridRow, Note, RefusedError, clean_text
from chronology.reading.limits import Limits
from chronology.reading.markup import forget, name_of, number_of, value_of
from chronology.reading.odf_text import text_of
from chronology.reading.places import column_letters, in_runs
from chronology.reading.workbook import check_cell

LINES_KEPT = 200
_EPOCHS = {"1904-01-01": 1904}
_HIDDEN = ("collapse", "filter")
_CELLS = ("table-cell", "covered-table-cell")
# What makes a sheet depend on another file, database or program.
_FETCHING = ("table-source", "dde-source", "dde-link", "cell-range-source", "database-source-sql")
_TAGS = (
    "table",
    "table-column",
    "table-row",
    "p",
    "h",
    "null-date",
    "tracked-changes",
    "image",
    "object",
    *_FETCHING,
)


def read_odf(path: Path, kind: str, limits: Limits) -> Contents:
    """Every table that holds something. Raises RefusedError."""
    reader = _Document(is_text=kind in ("odt", "fodt"), limits=limits)
    try:
        if kind in ("fods", "fodt"):
            return _read(reader, path.open("rb"))
        with zipfile.ZipFile(path) as archive:
            return _read(reader, archive.open("content.xml"))
    except etree.XMLSyntaxError as error:
        raise RefusedError("C07") from error


def _read(reader: "_Document", stream: AbstractContextManager[Any]) -> Contents:
    with stream as part:
        return reader.read(part)


class _Document:
    def __init__(self, *, is_text: bool, limits: Limits) -> None:
        self._is_text = is_text
        self._limits = limits
        self._contents = Contents(is_one_list=is_text, epoch=None if is_text else 1900)
        self._depth = 0
        self._changes = 0
        self._tables = 0
        self._table = _Table(limits)

    def read(self, part: Any) -> Contents:
        events = etree.iterparse(
            part,
            events=("start", "end"),
            tag=[f"{{*}}{name}" for name in _TAGS],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        for event, element in events:
            if event == "start":
                self._begin(element)
            else:
                self._end(name_of(element), element)
        return self._contents

    def _begin(self, element: Any) -> None:
        name = name_of(element)
        self._changes += name == "tracked-changes"
        if name != "table" or self._changes:
            return
        self._depth += 1
        if self._depth == 1:
            self._tables += 1
            self._table = _Table(self._limits)

    def _end(self, name: str, element: Any) -> None:
        if name == "tracked-changes":
            self._changes -= 1
            self._note_changes(element)
        elif self._changes:
            return
        elif name == "table":
            self._depth -= 1
            if self._depth == 0:
                self._close_table(element)
        elif name == "null-date":
            self._contents.epoch = _EPOCHS.get(value_of(element, "date-value"), self._contents.epoch)
        elif name in (*_FETCHING, "image", "object"):
            _check_source(name, element)
        else:
            self._take(name, element)

    def _take(self, name: str, element: Any) -> None:
        if name == "table-column" and self._depth == 1:
            self._table.add_columns(element)
        elif name == "table-row" and self._depth == 1:
            self._table.add_row(element)
            forget(element)
        elif name in ("p", "h") and self._is_text and self._depth == 0:
            self._add_line(element)

    def _add_line(self, element: Any) -> None:
        text = text_of(element, [])
        if text and not self._tables and len(self._contents.lines) < LINES_KEPT:
            self._contents.lines.append(text)

    def _note_changes(self, element: Any) -> None:
        deleted = [text for one in element.iter("{*}deletion") if (text := text_of(one, []))]
        if deleted:
            self._contents.notes.append(Note("C77", words={"text": deleted[0]}))
        element.clear()

    def _close_table(self, element: Any) -> None:
        sheet = f"Table {self._tables}" if self._is_text else value_of(element, "name")
        rows = self._table.rows
        if self._is_text:
            width = max((len(row.cells) for row in rows), default=0)
            for row in rows:
                row.cells.extend([""] * (width - len(row.cells)))
        if rows:
            self._contents.grids.append(Grid(sheet, rows))
            self._contents.notes.extend(self._table.notes(sheet))
        forget(element)


class _Table:
    """The rows of one table, with the numbers that people see."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._number = 0
        self._width = 0
        self._merged_until = 0
        self._hidden_rows: list[int] = []
        self._hidden_places: list[int] = []
        self._aside: dict[int, list[Aside]] = {}
        self._unstored: list[tuple[int, int]] = []
        self.rows: list[GridRow] = []

    def add_columns(self, element: Any) -> None:
        count = number_of(element, "number-columns-repeated", 1)
        if value_of(element, "visibility") in _HIDDEN:
            last = min(self._width + count, self._limits.columns)
            self._hidden_places.extend(range(self._width, last))
        self._width += count

    def add_row(self, element: Any) -> None:
        times = max(1, number_of(element, "number-rows-repeated", 1))
        row = self._read_row(element)
        if row.is_empty and not row.is_broken:
            self._number += times
            return
        check_cell(self._number + times, 0, self._limits)
        for _turn in range(times):
            self._number += 1
            self.rows.append(GridRow(self._number, row.cells, row.is_broken, row.spanned))
            if value_of(element, "visibility") in _HIDDEN:
                self._hidden_rows.append(self._number)

    def notes(self, sheet: str) -> Iterator[Note]:
        """What is hidden in the table, and what is not read of it."""
        if self._hidden_rows:
            yield Note("C71", sheet, words={"rows": in_runs(self._hidden_rows)})
        hidden = [place for place in self._hidden_places if any(row.text(place) for row in self.rows)]
        if hidden:
            yield Note("C72", sheet, words={"columns": ", ".join(map(column_letters, hidden))})
        for number, aside in self._aside.items():
            yield from notes_on(aside, sheet, number)
        for row, place in self._unstored:
            yield Note("C74", sheet, row, place)

    def _read_row(self, element: Any) -> GridRow:
        number = self._number + 1
        row = GridRow(number, [])
        place = 0
        aside: list[Aside] = []
        for cell in element:
            if name_of(cell) not in _CELLS:
                continue
            times = max(1, number_of(cell, "number-columns-repeated", 1))
            value = _value(cell, aside)
            if value != "":
                check_cell(number, place + times - 1, self._limits)
                row.cells.extend([""] * (place - len(row.cells)) + [value] * times)
            elif value_of(cell, "formula") and not value_of(cell, "value-type"):
                self._unstored.append((number, place))
            self._note_merge(row, cell)
            place += times
        if aside:
            self._aside[number] = aside
        row.is_broken = row.is_broken or number <= self._merged_until
        return row

    def _note_merge(self, row: GridRow, cell: Any) -> None:
        down, across = number_of(cell, "number-rows-spanned", 1), number_of(cell, "number-columns-spanned", 1)
        if down > 1:
            self._merged_until = max(self._merged_until, row.number + down - 1)
        elif across > 1:
            row.is_broken, row.spanned = True, 0 if row.is_broken else across


def _value(cell: Any, aside: list[Aside]) -> Cell:
    kind = value_of(cell, "value-type")
    shown = text_of(cell, aside)
    if kind == "date":
        return _date(value_of(cell, "date-value")) or shown
    if kind == "float":
        value = value_of(cell, "value")
        return value.removesuffix(".0") or shown
    return shown or clean_text(value_of(cell, "string-value"))


def _date(text: str) -> date | None:
    """A date as the file holds it, whatever its cell shows; None where Python knows no such date."""
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return None


def _check_source(name: str, element: Any) -> None:
    """Raises RefusedError for what is fetched from elsewhere; a picture inside the file is harmless."""
    target = value_of(element, "href") or value_of(element, "dde-topic")
    if name in _FETCHING or ":" in target or target.startswith(("../", "/")):
        raise RefusedError("C06", target=target[:80] or "not named")
