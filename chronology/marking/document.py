"""Remarks in a Word document: comments at the cells that they are about, and a colour behind them."""

import io
from collections import defaultdict
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from chronology.marking.marks import Remark
from chronology.marking.workbook import AUTHOR

INITIALS = "Check"
SHADES = {True: "F8D0CC", False: "FFF1C9"}


def mark_document(path: Path, remarks: list[Remark]) -> bytes:
    """The document with the remarks as comments; those about the whole stand at its first paragraph."""
    document = docx.Document(str(path))
    tables = [element for element in document.element.body if element.tag == qn("w:tbl")]
    by_cell: dict[tuple[int, int, int], list[Remark]] = defaultdict(list)
    whole = []
    for one in remarks:
        table = _table_number(one.sheet)
        if one.row is None or table is None or table > len(tables):
            whole.append(one)
        else:
            by_cell[table, one.row, one.place or 0].append(one)
    rows = [[row for row in table if row.tag == qn("w:tr")] for table in tables]
    for (table, row, place), some in by_cell.items():
        cell = _cell(rows[table - 1], row, place)
        if cell is None:
            whole += some
        else:
            _mark(document, cell, some)
    if whole and document.paragraphs:
        _comment(document, document.paragraphs[0], whole)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _table_number(sheet: str) -> int | None:
    number = sheet.removeprefix("Table ")
    return int(number) if sheet.startswith("Table ") and number.isdigit() else None


def _cell(rows: list[Any], row: int, place: int) -> Any:
    cells = [cell for cell in rows[row - 1] if cell.tag == qn("w:tc")] if row <= len(rows) else []
    return cells[min(place, len(cells) - 1)] if cells else None


def _mark(document: Any, cell: Any, remarks: list[Remark]) -> None:
    paragraph = next((child for child in cell if child.tag == qn("w:p")), None)
    if paragraph is None:
        return
    _shade(cell, SHADES[any(one.is_error for one in remarks)])
    _comment(document, Paragraph(paragraph, document._body), remarks)


def _comment(document: Any, paragraph: Any, remarks: list[Remark]) -> None:
    runs = paragraph.runs or [paragraph.add_run()]
    words = "\n".join(one.words for one in remarks)
    document.add_comment(runs=[runs[0], runs[-1]], text=words, author=AUTHOR, initials=INITIALS)


def _shade(cell: Any, colour: str) -> None:
    properties = cell.get_or_add_tcPr()
    for old in properties.findall(qn("w:shd")):
        properties.remove(old)
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    after = [child for child in properties if child.tag in _BEFORE_SHADE]
    place = properties.index(after[-1]) + 1 if after else 0
    properties.insert(place, shade)


_BEFORE_SHADE = {qn(f"w:{name}") for name in ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders")}
