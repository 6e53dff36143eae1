"""What is said about an action, who may say it, and how it stands at any moment."""

from copy import copy
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.http import Http404

from actionplans.models import Action, ActionUpdate, Evidence
from actionplans.policy import NotIndependent, may_verify
from actionplans.standings import counts, standing_of, standings
from actionplans.states import STATES, state_of
from actionplans.updates import Attachment, claim_done, send_back, settle, transfer, update_action
from scr.audit.services import save_many_recorded
from scr.cases.events import has_happened
from scr.cases.models import Case, Duty, Milestone
from scr.cases.participation import add_participant
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.services import extend, move, record_milestone
from scr.documents.intake import FileRefused
from scr.documents.models import Document
from tests.cast import D0, person
from tests.plan_case import REPORT, agree, agree_own, at, further_case, receive, set_stage

pytestmark = pytest.mark.usefixtures("rows")
DUE_AT = datetime(2008, 3, 31, 22, 59, 59, tzinfo=UTC)
CLAIMED, LATER = at(30), at(60)


@pytest.fixture(scope="module")
def module_scene(module_rows):
    """Actions can be worked on at any stage of a case; this one was referred a moment ago."""
    return set_stage(stage="referred")


@pytest.fixture
def stage(scene):
    return scene


@pytest.fixture
def endorsed(scene):
    return further_case(scene)


def claim(stage, action, *, by=None, now=CLAIMED, files=(REPORT,)):
    by = by or stage.housing_owner
    return claim_done(action, progress="Notices are sent", files=files, by=by, now=now)


def state(action, now=LATER):
    return standing_of(action, now).state.key


@pytest.mark.parametrize(
    ("said", "before", "after"),
    [
        (None, "on_track", "overdue"),
        ("on_track", "on_track", "overdue"),
        ("at_risk", "at_risk", "overdue"),
        ("sent_back", "sent_back", "overdue"),
        ("claimed", "claimed", "claimed"),
        ("confirmed", "complete", "complete"),
        ("transferred", "transferred", "transferred"),
    ],
)
def test_a_state_follows_from_the_last_word_and_the_date(said, before, after):
    assert state_of(said, DUE_AT, DUE_AT).key == before
    assert state_of(said, DUE_AT, DUE_AT + timedelta(seconds=1)).key == after


def test_colours_are_those_of_the_board_and_each_has_its_words():
    assert {one.key: one.colour for one in STATES} == {
        "complete": "blue",
        "overdue": "red",
        "at_risk": "orange",
        "sent_back": "orange",
        "claimed": "green",
        "on_track": "green",
        "transferred": "grey",
    }
    assert len({one.name for one in STATES}) == len(STATES)


def test_an_update_changes_the_state_and_keeps_what_was_said_before(stage):
    action = agree(stage)
    update_action(action, said="at_risk", progress="Staff left", by=stage.housing_owner, now=at(10))
    assert state(action) == "at_risk"
    update_action(action, said="on_track", progress="Staff found", by=stage.housing_owner, now=at(20))
    assert state(action) == "on_track"
    assert [one.progress for one in ActionUpdate.objects.filter(action=action)] == [
        "Staff left",
        "Staff found",
    ]


def test_who_may_report_on_an_agencys_action(stage):
    action = agree(stage)
    for user in (
        stage.housing_owner,
        stage.cast.housing_officer,
        stage.cast.housing_author,
        stage.cast.administrator,
    ):
        update_action(action, said="on_track", progress="Goes on", by=user, now=at(10))
    for user in (stage.cast.health_officer, stage.cast.panel_member, stage.operations, stage.cast.chair):
        with pytest.raises(NotYourRole):
            update_action(action, said="on_track", progress="x", by=user, now=at(10))
    with pytest.raises(Http404):
        update_action(action, said="on_track", progress="x", by=stage.cast.outsider, now=at(10))


def test_the_boards_own_action_is_reported_by_the_person_who_is_named_for_it(stage):
    action = agree_own(stage, person=stage.operations)
    update_action(action, said="on_track", progress="Drafted", by=stage.operations, now=at(10))
    unnamed = agree_own(stage)
    with pytest.raises(NotYourRole):
        update_action(unnamed, said="on_track", progress="Drafted", by=stage.operations, now=at(10))
    update_action(unnamed, said="on_track", progress="Drafted", by=stage.cast.administrator, now=at(10))


def test_done_needs_a_document_that_shows_it(stage):
    action = agree(stage)
    with pytest.raises(NotTheMoment, match="Add a document"):
        claim(stage, action, files=())
    update = claim(stage, action)
    document = Evidence.objects.get(update=update).document
    assert (document.kind, document.filename, document.agency) == (
        "evidence",
        "Audit of files.csv",
        stage.cast.housing,
    )
    assert state(action) == "claimed"


def test_a_bad_file_leaves_nothing_behind(stage):
    action = agree(stage)
    with pytest.raises(FileRefused):
        claim(stage, action, files=(REPORT, Attachment("Bad.pdf", b"not a pdf")))
    assert not ActionUpdate.objects.filter(action=action).exists()
    assert not Document.objects.filter(case=stage.case, kind="evidence").exists()


@pytest.mark.requirement("R200")
def test_a_claim_meets_the_owners_clock_and_asks_somebody_else_to_confirm(stage):
    action = agree(stage)
    claim(stage, action, now=at(30))
    rules = {
        duty.rule_key: duty.met_at for duty in Duty.objects.filter(case=stage.case, subject_id=action.pk)
    }
    assert rules == {"ACTION": at(30), "VERIFY": None}
    settle(action, findings="Forty files read", by=stage.cast.panel_member, now=at(35))
    assert state(action) == "complete"
    assert Duty.objects.get(case=stage.case, rule_key="VERIFY").met_at == at(35)


@pytest.mark.requirement("R200")
def test_who_owns_an_action_does_not_confirm_it(stage):
    insider = person("Inge Insider", agency=stage.cast.housing)
    add_participant(stage.case, insider, role="panel_member", by=stage.cast.administrator, now=D0)
    action = agree(stage)
    claim(stage, action)
    assert not may_verify(insider, action)
    with pytest.raises(NotIndependent):
        settle(action, findings="x", by=insider, now=at(35))
    with pytest.raises(NotIndependent):
        send_back(action, reason="x", due_on=date(2008, 4, 30), by=insider, now=at(35))
    for user in (stage.housing_owner, stage.cast.administrator, stage.cast.health_officer):
        with pytest.raises(NotYourRole):
            settle(action, findings="x", by=user, now=at(35))
    assert state(action) == "claimed"
    assert may_verify(stage.cast.chair, action)


def test_who_reported_one_of_the_boards_actions_does_not_confirm_it(stage):
    action = agree_own(stage, person=stage.operations)
    claim(stage, action, by=stage.operations)
    with pytest.raises(NotIndependent):
        settle(action, findings="x", by=stage.operations, now=at(35))
    settle(action, findings="Read it", by=stage.cast.chair, now=at(35))
    assert state(action) == "complete"


@pytest.mark.requirement("R202")
def test_an_action_sent_back_waits_for_its_owner_again_with_a_new_date(stage):
    action = agree(stage)
    claim(stage, action)
    send_back(
        action,
        reason="Six files have no notice",
        due_on=date(2008, 4, 30),
        by=stage.cast.panel_member,
        now=at(35),
    )
    assert state(action) == "sent_back"
    duty = Duty.objects.open().get(case=stage.case, rule_key="ACTION", subject_id=action.pk)
    assert duty.due_at == datetime(2008, 4, 30, 22, 59, 59, tzinfo=UTC)
    standing = standing_of(action, at(36))
    assert (standing.due_at, standing.has_moved) == (duty.due_at, True)
    assert Action.objects.get(pk=action.pk).due_on == date(2008, 3, 31)
    assert not Duty.objects.open().filter(case=stage.case, rule_key="VERIFY").exists()
    claim(stage, action, now=at(40))
    assert Duty.objects.open().filter(case=stage.case, rule_key="VERIFY").count() == 1


def test_the_new_date_is_not_in_the_past(stage):
    action = agree(stage)
    claim(stage, action)
    with pytest.raises(NotTheMoment, match="today or later"):
        send_back(action, reason="x", due_on=date(2007, 11, 1), by=stage.cast.chair, now=at(35))


def test_an_extension_of_the_clock_moves_the_date_that_holds(stage):
    action = agree(stage)
    duty = Duty.objects.get(case=stage.case, rule_key="ACTION")
    after = DUE_AT + timedelta(days=1)
    assert state(action, after) == "overdue"
    extend(
        duty,
        until=DUE_AT + timedelta(days=14),
        reason="The system is replaced",
        agreed_with="Chair",
        agreed_on=date(2008, 3, 1),
        by=stage.cast.administrator,
        now=at(100),
    )
    assert state(action, after) == "on_track"


def test_two_people_at_once_the_second_is_told_who_decided(stage):
    action = agree(stage)
    claim(stage, action, now=at(30))
    with pytest.raises(NotTheMoment, match=r"Olga Owner reported this action as done.*30 November 2007"):
        claim(stage, action, by=stage.cast.housing_officer, now=at(31))
    settle(action, findings="Read", by=stage.cast.chair, now=at(32))
    with pytest.raises(NotTheMoment, match="Cora Chair confirmed"):
        settle(action, findings="Read", by=stage.cast.panel_member, now=at(33))
    with pytest.raises(NotTheMoment, match="Cora Chair confirmed"):
        update_action(action, said="on_track", progress="x", by=stage.housing_owner, now=at(34))


def test_only_what_was_reported_as_done_can_be_confirmed_or_sent_back(stage):
    action = agree(stage)
    with pytest.raises(NotTheMoment, match="Nobody has reported"):
        settle(action, findings="x", by=stage.cast.chair, now=at(30))
    with pytest.raises(NotTheMoment, match="Nobody has reported"):
        send_back(action, reason="x", due_on=date(2008, 4, 30), by=stage.cast.chair, now=at(30))


def test_a_transferred_action_waits_for_nobody(stage):
    action = agree(stage)
    with pytest.raises(NotYourRole):
        transfer(action, to="Business plan", reason="x", by=stage.cast.panel_member, now=at(30))
    transfer(action, to="Business plan", reason="Agreed", by=stage.cast.chair, now=at(30))
    assert state(action) == "transferred"
    assert not Duty.objects.open().filter(case=stage.case, subject_id=action.pk).exists()
    assert not Milestone.objects.filter(case=stage.case, key="action_settled").exists()
    with pytest.raises(NotTheMoment, match="transferred"):
        transfer(action, to="Again", reason="x", by=stage.cast.administrator, now=at(31))


def test_the_case_can_be_closed_once_every_action_is_settled_and_not_while_one_is_open(endorsed):
    first, second = agree(endorsed), agree_own(endorsed)
    receive(endorsed)
    claim(endorsed, first)
    settle(first, findings="Read", by=endorsed.cast.chair, now=at(32))
    assert not has_happened(endorsed.case, "all_actions_settled")
    transfer(second, to="Business plan", reason="Agreed", by=endorsed.cast.chair, now=at(33))
    assert has_happened(endorsed.case, "all_actions_settled")
    assert Duty.objects.get(case=endorsed.case, rule_key="AP_6M").met_at == at(33)
    agree(endorsed, now=at(34))
    assert not has_happened(endorsed.case, "all_actions_settled")
    record_milestone(endorsed.case, "progress_reported", by=endorsed.cast.administrator, now=at(35))
    with pytest.raises(NotTheMoment, match="neither confirmed"):
        move(endorsed.case, "closed", by=endorsed.cast.chair, now=at(36))


def test_nothing_more_is_written_on_a_closed_case(endorsed):
    action = agree(endorsed)
    receive(endorsed)
    claim(endorsed, action)
    settle(action, findings="Read", by=endorsed.cast.chair, now=at(32))
    record_milestone(endorsed.case, "progress_reported", by=endorsed.cast.administrator, now=at(35))
    move(endorsed.case, "closed", by=endorsed.cast.chair, now=at(36))
    endorsed.case = Case.objects.get(pk=endorsed.case.pk)
    with pytest.raises(NotTheMoment, match="has ended"):
        agree(endorsed, now=at(37))
    with pytest.raises(NotTheMoment, match="has ended"):
        update_action(action, said="on_track", progress="x", by=endorsed.housing_owner, now=at(37))


def test_the_number_of_queries_is_the_same_for_10_and_for_1000_actions(stage, django_assert_num_queries):
    for number in range(10):
        one = agree(stage)
        if number % 2:
            update_action(one, said="at_risk", progress="x", by=stage.housing_owner, now=at(10))
    with django_assert_num_queries(3):
        assert len(standings(stage.case, at(20), user=stage.cast.panel_member)) == 10
    copy_actions(one, 990)
    with django_assert_num_queries(3):
        found = standings(stage.case, at(20), user=stage.cast.panel_member)
    assert len(found) == 1000
    assert sum(number for _, number in counts(found)) == 1000


def copy_actions(action, count):
    """Many more rows of the same shape, written as an import is."""
    rows = []
    for number in range(1, count + 1):
        one = copy(action)
        one.id, one.number = uuid4(), action.number + number
        rows.append(one)
    save_many_recorded(rows, by=action.added_by, at=action.added_at, act="copied")
