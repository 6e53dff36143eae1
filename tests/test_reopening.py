"""A case that was decided without a review is reopened for new information and considered again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from referrals.decisions import ReferrerTalk
from referrals.models import CriterionAnswer, Decision, PanelView, Recommendation, Reopening
from referrals.reopening import reopen
from referrals.services import consult_panel, decide, give_view, record_recommendation
from scr.audit.services import save_recorded
from scr.cases.models import Case, Duty
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.outbox.models import Notice
from tests.cast import D0, Scene, make_cast
from tests.referring import MET, SAFE, answered, hold_panel_meeting, refer_up_to_recommendation

pytestmark = pytest.mark.usefixtures("rows")
DAY = timedelta(days=1)
NEWS_AT = datetime(2007, 5, 1, 10, 0, tzinfo=UTC)  # 11am in London
REOPENED_AT = NEWS_AT + timedelta(hours=3)


@pytest.fixture(scope="module")
def module_scene(module_rows):
    cast = make_cast()
    case = refer_up_to_recommendation(cast, outcome="no_further_action", criteria=answered())
    decide_for_nothing(case, cast, now=D0 + 20 * DAY)
    case.refresh_from_db()
    return Scene(cast, case)


def decide_for_nothing(case, cast, *, now):
    return decide(
        case,
        outcome="no_further_action",
        reasons="The criteria are not met.",
        other_children=SAFE,
        referrer_talk=ReferrerTalk("Otto Outsider, who has no account", date(2007, 3, 25), "Why not"),
        by=cast.chair,
        now=now,
    )


def reopened(case, cast, **more):
    values = {
        "information": "A post-mortem report.",
        "reason": "It speaks of neglect.",
        "received_at": NEWS_AT,
    }
    reopen(case, **{**values, **more}, by=cast.chair, now=REOPENED_AT)
    case.refresh_from_db()


def consider_again(case, cast):
    """The panel is asked again and recommends a review."""
    consult_panel(case, by=cast.chair, now=REOPENED_AT)
    give_view(case, view="review", reasons="The report", by=cast.panel_member, now=REOPENED_AT)
    hold_panel_meeting(case, cast, now=NEWS_AT + 10 * DAY)
    record_recommendation(
        case,
        outcome="serious_case_review",
        reasons="Now they are met.",
        facts="The post-mortem report.",
        information="The report.",
        criteria=answered(*MET),
        by=cast.administrator,
        now=NEWS_AT + 10 * DAY,
    )
    case.refresh_from_db()


def decide_for_review(case, cast):
    decide(
        case,
        outcome="serious_case_review",
        reasons="The report changes the picture.",
        other_children=SAFE,
        by=cast.chair,
        now=NEWS_AT + 12 * DAY,
    )
    case.refresh_from_db()


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def url(name, case):
    return reverse(f"referrals:{name}", args=[case.pk])


def html(response):
    return response.content.decode()


def due_of(case, rule):
    return Duty.objects.get(case=case, rule_key=rule).due_at


def test_the_case_goes_back_and_its_clocks_run_from_the_new_information(case, cast):
    reopened(case, cast)
    assert case.stage == "referred"
    assert due_of(case, "DECIDE_AGAIN").date() == date(2007, 5, 29)
    assert due_of(case, "CONSULT_AGAIN").date() == date(2007, 5, 3)
    assert due_of(case, "PANELMTG_AGAIN").date() == date(2007, 6, 1)
    assert Duty.objects.get(case=case, rule_key="DECIDE").met_at == D0 + 20 * DAY


def test_a_second_round_stands_beside_the_first(case, cast):
    reopened(case, cast)
    consider_again(case, cast)
    decide_for_review(case, cast)
    assert case.stage == "review_open"
    assert [one.outcome for one in Decision.objects.filter(case=case)] == [
        "serious_case_review",
        "no_further_action",
    ]
    assert [one.round for one in Recommendation.objects.filter(case=case)] == [2, 1]
    assert PanelView.objects.get(case=case).round == 2
    assert CriterionAnswer.objects.filter(case=case).count() == 3 * 8
    assert Duty.objects.get(case=case, rule_key="DECIDE_AGAIN").met_at == NEWS_AT + 12 * DAY
    assert Duty.objects.open().filter(case=case, rule_key="NOTIFY_CO").count() == 2


def test_nobody_decides_twice_in_a_round(case, cast):
    reopened(case, cast)
    with pytest.raises(NotTheMoment, match="recommendation is not recorded yet"):
        decide_for_review(case, cast)
    consider_again(case, cast)
    decide_for_review(case, cast)
    with pytest.raises(NotTheMoment, match="Cora Chair decided already"):
        decide_for_review(case, cast)


def test_who_was_told_before_is_told_again(case, cast):
    before = Notice.objects.filter(key__startswith="decided:").count()
    reopened(case, cast)
    consider_again(case, cast)
    decide_for_review(case, cast)
    assert Notice.objects.filter(key__startswith="decided:").count() == 2 * before > 0


def test_only_the_chair_reopens(case, cast):
    values = {"information": "News", "reason": "News", "received_at": NEWS_AT, "now": REOPENED_AT}
    with pytest.raises(NotYourRole):
        reopen(case, **values, by=cast.administrator)
    assert browser(cast.administrator).get(url("reopen", case)).status_code == 403
    assert browser(cast.outsider).get(url("reopen", case)).status_code == 404
    assert not Reopening.objects.exists()


def test_a_case_under_review_is_not_reopened(case, cast):
    reopened(case, cast)
    with pytest.raises(NotTheMoment, match="Only a case that was decided without"):
        reopened(case, cast)
    page = browser(cast.chair).get(url("reopen", case), follow=True)
    assert "Only a case that was decided without" in html(page)


@pytest.mark.parametrize("received_at", [D0 - DAY, REOPENED_AT + DAY])
def test_new_information_is_neither_older_than_the_case_nor_yet_to_come(case, cast, received_at):
    with pytest.raises(NotTheMoment, match="after the referral, and not later than now"):
        reopened(case, cast, received_at=received_at)


TYPED = {
    "information": "A post-mortem report reached the coroner.",
    "received_at_day": "1",
    "received_at_month": "5",
    "received_at_year": "2007",
    "received_at_time": "11am",
    "reason": "It speaks of neglect.",
}


def test_the_chair_reopens_in_two_pages_and_consults_next(case, cast):
    client = browser(cast.chair)
    assert url("reopen", case) in html(client.get(reverse("case", args=[case.pk])))
    last = html(client.post(url("reopen", case), TYPED))
    assert "within 28 days of 11am on 1 May 2007" in last
    assert "The earlier views, recommendation and decision stay as they are" in last
    assert Case.objects.get(pk=case.pk).stage == "no_further_action"
    receipt = html(client.post(url("reopen", case), TYPED | {"confirmed": "yes"}, follow=True))
    assert "run anew from 11am on 1 May 2007" in receipt
    assert url("consult", case) in receipt


def test_the_page_shows_the_newest_round_and_the_earlier_ones_below(case, cast):
    reopened(case, cast)
    page = html(browser(cast.chair).get(url("referral", case)))
    assert "A post-mortem report." in page
    assert page.index("Reopened because of new information") < page.index("Considered before")
    consider_again(case, cast)
    decide_for_review(case, cast)
    page = html(browser(cast.panel_member).get(url("referral", case)))
    newest, before = page.split("Considered before")
    assert "The report changes the picture." in newest
    assert "The criteria are not met." not in newest
    assert "The criteria are not met." in before
    assert "Otto Outsider, who has no account" in before
    assert "Serious case review" in html(browser(cast.chair).get(url("decided", case)))
    assert "Now they are met." in newest
    assert url("give_view", case) not in page


def test_the_history_says_that_it_was_reopened_and_not_that_a_decision_was_taken_back(case, cast):
    reopened(case, cast)
    page = html(browser(cast.chair).get(reverse("history", args=[case.pk])))
    assert "reopened the case because of new information" in page
    assert "belongs to its earlier consideration: “The Chair decided on the referral.”" in page
    assert "took back" not in page


@pytest.mark.requirement("R047")
@pytest.mark.requirement("R048")
@pytest.mark.parametrize("model", [Recommendation, Decision, CriterionAnswer])
def test_what_was_recommended_and_decided_cannot_be_changed_in_the_database_either(case, cast, model):
    row = model.objects.filter(case=case).first()
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        save_recorded(row, by=cast.chair, at=REOPENED_AT, act="decided", outcome="no_further_action")
    table = model._meta.db_table
    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"UPDATE {table} SET round = 7"
            if model is not CriterionAnswer
            else f"UPDATE {table} SET key = 'x'"
        )
