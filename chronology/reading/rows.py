"""What reading a chronology gives: rows, messages, who wrote it, and the staff ID list. Plain values."""

import datetime
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a chronology. `number` counts from 1 as the person sees it in the file; `date_text` is what
    was typed, `date` what was understood; `time_text` (HH:MM, or empty) was found in the text and only serves
    ordering."""

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
    """A file as read. Rows may be looked at where there are errors too, but kept only if acceptable."""

    rows: list[Row]
    messages: list[Message]
    header: Header = field(default_factory=Header)
    staff: dict[str, str] = field(default_factory=dict)

    @property
    def is_acceptable(self) -> bool:
        return not self.errors

    @property
    def errors(self) -> list[Message]:
        return [message for message in self.messages if message.is_error]

    @property
    def warnings(self) -> list[Message]:
        return [message for message in self.messages if not message.is_error]
