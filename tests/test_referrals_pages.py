"""Referral and decision in the browser's terms: pages, forms, receipts, refusals."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from referrals.models import Decision, DraftFile, PanelView, Recommendation, Referral, ReferralDraft
from referrals.services import consult_panel, give_view
from scr.audit.models import Look
from scr.cases.models import Case, Duty, Participant
from scr.cases.participation import add_participant, recuse
from scr.documents.models import Document, Rendering
from tests.cast import D0, make_cast, person
from tests.counts import MANY
from tests.referring import (
    LINNET,
    PROCEDURE,
    answered,
    hold_panel_meeting,
    refer,
    refer_up_to_recommendation,
)

pytestmark = pytest.mark.usefixtures("rows")
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return make_cast()


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def url(name, case):
    return reverse(f"referrals:{name}", args=[case.pk])


def html(response):
    return response.content.decode()


def criteria_typed(*yes):
    typed = {}
    for key, one in answered(*yes).items():
        typed |= {key: one.answer.value, f"{key}_words": one.words}
    return typed


TYPED = {
    "you": {
        "referrer_name": "Ottilie Referrer",
        "referrer_agency": "Westmarch Constabulary",
        "referrer_contact": "01632 960001",
        "referrer_knows": "Called to the home",
    },
    "child": {
        "child_name": "Linnea Testname",
        "child_born_on_day": "28",
        "child_born_on_month": "12",
        "child_born_on_year": "2005",
        "child_sex": "female",
        "child_area": "Northern locality",
    },
    "status": {"plan_status": "never", "looked_after": "no"},
    "family": {"household": "M, F and S1"},
    "incident": {
        "incident_place": "Family home",
        "incident_facts": "The child died in hospital.",
        "harm_categories": ["neglect", "physical"],
    },
    "other-children": {
        "other_children": "yes",
        "other_children_done": "S1 is with MGM",
        "other_children_done_by": "Social Care",
    },
    "agencies": {"parallel": ["police", "commissioner"], "parallel_details": "The unit"},
    "criteria": criteria_typed("died", "abuse_known"),
    "questions": {one.key: "no" for one in PROCEDURE.aid_questions},
}


def fill_in(client, **changes):
    """Walk through the referral as a person does, up to the page that checks the answers."""
    response = client.post(reverse("referrals:refer"))
    for key, typed in TYPED.items():
        assert response.status_code == 302
        assert response.url.endswith(f"/{key}/")
        response = client.post(response.url, typed | changes.get(key, {}))
    return response


# Referring


@pytest.mark.requirement("R036")
@pytest.mark.requirement("R037")
@pytest.mark.requirement("R038")
@pytest.mark.parametrize("name", ["housing_author", "panel_member"])
def test_anybody_signed_in_refers_a_case_page_by_page(cast, name):
    client = browser(getattr(cast, name))
    response = fill_in(client, agencies={"agencies": [str(cast.housing.pk), str(cast.health.pk)]})
    draft = ReferralDraft.objects.get()
    check = client.get(response.url)
    for shown in (
        "Linnea Testname",
        "28 December 2005",
        "Neglect, Physical abuse",
        "S1 is with MGM",
        "Evidence on died",
    ):
        assert shown in html(check)
    assert not Case.objects.exists()
    response = client.post(response.url)
    assert response.url == f"/refer/{draft.pk}/sent/"
    case = Case.objects.get()
    receipt = html(client.get(response.url))
    assert case.reference in receipt
    due = Duty.objects.get(case=case, rule_key="DECIDE").due_at
    assert f"{due.day} {due:%B %Y}" in receipt
    referral = Referral.objects.get()
    assert referral.child_born_on.isoformat() == "2005-12-28"
    assert referral.harm_categories == ["neglect", "physical"]
    assert client.get(url("referral", case)).status_code == 404


def test_sending_twice_makes_one_case_and_shows_the_same_receipt(cast):
    client = browser(cast.outsider)
    check = fill_in(client).url
    first, second = client.post(check), client.post(check)
    assert first.url == second.url
    assert Case.objects.count() == 1


def test_a_draft_is_its_authors_alone(cast):
    client = browser(cast.outsider)
    fill_in(client)
    draft = ReferralDraft.objects.get()
    for who in (cast.administrator, cast.chair):
        stranger = browser(who)
        for name in ("check_answers", "sent"):
            assert stranger.get(reverse(f"referrals:{name}", args=[draft.pk])).status_code == 404
        assert stranger.post(reverse("referrals:discard", args=[draft.pk])).status_code == 404
        assert (
            stranger.post(reverse("referrals:question", args=[draft.pk, "you"]), TYPED["you"]).status_code
            == 404
        )
    assert client.get(reverse("referrals:question", args=[draft.pk, "nothing"])).status_code == 404
    assert client.get(reverse("referrals:sent", args=[uuid4()])).status_code == 404


def test_a_draft_is_kept_and_gone_on_with_later_or_deleted(cast):
    client = browser(cast.outsider)
    first = client.post(reverse("referrals:refer")).url
    client.post(first, TYPED["you"])
    draft = ReferralDraft.objects.get()
    start = html(client.get(reverse("referrals:refer")))
    assert f"/refer/{draft.pk}/check/" in start
    again = client.get(reverse("referrals:check_answers", args=[draft.pk]))
    assert again.url.endswith("/child/")
    assert "Ottilie Referrer" in html(client.get(first))
    client.post(reverse("referrals:discard", args=[draft.pk]))
    assert not ReferralDraft.objects.exists()


@pytest.mark.requirement("R035")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"other_children": ""}, "Answer the question: Are there other children who may be at risk?"),
        ({"other_children_done": ""}, "Say what has been done at once to keep them safe"),
        ({"other_children_done_by": ""}, "Say who did it"),
    ],
)
def test_the_question_on_other_children_cannot_be_skipped(cast, typed, said):
    client = browser(cast.outsider)
    client.post(reverse("referrals:refer"))
    draft = ReferralDraft.objects.get()
    page = reverse("referrals:question", args=[draft.pk, "other-children"])
    response = client.post(page, TYPED["other-children"] | typed | {"immediate_action": "Records locked"})
    assert said in html(response)
    assert "govuk-error-summary" in html(response)
    assert "Records locked" in html(response)
    assert client.get(reverse("referrals:check_answers", args=[draft.pk])).status_code == 302


def test_a_date_that_is_none_keeps_what_was_typed(cast):
    client = browser(cast.outsider)
    client.post(reverse("referrals:refer"))
    page = reverse("referrals:question", args=[ReferralDraft.objects.get().pk, "child"])
    response = html(client.post(page, TYPED["child"] | {"child_born_on_month": "13"}))
    assert "Date of birth must be a real date" in response
    assert 'value="13"' in response
    assert 'value="Linnea Testname"' in response
    assert ReferralDraft.objects.get().answers == {}


def test_a_yes_wants_evidence(cast):
    client = browser(cast.outsider)
    client.post(reverse("referrals:refer"))
    page = reverse("referrals:question", args=[ReferralDraft.objects.get().pk, "criteria"])
    response = html(client.post(page, TYPED["criteria"] | {"died_words": ""}))
    assert "Say what points to this: the child has died" in response


def test_bytes_that_no_text_holds_are_refused_and_not_stored(cast):
    client = browser(cast.outsider)
    first = client.post(reverse("referrals:refer")).url
    response = client.post(first, TYPED["you"] | {"referrer_name": "Otto\x00", "unknown\x00": "\x00"})
    assert response.status_code == 200
    assert "govuk-error-summary" in html(response)


def test_documents_go_along_and_a_bad_one_is_said(cast, django_capture_on_commit_callbacks):
    client = browser(cast.outsider)
    check = fill_in(client).url
    documents = reverse("referrals:attach", args=[ReferralDraft.objects.get().pk])
    assert documents in html(client.get(check))
    bad = client.post(documents, {"attachment": upload("report.pdf", b"not a pdf"), "kind": "report"})
    assert "inside is something else" in html(bad)
    large = client.post(documents, {"attachment": upload("a.txt", b"x" * 50 * 1024 * 1024), "kind": "other"})
    assert "The file is 50 MB and may be at most 40 MB" in html(large)
    for name, kind in (("note.txt", "records"), ("minutes.txt", "minutes"), ("wrong.txt", "other")):
        client.post(documents, {"attachment": upload(name, b"Seen on Friday"), "kind": kind})
    wrong = DraftFile.objects.get(filename="wrong.txt")
    client.post(reverse("referrals:take_off", args=[wrong.draft_id, wrong.pk]))
    assert "minutes.txt" in html(client.get(check))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(check)
    sent = Document.objects.filter(case=Case.objects.get())
    assert {one.title for one in sent} == {"Part of a record: note.txt", "Minutes of a meeting: minutes.txt"}
    assert not DraftFile.objects.exists()


def test_what_goes_along_is_its_authors_alone(cast):
    mine, other = browser(cast.outsider), browser(cast.housing_author)
    mine.post(reverse("referrals:refer"))
    draft = ReferralDraft.objects.get()
    documents = reverse("referrals:attach", args=[draft.pk])
    mine.post(documents, {"attachment": upload("note.txt", b"Seen on Friday"), "kind": "other"})
    file = DraftFile.objects.get()
    assert other.get(documents).status_code == 404
    assert other.post(reverse("referrals:take_off", args=[draft.pk, file.pk])).status_code == 404
    other.post(reverse("referrals:refer"))
    own = ReferralDraft.objects.get(user=cast.housing_author)
    other.post(reverse("referrals:take_off", args=[own.pk, file.pk]))
    assert DraftFile.objects.filter(pk=file.pk).exists()


def upload(name, content):
    return SimpleUploadedFile(name, content)


def test_the_start_page_says_what_it_takes(cast):
    page = html(browser(cast.outsider).get(reverse("referrals:refer")))
    assert "about 10 minutes" in page
    assert PROCEDURE.standing_statement in page
    assert "within 28 days" in page
    assert all(f"<li>{title}</li>" in page for title in ("About you", "The child", "The criteria"))
    assert Client().get(reverse("referrals:refer")).status_code == 302


@pytest.mark.requirement("R039")
def test_an_inquiry_of_the_childrens_commissioner_is_recorded_as_running_in_parallel(cast):
    client = browser(cast.outsider)
    client.post(fill_in(client).url)
    page = html(browser(cast.chair).get(url("referral", Case.objects.get())))
    assert "Police investigation, Inquiry by the Children&#x27;s Commissioner" in page


# The page of the referral


@pytest.mark.requirement("R030")
@pytest.mark.requirement("R031")
@pytest.mark.parametrize(
    ("yes", "said"),
    [
        (("died", "abuse_known"), "there must be a serious case review"),
        (("working_concern", "injury"), "should be considered"),
        (("working_concern",), "criteria for a serious case review are not met"),
    ],
)
def test_the_page_says_what_the_answers_imply(cast, yes, said):
    case = refer(cast, criteria=answered(*yes))
    assert said in html(browser(cast.chair).get(url("referral", case)))


@pytest.mark.requirement("R032")
@pytest.mark.requirement("R033")
@pytest.mark.requirement("R034")
def test_definitions_and_the_questions_that_help_are_on_the_page(cast):
    page = html(browser(cast.chair).get(url("referral", refer(cast))))
    assert "regulation 5 of the 2006 Regulations" in page
    assert "a child who has recovered may still have been seriously harmed" in page.lower()
    assert "If several answers are yes, a review is likely to teach something useful." in page
    for one in PROCEDURE.aid_questions:
        assert one.text.replace("'", "&#x27;") in page


def test_the_page_shows_the_referral_its_clocks_and_the_next_step(cast):
    case = refer(cast)
    page = html(browser(cast.chair).get(url("referral", case)))
    for shown in (
        LINNET.child_name,
        "S1 is with MGM",
        "28 days from 5 March 2007. The board’s procedure of 2007, section 5.3.",
        url("consult", case),
    ):
        assert shown in page
    assert Look.objects.filter(actor_id=cast.chair.pk, subject="referrals.referral").exists()


@pytest.fixture
def consulted(cast):
    case = consult_panel(refer(cast), by=cast.chair, now=D0 + DAY)
    add_participant(
        case, cast.housing_author, role="agency_author", agency=cast.housing, by=cast.administrator, now=D0
    )
    return case


PAGES = ("referral", "consult", "give_view", "recommend", "recommended", "decide", "decided")


@pytest.mark.parametrize("name", PAGES)
def test_strangers_get_the_same_404_as_for_a_case_that_does_not_exist(cast, consulted, name):
    client = browser(cast.outsider)
    for address in (url(name, consulted), reverse(f"referrals:{name}", args=[uuid4()])):
        for response in (client.get(address), client.post(address)):
            assert response.status_code in (404, 405)
    assert client.get(url(name, consulted)).status_code == 404
    assert Client().get(url(name, consulted)).status_code == 302


def test_an_agency_on_the_case_neither_reads_nor_acts(cast, consulted):
    client = browser(cast.housing_author)
    expected = {"referral": 404, "recommended": 404, "decided": 404}
    for name in PAGES:
        assert client.get(url(name, consulted)).status_code == expected.get(name, 403)


def test_a_conflicted_member_gets_404_everywhere(cast, consulted):
    part = Participant.objects.get(case=consulted, user=cast.panel_member)
    recuse(part, reason="Knew the family", by=cast.panel_member, now=D0 + DAY)
    client = browser(cast.panel_member)
    assert {client.get(url(name, consulted)).status_code for name in PAGES} == {404}


def test_an_overview_author_reads_the_referral_and_not_the_views(cast, consulted):
    give_view(consulted, view="review", reasons="Said in confidence", by=cast.panel_member, now=D0 + DAY)
    add_participant(consulted, cast.overview_author, role="overview_author", by=cast.administrator, now=D0)
    page = html(browser(cast.overview_author).get(url("referral", consulted)))
    assert LINNET.child_name in page
    assert "Said in confidence" not in page
    assert "Said in confidence" in html(browser(cast.chair).get(url("referral", consulted)))


def test_the_page_runs_as_many_queries_with_many_views_as_with_few(cast, consulted):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url("referral", consulted)).status_code == 200
        return len(seen)

    client = browser(cast.administrator)
    give_view(consulted, view="review", reasons="1", by=cast.panel_member, now=D0 + DAY)
    client.get(url("referral", consulted))
    few = queries()
    for number in range(MANY):
        member = person(f"Member {number}")
        add_participant(consulted, member, role="panel_member", by=cast.administrator, now=D0)
        give_view(consulted, view="unsure", reasons="More", by=member, now=D0 + DAY)
    assert queries() == few


# Consulting and views


@pytest.mark.requirement("R042")
def test_the_chair_consults_the_panel_on_one_page(cast):
    case = refer(cast)
    client = browser(cast.chair)
    page = html(client.get(url("consult", case)))
    assert "Pat Panel" in page
    assert "within 5 working days" in page
    response = client.post(url("consult", case), follow=True)
    assert "The panel has been consulted" in html(response)
    again = client.post(url("consult", case), follow=True)
    assert "Cora Chair consulted the panel already" in html(again)


def test_a_member_gives_a_view_and_may_declare_a_conflict_first(cast, consulted):
    client = browser(cast.panel_member)
    page = html(client.get(url("give_view", consulted)))
    assert reverse("cases:recuse", args=[consulted.pk]) in page
    empty = html(client.post(url("give_view", consulted), {"reasons": "I saw the notes"}))
    assert "Answer the question: Should there be a serious case review?" in empty
    assert "I saw the notes" in empty
    client.post(url("give_view", consulted), {"view": "unsure", "reasons": "More is needed"})
    assert PanelView.objects.get().member == cast.panel_member
    again = client.post(url("give_view", consulted), {"view": "review", "reasons": "Changed my mind"})
    assert "You gave your view already" in html(again)
    assert "Changed my mind" in html(again)


# Recommendation


RECOMMENDED = {
    "facts": "A child died",
    "information": "Form G",
    "outcome": "serious_case_review",
    "reasons": "The criteria are met",
    "tell_family": "yes",
    "tell_family_reasons": "MGM asked to be told",
    "tell_victims": "no",
    "tell_victims_reasons": "There are none",
} | criteria_typed("died", "abuse_known")


def hidden(page):
    """The hidden boxes of a page, as a browser would send them back."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


@pytest.mark.requirement("R047")
def test_a_recommendation_is_confirmed_before_it_is_recorded(cast, consulted):
    client = browser(cast.administrator)
    too_early = client.get(url("recommend", consulted), follow=True)
    assert "meeting on the criteria is not recorded yet" in html(too_early)
    hold_panel_meeting(consulted, cast, now=D0 + 18 * DAY)
    assert "Evidence on died" in html(client.get(url("recommend", consulted)))
    last = html(client.post(url("recommend", consulted), RECOMMENDED))
    assert "What cannot be undone" in last
    assert not Recommendation.objects.exists()
    changed = html(client.post(url("recommend", consulted), {**hidden(last), "change": "yes"}))
    assert "The criteria are met" in changed
    response = client.post(url("recommend", consulted), {**hidden(last), "confirmed": "yes"}, follow=True)
    assert "Recommendation recorded" in html(response)
    assert Recommendation.objects.get().reasons == "The criteria are met"


def test_a_recommendation_without_an_answer_to_a_criterion_is_not_taken(cast, consulted):
    hold_panel_meeting(consulted, cast, now=D0 + 18 * DAY)
    page = html(browser(cast.administrator).post(url("recommend", consulted), RECOMMENDED | {"injury": ""}))
    assert "Answer yes, no or not known" in page
    assert "The criteria are met" in page


def test_a_recommendation_against_should_consider_is_asked_why(cast, consulted):
    hold_panel_meeting(consulted, cast, now=D0 + 18 * DAY)
    typed = RECOMMENDED | {"outcome": "near_miss_review"} | criteria_typed("working_concern", "injury")
    client = browser(cast.administrator)
    page = html(client.post(url("recommend", consulted), typed))
    assert 'href="#id_criteria_reasons">Say why there will be no serious case review' in page
    assert "although the criteria ask to consider one" in page
    reasons = {"criteria_reasons": "It was caught in time QzWhy"}
    last = html(client.post(url("recommend", consulted), typed | reasons))
    client.post(url("recommend", consulted), {**hidden(last), "confirmed": "yes"})
    assert "QzWhy" in html(client.get(url("referral", consulted)))


# Decision

DECIDED = {
    "outcome": "serious_case_review",
    "reasons": "The guidance leaves no choice",
    "other_children_safe": "yes",
    "other_children_by": "Hugo Social, Children’s Social Care",
    "other_children_on_day": "26",
    "other_children_on_month": "3",
    "other_children_on_year": "2007",
    "other_children_how": "By telephone after a visit",
    "method": "management_reviews",
}


@pytest.mark.requirement("R040")
@pytest.mark.requirement("R045")
@pytest.mark.requirement("R048")
@pytest.mark.requirement("R051")
def test_the_chair_decides_in_two_pages_and_is_led_to_the_letters(cast):
    case = refer_up_to_recommendation(cast)
    client = browser(cast.chair)
    page = html(client.get(url("decide", case)))
    assert "there must be a serious case review" in page
    for outcome in PROCEDURE.outcomes:
        assert f'value="{outcome.key}"' in page
    last = html(client.post(url("decide", case), DECIDED))
    assert "within 24 hours" in last
    assert "within 4 months" in last
    assert not Decision.objects.exists()
    response = client.post(url("decide", case), {**hidden(last), "confirmed": "yes"}, follow=True)
    page = html(response)
    assert "Decision recorded" in page
    assert reverse("letters:list", args=[case.pk]) in page
    rendering = Rendering.objects.get(kind="decision_record")
    assert reverse("documents:rendering", args=[rendering.pk]) in page
    page = html(client.get(url("referral", case)))
    assert "The guidance leaves no choice" in page
    assert "Met on" in page


@pytest.mark.parametrize("name", ["panel_member", "administrator"])
def test_nobody_else_even_sees_the_page_for_deciding(cast, name):
    case = refer_up_to_recommendation(cast)
    client = browser(getattr(cast, name))
    assert client.get(url("decide", case)).status_code == 403
    assert client.post(url("decide", case), DECIDED | {"confirmed": "yes"}).status_code == 403
    assert not Decision.objects.exists()


def test_the_second_of_two_who_decide_is_told_and_keeps_what_was_typed(cast):
    case = refer_up_to_recommendation(cast)
    client = browser(cast.chair)
    client.post(url("decide", case), DECIDED | {"confirmed": "yes"})
    late = client.post(url("decide", case), DECIDED | {"reasons": "My second thought", "confirmed": "yes"})
    assert "Cora Chair decided already" in html(late)
    assert "My second thought" in html(late)
    assert Decision.objects.get().reasons == "The guidance leaves no choice"
    assert "decided already" in html(client.get(url("decide", case), follow=True))


def test_what_a_departure_needs_is_said_at_its_field(cast):
    case = refer_up_to_recommendation(cast, outcome="near_miss_review")
    client = browser(cast.chair)
    page = html(client.post(url("decide", case), DECIDED))
    assert 'href="#id_differs_reasons">Say why you depart' in page
    page = html(client.post(url("decide", case), DECIDED | {"outcome": "no_further_action"}))
    assert "although the criteria call for one" in page
    assert 'href="#id_talk_with">Record the talk with the referrer' in page
    page = html(client.post(url("decide", case), DECIDED | {"other_children_safe": "no"}))
    assert "Confirm that other children are safe" in page


@pytest.mark.requirement("R041")
def test_no_further_action_shows_the_talk_with_the_referrer(cast):
    case = refer_up_to_recommendation(cast, outcome="no_further_action", criteria=answered())
    typed = {
        "outcome": "no_further_action",
        "reasons": "Not met",
        "other_children_safe": "yes",
        "talk_with": "Cora Chair with DI Referrer",
        "talk_on_day": "26",
        "talk_on_month": "3",
        "talk_on_year": "2007",
        "talk_words": "Why the criteria are not met",
        "confirmed": "yes",
    }
    client = browser(cast.chair)
    receipt = html(client.post(url("decide", case), typed, follow=True))
    assert "No further action" in receipt
    assert reverse("letters:list", args=[case.pk]) not in receipt.split("<main")[1]
    page = html(client.get(url("referral", case)))
    for shown in ("Cora Chair with DI Referrer", "26 March 2007", "Why the criteria are not met"):
        assert shown in page


def test_one_person_with_two_hats_is_told_so(cast):
    case = refer_up_to_recommendation(cast, recorded_by=cast.chair)
    client = browser(cast.chair)
    assert "You recorded the panel’s recommendation yourself" in html(client.get(url("decide", case)))
    page = html(client.post(url("decide", case), DECIDED | {"confirmed": "yes"}, follow=True))
    assert "same person recorded the panel’s recommendation" in page
