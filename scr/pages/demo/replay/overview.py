"""The overview report: author, drafts, agreement and endorsement (seed 004, sections 8 to 9.1)."""

from collections.abc import Iterator
from datetime import datetime

from chronology.models import Entry
from chronology.reading.rows import Row
from chronology.services.lists import chronologies_released
from chronology.services.papers import request_integrated_pdf
from chronology.writing import write_xlsx
from reviews.services.endorsement import endorse
from reviews.services.overview import (
    OverviewContent,
    OverviewRecommended,
    agree,
    engage_author,
    newest_report,
    submit_overview,
)
from scr.cases.independence import INDEPENDENT
from scr.cases.noting import note_event
from scr.cases.participation import add_participant
from scr.cases.services import move
from scr.documents.models import Rendering
from scr.documents.pdf import NoPdf, make_pdf
from scr.documents.services import finish, store
from scr.pages.demo.action_plan import ACTIONS
from scr.pages.demo.prose import Section
from scr.pages.demo.replay import meetings
from scr.pages.demo.replay.play import Act, Handler, Play, acts_of_steps
from scr.pages.demo.texts_overview import OVERVIEW, RECOMMENDATIONS
from scr.pages.demo.texts_summary import EXECUTIVE_SUMMARY
from scr.pages.demo.timetable import Step

FIRST_DRAFT_DUE_DAY = 135
# Where the demo's sections stand in the outline of an overview report.
PLACE_OF = {"circumstances": "summary", "known": "summary"}
LAST_CHRONOLOGY = "2"
INDEPENDENCE = (
    "Dr Astley has worked for no agency in either county and knows nobody involved. The Chair and the "
    "administrator have taken up a reference from another board."
)
BOARD_MEMBERS = {
    "lay.member": "board_member",
    "lead.member": "board_member",
    "operations.chair": "operations_board",
    "training.manager": "operations_board",
    "auditor": "auditor",
}


def acts(play: Play) -> Iterator[Act]:
    yield from acts_of_steps(play, HANDLERS)
    yield play.act(58, "11:00", _engage_author)
    yield play.act(190, "12:20", _agree)
    yield play.act(196, "10:00", _add_board_members)
    yield play.act(203, "16:20", _endorse)
    for day, time, key, note in AFTER_ENDORSEMENT:
        yield play.act(play.working_day(203, day), time, _note, key, note)


def _engage_author(play: Play, now: datetime) -> None:
    engage_author(
        play.case,
        author=play.people["overview.author"],
        independence=INDEPENDENCE,
        answers=INDEPENDENT,
        draft_due_on=play.day(FIRST_DRAFT_DUE_DAY),
        by=play.chair,
        now=now,
    )


def _make_chronology(play: Play, step: Step, now: datetime) -> None:
    """The board endorses the integrated chronology as a document, so that one is made at once."""
    if step.detail["version"] != LAST_CHRONOLOGY:
        return
    rendering = request_integrated_pdf(play.case, by=play.administrator, now=now)
    try:
        finish(rendering, make_pdf(rendering.html), now=now)
    except NoPdf:
        _keep_workbook(play, rendering, now)


def _keep_workbook(play: Play, rendering: Rendering, now: datetime) -> None:
    """The same as a workbook, where this machine makes no PDFs: the worker says so of the other."""
    released = chronologies_released(play.case)
    entries = Entry.objects.standing().filter(chronology__in=released).select_related("agency")
    name = rendering.filename.replace(".pdf", ".xlsx")
    store(
        rendering.case,
        rendering.compartment,
        kind=rendering.kind,
        title=rendering.title,
        filename=name,
        content=write_xlsx(
            map(_row, entries), agency="All agencies", completed_by=str(play.administrator), staff={}
        ),
        by=play.administrator,
        now=now,
    )


def _row(entry: Entry) -> Row:
    return Row(
        date=entry.on,
        child_contact=entry.child_contact,
        family_contact=entry.family_contact,
        communication=entry.communication,
        source=entry.source,
        staff=f"{entry.agency.short_name}: {entry.staff}",
        comment=entry.comment,
    )


def _submit(play: Play, step: Step, now: datetime) -> None:
    last = newest_report(play.case)
    content = OverviewContent(
        executive_summary=_markdown(play, EXECUTIVE_SUMMARY),
        recommendations=[_addressed(play, one.ref, one.text) for one in RECOMMENDATIONS],
        sections=_by_outline(play),
    )
    submit_overview(
        play.case,
        content=content,
        seen_version=last.version if last else 0,
        by=play.people[step.people[0]],
        now=now,
    )


def _markdown(play: Play, sections: tuple[Section, ...]) -> str:
    return "\n\n".join(f"## {one.heading}\n\n{play.say(one.text)}" for one in sections)


def _by_outline(play: Play) -> dict[str, str]:
    texts: dict[str, list[str]] = {}
    for one in OVERVIEW:
        key = PLACE_OF.get(one.key, one.key)
        heading = f"### {one.heading}\n\n" if key != one.key else ""
        texts.setdefault(key, []).append(heading + play.say(one.text))
    return {key: "\n\n".join(parts) for key, parts in texts.items()}


def _addressed(play: Play, ref: str, text: str) -> OverviewRecommended:
    """A recommendation with those who have an action that follows from it."""
    owners = {one.owner for one in ACTIONS if one.source == ref}
    agencies = [play.agencies[key].pk for key in sorted(owners - {"board"})]
    return OverviewRecommended(text, agencies, is_for_board="board" in owners)


def _ask_whether_fair(play: Play, step: Step, now: datetime) -> None:
    move(play.case, "fair_representation", by=play.administrator, now=now)


def _agree(play: Play, now: datetime) -> None:
    meeting = meetings.held(play, "panel_agreement")
    agree(play.case, meeting=meeting, by=play.administrator, now=now)


def _add_board_members(play: Play, now: datetime) -> None:
    for who, role in BOARD_MEMBERS.items():
        add_participant(play.case, play.people[who], role=role, by=play.administrator, now=now)


# Working days after the endorsement: what was noted by hand, and where it is written down.
AFTER_ENDORSEMENT = (
    (2, "16:10", "officer_told_of_report", "The superintendent's note of the same day"),
    (3, "10:20", "department_acknowledged", "Letter of the department of the same day"),
    (4, "11:05", "health_authority_acknowledged", "E-mail of the authority's secretariat of the same day"),
    (9, "15:30", "copies_back", "Register of copies: eleven came back, the Chair keeps number 1"),
)


def _note(play: Play, key: str, note: str, now: datetime) -> None:
    note_event(play.case, key, happened_at=now, note=note, by=play.administrator, now=now)


def _endorse(play: Play, now: datetime) -> None:
    meeting = meetings.held(play, "endorsement")
    endorse(play.case, meeting=meeting, minutes_reference="Combined board, item 3", by=play.chair, now=now)


HANDLERS: dict[str, Handler] = {
    "chronology_frozen": _make_chronology,
    "overview_draft": _submit,
    "fair_representation": _ask_whether_fair,
}
