"""Reading a chronology file in this process: for files that are odd, where the limited process is not the
point and would take most of the time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from chronology.reading import (
    DEFAULT_LIMITS,
    Contents,
    Limits,
    Reading,
    RefusedError,
    from_json,
    read_contents,
    refused,
    to_json,
)
from chronology.reading.child import contents_of


def open_here(path: Path, filename: str = "chronology.dat", limits: Limits = DEFAULT_LIMITS) -> Contents:
    """As `open_file`, by way of JSON as well."""
    contents = from_json(json.loads(to_json(contents_of(path, limits))))
    contents.filename = filename
    return contents


def read_here(path: Path, filename: str = "chronology.dat", **options: Any) -> Reading:
    """As `read_file`."""
    try:
        contents = open_here(path, filename, options.get("limits", DEFAULT_LIMITS))
    except RefusedError as refusal:
        return Reading([], [refused(refusal, filename)])
    return read_contents(contents, **options)
