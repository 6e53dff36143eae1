"""Quality assurance of released reviews: each member's own judgement, which no agency ever reads."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.models import QualityAssessment
from reviews.rubric import RUBRIC, Mark
from reviews.services.quality import Judged, assess
from scr.cases.emergency import open_in_emergency
from scr.cases.participation import add_participant
from scr.cases.policy import NotTheMoment, NotYourRole, Stale
from scr.people.services import appoint
from tests.asking import queries_of
from tests.cast import D0, Scene, person
from tests.counts import MANY
from tests.reviewing import WRITTEN, countersigned, released, under_review

NEXT_DAY = WRITTEN + timedelta(days=1)
CANARY = "Canary-of-the-panel"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    scene = under_review()
    released(scene, scene.cast.housing)
    return scene


def url(name, scene):
    return reverse(f"reviews:{name}", args=[scene.case.pk, scene.cast.housing.pk])


def judged(**changes):
    return {one.key: Judged(Mark.YES) for one in RUBRIC} | changes


def assessed(scene: Scene, *, by=None, revision=0, verdict="accept", remarks="", **changes):
    return assess(
        scene.case,
        scene.cast.housing,
        answers=judged(**changes),
        verdict=verdict,
        remarks=remarks,
        revision=revision,
        by=by or scene.cast.panel_member,
        now=NEXT_DAY,
    )


def typed(**changes):
    marks = {f"{one.key}_mark": "yes" for one in RUBRIC}
    return {"revision": "0", "verdict": "amend", "remarks": ""} | marks | changes


def test_each_member_judges_alone_and_the_panel_sees_them_side_by_side(client, scene):
    cast = scene.cast
    client.force_login(cast.panel_member)
    sent = typed(why_mark="partly", why_remark="Says what and not why", remarks="Close to done")
    client.post(url("assess", scene), sent)
    assessed(scene, by=cast.other_panel_member, verdict="return", voice=Judged(Mark.NO, "Nobody asked her"))
    page = client.get(url("quality", scene)).content.decode()
    for words in ("Says what and not why", "Nobody asked her", "Pat Panel, in part", "Quinn Panel, no"):
        assert words in page
    assert "<strong>Accept it with amendments</strong>: 1 of 2" in page
    assert "Why, not only what: 1 yes, 1 in part" in page  # the picture, in words
    assert "Change your assessment" in page


def test_a_question_without_an_answer_and_a_doubt_without_a_word_are_asked_for(client, scene):
    client.force_login(scene.cast.panel_member)
    sent = typed(terms_mark="", voice_mark="no", evidence_remark="Kept words")
    page = client.post(url("assess", scene), sent).content.decode()
    for words in ("Answer the question: Does it answer every question", "Say what is missing: The child’s"):
        assert words in page
    assert "Kept words" in page
    with pytest.raises(NotTheMoment, match="Say what is missing: Evidence"):
        assessed(scene, evidence=Judged(Mark.PARTLY))
    assert not QualityAssessment.objects.exists()


def test_two_windows_of_one_member_lose_nothing(client, scene):
    first = assessed(scene, remarks="Said first")
    with pytest.raises(Stale):
        assessed(scene, remarks="Said second")
    client.force_login(scene.cast.panel_member)
    page = client.post(url("assess", scene), typed(remarks="Said second")).content.decode()
    assert "in another window" in page
    assert "Said second" in page
    client.post(url("assess", scene), typed(remarks="Said second", revision="1"))
    first.refresh_from_db()
    assert (first.remarks, first.revision) == ("Said second", 2)
    assert first.history.filter(remarks="Said first").exists()


def test_only_what_was_released_is_judged_and_only_by_the_panel(scene):
    cast = scene.cast
    countersigned(scene, cast.health)
    with pytest.raises(NotTheMoment, match="has no review of Westmarch Community Health before it"):
        assess(
            scene.case, cast.health, answers=judged(), verdict="accept", remarks="", revision=0,
            by=cast.panel_member, now=NEXT_DAY,
        )  # fmt: skip
    for user in (cast.housing_author, cast.housing_officer):
        with pytest.raises(NotYourRole):
            assessed(scene, by=user)
    assert not QualityAssessment.objects.exists()


def test_no_agency_ever_reads_what_the_panel_thinks(client, scene):
    cast = scene.cast
    row = assessed(scene, remarks=CANARY, voice=Judged(Mark.NO, CANARY))
    pages = [
        url("quality", scene),
        url("assess", scene),
        url("agency", scene),
        reverse("changes", args=[scene.case.pk, "qualityassessment", row.pk]),
        reverse("history", args=[scene.case.pk]),
        reverse("home"),
    ]
    for user in (cast.housing_author, cast.housing_officer, cast.health_author, cast.health_officer):
        assert not QualityAssessment.objects.visible_to(user).exists()
        client.force_login(user)
        for page in pages:
            assert CANARY not in client.get(page).content.decode()
        assert client.get(url("quality", scene)).status_code == 404
    client.force_login(cast.chair)
    assert CANARY in client.get(url("quality", scene)).content.decode()  # it is there to be read


def test_the_page_asks_as_often_for_many_members_as_for_one(client, scene):
    cast = scene.cast
    client.force_login(cast.chair)
    assessed(scene)
    few = queries_of(client, url("quality", scene))
    for number in range(MANY):
        member = person(f"Panel {number:03}")
        add_participant(scene.case, member, role="panel_member", by=cast.administrator, now=D0)
        assessed(scene, by=member)
    assert queries_of(client, url("quality", scene)) == few


def test_in_an_emergency_the_page_opens_though_no_review_is_released_to_the_reader(client, scene):
    deputy = person("Dee Deputy", by=scene.cast.administrator)
    appoint(deputy, role="panel_member", by=scene.cast.administrator, now=D0, since=D0.date())
    open_in_emergency(reference=scene.case.reference, reason="Tonight.", by=deputy, now=timezone.now())
    client.force_login(deputy)
    answer = client.get(reverse("reviews:quality", args=[scene.case.pk, scene.cast.housing.pk]))
    assert answer.status_code == 200
    assert "Assess" not in answer.content.decode().partition("<main")[2]
