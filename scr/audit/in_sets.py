"""Many rows of one model written at once together with their history: two statements, however many rows.

The rows travel as one JSON text, which PostgreSQL takes apart by the table's own columns. Their history is
taken from the same text and not from the table, because whoever writes may not be allowed to read.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, models

from scr.audit.through import reason_of

ADDED, CHANGED = "+", "~"

_INSERT = "INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %s)"
_UPDATE = (
    "UPDATE {table} SET {assignments} FROM jsonb_populate_recordset(NULL::{table}, %s) AS told "
    "WHERE {table}.{key} = told.{key}"
)
_HISTORY = (
    "INSERT INTO {history} ({columns}, history_date, history_type, history_change_reason, history_user_id) "
    "SELECT {columns}, %s, %s, %s, %s FROM jsonb_populate_recordset(NULL::{table}, %s)"
)


def add_rows(rows: Sequence[models.Model], *, by: Any, at: datetime) -> None:
    """Insert new rows of one model with their history."""
    _write(_INSERT, ADDED, rows, by=by, at=at)
    for row in rows:
        row._state.adding = False


def change_rows(rows: Sequence[models.Model], *, by: Any, at: datetime) -> None:
    """Write all columns of rows of one model that are there already, with their history."""
    _write(_UPDATE, CHANGED, rows, by=by, at=at)


def _write(statement: str, kind: str, rows: Sequence[models.Model], *, by: Any, at: datetime) -> None:
    model = type(rows[0])
    fields = model._meta.concrete_fields
    names = _names(model)
    told = json.dumps([_told(row, fields) for row in rows], default=_as_text)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**names), [told])
        cursor.execute(_HISTORY.format(**names), [at, kind, reason_of(by), getattr(by, "pk", None), told])


def _names(model: type[models.Model]) -> dict[str, str]:
    quote = connection.ops.quote_name
    columns = [quote(str(field.column)) for field in model._meta.concrete_fields]
    key = quote(str(model._meta.pk.column))
    return {
        "table": quote(model._meta.db_table),
        "history": quote(model.history.model._meta.db_table),  # type: ignore[attr-defined]
        "columns": ", ".join(columns),
        "key": key,
        "assignments": ", ".join(f"{column} = told.{column}" for column in columns if column != key),
    }


def _told(row: models.Model, fields: Sequence[Any]) -> dict[str, Any]:
    return {field.column: getattr(row, field.attname) for field in fields}


def _as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
