"""What people at the terminal are told instead of a traceback."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

DISK_IS_FULL = ("No space left on device", "Check free disk space", "ENOSPC")
NPM_LOG = "A complete log of this run"
# A server's last log line, the exception under a traceback.
TELLING = re.compile(r"FATAL|PANIC|^(?!HINT|DETAIL)[\w.]+: ")


class CannotGoOn(Exception):
    """Carries one sentence that says what to do."""


def failure(what: str, output: str, place: Path) -> CannotGoOn:
    """The sentence for a program that failed: a full disk by name, else the last line that tells most."""
    if any(words in output for words in DISK_IS_FULL):
        return CannotGoOn(f"The disk of {place} is full: make room, then start again.")
    lines = [line.strip() for line in output.splitlines() if line.strip() and NPM_LOG not in line]
    telling = [line for line in lines if TELLING.search(line)] or lines
    return CannotGoOn(f"{what}: {telling[-1] if telling else 'it said nothing'}")


def require_room(folder: Path, megabytes: int) -> None:
    """Refuse to begin what a full disk would end half way."""
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < megabytes:
        raise CannotGoOn(
            f"The disk of {folder} has {free} of {megabytes} MB that are needed: make room, then start again."
        )
