"""What was found in a file before its rows are taken over: the page shows it, the person may correct it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """One column of the file.

    `place` counts from 0; `samples` are its first filled cells, shortened. `key` is the column of ours that
    it goes to, empty where it is left out, and `how` how that was told: "exact", "alike", "remembered",
    "chosen", or empty where it was not recognised.
    """

    place: int
    heading: str
    samples: list[str]
    key: str
    how: str


@dataclass(frozen=True, slots=True)
class Found:
    """Where the table was found. `heading_row` counts as people see it, 0 where there are no headings;
    `is_complete` says that the date and at least one account of what happened have a column."""

    sheet: str
    heading_row: int
    columns: list[FoundColumn]
    row_count: int
    is_complete: bool
