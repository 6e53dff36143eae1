"""Asking all three streams for progress, their answers, and the report to the board."""

from datetime import date, timedelta

import pytest

from actionplans.models import ActionUpdate, BoardReport, UpdateRequest
from actionplans.rounds import Progress, ask_updates, report, report_to_board
from actionplans.services import receive_plan
from actionplans.states import Stream
from actionplans.updates import claim_done, settle, transfer
from scr.audit.models import AuditEntry
from scr.cases.models import Duty
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.reminders import remind
from scr.documents.intake import FileRefused
from scr.documents.models import Rendering
from scr.outbox.models import Notice
from tests.plan_case import (
    NINE_MONTHS,
    REPORT,
    SIX_MONTHS,
    agree,
    agree_own,
    at,
    further_case,
    receive,
    set_stage,
)

pytestmark = pytest.mark.usefixtures("rows")
REPLY_BY = date(2008, 4, 18)
ASKED, ANSWERED = at(150), at(160)


@pytest.fixture(scope="module")
def module_scene(module_rows):
    """One action in each stream, received by the operations board."""
    stage = set_stage()
    stage.actions = [
        agree(stage, stream=Stream.AGENCY_REVIEW),
        agree(stage, stream=Stream.OVERVIEW, agency=stage.cast.health),
        agree_own(stage, person=stage.operations),
    ]
    receive(stage)
    return stage


@pytest.fixture
def stage(scene):
    return scene


def ask(stage, *, now=ASKED):
    return ask_updates(stage.case, reply_by=REPLY_BY, by=stage.cast.administrator, now=now)


def answer(stage, agency, *actions, by, now=ANSWERED):
    entries = [Progress(action, "on_track", "Goes on as planned") for action in actions]
    return report(stage.case, agency, entries, by=by, now=now)


def duty(stage, rule, **more):
    return Duty.objects.get(case=stage.case, rule_key=rule, **more)


@pytest.mark.requirement("R195")
def test_all_three_streams_are_asked(stage):
    ask(stage)
    asked = UpdateRequest.objects.filter(case=stage.case)
    assert [one.owner_name for one in asked] == ["Community Health", "Housing", "The board"]
    for agency in (stage.cast.housing, stage.cast.health):
        found = duty(stage, "REPORT", agency=agency)
        assert (found.due_at.date(), found.met_at) == (REPLY_BY, None)
    assert Duty.objects.filter(case=stage.case, rule_key="REPORT").count() == 2
    told = Notice.objects.filter(created_at=ASKED, path=f"/cases/{stage.case.pk}/plan/")
    assert {stage.operations.pk, stage.cast.administrator.pk} == set(
        told.values_list("recipient_id", flat=True)
    )


@pytest.mark.requirement("R195")
def test_the_six_month_clock_is_met_when_the_last_owner_has_answered(stage):
    ask(stage)
    first, second, own = stage.actions
    answer(stage, stage.cast.housing, first, by=stage.housing_owner)
    assert duty(stage, "REPORT", agency=stage.cast.housing).met_at == ANSWERED
    assert duty(stage, "REPORT", agency=stage.cast.health).met_at is None
    answer(stage, None, own, by=stage.operations)
    assert duty(stage, "REPORT", agency=stage.cast.health).met_at is None
    assert duty(stage, "AP_6M").met_at is None
    last = at(165)
    answer(stage, stage.cast.health, second, by=stage.cast.health_officer, now=last)
    assert duty(stage, "AP_6M").met_at == last
    assert not duty(stage, "AP_6M").is_late(last)


def test_an_owner_whose_actions_are_all_settled_is_not_asked(stage):
    transfer(stage.actions[1], to="Business plan", reason="Agreed", by=stage.cast.chair, now=at(20))
    ask(stage)
    asked = UpdateRequest.objects.filter(case=stage.case)
    assert {one.owner_name for one in asked} == {"Housing", "The board"}


def test_a_round_under_way_is_not_begun_again(stage):
    ask(stage)
    with pytest.raises(NotTheMoment, match=r"Alma Admin asked for progress .* 3 owners have not answered"):
        ask(stage, now=at(151))
    assert UpdateRequest.objects.filter(case=stage.case).count() == 3


def test_a_second_round_can_follow_the_first(stage):
    ask(stage)
    first, second, own = stage.actions
    answer(stage, stage.cast.housing, first, by=stage.housing_owner)
    answer(stage, stage.cast.health, second, by=stage.cast.health_author)
    answer(stage, None, own, by=stage.cast.administrator)
    assert ask(stage, now=at(165)).number == 2
    assert Duty.objects.open().filter(case=stage.case, rule_key="REPORT").count() == 2


def test_who_may_ask_and_when(scene):
    stage = further_case(scene)
    agree(stage)
    with pytest.raises(NotTheMoment, match="not received the action plan"):
        ask(stage)
    receive(stage)
    for user in (stage.cast.panel_member, stage.housing_owner, stage.operations):
        with pytest.raises(NotYourRole):
            ask_updates(stage.case, reply_by=REPLY_BY, by=user, now=ASKED)
    with pytest.raises(NotTheMoment, match="today or later"):
        ask_updates(
            stage.case,
            reply_by=ASKED.date() - timedelta(days=1),
            by=stage.cast.administrator,
            now=ASKED,
        )


def test_with_nothing_open_there_is_nobody_to_ask(stage):
    for action in stage.actions:
        transfer(action, to="Business plan", reason="Agreed", by=stage.cast.chair, now=at(20))
    with pytest.raises(NotTheMoment, match="nobody to ask"):
        ask(stage)


def test_an_answer_says_a_word_on_every_open_action_or_nothing_is_kept(stage):
    other = agree(stage, now=at(10))
    ask(stage)
    with pytest.raises(NotTheMoment, match=f"number {other.number} is missing"):
        answer(stage, stage.cast.housing, stage.actions[0], by=stage.housing_owner)
    entries = [
        Progress(stage.actions[0], "on_track", "Goes on"),
        Progress(other, "at_risk", "Staff left", files=(REPORT.__class__("Bad.pdf", b"no pdf"),)),
    ]
    with pytest.raises(FileRefused):
        report(stage.case, stage.cast.housing, entries, by=stage.housing_owner, now=ANSWERED)
    assert not ActionUpdate.objects.filter(case=stage.case).exists()
    answer(stage, stage.cast.housing, stage.actions[0], other, by=stage.housing_owner)
    assert ActionUpdate.objects.filter(case=stage.case).count() == 2


def test_what_waits_to_be_confirmed_needs_no_word_from_its_owner(stage):
    claim_done(stage.actions[0], progress="Done", files=(REPORT,), by=stage.housing_owner, now=at(20))
    ask(stage)
    answered = answer(stage, stage.cast.housing, by=stage.housing_owner)
    assert answered.answered_by == stage.housing_owner


def test_an_owner_answers_for_itself_once(stage):
    ask(stage)
    with pytest.raises(NotYourRole):
        answer(stage, stage.cast.health, stage.actions[1], by=stage.housing_owner)
    with pytest.raises(NotYourRole):
        answer(stage, None, stage.actions[2], by=stage.housing_owner)
    answer(stage, stage.cast.housing, stage.actions[0], by=stage.housing_owner)
    with pytest.raises(NotTheMoment, match="Olga Owner reported for Housing"):
        answer(stage, stage.cast.housing, stage.actions[0], by=stage.cast.housing_officer)
    with pytest.raises(NotTheMoment, match="no longer waits for its owner"):
        answer(stage, stage.cast.health, stage.actions[0], stage.actions[1], by=stage.cast.health_officer)


def test_nobody_answers_what_nobody_asked(stage):
    with pytest.raises(NotTheMoment, match="Nobody has asked"):
        answer(stage, stage.cast.housing, stage.actions[0], by=stage.housing_owner)


@pytest.mark.requirement("R196")
def test_the_report_to_the_board_meets_the_nine_month_clock_as_of_its_minutes(stage):
    made = report_to_board(
        stage.case,
        summary="Two of three are on their way",
        minuted_on=date(2008, 7, 31),
        by=stage.cast.administrator,
        now=NINE_MONTHS + timedelta(days=3),
    )
    clock = duty(stage, "AP_9M")
    assert (clock.met_at, clock.is_late(NINE_MONTHS + timedelta(days=3))) == (NINE_MONTHS, False)
    rendering = Rendering.objects.get(pk=made.rendering_id)
    assert "Two of three are on their way" in rendering.html
    assert "Write a procedure for moves" in rendering.html
    assert rendering.compartment.agency is None


def test_a_report_that_was_minuted_late_leaves_the_clock_late(stage):
    late = NINE_MONTHS + timedelta(days=9)
    report_to_board(stage.case, summary="x", minuted_on=date(2008, 8, 8), by=stage.cast.chair, now=late)
    assert duty(stage, "AP_9M").is_late(late)


def test_the_report_is_refused_on_a_wrong_day_or_twice_or_to_others(stage):
    def attempt(on=date(2008, 7, 24), by=stage.cast.administrator):
        return report_to_board(stage.case, summary="x", minuted_on=on, by=by, now=at(270))

    with pytest.raises(NotTheMoment, match="once the board has minuted"):
        attempt(date(2008, 8, 24))
    with pytest.raises(NotTheMoment, match="cannot be minuted before"):
        attempt(date(2007, 10, 30))
    for user in (stage.cast.panel_member, stage.housing_owner):
        with pytest.raises(NotYourRole):
            attempt(by=user)
    attempt()
    with pytest.raises(NotTheMoment, match="Alma Admin recorded the report"):
        attempt(by=stage.cast.chair)
    assert BoardReport.objects.filter(case=stage.case).count() == 1


def test_reminders_of_both_clocks_go_out_once_each(stage):
    told = Notice.objects.filter(key__startswith="remind:", created_at=SIX_MONTHS - timedelta(days=7))
    remind(SIX_MONTHS - timedelta(days=7))
    about = duty(stage, "AP_6M")
    assert told.filter(about_id=about.pk).count() == 2  # the rungs of 28 and of 7 days before, both come
    remind(SIX_MONTHS - timedelta(days=7))
    assert told.filter(about_id=about.pk).count() == 2


def test_notices_hold_no_name_and_no_fact(stage):
    ask(stage)
    claim_done(stage.actions[0], progress="Done", files=(REPORT,), by=stage.housing_owner, now=at(155))
    settle(stage.actions[0], findings="Read", by=stage.cast.chair, now=at(156))
    notices = Notice.objects.filter(case_id=stage.case.pk)
    assert notices.count() > 10
    secrets = (stage.case.code_name, "Housing", "Health", "Olga", "moves", "notice of every")
    for notice in notices:
        text = f"{notice.subject} {notice.body} {notice.path}"
        assert not [secret for secret in secrets if secret in text], text


def test_audit_facts_hold_no_text_of_the_plan(stage):
    ask(stage)
    answer(stage, stage.cast.housing, stage.actions[0], by=stage.housing_owner)
    facts = [
        str(one.facts)
        for one in AuditEntry.objects.filter(case_id=stage.case.pk, subject__startswith="actionplans.")
    ]
    assert len(facts) > 8
    assert not [fact for fact in facts if "Housing" in fact or "planned" in fact or "move" in fact.lower()]


def test_a_meeting_that_nobody_held_yet_starts_no_clock(scene):
    stage = further_case(scene)
    agree(stage)
    with pytest.raises(NotTheMoment):
        receive_plan(stage.case, held_at=at(2), by=stage.cast.administrator, now=at(1))
    assert not Duty.objects.filter(case=stage.case, anchor="plan_received").exists()
    clocks = Duty.objects.filter(case=stage.case, rule_key__in=("AP_6M", "AP_9M"))
    assert [one.is_estimated for one in clocks] == [True, True]  # they run from the endorsement meanwhile
