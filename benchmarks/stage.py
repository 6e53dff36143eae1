"""The embedded PostgreSQL and Valkey of a benchmark, with a migrated database that goes with it."""

import contextlib
from collections.abc import Iterator
from typing import Any

import django

from scr.embedded import databases
from tests import over_the_wall
from tests.throwaway import Database, Run, connected_to


@contextlib.contextmanager
def staged() -> Iterator[Database]:
    """Django set up on a fresh, migrated and empty database; everything is stopped and removed afterwards.

    It has no gate in the second wall: what is measured meets it as the application does.
    """
    run = Run()
    run.set_environment()
    django.setup()
    try:
        with run.new_database() as database, connected_to(database):
            with databases.superuser(database.superuser_url) as owner:
                over_the_wall.remove_gate(owner)
            yield database
    finally:
        run.stop()


def fill(database: Database, statements: str, values: Any = None) -> None:
    """Rows by SQL past the wall and the checks of history, and what autovacuum does by and by."""
    with databases.superuser(database.superuser_url) as run:
        run.execute("SET session_replication_role = replica")
        run.execute(statements, values)
        run.execute("VACUUM ANALYZE")
