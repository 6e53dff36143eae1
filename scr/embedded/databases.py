"""The two roles and the databases, made as superuser: never by a migration.

The owner migrates; the application's role may neither own, create nor walk past a policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import cursor

OWNER_ROLE = "scr_owner"
APP_ROLE = "scr_app"
HARMLESS = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD {}"


@contextmanager
def superuser(url: str) -> Iterator[cursor]:
    """A cursor outside any transaction, as CREATE DATABASE wants."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        yield connection.cursor()
    finally:
        connection.close()


def make_role(run: cursor, name: str, password: str) -> None:
    """Make the role, or set again what it must be."""
    run.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    verb = "ALTER" if run.fetchone() else "CREATE"
    statement = sql.SQL(f"{verb} ROLE {{}} {HARMLESS}")
    run.execute(statement.format(sql.Identifier(name), sql.Literal(password)))


def has_database(run: cursor, name: str) -> bool:
    run.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return run.fetchone() is not None


def make_database(run: cursor, name: str, *, template: str = "template0") -> None:
    """Make a database of the owner's that only both roles enter (a template brings tables, not rights)."""
    words = {
        "name": sql.Identifier(name),
        "template": sql.Identifier(template),
        "owner": sql.Identifier(OWNER_ROLE),
        "app": sql.Identifier(APP_ROLE),
    }
    for statement in (
        "CREATE DATABASE {name} TEMPLATE {template} OWNER {owner}",
        "REVOKE ALL ON DATABASE {name} FROM PUBLIC",
        "GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {app}",
        "ALTER DATABASE {name} SET timezone = 'UTC'",
    ):
        run.execute(sql.SQL(statement).format(**words))


def note(run: cursor, name: str, text: str) -> None:
    """Leave a note on a database; it goes when the database goes."""
    statement = sql.SQL("COMMENT ON DATABASE {} IS {}")
    run.execute(statement.format(sql.Identifier(name), sql.Literal(text)))


def noted(run: cursor, name: str) -> str:
    """The note on a database, empty if there is none."""
    run.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
    row = run.fetchone()
    return row[0] or "" if row else ""


def drop_database(run: cursor, name: str) -> None:
    run.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
