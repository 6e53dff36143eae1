"""From referral to decision: the services, their refusals, what they open, meet and tell."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from pypdf import PdfReader

from referrals.attachments import Attachment
from referrals.criteria import Known
from referrals.decisions import ReferrerTalk, Safety
from referrals.drafts import discard, save_answers, send_draft, start_draft
from referrals.intake import refer_case
from referrals.models import (
    AidAnswer,
    CriterionAnswer,
    Decision,
    KnownAgency,
    PanelView,
    Recommendation,
    Referral,
    ReferralDraft,
)
from referrals.services import (
    answers_on,
    consult_panel,
    decide,
    decision_html,
    give_view,
    record_recommendation,
    whom_to_ask,
)
from scr.audit.models import AuditEntry
from scr.cases.models import Case, CaseAgency, Duty, Participant
from scr.cases.participation import add_participant, recuse
from scr.cases.policy import NotTheMoment, NotYourRole, case_for
from scr.cases.reminders import gate
from scr.documents.intake import FileRefused
from scr.documents.models import Document
from scr.documents.pdf import make_pdf
from scr.outbox.models import Notice
from scr.outbox.sending import Passed
from scr.people.services import end_appointment, standing
from tests.cast import D0, make_cast
from tests.referring import (
    LINNET,
    MET,
    SAFE,
    aids_answered,
    answered,
    hold_panel_meeting,
    refer,
    refer_up_to_recommendation,
)

pytestmark = pytest.mark.usefixtures("rows")
DAY = timedelta(days=1)
DECIDED_AT = datetime(2007, 3, 26, 15, 30, tzinfo=UTC)  # 4:30pm in London, on day 21


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return make_cast()


def duty(case, rule, **more):
    return Duty.objects.get(case=case, rule_key=rule, **more)


def decide_for_review(case, cast, **more):
    values = {
        "outcome": "serious_case_review",
        "reasons": "The criteria are met.",
        "other_children": SAFE,
        "by": cast.chair,
        "now": DECIDED_AT,
    }
    return decide(case, **{**values, **more})


def decide_for_nothing(case, cast, **more):
    talk = ReferrerTalk("DI Referrer", date(2007, 3, 26), "Why the criteria are not met")
    values = {
        "outcome": "no_further_action",
        "reasons": "Not met",
        "differs_reasons": "",
        "referrer_talk": talk,
    }
    return decide_for_review(case, cast, **{**values, **more})


# Referring


@pytest.mark.requirement("R037")
def test_a_referral_opens_a_case_with_everything_that_was_said(cast):
    case = refer(cast, code_name="Child Linnet")
    referral = Referral.objects.get(case=case)
    assert (referral.child_name, referral.harm_words, referral.received_at) == (
        "Linnea Testname",
        "Neglect",
        D0,
    )
    assert (case.code_name, case.stage) == ("Child Linnet", "referred")
    assert CriterionAnswer.objects.filter(case=case, recommendation=None).count() == 8
    assert AidAnswer.objects.filter(case=case).count() == 11
    assert set(CaseAgency.objects.filter(case=case).values_list("agency", flat=True)) == {
        cast.housing.pk,
        cast.health.pk,
    }
    assert KnownAgency.objects.filter(case=case).count() == 2


def test_the_clocks_run_from_the_moment_the_board_had_the_referral(cast):
    case = refer(cast, now=D0 + 3 * DAY, received_at=D0)
    assert duty(case, "DECIDE").due_at == datetime(2007, 4, 2, 22, 59, 59, tzinfo=UTC)
    assert duty(case, "CONSULT").counted_from == D0


def test_a_referral_is_not_received_in_the_future(cast):
    with pytest.raises(NotTheMoment, match="future"):
        refer(cast, received_at=D0 + DAY)
    assert not Case.objects.exists()


@pytest.mark.requirement("R035")
@pytest.mark.parametrize(
    "left_out",
    [
        {"other_children": ""},
        {"other_children_done": ""},
        {"other_children_done_by": ""},
        {"other_children": Known.NOT_KNOWN, "other_children_done": ""},
    ],
)
def test_no_case_without_an_answer_on_other_children(cast, left_out):
    with pytest.raises(NotTheMoment, match="other children"):
        refer_case(
            replace(LINNET, **left_out),
            agencies=[],
            criteria=answered(),
            aids=aids_answered(),
            by=cast.outsider,
            now=D0,
        )
    assert not Case.objects.exists()


@pytest.mark.requirement("R035")
def test_the_database_too_refuses_a_referral_that_is_silent_on_other_children(cast):
    referral = Referral.objects.get(case=refer(cast))
    referral.other_children_done = ""
    with pytest.raises(IntegrityError), transaction.atomic():
        referral.save()


@pytest.mark.parametrize("missing", ["criteria", "aids"])
def test_every_criterion_and_question_must_be_answered(cast, missing):
    values = {"criteria": answered(), "aids": aids_answered()}
    values[missing].popitem()
    with pytest.raises(NotTheMoment, match="Answer each"):
        refer(cast, **values)


@pytest.mark.requirement("R036")
@pytest.mark.requirement("R038")
def test_anybody_may_refer_and_gets_a_receipt_and_no_access(cast):
    for who in (cast.outsider, cast.housing_author, cast.panel_member):
        case = refer(cast, by=who)
        assert not Participant.objects.filter(case=case, user=who).exists()
        with pytest.raises(Http404):
            case_for(who, case.pk)
        receipt = ReferralDraft.objects.get(user=who)
        assert (receipt.reference, receipt.answers) == (case.reference, {})
        assert receipt.decision_due_at == datetime(2007, 4, 2, 22, 59, 59, tzinfo=UTC)


def test_the_referrer_is_sent_an_acknowledgement_that_reaches_them(cast):
    case = refer(cast)
    notice = Notice.objects.get(key__startswith="acknowledged:")
    assert notice.recipient_id == cast.outsider.pk
    assert case.reference in notice.subject
    assert gate(cast.outsider.pk, [notice]) == Passed(cast.outsider.email, {})


def test_administrator_and_chair_are_told(cast):
    case = refer(cast)
    told = set(Notice.objects.filter(case_id=case.pk).values_list("recipient_id", flat=True))
    assert told == {cast.administrator.pk, cast.chair.pk}


def test_a_draft_sent_twice_makes_one_case(cast):
    draft = start_draft(by=cast.outsider, now=D0)
    values = {
        "agencies": [],
        "criteria": answered(*MET),
        "aids": aids_answered(),
        "now": D0,
    }
    first, second = (send_draft(draft, LINNET, **values) for _ in range(2))
    assert Case.objects.count() == 1
    assert first.reference == second.reference == Case.objects.get().reference
    assert ReferralDraft.objects.count() == 1


def test_a_draft_that_was_sent_can_neither_be_changed_nor_deleted(cast):
    refer(cast)
    sent = ReferralDraft.objects.get()
    for change in (lambda: save_answers(sent, "child", {}, now=D0), lambda: discard(sent)):
        with pytest.raises(NotTheMoment):
            change()
    assert ReferralDraft.objects.get().answers == {}


def test_an_attachment_is_kept_with_the_referral_and_a_bad_one_stops_it(cast):
    case = refer(cast, attachments=[Attachment("note.txt", b"Seen on Friday")])
    document = Document.objects.get(case=case)
    assert document.compartment == Referral.objects.get(case=case).compartment
    with pytest.raises(FileRefused):
        refer(cast, attachments=[Attachment("note.pdf", b"not a pdf")])
    assert Case.objects.count() == 1


# Who sees it


@pytest.fixture
def consulted(cast):
    """A consulted case with Housing's reviewer and chief officer on it."""
    case = consult_panel(refer(cast), by=cast.chair, now=D0 + DAY)
    for user, role in ((cast.housing_author, "agency_author"), (cast.housing_officer, "chief_officer")):
        add_participant(case, user, role=role, agency=cast.housing, by=cast.administrator, now=D0 + DAY)
    return case


def test_the_panel_sees_the_referral_and_agencies_do_not(cast, consulted):
    seen = {
        user.full_name
        for user in (
            cast.administrator,
            cast.chair,
            cast.panel_member,
            cast.housing_author,
            cast.housing_officer,
            cast.outsider,
        )
        if Referral.objects.visible_to(user).exists()
    }
    assert seen == {"Alma Admin", "Cora Chair", "Pat Panel"}


def test_a_conflicted_member_sees_nothing_and_can_give_no_view(cast, consulted):
    part = Participant.objects.get(case=consulted, user=cast.panel_member)
    recuse(part, reason="Knew the family", by=cast.panel_member, now=D0 + DAY)
    assert not Referral.objects.visible_to(cast.panel_member).exists()
    with pytest.raises(Http404):
        give_view(consulted, view="review", reasons="-", by=cast.panel_member, now=D0 + 2 * DAY)


# Consulting


@pytest.mark.requirement("R042")
def test_consulting_brings_in_the_panel_and_meets_the_two_day_clock(cast):
    case = refer(cast)
    assert {post.user for post in whom_to_ask(case, now=D0)} == {cast.panel_member, cast.other_panel_member}
    case = consult_panel(case, by=cast.chair, now=D0 + DAY)
    assert case.stage == "consulting"
    assert duty(case, "CONSULT").met_at == D0 + DAY
    views_due = Duty.objects.open().filter(case=case, rule_key="VIEW")
    assert {one.person for one in views_due} == {cast.panel_member, cast.other_panel_member}


def test_the_panel_is_consulted_once_and_the_second_is_told_who_did(cast):
    case = consult_panel(refer(cast), by=cast.chair, now=D0)
    with pytest.raises(
        NotTheMoment, match="Cora Chair consulted the panel already, at 9:40am on 5 March 2007"
    ):
        consult_panel(case, by=cast.administrator, now=D0 + DAY)


def test_only_chair_and_administrator_consult(cast, consulted):
    with pytest.raises(NotYourRole):
        consult_panel(consulted, by=cast.panel_member, now=D0)
    with pytest.raises(Http404):
        consult_panel(consulted, by=cast.outsider, now=D0)


def test_nobody_to_ask_is_said(cast):
    for post in standing("panel_member", on=D0.date()):
        end_appointment(post, until=D0.date(), by=cast.administrator, now=D0)
    case = refer(cast)
    with pytest.raises(NotTheMoment, match="Nobody can be asked"):
        consult_panel(case, by=cast.chair, now=D0)
    assert Case.objects.get().stage == "referred"


# Views


def test_each_member_gives_one_view_which_meets_their_own_duty(cast, consulted):
    give_view(consulted, view="review", reasons="Met", by=cast.panel_member, now=D0 + 2 * DAY)
    assert duty(consulted, "VIEW", person=cast.panel_member).met_at == D0 + 2 * DAY
    assert duty(consulted, "VIEW", person=cast.other_panel_member).met_at is None
    with pytest.raises(NotTheMoment, match="You gave your view already"):
        give_view(consulted, view="unsure", reasons="-", by=cast.panel_member, now=D0 + 3 * DAY)
    assert PanelView.objects.get().view == "review"


def test_an_agency_gives_no_view_and_sees_none(cast, consulted):
    give_view(consulted, view="review", reasons="Met", by=cast.panel_member, now=D0 + 2 * DAY)
    with pytest.raises(NotYourRole):
        give_view(consulted, view="review", reasons="-", by=cast.housing_author, now=D0)
    assert not PanelView.objects.visible_to(cast.housing_author).exists()


# Recommending


def recommend(case, cast, **more):
    values = {
        "outcome": "serious_case_review",
        "reasons": "Met",
        "facts": "A child died",
        "information": "Form G",
    }
    return record_recommendation(case, **{**values, "by": cast.administrator, "now": D0 + 18 * DAY, **more})


def test_the_panel_recommends_only_after_its_meeting(cast, consulted):
    with pytest.raises(NotTheMoment, match="meeting on the criteria is not recorded"):
        recommend(consulted, cast)
    hold_panel_meeting(consulted, cast, now=D0 + 18 * DAY)
    recommend(consulted, cast)
    assert Case.objects.get().stage == "considered"
    assert duty(consulted, "RECOMMEND").met_at == D0 + 18 * DAY


@pytest.mark.requirement("R047")
def test_a_recommendation_decides_nothing(cast):
    case = refer_up_to_recommendation(cast)
    assert case.stage == "considered"
    assert duty(case, "DECIDE").met_at is None
    assert not Decision.objects.exists()
    told = Notice.objects.get(key=f"recommended:{case.pk}:{cast.chair.pk}")
    assert told.path == f"/cases/{case.pk}/decide/"


def test_the_panel_answers_each_criterion_itself(cast, consulted):
    hold_panel_meeting(consulted, cast, now=D0 + 18 * DAY)
    own = answered("working_concern", "injury")
    incomplete = {key: own[key] for key in list(own)[1:]}
    with pytest.raises(NotTheMoment, match="each of the criteria"):
        recommend(consulted, cast, criteria=incomplete)
    recommendation = recommend(consulted, cast, criteria=own)
    assert answers_on(consulted, recommendation) == own
    assert answers_on(consulted)["died"].answer == Known.YES  # the referrer's stay as they were


def test_the_panel_may_take_over_the_referrers_answers(cast):
    case = refer_up_to_recommendation(cast)
    assert answers_on(case, Recommendation.objects.get(case=case)) == answers_on(case)


def test_a_second_recommendation_is_refused_with_who_made_the_first(cast):
    case = refer_up_to_recommendation(cast)
    with pytest.raises(NotTheMoment, match="Alma Admin recorded the panel's recommendation already"):
        recommend(case, cast, by=cast.chair, outcome="no_further_action")
    assert Recommendation.objects.get().outcome == "serious_case_review"


def test_a_panel_member_does_not_record_the_recommendation(cast, consulted):
    with pytest.raises(NotYourRole):
        recommend(consulted, cast, by=cast.panel_member)


# Deciding


@pytest.mark.requirement("R045")
def test_a_decision_meets_the_28_days_and_opens_24_hours_and_four_months(cast):
    case = refer_up_to_recommendation(cast)
    decide_for_review(case, cast)
    assert Case.objects.get().stage == "review_open"
    assert duty(case, "DECIDE").met_at == DECIDED_AT
    assert not duty(case, "DECIDE").is_late(DECIDED_AT)
    for agency in (cast.housing, cast.health):
        assert duty(case, "NOTIFY_CO", agency=agency).due_at == DECIDED_AT + timedelta(hours=24)
    assert duty(case, "COMPLETE").due_at == datetime(2007, 7, 26, 22, 59, 59, tzinfo=UTC)


@pytest.mark.requirement("R048")
def test_nobody_but_the_chair_decides(cast):
    case = refer_up_to_recommendation(cast)
    for who in (cast.administrator, cast.panel_member):
        with pytest.raises(NotYourRole):
            decide_for_review(case, cast, by=who)
    with pytest.raises(Http404):
        decide_for_review(case, cast, by=cast.outsider)
    assert not Decision.objects.exists()


def test_there_is_no_decision_without_a_recommendation(cast, consulted):
    with pytest.raises(NotTheMoment, match="recommendation is not recorded"):
        decide_for_review(consulted, cast)


def test_a_second_decision_is_refused_with_who_took_the_first(cast):
    case = refer_up_to_recommendation(cast)
    decide_for_review(case, cast)
    with pytest.raises(NotTheMoment, match="Cora Chair decided already, at 4:30pm on 26 March 2007"):
        decide_for_nothing(case, cast, differs_reasons="-", criteria_reasons="-")
    assert Decision.objects.get().outcome == "serious_case_review"


def test_departing_from_the_recommendation_needs_reasons(cast):
    case = refer_up_to_recommendation(cast, outcome="near_miss_review")
    with pytest.raises(NotTheMoment, match="depart from the panel's recommendation"):
        decide_for_review(case, cast)
    decision = decide_for_review(case, cast, differs_reasons="The criteria leave no choice.")
    assert decision.differs


@pytest.mark.parametrize(
    ("yes", "words"),
    [(MET, "call for one"), (("working_concern", "injury"), "ask to consider one"), ((), None)],
)
def test_a_recommendation_against_the_criteria_needs_reasons(cast, yes, words):
    case = refer(cast, criteria=answered(*yes))
    consult_panel(case, by=cast.chair, now=D0)
    hold_panel_meeting(case, cast, now=D0 + 18 * DAY)
    if words:
        with pytest.raises(NotTheMoment, match=words):
            recommend(case, cast, outcome="near_miss_review")
    else:
        assert recommend(case, cast, outcome="near_miss_review").criteria_reasons == ""
        return
    assert recommend(case, cast, outcome="near_miss_review", criteria_reasons="Weighed").criteria_reasons


def test_no_review_although_the_criteria_ask_to_consider_one_needs_reasons(cast):
    considered = answered("working_concern", "injury")
    case = refer_up_to_recommendation(cast, outcome="no_further_action", criteria=considered)
    with pytest.raises(NotTheMoment, match="although the criteria ask to consider one"):
        decide_for_nothing(case, cast)
    assert decide_for_nothing(case, cast, criteria_reasons="The injury was an accident.").criteria_reasons


def test_where_the_criteria_are_not_met_no_reason_is_asked(cast):
    case = refer_up_to_recommendation(cast, outcome="no_further_action", criteria=answered())
    assert decide_for_nothing(case, cast).criteria_reasons == ""


def test_no_review_although_the_criteria_call_for_one_needs_reasons(cast):
    case = refer_up_to_recommendation(cast, outcome="no_further_action")
    with pytest.raises(NotTheMoment, match="although the criteria call for one"):
        decide_for_nothing(case, cast)
    decision = decide_for_nothing(case, cast, criteria_reasons="Abuse has been ruled out since.")
    assert Case.objects.get().stage == "no_further_action"
    assert decision.criteria_reasons


@pytest.mark.requirement("R041")
def test_no_further_action_needs_the_talk_with_the_referrer(cast):
    case = refer_up_to_recommendation(cast, outcome="no_further_action", criteria=answered())
    with pytest.raises(NotTheMoment, match="talk with the referrer"):
        decide_for_nothing(case, cast, referrer_talk=None)
    decision = decide_for_nothing(case, cast)
    assert (decision.talk_with, decision.talk_on) == ("DI Referrer", date(2007, 3, 26))
    assert not Duty.objects.filter(rule_key__in=["NOTIFY_CO", "COMPLETE"]).exists()


def test_a_review_is_not_opened_before_other_children_are_safe(cast):
    case = refer_up_to_recommendation(cast)
    with pytest.raises(NotTheMoment, match="other children are safe"):
        decide_for_review(case, cast, other_children=Safety(False))
    assert Case.objects.get().stage == "considered"


@pytest.mark.requirement("R040")
@pytest.mark.parametrize(
    "outcome", ["serious_case_review", "interagency_review", "near_miss_review", "no_further_action"]
)
def test_each_of_the_four_outcomes_leads_to_its_own_stage(cast, outcome):
    case = refer_up_to_recommendation(cast, outcome=outcome, criteria=answered())
    decide_for_nothing(case, cast, outcome=outcome)
    stages = {"serious_case_review": "review_open"}
    assert Case.objects.get().stage == stages.get(outcome, outcome)
    assert Duty.objects.filter(case=case, rule_key="NOTIFY_CO").exists() == (outcome == "serious_case_review")


def test_one_person_with_two_hats_is_marked_on_the_record(cast):
    case = refer_up_to_recommendation(cast, recorded_by=cast.chair)
    decision = decide_for_review(case, cast)
    assert decision.is_two_hats
    assert "same person recorded" in decision_html(decision, now=DECIDED_AT)


def test_two_people_are_two_people_on_the_record(cast):
    decision = decide_for_review(refer_up_to_recommendation(cast), cast)
    assert not decision.is_two_hats
    assert "same person recorded" not in decision_html(decision, now=DECIDED_AT)


def test_the_record_of_the_decision_is_asked_for_and_becomes_a_pdf(cast):
    decision = decide_for_review(refer_up_to_recommendation(cast), cast)
    text = "".join(
        page.extract_text() for page in PdfReader(BytesIO(make_pdf(decision.rendering.html))).pages
    )
    assert "The Chair’s decision: serious case review" in text
    assert LINNET.child_name not in text


# What is told and kept


def test_notices_hold_neither_names_nor_facts(cast):
    case = refer_up_to_recommendation(cast, code_name="Child Linnet")
    give = [cast.housing.name, cast.housing.short_name, cast.health.name, cast.health.short_name]
    decide_for_review(case, cast)
    words = " ".join(f"{one.subject} {one.body} {one.path}" for one in Notice.objects.all())
    assert case.reference in words
    for secret in (LINNET.child_name, "Linnea", "Linnet", "Ottilie", "died", "serious case review", *give):
        assert secret not in words


def test_everything_is_in_the_history_and_in_the_cases_chain(cast):
    case = refer_up_to_recommendation(cast)
    decide_for_review(case, cast)
    acts = set(AuditEntry.objects.filter(case_id=case.pk).values_list("act", flat=True))
    assert {"case_referred", "criterion_answered", "recommendation_recorded", "decided"} <= acts
    for model in (Referral, Recommendation, Decision):
        row = model.objects.get(case=case)
        assert model.history.filter(id=row.pk).count() == 1
    assert Decision.history.get().history_user == cast.chair
    facts = str(list(AuditEntry.objects.values_list("facts", flat=True)))
    assert LINNET.child_name not in facts
    assert "Evidence" not in facts
