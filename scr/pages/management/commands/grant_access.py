"""Gives the application's database role what it needs and no more; run as the owner after migrations."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from scr.audit.models import AuditEntry, Look, LookSeal


def append_only_tables() -> set[str]:
    """Tables in which the application adds and reads, but changes and deletes nothing."""
    history = {model._meta.db_table for model in apps.get_models() if model.__name__.startswith("Historical")}
    return history | {one._meta.db_table for one in (AuditEntry, Look, LookSeal)}


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        role = connection.ops.quote_name(settings.DATABASE_APP_ROLE)
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)
            cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
            cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
            cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
            append_only = append_only_tables()
            for table in tables:
                rights = "SELECT, INSERT" if table in append_only else "SELECT, INSERT, UPDATE, DELETE"
                if table == "django_migrations":
                    rights = "SELECT"
                cursor.execute(f"GRANT {rights} ON {connection.ops.quote_name(table)} TO {role}")
