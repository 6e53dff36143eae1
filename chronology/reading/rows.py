"""What reading a chronology gives: rows, messages, who wrote it, and the staff ID list. Plain values."""

import datetime
from dataclasses import dataclass, field
from typing import Literal

from chronology.reading.found import Found

Level = Literal["error", "warning"]
# Messages with lower numbers are about the file as a whole.
FIRST_ABOUT_A_ROW = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a chronology. `number` counts from 1 as the person sees it in the file; `date_text` is what
    was typed, `date` what was understood; `time_text` (HH:MM, or empty) was found in the text and only serves
    ordering. `more` holds the texts of the columns that the case adds, by their keys. `is_broken`: its cells
    did not fit the headings, so that a text may stand under the wrong one."""

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
    more: dict[str, str] = field(default_factory=dict)
    is_broken: bool = False

    def text(self, key: str) -> str:
        """The text under a column by its key, as it was typed."""
        if key == "date":
            return self.date_text
        return self.more.get(key, "") if key.startswith("added_") else str(getattr(self, key))


@dataclass(frozen=True, slots=True)
class Message:
    """One numbered remark on a file: what is wrong, why it matters, what to do. `row` counts as `Row.number`
    does and is None where the whole file or sheet is meant; `column` is the key of a column."""

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

    @property
    def is_about_the_file(self) -> bool:
        """Whether this error stops the whole file, and not a row of it."""
        return int(self.code[1:]) < FIRST_ABOUT_A_ROW

    def __str__(self) -> str:
        return f"{self.code} {self.where}: {self.what} {self.why} {self.remedy}"


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the table (seed 004, chronology pro forma); empty where not found."""

    agency: str = ""
    completed_by: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read. Its rows may be kept with their errors, for the author to put right.

    `places` says where each of our columns stands in the file: by sheet and key, cells counted from 0.
    `found` is what the page shows and asks about; None where there is nothing to ask, as in an empty file.
    """

    rows: list[Row]
    messages: list[Message]
    header: Header = field(default_factory=Header)
    staff: dict[str, str] = field(default_factory=dict)
    found: Found | None = None
    places: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def is_readable(self) -> bool:
        """Whether nothing is wrong with the file as a whole, so that there are rows to keep."""
        return not any(message.is_about_the_file for message in self.errors)

    @property
    def errors(self) -> list[Message]:
        return [message for message in self.messages if message.is_error]

    @property
    def warnings(self) -> list[Message]:
        return [message for message in self.messages if not message.is_error]
