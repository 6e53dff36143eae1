"""All ways that Django and a cursor offer to write one row, each as a plain function over that row."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from asgiref.sync import async_to_sync
from django.db import connection, models
from django.db.models import F, Value
from django.db.models.functions import Concat
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

Write = Callable[[Any], object]
NOON = datetime(2007, 6, 1, 12, tzinfo=UTC)


def changed(row: Any) -> tuple[str, Any]:
    """A column of a row of which history is kept, and another value for it."""
    kept = {field.column for field in row.history.model._meta.concrete_fields}
    fields = [one for one in row._meta.concrete_fields if one.column in kept and not one.primary_key]
    for kinds, other in OTHER_VALUE:
        for field in fields:
            now = getattr(row, field.attname)
            if isinstance(field, kinds) and now is not None:
                return field.attname, other(now)
    raise AssertionError(f"{row._meta.label} has nothing to change")


def field_of(row: Any) -> str:
    """The name of the field whose column ``changed`` takes."""
    return changed(row)[0].removesuffix("_id")


OTHER_VALUE: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (models.TextField, lambda text: text + "x"),
    (models.DateTimeField, lambda moment: moment + timedelta(seconds=1)),
    (models.DateField, lambda day: day + timedelta(days=1)),
    (models.IntegerField, lambda number: number + 1),
    (models.CharField, lambda text: text[:-1] + ("y" if text.endswith("x") else "x")),
    (models.ForeignKey, lambda key: uuid4()),
)


def touch(row: Any) -> Any:
    name, value = changed(row)
    setattr(row, name, value)
    return row


def values_of(row: Any) -> dict[str, Any]:
    """Its columns with a key of its own: a new row that says the same."""
    return {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields} | {"id": uuid4()}


def fresh(row: Any) -> Any:
    return type(row)(**values_of(row))


def same(row: Any) -> Any:
    """The row, as the manager of its model that has no rules of ours finds it."""
    return type(row)._base_manager.filter(pk=row.pk)


def expression(row: Any) -> Any:
    """The change as the database works it out."""
    name, value = changed(row)
    return {name: Concat(F(name), Value("x")) if isinstance(value, str) else Value(value)}


def set_expression(row: Any) -> None:
    for name, value in expression(row).items():
        setattr(row, name, value)
    row.save()


def in_sql(statement: str) -> Write:
    """A statement as the application's role sends it, with the names of table and columns filled in."""

    def write(row: Any) -> None:
        name, value = changed(row)
        columns = ", ".join(f'"{one.column}"' for one in row._meta.concrete_fields if not one.primary_key)
        words = {"table": row._meta.db_table, "history": row.history.model._meta.db_table}
        with connection.cursor() as cursor:
            sql = statement.format(column=f'"{name}"', columns=columns, **words)
            cursor.execute(sql, {"value": value, "id": row.pk, "new": uuid4()})

    return write


def _awaited(call: Write) -> Write:
    """A way that has to be awaited, on this very connection."""

    def write(row: Any) -> Any:
        async def run() -> Any:
            return await call(row)  # type: ignore[misc]

        return async_to_sync(run)()

    return write


def told(row: Any, **changes: Any) -> dict[str, Any]:
    """What a history row of this row holds."""
    columns = {one.attname for one in row.history.model._meta.concrete_fields}
    values = {name: value for name, value in values_of(row).items() if name in columns}
    about = {"id": row.pk, "history_date": NOON, "history_type": "~", "history_user_id": None}
    return values | about | changes


def any_history(row: Any) -> Any:
    return row.history.model.objects.filter(id=row.pk)


def _rest(row: Any) -> dict[str, Any]:
    return {name: value for name, value in values_of(row).items() if name != "id"}


def _restore(row: Any) -> None:
    earlier = any_history(row).first().instance
    touch(earlier).save(force_update=True)


INSTANCE: dict[str, Write] = {
    "save": lambda row: touch(row).save(),
    "save of a new row": lambda row: fresh(row).save(),
    "save(force_insert)": lambda row: fresh(row).save(force_insert=True),
    "save(force_update)": lambda row: touch(row).save(force_update=True),
    "save(update_fields)": lambda row: touch(row).save(update_fields=[field_of(row)]),
    "save with an expression": set_expression,
    "save_base": lambda row: touch(row).save_base(),
    "save_base(raw)": lambda row: touch(row).save_base(raw=True),
    "save without history": lambda row: touch(row).save_without_historical_record(),
    "asave": _awaited(lambda row: touch(row).asave()),
    "delete": lambda row: row.delete(),
    "adelete": _awaited(lambda row: row.adelete()),
}
# Each once by the model's own manager and once by Django's plain one.
MANAGER: dict[str, Callable[[Any, Any], object]] = {
    "create": lambda row, found: found.create(**values_of(row)),
    "get_or_create": lambda row, found: found.get_or_create(pk=uuid4(), defaults=_rest(row)),
    "update_or_create": lambda row, found: found.update_or_create(pk=row.pk, defaults=dict([changed(row)])),
    "update_or_create of a new row": lambda row, found: found.update_or_create(
        pk=uuid4(), defaults=_rest(row)
    ),
    "bulk_create": lambda row, found: found.bulk_create([fresh(row)]),
    "bulk_create over conflicts": lambda row, found: found.bulk_create(
        [touch(row)],
        update_conflicts=True,
        update_fields=[field_of(row)],
        unique_fields=["id"],
    ),
    "bulk_update": lambda row, found: found.bulk_update([touch(row)], [field_of(row)]),
    "update": lambda row, found: found.filter(pk=row.pk).update(**dict([changed(row)])),
    "update by an expression": lambda row, found: found.filter(pk=row.pk).update(**expression(row)),
    "delete": lambda row, found: found.filter(pk=row.pk).delete(),
    "_raw_delete": lambda row, found: found.filter(pk=row.pk)._raw_delete(using="default"),
    "_update": lambda row, found: found.filter(pk=row.pk)._update(
        [(row._meta.get_field(field_of(row)), None, changed(row)[1])]
    ),
    "_insert": lambda row, found: found._insert(
        [fresh(row)], fields=row._meta.concrete_fields, using="default"
    ),
}
ASYNC: dict[str, Callable[[Any, Any], Any]] = {
    "acreate": lambda row, found: found.acreate(**values_of(row)),
    "aget_or_create": lambda row, found: found.aget_or_create(pk=uuid4(), defaults=_rest(row)),
    "aupdate_or_create": lambda row, found: found.aupdate_or_create(pk=row.pk, defaults=dict([changed(row)])),
    "abulk_create": lambda row, found: found.abulk_create([fresh(row)]),
    "abulk_update": lambda row, found: found.abulk_update([touch(row)], [field_of(row)]),
    "aupdate": lambda row, found: found.filter(pk=row.pk).aupdate(**dict([changed(row)])),
    "adelete": lambda row, found: found.filter(pk=row.pk).adelete(),
}
HISTORY: dict[str, Write] = {
    "bulk_create_with_history": lambda row: bulk_create_with_history([fresh(row)], type(row)),
    "bulk_update_with_history": lambda row: bulk_update_with_history(
        [touch(row)], type(row), [field_of(row)], manager=type(row)._base_manager
    ),
    "bulk_history_create": lambda row: type(row).history.bulk_history_create([touch(row)], default_date=NOON),
    "a history row made up": lambda row: row.history.model.objects.create(**told(row)),
    "an earlier version restored": _restore,
    "history update": lambda row: any_history(row).update(history_change_reason="x"),
    "history bulk_update": lambda row: row.history.model.objects.bulk_update(
        list(any_history(row)), ["history_date"]
    ),
    "history delete": lambda row: any_history(row).delete(),
    "history _raw_delete": lambda row: any_history(row)._raw_delete(using="default"),
    "history row saved": lambda row: any_history(row).first().save(),
    "history row deleted": lambda row: any_history(row).first().delete(),
}
SQL: dict[str, Write] = {
    "UPDATE": in_sql("UPDATE {table} SET {column} = %(value)s WHERE id = %(id)s"),
    "INSERT": in_sql(
        "INSERT INTO {table} (id, {columns}) SELECT %(new)s, {columns} FROM {table} WHERE id = %(id)s"
    ),
    "MERGE": in_sql(
        "MERGE INTO {table} t USING (SELECT %(id)s::uuid AS id) s ON t.id = s.id "
        "WHEN MATCHED THEN UPDATE SET {column} = %(value)s"
    ),
    "DELETE": in_sql("DELETE FROM {table} WHERE id = %(id)s"),
    "TRUNCATE": in_sql("TRUNCATE {table} CASCADE"),
    "UPDATE of history": in_sql("UPDATE {history} SET {column} = %(value)s WHERE id = %(id)s"),
    "DELETE of history": in_sql("DELETE FROM {history} WHERE id = %(id)s"),
    "DISABLE TRIGGER": in_sql("ALTER TABLE {table} DISABLE TRIGGER is_recorded"),
}


def _by(call: Callable[[Any, Any], Any], manager: str) -> Write:
    return lambda row: call(row, getattr(type(row), manager))


def every_way() -> dict[str, Write]:
    """Name of each way, and the function that tries it."""
    ways = dict(INSTANCE)
    for manager in ("objects", "_base_manager"):
        ways |= {f"{manager}.{name}": _by(call, manager) for name, call in MANAGER.items()}
        ways |= {f"{manager}.{name}": _awaited(_by(call, manager)) for name, call in ASYNC.items()}
    return ways | HISTORY | {f"SQL {name}": write for name, write in SQL.items()}


def related_managers(model: Any) -> Iterator[str]:
    """Names under which rows of tracked models, or plain links, are written through a row of this one."""
    for one in (*model._meta.related_objects, *model._meta.many_to_many):
        name = one.name if one in model._meta.many_to_many else one.get_accessor_name()
        is_tracked = one.many_to_many or hasattr(one.related_model, "history")
        if name and is_tracked and (one.one_to_many or one.many_to_many):
            yield name
