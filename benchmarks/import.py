"""A chronology file taken in with checks, history and audit, against reading it and COPY alone."""

import hashlib
import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from benchmarks.measure import in_turn, seconds
from chronology.reading.limits import Limits
from chronology.reading.rows import Row
from chronology.services import receiving
from chronology.writing import write_docx, write_xlsx
from scr.cases.models import Case
from scr.confined.process import output_of
from scr.people.identity import acting_as
from scr.people.models import Agency, User
from tests.cast import D0, make_case, make_cast
from tests.throwaway import Database

# Times the reference, statements of the act, time for ten times the rows, times the same rows as a workbook.
BARS = {"ratio": 4.0, "statements": 15, "growth": 12.0, "docx": 3.0}
NOT_STATEMENTS = ("SAVEPOINT", "RELEASE", "SELECT set_config")
READER = "benchmarks.reference_reader"
TABLE = (
    "CREATE TEMP TABLE copied (on_day date, a text, b text, c text, d text, e text, f text) ON COMMIT DROP"
)


def run(database: Database, *, is_quick: bool) -> dict[str, Any]:
    """Figures: taking in against the reference, its statements, and how both grow."""
    cast = make_cast()
    case, agency, by = make_case(cast), cast.housing, cast.housing_author
    many, few, runs = (1_000, 100, 3) if is_quick else (5_000, 500, 5)
    large, small, words = _file(write_xlsx, many), _file(write_xlsx, few), _file(write_docx, many)

    def taking_in(content: bytes, name: str = "rows.xlsx") -> Callable[[], object]:
        return lambda: _take_in(case, agency, name, content, by=by)

    figures = {
        "rows": many,
        "ratio": in_turn(taking_in(large), lambda: _reference(large), runs=runs),
        "growth": _median(taking_in(large), runs) / _median(taking_in(small), runs),
        "docx": in_turn(taking_in(words, "rows.docx"), taking_in(large), runs=runs),
        "statements": _statements(taking_in(large)),
    }
    return {"figures": figures, "bars": BARS, "ok": all(figures[name] <= bar for name, bar in BARS.items())}


def _file(write: Callable[..., bytes], count: int) -> bytes:
    told = "The officer saw the child and wrote down what was said at home and what was agreed. " * 3
    rows = [
        Row(
            date=(day := date(1990, 1, 1) + timedelta(days=number)),
            date_text=f"{day:%d/%m/%Y}",
            child_contact=f"Visit {number}: {told}",
            source="Tenancy file",
            staff="HO1",
        )
        for number in range(count)
    ]
    return write(rows, agency="Housing", completed_by="H Housing", staff={"HO1": "Officer"})


def _take_in(case: Case, agency: Agency, name: str, content: bytes, *, by: User) -> None:
    """The whole act, committed checks included, and then undone."""
    with transaction.atomic():
        with acting_as(by):
            waiting = receiving.receive(case, agency, filename=name, content=content, by=by, now=D0)
            assert isinstance(waiting, receiving.WaitingFile)
            _, about = receiving.waiting_file(waiting.pk, case, agency, by=by, now=D0)
            receiving.take_in(case, agency, waiting, about, revision=0, by=by, now=D0)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


def _reference(content: bytes) -> None:
    hashlib.sha256(content).hexdigest()
    with NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        rows = json.loads(output_of(READER, Path(file.name), Limits()))
    lines = "\n".join("\t".join(map(_copied, row[:7])) for row in rows)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.copy_expert("COPY copied FROM STDIN", io.StringIO(lines))


def _copied(cell: str) -> str:
    return cell.replace("\t", " ").replace("\n", " ")


def _median(work: Callable[[], object], runs: int) -> float:
    return sorted(seconds(work) for _ in range(runs))[runs // 2]


def _statements(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        work()
    return sum(not query["sql"].startswith(NOT_STATEMENTS) for query in seen.captured_queries)
