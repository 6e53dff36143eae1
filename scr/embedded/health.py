"""Waiting until every part answers."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass

from scr.embedded.processes import Part

PARTS = ("web", "database", "worker", "beat")
ANSWERS_WITHIN = 90


@dataclass(frozen=True)
class Health:
    """What /health/ said last, part by part: "ok" or what is wrong."""

    answers: dict[str, str]

    @property
    def is_ok(self) -> bool:
        return all(self.answers.get(part) == "ok" for part in PARTS)

    def lines(self) -> list[str]:
        others = [part for part in self.answers if part not in PARTS]
        return [f"{part}: {self.answers.get(part, 'no answer')}" for part in [*PARTS, *others]]

    def sentence(self) -> str:
        return "Not every part answers: " + ", ".join(self.lines())


def ask(port: int) -> Health:
    """Ask once; a refusal or silence of the web part is "no answer"."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=5) as response:
            return Health(json.load(response))
    except urllib.error.HTTPError as error:
        with error:
            return read_unwell(error)
    except (OSError, ValueError):
        return Health({})


def read_unwell(error: urllib.error.HTTPError) -> Health:
    """503 carries the same answers; anything else is an error of the pages themselves."""
    if error.code == 503:
        return Health(json.load(error))
    return Health({"web": f"error {error.code}"})


def wait_until_healthy(port: int, parts: Sequence[Part]) -> Health:
    """The first good health, or the last bad one when a part ended or the time is up."""
    deadline = time.monotonic() + ANSWERS_WITHIN
    while not (health := ask(port)).is_ok and time.monotonic() < deadline:
        ended = {part.name: f"ended, see {part.log}" for part in parts if not part.is_running()}
        if ended:
            return Health({**health.answers, **ended})
        time.sleep(0.25)
    return health
