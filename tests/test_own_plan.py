"""An agency's own plan: begun before the overview exists, added to by the board, looked at every month."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.models import ActionUpdate, MonthlyLook
from actionplans.monthly import look_at_month, month_of, months_of, to_look_at
from actionplans.rounds import Progress
from actionplans.services import add_action
from actionplans.states import Stream
from actionplans.updates import Attachment, claim_done, settle, update_action
from reviews.models import OverviewReport
from reviews.services.signers import set_signers
from scr.audit.services import save_recorded
from scr.cases.models import Duty
from scr.cases.policy import NotTheMoment, NotYourRole
from tests.asking import queries_of
from tests.cast import D0, make_cast
from tests.counts import MANY
from tests.reviewing import WRITTEN, countersigned, under_review

NEXT_DAY = WRITTEN + timedelta(days=1)  # 5 May 2007
JUNE = datetime(2007, 6, 4, 9, 0, tzinfo=UTC)
CANARY = "Canary-of-the-plan"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    cast = make_cast()
    cast.health.overlay_key = "health_trust_2015"
    save_recorded(cast.health, by=cast.administrator, at=D0, act="agency_changed")
    scene = under_review(cast)
    by = {"by": cast.health_officer, "now": D0}
    set_signers(scene.case, cast.health, steps=[], reason="The group has not met yet", version=0, **by)
    countersigned(scene, cast.health, recommendations=["Ask who lives there.", "Keep records together."])
    return scene


def url(name, scene, *args):
    return reverse(f"actionplans:{name}", args=[scene.case.pk, *args])


def own(scene, name="own_plan"):
    return url(name, scene, scene.cast.health.pk)


def begun(scene, *, now=NEXT_DAY, by=None, stream=Stream.AGENCY_REVIEW, **changes):
    values = {
        "what": "Ask at every visit who lives there",
        "owner_post": "Named nurse",
        "due_on": date(2007, 12, 1),
        "outcome": "Nobody is overlooked",
        "measure": "Nine of ten records",
        "monitoring": "Monthly",
        "recommendation_ref": "Community Health 1",
    }
    cast = scene.cast
    by = by or cast.health_author
    return add_action(scene.case, stream=stream, agency=cast.health, **(values | changes), by=by, now=now)


def word(action, said="on_track", progress="Goes on"):
    return Progress(action, said, progress)


def looked(scene, *entries, now=NEXT_DAY, by=None, words="On its way"):
    cast = scene.cast
    return look_at_month(
        scene.case, cast.health, entries, group="Safeguarding group", words=words,
        by=by or cast.health_officer, now=now,
    )  # fmt: skip


def monthly(action):
    return Duty.objects.open().filter(rule_key="AP_MONTHLY", subject_id=action.pk)


@pytest.mark.requirement("R134")
def test_a_recommendation_is_begun_as_soon_as_it_is_countersigned(client, scene):
    cast = scene.cast
    client.force_login(cast.health_author)
    room = client.get(reverse("reviews:agency", args=[scene.case.pk, cast.health.pk])).content.decode()
    assert own(scene) in room
    page = client.get(own(scene)).content.decode()
    for words in ("Ask who lives there.", "Not begun", "Begin with an action"):
        assert words in page
    assert not OverviewReport.objects.exists()
    begun(scene)
    page = client.get(own(scene)).content.decode()
    assert "Ask at every visit who lives there" in page
    assert page.count("Not begun") == 1
    assert "From an agency’s own review" in page or "From an agency&#x27;s own review" in page


@pytest.mark.requirement("R134")
def test_what_the_board_recommends_is_added_to_the_same_plan_and_monitored_alike(client, scene):
    cast = scene.cast
    first = begun(scene)
    boards = begun(scene, stream=Stream.OVERVIEW, what="Train every team", by=cast.administrator, now=JUNE)
    client.force_login(cast.health_officer)
    page = client.get(own(scene)).content.decode()
    assert "Its actions (2)" in page
    assert "For an agency, from the overview report" in page
    assert monthly(first).count() == monthly(boards).count() == 1


@pytest.mark.requirement("R134")
def test_each_month_asks_anew_until_the_action_is_done(scene):
    cast = scene.cast
    action = begun(scene)
    assert monthly(action).get().due_at.date() == date(2007, 6, 5)
    looked(scene, word(action))
    assert monthly(action).get().due_at.date() == date(2007, 7, 5)
    looked(scene, word(action), now=JUNE + timedelta(days=10))
    assert monthly(action).get().due_at.date() == date(2007, 8, 5)
    july = JUNE + timedelta(days=40)
    claim_done(
        action, progress="Done", files=[Attachment("a.csv", b"a,b\n")], by=cast.health_author, now=july
    )
    settle(action, findings="Seen", by=cast.panel_member, now=july)
    assert not monthly(action).exists()


@pytest.mark.requirement("R134")
def test_the_month_is_recorded_on_a_page_with_a_word_on_each_action(client, scene):
    action = begun(scene, now=timezone.now(), due_on=timezone.localdate() + timedelta(days=90))
    client.force_login(scene.cast.health_officer)
    sent = {
        "group": "Safeguarding group",
        "words": "Two of nine teams",
        f"action-{action.number}-said": "at_risk",
    }
    page = client.post(own(scene, "month"), sent).content.decode()
    assert "Enter what has been done since the last time" in page
    assert "Two of nine teams" in page
    sent[f"action-{action.number}-progress"] = "Teams A and B"
    page = client.post(own(scene, "month"), sent, follow=True).content.decode()
    for words in ("By the Safeguarding group: Two of nine teams", "At risk"):
        assert words in page
    assert MonthlyLook.objects.get().month == month_of(timezone.now())
    page = client.post(own(scene, "month"), sent).content.decode()
    assert "You can still report on a single action" in page
    assert ActionUpdate.objects.count() == 1


def test_nothing_is_left_out_and_a_month_is_looked_at_once(scene):
    cast = scene.cast
    with pytest.raises(NotTheMoment, match="no action yet"):
        looked(scene)
    first, second = begun(scene), begun(scene)
    update_action(first, said="on_track", progress="Already said", by=cast.health_author, now=NEXT_DAY)
    assert [one.action for one in to_look_at(scene.case, cast.health, NEXT_DAY)] == [second]
    with pytest.raises(NotTheMoment, match="number 2 is missing"):
        looked(scene)
    with pytest.raises(NotYourRole):
        looked(scene, word(second), by=cast.housing_officer)
    looked(scene, word(second))
    with pytest.raises(NotTheMoment, match="recorded May 2007"):
        looked(scene)
    looked(scene, word(first), word(second), now=JUNE)
    months = months_of(scene.case, cast.health, JUNE, user=cast.health_author)
    found = [(one.name, one.updates, bool(one.look)) for one in months]
    assert found == [("June 2007", 2, True), ("May 2007", 2, True)]


def test_no_other_agency_reads_it_and_the_panel_does(client, scene):
    cast = scene.cast
    now = timezone.now()  # the page shows the months up to this one
    action = begun(scene, now=now, due_on=timezone.localdate() + timedelta(days=90))
    looked(scene, word(action, progress=CANARY), words=CANARY, now=now)
    for user in (cast.housing_author, cast.housing_officer):
        assert not MonthlyLook.objects.visible_to(user).exists()
        client.force_login(user)
        for name in ("own_plan", "month"):
            assert client.get(own(scene, name)).status_code == 404
        assert CANARY not in client.get(url("plan", scene)).content.decode()
    client.force_login(cast.panel_member)
    assert CANARY in client.get(own(scene)).content.decode()
    assert client.get(own(scene, "month")).status_code == 403


def test_the_page_asks_as_often_for_many_actions_as_for_few(client, scene):
    client.force_login(scene.cast.health_author)
    looked(scene, word(begun(scene)))
    few = [queries_of(client, own(scene, name)) for name in ("own_plan", "month")]
    for _ in range(MANY):
        begun(scene, now=JUNE)
    assert [queries_of(client, own(scene, name)) for name in ("own_plan", "month")] == few
