"""The pages of a plan that the operations board has received: rounds, reports, filters and refusals."""

import re

import pytest
from django.urls import reverse

from actionplans.models import ActionUpdate, BoardReport, Evidence, UpdateRequest
from actionplans.rounds import ask_updates
from actionplans.states import Stream
from actionplans.updates import claim_done, update_action
from scr.documents.models import Document, Rendering
from tests.plan_case import REPORT, agree, agree_own, at, receive, set_stage
from tests.plan_pages import browser, evidence, of, text, url, words

pytestmark = pytest.mark.usefixtures("rows")


@pytest.fixture(scope="module")
def module_scene(module_rows):
    """Monitoring, with one action in each stream."""
    stage = set_stage()
    stage.actions = [
        agree(stage, stream=Stream.AGENCY_REVIEW),
        agree(stage, stream=Stream.OVERVIEW, agency=stage.cast.health, what="Train every health visitor"),
        agree_own(stage, person=stage.operations),
    ]
    receive(stage)
    return stage


@pytest.fixture
def received(scene):
    return scene


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


@pytest.mark.requirement("R194")
def test_receipt_is_confirmed_first_and_then_has_a_receipt(received):
    page = text(browser(received.cast.administrator).get(of(received, "received")))
    assert f"{received.case.reference} plan" in page
    assert "Wednesday 30 April 2008" in page
    assert "Thursday 31 July 2008" in page


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
