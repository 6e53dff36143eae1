"""The limited process itself: `python -m chronology.reading.child FILE LIMITS`, the limits as a JSON object.

Prints one JSON object: {"refusal": {...}} or {"contents": {...}}. Knows neither the settings nor the
database.
"""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from chronology.reading.csv_ import read_csv
from chronology.reading.docx import read_docx
from chronology.reading.grid import Contents, Note, RefusedError, to_json
from chronology.reading.limits import Limits
from chronology.reading.odf import read_odf
from chronology.reading.preflight import Kind, inspect
from chronology.reading.xls import read_xls
from chronology.reading.xlsx import read_xlsx
from scr.confined import child as confined

Read = Callable[[Path, Limits], str]


def run(read: Read) -> NoReturn:
    """Be the limited process that reads files with a function which gives JSON."""
    confined.run(partial(_answer, read), Limits)


def _answer(read: Read, path: Path, limits: Limits) -> bytes:
    return _json_of(read, path, limits).encode()


def _json_of(read: Read, path: Path, limits: Limits) -> str:
    try:
        return '{"contents": ' + read(path, limits) + "}"
    except RefusedError as refusal:
        return json.dumps({"refusal": _packed(refusal)})
    except MemoryError:
        raise
    except BaseException:  # A panic of the workbook parser is not an Exception.
        return json.dumps({"refusal": _packed(RefusedError("C07"))})


def _read(path: Path, limits: Limits) -> str:
    return to_json(contents_of(path, limits))


def contents_of(path: Path, limits: Limits) -> Contents:
    """What is in the file. Raises RefusedError."""
    kind = inspect(path, limits)
    contents = _parse(path, kind, limits)
    _check_text(contents, limits)
    contents.kind = kind.name
    if kind.has_macros:
        contents.notes.append(Note("C70"))
    return contents


def _parse(path: Path, kind: Kind, limits: Limits) -> Contents:
    if kind.name == "csv":
        return read_csv(path, limits)
    if kind.name == "xlsx":
        return read_xlsx(path, kind.main_part, limits)
    if kind.name == "xls":
        return read_xls(path, limits)
    if kind.name == "docx":
        return read_docx(path, kind.main_part, limits)
    return read_odf(path, kind.name, limits)


def _check_text(contents: Contents, limits: Limits) -> None:
    total = sum(len(text) for grid in contents.grids for row in grid.rows for text in row.texts())
    if total > limits.text_characters:
        raise RefusedError("C14", reach=f"{total} characters", limit=f"{limits.text_characters} characters")


def _packed(refusal: RefusedError) -> dict[str, Any]:
    return {"code": refusal.code, "sheet": refusal.sheet, "row": refusal.row, "words": refusal.words}


if __name__ == "__main__":
    run(_read)
