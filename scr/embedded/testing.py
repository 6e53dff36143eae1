"""./test: linters, types and every test. Arguments go to pytest, and then only pytest runs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

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
EVERYTHING = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "--durations", "10"]


def main(arguments: list[str]) -> int:
    """0 when everything passed; each linter that did not is named, and the tests run all the same."""
    environment = {**os.environ, **({"SCR_FULL": "1"} if "--full" in arguments else {})}
    environment.pop("DJANGO_SETTINGS_MODULE", None)  # named by importing us; pytest would read them too early
    for_pytest = [argument for argument in arguments if argument != "--full"]
    try:
        set_up()
    except CannotGoOn as sentence:
        print(sentence, file=sys.stderr)
        return 1
    failed = [] if for_pytest else lint(environment)
    tests = subprocess.run(
        [BIN / "pytest", *(for_pytest or EVERYTHING)], cwd=CLONE, env=environment, check=False
    )
    if failed:
        print(f"Not clean: {', '.join(failed)} (its complaints stand above).", file=sys.stderr)
    return tests.returncode or len(failed)


def set_up() -> None:
    """What the tests need beside Python's packages; unlike ./start, nothing of it may be missing."""
    for sentence in (system.pdf_advice(), system.browser_advice()):
        if sentence:
            raise CannotGoOn(sentence)
    frontend.build(CLONE)


def lint(environment: Mapping[str, str]) -> list[str]:
    """Run every linter; the names of those that complained."""
    failed = []
    for command in LINTERS:
        present = [word for word in command if word not in PROJECT or (CLONE / word).exists()]
        print(f"--- {' '.join(present[:2])}", flush=True)
        result = subprocess.run(
            [BIN / present[0], *present[1:]],
            cwd=CLONE,
            env={**environment, **settings_to_read()},
            check=False,
        )
        if result.returncode:
            failed.append(" ".join(present[:2]))
    return failed


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
