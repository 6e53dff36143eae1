"""Gives the application's database role what it needs and no more; run as the owner after migrations."""

from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from scr.audit.models import AuditEntry, Look, LookSeal

# Django's own permissions give nobody anything here: participants do. So nobody is given any.
READ_ONLY = {
    "django_migrations",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "people_user_groups",
    "people_user_user_permissions",
}


@cache
def append_only_tables() -> set[str]:
    """Tables in which the application adds and reads, but changes and deletes nothing."""
    history = {model._meta.db_table for model in apps.get_models() if model.__name__.startswith("Historical")}
    return history | {one._meta.db_table for one in (AuditEntry, Look, LookSeal)}


@cache
def tracked_tables() -> set[str]:
    """Tables whose rows have a history: they are added and changed, never deleted."""
    return {model._meta.db_table for model in apps.get_models() if hasattr(model, "history")}


def rights(table: str) -> str:
    """What the application may do in a table."""
    if table in READ_ONLY:
        return "SELECT"
    if table in append_only_tables():
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE" if table in tracked_tables() else "SELECT, INSERT, UPDATE, DELETE"


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        role = connection.ops.quote_name(settings.DATABASE_APP_ROLE)
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)
            cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
            cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
            cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
            for table in tables:
                cursor.execute(f"GRANT {rights(table)} ON {connection.ops.quote_name(table)} TO {role}")
