"""Starts the limited process for one file, waits for it as long as it may take, and believes nothing but its
JSON."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from chronology.reading.grid import Contents, RefusedError, from_json
from chronology.reading.limits import Limits

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-E", "-s", "-m")
# What the interpreter gives when a module cannot be loaded: our fault, not the file's.
COULD_NOT_START = 1
COMMAND = (*PROGRAM, "chronology.reading.child")


def read_contents(path: Path, limits: Limits) -> Contents:
    """The grids of the file, read by a process of its own. Raises RefusedError, also when that process was
    stopped."""
    return from_json(ask(COMMAND, path, limits))


def ask(command: Sequence[str], path: Path, limits: Limits) -> Any:
    """What a limited process found in a file. Raises RefusedError, also when it was stopped."""
    output, exit_code = _run(command, path.resolve(), limits)
    if exit_code == COULD_NOT_START:
        raise RuntimeError(f"The process that reads files does not start: try `{' '.join(command[-2:])}`.")
    if exit_code != 0 or len(output) > limits.output_bytes:
        raise RefusedError("C10")
    answer = json.loads(output)
    if "refusal" in answer:
        refusal = answer["refusal"]
        raise RefusedError(refusal["code"], sheet=refusal["sheet"], row=refusal["row"], **refusal["words"])
    return answer["contents"]


def _run(command: Sequence[str], path: Path, limits: Limits) -> tuple[bytes, int]:
    process = subprocess.Popen(
        [*command, str(path), json.dumps(asdict(limits))],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=_environment(),
    )
    clock = threading.Timer(limits.wall_seconds, process.kill)
    clock.start()
    try:
        with process:
            output = process.stdout.read(limits.output_bytes + 1) if process.stdout else b""
            if len(output) > limits.output_bytes:
                process.kill()
    finally:
        clock.cancel()
    return output, process.returncode


def _environment() -> dict[str, str]:
    """No settings, no addresses of databases, no keys: the process needs none."""
    return {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
