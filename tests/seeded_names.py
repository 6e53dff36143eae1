"""The names that tests and the demo case plant, and the search for them in whatever the suite puts out (P14).

tests/conftest.py searches what each test logged, printed and sent; tests/throwaway.py what processes logged.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from scr.pages.demo.people import PEOPLE

# Of the child and its family; no output at all holds one.
CHILD_AND_FAMILY = ("Linnea", "Testname", "Ashgrove", "the name is kept by the police")
# Of staff; no log and no e-mail holds one. Pages, and what ./start prints for evaluation, do.
STAFF = (
    "Alma Admin",
    "Cora Chair",
    "Pat Panel",
    "Quinn Panel",
    "Olive Overview",
    "Otto Outsider",
    "Hanna Housing",
    "Hugo Housing",
    "Nia Health",
    "Noel Health",
    "Ottilie",
    *(one.name for one in PEOPLE),
)
EVERYBODY = (*CHILD_AND_FAMILY, *STAFF)


def found_in(text: str, names: Iterable[str] = EVERYBODY) -> list[str]:
    """The names that stand in a text, in whatever case and however an address writes its spaces."""
    plain = re.sub(r"%20|\+|_|&nbsp;", " ", text).casefold()
    return [name for name in names if name.casefold() in plain]


def leaks_of(sections: Iterable[tuple[str, str]], mails: Iterable[Any]) -> list[str]:
    """Where a test put out a name: what it logged and printed, and the e-mails that it sent."""
    told = {where: found_in(text, _of_interest(where)) for where, text in sections}
    told["E-mail"] = found_in("\n".join(f"{mail.subject}\n{mail.body}" for mail in mails))
    return _sentences(told)


def _of_interest(where: str) -> tuple[str, ...]:
    return EVERYBODY if "log" in where else CHILD_AND_FAMILY


def leaks_of_files(folder: Path) -> list[str]:
    """Where a process wrote a name into its log."""
    return _sentences({one.name: found_in(one.read_text(errors="replace")) for one in folder.rglob("*.log")})


def _sentences(told: Mapping[str, list[str]]) -> list[str]:
    return [f"{where} holds {', '.join(names)}" for where, names in told.items() if names]


def judged(report: pytest.TestReport, mails: Iterable[Any]) -> pytest.TestReport:
    """A test that passed, but put out a name, has failed."""
    leaks = leaks_of(report.sections, mails)
    if leaks and report.passed:
        report.outcome = "failed"
        report.longrepr = "\n".join(["Names leak (tests/seeded_names.py):", *leaks])
    return report
