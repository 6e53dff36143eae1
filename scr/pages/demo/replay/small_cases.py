"""The cases beside the main one: each referred, considered by the panel and, but for the last, decided."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from referrals.criteria import Answer, Known
from referrals.decisions import ReferrerTalk, Safety, Wish
from referrals.form_g import FormG
from referrals.intake import refer_case
from referrals.models import PlanStatus
from referrals.services import consult_panel, decide, give_view, record_recommendation
from scr.dates import london_day
from scr.letters.services import issue_to
from scr.meetings.attending import invited
from scr.meetings.models import Meeting
from scr.meetings.services import arrange, record_held
from scr.pages.demo.agencies import agency
from scr.pages.demo.prose import Answer as DemoAnswer
from scr.pages.demo.replay import declarations
from scr.pages.demo.replay.play import Act, Play
from scr.pages.demo.texts_small_cases import ENDED, Ending, SmallCase
from scr.people.identity import acting_as, working_on
from scr.procedures.scr_beds_2007 import AID_QUESTIONS, CRITERIA

PLACE = "Civic Centre, Committee Room 2"
# Working days from the referral.
CONSULTED, VIEWED, MET, DECIDED = 1, 2, 9, 12


def acts(play: Play) -> Iterator[Act]:
    for one in ENDED:
        own = replace(play)
        yield from considered(own, one)
        yield from _ended(own, one)


def begins_on(play: Play, one: SmallCase) -> int:
    """The first working day from the day on that its text names."""
    return play.working_day(one.day - 1, 1)


def then(own: Play, day: int, time: str, do: Callable[..., Any], *known: Any) -> Act:
    """`do(own, *known, now)`, working on the small case, whatever case the replay works on."""
    return Act(own.at(day, time), partial(_on_its_case, own, do, known))


def _on_its_case(own: Play, do: Callable[..., Any], known: tuple[Any, ...], now: datetime) -> None:
    with working_on(own.case_id):
        do(own, *known, now)


def considered(own: Play, one: SmallCase) -> Iterator[Act]:
    """From form G to the members' views."""
    first = begins_on(own, one)
    views_on = own.working_day(first, VIEWED)
    yield then(own, first, "10:20", _refer, one)
    yield then(own, first, "11:30", _tell_referrer, one)
    yield then(own, own.working_day(first, CONSULTED), "09:15", _consult)
    yield then(own, views_on, "09:05", declarations.declare)
    for number, view in enumerate(one.views):
        yield then(own, views_on, f"{10 + number}:25", _give_view, view)


def _ended(own: Play, one: SmallCase) -> Iterator[Act]:
    """The panel meets and recommends; the Chair decides."""
    assert one.ending is not None
    first = begins_on(own, one)
    met_on, decided_on = own.working_day(first, MET), own.working_day(first, DECIDED)
    yield then(own, own.working_day(first, VIEWED), "15:40", _arrange, own.at(met_on, "14:00"))
    yield then(own, met_on, "15:30", _hold, one.ending)
    yield then(own, met_on, "16:10", _recommend, one.ending)
    yield then(own, decided_on, "11:45", _decide, one)


def _refer(own: Play, one: SmallCase, now: datetime) -> None:
    referrer = own.people[one.referrer]
    with acting_as(referrer):
        case = refer_case(
            _form(own, one, now),
            agencies=[own.agencies[key] for key in one.agencies],
            criteria=_answers(one.criteria, (question.key for question in CRITERIA)),
            aids=_answers(one.aids, (question.key for question in AID_QUESTIONS)),
            by=referrer,
            now=now,
            code_name=one.code_name,
        )
    own.case_id = case.pk


def _form(own: Play, one: SmallCase, now: datetime) -> FormG:
    referrer, today = own.people[one.referrer], london_day(now)
    assert referrer.agency is not None
    return FormG(
        referrer_name=referrer.full_name,
        referrer_agency=referrer.agency.name,
        referrer_contact=referrer.email,
        referrer_knows="Colleagues of mine know the family, and asked me to refer the case.",
        child_name=one.child,
        child_born_on=_born_on(one, today),
        child_sex=one.sex,
        child_ethnicity="",
        child_area=one.area,
        legal_status="No order",
        plan_status=PlanStatus.NEVER,
        looked_after=Known.NO,
        incident_on=today - timedelta(days=3),
        incident_place=one.place,
        incident_facts=one.facts,
        harm_categories=[one.harm],
        other_children=Known.NO,
        other_children_done="",
        other_children_done_by="",
        parallel=list(one.parallel),
        parallel_details=one.parallel_details,
    )


def _born_on(one: SmallCase, today: date) -> date:
    """Some months past the birthday; a baby of seven weeks where no year has passed."""
    return today - timedelta(days=one.years * 365 + (140 if one.years else 49))


def _answers(given: Iterable[DemoAnswer], keys: Iterable[str]) -> dict[str, Answer]:
    """What the referrer answered; everything else is no."""
    said = {one.key: Answer(Known.YES if one.is_yes else Known.NO, one.text) for one in given}
    return {key: said.get(key, Answer(Known.NO)) for key in keys}


def _tell_referrer(own: Play, one: SmallCase, now: datetime) -> None:
    referrer = own.people[one.referrer]
    issue_to(own.case, "REFERRER", addressee=referrer.full_name, by=own.administrator, now=now)


def _consult(own: Play, now: datetime) -> None:
    consult_panel(own.case, by=own.chair, now=now)


def _give_view(own: Play, view: Any, now: datetime) -> None:
    give_view(own.case, view=view.view, reasons=view.text, by=own.people[view.login], now=now)


def _arrange(own: Play, starts_at: datetime, now: datetime) -> None:
    arrange(
        own.case,
        kind="criteria",
        starts_at=starts_at,
        place=PLACE,
        agenda="Conflicts of interest\nEach criterion in turn\nRecommendation",
        by=own.administrator,
        now=now,
    )


def _hold(own: Play, ending: Ending, now: datetime) -> None:
    meeting = Meeting.objects.get(case_id=own.case_id)
    record_held(
        meeting,
        held_at=meeting.starts_at,
        present=[part.user_id for part in invited(own.case)],
        apologies=[],
        minutes=ending.minutes,
        by=own.administrator,
        now=now,
    )


def _recommend(own: Play, ending: Ending, now: datetime) -> None:
    record_recommendation(
        own.case,
        outcome=ending.outcome,
        reasons=ending.panel_reasons,
        facts=ending.facts,
        information="The referral and the views of five members.",
        tell_family=Wish(False, "The service that knows the family speaks with them."),
        tell_victims=Wish(False, "There are none."),
        by=own.administrator,
        now=now,
    )


def _decide(own: Play, one: SmallCase, now: datetime) -> None:
    ending, on = one.ending, london_day(now)
    assert ending is not None
    referrer = own.people[one.referrer].full_name
    how = "The service that knows the family has seen to it: there are no other children at home."
    decide(
        own.case,
        outcome=ending.outcome,
        reasons=ending.chair_reasons,
        other_children=Safety(True, f"{agency(one.agencies[0]).name}, duty manager", on, how),
        referrer_talk=ReferrerTalk(f"Hester Calloway with {referrer}", on, ending.talk)
        if ending.talk
        else None,
        by=own.chair,
        now=now,
    )
