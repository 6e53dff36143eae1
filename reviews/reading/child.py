"""The limited process that reads a review in Word: `python -m reviews.reading.child FILE LIMITS`.

Knows neither the settings nor the database; how it is confined stands in scr/confined.
"""

from pathlib import Path

from chronology.reading.child import run
from chronology.reading.grid import RefusedError
from chronology.reading.limits import Limits
from chronology.reading.preflight import inspect
from reviews.reading.blocks import Found, to_json
from reviews.reading.docx import read_report


def read(path: Path, limits: Limits) -> str:
    """The file's blocks as JSON. Raises RefusedError for what is unsafe, and for what is no Word document."""
    kind = inspect(path, limits)
    if kind.name != "docx":
        raise RefusedError("C01", kind=kind.name)
    if kind.has_macros:
        raise RefusedError("C04")
    found = read_report(path, kind.main_part, limits)
    _check_text(found, limits)
    return to_json(found)


def _check_text(found: Found, limits: Limits) -> None:
    total = sum(len(one.text) + sum(len(cell) for row in one.rows for cell in row) for one in found.blocks)
    if total > limits.text_characters:
        raise RefusedError("C14", reach=f"{total} characters", limit=f"{limits.text_characters} characters")


if __name__ == "__main__":
    run(read)
