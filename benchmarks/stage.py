"""The embedded PostgreSQL and Valkey of a benchmark, with a migrated database that goes with it."""

import contextlib
from collections.abc import Iterator

import django

from tests.throwaway import Run, connected_to


@contextlib.contextmanager
def staged() -> Iterator[None]:
    """Django set up on a fresh, migrated and empty database; everything is stopped and removed afterwards."""
    run = Run()
    run.set_environment()
    django.setup()
    try:
        with run.new_database() as database, connected_to(database):
            yield
    finally:
        run.stop()
