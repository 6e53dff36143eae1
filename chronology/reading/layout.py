"""Where the chronology stands in a grid: the row of headings, and what each column of the file is for us."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from chronology.reading.columns import NARRATIVE_KEYS
from chronology.reading.found import Found, FoundColumn
from chronology.reading.grid import Grid, GridRow, RefusedError
from chronology.reading.headings import LONGEST_HEADING, Recognised, Wanted, heading_key, plain, recognise

HEADINGS_WITHIN_ROWS = 60
# So many recognised headings make a row of headings; fewer are a coincidence, unless they are the two needed.
FEWEST_HEADINGS = 3
SAMPLES = 3
LONGEST_SAMPLE = 80


@dataclass
class Layout:
    """The headings of a grid: their row by its index (-1 where the table has none), and for each place what
    the column is."""

    grid: Grid
    heading_index: int
    recognised: list[Recognised]
    headings: list[str]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each of our columns stands; more than one place where the person said so."""
        places: dict[str, list[int]] = {}
        for place, one in enumerate(self.recognised):
            if one.key:
                places.setdefault(one.key, []).append(place)
        return places

    @cached_property
    def rows(self) -> list[GridRow]:
        """The rows below the headings that hold something; headings repeated on each page are none."""
        below = self.grid.rows[self.heading_index + 1 :]
        return [row for row in below if not row.is_empty and not self._repeats_headings(row)]

    @property
    def is_complete(self) -> bool:
        """Whether the date and at least one account of what happened have a column."""
        return "date" in self.places and any(key in self.places for key in NARRATIVE_KEYS)

    @property
    def has_headings(self) -> bool:
        """Whether so much was recognised that this must be the row of headings. An empty cell is no heading,
        whatever the person said of its column."""
        worded = {key for key, places in self.places.items() if any(self.headings[one] for one in places)}
        return len(worded) >= FEWEST_HEADINGS or (self.is_complete and bool(worded))

    @property
    def width(self) -> int:
        return len(self.headings)

    @cached_property
    def read_places(self) -> list[int]:
        """The cells of a row that are read, in their order."""
        return sorted(place for places in self.places.values() for place in places)

    @property
    def heading_number(self) -> int:
        """The row of headings as people see it; 0 where there is none."""
        return self.grid.rows[self.heading_index].number if self.heading_index >= 0 else 0

    def _repeats_headings(self, row: GridRow) -> bool:
        places = self.read_places
        if not places:
            return False
        first, own = row.text(places[0]), self.headings[places[0]]
        # Nearly every row begins with a date: that it is no heading is seen without comparing words.
        if len(first) > LONGEST_HEADING or (first[:1].isdigit() and not own[:1].isdigit()):
            return False
        return all(
            heading_key(row.text(place)) == self.recognised[place].key
            or plain(row.text(place)) == plain(self.headings[place]) != ""
            for place in places
        )


def layout_at(grid: Grid, index: int, wanted: Wanted, *, by_likeness: bool) -> Layout:
    """The grid with its headings in the row of this index, or without headings where that is -1."""
    headings = grid.rows[index].texts() if index >= 0 else [""] * _width(grid)
    return Layout(grid, index, recognise(headings, wanted, by_likeness=by_likeness), headings)


def continued(grid: Grid, current: Layout) -> Layout:
    """A table that goes on without headings from the one before it."""
    return Layout(grid, -1, current.recognised, current.headings)


def find_layout(grid: Grid, wanted: Wanted) -> Layout | None:
    """The row with the most headings, the first of equals; None where no row looks like headings. Likeness
    is asked only where exact words are not enough."""
    best = _best(grid, wanted, by_likeness=False)
    if best:
        alike = layout_at(grid, best.heading_index, wanted, by_likeness=True)
        if alike.is_complete:
            return alike
    return _best(grid, wanted, by_likeness=True)


def chosen_layout(grids: Sequence[Grid], wanted: Wanted) -> Layout | None:
    """The layout where the person said that the headings are. Raises RefusedError where that row is gone."""
    if wanted.heading_row is None:
        return None
    sheet, number = wanted.heading_row
    for grid in grids:
        if grid.sheet == sheet:
            index = next((i for i, row in enumerate(grid.rows) if row.number == number), -1)
            if index >= 0 or number == 0:
                return layout_at(grid, index, wanted, by_likeness=True)
    raise RefusedError("C19", sheet=sheet, row=number or None)


def guessed_layout(grids: Sequence[Grid], wanted: Wanted) -> Layout | None:
    """Where the headings may be in a file in which they were not recognised: the row with the most of them in
    any sheet, or else the fullest row of the longest sheet, for the person to say."""
    layouts = [layout for grid in grids if (layout := find_layout(grid, wanted))]
    if layouts:
        return max(layouts, key=lambda layout: len(layout.places))
    if not any(grid.rows for grid in grids):
        return None
    longest = max(grids, key=lambda grid: len(grid.rows))
    rows = longest.rows[:HEADINGS_WITHIN_ROWS]
    fullest = max(range(len(rows)), key=lambda index: sum(map(bool, rows[index].texts())))
    return layout_at(longest, fullest, wanted, by_likeness=True)


def found_in(layout: Layout, row_count: int) -> Found:
    """What was found, for the person to look at."""
    rows = layout.rows
    width = max([layout.width, *(len(row.cells) for row in rows)])
    columns = [column for place in range(width) if (column := _found_column(layout, rows, place))]
    return Found(layout.grid.sheet, layout.heading_number, columns, row_count, layout.is_complete)


def _found_column(layout: Layout, rows: Sequence[GridRow], place: int) -> FoundColumn | None:
    """A column with a heading or a text in it; None for an empty one."""
    has_heading = place < layout.width
    heading = layout.headings[place] if has_heading else ""
    told = layout.recognised[place] if has_heading else Recognised()
    samples = _samples(rows, place)
    return FoundColumn(place, heading, samples, told.key, told.how) if heading or samples else None


def _best(grid: Grid, wanted: Wanted, *, by_likeness: bool) -> Layout | None:
    best: Layout | None = None
    for index in range(min(len(grid.rows), HEADINGS_WITHIN_ROWS)):
        layout = layout_at(grid, index, wanted, by_likeness=by_likeness)
        if layout.has_headings and (best is None or _rank(layout) > _rank(best)):
            best = layout
    return best


def _rank(layout: Layout) -> tuple[bool, int]:
    return layout.is_complete, len(layout.places)


def _width(grid: Grid) -> int:
    return max((len(row.cells) for row in grid.rows), default=0)


def _samples(rows: Sequence[GridRow], place: int) -> list[str]:
    found: list[str] = []
    for row in rows:
        if text := " ".join(row.text(place).split()):
            found.append(text[:LONGEST_SAMPLE])
        if len(found) == SAMPLES:
            break
    return found
