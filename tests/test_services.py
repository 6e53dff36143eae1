"""The database that tests and ./start work on: its roles, its time zone, its doors."""

from __future__ import annotations

import psycopg2
import pytest
from celery.beat import Scheduler

from scr.celery import app
from scr.embedded.application import manage
from scr.embedded.errors import CannotGoOn
from tests.test_second_wall import NO_CASE, UNGUARDED
from tests.throwaway import Database


def answer(url: str, question: str) -> object:
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as run:
            run.execute(question)
            row = run.fetchone()
            return row[0] if row else None
    finally:
        connection.close()


@pytest.mark.parametrize(
    "attribute", ["rolsuper", "rolcreatedb", "rolcreaterole", "rolreplication", "rolbypassrls"]
)
def test_neither_role_is_more_than_it_must_be(module_database: Database, attribute: str) -> None:
    question = f"SELECT {attribute} FROM pg_roles WHERE rolname = current_user"
    assert answer(module_database.url, question) is False
    assert answer(module_database.owner_url, question) is False


def test_the_application_owns_nothing_and_makes_no_table(module_database: Database) -> None:
    owned = "SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user"
    assert answer(module_database.url, owned) == 0
    assert answer(module_database.owner_url, owned) != 0
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        answer(module_database.url, "CREATE TABLE mine (n int)")


def test_a_wrong_password_opens_nothing(module_database: Database) -> None:
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(module_database.url, password="wrong")


def test_moments_are_kept_in_utc_and_no_port_is_open(module_database: Database) -> None:
    assert answer(module_database.url, "SHOW timezone") == "UTC"
    assert answer(module_database.superuser_url, "SHOW listen_addresses") == ""


def test_text_sorts_by_code_point_everywhere_alike(module_database: Database) -> None:
    collation = (
        "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = current_database()"
    )
    assert answer(module_database.url, collation) == "b C.UTF-8"


def test_no_migration_is_missing(module_database: Database) -> None:
    assert "No changes detected" in module_database.manage("makemigrations", "--check", "--dry-run")


def test_the_start_up_checks_pass_as_the_application_and_refuse_the_owner(module_database: Database) -> None:
    check = ["check", "--database", "default"]
    assert "no issues" in module_database.manage(*check)
    environment = module_database.environment()
    with pytest.raises(CannotGoOn):
        manage(check, {**environment, "DATABASE_URL": module_database.owner_url})


def test_beat_sends_its_first_pulse_at_once_and_sweeps_at_their_turn():
    schedule = Scheduler(app).schedule
    assert {name for name, entry in schedule.items() if entry.is_due().is_due} == {"pulse", "rebuild"}


def test_a_table_that_nobody_thought_of_is_noticed(module_database: Database) -> None:
    """Negative control of the second wall: a table with a case, made by the owner and left unguarded."""
    owner = psycopg2.connect(module_database.owner_url)
    with owner.cursor() as run:
        run.execute("CREATE TABLE forgotten (id int, case_id uuid, compartment_id uuid)")
        run.execute(UNGUARDED)
        found = {name for (name,) in run.fetchall()}
    owner.rollback()
    owner.close()
    assert found - set(NO_CASE) == {"forgotten"}
