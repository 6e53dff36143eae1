"""A list page and the integrated chronology, against the same queries plus bare string rendering."""

from collections.abc import Callable
from datetime import date, timedelta
from html import escape
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.measure import in_turn
from chronology.reading.rows import Row
from chronology.writing import write_csv
from scr.cases.audiences import Audience, Kind
from scr.cases.services import open_case, record_milestone, release
from scr.cases.writing import compartment_of
from scr.people.identity import acting_as, working_on
from tests.cast import D0, Cast, make_case, make_cast
from tests.chronicling import submitted
from tests.throwaway import Database

# The page costs at most so many times what its queries and its bare strings cost.
BAR = 4.0
# What of a page's statements the reference repeats: reading, and the record of who looked.
ROWS = ("SELECT", "INSERT")


def run(database: Database, *, is_quick: bool) -> dict[str, Any]:
    """Figures: the ratio of each page to its reference, and how many queries it runs."""
    cast = make_cast()
    chronology_address = _chronology(cast, rows=60 if is_quick else 600)
    _more_cases(cast, 25)
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.administrator)
    runs = 15 if is_quick else 60
    figures: dict[str, float] = {}
    for name, address, rows in (("cases", "/cases/", 25), ("chronology", chronology_address, 50)):
        figures |= _compare(client, name, address, rows=rows, runs=runs)
    bars = {f"{name}_ratio": BAR for name in ("cases", "chronology")}
    return {"figures": figures, "bars": bars, "ok": all(figures[name] <= bar for name, bar in bars.items())}


def _chronology(cast: Cast, *, rows: int) -> str:
    case = make_case(cast)
    made = [
        Row(
            date=date(2005, 1, 3) + timedelta(days=number),
            date_text=f"{date(2005, 1, 3) + timedelta(days=number):%d/%m/%Y}",
            child_contact=f"Visit {number}: "
            + "the officer saw the child and wrote down what was said at home. " * 3,
            source="Tenancy file",
            staff="HO1",
        )
        for number in range(rows)
    ]
    content = write_csv(made, agency="Housing", completed_by="H Housing", staff={})
    by = cast.housing_author
    with acting_as(by):
        submitted(case, cast.housing, filename="rows.csv", content=content, by=by, now=D0)
    with working_on(case.pk):
        rows_of_housing = compartment_of(case, Kind.CHRONOLOGY, cast.housing)
    for audience in (Audience.ADMINISTRATION, Audience.PANEL):
        release(rows_of_housing, audience, by=cast.administrator, now=D0)
    return f"/cases/{case.pk}/chronology/"


def _more_cases(cast: Cast, count: int) -> None:
    for _ in range(count):
        case = open_case(by=cast.administrator, now=D0)
        record_milestone(case, "referral_received", by=cast.administrator, now=D0)


def _compare(client: Client, name: str, address: str, *, rows: int, runs: int) -> dict[str, float]:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        page = client.get(address)
    assert page.status_code == 200, address
    statements = [query["sql"] for query in seen.captured_queries if query["sql"].startswith(ROWS)]
    count = len(seen)
    reference = _reference(statements, len(page.content), rows)
    ratio = in_turn(lambda: client.get(address), reference, runs=runs)
    return {f"{name}_ratio": round(ratio, 2), f"{name}_queries": count}


def _reference(statements: list[str], size: int, rows: int) -> Callable[[], str]:
    """Run the same statements and write as much HTML with bare strings, a row at a time."""
    text = "What was seen and said & who was told. " * 200
    cell = text[: max(size // rows // 5 - 20, 5)]

    def work() -> str:
        with transaction.atomic(), connection.cursor() as cursor:  # the first statement says who asks
            for statement in statements:
                cursor.execute(statement)
                if cursor.description:
                    cursor.fetchall()
        return "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for _ in range(5))}</tr>" for _ in range(rows)
        )

    return work
