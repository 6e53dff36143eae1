"""What reading a chronology gives: rows, messages, who wrote it, and the staff ID list. Plain values."""

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from chronology.reading.tables import Found

# About the whole file, or about a row whose text could land under another heading or be cut.
NOT_TO_BE_KEPT = frozenset({*(f"C{number:02d}" for number in range(1, 20)), "C20", "C29", "C30"})

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a chronology. `number` counts from 1 as the person sees it in the file; `date_text` is what
    was typed, `date` the day that the row is sorted by, None where its author still has to say which.
    `precision`, `date_first` and `date_last` are what was understood of the date; `time_text` (HH:MM, or
    empty) was found in the date or the text and only serves ordering. `more`: texts of columns that the case
    added, by key."""

    number: int = 0
    sheet: str = ""
    date: datetime.date | None = None
    date_text: str = ""
    is_estimated: bool = False
    time_text: str = ""
    child_contact: str = ""
    family_contact: str = ""
    communication: str = ""
    source: str = ""
    staff: str = ""
    comment: str = ""
    precision: str = ""
    date_first: datetime.date | None = None
    date_last: datetime.date | None = None
    more: dict[str, str] = field(default_factory=dict)

    @property
    def proposed(self) -> datetime.date | None:
        """The day to propose for sorting a row without one: the first that is possible."""
        return self.date_first or self.date_last


@dataclass(frozen=True, slots=True)
class Message:
    """One numbered remark on a file: what is wrong, why it matters, what to do. `row` counts as `Row.number`
    does and is None where the whole file or sheet is meant; `column` is a key of `columns.KEYS`."""

    level: Level
    code: str
    sheet: str
    row: int | None
    column: str | None
    what: str
    why: str
    remedy: str
    where: str

    @property
    def is_error(self) -> bool:
        return self.level == "error"

    def __str__(self) -> str:
        return f"{self.code} {self.where}: {self.what} {self.why} {self.remedy}"


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the table (seed 004, chronology pro forma); empty where not found."""

    agency: str = ""
    completed_by: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read. `found` tells how its columns were read, `places` where each stands, by sheet."""

    rows: list[Row]
    messages: list[Message]
    header: Header = field(default_factory=Header)
    staff: dict[str, str] = field(default_factory=dict)
    found: "Found | None" = None
    places: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def can_be_kept(self) -> bool:
        """Whether every row can be taken in as it is; what else is wrong with one is put right afterwards."""
        return bool(self.rows) and not any(one.code in NOT_TO_BE_KEPT for one in self.errors)

    @property
    def errors(self) -> list[Message]:
        return [message for message in self.messages if message.is_error]

    @property
    def warnings(self) -> list[Message]:
        return [message for message in self.messages if not message.is_error]
