"""Whom the database believes it is serving; what row-level security reads.

The setting lasts until the end of the transaction and no longer, so that a pooled connection never
carries somebody's identity into the next request.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

NOBODY = ""


def set_identity(user: Any = None, *, service: str = "") -> None:
    """Tell the database who acts, inside the transaction that is open."""
    person = str(user.pk) if user is not None and user.is_authenticated else NOBODY
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('scr.user_id', %s, true), set_config('scr.service', %s, true)",
            [person, service],
        )


@contextmanager
def acting_as(user: Any = None, *, service: str = "") -> Iterator[None]:
    """A transaction in which a task or command acts as somebody, or as a named service."""
    with transaction.atomic():
        set_identity(user, service=service)
        yield


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
