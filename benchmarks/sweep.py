"""The sweep for reminders when nothing is due and when 10,000 are, against bare SQL."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from psycopg2.extensions import cursor

from benchmarks.measure import in_turn
from scr.cases.models import Duty
from scr.cases.reminders import remind
from scr.cases.tasks import as_sweep
from scr.embedded import databases
from scr.people.identity import working_on
from tests.cast import D0, make_case, make_cast
from tests.throwaway import Database

# Nothing due: so many times one indexed SELECT; 10,000 due: so many times one statement that does the same.
BARS = {"idle_ratio": 5.0, "growth": 1.5, "due_ratio": 4.0}
# Eight in the morning in London, two weeks before the copies of the Chair's decision are due.
MORNING = datetime(2007, 3, 19, 8, tzinfo=D0.tzinfo)
NIGHT = MORNING - timedelta(hours=5)
FAR = timedelta(days=3650)

COPY_CASES = """
    INSERT INTO cases_case (id, compartment_id, reference, code_name, procedure_key, procedure_version,
        stage, opened_at)
    SELECT gen_random_uuid(), compartment_id, 'B-' || n, 'Copy ' || n, procedure_key, procedure_version,
        stage, opened_at
    FROM cases_case, generate_series(1, %s) n WHERE id = %s
"""
COPY_PARTS = """
    INSERT INTO cases_participant (id, case_id, compartment_id, user_id, agency_id, role, post, since,
        recusal_reason, until_reason)
    SELECT gen_random_uuid(), c.id, p.compartment_id, p.user_id, p.agency_id, p.role, p.post, p.since, '', ''
    FROM cases_participant p, cases_case c WHERE p.case_id = %s AND c.id <> p.case_id
"""
COPY_DUTIES = """
    INSERT INTO cases_duty (id, case_id, compartment_id, rule_key, overlay, occurrence, owners, opened_at,
        anchor, counted_from, is_estimated, amount, unit, basis, first_due_at, due_at, due_since)
    SELECT gen_random_uuid(), c.id, d.compartment_id, d.rule_key, d.overlay, 1, d.owners, d.opened_at,
        d.anchor, d.counted_from, false, d.amount, d.unit, d.basis, d.due_at + %(later)s,
        d.due_at + %(later)s, d.due_since
    FROM cases_duty d, (SELECT id FROM cases_case WHERE id <> %(case)s ORDER BY reference) c,
        generate_series(1, %(each)s) WHERE d.id = %(duty)s
"""
WAKE_ALL = """
    INSERT INTO cases_wake (duty_id, case_id, compartment_id, next_at)
    SELECT id, case_id, compartment_id,
        CASE WHEN due_at < %(until)s THEN %(morning)s ELSE due_at - interval '14 days' END
    FROM cases_duty WHERE case_id <> %(case)s
    ON CONFLICT (duty_id) DO UPDATE SET next_at = excluded.next_at
"""
ONE_STATEMENT = """
    WITH due AS (
        UPDATE cases_wake SET next_at = next_at + interval '6 days' WHERE next_at <= %(now)s RETURNING duty_id
    )
    INSERT INTO outbox_notice (id, key, case_id, compartment_id, about_id, recipient_id, subject, body, path,
        created_at, is_urgent, dropped_because)
    SELECT gen_random_uuid(),
        'remind:' || d.id || ':' || to_char(d.due_at, 'YYYYMMDDHH24MI') || ':-14d::' || p.user_id,
        d.case_id, d.compartment_id, d.id, p.user_id, 'Reminder: a task on ' || c.reference,
        'A task on ' || c.reference || ' is due soon. Sign in to see it.', '/duties/' || d.id || '/',
        %(now)s, false, ''
    FROM due JOIN cases_duty d ON d.id = due.duty_id JOIN cases_case c ON c.id = d.case_id
    JOIN cases_participant p ON p.case_id = d.case_id AND p.role = ANY(d.owners) AND p.recused_at IS NULL
    JOIN people_user u ON u.id = p.user_id AND u.is_active
    ON CONFLICT (key) DO NOTHING
"""


def run(database: Database, *, is_quick: bool) -> dict[str, Any]:
    """Figures: an idle sweep by a bare SELECT, its growth with the open deadlines, and many due at once."""
    few, many, due = (1_000, 10_000, 1_000) if is_quick else (10_000, 100_000, 10_000)
    runs = 15 if is_quick else 101
    with databases.superuser(database.superuser_url) as bare:  # past the wall and the checks of history
        bare.execute("SET session_replication_role = replica")
        case = make_case(make_cast())
        with working_on(case.pk):
            duty = Duty.objects.get(case=case, rule_key="DECIDE")
        bare.execute("DELETE FROM cases_wake")
        bare.execute(COPY_CASES, [100, str(case.pk)])
        bare.execute(COPY_PARTS, [str(case.pk)])
        _add_duties(bare, duty, many, later=FAR)
        bare.execute("VACUUM ANALYZE")
        idle, growth = _idle(bare, runs), _growth(runs, few)
        _add_duties(bare, duty, due, later=timedelta())
        figures = {
            "idle_ratio": round(idle, 2),
            "growth": round(growth, 2),
            "due_ratio": round(_many_due(bare, duty, runs=5 if is_quick else 9), 2),
        }
    return {
        "figures": figures | {"open": many, "due": due},
        "bars": BARS,
        "ok": all(figures[name] <= bar for name, bar in BARS.items()),
    }


def _sweep(now: datetime) -> None:
    """As the worker does it."""
    with as_sweep():
        remind(now)


def _add_duties(bare: cursor, duty: Duty, number: int, *, later: timedelta) -> None:
    """Open copies of the Chair's decision on the hundred copies of a case, due at its date or much later."""
    each = number // 100
    bare.execute(COPY_DUTIES, {"later": later, "case": str(duty.case_id), "duty": str(duty.pk), "each": each})
    _wake_all(bare, duty)


def _wake_all(bare: cursor, duty: Duty) -> None:
    until = MORNING + timedelta(days=30)
    bare.execute(WAKE_ALL, {"until": until, "morning": MORNING, "case": str(duty.case_id)})


def _idle(bare: cursor, runs: int) -> float:
    def select() -> None:
        bare.execute("BEGIN")
        bare.execute("SELECT 1 FROM cases_wake WHERE next_at <= %s LIMIT 1", [NIGHT])
        bare.execute("COMMIT")

    return in_turn(lambda: _sweep(NIGHT), select, runs=runs)


def _growth(runs: int, few: int) -> float:
    """An idle sweep over all wakes by one over a few, in a table of the same name that hides the other."""
    with as_sweep():
        _sql("CREATE TEMP TABLE cases_wake AS SELECT * FROM public.cases_wake LIMIT %s", [few])
    _sql("CREATE INDEX ON cases_wake (next_at)")
    _sql("ANALYZE cases_wake")
    ratio = in_turn(lambda: _idle_sweep("public, pg_temp"), lambda: _idle_sweep("pg_temp, public"), runs=runs)
    _sql("DROP TABLE pg_temp.cases_wake")
    return ratio


def _sql(statement: str, values: Any = None) -> None:
    with connection.cursor() as run:
        run.execute(statement, values)


def _idle_sweep(places: str) -> None:
    """A sweep that finds the table of wakes in the first of some schemas."""
    _sql(f"SET search_path = {places}")
    _sweep(NIGHT)


def _many_due(bare: cursor, duty: Duty, *, runs: int) -> float:
    def reset() -> None:
        bare.execute("DELETE FROM outbox_notice")
        _wake_all(bare, duty)
        bare.execute("VACUUM ANALYZE")

    def one_statement() -> None:
        bare.execute(ONE_STATEMENT, {"now": MORNING})

    return in_turn(lambda: _sweep(MORNING), one_statement, runs=runs, reset=reset)
