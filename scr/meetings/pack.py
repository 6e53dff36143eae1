"""The pack of a meeting: one PDF with its agenda, the numbered list of its papers, and the papers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from scr.cases.policy import NotTheMoment, require
from scr.cases.writing import act, lock, record
from scr.documents.binding import mark_of
from scr.documents.services import request_pdf
from scr.meetings.agenda import items_of
from scr.meetings.attending import invited_to
from scr.meetings.models import AgendaItem, Apology, Meeting, Pack, Paper
from scr.meetings.papers import bindable, papers_of
from scr.people.models import Board, User
from scr.people.roles import Do


@dataclass(frozen=True)
class Bound:
    """A paper as the pack shows it: a page of the record, a file whose pages follow, or only its title."""

    paper: Paper
    is_bound: bool

    @property
    def page(self) -> str:
        """The page as the room that made it wrote it: a template of ours, its values escaped."""
        return mark_safe(self.paper.html)

    @property
    def mark(self) -> str:
        """Where the worker puts the pages of the file."""
        return mark_safe(mark_of(self.paper.document_id)) if self.is_bound and self.paper.document_id else ""

    @property
    def is_whole(self) -> bool:
        """Whether the paper stands in the pack, and not beside it."""
        return self.is_bound or not self.paper.document_id


@act
def request_pack(meeting: Meeting, *, by: User, now: datetime) -> Pack:
    """Ask for the pack of a meeting as its agenda and papers are now; earlier packs stay.

    Raises NotTheMoment for a meeting with neither an agenda nor papers.
    """
    require(by, Do.ARRANGE_MEETING, case=meeting.case)
    case = lock(meeting.case)
    papers, items = list(papers_of(meeting)), items_of(meeting)
    if not papers and not items and not meeting.agenda:
        raise NotTheMoment("Write an agenda or lay papers first: there is nothing to put into a pack.")
    bound = bound_of(papers)
    number = Pack.objects.filter(meeting=meeting).count() + 1
    pack = Pack(
        case=case,
        compartment=meeting.compartment,
        meeting=meeting,
        number=number,
        rendering=request_pdf(
            case,
            meeting.compartment,
            kind="meeting_pack",
            title=f"Pack {number}: {meeting.name}",
            filename=f"{case.reference} meeting pack {number}.pdf",
            html=pack_html(meeting, bound, items, number=number, now=now),
            by=by,
            now=now,
            enclosed=[one.paper.document for one in bound if one.is_bound and one.paper.document],
        ),
        asked_at=now,
        asked_by=by,
    )
    record(pack, by=by, now=now, act="pack_requested", number=number)
    return pack


def bound_of(papers: Iterable[Paper]) -> list[Bound]:
    """Papers with whether a pack holds them; a file that is no PDF, or not for every reader, stands apart."""
    rows = list(papers)
    can_be_bound = bindable(row.document for row in rows if row.document)
    return [Bound(row, row.document_id in can_be_bound) for row in rows]


def pack_html(
    meeting: Meeting, bound: list[Bound], items: list[AgendaItem], *, number: int, now: datetime
) -> str:
    """The pack as a page for its PDF, with a mark wherever a file is to be bound in."""
    sorry = set(Apology.objects.filter(meeting=meeting).values_list("user_id", flat=True))
    context: dict[str, Any] = {
        "case": meeting.case,
        "meeting": meeting,
        "number": number,
        "board": Board.objects.get(),
        "items": [(item, [one for one in bound if one.paper.item_id == item.pk]) for item in items],
        "minutes": sum(item.minutes or 0 for item in items),
        "papers": bound,
        "people": [(part, part.user_id in sorry) for part in invited_to(meeting)],
        "now": now,
    }
    return render_to_string("pdf/meeting_pack.html", context)
