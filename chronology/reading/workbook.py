"""Reads the sheets of a workbook of Excel, new or old: the stored values, never the formulas.

The parser of the values says nothing of what Excel hides or could not calculate; that is looked up beside it
(`SheetLook`) and told in notes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine

from chronology.reading.grid import Cell, Contents, Grid, GridRow, Note, RefusedError, clean_text
from chronology.reading.limits import Limits
from chronology.reading.places import column_letters, in_runs


@dataclass(slots=True)
class SheetLook:
    """What the parser of the values leaves out. Rows count from 1 as people see them, places from 0.

    `errors`: cells that show an error instead of a value; `unstored`: cells with a formula whose result is
    not in the file.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_places: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unstored: list[tuple[int, int]] = field(default_factory=list)


def read_workbook(path: Path, looks: Sequence[SheetLook], limits: Limits) -> Contents:
    """Every sheet that holds something; `looks` in the order of the sheets. Raises RefusedError."""
    contents = Contents()
    try:
        with python_calamine.CalamineWorkbook.from_path(path) as workbook:
            for index, about in enumerate(workbook.sheets_metadata):
                if about.typ == python_calamine.SheetTypeEnum.WorkSheet:
                    look = looks[index] if index < len(looks) else SheetLook()
                    _add_sheet(contents, workbook.get_sheet_by_index(index), about, look, limits)
    except python_calamine.PasswordError:
        raise RefusedError("C05") from None
    except python_calamine.CalamineError:
        raise RefusedError("C07") from None
    return contents


def check_cell(row: int, place: int, limits: Limits) -> None:
    """Raises RefusedError for a filled cell beyond the reach of a chronology."""
    if row <= limits.rows and place < limits.columns:
        return
    letters = column_letters(place)
    reach, limit = f"column {letters}", f"{limits.columns} columns"
    if row > limits.rows:
        reach, limit = f"row {row}", f"{limits.rows} rows"
    raise RefusedError("C14", reach=f"{reach} (cell {letters}{row})", limit=limit)


def _add_sheet(contents: Contents, sheet: Any, about: Any, look: SheetLook, limits: Limits) -> None:
    grid = _read_sheet(sheet, look, limits)
    if not grid.rows:
        return
    contents.grids.append(grid)
    if about.visible != python_calamine.SheetVisibleEnum.Visible:
        contents.notes.append(Note("C73", grid.sheet))
    contents.notes.extend(_notes(grid, look))


def _read_sheet(sheet: Any, look: SheetLook, limits: Limits) -> Grid:
    if sheet.end is not None and (sheet.end[0] >= limits.rows or sheet.end[1] >= limits.columns):
        raise RefusedError(
            "C14", sheet=sheet.name, reach=f"row {sheet.end[0] + 1}", limit=f"{limits.rows} rows"
        )
    rows = [
        GridRow(number, [_cell(value) for value in values])
        for number, values in enumerate(sheet.to_python(skip_empty_area=False), start=1)
    ]
    for (number, place), text in look.errors.items():
        if number <= len(rows) and place < len(rows[number - 1].cells):
            rows[number - 1].cells[place] = text
    _mark_merged(rows, sheet.merged_cell_ranges or [])
    return Grid(sheet.name, [row for row in rows if not row.is_empty or row.is_broken])


def _mark_merged(rows: list[GridRow], ranges: Sequence[Any]) -> None:
    for (first, left), (last, right) in ranges:
        for row in rows[first : last + 1]:
            row.spanned = 0 if row.is_broken or last > first else right - left + 1
            row.is_broken = True


def _notes(grid: Grid, look: SheetLook) -> Iterator[Note]:
    hidden_rows = [row.number for row in grid.rows if row.number in look.hidden_rows]
    if hidden_rows:
        yield Note("C71", grid.sheet, words={"rows": in_runs(hidden_rows)})
    hidden = [place for place in sorted(look.hidden_places) if any(row.text(place) for row in grid.rows)]
    if hidden:
        yield Note("C72", grid.sheet, words={"columns": ", ".join(column_letters(place) for place in hidden)})
    for number, place in look.unstored:
        yield Note("C74", grid.sheet, number, place)


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, datetime | date):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return _duration(value) if isinstance(value, timedelta) else str(value)


def _duration(value: timedelta) -> str:
    minutes = int(value.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02d}"
