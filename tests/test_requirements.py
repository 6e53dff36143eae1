"""docs/requirements.md and the tests' `requirement` markers tell the same story, in both directions.

The test sources are read as text (ast) and never imported, so that the answer does not depend on which
tests a run selects.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeGuard

import pytest

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "requirements.md"

# The numbers of the sources' requirements, typed here so that no row can go missing from the table unnoticed.
RANGES = (
    (1, 68),
    (70, 81),
    (85, 94),
    (100, 109),
    (115, 139),
    (145, 156),
    (160, 182),
    (190, 205),
    (210, 218),
    (225, 249),
)
NUMBERS = tuple(f"R{number:03d}" for first, last in RANGES for number in range(first, last + 1))
STATES = ("open", "part", "done")

HEADING = re.compile(r"^\|\s*(id|-+)\s*\|")
NAMES_WHAT_IS_MISSING = re.compile(r"\bMissing: \S")
EXCUSE = re.compile(r"\b(pytest|mark)\.(skip|skipif|xfail|importorskip)\b")

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Row:
    """One requirement as the table tells it; `tests` are paths from the root of the repository."""

    number: str
    state: str
    tests: frozenset[str]
    text: str


@dataclass
class Claims:
    """What the markers say: test file -> requirements it proves; markers that can prove nothing, and why."""

    by_file: dict[str, set[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


# --- reading --------------------------------------------------------------------------------------


def table_lines(table: str) -> list[str]:
    """The lines of every table of the page, without heading and rule."""
    return [line for line in table.splitlines() if line.startswith("|") and not HEADING.match(line)]


def read_row(line: str) -> Row | None:
    """The row that a line holds, or nothing where it has not exactly four columns."""
    cells = [cell.strip() for cell in line.strip().split("|")]
    if len(cells) != 6 or cells[0] or cells[5]:
        return None
    tests = frozenset(name.strip(" `") for name in cells[3].split(",") if name.strip())
    return Row(cells[1], cells[2], tests, cells[4])


def is_requirement_marker(node: ast.Call) -> bool:
    return ast.unparse(node.func) in {"pytest.mark.requirement", "mark.requirement"}


def marker_calls(nodes: Iterable[ast.AST]) -> Iterator[ast.Call]:
    for node in nodes:
        for inner in ast.walk(node):
            if isinstance(inner, ast.Call) and is_requirement_marker(inner):
                yield inner


def is_collected(node: ast.stmt) -> TypeGuard[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Whether pytest would collect it: a function named test..., a class named Test..."""
    return isinstance(node, DEFINITIONS) and node.name.startswith(("test", "Test"))


def is_pytestmark(node: ast.stmt) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else []
    return any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in targets)


def markers_on_tests(body: list[ast.stmt], *, excused: bool = False) -> Iterator[tuple[ast.Call, bool]]:
    """Each marker that reaches a test, and whether that test may be skipped or is allowed to fail."""
    marks = [node for node in body if is_pytestmark(node)]
    excused = excused or any(EXCUSE.search(ast.unparse(node)) for node in marks)
    yield from ((call, excused) for call in marker_calls(marks))
    for node in body:
        if not is_collected(node):
            continue
        judged = node.decorator_list if isinstance(node, ast.ClassDef) else [node]
        node_excused = excused or any(EXCUSE.search(ast.unparse(part)) for part in judged)
        yield from ((call, node_excused) for call in marker_calls(node.decorator_list))
        if isinstance(node, ast.ClassDef):
            yield from markers_on_tests(node.body, excused=node_excused)


def claimed_numbers(call: ast.Call) -> set[str]:
    """The numbers typed into a marker; empty where it holds anything but plain strings."""
    values = [arg.value if isinstance(arg, ast.Constant) else None for arg in call.args]
    if call.keywords or not all(isinstance(value, str) for value in values):
        return set()
    return {str(value) for value in values}


def read_claims(sources: Mapping[str, str]) -> Claims:
    """What the markers of the given test sources (file name -> text) claim."""
    claims = Claims()
    for name, source in sources.items():
        tree = ast.parse(source)
        reached = {id(call): excused for call, excused in markers_on_tests(tree.body)}
        for call in marker_calls([tree]):
            fault = marker_fault(call, reached)
            if fault:
                claims.faults.append(f"{name}:{call.lineno}: {fault}")
            else:
                claims.by_file.setdefault(name, set()).update(claimed_numbers(call))
    return claims


def marker_fault(call: ast.Call, reached: Mapping[int, bool]) -> str:
    """Why this marker proves nothing, or an empty string."""
    if not claimed_numbers(call):
        return "the marker names no requirement in plain strings"
    if id(call) not in reached:
        return "the marker stands on nothing that pytest collects"
    if reached[id(call)]:
        return "the marked test may be skipped or may fail, so it proves nothing"
    return ""


# --- judging --------------------------------------------------------------------------------------


def complaints(table: str, claims: Claims, present: frozenset[str]) -> list[str]:
    """Everything in which table, markers and the present test files disagree; empty when they agree."""
    lines = table_lines(table)
    rows = [row for line in lines if (row := read_row(line))]
    found = [f"not a row of four columns: {line}" for line in lines if not read_row(line)]
    found += number_complaints([row.number for row in rows])
    for row in rows:
        found += [f"{row.number}: {what}" for what in row_complaints(row, claims, present)]
    return found + claims.faults + list(claim_complaints({row.number: row for row in rows}, claims))


def number_complaints(numbers: list[str]) -> Iterator[str]:
    yield from (f"{number}: missing from the table" for number in NUMBERS if number not in numbers)
    yield from (f"{number}: not a requirement" for number in numbers if number not in NUMBERS)
    yield from (f"{number}: {count} rows" for number, count in Counter(numbers).items() if count > 1)


def row_complaints(row: Row, claims: Claims, present: frozenset[str]) -> Iterator[str]:
    if row.state not in STATES:
        yield f"state is {row.state!r}, not one of {', '.join(STATES)}"
    if not row.text:
        yield "says nothing"
    if bool(NAMES_WHAT_IS_MISSING.search(row.text)) != (row.state == "part"):
        yield 'a part row, and no other, ends with "Missing:" and what is missing'
    if bool(row.tests) == (row.state == "open"):
        yield "an open row names no test, any other at least one"
    yield from (f"{name} does not exist" for name in sorted(row.tests - present))
    for name in sorted(row.tests & present):
        if row.number not in claims.by_file.get(name, set()):
            yield f"{name} carries no marker for it"


def claim_complaints(rows: Mapping[str, Row], claims: Claims) -> Iterator[str]:
    for name, numbers in sorted(claims.by_file.items()):
        for number in sorted(numbers):
            if number not in rows:
                yield f"{name}: marker for {number}, which the table does not know"
            elif rows[number].state == "open":
                yield f"{name}: marker for {number}, which the table calls open"
            elif name not in rows[number].tests:
                yield f"{name}: marker for {number}, whose row does not name this file"


# --- the repository -------------------------------------------------------------------------------


def sources_of_tests() -> dict[str, str]:
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    return {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in files}


def test_table_and_markers_agree() -> None:
    sources = sources_of_tests()

    assert complaints(TABLE.read_text(encoding="utf-8"), read_claims(sources), frozenset(sources)) == []


def test_the_sources_have_210_requirements() -> None:
    assert len(NUMBERS) == len(set(NUMBERS)) == 210


# --- the check itself can fail --------------------------------------------------------------------

FIRST, SECOND = "tests/test_first.py", "tests/test_second.py"
MARKED = """
import pytest

@pytest.mark.requirement("R001", "R002")
def test_one():
    assert True
"""
SOUND = {FIRST: MARKED, SECOND: "def test_two(): assert True"}


def sound_table() -> str:
    """A table that agrees with SOUND: the first row done, the second in part, all others open."""
    rows = [f"| {number} | open | | A sentence |" for number in NUMBERS]
    rows[0] = f"| R001 | done | {FIRST} | A sentence |"
    rows[1] = f"| R002 | part | {FIRST} | A sentence. Missing: the rest |"
    return "\n".join(["# Heading", "", "| id | state | tests | requirement |", "|---|---|---|---|", *rows])


def complaints_about(table: str, sources: Mapping[str, str]) -> str:
    return "\n".join(complaints(table, read_claims(sources), frozenset(sources)))


def test_a_sound_table_is_accepted() -> None:
    assert complaints_about(sound_table(), SOUND) == ""


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("| R249 | open | | A sentence |", "", "R249: missing from the table"),
        ("| R249 |", "| R069 |", "R069: not a requirement"),
        ("| R249 |", "| R248 |", "R248: 2 rows"),
        ("| R249 | open |", "| R249 | nearly |", "R249: state is 'nearly'"),
        (
            "| R249 | open | | A sentence |",
            "| R249 | open | A sentence |",
            "not a row of four columns: | R249",
        ),
        ("| R249 | open | | A sentence |", "| R249 | open | | |", "R249: says nothing"),
        ("| R249 | open | |", "| R249 | done | |", "R249: an open row names no test, any other at least one"),
        ("| R249 | open | |", f"| R249 | open | {FIRST} |", "R249: an open row names no test"),
        ("| R249 | open | |", f"| R249 | done | {FIRST} |", f"R249: {FIRST} carries no marker for it"),
        (
            f"| R001 | done | {FIRST}",
            f"| R001 | done | {FIRST}, tests/test_gone.py",
            "tests/test_gone.py does not exist",
        ),
        (
            f"| R001 | done | {FIRST}",
            "| R001 | open |",
            f"{FIRST}: marker for R001, which the table calls open",
        ),
        (
            f"| R001 | done | {FIRST}",
            f"| R001 | done | {SECOND}",
            f"{FIRST}: marker for R001, whose row does not name",
        ),
        ("Missing: the rest", "Missing:", "R002: a part row, and no other"),
        ("| R001 | done |", "| R001 | part |", "R001: a part row, and no other"),
        ("| R002 | part |", "| R002 | done |", "R002: a part row, and no other"),
    ],
)
def test_a_broken_table_is_refused(before: str, after: str, complaint: str) -> None:
    table = sound_table()
    assert before in table

    assert complaint in complaints_about(table.replace(before, after), SOUND)


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ('"R002"', '"R069"', f"{FIRST}: marker for R069, which the table does not know"),
        ('"R002"', "NUMBER", f"{FIRST}:4: the marker names no requirement in plain strings"),
        ('"R001", "R002"', "", f"{FIRST}:4: the marker names no requirement in plain strings"),
        ("def test_one", "def helper", f"{FIRST}:4: the marker stands on nothing that pytest collects"),
        ("def test_one", "@pytest.mark.skip\ndef test_one", f"{FIRST}:4: the marked test may be skipped"),
        ("assert True", 'pytest.xfail("later")', f"{FIRST}:4: the marked test may be skipped"),
        ("import pytest", "import pytest; pytestmark = [pytest.mark.skip]", "the marked test may be skipped"),
        (MARKED, "def test_one(): assert True", f"R001: {FIRST} carries no marker for it"),
    ],
)
def test_a_marker_that_proves_nothing_is_refused(before: str, after: str, complaint: str) -> None:
    assert before in MARKED

    assert complaint in complaints_about(sound_table(), {**SOUND, FIRST: MARKED.replace(before, after)})


@pytest.mark.parametrize(
    "source",
    [
        'pytestmark = pytest.mark.requirement("R001", "R002")',
        'pytestmark = [pytest.mark.requirement("R001"), pytest.mark.requirement("R002")]',
        '@pytest.mark.requirement("R001", "R002")\nclass TestOne: pass',
        'class TestOne:\n    @mark.requirement("R001", "R002")\n    def test_it(self): pass',
        '@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.requirement("R001", "R002"))])\n'
        "def test_one(x): pass",
    ],
)
def test_markers_are_found_wherever_pytest_takes_them(source: str) -> None:
    assert complaints_about(sound_table(), {**SOUND, FIRST: source}) == ""
