"""Before the overview report: its author is engaged, and what it waits for."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from reviews.models import OverviewEngagement
from reviews.report import appendix
from reviews.services.endorsement import bundle
from reviews.services.overview import OverviewContent, submit_overview
from reviews.services.reception import waive
from scr.cases.deadlines import end_of
from scr.cases.independence import INDEPENDENT, check_independence, name_involved, take_back_involved
from scr.cases.models import Duty, IndependenceStatement, Participant
from scr.cases.policy import NotTheMoment
from tests.cast import person
from tests.reviewing import STARTED, countersigned, engaged, released, under_review

pytestmark = pytest.mark.usefixtures("rows")


@pytest.fixture(scope="module")
def module_scene(module_rows):
    """A case whose reviews are being written, with no overview author yet."""
    return under_review()


def url(name, case, *args):
    return reverse(f"reviews:{name}", args=[case.pk, *args])


# What the author knows of an agency


def test_the_author_reads_of_a_released_review_that_it_is_released_and_nothing_that_is_not_so(scene, client):
    cast = scene.cast
    released(scene, cast.housing)
    countersigned(scene, cast.health)
    engaged(scene)
    client.force_login(cast.overview_author)
    listed = client.get(url("agencies", scene.case)).content.decode()
    assert "1 of 1 have sent" in listed and "Released to the panel" in listed
    assert cast.health.name not in listed
    shown = client.get(url("agency", scene.case, cast.housing.pk)).content.decode()
    for page in (listed, shown):
        assert ">Agencies</a>" in page
        for words in ("Not asked yet", "No day set yet", "Still to come", "None entered yet", "Nobody takes"):
            assert words not in page
    client.force_login(cast.panel_member)
    assert "Still to come" in client.get(url("agency", scene.case, cast.housing.pk)).content.decode()


# The author


@pytest.mark.requirement("R160")
def test_the_author_has_no_tie_to_an_agency_of_the_case(scene):
    with pytest.raises(NotTheMoment, match="works for an agency that the review is about"):
        engaged(scene, author=scene.cast.housing_author)
    assert not OverviewEngagement.objects.exists()
    engaged(scene)
    assert OverviewEngagement.objects.get().independence == "Has never worked in the county."


@pytest.mark.requirement("R161")
def test_an_author_in_house_does_not_sit_on_the_panel_of_any_case(scene):
    with pytest.raises(NotTheMoment, match="sits on the board’s panel"):
        engaged(scene, author=scene.cast.panel_member, is_in_house=True)
    assert not Participant.objects.filter(role="overview_author").exists()


@pytest.mark.requirement("R161")
@pytest.mark.parametrize("question", ["was_involved", "manages_involved", "is_on_panel"])
def test_a_yes_to_one_question_refuses_an_author_in_house(scene, question):
    answers = replace(INDEPENDENT, **{question: True})
    with pytest.raises(NotTheMoment, match="Choose somebody else"):
        engaged(scene, author=insider(scene), is_in_house=True, answers=answers)
    assert not Participant.objects.filter(role="overview_author").exists()


@pytest.mark.requirement("R161")
def test_an_author_in_house_is_checked_by_a_second_person_before_the_report_goes_on(client, scene):
    cast, author = scene.cast, insider(scene)
    engaged(scene, author=author, is_in_house=True)
    with pytest.raises(NotTheMoment, match="first checks your independence"):
        submitted(scene, author)
    statement = IndependenceStatement.objects.get(author=author)
    with pytest.raises(NotTheMoment, match="Somebody else checks this"):
        check_independence(statement, against="Staff lists", by=cast.administrator, now=STARTED)
    client.force_login(cast.chair)
    assert "Check that Ina House is independent" in client.get(reverse("home")).content.decode()
    address = reverse("cases:check_independence", args=[scene.case.pk, statement.pk])
    assert "No agency has named anybody yet" in client.get(address).content.decode()
    assert client.post(address, {"against": "Staff lists of both agencies"}).status_code == 302
    page = client.get(reverse("cases:participants", args=[scene.case.pk])).content.decode()
    assert "against: Staff lists of both agencies" in page
    with pytest.raises(NotTheMoment, match="A draft cannot be submitted"):  # the next guard, not this one
        submitted(scene, author)


@pytest.mark.requirement("R161")
def test_what_agencies_have_named_contradicts_the_statement(scene):
    cast, author = scene.cast, insider(scene)
    named = involved(scene, cast.housing, cast.housing_officer, full_name="ina  HOUSE", is_manager=True)
    with pytest.raises(NotTheMoment, match="named among the staff who were involved"):
        engaged(scene, author=author, is_in_house=True)
    take_back_involved(named, reason="Another Ina House", by=cast.housing_officer, now=STARTED)
    engaged(scene, author=author, is_in_house=True)
    involved(scene, cast.health, cast.health_officer, full_name="I. H.", is_manager=False)
    statement = IndependenceStatement.objects.get(author=author)
    check_independence(statement, against="Staff lists", by=cast.chair, now=STARTED)
    involved(scene, cast.health, cast.health_officer, full_name="Ina Brown", user=author, is_manager=False)
    with pytest.raises(NotTheMoment, match="named among the staff who were involved"):
        submitted(scene, author)


def insider(scene):
    """Somebody of an agency of the case, who has had nothing to do with it."""
    return person("Ina House", agency=scene.cast.housing)


def involved(scene, agency, officer, **who):
    return name_involved(scene.case, agency, by=officer, now=STARTED, **who)


def submitted(scene, author):
    content = OverviewContent("Summary", [], sections={"introduction": "Text"})
    return submit_overview(scene.case, content=content, seen_version=0, by=author, now=STARTED)


def test_there_is_one_author_and_a_day_agreed_for_the_draft(scene):
    engaged(scene)
    duty = Duty.objects.get(rule_key="OVERVIEW")
    assert duty.due_at == end_of(date(2007, 7, 20))
    assert Duty.objects.waiting_for(scene.cast.overview_author).get() == duty
    with pytest.raises(NotTheMoment, match="Olive Overview was engaged at"):
        engaged(scene, author=scene.cast.outsider)


@pytest.mark.requirement("R162")
def test_the_author_is_engaged_on_a_page_that_asks_for_the_approval(client, scene):
    client.force_login(scene.cast.chair)
    typed = {
        "author": scene.cast.overview_author.pk,
        "is_in_house": "no",
        **dict.fromkeys(("was_involved", "manages_involved", "is_on_panel"), "no"),
        "until_on_day": 31,
        "until_on_month": 12,
        "until_on_year": 2099,
        "independence": "Kept statement",
        "draft_due_on_day": 20,
        "draft_due_on_month": 7,
        "draft_due_on_year": 2007,
    }
    page = client.post(url("engage_author", scene.case), typed).content.decode()
    for sentence in ("a curriculum vitae", "criminal records check", "a reference"):
        assert f"Confirm that {sentence}" in page or f"Confirm that an enhanced {sentence}" in page
    assert "Kept statement" in page
    seen = {"has_cv": "on", "has_check": "on", "has_reference": "on"}
    assert client.post(url("engage_author", scene.case), typed | seen).status_code == 302
    assert Participant.objects.get(role="overview_author").user == scene.cast.overview_author


@pytest.mark.requirement("R166")
def test_the_appendix_holds_no_recommendation_that_the_panel_has_not_been_given(scene):
    cast = scene.cast
    released(scene, cast.housing, recommendations=["Released."])
    countersigned(scene, cast.health, recommendations=["Not released."])
    listed = [one.text for _, ones in appendix(scene.case, cast.administrator) for one in ones]
    assert listed == ["Released."]


def test_a_review_neither_released_nor_waived_stops_the_endorsement(scene):
    cast = scene.cast
    released(scene, cast.housing)
    assert [item.is_there for item in bundle(scene.case)][3] is False
    waive(scene.case, cast.health, reason="No contact", by=cast.chair, now=STARTED)
    assert [item.is_there for item in bundle(scene.case)][3] is True


# Refusals


@pytest.mark.parametrize("name", ["overview", "engage_author", "submit_overview", "agree", "endorse"])
def test_somebody_off_the_case_gets_404(client, scene, name):
    client.force_login(scene.cast.outsider)
    assert client.get(url(name, scene.case)).status_code == 404


@pytest.mark.parametrize("name", ["engage_author", "submit_overview", "agree", "endorse"])
def test_an_agency_gets_403_for_the_acts_of_the_board(client, scene, name):
    client.force_login(scene.cast.housing_officer)
    assert client.get(url(name, scene.case)).status_code == 403
    assert client.post(url(name, scene.case), {"x": "y"}).status_code == 403
