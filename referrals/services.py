"""A referred case is considered by the panel and decided by the Chair (seed 004, sections 4 to 5.3)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.template.loader import render_to_string

from referrals.consulting_officers import may_require_independence
from referrals.criteria import Answer, Implication, Known, implication, unanswered
from referrals.decisions import (
    Choice,
    Independence,
    ReferrerTalk,
    Safety,
    Wish,
    against_words,
    is_against,
)
from referrals.models import CriterionAnswer, Decision, OfficerConsulted, PanelView, Recommendation, Reopening
from referrals.rounds import round_of
from referrals.setting_off import set_off
from scr.cases.audiences import Kind
from scr.cases.events import has_happened, standing_milestones
from scr.cases.holding import proceedings_on
from scr.cases.models import Case, Milestone, Participant
from scr.cases.participation import add_standing
from scr.cases.policy import NotTheMoment, require, require_stage
from scr.cases.services import move, record_milestone
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import moment_words
from scr.documents.models import Rendering
from scr.documents.services import request_pdf
from scr.meetings.models import Meeting
from scr.outbox.services import put_notice
from scr.people.models import Appointment, Board, User
from scr.people.roles import Do
from scr.people.services import standing
from scr.procedures.rule import Page

CONSULTED_ROLES = ("panel_member", "legal_adviser")
MEETINGS = Page("meetings:list")


def whom_to_ask(case: Case, *, now: datetime) -> list[Appointment]:
    """Who will be consulted: holders of the panel's standing posts without those recused from the case."""
    recused = set(
        Participant.objects.filter(case=case, recused_at__isnull=False).values_list("user_id", flat=True)
    )
    posts = (post for role in CONSULTED_ROLES for post in standing(role, on=now.date()))
    return [post for post in posts if post.user_id not in recused]


@act
def consult_panel(case: Case, *, by: User, now: datetime) -> Case:
    """Ask the members of the panel for their views; they take part in the case from now on.

    Meets the clock of two working days (seed 004, section 5.3). Raises NotTheMoment the second time, or
    when nobody holds a post on the panel.
    """
    require(by, Do.CONSULT, case=case)
    case = lock(case)
    check_can_consult(case)
    if not any(post.role == "panel_member" for post in whom_to_ask(case, now=now)):
        raise NotTheMoment("Nobody can be asked yet: no panel member is appointed who is free of a conflict.")
    for role in CONSULTED_ROLES:
        add_standing(case, role, by=by, now=now)
    record_milestone(case, "panel_consulted", by=by, now=now)
    key = _key("consulted", case)
    _tell(case, "legal_adviser", key=key, path=f"/cases/{case.pk}/referral/", now=now)
    return move(case, "consulting", by=by, now=now)


def check_can_consult(case: Case) -> None:
    _refuse_second(case, "panel_consulted", "consulted the panel")
    require_stage(case, "referred", otherwise="The panel can be consulted once a case has been referred.")


def _refuse_second(case: Case, milestone: str, words: str) -> None:
    """Raise NotTheMoment when this has been done, saying who did it and when."""
    done = standing_milestones(case).filter(key=milestone).select_related("recorded_by").first()
    if done is not None:
        raise NotTheMoment(_done_words(done, words))


def _done_words(done: Milestone, words: str) -> str:
    assert done.recorded_by is not None  # who comes by a link only refers
    return f"{done.recorded_by.full_name} {words} already, at {moment_words(done.happened_at)}."


def _key(name: str, case: Case) -> str:
    """The name of a notice: one for each round."""
    round = round_of(case)
    return f"{name}:{case.pk}" if round == 1 else f"{name}:{case.pk}:{round}"


def _tell(case: Case, role: str, *, key: str, path: str, now: datetime, about: str = "A task waits") -> None:
    """A notice to those who hold a role on the case; its words tell nothing of it."""
    compartment = compartment_of(case, Kind.PANEL)
    parts = Participant.objects.current().filter(case=case, role=role).select_related("user")
    for part in parts:
        put_notice(
            key=f"{key}:{part.user_id}",
            recipient=part.user,
            subject=f"{about} on {case.reference}",
            body=f"There is something new for you on {case.reference}. Sign in to read it.",
            path=path,
            now=now,
            case_id=case.pk,
            compartment_id=compartment.pk,
        )


@act
def give_view(case: Case, *, view: str, reasons: str, by: User, now: datetime) -> PanelView:
    """One member of the panel says whether there should be a review; once a round (seed 004, section 5.3)."""
    require(by, Do.GIVE_VIEW, case=case)
    case = lock(case)
    check_can_give_view(case, by)
    row = PanelView(
        case=case,
        compartment=compartment_of(case, Kind.PANEL),
        round=round_of(case),
        member=by,
        view=view,
        reasons=reasons,
        given_at=now,
    )
    record(row, by=by, now=now, act="view_given")
    record_milestone(case, "view_given", by=by, now=now)
    return row


def check_can_give_view(case: Case, member: User) -> None:
    given = PanelView.objects.filter(case=case, member=member, round=round_of(case)).first()
    if given is not None:
        raise NotTheMoment(f"You gave your view already, at {moment_words(given.given_at)}.")
    require_stage(case, "consulting", otherwise="Views are given between the consultation and the meeting.")


@act
def record_recommendation(
    case: Case,
    *,
    outcome: str,
    reasons: str,
    facts: str,
    information: str,
    by: User,
    now: datetime,
    criteria_reasons: str = "",
    dissent: str = "",
    no_quorum_reasons: str = "",
    criteria: Mapping[str, Answer] | None = None,
    tell_family: Wish | None = None,
    tell_victims: Wish | None = None,
) -> Recommendation:
    """Record what the panel recommends to the Chair, with its own answers to the criteria; once a round.

    Without `criteria` the panel takes over the referrer's answers. `tell_family` and `tell_victims` say
    whether it wants letters I and J. Raises NotTheMoment before the panel has met, for a criterion without an
    answer, when somebody recorded one before (seed 004, section 5.3), and without a reason where the meeting
    had no quorum, or the criteria call for a review or ask to consider one and the panel does not.
    """
    require(by, Do.RECORD_RECOMMENDATION, case=case)
    case = lock(case)
    check_can_recommend(case)
    if lacks_quorum(case) and not no_quorum_reasons.strip():
        raise NotTheMoment("The meeting had no quorum. Say why the panel recommends all the same.")
    answers = answers_on(case) if criteria is None else dict(criteria)
    if unanswered(answers, (one.key for one in case.procedure.criteria)):
        raise NotTheMoment("The panel has to answer each of the criteria.")
    implied = implied_by(case, answers)
    if is_against(implied, case.procedure.outcome(outcome)) and not criteria_reasons.strip():
        raise NotTheMoment(f"Say why {against_words(implied)}.")
    recommendation = Recommendation(
        case=case,
        compartment=compartment_of(case, Kind.PANEL),
        round=round_of(case),
        outcome=outcome,
        reasons=reasons,
        facts=facts,
        information=information,
        criteria_reasons=criteria_reasons,
        dissent=dissent,
        no_quorum_reasons=no_quorum_reasons,
        **_wishes(tell_family=tell_family, tell_victims=tell_victims),
        recorded_at=now,
        recorded_by=by,
    )
    record(recommendation, by=by, now=now, act="recommendation_recorded", outcome=outcome)
    record_answers(case, answers, by=by, now=now, recommendation=recommendation)
    record_milestone(case, "recommendation_recorded", by=by, now=now)
    key = _key("recommended", case)
    _tell(case, "chair", key=key, path=f"/cases/{case.pk}/decide/", now=now)
    move(case, "considered", by=by, now=now)
    return recommendation


def _wishes(**wishes: Wish | None) -> dict[str, bool | str]:
    """The columns for what the panel wishes; empty where it was not asked."""
    columns: dict[str, bool | str] = {}
    for name, wish in wishes.items():
        if wish is not None:
            columns |= {name: wish.is_wanted, f"{name}_reasons": wish.reasons}
    return columns


def check_can_recommend(case: Case) -> None:
    _refuse_second(case, "recommendation_recorded", "recorded the panel's recommendation")
    require_stage(case, "consulting", otherwise="The panel has to be consulted before it can recommend.")
    if not has_happened(case, "criteria_meeting_held"):
        raise NotTheMoment("The panel's meeting on the criteria is not recorded yet.", MEETINGS)


def lacks_quorum(case: Case) -> bool:
    """Whether too few who vote came to the last meeting on the criteria that was held."""
    kinds = [one.key for one in case.procedure.meetings if one.milestone == "criteria_meeting_held"]
    held = Meeting.objects.filter(case=case, kind__in=kinds, held_at__isnull=False).order_by("held_at").last()
    return held is not None and held.lacked_quorum


def record_answers(
    case: Case,
    answers: Mapping[str, Answer],
    *,
    by: User | None,
    now: datetime,
    recommendation: Recommendation | None = None,
) -> None:
    """Record the referrer's answers to the criteria or, with a recommendation, the panel's."""
    kind = Kind.PANEL if recommendation else Kind.REFERRAL
    compartment = compartment_of(case, kind)
    for key, one in answers.items():
        row = CriterionAnswer(
            case=case,
            compartment=compartment,
            recommendation=recommendation,
            key=key,
            answer=one.answer,
            evidence=one.words,
        )
        record(row, by=by, now=now, act="criterion_answered", key=key)


def answers_on(case: Case, recommendation: Recommendation | None = None) -> dict[str, Answer]:
    """The answers to the criteria: the panel's with its recommendation, else the referrer's."""
    rows: Iterable[CriterionAnswer] = CriterionAnswer.objects.filter(case=case, recommendation=recommendation)
    return {row.key: Answer(Known(row.answer), row.evidence) for row in rows}


def implied_by(case: Case, answers: Mapping[str, Answer]) -> Implication:
    """What the answers imply under the case's procedure."""
    return implication({key: one.answer for key, one in answers.items()}, case.procedure.criteria)


@act
def decide(
    case: Case,
    *,
    outcome: str,
    reasons: str,
    other_children: Safety,
    by: User,
    now: datetime,
    differs_reasons: str = "",
    criteria_reasons: str = "",
    referrer_talk: ReferrerTalk | None = None,
    method: str = "",
    is_independent: bool = False,
    independent_reasons: str = "",
) -> Decision:
    """The Chair decides; nobody else may, and only once a round (seed 004, sections 4 and 5.3).

    Meets the clock of 28 days; where the outcome is a review, opens those of 24 hours and four months, which
    run from `now`. `method` names another way of reviewing (seed 002, section 1.3). Raises NotTheMoment for
    what is missing: reasons for departing from the recommendation or from criteria that call for a review,
    the safety of other children, the talk with the referrer, and before a wholly independent review the
    consultation of every chief officer.
    """
    require(by, Do.DECIDE, case=case)
    case = lock(case)
    check_can_decide(case)
    recommendation = recommendation_on(case)
    choice = Choice(
        outcome=case.procedure.outcome(outcome),
        recommended=recommendation.outcome,
        implied=implied_by(case, answers_on(case, recommendation)),
        reasons=reasons,
        differs_reasons=differs_reasons,
        criteria_reasons=criteria_reasons,
        safety=other_children,
        talk=referrer_talk,
        method=method,
        independence=Independence(is_independent, independent_reasons, may_require_independence(case)),
    )
    for _, sentence in choice.faults():
        raise NotTheMoment(f"{sentence}.")
    decision = _keep(choice, recommendation, by=by, now=now)
    set_off(decision, by=by, now=now)
    _move_on(decision, by=by, now=now)
    return decision


def _keep(choice: Choice, recommendation: Recommendation, *, by: User, now: datetime) -> Decision:
    """Write the decision, and ask for the PDF of its record."""
    decision = Decision(
        case=recommendation.case,
        compartment=recommendation.compartment,
        round=recommendation.round,
        recommendation=recommendation,
        outcome=choice.outcome.key,
        reasons=choice.reasons,
        differs_reasons=choice.differs_reasons,
        criteria_reasons=choice.criteria_reasons,
        other_children_safe=choice.safety.is_confirmed,
        other_children_by=choice.safety.confirmed_by,
        other_children_on=choice.safety.confirmed_on,
        other_children_note=choice.safety.how,
        method=choice.method if choice.outcome.instigates_review else "",
        is_independent=choice.independence.is_required,
        independent_reasons=choice.independence.reasons,
        decided_at=now,
        decided_by=by,
    )
    if choice.talk:
        decision.talk_with, decision.talk_on = choice.talk.held_with, choice.talk.held_on
        decision.talk_words = choice.talk.words
    decision.rendering = _decision_pdf(decision, by=by, now=now)
    record(decision, by=by, now=now, act="decided", outcome=decision.outcome)
    return decision


def _move_on(decision: Decision, *, by: User, now: datetime) -> None:
    """The case's next stage, and the notices to the panel."""
    case = move(decision.case, "decided", by=by, now=now)
    case = move(case, decision.chosen.stage, by=by, now=now)
    for role in CONSULTED_ROLES:
        path = f"/cases/{case.pk}/referral/"
        _tell(case, role, key=_key("decided", case), path=path, now=now, about="The Chair has decided")


def check_can_decide(case: Case) -> None:
    _refuse_second(case, "decided", "decided")
    require_stage(case, "considered", otherwise="The panel's recommendation is not recorded yet.")


def recommendation_on(case: Case) -> Recommendation:
    """The panel's recommendation of this round. Raises NotTheMoment before there is one."""
    rows = Recommendation.objects.filter(case=case, round=round_of(case))
    found = rows.select_related("recorded_by", "case").first()
    if found is None:
        raise NotTheMoment("The panel's recommendation is not recorded yet.", Page("referrals:recommend"))
    return found


def _decision_pdf(decision: Decision, *, by: User, now: datetime) -> Rendering:
    case = decision.case
    return request_pdf(
        case,
        decision.compartment,
        kind="decision_record",
        title="Record of the Chair's decision",
        filename=f"{case.reference} decision.pdf",
        html=decision_html(decision, now=now),
        by=by,
        now=now,
    )


def decision_html(decision: Decision, *, now: datetime) -> str:
    """The record of recommendation and decision as a page for its PDF."""
    case = decision.case
    answers = answers_on(case, decision.recommendation)
    round = decision.round
    context = {
        "case": case,
        "decision": decision,
        "recommendation": decision.recommendation,
        "criteria": [(one, answers[one.key]) for one in case.procedure.criteria],
        "implied": implied_by(case, answers),
        "officers": OfficerConsulted.objects.filter(case=case, round=round).select_related("agency"),
        "reopening": Reopening.objects.filter(case=case, round=round).first(),
        "earlier": Decision.objects.filter(case=case, round__lt=round).select_related("decided_by", "case"),
        "board": Board.objects.get(),
        "proceedings": proceedings_on(case),
        "now": now,
    }
    return render_to_string("referrals/decision_record.html", context)
