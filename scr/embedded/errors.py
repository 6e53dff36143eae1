"""What people at the terminal are told instead of a traceback."""

from __future__ import annotations

from pathlib import Path


class CannotGoOn(Exception):
    """Carries one sentence that says what to do."""


def failure(what: str, output: str, place: Path) -> CannotGoOn:
    """The sentence for a program that failed: a full disk by name, else the last line that tells most."""
    if "No space left on device" in output or "ENOSPC" in output:
        return CannotGoOn(f"The disk of {place} is full: make room, then start again.")
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "PANIC" in line] or lines
    return CannotGoOn(f"{what}: {telling[-1] if telling else 'it said nothing'}")
