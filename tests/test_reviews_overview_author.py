"""Before the overview report: its author is engaged, and what it waits for."""

from datetime import date

import pytest
from django.urls import reverse

from reviews.models import OverviewEngagement
from reviews.report import appendix
from reviews.services.endorsement import bundle
from reviews.services.reception import waive
from scr.cases.deadlines import end_of
from scr.cases.models import Duty, Participant
from scr.cases.policy import NotTheMoment
from tests.reviewing import STARTED, countersigned, engaged, released, under_review

pytestmark = pytest.mark.usefixtures("rows")


@pytest.fixture(scope="module")
def module_scene(module_rows):
    """A case whose reviews are being written, with no overview author yet."""
    return under_review()


def url(name, case, *args):
    return reverse(f"reviews:{name}", args=[case.pk, *args])


# The author


@pytest.mark.requirement("R160")
def test_the_author_has_no_tie_to_an_agency_of_the_case(scene):
    with pytest.raises(NotTheMoment, match="works for an agency that the review is about"):
        engaged(scene, author=scene.cast.housing_author)
    assert not OverviewEngagement.objects.exists()
    engaged(scene)
    assert OverviewEngagement.objects.get().independence == "Has never worked in the county."


@pytest.mark.requirement("R161")
def test_an_author_in_house_does_not_sit_on_the_panel(scene):
    with pytest.raises(NotTheMoment, match="cannot go together"):
        engaged(scene, author=scene.cast.panel_member, is_in_house=True)
    assert not Participant.objects.filter(role="overview_author").exists()


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
