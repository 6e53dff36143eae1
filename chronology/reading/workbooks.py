"""Reads the sheets of a workbook of Excel or LibreOffice: the stored values, never the formulas.

The parser keeps a sheet as a full rectangle, so its reach is looked at first: one cell far away would fill
the memory.
"""

import re
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine
from lxml import etree

from chronology.reading.grid import Cell, Contents, Grid, GridRow, RefusedError, clean_text
from chronology.reading.limits import Limits

CHUNK = 1024 * 1024
# A cell that holds something; formatted but empty cells (<c r="A9" s="1"/>) may reach as far as they like.
_FILLED_CELL = re.compile(
    rb"<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]{1,4})([0-9]{1,9})[\"'](?:[^<>]*[^/<>])?>\s*<(?!/)"
)
_LONGEST_TAG = 512
_COUNTS_FROM_1904 = re.compile(rb"date1904\s*=\s*[\"'](?:1|true)[\"']")
LARGEST_HEAD = 64 * 1024
EXCEL_EPOCH = 1900


def read_xlsx(path: Path, limits: Limits) -> Contents:
    """Every sheet of a workbook of today that holds something. Raises RefusedError."""
    _check_reach(path, limits)
    return _sheets(path, limits, epoch=_epoch(path))


def read_xls(path: Path, limits: Limits) -> Contents:
    """The same of an old workbook, which cannot reach further than 65,536 rows of 256 columns."""
    return _sheets(path, limits, epoch=EXCEL_EPOCH)


def read_ods(path: Path, limits: Limits) -> Contents:
    """The same of LibreOffice, where one cell or row can stand for a million."""
    _check_repeats(path, limits)
    return _sheets(path, limits, epoch=None)


def _sheets(path: Path, limits: Limits, *, epoch: int | None) -> Contents:
    try:
        with python_calamine.CalamineWorkbook.from_path(path) as workbook:
            grids = [_read_sheet(workbook, index, limits) for index in range(len(workbook.sheet_names))]
    except python_calamine.PasswordError:
        raise RefusedError("C05") from None
    except python_calamine.CalamineError:
        raise RefusedError("C07") from None
    return Contents([grid for grid in grids if grid.rows], epoch=epoch)


def _check_repeats(path: Path, limits: Limits) -> None:
    """Refuse what is filled and repeated beyond the limits; empty cells and rows are passed over."""
    rows = columns = 0
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as part:
        for event, element in etree.iterparse(
            part, events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=False
        ):
            name = etree.QName(element).localname
            if event == "start" and name == "table":
                rows = 0
            elif event == "start" and name == "table-row":
                columns = 0
            elif event == "end" and name in ("table-cell", "covered-table-cell"):
                columns += _times(element, "columns") if len(element) or columns < limits.columns else 0
                if len(element) and columns > limits.columns:
                    raise RefusedError("C14", reach=f"{columns} columns", limit=f"{limits.columns} columns")
            elif event == "end" and name == "table-row":
                is_filled = any(len(cell) for cell in element)
                rows += _times(element, "rows") if is_filled or rows < limits.rows else 0
                if is_filled and rows > limits.rows:
                    raise RefusedError("C14", reach=f"row {rows}", limit=f"{limits.rows} rows")
                element.clear()


def _times(element: Any, what: str) -> int:
    value = next((v for k, v in element.attrib.items() if k.endswith(f"number-{what}-repeated")), "1")
    return int(value) if value.isdigit() and len(value) < 9 else 1


def _epoch(path: Path) -> int:
    """The year from which the workbook counts its days: an old Macintosh begins four years later."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.casefold() == "xl/workbook.xml"]
        head = archive.open(names[0]).read(LARGEST_HEAD) if names else b""
    is_macintosh = _COUNTS_FROM_1904.search(head.replace(b"\x00", b""))
    return 1904 if is_macintosh else EXCEL_EPOCH


def _check_reach(path: Path, limits: Limits) -> None:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.casefold().endswith(".xml"):
                _check_sheet_reach(archive, name, limits)


def _check_sheet_reach(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    tail = b""
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            letters = tail + chunk.replace(b"\x00", b"")
            for letter, digits in _FILLED_CELL.findall(letters):
                _check_cell(letter.decode().upper(), int(digits), limits)
            tail = letters[-_LONGEST_TAG:]


def _check_cell(letters: str, row: int, limits: Limits) -> None:
    if row > limits.rows:
        raise RefusedError("C14", reach=f"row {row} (cell {letters}{row})", limit=f"{limits.rows} rows")
    if _column_number(letters) > limits.columns:
        raise RefusedError(
            "C14", reach=f"column {letters} (cell {letters}{row})", limit=f"{limits.columns} columns"
        )


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _read_sheet(workbook: Any, index: int, limits: Limits) -> Grid:
    sheet = workbook.get_sheet_by_index(index)
    if sheet.end is not None and (sheet.end[0] >= limits.rows or sheet.end[1] >= limits.columns):
        raise RefusedError(
            "C14", sheet=sheet.name, reach=f"row {sheet.end[0] + 1}", limit=f"{limits.rows} rows"
        )
    merged = _merged_rows(sheet, limits)
    rows = [
        GridRow(number, [_cell(value) for value in values], number in merged)
        for number, values in enumerate(sheet.to_python(skip_empty_area=False), start=1)
    ]
    return Grid(sheet.name, [row for row in rows if not row.is_empty or row.is_broken])


def _merged_rows(sheet: Any, limits: Limits) -> set[int]:
    rows: set[int] = set()
    for (first, _left), (last, _right) in sheet.merged_cell_ranges or []:
        rows.update(range(first + 1, min(last, limits.rows) + 2))
    return rows


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
