"""An agency's file given back with what is wrong written beside each cell."""

from collections.abc import Iterable
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from chronology.marking import Remark, mark_file
from chronology.models import WaitingFile
from chronology.reading.rows import Message, Reading
from chronology.services.receiving import About
from scr.documents import vault


def marked_waiting(waiting: WaitingFile, about: About, reading: Reading) -> tuple[str, bytes]:
    """The name and the bytes of a waiting file with the remarks on it. Raises RefusedError."""
    heading_row = reading.found.heading_row if reading.found else 0
    with TemporaryDirectory(prefix="chronology-") as folder:
        file = Path(folder) / "file"
        file.write_bytes(vault.get(waiting.stored_as))
        marked = mark_file(file, list(_remarks(reading)), heading_row=heading_row)
    return f"{PurePath(about.filename).stem} with remarks{marked.suffix}", marked.content


def _remarks(reading: Reading) -> Iterable[Remark]:
    return (_remark(one, reading.places) for one in reading.messages)


def _remark(one: Message, places: dict[str, dict[str, int]]) -> Remark:
    place = places.get(one.sheet, {}).get(one.column or "")
    return Remark(one.sheet, one.row, place, one.code, one.is_error, one.what, one.remedy)
