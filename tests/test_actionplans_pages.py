"""The pages of the action plan, over HTTP: what each person sees, does and is refused."""

import csv
import io
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans.models import Action, ActionUpdate, BoardReport, Evidence, Plan, UpdateRequest
from actionplans.rounds import ask_updates
from actionplans.states import Stream
from actionplans.updates import claim_done, settle, update_action
from scr.audit.models import Look
from scr.cases.models import Case
from scr.documents.models import Document, Rendering
from tests.cast import D0
from tests.plan_case import REPORT, agree, agree_own, at, receive, set_stage
from tests.test_actionplans_updates import copy_actions

pytestmark = pytest.mark.django_db

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


@pytest.fixture
def stage():
    return set_stage(stage="referred")


@pytest.fixture
def received():
    """Monitoring, with one action in each stream."""
    stage = set_stage()
    stage.actions = [
        agree(stage, stream=Stream.AGENCY_REVIEW),
        agree(stage, stream=Stream.OVERVIEW, agency=stage.cast.health, what="Train every health visitor"),
        agree_own(stage, person=stage.operations),
    ]
    receive(stage)
    return stage


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def url(name, *args):
    return reverse(f"actionplans:{name}", args=args)


def of(stage, name, action=None):
    return url(name, stage.case.pk, action.pk) if action else url(name, stage.case.pk)


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def words(response):
    """The page's words, without markup and in single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(response)))


def without_tokens(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())


def evidence(name="Audit.csv", content=b"file,seen\n1,yes\n"):
    return SimpleUploadedFile(name, content)


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


def test_a_long_way_in_five_clicks_from_the_e_mail_to_evidence_sent(received):
    action, client = received.actions[0], browser(received.housing_owner)
    landing = client.get(of(received, "action", action))  # 1: the link in the e-mail
    assert of(received, "update", action) in text(landing)
    form = client.get(of(received, "update", action))  # 2: Report progress
    assert 'enctype="multipart/form-data"' in text(form)
    given = {"said": "at_risk", "progress": "Half of the notices", "evidence": [evidence()]}  # 3, 4
    sent = client.post(of(received, "update", action), given, follow=True)  # 5: Send
    assert "Your update was sent." in text(sent)
    assert "Half of the notices" in text(sent)
    assert "Audit.csv" in text(sent)
    assert "At risk" in text(sent)


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


@pytest.mark.requirement("R194")
def test_receipt_is_confirmed_first_and_then_has_a_receipt(received):
    page = text(browser(received.cast.administrator).get(of(received, "received")))
    assert f"{received.case.reference} plan" in page
    assert "Wednesday 30 April 2008" in page
    assert "Thursday 31 July 2008" in page


def test_the_administrator_records_the_receipt_in_the_browser():
    stage = set_stage()
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


@pytest.mark.requirement("R195")
def test_a_round_from_asking_to_the_last_answer(received):
    admin, owner = browser(received.cast.administrator), browser(received.housing_owner)
    page = text(admin.get(of(received, "ask_updates")))
    assert all(name in page for name in ("Housing", "Community Health", "The board"))
    admin.post(
        of(received, "ask_updates"), {"reply_by_day": "1", "reply_by_month": "5", "reply_by_year": "2099"}
    )
    link = url("report", received.case.pk, received.cast.housing.pk)
    page = text(owner.get(of(received, "plan")))
    assert link in page
    assert "Community Health" not in page
    prefix = f"action-{received.actions[0].number}"
    wrong = owner.post(link, {f"{prefix}-progress": "Half done"})
    assert "Answer the question: How does it go?" in text(wrong)
    assert "Half done" in text(wrong)
    done = owner.post(
        link,
        {f"{prefix}-said": "on_track", f"{prefix}-progress": "Half", f"{prefix}-evidence": [evidence()]},
        follow=True,
    )
    assert "Progress reported for Housing" in text(done)
    assert Document.objects.filter(case=received.case, kind="evidence").count() == 1
    board = browser(received.operations).get(of(received, "plan"))
    assert of(received, "report") in text(board)
    waiting = words(admin.get(of(received, "plan")))
    assert "Received at" in waiting
    assert "Waiting, due" in waiting


def test_the_same_answer_sent_twice_is_kept_once(received):
    ask_updates(
        received.case,
        reply_by=at(170).date(),
        by=received.cast.administrator,
        now=at(150),
    )
    owner, link = (
        browser(received.housing_owner),
        url("report", received.case.pk, received.cast.housing.pk),
    )
    prefix = f"action-{received.actions[0].number}"
    given = {f"{prefix}-said": "on_track", f"{prefix}-progress": "Half"}
    owner.post(link, given)
    assert "Olga Owner reported for Housing" in text(owner.post(link, given))
    assert ActionUpdate.objects.filter(case=received.case).count() == 1


@pytest.mark.requirement("R196")
def test_the_report_to_the_board_ends_on_a_receipt_with_its_pdf(received):
    client = browser(received.cast.administrator)
    given = {
        "summary": "Two on their way",
        "minuted_on_day": "31",
        "minuted_on_month": "7",
        "minuted_on_year": "2008",
    }
    response = client.post(of(received, "report_to_board"), given, follow=True)
    made = BoardReport.objects.get(case=received.case)
    assert "Two on their way" in text(response)
    assert reverse("documents:rendering", args=[made.rendering_id]) in text(response)
    again = text(client.post(of(received, "report_to_board"), given))
    assert "Alma Admin recorded the report" in again


def test_an_agency_reads_its_own_part_of_the_plan_and_nothing_else(received):
    page = text(browser(received.housing_owner).get(of(received, "plan")))
    assert "Send a notice of every move" in page
    assert "Train every health visitor" not in page
    assert "Write a procedure" not in page
    assert "Community Health" not in page
    assert "1 action" in page


def test_filters_show_what_is_on_and_come_off_with_one_click(received):
    client = browser(received.cast.panel_member)
    page = words(client.get(of(received, "plan") + "?stream=board&state=overdue"))
    assert "1 of 3 actions" in page
    assert "Write a procedure" in page
    assert "Train every health visitor" not in page
    html = text(client.get(of(received, "plan") + "?stream=board&state=overdue"))
    assert 'href="?state=overdue"' in html
    assert 'href="?stream=board"' in html
    assert "No action matches" in text(client.get(of(received, "plan") + "?state=complete"))
    assert "3 actions" in words(client.get(of(received, "plan") + "?state=nonsense&page=99"))


def test_the_picture_has_words_a_table_and_no_inline_style(received):
    update_action(received.actions[0], said="at_risk", progress="x", by=received.housing_owner, now=at(10))
    html = text(browser(received.cast.panel_member).get(of(received, "plan")))
    assert "<title id=" in html
    assert "3 actions: 3 overdue" in html
    assert not re.search(r"\sstyle=|<style|<script(?![^>]*src=)", html)
    assert re.search(r'<rect[^>]*width="600.0"[^>]*fill="#b3261e"', html)
    assert "Red" in words(browser(received.cast.panel_member).get(of(received, "plan")))


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
    assert Look.objects.filter(actor_id=stage.housing_owner.pk, kind=Look.Kind.SEEN).count() == 1


def test_a_pdf_of_the_plan_holds_what_its_reader_may_read(received):
    browser(received.housing_owner).post(of(received, "pdf"))
    own = Rendering.objects.get(case=received.case, requested_by=received.housing_owner)
    assert own.compartment.agency == received.cast.housing
    assert "Send a notice" in own.html
    assert "Train every health visitor" not in own.html
    assert "A debriefing for practitioners" not in own.html
    response = browser(received.cast.chair).post(of(received, "pdf"))
    assert response.status_code == 302
    whole = Rendering.objects.get(case=received.case, requested_by=received.cast.chair)
    assert "Train every health visitor" in whole.html
    assert browser(received.cast.overview_author).post(of(received, "pdf")).status_code == 404


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


def test_evidence_report_and_answer_of_another_agency_do_not_exist(received):
    claim_done(received.actions[0], progress="Done", files=(REPORT,), by=received.housing_owner, now=at(30))
    document = Evidence.objects.get(update__action=received.actions[0]).document
    download = reverse("documents:download", args=[document.pk])
    assert browser(received.housing_owner).get(download).content == REPORT.content
    assert browser(received.cast.panel_member).get(download).status_code == 200
    client = browser(received.cast.health_officer)
    assert client.get(download).status_code == 404
    assert client.get(url("report", received.case.pk, received.cast.housing.pk)).status_code == 404
    ask_updates(received.case, reply_by=at(170).date(), by=received.cast.administrator, now=at(150))
    other = UpdateRequest.objects.get(case=received.case, agency=received.cast.housing)
    assert client.get(url("reported", received.case.pk, other.pk)).status_code == 404
    assert client.get(of(received, "report")).status_code == 404


def test_a_page_that_is_yours_to_see_but_not_to_do_is_refused(received):
    first, refused = received.actions[0], []
    cases = [
        (received.housing_owner, of(received, "add_action")),
        (received.housing_owner, of(received, "receive")),
        (received.housing_owner, of(received, "strategy")),
        (received.housing_owner, of(received, "ask_updates")),
        (received.housing_owner, of(received, "report_to_board")),
        (received.housing_owner, of(received, "settle", first)),
        (received.housing_owner, of(received, "transfer", first)),
        (received.cast.panel_member, of(received, "update", first)),
        (received.cast.panel_member, of(received, "claim", first)),
        (received.cast.panel_member, of(received, "receive")),
        (received.cast.panel_member, url("report", received.case.pk, received.cast.housing.pk)),
        (received.cast.chair, of(received, "receive")),
        (received.cast.administrator, of(received, "settle", first)),
    ]
    for user, address in cases:
        client = browser(user)
        refused += [client.get(address).status_code, client.post(address).status_code]
    assert set(refused) == {403}


def test_a_member_of_the_owning_agency_is_offered_no_confirmation(stage):
    from_housing = stage.cast.panel_member
    from_housing.agency = stage.cast.housing
    from_housing.save()
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
