"""Takes the chronology out of the grids of a file: the rows below its headings, what stands above, the staff,
and what is left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from chronology.reading.columns import GUIDANCE_SHEET, NARRATIVE_KEYS, Column
from chronology.reading.found import Found
from chronology.reading.grid import Contents, Grid, GridRow, Note, RefusedError
from chronology.reading.headings import Wanted
from chronology.reading.layout import Layout, chosen_layout, continued, find_layout, found_in
from chronology.reading.rows import Header
from chronology.reading.staff import take_staff

# A row merged across the whole table that says more than this is no caption.
LONGEST_CAPTION = 120
SHEETS_NAMED = 5

_AGENCY = re.compile(r"^\s*(?:name of )?agency\b[^:]{0,40}:?\s*(.*)", re.IGNORECASE | re.DOTALL)
_COMPLETED_BY = re.compile(
    r"^\s*(?:name of person completing(?: (?:the )?chronology)?|(?:chronology )?completed by)\s*:?\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of the chronology before it is understood: its texts by the keys of the columns."""

    sheet: str
    number: int
    texts: dict[str, str]
    is_broken: bool


@dataclass(slots=True)
class Table:
    """The chronology of a file, all its pieces together. `columns` are those of ours that it has."""

    found: Found
    columns: list[Column]
    rows: list[RawRow] = field(default_factory=list)
    header: Header = field(default_factory=Header)
    staff: dict[str, str] = field(default_factory=dict)
    places: dict[str, dict[str, int]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def find_table(contents: Contents, wanted: Wanted) -> Table:
    """The one chronology of the file. Raises RefusedError where there is none, or more than one."""
    grids, staff = take_staff(contents)
    layouts = _chosen(grids, wanted, contents)
    pieces = list(_pieces(grids, layouts, contents.is_one_list))
    kept = [(piece, row) for piece in pieces for row in piece.rows]
    first = layouts[0]
    table = Table(found_in(first, len(kept)), [one for one in wanted.columns if one.key in first.places])
    table.header, table.staff = _header(contents, first), staff.posts
    table.places = {
        piece.grid.sheet: {key: places[0] for key, places in piece.places.items()} for piece in pieces
    }
    for piece, row in kept:
        _take(piece, row, table)
    table.notes += [*_about_columns(layouts, wanted), *staff.notes, *_left_out(grids, pieces, contents)]
    return table


def _chosen(grids: list[Grid], wanted: Wanted, contents: Contents) -> list[Layout]:
    named = chosen_layout(grids, wanted)
    others = [grid for grid in grids if named is None or (contents.is_one_list and grid is not named.grid)]
    found = [layout for grid in others if (layout := find_layout(grid, wanted))]
    layouts = [layout for layout in [*([named] if named else []), *found] if layout.is_complete]
    if not layouts:
        raise _refusal([named, *found] if named else found, contents, wanted)
    if len(layouts) > 1 and not contents.is_one_list:
        names = [f"“{layout.grid.sheet}”" for layout in layouts[:SHEETS_NAMED]]
        more = [f"{len(layouts) - SHEETS_NAMED} more"] if len(layouts) > SHEETS_NAMED else []
        raise RefusedError("C12", sheets=" and ".join(names + more))
    _check_headings(layouts[0], wanted)
    return sorted(layouts, key=lambda layout: grids.index(layout.grid))


def _refusal(layouts: Sequence[Layout], contents: Contents, wanted: Wanted) -> RefusedError:
    """Why there is no table: the file is empty, or its headings do not say what is needed."""
    if not any(grid.rows for grid in contents.grids) and not contents.lines:
        return RefusedError("C02")
    if not layouts:
        return RefusedError("C11", missing=_needed({}, wanted))
    best = max(layouts, key=lambda layout: len(layout.places))
    missing = _needed(best.places, wanted)
    return RefusedError("C11", sheet=best.grid.sheet, row=best.heading_number or None, missing=missing)


def _needed(places: dict[str, list[int]], wanted: Wanted) -> str:
    """The columns without which nothing can be read, and which are not there."""
    headings = {column.key: f"“{column.heading}”" for column in wanted.columns}
    has_narrative = any(key in places for key in NARRATIVE_KEYS)
    missing = [] if "date" in places else [headings["date"]]
    return ", ".join(
        missing if has_narrative else [*missing, " or ".join(headings[key] for key in NARRATIVE_KEYS)]
    )


def _check_headings(layout: Layout, wanted: Wanted) -> None:
    """Raises RefusedError where one heading stands twice and nobody said what that means."""
    for column in wanted.columns:
        places = layout.places.get(column.key, [])
        if len(places) > 1 and layout.recognised[places[0]].how == "exact":
            raise RefusedError(
                "C17", sheet=layout.grid.sheet, row=layout.heading_number, heading=f"“{column.heading}”"
            )


def _pieces(grids: list[Grid], layouts: list[Layout], is_one_list: bool) -> Iterator[Layout]:
    """The tables that make up the list. In a document a table without headings goes on from the one before
    it, if it has as many cells: Word splits tables like that."""
    by_grid = {id(layout.grid): layout for layout in layouts}
    current: Layout | None = None
    for grid in grids:
        own = by_grid.get(id(grid))
        if own:
            current = own
            yield own
        elif is_one_list and current and _continues(grid, current):
            yield continued(grid, current)


def _continues(grid: Grid, current: Layout) -> bool:
    return bool(grid.rows) and max(len(row.cells) for row in grid.rows) == current.width


def _take(piece: Layout, row: GridRow, table: Table) -> None:
    caption = _caption(piece, row)
    if caption:
        table.notes.append(Note("C75", piece.grid.sheet, row.number, words={"text": caption}))
    else:
        table.rows.append(_raw_row(piece, row))


def _caption(piece: Layout, row: GridRow) -> str:
    """The text of a row that is one cell across the whole table ("2006", "Page 2 continued"), or nothing."""
    if not row.spanned:
        return ""
    filled = [(place, text) for place, text in enumerate(row.texts()) if text]
    place, text = filled[0]
    is_across = place <= piece.read_places[0] and place + row.spanned > piece.read_places[-1]
    return text if len(filled) == 1 and is_across and len(text) <= LONGEST_CAPTION else ""


def _raw_row(piece: Layout, row: GridRow) -> RawRow:
    can_be_ragged = piece.grid.can_be_ragged
    is_short = can_be_ragged and len(row.cells) < piece.width
    is_long = can_be_ragged and any(row.texts()[piece.width :])
    texts = {
        key: row.text(places[0]) if len(places) == 1 else _joined(row, places)
        for key, places in piece.places.items()
    }
    return RawRow(piece.grid.sheet, row.number, texts, row.is_broken or is_short or is_long)


def _joined(row: GridRow, places: Sequence[int]) -> str:
    """The texts of several cells that go to one column, with a blank line between them."""
    return "\n\n".join(text for place in places if (text := row.text(place)))


def _header(contents: Contents, layout: Layout) -> Header:
    above = [row.texts() for row in layout.grid.rows[: max(layout.heading_index, 0)]]
    if contents.is_one_list:
        for grid in contents.grids:
            if grid.sheet == layout.grid.sheet:
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


def _about_columns(layouts: list[Layout], wanted: Wanted) -> Iterator[Note]:
    """Columns of ours that the file has not, and those that were told only by likeness."""
    first = layouts[0]
    for column in wanted.columns:
        if column.key not in first.places:
            yield Note("C76", first.grid.sheet, words={"heading": f"“{column.heading}”"})
        else:
            place = first.places[column.key][0]
            if first.recognised[place].how == "alike":
                words = {"heading": f"“{first.headings[place]}”", "ours": f"“{column.heading}”"}
                yield Note("C83", first.grid.sheet, first.heading_number, words={**words})


def _left_out(grids: list[Grid], pieces: list[Layout], contents: Contents) -> Iterator[Note]:
    read = {id(piece.grid) for piece in pieces}
    started = False
    for grid in grids:
        if id(grid) in read:
            started = True
        elif (started or not contents.is_one_list) and grid.rows and grid.sheet != GUIDANCE_SHEET:
            name = grid.sheet if contents.is_one_list else f"The sheet “{grid.sheet}”"
            yield Note("C58", grid.sheet, words={"name": name})
    yield from _extra_columns(pieces)


def _extra_columns(pieces: Sequence[Layout]) -> Iterator[Note]:
    """The columns that are not read; one that goes through several tables is named once."""
    named: set[str] = set()
    for piece in pieces:
        for place, row in _extra_places(piece):
            heading = piece.headings[place] if place < piece.width else ""
            name = f"“{heading}”" if heading else f"number {place + 1}, which has no heading,"
            if name not in named:
                named.add(name)
                yield Note("C59", piece.grid.sheet, row.number, words={"heading": name})


def _extra_places(piece: Layout) -> Iterator[tuple[int, GridRow]]:
    """The places that hold a text and are not read, with the first such row."""
    width = max((len(row.cells) for row in piece.rows), default=0)
    last = piece.width if piece.grid.can_be_ragged else width
    for place in sorted(set(range(min(width, last))) - set(piece.read_places)):
        filled = next((row for row in piece.rows if row.text(place)), None)
        if filled:
            yield place, filled
