"""Taking recommendations over into the plan: who is offered which, and what the form starts with."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from actionplans.recommendations import recommendations
from actionplans.states import Stream
from reviews.services.overview import OverviewContent, OverviewRecommended, engage_author, submit_overview
from scr.cases.independence import INDEPENDENT
from tests.cast import person
from tests.plan_case import agree, at, set_stage
from tests.reviewing import countersigned, released, under_review

pytestmark = pytest.mark.usefixtures("rows")


@pytest.fixture(scope="module")
def module_scene(module_rows):
    """An overview report in two versions; the second one addresses Housing, everybody and the board."""
    stage = set_stage(stage="overview_drafting")
    author = person("Otis Overview")
    engage_author(
        stage.case,
        author=author,
        independence="No tie to any agency",
        answers=INDEPENDENT,
        draft_due_on=date(2007, 9, 1),
        by=stage.cast.administrator,
        now=at(-60),
    )
    housing, health = stage.cast.housing.pk, stage.cast.health.pk
    first = (OverviewRecommended("An earlier wording", agency_ids=(housing,)),)
    second = (
        OverviewRecommended("Tell health visitors of every move", agency_ids=(housing,)),
        OverviewRecommended("Train together", agency_ids=(housing, health)),
        OverviewRecommended("Write a procedure for moves", is_for_board=True),
    )
    for version, rows in enumerate((first, second)):
        content = OverviewContent("Summary", rows, sections={"introduction": "Text"})
        submit_overview(stage.case, content=content, seen_version=version, by=author, now=at(-50 + version))
    return stage


@pytest.fixture
def stage(scene):
    return scene


def test_the_newest_report_is_offered_with_its_addressees(stage):
    found = recommendations(stage.case, user=stage.cast.panel_member)
    assert [(one.ref, one.text, one.owners) for one in found] == [
        ("OR 1", "Tell health visitors of every move", "Housing"),
        ("OR 2", "Train together", "Community Health, Housing"),
        ("OR 3", "Write a procedure for moves", "the board"),
    ]


def test_the_form_starts_with_a_copy_and_with_the_owner_where_there_is_no_choice(stage):
    first, second, third = recommendations(stage.case, user=stage.cast.panel_member)
    assert first.initial == {
        "recommendation_ref": "OR 1",
        "recommendation_text": "Tell health visitors of every move",
        "stream": Stream.OVERVIEW,
        "owner": str(stage.cast.housing.pk),
    }
    assert "owner" not in second.initial
    assert (third.initial["stream"], third.initial["owner"]) == ("board", "board")


@pytest.mark.requirement("R200")
def test_a_recommendation_says_how_many_actions_answer_it(stage):
    agree(stage, recommendation_ref="OR 1")
    agree(stage, recommendation_ref="OR 1")
    found = recommendations(stage.case, user=stage.cast.panel_member)
    assert [one.actions for one in found] == [2, 0, 0]


def test_nobody_is_offered_what_they_may_not_read(stage):
    assert recommendations(stage.case, user=stage.cast.housing_officer) == []
    assert recommendations(stage.case, user=stage.cast.outsider) == []


def test_the_page_takes_a_recommendation_over_into_its_form(stage):
    client = Client()
    client.force_login(stage.cast.panel_member)
    page = reverse("actionplans:add_action", args=[stage.case.pk])
    listed = client.get(page).content.decode()
    chosen = recommendations(stage.case, user=stage.cast.panel_member)[0]
    assert f"?recommendation={chosen.id}" in listed
    assert "An earlier wording" not in listed
    form = client.get(page, {"recommendation": str(chosen.id)}).content.decode()
    assert 'value="OR 1"' in form
    assert f'<option value="{stage.cast.housing.pk}" selected' in form
    assert client.get(page, {"recommendation": "nonsense"}).status_code == 200


@pytest.mark.requirement("R193")
def test_an_agencys_own_recommendations_are_offered_once_its_review_is_released(stage):
    scene = under_review(stage.cast)
    countersigned(scene, scene.cast.health)
    released(scene, scene.cast.housing, recommendations=("Tell of every move", "Keep a list"))
    found = recommendations(scene.case, user=scene.cast.panel_member)
    assert [(one.ref, one.text, one.stream) for one in found] == [
        ("Housing 1", "Tell of every move", "agency_review"),
        ("Housing 2", "Keep a list", "agency_review"),
    ]
