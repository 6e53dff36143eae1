"""Reads the tables of a Word document, row by row as the file streams past: time and memory grow with the
rows only.

Real documents have boundaries that wander by a millimetre, so cells are told apart by their place on the page
and not by the grid that Word counts in. Deleted text (tracked changes) is left out, inserted text is read.
"""

import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from chronology.reading.grid import Contents, Grid, GridRow, RefusedError, clean_text
from chronology.reading.limits import Limits

_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}
_LEFT_OUT = {"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "tcPr", "trPr", "tblPr"}
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
LINES_KEPT = 200


def read_docx(path: Path, main_part: str, limits: Limits) -> Contents:
    """Every table, and the paragraphs outside them. Raises RefusedError."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(main_part) as part:
            return _Document(limits).read(part)
    except etree.XMLSyntaxError as error:
        raise RefusedError("C07") from error


class _Document:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._contents = Contents(is_one_list=True)
        self._depth = 0
        # A text box is written twice, the second time for old programs.
        self._copies = 0
        self._widths: list[int] = []
        self._shapes: list[_Shape] = []

    def read(self, part: Any) -> Contents:
        events = etree.iterparse(
            part,
            events=("start", "end"),
            tag=("{*}tbl", "{*}tblGrid", "{*}tr", "{*}p", "{*}Fallback"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        for event, element in events:
            if event == "start":
                self._begin(name_of(element))
            else:
                self._end(name_of(element), element)
        return self._contents

    def _begin(self, name: str) -> None:
        if name == "Fallback":
            self._copies += 1
        if name != "tbl" or self._copies:
            return
        self._depth += 1
        if self._depth == 1:
            self._contents.grids.append(
                Grid(f"Table {len(self._contents.grids) + 1}", [], can_be_ragged=True)
            )
            self._widths, self._shapes = [], []

    def _end(self, name: str, element: Any) -> None:
        if name == "Fallback":
            self._copies -= 1
        elif self._copies:
            return
        elif name == "tbl":
            self._depth -= 1
            if self._depth == 0:
                _mark_broken(self._contents.grids[-1].rows, self._shapes)
                forget(element)
        elif name == "tblGrid" and self._depth == 1:
            self._widths = [_number(column, "w", 1) for column in element]
        elif name == "tr" and self._depth == 1:
            self._add_row(element)
            forget(element)
        elif name == "p" and self._depth == 0:
            self._add_line(element)

    def _add_row(self, element: Any) -> None:
        rows = self._contents.grids[-1].rows
        number = len(self._shapes) + 1
        cells = list(cells_of(element))
        if number > self._limits.rows or len(cells) > self._limits.columns:
            raise RefusedError(
                "C14", reach=f"row {number} with {len(cells)} cells", limit=f"{self._limits.rows} rows"
            )
        self._shapes.append(_Shape(element, cells, self._widths))
        rows.append(GridRow(number, [text_of(cell) for cell in cells]))

    def _add_line(self, element: Any) -> None:
        text = text_of(element)
        if text and not self._contents.grids and len(self._contents.lines) < LINES_KEPT:
            self._contents.lines.append(text)
        if name_of(element.getparent()) == "body":
            forget(element)


class _Shape:
    """Where the cells of a row begin, in the units of the page, and which go on from the row above."""

    def __init__(self, row: Any, cells: list[Any], widths: list[int]) -> None:
        self.starts: list[int] = []
        self.continues = False
        place = _property(row, "trPr", "gridBefore")
        for cell in cells:
            self.starts.append(sum(widths[:place]) + max(0, place - len(widths)))
            place += max(1, min(_property(cell, "tcPr", "gridSpan"), 200))
            self.continues = self.continues or _goes_on(cell)

    def fits(self, other: "_Shape") -> bool:
        """Whether each cell begins nearest to the same cell of the other row."""
        if len(self.starts) != len(other.starts):
            return False
        return all(
            _nearest(other.starts, start) == other.starts[index] for index, start in enumerate(self.starts)
        )


def _mark_broken(rows: list[GridRow], shapes: list[_Shape]) -> None:
    """A row is broken if it shares a cell with a neighbour, or has not the cells that most rows have."""
    if not rows:
        return
    usual = _usual(shapes)
    for index, (row, shape) in enumerate(zip(rows, shapes, strict=True)):
        is_continued = index + 1 < len(shapes) and shapes[index + 1].continues
        row.is_broken = shape.continues or is_continued or not shape.fits(usual)


def _usual(shapes: list["_Shape"]) -> "_Shape":
    count = Counter(len(shape.starts) for shape in shapes).most_common(1)[0][0]
    alike = [shape for shape in shapes if len(shape.starts) == count]
    starts = Counter(tuple(shape.starts) for shape in alike).most_common(1)[0][0]
    return next(shape for shape in alike if tuple(shape.starts) == starts)


def _nearest(starts: list[int], start: int) -> int:
    return min(starts, key=lambda other: abs(other - start))


def cells_of(element: Any) -> Iterator[Any]:
    for child in element:
        name = name_of(child)
        if name == "tc":
            yield child
        elif name in _WRAPPERS:
            yield from cells_of(child)


def text_of(element: Any) -> str:
    return clean_text("".join(_pieces(element)))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        name = name_of(child)
        if name in _LEFT_OUT:
            continue
        if name == "t":
            yield child.text or ""
        elif name in _BREAKS:
            yield _BREAKS[name]
        else:
            yield from _pieces(child)
            if name in ("p", "tc"):
                yield "\n"


def _goes_on(cell: Any) -> bool:
    for properties in cell:
        if name_of(properties) == "tcPr":
            return any(
                name_of(child) in ("vMerge", "hMerge") and value_of(child, "val") != "restart"
                for child in properties
            )
    return False


def _property(element: Any, holder: str, name: str) -> int:
    for properties in element:
        if name_of(properties) == holder:
            return next((_number(child, "val", 0) for child in properties if name_of(child) == name), 0)
    return 0


def _number(element: Any, attribute: str, otherwise: int) -> int:
    value = value_of(element, attribute)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else otherwise


def value_of(element: Any, attribute: str) -> str:
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == attribute:
            return str(value)
    return ""


def name_of(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def forget(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
