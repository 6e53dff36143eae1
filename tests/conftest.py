"""Fixtures of every test. Each run has its own PostgreSQL and Valkey (tests/throwaway.py); tests work as the
application's database role, never as the owner, and nothing is emptied with TRUNCATE.

``rows``                             rolled back after each test, above what its module made once
``scene``                            this test's own copy of that: the module's fixture ``module_scene``;
                                     ``cast`` and ``case`` are its people and its case
``db``, ``@pytest.mark.django_db``   pytest-django's, rolled back, for a module that makes nothing once
``fresh_database``                   a new copy of the migrated template, Django connected, rows committed
``demo_database``                    the same with the demo case loaded
``module_database``, ``module_demo`` the same for a module (browser tests)
A module uses one of these three groups: changing the database closes the connection that the others need.
``processes(database, "web", "worker", "beat")`` from tests.throwaway: real processes against such a database
``n(small, full)`` from tests.counts: how often to try what is counted
``@pytest.mark.full``                only in ./test --full
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import django
import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.counts import IS_FULL
from tests.throwaway import Database, Run, connected_to

# pytest-xdist's workers take files in this order (--no-loadscope-reorder); what takes a minute or more goes
# first, so that neither worker has much left when the other is done.
LONGEST_FIRST = (
    "tests/e2e/test_path.py",
    "tests/e2e/test_four_outcomes.py",
    "tests/e2e/test_demo_pages.py",
    "tests/test_start.py",
    "tests/test_access_matrix.py",
    "tests/test_reminders_killed.py",
    "tests/test_demo_replay.py",
    "tests/test_demo_pages.py",
    "tests/test_looks_recorded.py",
)
OTHER_CONNECTIONS = {"db", "fresh_database", "demo_database", "module_database", "module_demo"}

RUN = Run()
RUN.set_environment()
django.setup()  # before anything is imported that has models

from scr.cases.models import Case  # noqa: E402
from tests.cast import Cast, referred  # noqa: E402
from tests.one_chain import share_one_chain  # noqa: E402
from tests.over_the_wall import shut_for_requests  # noqa: E402

shut_for_requests()
share_one_chain()
from tests.seeded_names import judged, leaks_of_files  # noqa: E402


def pytest_sessionstart(session: pytest.Session) -> None:
    """Start the services before pytest-xdist's workers, which read settings with their own addresses."""
    if getattr(session.config.option, "numprocesses", None) and RUN.is_owner:
        RUN.start()
        RUN.leave_settings_to_workers()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[Any]:
    """No test passes that lets a seeded name out."""
    report: pytest.TestReport = yield
    return judged(report, getattr(mail, "outbox", []))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What PostgreSQL and Valkey logged of all tests holds no seeded name either."""
    leaks = leaks_of_files(RUN.folder / "log") if RUN.is_owner else []
    if leaks:
        print("\nNames leak:", *leaks, sep="\n")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure() -> None:
    RUN.stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("full") and not IS_FULL:
            item.add_marker(pytest.mark.skip(reason="only in ./test --full"))
        marker = item.get_closest_marker("django_db")
        if marker and (marker.args or marker.kwargs.get("transaction")):
            raise pytest.UsageError(f"{item.nodeid}: use fresh_database, as transaction=True empties tables")
    refuse_a_mixture(items)
    items.sort(key=place_in_line)


def place_in_line(item: pytest.Item) -> int:
    name = item.nodeid.partition("::")[0]
    return LONGEST_FIRST.index(name) if name in LONGEST_FIRST else len(LONGEST_FIRST)


def refuse_a_mixture(items: list[pytest.Item]) -> None:
    """Whatever else changes the connection would end the transaction that ``rows`` works in."""
    fixtures = {item: set(getattr(item, "fixturenames", ())) for item in items}
    in_rows = {item.path for item in items if "rows" in fixtures[item]}
    for item in items:
        is_other = fixtures[item] & OTHER_CONNECTIONS or item.get_closest_marker("django_db")
        if item.path in in_rows and is_other:
            raise pytest.UsageError(f"{item.nodeid}: move it to a module that does not use rows")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """This process's own copy of the template, instead of pytest-django's test database."""
    with RUN.new_database() as database, connected_to(database):
        yield


@pytest.fixture(scope="module")
def module_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A transaction around a module, for the scene that all its tests begin with."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def rows(module_rows: None) -> Iterator[None]:
    """A savepoint around a test, so that the next one finds the module's scene as it was made."""
    with transaction.atomic():
        yield
        if not connection.needs_rollback:
            connection.check_constraints()  # what a commit would have found
        transaction.set_rollback(True)


@pytest.fixture
def no_links_opened() -> None:
    """One machine may open thirty links a minute, and all tests are one machine."""
    cache.clear()


@pytest.fixture(scope="module")
def module_scene(module_rows: None) -> Any:
    """The board with a case that was referred; a module that begins elsewhere has its own."""
    return referred()


@pytest.fixture
def scene(module_scene: Any, rows: None) -> Any:
    """This test's own objects of the scene, since a test changes their fields."""
    return deepcopy(module_scene)


@pytest.fixture
def cast(scene: Any) -> Cast:
    """The board's people, also where the scene has more than them."""
    people: Cast = scene if isinstance(scene, Cast) else scene.cast
    return people


@pytest.fixture
def case(scene: Any) -> Case:
    """The case of the scene."""
    found: Case = scene.case
    return found


def unblocked(database: Database, blocker: DjangoDbBlocker) -> Iterator[Database]:
    with blocker.unblock(), connected_to(database):
        yield database


@pytest.fixture
def fresh_database(django_db_blocker: DjangoDbBlocker) -> Iterator[Database]:
    with RUN.new_database() as database:
        yield from unblocked(database, django_db_blocker)


@pytest.fixture
def demo_database(django_db_blocker: DjangoDbBlocker) -> Iterator[Database]:
    with RUN.new_database(demo=True) as database:
        yield from unblocked(database, django_db_blocker)


@pytest.fixture(scope="module")
def module_database(django_db_blocker: DjangoDbBlocker) -> Iterator[Database]:
    with RUN.new_database() as database:
        yield from unblocked(database, django_db_blocker)


@pytest.fixture(scope="module")
def module_demo(django_db_blocker: DjangoDbBlocker) -> Iterator[Database]:
    with RUN.new_database(demo=True) as database:
        yield from unblocked(database, django_db_blocker)
