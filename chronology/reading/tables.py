"""Finds the chronology in the grids of a file: the row of headings, which column each of them is, the rows
below, what stands above, the staff."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from chronology.reading.columns import (
    CHECK_HEADING,
    COLUMNS,
    FEWEST_HEADINGS,
    GUIDANCE_SHEET,
    MESSAGES_SHEET,
    NARRATIVE_KEYS,
    Column,
    How,
    heading_key,
    heading_name,
    is_staff_heading,
    is_staff_title,
    likely_key,
)
from chronology.reading.grid import Cell, Contents, Grid, GridRow, RefusedError
from chronology.reading.messages import message
from chronology.reading.rows import Header, Message
from chronology.reading.wording import initials_key

HEADINGS_WITHIN_ROWS = 60
Recognise = Callable[[str, Sequence[Column]], str | None]
SAMPLES, LONGEST_SAMPLE = 3, 80

_AGENCY = re.compile(r"^\s*(?:name of )?agency\b[^:]{0,40}:?\s*(.*)", re.IGNORECASE | re.DOTALL)
_COMPLETED_BY = re.compile(
    r"^\s*(?:name of person completing(?: (?:the )?chronology)?|(?:chronology )?completed by)\s*:?\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column of a file: where it stands, its heading, some of its cells, and what it was taken for."""

    place: int
    heading: str
    samples: tuple[str, ...]
    key: str
    how: How


@dataclass(frozen=True, slots=True)
class Found:
    """The table that was taken for the chronology. `heading_row` counts as people see it in the file."""

    sheet: str
    heading_row: int
    columns: tuple[FoundColumn, ...]

    @property
    def is_complete(self) -> bool:
        """Whether the rows can be read: there is a date, and something that tells what happened."""
        keys = {one.key for one in self.columns}
        return "date" in keys and bool(keys & {*NARRATIVE_KEYS, "comment"})


@dataclass(slots=True)
class Layout:
    """Where the headings of a grid stand: row index, and for each key the cells that hold it."""

    grid: Grid
    heading_index: int
    places: dict[str, list[int]]
    hows: dict[int, How] = field(default_factory=dict)

    @property
    def width(self) -> int:
        return len(self.grid.rows[self.heading_index].cells)

    @property
    def weight(self) -> tuple[bool, int, int]:
        """How much speaks for these headings: a date, those of the template, those that are alike."""
        exact = sum(how != "alike" for how in self.hows.values())
        return "date" in self.places, exact, len(self.hows)


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
    found: Found | None = None
    places: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reader:
    """How the headings of a file are read: the case's columns, and what the agency said of its own."""

    columns: Sequence[Column] = COLUMNS
    mapping: Mapping[str, str] = field(default_factory=dict)

    def places(self, row: GridRow) -> tuple[dict[str, list[int]], dict[int, How]]:
        """Which cells of a row of headings hold which column, the surest first."""
        texts = row.texts()
        said = {place: self.mapping[name] for place, name in self._names(texts) if name in self.mapping}
        places: dict[str, list[int]] = {}
        hows: dict[int, How] = {}
        for place, key in said.items():
            if key:
                places.setdefault(key, []).append(place)
                hows[place] = "remembered"
        steps: tuple[tuple[How, Recognise], ...] = (("exact", heading_key), ("alike", likely_key))
        for how, recognise in steps:
            for place, text in enumerate(texts):
                found = None if place in said or place in hows else recognise(text, self.columns)
                if found and (found not in places or (how == "exact" and not said)):
                    places.setdefault(found, []).append(place)
                    hows[place] = how
        return places, hows

    @staticmethod
    def _names(texts: list[str]) -> Iterator[tuple[int, str]]:
        return ((place, heading_name(text, place)) for place, text in enumerate(texts))


def find_table(contents: Contents, reader: Reader) -> Table:
    """The one chronology of the file. Raises RefusedError where there is nothing, or more than one.

    Where no date or no account of what happened is recognised, `found` holds the best guess and there are no
    rows: somebody must say which columns they are.
    """
    table = Table()
    grids = [_take_staff(grid, table) for grid in contents.grids if grid.sheet != MESSAGES_SHEET]
    layouts = [layout for grid in grids if (layout := _layout(grid, reader))]
    chosen = _chosen(layouts, grids, contents)
    table.found = _found(chosen[0])
    table.places = {layout.grid.sheet: _first_places(layout) for layout in chosen}
    if not table.found.is_complete:
        return table
    _check_headings(chosen[0], reader)
    table.header = _header(contents, chosen[0])
    for layout in _pieces(grids, chosen, contents.is_one_list):
        table.rows.extend(_raw_rows(layout, table.messages))
    table.messages.extend(_missing(table.found, reader.columns))
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


def _layout(grid: Grid, reader: Reader) -> Layout | None:
    """The row that looks most like headings, the first of equals; None where no row looks like any."""
    best: Layout | None = None
    for index, row in enumerate(grid.rows[:HEADINGS_WITHIN_ROWS]):
        places, hows = reader.places(row)
        layout = Layout(grid, index, places, hows)
        if _looks_like_headings(layout) and (best is None or layout.weight > best.weight):
            best = layout
    return best


def _looks_like_headings(layout: Layout) -> bool:
    if len(layout.hows) >= FEWEST_HEADINGS:
        return True
    is_short = layout.width and len(layout.hows) * 2 >= sum(bool(text) for text in _texts(layout))
    return "date" in layout.places and len(layout.hows) > 1 and bool(is_short)


def _texts(layout: Layout) -> list[str]:
    return layout.grid.rows[layout.heading_index].texts()


def _chosen(layouts: list[Layout], grids: list[Grid], contents: Contents) -> list[Layout]:
    complete = [layout for layout in layouts if _found(layout).is_complete]
    best = max((layout.weight[1] for layout in complete), default=0)
    candidates = [one for one in complete if one.weight[1] == best or contents.is_one_list] or layouts[:1]
    if not candidates:
        return [_guessed(grids, contents)]
    if len(candidates) > 1 and not contents.is_one_list:
        raise RefusedError("C12", sheets=" and ".join(f"“{layout.grid.sheet}”" for layout in candidates))
    return candidates


def _guessed(grids: list[Grid], contents: Contents) -> Layout:
    """The row with most filled cells of the longest grid, for somebody to say what its columns are."""
    filled = [grid for grid in grids if grid.rows]
    if not filled:
        raise RefusedError("C11") if contents.lines or contents.grids else RefusedError("C02")
    grid = max(filled, key=lambda one: len(one.rows))
    near = grid.rows[:HEADINGS_WITHIN_ROWS]
    index = max(range(len(near)), key=lambda place: (sum(map(bool, near[place].texts())), -place))
    if not _is_table(near):
        raise RefusedError("C11", sheet=grid.sheet)
    return Layout(grid, index, {})


def _is_table(rows: list[GridRow]) -> bool:
    """Whether most rows have more than one cell filled, as those of a letter have not."""
    with_cells = sum(sum(map(bool, row.texts())) > 1 for row in rows)
    return len(rows) > 1 and with_cells * 2 > len(rows)


def _found(layout: Layout) -> Found:
    heading = layout.grid.rows[layout.heading_index]
    below = layout.grid.rows[layout.heading_index + 1 :]
    width = max([len(heading.cells), *(len(row.cells) for row in below[:HEADINGS_WITHIN_ROWS])])
    keys = {place: key for key, places in layout.places.items() for place in places}
    columns = [
        FoundColumn(
            place,
            heading.text(place),
            _samples(below, place),
            keys.get(place, ""),
            layout.hows.get(place, ""),
        )
        for place in range(width)
    ]
    shown = tuple(one for one in columns if (one.heading or one.samples) and one.heading != CHECK_HEADING)
    return Found(layout.grid.sheet, heading.number, shown)


def _samples(rows: list[GridRow], place: int) -> tuple[str, ...]:
    filled = (row.text(place) for row in rows[:HEADINGS_WITHIN_ROWS] if row.text(place))
    return tuple(
        " ".join(text.split())[:LONGEST_SAMPLE] for text, _ in zip(filled, range(SAMPLES), strict=False)
    )


def _first_places(layout: Layout) -> dict[str, int]:
    return {key: places[0] for key, places in layout.places.items()}


def _check_headings(layout: Layout, reader: Reader) -> None:
    row = layout.grid.rows[layout.heading_index]
    for column in reader.columns:
        exact = [place for place in layout.places.get(column.key, []) if layout.hows.get(place) == "exact"]
        if len(exact) > 1:
            raise RefusedError("C17", sheet=layout.grid.sheet, row=row.number, heading=f"“{column.heading}”")


def _missing(found: Found, columns: Sequence[Column]) -> Iterator[Message]:
    """Which columns nobody filled in, in one message."""
    keys = {one.key for one in found.columns}
    missing = [f"“{column.heading}”" for column in columns if column.key not in keys]
    if missing:
        yield message("C65", sheet=found.sheet, row=found.heading_row, missing=", ".join(missing))


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
            yield Layout(grid, -1, current.places, current.hows)


def _continues(grid: Grid, current: Layout) -> bool:
    return bool(grid.rows) and max(len(row.cells) for row in grid.rows) == current.width


def _raw_rows(layout: Layout, messages: list[Message]) -> Iterator[RawRow]:
    width = layout.width if layout.heading_index >= 0 else max(len(row.cells) for row in layout.grid.rows)
    headings = _texts(layout) if layout.heading_index >= 0 else []
    for row in layout.grid.rows[layout.heading_index + 1 :]:
        if row.is_empty or (headings and _repeats(row, headings, layout)):
            continue
        if _is_caption(row, width, layout.grid):
            messages.append(
                message(
                    "C66", sheet=layout.grid.sheet, row=row.number, text=" ".join(filter(None, row.texts()))
                )
            )
            continue
        yield _raw_row(layout, row, width)


def _repeats(row: GridRow, headings: list[str], layout: Layout) -> bool:
    """Whether a row is the headings once more, as at the top of each page."""
    places = [place for some in layout.places.values() for place in some]
    return all(
        heading_name(row.text(place), place) == heading_name(headings[place], place) for place in places
    )


def _is_caption(row: GridRow, width: int, grid: Grid) -> bool:
    """One short text across a whole table of a document: "2006", "Page 2 continued"."""
    return grid.can_be_ragged and len(row.cells) == 1 < width and len(row.text(0)) <= LONGEST_SAMPLE


def _raw_row(layout: Layout, row: GridRow, width: int) -> RawRow:
    is_short = layout.grid.can_be_ragged and len(row.cells) < width
    is_long = layout.grid.can_be_ragged and any(row.texts()[width:])
    place = layout.places["date"][0]
    return RawRow(
        sheet=layout.grid.sheet,
        number=row.number,
        date=row.cells[place] if place < len(row.cells) else "",
        texts={key: _together(row, places) for key, places in layout.places.items()},
        is_broken=row.is_broken or is_short or is_long,
    )


def _together(row: GridRow, places: list[int]) -> str:
    return row.text(places[0]) if len(places) == 1 else "\n\n".join(filter(None, map(row.text, places)))


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
    taken = {place for places in layout.places.values() for place in places}
    for index in sorted(set(range(width)) - taken):
        if heading.text(index) == CHECK_HEADING:
            continue
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
