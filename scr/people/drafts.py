"""Keeping what somebody typed when it arrives too late; never in the browser, and for its writer only."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from scr.people.models import KeptDraft
from scr.sealing import seal, unseal

KEPT_FOR = timedelta(days=7)
# With this field a kept form says which draft it was, so that the draft goes once it has arrived.
SENT_AGAIN = "kept_draft"
NEVER_KEPT = {"csrfmiddlewaretoken", "credential", SENT_AGAIN}


@dataclass(frozen=True)
class Typed:
    """A kept draft, opened: where it was sent and what was in it, in order."""

    draft: KeptDraft
    address: str
    fields: list[tuple[str, str]]

    @property
    def words(self) -> list[tuple[str, str]]:
        """What people recognise of it: named in words, without empty fields."""
        return [(_in_words(name), value) for name, value in self.fields if value.strip()]


def _in_words(name: str) -> str:
    """The name of a field as people may recognise it; in a list of forms it stands behind their number."""
    return name.rpartition("-")[2].replace("_", " ").capitalize()


def keep(request: HttpRequest, *, by: Any, now: datetime) -> KeptDraft | None:
    """Keep the fields of a request that cannot be served now; None when nothing was typed."""
    fields = _fields(request)
    if not fields and not request.FILES:
        return None
    purge(now, by=by)
    sealed = seal(json.dumps({"address": request.get_full_path(), "fields": fields}))
    return KeptDraft.objects.create(user=by, kept_at=now, had_files=bool(request.FILES), sealed=sealed)


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name not in NEVER_KEPT and "password" not in name.lower()
    ]


def kept_by(user: Any, *, now: datetime) -> QuerySet[KeptDraft]:
    """What is kept for somebody, the newest first."""
    return KeptDraft.objects.filter(user=user, kept_at__gt=now - KEPT_FOR)


def open_draft(draft_id: UUID, *, by: Any, now: datetime) -> Typed:
    """One kept draft for the person who typed it; 404 for everybody else, and after seven days."""
    purge(now, by=by)
    draft = kept_by(by, now=now).filter(pk=draft_id).first()
    if draft is None:
        raise Http404
    content = json.loads(unseal(draft.sealed))
    return Typed(draft, content["address"], [(name, value) for name, value in content["fields"]])


def throw_away(draft_id: UUID, *, by: Any) -> None:
    """Forget a kept draft for good."""
    KeptDraft.objects.filter(user=by, pk=draft_id).delete()


def purge(now: datetime, *, by: Any = None) -> None:
    """Forget what was kept for seven days: somebody's, or everybody's."""
    old = KeptDraft.objects.filter(kept_at__lte=now - KEPT_FOR)
    (old.filter(user=by) if by else old).delete()
