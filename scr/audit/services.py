"""Writing the audit record, and saving a row together with it."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction

from scr.audit.in_sets import add_rows, change_rows
from scr.audit.looks import write_looks
from scr.audit.models import BOARD, AuditEntry, AuditHead, Look
from scr.audit.through import link_of, reason_of

# What is written here mostly belongs to a service's transaction and fails with it, so it takes no savepoint
# of its own: they were a third of all queries. Who catches a database error and goes on opens one
# (scr.people.services.invite).


def entry_hash(entry: AuditEntry) -> str:
    """The hash that seals an entry together with the one before it."""
    content = [
        str(entry.case_id),
        str(entry.compartment_id),
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(entry.actor_id),
        entry.act,
        entry.subject,
        str(entry.subject_id),
        entry.facts,
        entry.previous_hash,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def note(
    act: str,
    *,
    by: Any,
    at: datetime,
    case_id: UUID | None = None,
    compartment_id: UUID | None = None,
    subject: models.Model | None = None,
    **facts: Any,
) -> AuditEntry:
    """Add an entry to the chain of a case, or of the board when there is none. Facts hold no names.

    Who acts through an invited link is no user, so that the facts name the link.
    """
    if link := link_of(by):
        facts["link"] = link
    chain = case_id or BOARD
    with transaction.atomic(savepoint=False):
        head = _locked_head(chain)
        entry = AuditEntry(
            case_id=chain,
            compartment_id=compartment_id,
            number=head.number + 1,
            at=at,
            actor_id=getattr(by, "pk", None),
            act=act,
            subject=subject._meta.label_lower if subject else "",
            subject_id=subject.pk if subject else None,
            facts=facts,
            previous_hash=head.hash,
        )
        entry.hash = entry_hash(entry)
        entry.save(force_insert=True)
        head.number, head.hash = entry.number, entry.hash
        head.save()
    return entry


def _locked_head(chain: UUID) -> AuditHead:
    """The end of a chain, locked; a first entry makes it, whoever else does so at the same moment."""
    locked = AuditHead.objects.select_for_update()
    head = locked.filter(case_id=chain).first()
    if head is None:
        AuditHead.objects.get_or_create(case_id=chain)
        head = locked.get(case_id=chain)
    return head


def save_recorded(row: Any, *, by: Any, at: datetime, act: str, **facts: Any) -> None:
    """Save one row with its history and its audit entry: the only way a tracked row is written."""
    with transaction.atomic(savepoint=False):
        row._history_user, row._history_date, row._change_reason = by, at, reason_of(by)
        row.save()
        # a save by another way is not part of this act
        del row._history_user, row._history_date, row._change_reason
        note(
            act,
            by=by,
            at=at,
            case_id=getattr(row, "case_id", None),
            compartment_id=getattr(row, "compartment_id", None),
            subject=row,
            **facts,
        )


def save_many_recorded(rows: Sequence[Any], *, by: Any, at: datetime, act: str, **facts: Any) -> None:
    """Save many new rows of one model and one compartment with their history, and one audit entry for all."""
    _many_recorded(add_rows, rows, by=by, at=at, act=act, **facts)


def change_many_recorded(rows: Sequence[Any], *, by: Any, at: datetime, act: str, **facts: Any) -> None:
    """Save many changed rows of one model and one compartment, as `save_many_recorded` saves new ones."""
    _many_recorded(change_rows, rows, by=by, at=at, act=act, **facts)


def _many_recorded(
    write: Callable[..., None], rows: Sequence[Any], *, by: Any, at: datetime, act: str, **facts: Any
) -> None:
    if not rows:
        return
    with transaction.atomic(savepoint=False):
        write(rows, by=by, at=at)
        note(
            act,
            by=by,
            at=at,
            case_id=rows[0].case_id,
            compartment_id=rows[0].compartment_id,
            subject=rows[0],
            rows=len(rows),
            **facts,
        )


def note_look(kind: str, *, by: Any, at: datetime, path: str, subject: Any = None) -> Look:
    """Record something that no page of a case shows by itself, such as a sign-in, as a look."""
    look = Look(
        kind=kind,
        at=at,
        actor_id=getattr(by, "pk", None),
        case_id=getattr(subject, "case_id", None),
        compartment_id=getattr(subject, "compartment_id", None),
        path=path[:300],
        subject=subject._meta.label_lower if subject else "",
        subject_id=subject.pk if subject else None,
    )
    write_looks([look])
    return look
