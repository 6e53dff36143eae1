"""Chief officers told, records secured, reviewers appointed, terms signed (seed 004, sections 5.3 to 5.5)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from reviews.register import register_of, seal_of_register
from reviews.services.agency import appoint_author
from reviews.services.records import Secured, add_records, attest_records
from reviews.services.terms import draft_terms, next_content, open_draft, sign_terms
from reviews.terms_content import TermsContent
from scr.cases.independence import INDEPENDENT
from scr.cases.models import Person
from scr.cases.register import open_register
from scr.cases.relating import Stay, Tie, note_stay, relate
from scr.cases.services import join_agency, move
from scr.letters.services import issue_to
from scr.pages.demo.agencies import AGENCIES, HARROWDALE
from scr.pages.demo.replay import board
from scr.pages.demo.replay.letters import acknowledge_letter, add_chief_officer
from scr.pages.demo.replay.play import Act, Handler, Play, a_little_before, acts_of_steps
from scr.pages.demo.texts_referral import REFERRAL
from scr.pages.demo.texts_terms import VERSION_1, VERSION_2
from scr.pages.demo.texts_terms import TermsOfReference as Terms
from scr.pages.demo.timetable import (
    DECISION_DAY,
    HARROWDALE_DUE_DAY,
    REVIEWS_DUE_DAY,
    STEPS,
    Step,
    four_month_date,
)

NINE = tuple(one.key for one in AGENCIES)
JOINS_DAY = VERSION_2.day
PRESENTATION_DAY, BRIEFING_DAY = 95, 37
RECORD_SETS = {
    "social_care": ("Case files of both children and the supervision notes", "Locked room, legal services"),
    "health": ("Maternity and child health records, message books", "Safe of the named nurse"),
    "hospital": ("Hospital notes and emergency department cards", "Health records library, sealed"),
    "gp": ("Paper and computer records of the family", "Practice manager's safe; computer record locked"),
    "police": ("Incident logs and notebooks", "Unit's store, numbered seals"),
    "education": ("Nursery file and concern book", "County archive, sealed box"),
    "housing": ("Tenancy, repairs and complaints files", "Strong room, Town Hall"),
    "mental_health": ("Mental health record", "Trust's records department, sealed"),
    "drug_alcohol": ("Client file and session notes", "Director's safe"),
    "harrowdale": ("Health visiting records of both children", "Safe of the named nurse, Harrowdale"),
}


def acts(play: Play) -> Iterator[Act]:
    yield play.act(22, "08:40", _add_chief_officers)
    yield from acts_of_steps(play, HANDLERS)
    yield play.act(22, "12:00", _start_scoping)
    yield play.act(30, "13:20", _complete_register)
    yield play.act(30, "13:30", _draft_first_terms)
    yield from _acts_on_letter_h(play)
    yield from _acts_on_letter_k(play, VERSION_1.day, NINE)
    yield from _acts_of_neighbours(play)
    yield from _acts_on_letter_k(play, JOINS_DAY, (*NINE, HARROWDALE.key))


def _acts_on_letter_h(play: Play) -> Iterator[Act]:
    """Each chief officer acknowledges, attests and, on the next working day, appoints."""
    for number, step in enumerate(one for one in STEPS if one.what == "records_secured"):
        key, at = step.agency, play.at(step.day, step.time)
        yield Act(a_little_before(at, 15), partial(acknowledge_letter, play, "H", key))
        yield play.act(play.working_day(step.day, 1), f"10:{5 * number:02d}", _appoint, key)


def _acts_on_letter_k(play: Play, signed_day: int, agencies: tuple[str, ...]) -> Iterator[Act]:
    for number, key in enumerate(agencies):
        day = play.working_day(signed_day, 1 + number % 3)
        yield play.act(day, f"11:{5 * number:02d}", acknowledge_letter, "K", key)


def _acts_of_neighbours(play: Play) -> Iterator[Act]:
    key = HARROWDALE.key
    yield play.act(JOINS_DAY - 1, "10:00", board.bring_in_neighbours)
    yield play.act(JOINS_DAY, "11:00", _draft_second_terms)
    yield play.act(JOINS_DAY, "11:20", _join, key)
    yield play.act(JOINS_DAY, "11:30", _issue_letter_h, key)
    next_day = play.working_day(JOINS_DAY, 1)
    yield play.act(next_day, "10:10", acknowledge_letter, "H", key)
    yield play.act(next_day, "10:25", _attest, key)
    yield play.act(next_day, "15:00", _appoint, key)


def _add_chief_officers(play: Play, now: datetime) -> None:
    for key in NINE:
        add_chief_officer(play, key, now)


def _join(play: Play, key: str, now: datetime) -> None:
    """The neighbour takes part before the terms are signed, so that letters H and K find their reader."""
    join_agency(play.case, play.agencies[key], by=play.administrator, now=now)
    add_chief_officer(play, key, now)


def _send_letter_h(play: Play, step: Step, now: datetime) -> None:
    _issue_letter_h(play, step.agency, now)


def _issue_letter_h(play: Play, key: str, now: datetime) -> None:
    issue_to(play.case, "H", agencies=[play.agencies[key]], by=play.administrator, now=now)


def _start_scoping(play: Play, now: datetime) -> None:
    move(play.case, "scoping", by=play.administrator, now=now)


def _secure(play: Play, step: Step, now: datetime) -> None:
    _attest(play, step.agency, now)


def _attest(play: Play, key: str, now: datetime) -> None:
    """The chief officer enters the set of records, reads the register and attests it."""
    case, agency = play.case, play.agencies[key]
    record_set, location = RECORD_SETS[key]
    secured = Secured(
        record_set=record_set,
        whose="both",
        medium="both",
        location=location,
        secured_by=play.author(key).full_name,
        secured_at=a_little_before(now, 40),
    )
    add_records(case, agency, secured=secured, by=play.chief(key), now=a_little_before(now, 5))
    attest_records(
        case,
        agency,
        seal=seal_of_register(register_of(case, agency)),
        by=play.chief(key),
        now=now,
    )


def _appoint(play: Play, key: str, now: datetime) -> None:
    appoint_author(
        play.case,
        play.agencies[key],
        author=play.author(key),
        answers=INDEPENDENT,
        by=play.chief(key),
        now=now,
    )


def _complete_register(play: Play, now: datetime) -> None:
    """Who is whose child, and who lived where; then agencies may read it."""
    by: dict[str, Any] = {"by": play.administrator, "now": now}
    people = {one.code: one for one in Person.objects.filter(case=play.case)}
    mother, father, sister = (people[code] for code in ("M", "F", "S1"))
    relate(mother, father, Tie(kind="partner", since="~2002"), **by)
    relate(people["MGM"], mother, Tie(kind="parent"), **by)
    for parent in (mother, father):
        relate(parent, sister, Tie(kind="parent"), **by)
    left_on = play.day(REFERRAL.incident_day).isoformat()
    note_stay(sister, Stay(until=left_on), **by)
    note_stay(sister, Stay(household="Home of MGM", since=left_on), **by)
    open_register(play.case, **by)


def _draft_first_terms(play: Play, now: datetime) -> None:
    content = TermsContent(
        period_from=play.day(VERSION_1.period_from_day),
        period_to=play.day(VERSION_1.period_to_day),
        start_on=play.day(DECISION_DAY),
        complete_on=four_month_date(play.d0),
        presentation_on=play.day(PRESENTATION_DAY),
        reviews_due_on=play.day(REVIEWS_DUE_DAY),
        inspectorate_on=play.day(22),
        needs_extraordinary_board=True,
        briefing_on=play.day(BRIEFING_DAY),
        briefing_people="The nine reviewers, with the administrator and the Chair",
        contract_by="The administrator, with the Legal Adviser",
        on_delay="The administrator tells the Chair on the day; the Chair writes to the chief officer.",
        answers=_answers(play, VERSION_1),
        lines=[one.text for one in VERSION_1.lines_of_enquiry],
        agency_ids=[play.agencies[key].pk for key in NINE],
        parallel=("police", "coroner", "family_court", "health"),
        legal_advice="taken",
    )
    draft_terms(play.case, content=content, revision=0, by=play.administrator, now=now)


def _draft_second_terms(play: Play, now: datetime) -> None:
    """Only what is added: a neighbour, with a day of its own."""
    standing = next_content(play.case)
    assert standing is not None
    content = replace(
        standing,
        reviews_due_on=play.day(HARROWDALE_DUE_DAY),
        answers=_answers(play, VERSION_2),
        agency_ids=[play.agencies[HARROWDALE.key].pk],
    )
    draft_terms(play.case, content=content, revision=0, by=play.administrator, now=now)


def _answers(play: Play, terms: Terms) -> dict[str, str]:
    return {one.key: play.say(one.text) for one in terms.answers}


def _sign(play: Play, step: Step, now: datetime) -> None:
    draft = open_draft(play.case)
    assert draft is not None
    sign_terms(draft, revision=draft.revision, by=play.people[step.people[0]], now=now)


HANDLERS: dict[str, Handler] = {
    "letter_h": _send_letter_h,
    "records_secured": _secure,
    "terms_signed": _sign,
}
