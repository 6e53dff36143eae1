"""Reads the tables of a Word document, row by row as the file streams past: time and memory grow with the
rows only.

Real documents have boundaries that wander by a millimetre, so cells are told apart by their place on the page
and not by the grid that Word counts in. Deleted text (tracked changes), text boxes, pictures and footnotes
are left out and noted, inserted text is read.
"""

import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import etree

from chronology.reading.aside import Aside, notes_on
from chronology.reading.grid import Contents, Grid, GridRow, Note, RefusedError, clean_text
from chronology.reading.limits import Limits
from chronology.reading.markup import forget, name_of, number_of, value_of

_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}
_LEFT_OUT = {"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "tcPr", "trPr", "tblPr"}
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference", "endnoteReference"}
_PICTURES = {"drawing", "pict", "object"}
LINES_KEPT = 200
# A longer paragraph behind the table may tell what a row should: page numbers and signatures do not.
_WORDS_OF_A_REMARK = 12


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
        self._behind: list[str] = []
        self._pictures = 0

    def read(self, part: Any) -> Contents:
        events = etree.iterparse(
            part,
            events=("start", "end"),
            tag=[f"{{*}}{name}" for name in ("tbl", "tblGrid", "tr", "p", "Fallback", *_PICTURES)],
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
        self._finish()
        return self._contents

    def _finish(self) -> None:
        contents = self._contents
        if self._pictures and not contents.grids and not contents.lines:
            raise RefusedError("C18")
        if self._behind:
            about = {"count": str(len(self._behind)), "text": self._behind[0]}
            contents.notes.append(Note("C81", words={**about}))

    def _begin(self, name: str) -> None:
        if name == "Fallback":
            self._copies += 1
        self._pictures += name in _PICTURES
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
            self._widths = [number_of(column, "w", 1) for column in element]
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
        aside: list[Aside] = []
        texts = [clean_text("".join(_words(cell, aside))) for cell in cells]
        if _is_deleted(element):
            aside, texts = [("C77", " ".join(texts))], [""] * len(texts)
        rows.append(GridRow(number, list(texts)))
        sheet = self._contents.grids[-1].sheet
        self._contents.notes.extend(notes_on(aside, sheet, number))

    def _add_line(self, element: Any) -> None:
        text = clean_text("".join(_words(element, [])))
        if not self._contents.grids and text and len(self._contents.lines) < LINES_KEPT:
            self._contents.lines.append(text)
        elif self._contents.grids and len(text.split()) > _WORDS_OF_A_REMARK:
            self._behind.append(text)
        if name_of(element.getparent()) == "body":
            forget(element)


class _Shape:
    """Where the cells of a row begin, in the units of the page, and which go on from the row above."""

    def __init__(self, row: Any, cells: list[Any], widths: list[int]) -> None:
        self.starts: list[int] = []
        self.end = 0
        self.continues = False
        place = _property(row, "trPr", "gridBefore")
        for cell in cells:
            self.starts.append(sum(widths[:place]) + max(0, place - len(widths)))
            place += max(1, min(_property(cell, "tcPr", "gridSpan"), 200))
            self.continues = self.continues or _goes_on(cell)
        self.end = sum(widths[:place]) + max(0, place - len(widths))

    def spans(self, other: "_Shape") -> int:
        """How many cells of the other row the only cell of this one lies over; 0 where it has more cells."""
        if len(self.starts) != 1:
            return 0
        middles = [(start + end) / 2 for start, end in pairwise([*other.starts, other.end])]
        return sum(self.starts[0] < middle < self.end for middle in middles)

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
        row.spanned = 0 if shape.continues or is_continued else shape.spans(usual)


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
    """The words of a paragraph or cell with those of its text boxes."""
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


def _words(element: Any, aside: list[Aside]) -> Iterator[str]:
    """The pieces of a cell that were typed into it. What else stands there goes to `aside`."""
    for child in element:
        name = name_of(child)
        if name in _ASIDE:
            aside.extend(_ASIDE[name](child))
        elif name == "t":
            yield child.text or ""
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name not in _LEFT_OUT:
            yield from _words(child, aside)
            if name in ("p", "tc"):
                yield "\n"


def _footnote(_element: Any) -> list[Aside]:
    return [("C79", "")]


def _picture(element: Any) -> list[Aside]:
    """A picture, or a text box, which is drawn like one."""
    boxes = [text for box in element.iter("{*}txbxContent") if (text := text_of(box))]
    return [("C78", text) for text in boxes] or [("C80", "")]


def _deleted(element: Any) -> list[Aside]:
    text = clean_text("".join(one.text or "" for one in element.iter("{*}delText", "{*}t")))
    return [("C77", text)] if text else []


_ASIDE: dict[str, Callable[[Any], list[Aside]]] = {
    **dict.fromkeys(_NOTES, _footnote),
    **dict.fromkeys(_PICTURES, _picture),
    **dict.fromkeys(("del", "moveFrom"), _deleted),
}


def _is_deleted(row: Any) -> bool:
    """Whether the whole row is struck out by a tracked change."""
    return any(
        name_of(properties) == "trPr" and any(name_of(child) == "del" for child in properties)
        for properties in row
    )


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
            return next((number_of(child, "val", 0) for child in properties if name_of(child) == name), 0)
    return 0
