"""The embedded PostgreSQL and Valkey of a benchmark, with a migrated database that goes with it."""

import contextlib
from collections.abc import Iterator

import django

from tests.throwaway import Database, Run, connected_to


@contextlib.contextmanager
def staged() -> Iterator[Database]:
    """Django set up on a fresh, migrated and empty database; everything is stopped and removed afterwards."""
    run = Run()
    run.set_environment()
    django.setup()
    try:
        with run.new_database() as database, connected_to(database):
            yield database
    finally:
        run.stop()
