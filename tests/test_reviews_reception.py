"""A review at the board: released, returned, waived; and who sees what of whom all the while."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import AgencyRecommendation, ReviewReturn, ReviewWaiver, Submission
from reviews.services.reception import release_review, return_review, waive
from scr.cases.audiences import Kind
from scr.cases.deadlines import end_of
from scr.cases.events import has_happened
from scr.cases.models import Duty
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.services import join_agency, move
from scr.cases.writing import compartment_of
from scr.documents.models import Document
from scr.outbox.models import Notice
from scr.people.services import add_agency
from tests.cast import D0
from tests.counts import MANY
from tests.reviewing import (
    WRITTEN,
    countersigned,
    handed_over,
    released,
    sign,
    under_review,
    written,
)

NEXT_DAY = WRITTEN + timedelta(days=1)
REVISED = date(2007, 6, 1)
CANARY = "Canary-of-Housing"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return under_review()


def url(name, scene, agency=None):
    args = [scene.case.pk, agency.pk] if agency else [scene.case.pk]
    return reverse(f"reviews:{name}", args=args)


def sent_back(scene, agency, **changes):
    values = {"reason": "It tells what happened and not why.", "due_on": REVISED}
    return return_review(scene.case, agency, **(values | changes), by=scene.cast.administrator, now=NEXT_DAY)


# Release


@pytest.mark.requirement("R124")
def test_only_the_administrator_passes_the_review_to_the_panel(scene):
    cast = scene.cast
    countersigned(scene, cast.housing)
    assert not Submission.objects.visible_to(cast.panel_member).exists()
    for user in (cast.chair, cast.panel_member, cast.housing_officer):
        with pytest.raises(NotYourRole):
            release_review(scene.case, cast.housing, by=user, now=NEXT_DAY)
    release_review(scene.case, cast.housing, by=cast.administrator, now=NEXT_DAY)
    assert Submission.objects.visible_to(cast.panel_member).count() == 1
    assert Document.objects.visible_to(cast.panel_member).filter(kind="agency_review").count() == 1
    assert not Submission.objects.visible_to(cast.health_officer).exists()
    assert Duty.objects.get(rule_key="RELEASE", agency=cast.housing).met_at == NEXT_DAY


def test_nothing_is_released_before_the_countersignature_or_twice(scene):
    cast = scene.cast
    handed_over(scene, cast.housing)
    with pytest.raises(NotTheMoment, match="has not countersigned"):
        release_review(scene.case, cast.housing, by=cast.administrator, now=NEXT_DAY)
    sign(scene, cast.housing, by=cast.housing_officer)
    release_review(scene.case, cast.housing, by=cast.administrator, now=NEXT_DAY)
    with pytest.raises(NotTheMoment, match="released already"):
        release_review(scene.case, cast.housing, by=cast.administrator, now=NEXT_DAY)


@pytest.mark.requirement("R124")
def test_the_administrator_releases_on_a_page_and_the_panel_is_told(client, scene):
    countersigned(scene, scene.cast.housing, text=CANARY)
    client.force_login(scene.cast.administrator)
    page = url("release", scene, scene.cast.housing)
    shown = client.get(page).content.decode()
    for words in ("What will happen", "Who will be told", "What cannot be undone"):
        assert words in shown
    receipt = client.post(page, {"csrf": "x"}, follow=True).content.decode()
    assert "review was released to the panel" in receipt
    told = Notice.objects.filter(key__startswith="released:")
    assert {one.recipient_id for one in told} == {
        scene.cast.panel_member.pk,
        scene.cast.other_panel_member.pk,
        scene.cast.chair.pk,
    }
    for notice in told:
        text = f"{notice.subject} {notice.body}"
        assert not any(fact in text for fact in (scene.case.code_name, "Housing", CANARY))


# Return


def test_a_returned_review_goes_on_in_round_two_and_round_one_stays_readable(client, scene):
    cast = scene.cast
    first = released(scene, cast.housing, recommendations=["First thoughts"])
    sent_back(scene, cast.housing)
    assert compartment_of(scene.case, Kind.SUBMISSION, cast.housing).round == 2
    assert compartment_of(scene.case, Kind.CHRONOLOGY, cast.housing).round == 2
    for key in ("review_countersigned", "review_released", "review_uploaded", "chronology_uploaded"):
        assert not has_happened(scene.case, key, agency=cast.housing)
    duty = Duty.objects.get(rule_key="REVISE", agency=cast.housing)
    assert duty.due_at == end_of(REVISED)
    second = written(scene, cast.housing, recommendations=["Second thoughts"], now=NEXT_DAY)
    assert (second.round, first.round) == (2, 1)
    assert list(Submission.objects.visible_to(cast.panel_member)) == [first]
    assert Submission.objects.visible_to(cast.housing_author).count() == 2
    client.force_login(cast.panel_member)
    page = client.get(url("agency", scene, cast.housing)).content.decode()
    assert "First thoughts" in page
    assert "Second thoughts" not in page
    assert "It tells what happened and not why." in page


def test_the_second_round_is_countersigned_and_released_and_then_it_is_what_stands(scene):
    cast = scene.cast
    released(scene, cast.housing, recommendations=["First thoughts"])
    sent_back(scene, cast.housing)
    assert [one.text for one in AgencyRecommendation.objects.standing()] == ["First thoughts"]
    released(scene, cast.housing, recommendations=["Second thoughts"], now=NEXT_DAY)
    assert [one.text for one in AgencyRecommendation.objects.standing()] == ["Second thoughts"]
    assert Duty.objects.get(rule_key="REVISE", agency=cast.housing).met_at == NEXT_DAY


def test_the_reviewer_starts_the_second_round_from_the_first_recommendations(client, scene):
    countersigned(scene, scene.cast.housing, recommendations=["First thoughts"])
    sent_back(scene, scene.cast.housing)
    client.force_login(scene.cast.housing_author)
    page = client.get(url("upload_review", scene, scene.cast.housing)).content.decode()
    assert "First thoughts" in page
    room = client.get(url("agency", scene, scene.cast.housing)).content.decode()
    assert "It tells what happened and not why." in room
    assert "Returned" in room


def test_a_panel_member_returns_what_was_released_and_nothing_before(scene):
    cast = scene.cast
    countersigned(scene, cast.housing)
    values = {"reason": "Why?", "due_on": REVISED, "by": cast.panel_member, "now": NEXT_DAY}
    with pytest.raises(NotTheMoment, match="has not been released to the panel"):
        return_review(scene.case, cast.housing, **values)
    release_review(scene.case, cast.housing, by=cast.administrator, now=NEXT_DAY)
    assert return_review(scene.case, cast.housing, **values).round == 1


def test_a_return_needs_a_later_day_and_an_agency_cannot_return(client, scene):
    cast = scene.cast
    countersigned(scene, cast.housing)
    with pytest.raises(NotTheMoment, match="day after today"):
        sent_back(scene, cast.housing, due_on=NEXT_DAY.date())
    with pytest.raises(NotYourRole):
        return_review(
            scene.case, cast.housing, reason="No", due_on=REVISED, by=cast.housing_officer, now=NEXT_DAY
        )
    client.force_login(cast.administrator)
    typed = {"reason": "Kept reason", "due_on_day": "", "due_on_month": "", "due_on_year": ""}
    page = client.post(url("return_review", scene, cast.housing), typed).content.decode()
    assert "Enter the day on which the revised review is due" in page
    assert "Kept reason" in page
    assert not ReviewReturn.objects.exists()


# Waiver


def test_the_chair_alone_waives_and_the_case_stops_waiting(client, scene):
    cast = scene.cast
    with pytest.raises(NotYourRole):
        waive(scene.case, cast.housing, reason="No contact", by=cast.administrator, now=WRITTEN)
    client.force_login(cast.chair)
    page = url("waive", scene, cast.housing)
    assert (
        "Enter why this agency need not send a review" in client.post(page, {"reason": ""}).content.decode()
    )
    receipt = client.post(page, {"reason": "It never met the family"}, follow=True).content.decode()
    assert "The Chair waived Westmarch Housing" in receipt
    assert not Duty.objects.open().filter(rule_key="SAMR", agency=cast.housing).exists()
    with pytest.raises(NotTheMoment, match="has waived this review"):
        written(scene, cast.housing)
    with pytest.raises(NotTheMoment, match="waived already"):
        waive(scene.case, cast.housing, reason="Again", by=cast.chair, now=WRITTEN)
    client.force_login(cast.housing_officer)
    assert "It never met the family" in client.get(url("agency", scene, cast.housing)).content.decode()


def test_a_countersigned_review_is_not_waived(scene):
    countersigned(scene, scene.cast.housing)
    with pytest.raises(NotTheMoment, match="has sent its countersigned review"):
        waive(scene.case, scene.cast.housing, reason="Late", by=scene.cast.chair, now=NEXT_DAY)
    assert not ReviewWaiver.objects.exists()


def test_presentations_wait_for_every_agency(scene):
    cast = scene.cast
    countersigned(scene, cast.housing)
    with pytest.raises(NotTheMoment, match="Not every agency has sent its countersigned review"):
        move(scene.case, "presentations", by=cast.chair, now=NEXT_DAY)
    waive(scene.case, cast.health, reason="No contact", by=cast.chair, now=NEXT_DAY)
    assert move(scene.case, "presentations", by=cast.chair, now=NEXT_DAY).stage == "presentations"


# Who sees what

OF_AGENCY = (
    "agency",
    "attest_records",
    "appoint_author",
    "upload_review",
    "hand_over",
    "countersign",
    "release",
    "return_review",
    "waive",
)


@pytest.mark.parametrize("name", OF_AGENCY)
def test_every_page_of_another_agency_is_404_for_an_agency_and_for_outsiders(client, scene, name):
    cast = scene.cast
    countersigned(scene, cast.housing)
    for user in (cast.health_author, cast.health_officer, cast.outsider):
        client.force_login(user)
        assert client.get(url(name, scene, cast.housing)).status_code == 404
        assert client.post(url(name, scene, cast.housing)).status_code == (405 if name == "agency" else 404)


@pytest.mark.parametrize("name", OF_AGENCY)
def test_every_page_of_an_agency_that_does_not_exist_is_404(client, scene, name):
    client.force_login(scene.cast.administrator)
    nobody = add_agency(name="Not on the case", short_name="Nobody", by=None, now=D0)
    assert client.get(url(name, scene, nobody)).status_code == 404


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("attest_records", ("administrator", "panel_member", "housing_author")),
        ("appoint_author", ("panel_member", "housing_author")),
        ("upload_review", ("administrator", "chair", "housing_officer")),
        ("hand_over", ("administrator", "chair", "housing_officer")),
        ("countersign", ("administrator", "chair", "housing_author")),
        ("release", ("chair", "panel_member", "housing_officer")),
        ("return_review", ("housing_author", "housing_officer")),
        ("waive", ("administrator", "panel_member", "housing_officer")),
    ],
)
def test_a_page_that_is_somebody_elses_to_use_is_403(client, scene, name, refused):
    for who in refused:
        client.force_login(getattr(scene.cast, who))
        assert client.get(url(name, scene, scene.cast.housing)).status_code == 403
        assert client.post(url(name, scene, scene.cast.housing), {"reason": "x"}).status_code == 403


def test_no_page_of_an_agency_holds_anothers_text(client, scene):
    cast = scene.cast
    submission = released(scene, cast.housing, recommendations=[CANARY])
    sent_back(scene, cast.housing, reason=CANARY)
    receipt = reverse("reviews:receipt", args=[scene.case.pk, "review_countersigned", submission.pk])
    pages = [url(name, scene) for name in ("terms", "agencies", "records", "overview")]
    pages += [url("agency", scene, cast.health), url("upload_review", scene, cast.health)]
    for user in (cast.health_author, cast.health_officer):
        client.force_login(user)
        for page in pages:
            answer = client.get(page, follow=True)
            assert CANARY not in answer.content.decode()
            assert "Hugo" not in answer.content.decode()
        assert client.get(receipt).status_code == 404
        download = reverse("documents:download", args=[submission.review_id])
        assert client.get(download).status_code == 404
    client.force_login(cast.panel_member)
    assert CANARY in client.get(url("agency", scene, cast.housing)).content.decode()


def test_the_panel_reads_nothing_before_the_release(client, scene):
    cast = scene.cast
    submission = countersigned(scene, cast.housing, recommendations=[CANARY])
    download = reverse("documents:download", args=[submission.review_id])
    client.force_login(cast.panel_member)
    room = client.get(url("agency", scene, cast.housing)).content.decode()
    assert "Countersigned" in room
    assert CANARY not in room
    assert client.get(download).status_code == 404
    client.force_login(cast.administrator)
    assert CANARY in client.get(url("agency", scene, cast.housing)).content.decode()
    assert client.get(download).status_code == 200


def test_an_agency_is_led_to_its_own_room_and_the_board_sees_a_card_each(client, scene):
    client.force_login(scene.cast.housing_author)
    answer = client.get(url("agencies", scene))
    assert answer.status_code == 302
    assert answer.url == url("agency", scene, scene.cast.housing)
    room = client.get(answer.url).content.decode()
    for task in ("Read the terms of reference", "Write the chronology", "Upload the review", "Not started"):
        assert task in room
    client.force_login(scene.cast.panel_member)
    page = client.get(url("agencies", scene)).content.decode()
    assert "0 of 2 have sent a countersigned review" in page
    assert page.count("govuk-summary-card__title-wrapper") == 2
    assert "Waiting for the agency" in page


def test_the_page_of_agencies_runs_the_same_queries_for_many_as_for_few(client, scene):
    client.force_login(scene.cast.administrator)
    page = url("agencies", scene)
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for number in range(MANY):
        agency = add_agency(name=f"Agency {number:03}", short_name=f"A{number:03}", by=None, now=D0)
        join_agency(scene.case, agency, by=scene.cast.administrator, now=D0)
    with CaptureQueriesContext(connection) as many:
        assert f"of {MANY + 2} have sent" in client.get(page).content.decode()
    assert len(many) == len(few)
