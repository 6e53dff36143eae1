"""The staff ID list of a file (seed 004, chronology pro forma): initials, and the post of whose they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from chronology.reading.grid import Contents, Grid, GridRow, Note
from chronology.reading.headings import plain
from chronology.reading.wording import initials_key


@dataclass(slots=True)
class StaffList:
    """Posts by initials, and a note on each of the initials that are explained twice."""

    posts: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def take_staff(contents: Contents) -> tuple[list[Grid], StaffList]:
    """The grids without their staff ID lists, and the lists as one."""
    staff = StaffList()
    return [_without_list(grid, staff) for grid in contents.grids], staff


def is_staff_title(text: str) -> bool:
    """Whether this is the line above a staff ID list."""
    pattern = r"^(staff )?(id|identification|initials) (list|key)$|^key to (staff|initials)"
    return bool(re.match(pattern, plain(text)))


def _without_list(grid: Grid, staff: StaffList) -> Grid:
    start = next((i for i, row in enumerate(grid.rows) if _is_staff_heading(row)), None)
    if start is None and is_staff_title(grid.sheet):
        start = -1
    if start is None:
        return grid
    for row in grid.rows[start + 1 :]:
        _add(row, grid.sheet, staff)
    before = [row for row in grid.rows[: max(start, 0)] if not _is_title(row)]
    return Grid(grid.sheet, before, grid.can_be_ragged)


def _is_staff_heading(row: GridRow) -> bool:
    """Whether these cells head a staff ID list: initials, then the post."""
    filled = list(_first_filled(row))
    if len(filled) < 2 or not filled[0].casefold().startswith(("staff", "initial", "id")):
        return False
    return bool(
        re.match(r"^(staff )?(initials?|id)\b", plain(filled[0]))
        and re.match(r"^(post|role|job|designation|position)\b", plain(filled[1]))
    )


def _is_title(row: GridRow) -> bool:
    filled = list(_first_filled(row))
    return len(filled) == 1 and is_staff_title(filled[0])


def _add(row: GridRow, sheet: str, staff: StaffList) -> None:
    filled = list(_first_filled(row))
    if not filled or _is_staff_heading(row):
        return
    initials, post = filled[0], filled[1] if len(filled) > 1 else ""
    known = {initials_key(key): value for key, value in staff.posts.items()}
    if known.get(initials_key(initials), post) != post:
        staff.notes.append(Note("C60", sheet, row.number, words={"initials": initials}))
        return
    staff.posts.setdefault(initials, post)


def _first_filled(row: GridRow) -> Iterator[str]:
    """The first two filled cells."""
    filled = (text for text in row.texts() if text)
    for _count, text in zip(range(2), filled, strict=False):
        yield text
