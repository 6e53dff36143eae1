"""Taking documents in, giving them out, and making PDFs of pages."""

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from scr.audit.services import note
from scr.cases.models import Case, Compartment
from scr.cases.writing import act, record
from scr.celery import wake
from scr.documents import vault
from scr.documents.binding import Enclosure, enclosure_of
from scr.documents.intake import content_type_of
from scr.documents.models import BoardPaper, Document, Rendering
from scr.people.models import Agency, User

RENDER = "scr.documents.tasks.render_waiting"
# A worker that has given no sign for so long is taken for dead and its PDF is begun again.
GIVEN_UP_AFTER = timedelta(minutes=2)


@act
def store(
    case: Case,
    compartment: Compartment,
    *,
    kind: str,
    title: str,
    filename: str,
    content: bytes,
    by: User | None,
    now: datetime,
    agency: Agency | None = None,
    content_type: str = "",
) -> Document:
    """Keep a file of a case as it came. Raises FileRefused; policy is checked by the room that calls.

    `content_type` is said by a room that has looked into the file itself, which is then not looked at here.
    """
    earlier = Document.objects.filter(case=case, kind=kind, agency=agency, title=title).count()
    document = Document(
        case=case,
        compartment=compartment,
        kind=kind,
        title=title,
        **put_away(filename, content, content_type),
        version=earlier + 1,
        agency=agency,
        added_at=now,
        added_by=by,
    )
    record(document, by=by, now=now, act="document_added", kind=kind, sha256=document.sha256)
    return document


def put_away(filename: str, content: bytes, content_type: str = "") -> dict[str, Any]:
    """Keep bytes as they came, and return the columns that tell of them. Raises FileRefused."""
    return {
        "content_type": content_type
        or content_type_of(filename, content, max_bytes=settings.DOCUMENT_MAX_BYTES),
        "filename": filename[-200:],
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "stored_as": vault.put(content),
    }


class Damaged(Exception):
    """The bytes that are kept are not those that came in."""


def content_of(kept: Document | BoardPaper) -> bytes:
    """The bytes as they came. Raises Damaged when they no longer have the recorded hash."""
    content = vault.get(kept.stored_as)
    if hashlib.sha256(content).hexdigest() != kept.sha256:
        raise Damaged(str(kept.pk))
    return content


@act
def request_pdf(
    case: Case,
    compartment: Compartment,
    *,
    kind: str,
    title: str,
    filename: str,
    html: str,
    by: User,
    now: datetime,
    agency: Agency | None = None,
    enclosed: Collection[Document] = (),
) -> Rendering:
    """Ask the worker for a PDF of a page as it is now; its progress has a page of its own.

    Where the page has a mark for an enclosed document (scr/documents/binding.py), its pages are bound in.
    """
    rendering = Rendering(
        case=case,
        compartment=compartment,
        kind=kind,
        title=title,
        filename=filename,
        html=html,
        requested_at=now,
        requested_by=by,
        agency=agency,
        enclosed=[document.pk for document in enclosed],
    )
    rendering.save()
    note("pdf_requested", by=by, at=now, case_id=case.pk, compartment_id=compartment.pk, subject=rendering)
    transaction.on_commit(partial(wake, RENDER))
    return rendering


def enclosures_of(rendering: Rendering) -> dict[UUID, Enclosure]:
    """The documents to be bound into a PDF that whoever asked for it may read; the others are left out."""
    mine = Document.objects.visible_to(rendering.requested_by).filter(case=rendering.case_id)
    return {
        document.pk: enclosure_of(content_of(document)) for document in mine.filter(pk__in=rendering.enclosed)
    }


@act
def retry(rendering: Rendering, *, by: User, now: datetime) -> None:
    """Begin a failed PDF again."""
    rendering.state, rendering.step, rendering.problem = Rendering.State.WAITING, 0, ""
    rendering.save()
    note(
        "pdf_requested",
        by=by,
        at=now,
        case_id=rendering.case_id,
        compartment_id=rendering.compartment_id,
        subject=rendering,
    )
    transaction.on_commit(partial(wake, RENDER))


@transaction.atomic
def claim(now: datetime) -> Rendering | None:
    """The next PDF to make, marked as being worked on; each is claimed by one worker at a time."""
    abandoned = Q(state=Rendering.State.WORKING, seen_at__lt=now - GIVEN_UP_AFTER)
    waiting = Rendering.objects.filter(Q(state=Rendering.State.WAITING) | abandoned)
    rendering = waiting.select_for_update(skip_locked=True, of=("self",)).order_by("requested_at").first()
    if rendering is not None:
        rendering.state, rendering.step, rendering.seen_at = Rendering.State.WORKING, 1, now
        rendering.save()
    return rendering


def advance(rendering: Rendering, step: int, *, now: datetime) -> None:
    """Note how far a PDF is."""
    rendering.step, rendering.seen_at = min(step, Rendering.STEPS - 1), now
    rendering.save(update_fields=["step", "seen_at"])


@act
def finish(rendering: Rendering, pdf: bytes, *, now: datetime) -> Document:
    """Keep a finished PDF as a document of the case."""
    document = store(
        rendering.case,
        rendering.compartment,
        kind=rendering.kind,
        title=rendering.title,
        filename=rendering.filename,
        content=pdf,
        by=rendering.requested_by,
        now=now,
        agency=rendering.agency,
    )
    rendering.document, rendering.state, rendering.seen_at = document, Rendering.State.DONE, now
    rendering.step = Rendering.STEPS
    rendering.save()
    return document


def fail(rendering: Rendering, problem: str, *, now: datetime) -> None:
    rendering.state, rendering.problem, rendering.seen_at = Rendering.State.FAILED, problem, now
    rendering.save()
