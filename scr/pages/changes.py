"""What changed in one row of a case, from its history: who, when, and each field from what to what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.text import capfirst

from scr.cases.models import CaseRow
from scr.cases.querysets import open_to
from scr.dates import day_words, moment_words
from scr.documents.models import Document
from scr.letters.comparing import Piece, words_between
from scr.people.models import Agency, User

# Rows of a case by the name of their model, as it stands in an address.
SHOWN: dict[str, type[CaseRow]] = {
    str(model._meta.model_name): model for model in apps.get_models() if issubclass(model, CaseRow)
}
# What the reader knows from where the row stands, what says again who saved it and when, how a file is kept,
# and why somebody left for a conflict, which not everybody reads who sees that they left.
LEFT_OUT = {
    "id",
    "case",
    "compartment",
    "saved_at",
    "saved_by",
    "revision",
    "turn",
    "sha256",
    "stored_as",
    "recusal_reason",
}
NOTHING = "Nothing"
# Comparing words takes the square of their number; above this a text is shown whole, before and after.
MOST_LETTERS = 20_000

Names = dict[tuple[Any, Any], str]


@dataclass(frozen=True)
class Change:
    """One field: from what to what, in words. `pieces` show a long text in one piece."""

    label: str
    before: str
    after: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Version:
    """One save of a row; the first one tells everything that was written."""

    at: datetime
    by: str
    is_first: bool
    changes: list[Change]


def versions_of(row: CaseRow, user: Any) -> list[Version]:
    """Every save of a row that somebody may know of, the newest first.

    History is filtered by the compartment that it was written in, whatever is open of the row now. The
    number of queries does not grow with the versions.
    """
    kept = type(row).history.filter(id=row.pk, compartment_id__in=open_to(user))
    told = list(kept.select_related("history_user").order_by("history_id"))
    fields = [field for field in row._meta.concrete_fields if _is_shown(field)]
    names = _names(told, fields, user)
    return [_version(earlier, later, fields, names) for earlier, later in pairwise([None, *told])][::-1]


def _is_shown(field: Any) -> bool:
    return field.name not in LEFT_OUT and not isinstance(field, models.UUIDField)


def _version(earlier: Any, later: Any, fields: list[Any], names: Names) -> Version:
    changes = [_change(field, earlier, later, names) for field in fields]
    return Version(
        at=later.history_date,
        by=str(later.history_user or (later.history_change_reason and "somebody without an account") or ""),
        is_first=earlier is None,
        changes=[one for one in changes if one.before != one.after],
    )


def _change(field: Any, earlier: Any, later: Any, names: Names) -> Change:
    before = _words(field, getattr(earlier, field.attname), names) if earlier else NOTHING
    after = _words(field, getattr(later, field.attname), names)
    is_text = isinstance(field, models.TextField | models.JSONField | ArrayField)
    is_compared = is_text and earlier is not None and len(before) + len(after) <= MOST_LETTERS
    label = capfirst(str(field.verbose_name))
    return Change(label, before, after, words_between(before, after) if is_compared else [])


def _words(field: Any, value: Any, names: Names) -> str:
    """A value as a reader knows it; never an id."""
    if value in (None, "", [], {}):
        return NOTHING
    if field.is_relation:
        return names[field.related_model, value]
    if isinstance(field, ArrayField):
        return "\n".join(names.get((Agency, one), str(one)) for one in value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return moment_words(value)
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, dict):
        return "\n".join(f"{_label(key)}: {_plain(one)}" for key, one in value.items())
    return str(value)


def _label(key: str) -> str:
    return capfirst(key.replace("_", " "))


def _names(told: Iterable[Any], fields: list[Any], user: Any) -> Names:
    """What people, agencies and rows are called, in one query for each kind."""
    wanted: dict[Any, set[Any]] = defaultdict(set)
    for version in told:
        for kind, key in _keys(version, fields):
            wanted[kind].add(key)
    found: Names = {}
    for kind, keys in wanted.items():
        found |= {(kind, key): capfirst(str(kind._meta.verbose_name)) for key in keys}
        found |= {(kind, one.pk): str(one) for one in _named(kind, keys, user)}
    return found


def _keys(version: Any, fields: list[Any]) -> Iterator[tuple[Any, Any]]:
    for field in fields:
        value = getattr(version, field.attname)
        if field.is_relation and value is not None:
            yield field.related_model, value
        elif isinstance(field, ArrayField) and isinstance(field.base_field, models.UUIDField):
            yield from ((Agency, one) for one in value)


def _named(kind: Any, keys: set[UUID], user: Any) -> Iterable[Any]:
    """The rows that have a name of their own; of a case only those that the reader may see."""
    if kind in (User, Agency):
        return kind.objects.filter(pk__in=keys)
    if kind is Document:
        return Document.objects.visible_to(user).filter(pk__in=keys)
    return ()
