"""./test: linters, types and every test. Arguments go to pytest, and then only pytest runs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from scr.embedded import frontend, system
from scr.embedded.errors import CannotGoOn
from scr.embedded.keys import new_keys
from scr.embedded.places import CLONE

BIN = Path(sys.executable).parent
PROJECT = ["scr", "referrals", "chronology", "reviews", "actionplans", "tests", "benchmarks", "manage.py"]
LINTERS = (
    ["ruff", "check", *PROJECT],
    ["ruff", "format", "--check", *PROJECT],
    ["djlint", "templates", "--lint", "--quiet"],
    ["mypy"],
)
# One more than the two cores that the time is promised on: a browser test waits for its browser.
EVERYTHING = ["-n", "3", "--dist", "loadfile", "--no-loadscope-reorder", "--durations", "10"]


class Linted(NamedTuple):
    """What a linter had to say."""

    name: str
    is_clean: bool
    said: str


def main(arguments: list[str]) -> int:
    """0 when everything passed; each linter that did not is named below the tests, which run beside it."""
    environment = {**os.environ, **({"SCR_FULL": "1"} if "--full" in arguments else {})}
    environment.pop("DJANGO_SETTINGS_MODULE", None)  # named by importing us; pytest would read them too early
    for_pytest = [argument for argument in arguments if argument != "--full"]
    try:
        set_up()
    except CannotGoOn as sentence:
        print(sentence, file=sys.stderr)
        return 1
    with ThreadPoolExecutor(1) as beside:
        linting = beside.submit(lint, [] if for_pytest else LINTERS, environment)
        tests = subprocess.run(
            [BIN / "pytest", *(for_pytest or EVERYTHING)], cwd=CLONE, env=environment, check=False
        )
        failed = complaints(linting.result())
    return tests.returncode or failed


def set_up() -> None:
    """What the tests need beside Python's packages; unlike ./start, nothing of it may be missing."""
    for sentence in (system.pdf_advice(), system.browser_advice()):
        if sentence:
            raise CannotGoOn(sentence)
    frontend.build(CLONE)


def lint(linters: Iterable[Sequence[str]], environment: Mapping[str, str]) -> list[Linted]:
    """Run linters one after the other, beside the tests: mypy alone would leave a core idle for a minute."""
    return [run_linter(command, environment) for command in linters]


def run_linter(command: Sequence[str], environment: Mapping[str, str]) -> Linted:
    present = [word for word in command if word not in PROJECT or (CLONE / word).exists()]
    result = subprocess.run(
        [BIN / present[0], *present[1:]],
        cwd=CLONE,
        env={**environment, **settings_to_read()},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Linted(" ".join(present[:2]), result.returncode == 0, result.stdout)


def complaints(linted: Sequence[Linted]) -> int:
    """Print what each linter said, below what the tests printed; how many complained."""
    for one in linted:
        print(f"--- {one.name}: {'clean' if one.is_clean else 'NOT CLEAN'}", one.said, sep="\n", flush=True)
    failed = [one.name for one in linted if not one.is_clean]
    if failed:
        print(f"Not clean: {', '.join(failed)} (its complaints stand above).", file=sys.stderr)
    return len(failed)


def settings_to_read() -> dict[str, str]:
    """mypy's plugin reads the settings; nothing connects to what they name."""
    keys = new_keys()
    return {
        "SECRET_KEY": keys["SECRET_KEY"],
        "FILE_KEYS": keys["FILE_KEYS"],
        "FILES_ROOT": str(CLONE / "var" / "files"),
        "AUDIT_SIGNING_KEY": keys["AUDIT_SIGNING_KEY"],
        "AUDIT_HEADS_ROOT": str(CLONE / "var" / "audit-heads"),
        "PUBLIC_URL": "http://localhost",
        "DATABASE_URL": "postgres://scr_app@/scr",
        "REDIS_URL": "redis://localhost",
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
