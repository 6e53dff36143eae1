"""Remarks in a workbook: a note and a colour at each cell, and a sheet that lists them all."""

import io
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from chronology.marking.marks import Remark
from chronology.reading.columns import MESSAGES_SHEET
from chronology.reading.grid import Contents, cell_text

AUTHOR = "Check of the chronology"
FILLS = {True: PatternFill("solid", fgColor="F8D0CC"), False: PatternFill("solid", fgColor="FFF1C9")}
HEADINGS = ("Where", "What is wrong", "What to do")


def mark_workbook(path: Path, remarks: list[Remark]) -> bytes:
    """The workbook with the remarks; earlier ones of ours are taken off. Macros are left behind."""
    book = load_workbook(io.BytesIO(path.read_bytes()), keep_vba=False)  # whatever its name ends in
    for sheet in book.worksheets:
        _take_off(sheet)
    if MESSAGES_SHEET in book.sheetnames:
        del book[MESSAGES_SHEET]
    return _with_remarks(book, remarks)


def workbook_of(contents: Contents, remarks: list[Remark]) -> bytes:
    """A new workbook of the cells that were read, with the remarks."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in contents.grids:
        sheet = book.create_sheet(grid.sheet[:31])
        for row in grid.rows:
            for place, cell in enumerate(row.cells, start=1):
                if cell != "":
                    _put(sheet.cell(row.number, place), cell)
    return _with_remarks(book, remarks)


def _put(cell: Any, value: Any) -> None:
    cell.value = value
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, str):
        cell.data_type = "s"
    else:
        cell.number_format = "DD/MM/YYYY HH:MM" if ":" in cell_text(value) else "DD/MM/YYYY"


def _take_off(sheet: Any) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None


def _with_remarks(book: Any, remarks: list[Remark]) -> bytes:
    for (sheet, row, place), some in _by_cell(remarks).items():
        if sheet in book.sheetnames:
            _mark(book[sheet].cell(row, place + 1), some)
    _list_all(book.create_sheet(MESSAGES_SHEET), remarks)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _by_cell(remarks: Iterable[Remark]) -> dict[tuple[str, int, int], list[Remark]]:
    found: dict[tuple[str, int, int], list[Remark]] = defaultdict(list)
    for one in remarks:
        if one.row is not None:
            found[one.sheet, one.row, one.place or 0].append(one)
    return found


def _mark(cell: Any, remarks: list[Remark]) -> None:
    comment = Comment("\n".join(one.words for one in remarks), AUTHOR)
    comment.width, comment.height = 320, 160
    if cell.__class__.__name__ != "MergedCell":
        cell.comment = comment
        cell.fill = FILLS[any(one.is_error for one in remarks)]


def _list_all(sheet: Any, remarks: list[Remark]) -> None:
    for place, heading in enumerate(HEADINGS, start=1):
        sheet.cell(1, place, heading).font = Font(bold=True)
    for number, one in enumerate(remarks, start=2):
        where = f"{one.sheet}, row {one.row}" if one.row else one.sheet or "The whole file"
        for place, text in enumerate((where, f"{one.code} {one.what}", one.remedy), start=1):
            _put(sheet.cell(number, place), text)
    for letter, width in zip("ABC", (26, 70, 70), strict=True):
        sheet.column_dimensions[letter].width = width
