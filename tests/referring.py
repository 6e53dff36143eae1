"""Cases that came in through the referral room, for tests."""

from datetime import date, datetime, timedelta
from typing import Any

from referrals.criteria import Answer, Known
from referrals.decisions import Safety, Wish
from referrals.form_g import FormG
from referrals.intake import refer_case
from referrals.services import consult_panel, record_recommendation
from scr.cases.models import Case
from scr.meetings.services import arrange, record_held
from scr.people.models import User
from scr.procedures import newest
from tests.cast import D0, Cast

LINNET = FormG(
    referrer_name="Ottilie Referrer",
    referrer_agency="Westmarch Constabulary",
    referrer_contact="01632 960001",
    referrer_knows="Called to the home on the day",
    child_name="Linnea Testname",
    child_born_on=date(2005, 12, 28),
    child_sex="female",
    child_ethnicity="White British",
    child_area="Northern locality",
    legal_status="No order",
    plan_status="never",
    looked_after="no",
    household="M, F and S1",
    incident_on=date(2007, 3, 3),
    incident_place="Family home",
    incident_facts="The child was found unwell and died in hospital.",
    harm_categories=["neglect"],
    other_children=Known.YES,
    other_children_done="S1 is with MGM; the home was checked",
    other_children_done_by="Children's Social Care",
)
PROCEDURE = newest("scr_beds_2007")
SAFE = Safety(True, "Hugo Social, Children’s Social Care", D0.date(), "By telephone after a visit to MGM")
MET = ("died", "abuse_known", "working_concern")


def answered(*yes: str) -> dict[str, Answer]:
    """All criteria answered: yes for those named, no for the others."""
    return {
        one.key: Answer(Known.YES if one.key in yes else Known.NO, f"Evidence on {one.key}")
        for one in PROCEDURE.criteria
    }


def aids_answered() -> dict[str, Answer]:
    return {one.key: Answer(Known.NO) for one in PROCEDURE.aid_questions}


def refer(cast: Cast, *, now: datetime = D0, by: User | None = None, **more: Any) -> Case:
    """A case referred through the referral room; both agencies are named."""
    values = {"agencies": [cast.housing, cast.health], "criteria": answered(*MET), "aids": aids_answered()}
    return refer_case(LINNET, by=by or cast.outsider, now=now, **{**values, **more})


def hold_panel_meeting(case: Case, cast: Cast, *, now: datetime) -> None:
    meeting = arrange(case, kind="criteria", starts_at=now, by=cast.administrator, now=now)
    record_held(
        meeting,
        held_at=now,
        present=[cast.chair.pk, cast.panel_member.pk, cast.other_panel_member.pk],
        apologies=[],
        minutes="The panel went through the criteria.",
        by=cast.administrator,
        now=now,
    )


def refer_up_to_recommendation(
    cast: Cast,
    *,
    outcome: str = "serious_case_review",
    recorded_by: User | None = None,
    wishes: dict[str, Wish] | None = None,
    **more: Any,
) -> Case:
    """A case on which the panel was consulted on day 1, met and recommended on day 18."""
    case = refer(cast, **more)
    consult_panel(case, by=cast.chair, now=D0 + timedelta(days=1))
    met_at = D0 + timedelta(days=18)
    hold_panel_meeting(case, cast, now=met_at)
    record_recommendation(
        case,
        outcome=outcome,
        reasons="The criteria are met.",
        facts="A child has died.",
        information="The referral and two returns.",
        criteria_reasons="" if outcome == "serious_case_review" else "The panel weighed the criteria.",
        by=recorded_by or cast.administrator,
        now=met_at,
        **(wishes or {}),
    )
    case.refresh_from_db()
    return case
