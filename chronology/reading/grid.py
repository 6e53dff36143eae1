"""What a parser hands over, whatever the format: grids of cells with the numbers that people see, loose
lines, and notes about what it left out.

It travels from the limited process to its parent as JSON, and from there may be kept between two requests:
whoever breaks the parser can only send text.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

Cell = str | date | datetime


@dataclass(slots=True)
class GridRow:
    """One row of cells. `is_broken`: merged with its neighbours, or with other cells than its table has.
    `spanned`: how many columns the one filled cell of a row merged across takes up; else 0."""

    number: int
    cells: list[Cell]
    is_broken: bool = False
    spanned: int = 0

    def text(self, index: int) -> str:
        return cell_text(self.cells[index]) if index < len(self.cells) else ""

    def texts(self) -> list[str]:
        return [cell_text(cell) for cell in self.cells]

    @property
    def is_empty(self) -> bool:
        return not any(cell if isinstance(cell, str) else True for cell in self.cells)


@dataclass(slots=True)
class Grid:
    """One sheet or table. `can_be_ragged`: cells beyond the headings are a slip of the format (csv, docx),
    not notes beside the table (xlsx)."""

    sheet: str
    rows: list[GridRow]
    can_be_ragged: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the parser met or left out: the number of its message, where it stands, and the words to
    fill in. `row` counts as `GridRow.number` does, `place` counts cells from 0."""

    code: str
    sheet: str = ""
    row: int | None = None
    place: int | None = None
    words: dict[str, str | int] = field(default_factory=dict)


@dataclass(slots=True)
class Contents:
    """Everything found in a file.

    `lines` are the paragraphs before the first table; `is_one_list` says that several grids are one table in
    pieces (docx, odt) rather than several sheets. `kind` is the format by its content ("xlsx", "csv" ...),
    `epoch` the year from which its workbook counts days (1900 or 1904; None for a file that does not count).
    `filename` is what the person called the file, and only quoted.
    """

    grids: list[Grid] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    is_one_list: bool = False
    notes: list[Note] = field(default_factory=list)
    epoch: int | None = None
    kind: str = ""
    filename: str = ""


class RefusedError(Exception):
    """The file is not read at all. Carries the code of the message, the place, and the words to fill in."""

    def __init__(self, code: str, *, sheet: str = "", row: int | None = None, **words: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.sheet = sheet
        self.row = row
        self.words = words


def cell_text(cell: Cell) -> str:
    """A cell as text; a date cell in the British way."""
    if isinstance(cell, datetime):
        return cell.strftime("%d/%m/%Y %H:%M")
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    return cell


def clean_text(text: str) -> str:
    """Line ends made one kind, outer white space and byte order marks dropped; nothing else is touched."""
    joined = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    return joined.strip().strip("\ufeff").strip()


def to_json(contents: Contents) -> str:
    """The contents as JSON text; dates keep that they are dates."""
    grids = [
        {
            "sheet": grid.sheet,
            "can_be_ragged": grid.can_be_ragged,
            "rows": [
                [row.number, row.is_broken, row.spanned, [_packed(cell) for cell in row.cells]]
                for row in grid.rows
            ],
        }
        for grid in contents.grids
    ]
    return json.dumps(
        {
            "grids": grids,
            "lines": contents.lines,
            "is_one_list": contents.is_one_list,
            "notes": [asdict(note) for note in contents.notes],
            "epoch": contents.epoch,
            "kind": contents.kind,
            "filename": contents.filename,
        }
    )


def from_json(data: dict[str, Any]) -> Contents:
    """The contents again, from what `json.loads` makes of `to_json`."""
    grids = [Grid(grid["sheet"], list(_rows(grid["rows"])), grid["can_be_ragged"]) for grid in data["grids"]]
    notes = [Note(**note) for note in data["notes"]]
    rest = {key: data[key] for key in ("lines", "is_one_list", "epoch", "kind", "filename")}
    return Contents(grids=grids, notes=notes, **rest)


def _rows(packed: list[Any]) -> Iterable[GridRow]:
    for number, is_broken, spanned, cells in packed:
        yield GridRow(number, [_unpacked(cell) for cell in cells], is_broken, spanned)


def _packed(cell: Cell) -> str | list[str]:
    return cell if isinstance(cell, str) else [cell.isoformat()]


def _unpacked(cell: str | list[str]) -> Cell:
    if isinstance(cell, str):
        return cell
    text = cell[0]
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
