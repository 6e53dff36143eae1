"""The papers of a meeting, numbered in their order, and all of them as one pack.

A paper is a document of the case that everybody invited may read, or a page that a later room makes from
the case's own record and lays before the meeting as it stands then.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from scr.cases.audiences import STANDING, Kind, may_read
from scr.cases.models import Case, Release
from scr.cases.policy import NotTheMoment, require
from scr.cases.writing import act, lock, record
from scr.documents.models import Document
from scr.documents.services import store
from scr.meetings.agenda import check_can_change
from scr.meetings.attending import INVITED_ROLES
from scr.meetings.models import AgendaItem, Meeting, Paper
from scr.people.models import User
from scr.people.roles import Do

# Kinds of documents that are made for meetings and so are no papers of one.
MADE_FOR_MEETINGS = ("meeting_pack", "meeting_paper")


def papers_of(meeting: Meeting) -> Any:
    """The papers that stand, in the order of their numbers."""
    found = Paper.objects.filter(meeting=meeting, withdrawn_at__isnull=True)
    return found.select_related("document__compartment", "item", "laid_by")


def choosable(case: Case, user: User) -> list[Document]:
    """Documents that somebody may lay before a meeting: they and everybody invited may read them."""
    found = Document.objects.visible_to(user).filter(case=case).exclude(kind__in=MADE_FOR_MEETINGS)
    return readable_by(INVITED_ROLES, found.select_related("compartment", "agency"))


def readable_by(roles: Collection[str], documents: Iterable[Document]) -> list[Document]:
    """Those of one case's documents that every one of the roles reads, whatever agency they are from."""
    rows = list(documents)
    releases: dict[Any, set[str]] = defaultdict(set)
    for one in Release.objects.filter(compartment__in={row.compartment_id for row in rows}):
        releases[one.compartment_id].add(one.audience)
    return [
        row
        for row in rows
        if all(
            may_read(role, row.compartment.kind, is_own_agency=False, releases=releases[row.compartment_id])
            for role in roles
        )
    ]


def bindable(documents: Iterable[Document]) -> set[UUID]:
    """Which documents may stand in a pack: PDFs that everybody who can open the pack may read anyway."""
    readers = STANDING[Kind.PANEL]
    found = readable_by(readers, documents)
    return {row.pk for row in found if row.content_type == "application/pdf"}


def _next_number(meeting: Meeting) -> int:
    last: int = Paper.objects.filter(meeting=meeting).aggregate(at=Max("number"))["at"] or 0
    return last + 1


def _lay(meeting: Meeting, *, by: User, now: datetime, number: int = 0, **what: Any) -> Paper:
    paper = Paper(
        case=meeting.case,
        compartment=meeting.compartment,
        meeting=meeting,
        number=number or _next_number(meeting),
        laid_at=now,
        laid_by=by,
        **what,
    )
    record(paper, by=by, now=now, act="paper_laid", number=paper.number)
    return paper


def _open(meeting: Meeting, by: User) -> Meeting:
    require(by, Do.ARRANGE_MEETING, case=meeting.case)
    lock(meeting.case)
    meeting.refresh_from_db()
    check_can_change(meeting)
    return meeting


@act
def lay_document(
    meeting: Meeting, document: Document, *, by: User, now: datetime, item: AgendaItem | None = None
) -> Paper:
    """Lay a document of the case before a meeting.

    Raises NotTheMoment for one that not everybody invited may read, or that lies before it already.
    """
    meeting = _open(meeting, by)
    if document not in choosable(meeting.case, by):
        raise NotTheMoment("Not everybody who is invited may read this document.")
    if papers_of(meeting).filter(document=document).exists():
        raise NotTheMoment("This document is among the papers already.")
    return _lay(meeting, document=document, title=document.title, item=item, by=by, now=now)


@act
def lay_upload(
    meeting: Meeting,
    *,
    title: str,
    filename: str,
    content: bytes,
    by: User,
    now: datetime,
    item: AgendaItem | None = None,
) -> Paper:
    """Take in a file as a paper of the meeting, for its panel to read. Raises FileRefused."""
    meeting = _open(meeting, by)
    document = store(
        meeting.case,
        meeting.compartment,
        kind="meeting_paper",
        title=title,
        filename=filename,
        content=content,
        by=by,
        now=now,
    )
    return _lay(meeting, document=document, title=title, item=item, by=by, now=now)


@act
def lay_page(
    meeting: Meeting,
    *,
    source: str,
    title: str,
    html: str,
    by: User,
    now: datetime,
    item: AgendaItem | None = None,
) -> Paper:
    """Lay a page made from the case's own record; the same one again takes the earlier one's number."""
    meeting = _open(meeting, by)
    earlier = papers_of(meeting).filter(source=source).first()
    if earlier is None:
        return _lay(meeting, source=source, title=title, html=html, item=item, by=by, now=now)
    _withdraw(earlier, by=by, now=now)
    return _lay(
        meeting, number=earlier.number, source=source, title=title, html=html, item=item or earlier.item,
        by=by, now=now,
    )  # fmt: skip


@act
def withdraw_paper(paper: Paper, *, by: User, now: datetime) -> None:
    """Take a paper from a meeting; its number is not given again, and the row stays."""
    _open(paper.meeting, by)
    paper.refresh_from_db()
    if paper.withdrawn_at is None:
        _withdraw(paper, by=by, now=now)


def _withdraw(paper: Paper, *, by: User, now: datetime) -> None:
    paper.withdrawn_at = now
    record(paper, by=by, now=now, act="paper_withdrawn", number=paper.number)
