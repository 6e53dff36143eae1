"""What is to be written on a file, and having it done by a limited process that is given nothing else."""

import base64
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from chronology.reading.grid import RefusedError
from chronology.reading.limits import Limits
from scr.confined.bounds import MEBIBYTE
from scr.confined.process import Stopped, output_of

MARKER = "chronology.marking.child"
REMARKS = "remarks.json"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to write on a file. `row` counts as people see it, `place` is the column from 0."""

    sheet: str
    row: int | None
    place: int | None
    code: str
    is_error: bool
    what: str
    remedy: str

    @property
    def words(self) -> str:
        kind = "To put right" if self.is_error else "To look at"
        return f"{kind} ({self.code}): {self.what} {self.remedy}"


@dataclass(frozen=True, slots=True)
class MarkLimits(Limits):
    """Writing a workbook takes more than reading it: it is held whole, and put together in a file."""

    memory_bytes: int = 1024 * MEBIBYTE
    cpu_seconds: int = 60
    wall_seconds: int = 120
    written_bytes: int = 300 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Marked:
    """The file with the remarks, and the ending of its name."""

    content: bytes
    suffix: str


def mark_file(path: Path, remarks: Sequence[Remark], *, heading_row: int) -> Marked:
    """Write remarks on a file that lies alone in its folder, where the limited process puts it together.

    Raises RefusedError where it takes more than it may.
    """
    told = {"heading_row": heading_row, "remarks": [asdict(one) for one in remarks]}
    (path.parent / REMARKS).write_text(json.dumps(told))
    try:
        answer = json.loads(output_of(MARKER, path, MarkLimits()))
    except Stopped as stopped:
        raise RefusedError("C10") from stopped
    return Marked(base64.b64decode(answer["content"]), answer["suffix"])
