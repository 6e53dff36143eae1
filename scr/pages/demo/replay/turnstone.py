"""The case that is considered when the demo is looked at: what was asked, and a meeting with its pack."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from referrals import information
from referrals.information import Known, Outside, answer, answer_by_link, ask
from referrals.models import InformationRequest
from referrals.papers import PAGES, lay_papers
from scr.cases.holds import Asked, place_hold
from scr.cases.models import ParallelProcess
from scr.cases.parallel import Standing, change_process
from scr.cases.participation import add_participant
from scr.cases.substitutes import answer_nomination
from scr.dates import london_day
from scr.meetings.agenda import add_item
from scr.meetings.attending import send_apologies
from scr.meetings.models import Meeting
from scr.meetings.pack import request_pack
from scr.meetings.services import arrange
from scr.pages.demo.replay.play import Act, Play
from scr.pages.demo.replay.small_cases import PLACE, begins_on, considered, then
from scr.pages.demo.texts_small_cases import (
    ASKED,
    CENTRE,
    CENTRE_KNOWS,
    HOLD_FOR_AGENCIES,
    HOLD_REASON,
    SCHOOL_KNOWS,
    turnstone,
)
from scr.people.identity import holding

# Days before and after the one on which the demo is looked at.
REFERRED_BEFORE, MEETS_AFTER, ANSWERS_WITHIN = 15, 4, 6
ITEMS = (
    ("Conflicts of interest", "Independent Chair", 5),
    ("What organisations say they know", "LSCB Administrator", 20),
    ("The criteria, one by one", "Independent Chair", 30),
    ("Recommendation to the Chair of the board", "Independent Chair", 20),
)


def acts(play: Play) -> Iterator[Act]:
    own, one = replace(play), turnstone(play.working_day(play.last_day - REFERRED_BEFORE + 1, -1))
    first = begins_on(own, one)
    yield from considered(own, one)

    def after(steps: int) -> int:
        return own.working_day(first, steps)

    yield then(own, after(2), "16:05", _hold_interviews)
    yield then(own, after(3), "09:20", _arrange)
    yield then(own, after(3), "09:50", _ask)
    yield then(own, after(4), "10:15", _cannot_come)
    yield then(own, after(4), "14:25", _answer_school)
    yield then(own, after(5), "11:35", _answer_centre)
    yield then(own, after(6), "10:00", _lay_papers)


def _hold_interviews(own: Play, now: datetime) -> None:
    process = ParallelProcess.objects.get(case_id=own.case_id)
    looked_at = own.day(own.working_day(own.last_day + ANSWERS_WITHIN, 1))
    standing = Standing(
        process.kind,
        organisation="Westmarch Constabulary, Child Abuse Investigation Unit",
        contact="Detective Sergeant Hollis Wray, 01632 960061",
        progress="Investigation; nobody is charged",
        next_on=looked_at,
        next_what="Decision on charges",
        notes=process.notes,
    )
    changed = change_process(process, standing, revision=process.revision, by=own.administrator, now=now)
    asked = Asked(
        "interviews",
        "Detective Sergeant Hollis Wray",
        london_day(now),
        HOLD_REASON,
        looked_at,
        HOLD_FOR_AGENCIES,
    )
    place_hold(changed, asked, by=own.administrator, now=now)


def _arrange(own: Play, now: datetime) -> None:
    meets_on = own.working_day(own.last_day + MEETS_AFTER - 1, 1)
    meeting = arrange(
        own.case,
        kind="criteria",
        starts_at=own.at(meets_on, "10:00"),
        place=PLACE,
        by=own.administrator,
        now=now,
    )
    for title, who, minutes in ITEMS:
        add_item(meeting, title=title, introduced_by=who, minutes=minutes, by=own.administrator, now=now)


def _ask(own: Play, now: datetime) -> None:
    asked = ("education", "mental_health")
    for key in asked:
        agency, user = own.agencies[key], own.chief(key)
        add_participant(own.case, user, role="chief_officer", agency=agency, by=own.administrator, now=now)
    ask(
        own.case,
        words=ASKED,
        reply_by=own.day(own.last_day + ANSWERS_WITHIN),
        agencies=[own.agencies[key] for key in asked],
        outside=Outside(CENTRE, "Connie Marsh", "office@millbeck-centre.example"),
        by=own.administrator,
        now=now,
    )


def _request_to(own: Play, organisation: str) -> InformationRequest:
    found = information.waiting_on(own.case).select_related("case", "agency", "compartment", "link")
    request: InformationRequest = found.get(organisation=organisation)
    return request


def _answer_school(own: Play, now: datetime) -> None:
    chief = own.chief("education")
    known = Known(
        is_known=True,
        known_since="September",
        summary=SCHOOL_KNOWS,
        concerns="That he was left alone in the morning.",
        are_records_secured=True,
        records_where="Head teacher's office",
        contact=f"{chief.full_name}, {chief.email}",
    )
    answer(_request_to(own, own.agencies["education"].name), known, by=chief, now=now)


def _answer_centre(own: Play, now: datetime) -> None:
    """The centre has no account: whoever holds the link is nobody of the application's."""
    link = _request_to(own, CENTRE).link
    assert link is not None
    known = Known(
        is_known=True,
        known_since="October",
        summary=CENTRE_KNOWS,
        records_where="The centre's attendance book",
        contact="01632 960072",
    )
    with holding(link.pk):
        answer_by_link(link, known, answered_as="Connie Marsh, centre co-ordinator", now=now)


def _meeting(own: Play) -> Meeting:
    return Meeting.objects.select_related("case", "compartment").get(case_id=own.case_id)


def _cannot_come(own: Play, now: datetime) -> None:
    """The Designated Doctor's trust is not asked in this case, so its word is recorded."""
    apology = send_apologies(
        _meeting(own),
        note="On leave that week.",
        instead=own.people["review.hospital"],
        by=own.people["designated.doctor"],
        now=now,
    )
    assert apology.instead is not None
    answer_nomination(
        apology.instead,
        is_approved=True,
        answer="The trust's chief executive agreed by telephone.",
        by=own.administrator,
        now=now,
    )


def _lay_papers(own: Play, now: datetime) -> None:
    meeting = _meeting(own)
    lay_papers(meeting, PAGES, by=own.administrator, now=now)
    request_pack(meeting, by=own.administrator, now=now)
