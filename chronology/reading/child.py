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
from chronology.reading.grid import Contents, RefusedError, to_json
from chronology.reading.limits import Limits
from chronology.reading.preflight import Kind, inspect
from chronology.reading.workbooks import read_ods, read_xls, read_xlsx
from scr.confined import child as confined

READERS = {"xlsx": read_xlsx, "xls": read_xls, "ods": read_ods}
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


def read(path: Path, limits: Limits) -> Contents:
    """The cells of a file, inside the limited process. Raises RefusedError."""
    kind = inspect(path, limits)
    contents = _parse(path, kind, limits)
    contents.has_macros = kind.has_macros
    _check_text(contents, limits)
    return contents


def _read(path: Path, limits: Limits) -> str:
    return to_json(read(path, limits))


def _parse(path: Path, kind: Kind, limits: Limits) -> Contents:
    if kind.name == "csv":
        return read_csv(path, limits)
    if kind.name in READERS:
        return READERS[kind.name](path, limits)
    return read_docx(path, kind.main_part, limits)


def _check_text(contents: Contents, limits: Limits) -> None:
    total = sum(len(text) for grid in contents.grids for row in grid.rows for text in row.texts())
    if total > limits.text_characters:
        raise RefusedError("C14", reach=f"{total} characters", limit=f"{limits.text_characters} characters")


def _packed(refusal: RefusedError) -> dict[str, Any]:
    return {"code": refusal.code, "sheet": refusal.sheet, "row": refusal.row, "words": refusal.words}


if __name__ == "__main__":
    run(_read)
