"""Has a file read by a limited process, and believes nothing but its JSON."""

import json
from pathlib import Path
from typing import Any

from chronology.reading.grid import Contents, RefusedError, from_json
from chronology.reading.limits import DEFAULT_LIMITS, MEBIBYTE, Limits
from scr.confined.process import Stopped, output_of

READER = "chronology.reading.child"


def open_file(path: Path, filename: str, limits: Limits = DEFAULT_LIMITS) -> Contents:
    """What is in the file, whatever it is called. Raises RefusedError, also when the process was stopped."""
    size = path.stat().st_size
    if size == 0:
        raise RefusedError("C02")
    if size > limits.file_bytes:
        raise RefusedError("C03", limit=limits.file_bytes // MEBIBYTE)
    contents = from_json(ask(READER, path, limits))
    contents.filename = filename
    return contents


def ask(module: str, path: Path, limits: Limits) -> Any:
    """What a limited process found in a file. Raises RefusedError, also when it was stopped."""
    try:
        answer = json.loads(output_of(module, path, limits))
    except Stopped as stopped:
        raise RefusedError("C10") from stopped
    if "refusal" in answer:
        refusal = answer["refusal"]
        raise RefusedError(refusal["code"], sheet=refusal["sheet"], row=refusal["row"], **refusal["words"])
    return answer["contents"]
