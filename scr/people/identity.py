"""Whom the database believes it is serving; what row-level security reads.

The settings last until the end of the transaction and no longer, so that a pooled connection never
carries somebody's identity into the next request.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from scr.audit.through import through_link

NOBODY = ""
SETTINGS = ("scr.user_id", "scr.service", "scr.onlooker_id", "scr.link_id")
# What the settings were, and then what they are to be.
TELL = "SELECT " + ", ".join(
    [f"coalesce(current_setting('{name}', true), '')" for name in SETTINGS]
    + [f"set_config('{name}', %s, true)" for name in SETTINGS]
)
_case_in_work: ContextVar[UUID | None] = ContextVar("case_in_work", default=None)


def set_identity(user: Any = None, *, service: str = "", link_id: UUID | None = None) -> list[str]:
    """Tell the database who acts, inside the transaction that is open; returns what it was told before.

    Somebody who is shown to an onlooker is let into nothing that the onlooker is not let into as well.
    """
    return _tell([_name(user), service, _name(getattr(user, "onlooker", None)), str(link_id or NOBODY)])


def _name(user: Any) -> str:
    return str(user.pk) if user is not None and user.is_authenticated else NOBODY


def _tell(identity: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(TELL, identity)
        return list(cursor.fetchone()[: len(identity)])


@contextmanager
def acting_as(user: Any = None, *, service: str = "", link_id: UUID | None = None) -> Iterator[None]:
    """A transaction in which a task or command acts as somebody, or as a named service."""
    with transaction.atomic():
        before = set_identity(user, service=service, link_id=link_id)
        yield
        _tell(before)  # a savepoint that is released does not take the setting along, one rolled back does


@contextmanager
def holding(link_id: UUID) -> Iterator[None]:
    """A transaction for the holder of an invited link, who is nobody of the application's users.

    Whatever is written here names the link in history and audit, where otherwise a person would stand.
    """
    with acting_as(link_id=link_id), through_link(link_id):
        yield


@contextmanager
def working_on(case_id: UUID) -> Iterator[None]:
    """A transaction in which the database shows the whole of one case, and of no other one more than before.

    For what the application does with a case once its policy has let somebody: an agency's signature meets
    a task that only the panel sees. What people read goes without it.
    """
    before = _case_in_work.get()
    with transaction.atomic():
        if before != case_id:
            _open_case(case_id)
        token = _case_in_work.set(case_id)
        try:
            yield
        finally:
            _case_in_work.reset(token)
        if before != case_id:  # after a failure the rollback to the savepoint takes the setting along
            _open_case(before)


def _open_case(case_id: UUID | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('scr.case_id', %s, true)", [str(case_id or NOBODY)])


class WrongRole(Exception):
    """The application was started as a database role that owns the tables or overrules their protection."""


def refuse_wrong_role() -> None:
    """Raise WrongRole unless the application works as a role that is neither owner nor superuser."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR EXISTS "
            "(SELECT FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user) "
            "FROM pg_roles WHERE rolname = current_user"
        )
        is_wrong = cursor.fetchone()[0]
    connection.close()
    if is_wrong:
        raise WrongRole(
            "DATABASE_URL names a role that owns the tables or overrules their protection. "
            "Use the application's own role; the owner belongs into DATABASE_OWNER_URL."
        )
