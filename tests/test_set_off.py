"""What a decision for a review sets off: each a task with a clock and a record, on one page."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from referrals.decisions import Safety, Wish
from referrals.models import Recommendation
from referrals.services import consult_panel, decide
from reviews.services.records import Secured, add_records, attest_records, register_of, seal_of_register
from scr.cases.models import Approach, Duty
from scr.cases.participation import add_participant
from scr.cases.policy import NotTheMoment
from scr.cases.services import join_agency
from scr.letters.models import Letter
from scr.letters.services import acknowledge, issue_to
from scr.people.models import ExternalBody
from scr.people.services import add_agency
from tests import referring
from tests.cast import D0, Scene, make_cast
from tests.counts import MANY
from tests.referring import LINNET, SAFE, refer_up_to_recommendation
from tests.test_referrals_pages import DECIDED, RECOMMENDED, hidden

pytestmark = pytest.mark.usefixtures("rows")
AT = D0 + timedelta(days=20)
WISHES = {"tell_family": Wish(True, "MGM asked"), "tell_victims": Wish(False, "There are none")}


@pytest.fixture(scope="module")
def module_scene(module_rows):
    cast = make_cast()
    case = refer_up_to_recommendation(cast, wishes=WISHES)
    for agency, officer in ((cast.housing, cast.housing_officer), (cast.health, cast.health_officer)):
        add_participant(case, officer, role="chief_officer", agency=agency, by=cast.administrator, now=D0)
    return Scene(cast, case)


def decided(case, cast, **more):
    values = {"outcome": "serious_case_review", "reasons": "Met.", "other_children": SAFE}
    decide(case, **{**values, **more}, by=cast.chair, now=AT)
    case.refresh_from_db()


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def url(name, case):
    return reverse(f"referrals:{name}", args=[case.pk])


def html(response):
    return response.content.decode()


def rules(case):
    return set(Duty.objects.open().filter(case=case).values_list("rule_key", flat=True))


def test_each_notice_is_a_task_with_a_clock(case, cast):
    decided(case, cast)
    assert {"NOTIFY_CO", "NOTIFY_EXT", "NOTIFY_DEPT", "NOTIFY_HEALTH", "TELL_FAMILY"} <= rules(case)
    due = Duty.objects.get(case=case, rule_key="NOTIFY_CO", agency=cast.housing).due_at
    assert due == AT + timedelta(hours=24)
    assert Duty.objects.get(case=case, rule_key="TELL_FAMILY").due_at is not None


def test_what_nobody_wants_or_needs_opens_no_task(case, cast):
    decided(case, cast)
    assert not {"TELL_VICTIMS", "TELL_POLICE", "NOTIFY_LAC", "SUPPORT"} & rules(case)


@pytest.mark.parametrize("process", ["police", "criminal"])
def test_the_police_are_told_where_a_criminal_process_is_known(cast, monkeypatch, process):
    monkeypatch.setattr(referring, "LINNET", replace(LINNET, parallel=[process]))
    case = refer_up_to_recommendation(cast)
    decided(case, cast)
    duty = Duty.objects.get(case=case, rule_key="TELL_POLICE")
    values = {"reply_by": AT.date()}
    issue_to(case, "OFFICER_IN_CASE", addressee="DI Case", values=values, by=cast.administrator, now=AT)
    duty.refresh_from_db()
    assert duty.met_at == AT


@pytest.mark.parametrize(
    "safety",
    [Safety(False), Safety(True), Safety(True, "Hugo", AT.date()), Safety(True, "", AT.date(), "Seen")],
)
def test_no_review_is_opened_before_who_when_and_how_is_said_of_other_children(case, cast, safety):
    with pytest.raises(NotTheMoment, match="other children are safe"):
        decided(case, cast, other_children=safety)
    assert "NOTIFY_CO" not in rules(case)


@pytest.mark.requirement("R051")
def test_safety_files_and_chief_officers_stand_together_on_the_page_of_the_decision(case, cast):
    client = browser(cast.chair)
    refused = html(client.post(url("decide", case), DECIDED | {"other_children_by": ""}))
    assert "Say who confirmed that other children are safe, on which day and how" in refused
    last = html(client.post(url("decide", case), DECIDED))
    receipt = html(client.post(url("decide", case), {**hidden(last), "confirmed": "yes"}, follow=True))
    assert url("set_off", case) in receipt
    page = html(client.get(url("set_off", case)))
    for words in ("Hugo Social, Children’s Social Care", "26 March 2007", "By telephone after a visit"):
        assert words in page
    assert "Send Housing the letter of decision" in page
    assert "Nobody yet" in page
    told = Duty.objects.get(case=case, rule_key="NOTIFY_CO", agency=cast.housing).opened_at
    issue_to(case, "H", agencies=[cast.housing], by=cast.administrator, now=told)
    page = html(client.get(url("set_off", case)))
    assert "Not acknowledged yet" in page
    assert "Confirm that Housing" in page
    acknowledge(Letter.objects.get(code="H"), by=cast.housing_officer, now=told)
    secured = Secured("Tenancy file", "both", "paper", "Legal services", "Head of records", told)
    add_records(case, cast.housing, secured=secured, by=cast.housing_officer, now=told)
    seal = seal_of_register(register_of(case, cast.housing))
    attest_records(case, cast.housing, seal=seal, by=cast.housing_officer, now=told)
    page = html(client.get(url("set_off", case)))
    assert "Acknowledged at" in page
    line = page[page.index("Confirm that Housing") :].split("</tr>")[0]
    assert "Done" in line
    assert "Hugo Housing" in line


@pytest.mark.requirement("R054")
def test_the_panel_says_whether_the_family_is_told_and_a_task_follows(cast):
    case = refer_up_to_recommendation_of_pages(cast)
    page = html(browser(cast.panel_member).get(url("referral", case)))
    assert "MGM asked to be told" in page
    assert "There are none" in page
    decided(case, cast)
    page = html(browser(cast.administrator).get(url("set_off", case)))
    assert "Tell the family of the decision by letter I" in page
    assert "letter J" not in page.split("What the panel wished")[0]


def refer_up_to_recommendation_of_pages(cast):
    """A case whose recommendation was recorded in the browser."""
    case = referring.refer(cast)
    consult_panel(case, by=cast.chair, now=D0)
    referring.hold_panel_meeting(case, cast, now=D0 + timedelta(days=18))
    client = browser(cast.administrator)
    missing = html(client.post(url("recommend", case), RECOMMENDED | {"tell_family": ""}))
    assert not Recommendation.objects.filter(case=case).exists()
    assert "letter I" in missing
    last = html(client.post(url("recommend", case), RECOMMENDED))
    client.post(url("recommend", case), {**hidden(last), "confirmed": "yes"})
    case.refresh_from_db()
    return case


@pytest.mark.requirement("R055")
@pytest.mark.requirement("R056")
def test_inspectorate_department_and_health_body_are_told_and_the_page_says_by_whom(case, cast):
    decided(case, cast)
    for code, name in (
        ("INSPECTORATE", "Commission for Social Care Inspection"),
        ("DEPARTMENT", "Department for Education and Skills"),
        ("HEALTH_AUTHORITY", "Strategic health authority"),
    ):
        issue_to(case, code, body=ExternalBody.objects.get(name=name), by=cast.administrator, now=AT)
    page = html(browser(cast.chair).get(url("set_off", case)))
    for words in ("Tell the inspectorate", "Tell the department", "Tell the regional health body"):
        line = page[page.index(words) :].split("</tr>")[0]
        assert "Done" in line
        assert "Alma Admin" in line


@pytest.mark.requirement("R060")
def test_another_method_is_chosen_with_the_decision_and_agencies_read_that_they_help_with_the_terms(
    case, cast
):
    client = browser(cast.chair)
    assert "Systems approach" in html(client.get(url("decide", case)))
    last = html(client.post(url("decide", case), DECIDED | {"method": "multi_agency_review"}))
    assert "Multi-agency review" in last
    client.post(url("decide", case), {**hidden(last), "confirmed": "yes"})
    assert Approach.objects.get(case=case).method == "multi_agency_review"
    page = html(browser(cast.housing_officer).get(reverse("case", args=[case.pk])))
    assert "Method: Multi-agency review." in page
    assert "each helps to settle the terms of" in page
    issue_to(case, "H", agencies=[cast.housing], by=cast.administrator, now=AT)
    assert "How the review is carried out: Multi-agency review" in Letter.objects.get().rendering.html


@pytest.mark.requirement("R244")
def test_the_systems_approach_of_learning_together_can_be_chosen(case, cast):
    client = browser(cast.chair)
    last = html(client.post(url("decide", case), DECIDED | {"method": "systems_approach"}))
    client.post(url("decide", case), {**hidden(last), "confirmed": "yes"})
    assert Approach.objects.get(case=case).method == "systems_approach"
    page = html(browser(cast.housing_officer).get(reverse("case", args=[case.pk])))
    assert "Method: Systems approach." in page
    assert "Learning Together" in page


def test_the_page_is_for_who_reads_the_decision(case, cast):
    assert browser(cast.chair).get(url("set_off", case)).status_code == 404
    decided(case, cast)
    assert browser(cast.panel_member).get(url("set_off", case)).status_code == 200
    assert browser(cast.housing_officer).get(url("set_off", case)).status_code == 404
    assert browser(cast.outsider).get(url("set_off", case)).status_code == 404


def test_the_page_asks_the_database_as_often_for_many_agencies(case, cast):
    decided(case, cast)
    few = queries(case, cast)
    for number in range(MANY):
        agency = add_agency(name=f"Agency {number}", short_name=f"A{number}", by=cast.administrator, now=AT)
        join_agency(case, agency, by=cast.administrator, now=AT)
    assert queries(case, cast) == few


def queries(case, cast):
    client = browser(cast.chair)
    client.get(url("set_off", case))
    with CaptureQueriesContext(connection) as asked:
        page = html(client.get(url("set_off", case)))
    assert page.count("the letter of decision") >= 2
    return len(asked)
