"""From form G to the Chair's decision (seed 004, sections 3 to 5.3)."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from referrals.criteria import Answer, Known
from referrals.decisions import Safety, Wish
from referrals.form_g import FormG
from referrals.intake import refer_case
from referrals.models import Harm, PlanStatus, Sex
from referrals.services import consult_panel, decide, give_view, record_recommendation
from scr.cases.models import Participant
from scr.cases.models.register import InHousehold
from scr.cases.participation import recuse
from scr.cases.register import PersonTold
from scr.cases.substitutes import answer_nomination, nominate
from scr.dates import london_day
from scr.pages.demo import agencies
from scr.pages.demo.people import REFERRER
from scr.pages.demo.prose import Answer as DemoAnswer
from scr.pages.demo.replay.play import Act, Handler, Play, acts_of_steps
from scr.pages.demo.texts_referral import (
    BORN_DAY,
    CODE_NAME,
    CONSULTATION,
    DECISION_RATIONALE,
    INFORMATION_RETURNS,
    RECOMMENDATION,
    REFERRAL,
    ConsultationAnswer,
    HouseholdMember,
)
from scr.pages.demo.timetable import Step
from scr.people.identity import acting_as

OUTCOME = "serious_case_review"
ANSWERS = {one.login: one for one in CONSULTATION}
# The code name stands in for the name: what is invented needs no other.
ADDRESS = "Address 3"
CHILD = "Linnet (the name is kept by the police)"


def acts(play: Play) -> Iterator[Act]:
    return acts_of_steps(play, HANDLERS)


def _refer(play: Play, step: Step, now: datetime) -> None:
    referrer = play.people[step.people[0]]
    with acting_as(referrer):
        case = refer_case(
            _form(play),
            agencies=[play.agencies[key] for key in REFERRAL.agencies_known],
            criteria=_answers(play, REFERRAL.criteria),
            aids=_answers(play, REFERRAL.aid_questions),
            by=referrer,
            now=now,
            code_name=CODE_NAME,
            people=[_person(one) for one in REFERRAL.household],
        )
    play.case_id = case.pk


def _form(play: Play) -> FormG:
    return FormG(
        referrer_name=REFERRER.name,
        referrer_agency=agencies.agency(REFERRER.agency).name,
        referrer_contact=REFERRER.email,
        referrer_knows="My unit was called to the hospital and investigates the death.",
        child_name=CHILD,
        child_born_on=play.day(BORN_DAY),
        child_died_on=play.day(REFERRAL.incident_day),
        child_sex=Sex.FEMALE,
        child_ethnicity=REFERRAL.ethnicity,
        child_area=REFERRAL.area,
        legal_status=REFERRAL.legal_status,
        plan_status=PlanStatus.NEVER,
        plan_details=REFERRAL.plan_status,
        looked_after=Known.NO,
        household=_household(play),
        incident_on=play.day(REFERRAL.incident_day),
        incident_place=REFERRAL.incident_place,
        incident_facts=play.say(REFERRAL.incident_facts),
        harm_categories=[Harm.PHYSICAL, Harm.NEGLECT],
        other_children=Known.YES,
        other_children_done=play.say(REFERRAL.other_children),
        other_children_done_by="Out of hours social worker, with a police officer",
        immediate_action=play.say(REFERRAL.immediate_action),
        parallel=["police", "coroner", "family_court"],
        parallel_details=play.say(REFERRAL.parallel_proceedings),
    )


def _person(one: HouseholdMember) -> PersonTold:
    """Somebody of the family, by a code as everywhere in the demo."""
    lived_with = InHousehold.YES if one.where == ADDRESS else InHousehold.NO
    return PersonTold(full_name=one.code, code=one.code, relation=one.relation, in_household=lived_with)


def _household(play: Play) -> str:
    return "\n".join(
        play.say(f"{one.code}: {one.relation}, {one.age}. {one.where}.") for one in REFERRAL.household
    )


def _answers(play: Play, given: Iterable[DemoAnswer]) -> dict[str, Answer]:
    return {one.key: Answer(Known.YES if one.is_yes else Known.NO, play.say(one.text)) for one in given}


def _consult(play: Play, step: Step, now: datetime) -> None:
    consult_panel(play.case, by=play.people[step.people[0]], now=now)


def _give_view(play: Play, step: Step, now: datetime) -> None:
    """The Legal Adviser has no vote: that advice is in the minutes of the meeting."""
    answer = ANSWERS[step.people[0]]
    if answer.view == "review":
        by = play.people[answer.login]
        give_view(play.case, view=answer.view, reasons=play.say(answer.text), by=by, now=now)


def _declare_conflict(play: Play, step: Step, now: datetime) -> None:
    member = play.people[step.people[0]]
    recuse(_part_of(play, step.people[0]), reason=_conflict(step).text, by=member, now=now)


def _conflict(step: Step) -> ConsultationAnswer:
    return ANSWERS[step.people[0]]


def _part_of(play: Play, who: str) -> Participant:
    return Participant.objects.get(case_id=play.case_id, user=play.people[who], role="panel_member")


# The organisation's chief officer is not on the case yet, so the administrator records what was heard.
APPROVAL = "The Director of Education approved by telephone."


def _substitute(play: Play, step: Step, now: datetime) -> None:
    left, nominee = step.people
    part = _part_of(play, left)
    nomination = nominate(part, play.people[nominee], by=play.administrator, now=now)
    answer_nomination(nomination, is_approved=True, answer=APPROVAL, by=play.administrator, now=now)


def _recommend(play: Play, step: Step, now: datetime) -> None:
    facts, considered, options, dissent = _paragraphs(play.say(RECOMMENDATION))
    record_recommendation(
        play.case,
        outcome=OUTCOME,
        reasons=f"{facts}\n\n{options}",
        facts=considered,
        information=_information(play),
        dissent=dissent,
        tell_family=Wish(True, "MGM asked to hear of it from the board, through the liaison worker."),
        tell_victims=Wish(False, "No other victims are known."),
        by=play.people[step.people[0]],
        now=now,
    )


def _paragraphs(text: str) -> list[str]:
    return text.split("\n\n")


def _information(play: Play) -> str:
    """What the panel had before it."""
    returns = [f"{agencies.agency(key).name}: {play.say(text)}" for key, text in INFORMATION_RETURNS.items()]
    advice = ANSWERS["legal.adviser"].text
    return "\n\n".join(
        ["The referral and its answers to the criteria.", *returns, f"Legal Adviser: {advice}"]
    )


def _decide(play: Play, step: Step, now: datetime) -> None:
    decide(
        play.case,
        outcome=OUTCOME,
        reasons=play.say(DECISION_RATIONALE),
        other_children=Safety(
            True,
            "The duty manager of Children’s Social Care",
            london_day(now),
            "By telephone after a visit that morning: S1 is with MGM and is safe there.",
        ),
        method="management_reviews",
        by=play.people[step.people[0]],
        now=now,
    )


HANDLERS: dict[str, Handler] = {
    "referral": _refer,
    "consultation_opened": _consult,
    "consultation": _give_view,
    "conflict": _declare_conflict,
    "substitute": _substitute,
    "recommendation": _recommend,
    "decision": _decide,
}
