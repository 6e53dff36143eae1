"""Finds the chronology in the grids of a file: the row of headings, the rows below it, what stands above, the
staff."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from chronology.reading.columns import (
    COLUMNS,
    FEWEST_HEADINGS,
    GUIDANCE_SHEET,
    KEYS,
    heading_key,
    is_staff_heading,
    is_staff_title,
)
from chronology.reading.grid import Cell, Contents, Grid, GridRow, RefusedError
from chronology.reading.messages import message
from chronology.reading.rows import Header, Message
from chronology.reading.wording import initials_key

HEADINGS_WITHIN_ROWS = 60

_AGENCY = re.compile(r"^\s*(?:name of )?agency\b[^:]{0,40}:?\s*(.*)", re.IGNORECASE | re.DOTALL)
_COMPLETED_BY = re.compile(
    r"^\s*(?:name of person completing(?: (?:the )?chronology)?|(?:chronology )?completed by)\s*:?\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(slots=True)
class Layout:
    """Where the headings of a grid stand: row index, and for each key found its cell index."""

    grid: Grid
    heading_index: int
    places: dict[str, int]

    @property
    def is_complete(self) -> bool:
        return len(self.places) == len(KEYS)

    @property
    def width(self) -> int:
        return len(self.grid.rows[self.heading_index].cells)


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of the chronology before it is checked: the date cell as the file holds it, the other cells as
    text."""

    sheet: str
    number: int
    date: Cell
    texts: dict[str, str]
    is_broken: bool


@dataclass(slots=True)
class Table:
    """The chronology of a file, all its pieces together."""

    rows: list[RawRow] = field(default_factory=list)
    header: Header = field(default_factory=Header)
    staff: dict[str, str] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)


def find_table(contents: Contents) -> Table:
    """The one chronology of the file. Raises RefusedError where there is none, or more than one."""
    table = Table()
    grids = [_take_staff(grid, table) for grid in contents.grids]
    layouts = [layout for grid in grids if (layout := _layout(grid))]
    chosen = _chosen(layouts, contents)
    _check_headings(chosen[0])
    table.header = _header(contents, chosen[0])
    for layout in _pieces(grids, chosen, contents.is_one_list):
        table.rows.extend(_raw_rows(layout))
    table.messages.extend(_left_out(grids, chosen, contents))
    return table


def _take_staff(grid: Grid, table: Table) -> Grid:
    """The grid without its staff ID list, which goes to the table."""
    start = next((i for i, row in enumerate(grid.rows) if is_staff_heading(row.texts())), None)
    if start is None and is_staff_title(grid.sheet):
        start = -1
    if start is None:
        return grid
    for row in grid.rows[start + 1 :]:
        _add_staff(row, grid.sheet, table)
    before = [row for row in grid.rows[: max(start, 0)] if not _is_staff_title(row)]
    return Grid(grid.sheet, before, grid.can_be_ragged)


def _is_staff_title(row: GridRow) -> bool:
    filled = [text for text in row.texts() if text]
    return len(filled) == 1 and is_staff_title(filled[0])


def _add_staff(row: GridRow, sheet: str, table: Table) -> None:
    filled = [text for text in row.texts() if text]
    if not filled or is_staff_heading(filled):
        return
    initials, post = filled[0], filled[1] if len(filled) > 1 else ""
    known = {initials_key(key): value for key, value in table.staff.items()}
    if known.get(initials_key(initials), post) != post:
        table.messages.append(message("C60", sheet=sheet, row=row.number, initials=initials))
        return
    table.staff.setdefault(initials, post)


def _layout(grid: Grid) -> Layout | None:
    """The row with the most headings, the first of equals; None where no row looks like headings."""
    best: Layout | None = None
    for index, row in enumerate(grid.rows[:HEADINGS_WITHIN_ROWS]):
        places = _places(row)
        if len(places) >= FEWEST_HEADINGS and (best is None or len(places) > len(best.places)):
            best = Layout(grid, index, places)
    return best


def _places(row: GridRow) -> dict[str, int]:
    places: dict[str, int] = {}
    for index, text in enumerate(row.texts()):
        key = heading_key(text)
        if key:
            places.setdefault(key, index)
    return places


def _chosen(layouts: list[Layout], contents: Contents) -> list[Layout]:
    complete = [layout for layout in layouts if layout.is_complete]
    candidates = complete or layouts
    if not candidates:
        if not any(grid.rows for grid in contents.grids) and not contents.lines:
            raise RefusedError("C02")
        raise RefusedError("C11", missing=_named(list(KEYS)))
    if len(candidates) > 1 and not contents.is_one_list:
        raise RefusedError("C12", sheets=" and ".join(f"“{layout.grid.sheet}”" for layout in candidates))
    return candidates


def _check_headings(layout: Layout) -> None:
    row = layout.grid.rows[layout.heading_index]
    missing = [key for key in KEYS if key not in layout.places]
    if missing:
        raise RefusedError("C11", sheet=layout.grid.sheet, row=row.number, missing=_named(missing))
    keys = [heading_key(text) for text in row.texts()]
    for column in COLUMNS:
        if keys.count(column.key) > 1:
            raise RefusedError("C17", sheet=layout.grid.sheet, row=row.number, heading=f"“{column.heading}”")


def _named(keys: list[str]) -> str:
    return ", ".join(f"“{column.heading}”" for column in COLUMNS if column.key in keys)


def _pieces(grids: list[Grid], chosen: list[Layout], is_one_list: bool) -> Iterator[Layout]:
    """The tables that make up the list. In a document a table without headings goes on from the one before
    it, if it has as many cells: Word splits tables like that."""
    by_grid = {id(layout.grid): layout for layout in chosen}
    current: Layout | None = None
    for grid in grids:
        own = by_grid.get(id(grid))
        if own:
            current = own
            yield own
        elif is_one_list and current and _continues(grid, current):
            yield Layout(grid, -1, current.places)


def _continues(grid: Grid, current: Layout) -> bool:
    return bool(grid.rows) and max(len(row.cells) for row in grid.rows) == current.width


def _raw_rows(layout: Layout) -> Iterator[RawRow]:
    width = layout.width if layout.heading_index >= 0 else max(len(row.cells) for row in layout.grid.rows)
    for row in layout.grid.rows[layout.heading_index + 1 :]:
        if row.is_empty or _repeats_headings(row, layout):
            continue
        yield _raw_row(layout, row, width)


def _repeats_headings(row: GridRow, layout: Layout) -> bool:
    return all(heading_key(row.text(place)) == key for key, place in layout.places.items())


def _raw_row(layout: Layout, row: GridRow, width: int) -> RawRow:
    is_short = layout.grid.can_be_ragged and len(row.cells) < width
    is_long = layout.grid.can_be_ragged and any(row.texts()[width:])
    place = layout.places["date"]
    return RawRow(
        sheet=layout.grid.sheet,
        number=row.number,
        date=row.cells[place] if place < len(row.cells) else "",
        texts={key: row.text(layout.places[key]) for key in KEYS},
        is_broken=row.is_broken or is_short or is_long,
    )


def _header(contents: Contents, layout: Layout) -> Header:
    above = [row.texts() for row in layout.grid.rows[: layout.heading_index]]
    if contents.is_one_list:
        for grid in contents.grids:
            if grid is layout.grid:
                break
            above.extend(row.texts() for row in grid.rows)
    lines = [[line] for text in contents.lines for line in text.split("\n")]
    cells = [[text for text in row if text] for row in lines + above]
    return Header(_entry(cells, _AGENCY), _entry(cells, _COMPLETED_BY))


def _entry(rows: list[list[str]], label: re.Pattern[str]) -> str:
    for row in rows:
        for text, following in zip_longest(row, row[1:], fillvalue=""):
            found = label.match(text)
            entry = found and (found[1].strip() or following)
            if entry:
                return entry
    return ""


def _left_out(grids: list[Grid], chosen: list[Layout], contents: Contents) -> Iterator[Message]:
    read = {id(layout.grid) for layout in _pieces(grids, chosen, contents.is_one_list)}
    started = False
    for grid in grids:
        if id(grid) in read:
            started = True
        elif (started or not contents.is_one_list) and grid.rows and grid.sheet != GUIDANCE_SHEET:
            yield message("C58", sheet=grid.sheet, name=_sheet_name(grid, contents))
    for layout in chosen:
        yield from _extra_columns(layout)


def _sheet_name(grid: Grid, contents: Contents) -> str:
    return grid.sheet if contents.is_one_list else f"The sheet “{grid.sheet}”"


def _extra_columns(layout: Layout) -> Iterator[Message]:
    heading = layout.grid.rows[layout.heading_index]
    rows = layout.grid.rows[layout.heading_index + 1 :]
    width = max((len(row.cells) for row in rows), default=0)
    for index in sorted(set(range(width)) - set(layout.places.values())):
        if layout.grid.can_be_ragged and index >= layout.width:
            return
        filled = next((row for row in rows if row.text(index)), None)
        if filled:
            name = (
                f"“{heading.text(index)}”"
                if heading.text(index)
                else f"number {index + 1}, which has no heading,"
            )
            yield message("C59", sheet=layout.grid.sheet, row=filled.number, heading=name)
