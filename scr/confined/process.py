"""Starts a limited process for one file, and waits for it as long as it may take."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path

from scr.confined.bounds import Bounds

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-E", "-s", "-m")
# What the interpreter gives when a module cannot be loaded: our fault, not the file's.
COULD_NOT_START = 1


class Stopped(Exception):
    """The process asked for more than it may have, or broke."""


def output_of(module: str, path: Path, bounds: Bounds) -> bytes:
    """What a module prints about a file, which it is given with its bounds as JSON. Raises Stopped."""
    output, exit_code = _run(module, path.resolve(), bounds)
    if exit_code == COULD_NOT_START:
        raise RuntimeError(f"The process that reads files does not start: try `python -m {module}`.")
    if exit_code != 0 or len(output) > bounds.output_bytes:
        raise Stopped
    return output


def _run(module: str, path: Path, bounds: Bounds) -> tuple[bytes, int]:
    process = subprocess.Popen(
        [*PROGRAM, module, str(path), json.dumps(asdict(bounds))],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=_environment(),
    )
    clock = threading.Timer(bounds.wall_seconds, process.kill)
    clock.start()
    try:
        with process:
            output = process.stdout.read(bounds.output_bytes + 1) if process.stdout else b""
            if len(output) > bounds.output_bytes:
                process.kill()
    finally:
        clock.cancel()
    return output, process.returncode


def _environment() -> dict[str, str]:
    """No settings, no addresses of databases, no keys: the process needs none."""
    return {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
