"""Drawing up the action plan and its receipt: who, when, and the clocks that run from the meeting."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from actionplans.models import Action, Plan
from actionplans.services import add_action, receive_plan, write_strategy
from actionplans.standings import standings
from actionplans.states import Stream
from actionplans.updates import claim_done
from scr.audit.models import AuditEntry
from scr.cases.models import Case, Duty, Milestone, Participant
from scr.cases.owners import unheld
from scr.cases.participation import end_participation, recuse
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.services import move
from scr.documents.models import Rendering
from scr.documents.pdf import make_pdf
from scr.outbox.models import Notice
from tests.plan_case import (
    DUE,
    MEETING,
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


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return set_stage()


@pytest.fixture
def stage(scene):
    return scene


def duties(case, rule):
    return Duty.objects.filter(case=case, rule_key=rule)


@pytest.mark.requirement("R190")
def test_an_action_says_who_does_what_by_when_with_what_outcome_and_how_it_is_followed(stage):
    action = agree(stage)
    duty = duties(stage.case, "ACTION").get(subject_id=action.pk)
    kept = Action.objects.get(pk=action.pk)
    assert (kept.agency, kept.owner_post, kept.due_on) == (stage.cast.housing, "Head of Lettings", DUE)
    assert kept.outcome == "No family is lost sight of when it moves"
    assert kept.monitoring == "Head of Lettings reports to the board every quarter"
    assert duty.due_at == datetime(2008, 3, 31, 22, 59, 59, tzinfo=UTC)
    assert Notice.objects.filter(about_id=duty.pk, recipient_id=stage.housing_owner.pk).exists()


@pytest.mark.requirement("R193")
def test_actions_run_in_three_streams_each_with_its_kind_of_owner(stage):
    agree(stage, stream=Stream.AGENCY_REVIEW)
    agree(stage, stream=Stream.OVERVIEW, agency=stage.cast.health)
    agree_own(stage)
    assert [(one.stream, one.owner_name) for one in Action.objects.filter(case=stage.case)] == [
        ("agency_review", "Housing"),
        ("overview", "Community Health"),
        ("board", "The board"),
    ]
    with pytest.raises(NotTheMoment, match="own actions have no agency"):
        agree(stage, stream=Stream.BOARD)
    with pytest.raises(NotTheMoment, match="own actions have no agency"):
        agree(stage, stream=Stream.OVERVIEW, agency=None)


def test_the_database_itself_refuses_a_board_action_with_an_agency(stage):
    action = agree(stage)
    action.stream = Stream.BOARD
    with pytest.raises(IntegrityError), transaction.atomic():
        action.save()


def test_the_recommendation_stays_with_the_action_as_it_was_worded(stage):
    action = agree(stage, recommendation_ref="OR 7", recommendation_text="As the panel worded it")
    assert (action.recommendation_ref, action.recommendation_text) == ("OR 7", "As the panel worded it")


def test_early_learning_does_not_wait_for_the_report(scene):
    stage = further_case(scene, stage="consulting")
    assert agree(stage, recommendation_ref="", recommendation_text="").number == 1


def test_an_ended_case_takes_no_more_actions(scene):
    stage = further_case(scene, stage="decided")
    move(stage.case, "no_further_action", by=stage.cast.chair, now=at(-2))
    with pytest.raises(NotTheMoment, match="has ended"):
        agree(stage)


@pytest.mark.parametrize("who", ["housing_author", "housing_officer"])
def test_agencies_do_not_draft_the_plan(stage, who):
    with pytest.raises(NotYourRole):
        write_strategy(
            stage.case,
            dissemination="x",
            monitoring="y",
            version=0,
            by=getattr(stage.cast, who),
            now=at(0),
        )


@pytest.mark.requirement("R194")
def test_the_panel_drafts_and_the_operations_board_receives(stage):
    add_action(
        stage.case,
        stream=Stream.BOARD,
        what="Train every agency",
        owner_post="Training manager",
        due_on=DUE,
        outcome="Everybody knows",
        measure="A test",
        monitoring="Yearly",
        by=stage.cast.panel_member,
        now=at(-3),
    )
    for nobody in (stage.cast.panel_member, stage.cast.chair, stage.operations):
        with pytest.raises(NotYourRole):
            receive_plan(stage.case, held_at=MEETING, by=nobody, now=at(1))
    receive(stage)
    assert Case.objects.get(pk=stage.case.pk).stage == "monitoring"
    assert Milestone.objects.get(case=stage.case, key="plan_received").happened_at == MEETING
    assert duties(stage.case, "PLAN").get().met_at == MEETING


@pytest.mark.requirement("R195")
@pytest.mark.requirement("R196")
def test_six_and_nine_months_run_from_the_meeting_not_from_its_recording(stage):
    agree(stage)
    receive(stage, now=at(9))
    assert duties(stage.case, "AP_6M").get().due_at == SIX_MONTHS
    assert duties(stage.case, "AP_9M").get().due_at == NINE_MONTHS


@pytest.mark.parametrize(
    ("meeting", "six", "nine"),
    [
        (datetime(2007, 8, 31, 10, tzinfo=UTC), date(2008, 2, 29), date(2008, 5, 31)),
        (datetime(2007, 5, 31, 10, tzinfo=UTC), date(2007, 11, 30), date(2008, 2, 29)),
        (datetime(2007, 10, 30, 23, 30, tzinfo=UTC), date(2008, 4, 30), date(2008, 7, 30)),
    ],
)
def test_a_month_that_has_no_such_day_ends_the_clock_on_its_last(stage, meeting, six, nine):
    agree(stage)
    receive(stage, held_at=meeting, now=at(9))
    found = [duties(stage.case, rule).get().due_at for rule in ("AP_6M", "AP_9M")]
    assert [(moment + timedelta(seconds=1, hours=1)).date() - timedelta(days=1) for moment in found] == [
        six,
        nine,
    ]


@pytest.mark.requirement("R004")
def test_the_plan_is_kept_as_a_pdf_as_it_was_received(stage):
    agree(stage)
    receive(stage)
    rendering = Rendering.objects.get(case=stage.case)
    assert Plan.objects.get(case=stage.case).rendering == rendering
    assert "Send a notice of every move" in rendering.html
    assert "A debriefing for practitioners" in rendering.html
    assert stage.case.procedure.standing_statement in rendering.html
    assert make_pdf(rendering.html).startswith(b"%PDF")


def test_a_second_receipt_is_refused_with_the_name_and_the_time_of_the_first(stage):
    agree(stage)
    receive(stage)
    with pytest.raises(NotTheMoment, match=r"Alma Admin recorded at .* on 1 November 2007"):
        receive_plan(stage.case, held_at=MEETING, by=stage.cast.administrator, now=at(2))
    assert duties(stage.case, "AP_6M").count() == 1


def test_a_plan_without_actions_or_without_its_strategy_is_not_received(stage):
    def attempt(**changes):
        values = {"held_at": MEETING, "by": stage.cast.administrator, "now": at(1)}
        receive_plan(stage.case, **(values | changes))

    with pytest.raises(NotTheMoment, match="no actions yet"):
        attempt()
    agree(stage)
    with pytest.raises(NotTheMoment, match="how what was learned"):
        attempt()
    with pytest.raises(NotTheMoment, match="once it has been held"):
        attempt(held_at=at(2))
    with pytest.raises(NotTheMoment, match="cannot be before the board endorsed"):
        attempt(held_at=datetime(2007, 3, 6, tzinfo=UTC))
    assert not Milestone.objects.filter(case=stage.case, key="plan_received").exists()


def test_the_operations_board_cannot_receive_a_plan_before_endorsement(scene):
    stage = further_case(scene, stage="panel_agreed")
    agree(stage)
    with pytest.raises(NotTheMoment, match="once the board has endorsed"):
        receive(stage)


@pytest.mark.requirement("R191")
def test_two_people_who_edit_the_strategy_do_not_overwrite_each_other(stage):
    def write(text, version, by):
        write_strategy(
            stage.case, dissemination=text, monitoring="Quarterly", version=version, by=by, now=at(-2)
        )

    write("First", 0, stage.cast.administrator)
    write("Second", 1, stage.cast.panel_member)
    with pytest.raises(NotTheMoment, match=r"changed this text .*version 2"):
        write("Stale", 1, stage.cast.administrator)
    plan = Plan.objects.get(case=stage.case)
    assert (plan.dissemination, plan.version, Plan.history.filter(id=plan.pk).count()) == ("Second", 2, 2)


def test_the_person_named_must_take_part_for_the_owner(stage):
    assert agree(stage, person=stage.housing_owner).person == stage.housing_owner
    assert agree_own(stage, person=stage.operations).person == stage.operations
    for person, agency in (
        (stage.cast.health_author, stage.cast.housing),
        (stage.cast.outsider, stage.cast.housing),
    ):
        with pytest.raises(NotTheMoment, match="does not take part"):
            agree(stage, person=person, agency=agency)
    with pytest.raises(NotTheMoment, match="does not take part"):
        agree_own(stage, person=stage.housing_owner)


def test_the_boards_own_action_waits_for_the_person_who_is_named_for_it(stage):
    action = agree_own(stage, person=stage.operations)
    duty = duties(stage.case, "ACTION").get(subject_id=action.pk)
    notice = Notice.objects.get(recipient_id=stage.operations.pk, about_id=duty.pk)
    assert stage.case.reference in notice.subject
    assert duty in Duty.objects.waiting_for(stage.operations)
    assert duty not in Duty.objects.waiting_for(stage.cast.administrator)
    assert unheld(stage.case, stage.cast.administrator) == []
    claim_done(action, progress="Done", files=(REPORT,), by=stage.operations, now=at(2))
    assert duty not in Duty.objects.waiting_for(stage.operations)


def test_the_boards_own_action_waits_for_the_administrator_where_nobody_is_named(stage):
    duty = duties(stage.case, "ACTION").get(subject_id=agree_own(stage).pk)
    assert duty in Duty.objects.waiting_for(stage.cast.administrator)
    assert duty not in Duty.objects.waiting_for(stage.cast.housing_officer)


def leave_for_a_conflict(stage, part):
    recuse(part, reason="Knew the family", by=stage.cast.chair, now=at(1))


def leave_at_the_end(stage, part):
    end_participation(part, until=at(1), by=stage.cast.administrator, now=at(1))


@pytest.mark.parametrize("leave", [leave_for_a_conflict, leave_at_the_end])
def test_an_action_outlives_the_person_who_was_named_for_it(stage, leave):
    duty = duties(stage.case, "ACTION").get(subject_id=agree_own(stage, person=stage.operations).pk)
    leave(stage, Participant.objects.get(case=stage.case, user=stage.operations))
    assert duty in Duty.objects.waiting_for(stage.cast.administrator)
    assert Notice.objects.filter(recipient_id=stage.cast.administrator.pk, about_id=duty.pk).exists()
    assert unheld(stage.case, stage.cast.administrator) == []


@pytest.mark.requirement("R190")
def test_every_write_leaves_history_and_an_audit_entry_without_case_text(stage):
    action = agree(stage)
    assert Action.history.filter(id=action.pk).count() == 1
    entry = AuditEntry.objects.get(subject_id=action.pk, act="action_added")
    assert entry.facts == {"stream": "overview", "number": 1}


def test_another_agencys_actions_do_not_exist_for_an_agency(stage):
    agree(stage)
    agree(stage, agency=stage.cast.health)
    agree_own(stage)
    seen = {
        who: [one.action.number for one in standings(stage.case, at(0), user=user)]
        for who, user in {
            "housing": stage.housing_owner,
            "health": stage.cast.health_officer,
            "panel": stage.cast.panel_member,
            "author": stage.cast.overview_author,
            "outsider": stage.cast.outsider,
        }.items()
    }
    assert seen == {"housing": [1], "health": [2], "panel": [1, 2, 3], "author": [], "outsider": []}
