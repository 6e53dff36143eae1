"""Two of the four cases as they stand when the walk begins: their first steps the other two take by pages."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from referrals.criteria import Answer, Known
from referrals.decisions import Wish
from referrals.form_g import FormG
from referrals.intake import refer_case
from referrals.models import Harm, PlanStatus, Sex
from referrals.services import consult_panel, record_recommendation
from scr.cases.models import Case
from scr.cases.participation import add_participant
from scr.meetings import attending
from scr.meetings import services as meetings
from scr.pages.demo.replay import board
from scr.pages.demo.replay.play import Play
from scr.pages.demo.timetable import demo_d0
from scr.people.models import User
from scr.people.services import appoint
from scr.procedures.scr_beds_2007 import AID_QUESTIONS, CRITERIA

WITH_A_CONFLICT, NOT_TAKEN_FURTHER = "Child Bramble", "Child Wren"


def prepare() -> Play:
    """The board; one case whose panel is asked for its views, and one that waits for the Chair."""
    now = timezone.now()
    play = Play(demo_d0(timezone.localdate()))
    board.set_up(play, now - timedelta(days=400))
    appoint(
        play.people["operations.chair"],
        role="near_miss_group",
        by=play.administrator,
        now=now,
        since=timezone.localdate(),
    )
    asked = _referred(play, WITH_A_CONFLICT, now - timedelta(days=5))
    officer = play.chief("health")
    add_participant(
        asked, officer, role="chief_officer", agency=play.agencies["health"], by=play.administrator, now=now
    )
    consult_panel(asked, by=play.chair, now=now - timedelta(days=4))
    _recommended(play, _referred(play, NOT_TAKEN_FURTHER, now - timedelta(days=9)), now)
    return play


def _referred(play: Play, code_name: str, at: datetime) -> Case:
    return refer_case(
        _form_g(play.people["child.abuse.unit"], at),
        agencies=[play.agencies["health"], play.agencies["police"]],
        criteria={one.key: Answer(Known.NO, "") for one in CRITERIA},
        aids={one.key: Answer(Known.NOT_KNOWN, "") for one in AID_QUESTIONS},
        by=play.people["child.abuse.unit"],
        now=at,
        code_name=code_name,
    )


def _form_g(referrer: User, at: datetime) -> FormG:
    return FormG(
        referrer_name=referrer.full_name,
        referrer_agency="Police",
        referrer_contact=referrer.email,
        referrer_knows="A colleague was called to the clinic.",
        child_name="Known to the police",
        child_born_on=(at - timedelta(days=3000)).date(),
        child_sex=Sex.MALE,
        child_ethnicity="",
        child_area="Southern locality",
        legal_status="No order",
        plan_status=PlanStatus.NEVER,
        looked_after=Known.NO,
        household="Father and grandmother",
        incident_on=(at - timedelta(days=1)).date(),
        incident_place="At home",
        incident_facts="The child was hurt and treated in hospital; two services had been told of worries.",
        harm_categories=[Harm.PHYSICAL],
        other_children=Known.NO,
        other_children_done="",
        other_children_done_by="",
    )


def _recommended(play: Play, case: Case, now: datetime) -> None:
    """Its panel has met and recommends no further action."""
    day = timedelta(days=1)
    consult_panel(case, by=play.chair, now=now - 8 * day)
    meeting = meetings.arrange(
        case, kind="criteria", starts_at=now - 2 * day, by=play.administrator, now=now - 7 * day
    )
    meetings.record_held(
        meeting,
        held_at=now - 2 * day,
        present=[part.user_id for part in attending.invited(case)],
        apologies=[],
        minutes="The panel found none of the criteria met.",
        by=play.administrator,
        now=now - day,
    )
    record_recommendation(
        case,
        outcome="no_further_action",
        reasons="None of the criteria is met; the services worked together as they should.",
        facts="The referral and the police log.",
        information="The referral.",
        tell_family=Wish(False, "There is nothing to tell them."),
        tell_victims=Wish(False, "No other victims are known."),
        by=play.administrator,
        now=now,
    )
