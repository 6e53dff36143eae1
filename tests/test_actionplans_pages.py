"""The pages of the action plan, over HTTP: what each person sees, does and is refused."""

import csv
import io
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans.models import Action, ActionUpdate, Evidence, Plan
from actionplans.updates import claim_done, settle, update_action
from scr.audit.models import Look
from scr.audit.services import save_recorded
from scr.cases.models import Case
from tests.cast import D0
from tests.plan_case import REPORT, agree, at, further_case, set_stage
from tests.plan_pages import browser, evidence, of, text, url, without_tokens, words
from tests.test_actionplans_updates import copy_actions

pytestmark = pytest.mark.usefixtures("rows")

ADD = {
    "stream": "overview",
    "recommendation_ref": "OR 2",
    "recommendation_text": "Health visitors should be told",
    "what": "Tell health visitors of every move",
    "owner_post": "Head of Lettings",
    "due_on_day": "31",
    "due_on_month": "3",
    "due_on_year": "2099",
    "outcome": "No family is lost sight of",
    "measure": "An audit of forty files",
    "monitoring": "Quarterly report",
}


ACTION_PAGES = ("action", "update", "claim", "settle", "transfer")
PLAN_PAGES = (
    "plan",
    "export",
    "strategy",
    "receive",
    "received",
    "add_action",
    "ask_updates",
    "report",
    "report_to_board",
)


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return set_stage(stage="referred")


@pytest.fixture
def stage(scene):
    return scene


def test_an_empty_plan_says_what_to_do_next(stage):
    assert "The panel agrees actions here" in text(browser(stage.cast.panel_member).get(of(stage, "plan")))
    page = text(browser(stage.housing_owner).get(of(stage, "plan")))
    assert "No actions for you yet" in page
    assert "Add an action" not in page


def test_the_panel_adds_an_action_and_finds_it_in_the_plan(stage):
    client = browser(stage.cast.panel_member)
    response = client.post(of(stage, "add_action"), ADD | {"owner": str(stage.cast.housing.pk)})
    action = Action.objects.get(case=stage.case)
    assert response.url == of(stage, "action", action)
    page = text(client.get(response.url))
    assert "Tell health visitors of every move" in page
    assert "Health visitors should be told" in page
    assert "On track" in page
    assert "Tell health visitors" in text(client.get(of(stage, "plan")))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"due_on_day": "31", "due_on_month": "2"}, "The due date must be a real date"),
        ({"due_on_year": "2007"}, "The due date must be on or after"),
        ({"stream": "board"}, "An action for the board itself is owned by the board"),
        ({"owner": "board"}, "Select the agency that owns the action"),
        ({"owner": str(uuid4())}, "Select a valid choice"),
        ({"what": ""}, "Enter what will be done"),
        ({"measure": " "}, "Enter how the board will know"),
        (
            {"start_on_day": "1", "start_on_month": "4", "start_on_year": "2099"},
            "The start must be on or before",
        ),
    ],
)
def test_a_wrong_form_says_what_is_wrong_and_keeps_what_was_typed(stage, wrong, sentence):
    client = browser(stage.cast.administrator)
    response = client.post(of(stage, "add_action"), ADD | {"owner": str(stage.cast.housing.pk)} | wrong)
    page = text(response)
    assert "There is a problem" in page
    assert sentence in page
    assert "No family is lost sight of" in page
    assert not Action.objects.exists()


def test_several_documents_can_be_sent_with_one_update(stage):
    action = agree(stage)
    given = {"said": "on_track", "progress": "Both kept", "evidence": [evidence("A.csv"), evidence("B.csv")]}
    browser(stage.housing_owner).post(of(stage, "update", action), given)
    kept = Evidence.objects.filter(update__action=action).values_list("document__filename", flat=True)
    assert set(kept) == {"A.csv", "B.csv"}


def test_a_refused_file_is_named_and_the_words_are_kept(stage):
    action = agree(stage)
    given = {"progress": "All was done", "outcome": "Better", "evidence": [evidence("Scan.pdf", b"not")]}
    page = text(browser(stage.housing_owner).post(of(stage, "claim", action), given))
    assert "Scan.pdf: The file" in page
    assert "All was done" in page
    assert not ActionUpdate.objects.exists()
    del given["evidence"]
    page = text(browser(stage.housing_owner).post(of(stage, "claim", action), given))
    assert "Choose a document that shows that the action is done" in page


def test_claimed_confirmed_and_what_each_person_may_do_meanwhile(stage):
    action = agree(stage)
    owner, panel = browser(stage.housing_owner), browser(stage.cast.panel_member)
    given = {"progress": "All was done", "outcome": "Better", "evidence": [evidence()]}
    owner.post(of(stage, "claim", action), given)
    page = text(owner.get(of(stage, "action", action)))
    assert "Waits to be confirmed" in page
    assert of(stage, "update", action) not in page
    assert of(stage, "settle", action) in text(panel.get(of(stage, "action", action)))
    confirm = text(panel.get(of(stage, "settle", action)))
    assert "Audit.csv" in confirm
    assert "Nine of ten notices arrive" in confirm
    done = panel.post(of(stage, "settle", action), {"verdict": "done", "findings": "Forty read"}, follow=True)
    assert "Complete" in text(done)
    assert of(stage, "claim", action) not in text(owner.get(of(stage, "action", action)))


def test_sending_back_wants_a_new_date(stage):
    action = agree(stage)
    claim_done(action, progress="Done", files=(REPORT,), by=stage.housing_owner, now=at(30))
    client = browser(stage.cast.chair)
    given = {"verdict": "sent_back", "findings": "Six files have none"}
    page = text(client.post(of(stage, "settle", action), given))
    assert "Enter the date by which the owner is to report again" in page
    assert "Six files have none" in page
    given |= {"due_on_day": "30", "due_on_month": "4", "due_on_year": "2099"}
    assert "Sent back" in text(client.post(of(stage, "settle", action), given, follow=True))


def test_the_second_of_two_people_is_told_and_keeps_the_words(stage):
    action = agree(stage)
    claim_done(action, progress="Done", files=(REPORT,), by=stage.housing_owner, now=at(30))
    settle(action, findings="Read", by=stage.cast.chair, now=at(31))
    given = {"verdict": "done", "findings": "My own long findings"}
    page = text(browser(stage.cast.panel_member).post(of(stage, "settle", action), given))
    assert "Cora Chair confirmed that this action is done" in page
    assert "My own long findings" in page


def test_the_administrator_records_the_receipt_in_the_browser(scene):
    stage = further_case(scene)
    agree(stage)
    client = browser(stage.cast.administrator)
    strategy = {"dissemination": "A debriefing", "monitoring": "Quarterly", "version": "0"}
    client.post(of(stage, "strategy"), strategy)
    assert "What cannot be undone" in text(client.get(of(stage, "receive")))
    day = {"held_at_day": "31", "held_at_month": "10", "held_at_year": "2007", "held_at_time": "25:00"}
    assert "Enter a time" in text(client.post(of(stage, "receive"), day))
    response = client.post(of(stage, "receive"), day | {"held_at_time": "9:30am"})
    assert response.url == of(stage, "received")
    assert Case.objects.get(pk=stage.case.pk).stage == "monitoring"
    again = text(client.post(of(stage, "receive"), day | {"held_at_time": "9:30am"}))
    assert "Alma Admin recorded" in again


@pytest.mark.requirement("R191")
def test_a_stale_strategy_is_refused_and_given_back(stage):
    client = browser(stage.cast.panel_member)
    given = {"dissemination": "First", "monitoring": "Quarterly", "version": "0"}
    client.post(of(stage, "strategy"), given)
    page = text(client.post(of(stage, "strategy"), given | {"dissemination": "My own long text"}))
    assert "Somebody has changed this text" in page
    assert "My own long text" in page
    assert Plan.objects.get(case=stage.case).dissemination == "First"


def test_the_export_is_what_is_shown_and_no_cell_is_a_formula(stage):
    agree(stage, what='=HYPERLINK("http://example.org")')
    agree(stage, agency=stage.cast.health, what="@SUM(1)")
    response = browser(stage.housing_owner).get(of(stage, "export"))
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["What"] for row in rows] == ['\'=HYPERLINK("http://example.org")']
    panel = browser(stage.cast.panel_member)
    filtered = panel.get(of(stage, "export") + f"?owner={stage.cast.health.pk}").content.decode("utf-8-sig")
    assert [row["What"] for row in csv.DictReader(io.StringIO(filtered))] == ["'@SUM(1)"]
    assert "attachment" in response["Content-Disposition"]
    taken = Look.objects.filter(kind=Look.Kind.EXPORTED, is_main=True)
    assert taken.filter(actor_id=stage.housing_owner.pk).count() == 1


@pytest.mark.parametrize("who", ["health_officer", "health_author", "outsider", "overview_author"])
def test_another_agencys_action_does_not_exist(stage, who):
    action = agree(stage)
    client = browser(getattr(stage.cast, who))
    for name in ACTION_PAGES:
        assert client.get(of(stage, name, action)).status_code == 404, name
        assert client.post(of(stage, name, action)).status_code == (405 if name == "action" else 404), name
    unknown = client.get(url("action", stage.case.pk, uuid4()))
    assert without_tokens(client.get(of(stage, "action", action))) == without_tokens(unknown)


def test_an_action_is_not_found_under_another_case(stage):
    action = agree(stage)
    assert browser(stage.cast.chair).get(url("action", uuid4(), action.pk)).status_code == 404


def test_the_plan_of_a_case_that_is_not_yours_does_not_exist(stage):
    client = browser(stage.cast.outsider)
    for name in PLAN_PAGES:
        assert client.get(of(stage, name)).status_code == 404, name
    assert client.get(url("report", stage.case.pk, stage.cast.housing.pk)).status_code == 404
    assert client.post(of(stage, "pdf")).status_code == 404


def test_a_member_of_the_owning_agency_is_offered_no_confirmation(stage):
    from_housing = stage.cast.panel_member
    from_housing.agency = stage.cast.housing
    save_recorded(from_housing, by=stage.cast.administrator, at=at(0), act="moved_agency")
    action = agree(stage)
    claim_done(action, progress="Done", files=(REPORT,), by=stage.housing_owner, now=at(30))
    client = browser(from_housing)
    assert of(stage, "settle", action) not in text(client.get(of(stage, "action", action)))
    assert client.get(of(stage, "settle", action)).status_code == 403


def test_nobody_who_is_not_signed_in_gets_a_page(stage):
    response = Client().get(of(stage, "plan"))
    assert response.status_code == 302
    assert reverse("account_login") in response.url


def test_the_plan_page_runs_as_many_queries_for_10_as_for_1000_actions(stage):
    assert at(0) > D0
    for _ in range(10):
        action = agree(stage)
    update_action(action, said="at_risk", progress="x", by=stage.housing_owner, now=at(10))
    client = browser(stage.cast.panel_member)
    client.get(of(stage, "plan"))
    with CaptureQueriesContext(connection) as few:
        client.get(of(stage, "plan"))
    copy_actions(action, 990)
    with CaptureQueriesContext(connection) as many:
        page = client.get(of(stage, "plan"))
    assert "1000 actions, 1 to 50 shown" in words(page)
    assert len(many) == len(few)


def test_an_agency_adds_an_action_of_its_own_and_of_nobody_else(stage):
    cast = stage.cast
    client = browser(cast.housing_officer)
    page = text(client.get(of(stage, "add_action")))
    assert cast.housing.name in page
    assert cast.health.name not in page
    assert str(cast.health_officer) not in page
    assert "For the board itself" not in page
    refused = client.post(of(stage, "add_action"), ADD | {"owner": str(cast.health.pk)})
    assert refused.status_code == 200
    assert not Action.objects.filter(agency=cast.health).exists()
    added = client.post(of(stage, "add_action"), ADD | {"owner": str(cast.housing.pk)})
    assert added.status_code == 302
    assert Action.objects.get(agency=cast.housing).added_by == cast.housing_officer
