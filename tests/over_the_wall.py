"""How a test looks at rows itself: through a gate in the second wall that exists in test databases only.

It stands open for the connection of the test, so that a test may ask what a service has written; it is shut
while Django's test client makes a request, and other processes, such as workers, do not know of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test.client import ClientHandler
from psycopg2.extensions import cursor

OPEN = "-c tests.gate=open"
GATE = """
DO $$
DECLARE walled regclass;
BEGIN
    FOR walled IN SELECT polrelid FROM pg_policy WHERE polname = 'wall' LOOP
        EXECUTE format(
            'CREATE POLICY gate ON %s USING ((SELECT current_setting(''tests.gate'', true)) = ''open'')',
            walled
        );
    END LOOP;
END $$
"""


def build_gate(run: cursor) -> None:
    """Give each table that has a policy a second one, which holds while the gate is open."""
    run.execute(GATE)


def remove_gate(run: cursor) -> None:
    """Leave the wall as the application has it."""
    run.execute("SELECT polrelid::regclass::text FROM pg_policy WHERE polname = 'gate'")
    for (table,) in run.fetchall():
        run.execute(f"DROP POLICY gate ON {table}")


_is_kept_open: ContextVar[bool] = ContextVar("is_kept_open", default=False)


@contextmanager
def gate_kept_open() -> Iterator[None]:
    """Let requests through the gate as well, for a block: what the first wall holds back by itself."""
    token = _is_kept_open.set(True)
    try:
        yield
    finally:
        _is_kept_open.reset(token)


@contextmanager
def shut_gate() -> Iterator[None]:
    """Look at rows as the application does."""
    _set("shut")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _set("open")


def shut_for_requests() -> None:
    """Let every test client meet the wall, whatever the test around it sees."""
    answer = ClientHandler.get_response

    def answer_before_the_wall(handler: ClientHandler, request: HttpRequest) -> HttpResponse:
        if _is_kept_open.get():
            return answer(handler, request)
        with shut_gate():
            return answer(handler, request)

    ClientHandler.get_response = answer_before_the_wall  # type: ignore[method-assign]


def _set(state: str) -> None:
    """Past Django's own cursor, so that tests which count queries do not count this one."""
    connection.ensure_connection()
    with connection.connection.cursor() as run:
        run.execute("SELECT set_config('tests.gate', %s, false)", [state])
