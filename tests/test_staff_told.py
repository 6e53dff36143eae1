"""Staff of an agency: told what a review is for, debriefed, learning together; and discipline kept apart."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.models import DisciplinaryReferral, EventPart, StaffDebrief, StaffTold
from reviews.models.staff import StaffNote
from reviews.services.staff import (
    Debriefing,
    Event,
    Taking,
    arrange_event,
    cancel_event,
    join_event,
    note_debrief,
    note_discipline,
    note_staff_told,
    take_back,
)
from scr.audit.services import save_recorded
from scr.cases.approach import set_approach
from scr.cases.events import has_happened
from scr.cases.models import Duty
from scr.cases.participation import add_participant
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.services import join_agency, record_milestone
from scr.people.services import add_agency
from tests.asking import queries_of
from tests.cast import D0, person
from tests.counts import MANY
from tests.reviewing import WRITTEN, countersigned, released, under_review, written

NEXT_DAY = WRITTEN + timedelta(days=1)
TODAY = NEXT_DAY.date()
CANARY = "Canary-of-the-staff"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return under_review()


def url(name, scene, *args):
    return reverse(f"reviews:{name}", args=[scene.case.pk, *args])


def room(name, scene, *args):
    return url(name, scene, scene.cast.housing.pk, *args)


def told(scene, **changes):
    values = {"on": TODAY, "who": "Lettings team", "how": "At a team meeting"} | changes
    cast = scene.cast
    return note_staff_told(scene.case, cast.housing, **values, by=cast.housing_author, now=NEXT_DAY)


def debriefed(scene, *, now=NEXT_DAY, **changes):
    values = {"who": "Lettings team", "led_by": "The head", "words": "What we found", "support": "Offered"}
    cast = scene.cast
    debriefing = Debriefing(**(values | changes))
    return note_debrief(
        scene.case, cast.housing, on=now.date(), debriefing=debriefing, by=cast.housing_author, now=now
    )


def disciplined(scene, *, by=None):
    cast = scene.cast
    return note_discipline(scene.case, cast.housing, on=TODAY, by=by or cast.housing_officer, now=NEXT_DAY)


def other_method(scene):
    by = scene.cast.chair
    set_approach(scene.case, method="systems_approach", is_independent=False, by=by, now=WRITTEN)


def arranged(scene, **changes):
    values = {"what": "A day of learning", "held_at": NEXT_DAY + timedelta(days=10), "place": "Town hall"}
    event = Event(**(values | changes))
    return arrange_event(scene.case, event=event, by=scene.cast.administrator, now=NEXT_DAY)


def waiting(rule):
    return Duty.objects.open().filter(rule_key=rule)


def of_today(name):
    day = timezone.localdate()
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.mark.requirement("R078")
def test_staff_are_told_what_the_review_is_for_and_that_it_is_no_discipline(client, scene):
    cast = scene.cast
    assert {one.agency for one in waiting("STAFF_TOLD")} == {cast.housing, cast.health}
    client.force_login(cast.housing_author)
    assert "Tell Housing’s staff what the review is for" in client.get(reverse("home")).content.decode()
    note = client.get(room("staff_note", scene)).content.decode()
    for words in ("A review is for learning", "It is no part of discipline", "Both may run at once"):
        assert words in note
    assert cast.housing_author.full_name not in note.split("<main")[1]
    sent = {"who": "Lettings team", "how": "At a team meeting"} | of_today("on")
    page = client.post(room("note_staff", scene, "told"), sent, follow=True).content.decode()
    assert "Lettings team" in page
    assert {one.agency for one in waiting("STAFF_TOLD")} == {cast.health}
    client.force_login(cast.panel_member)
    assert "Lettings team" in client.get(room("staff", scene)).content.decode()
    client.force_login(cast.health_officer)
    assert client.get(room("staff", scene)).status_code == 404


@pytest.mark.requirement("R078")
def test_a_disciplinary_referral_is_a_day_and_nothing_else(client, scene):
    """No field could take a word over, neither of whom nor of why, into the review or out of it."""
    added = {field.name for field in DisciplinaryReferral._meta.get_fields()}
    carried = {field.name for field in StaffNote._meta.get_fields()} | {"id"}
    assert added == carried
    client.force_login(scene.cast.housing_officer)
    assert set(client.get(room("note_staff", scene, "discipline")).context["form"].fields) == {"on"}
    sent = of_today("on") | {"who": CANARY, "why": CANARY}
    page = client.post(room("note_staff", scene, "discipline"), sent, follow=True).content.decode()
    assert "your agency turned to its own procedure" in page
    assert CANARY not in page
    assert "who" in {
        field.name for field in StaffTold._meta.get_fields()
    }  # a note that has words has a field


@pytest.mark.requirement("R078")
def test_discipline_and_review_run_at_once_and_nobody_outside_sees_the_one(client, scene):
    cast = scene.cast
    row = disciplined(scene)
    released(
        scene, cast.housing, now=NEXT_DAY
    )  # the review goes on, and what is released takes nothing along
    for user in (cast.administrator, cast.chair, cast.panel_member, cast.health_author, cast.overview_author):
        assert not DisciplinaryReferral.objects.visible_to(user).exists()
    for user in (cast.administrator, cast.panel_member):
        client.force_login(user)
        page = client.get(room("staff", scene)).content.decode()
        assert "isciplin" not in page
        assert "isciplin" not in client.get(room("agency", scene)).content.decode()
    with pytest.raises(NotYourRole):
        disciplined(scene, by=cast.administrator)
    client.force_login(cast.housing_author)
    assert "your agency turned to its own procedure" in client.get(room("staff", scene)).content.decode()
    taken = reverse("reviews:take_back_staff", args=[scene.case.pk, "discipline", row.pk])
    page = client.post(taken, {"why": "Noted in error"}, follow=True).content.decode()
    assert "your agency turned to its own procedure" not in page
    assert DisciplinaryReferral.objects.get().taken_back_why == "Noted in error"


@pytest.mark.requirement("R135")
def test_staff_are_debriefed_after_the_review_is_sent_and_before_the_report(client, scene):
    cast = scene.cast
    written(scene, cast.housing)
    with pytest.raises(NotTheMoment, match="countersigned and sent"):
        debriefed(scene)
    countersigned(scene, cast.housing)
    assert not has_happened(scene.case, "overview_submitted")
    client.force_login(cast.housing_author)
    sent = {"who": "Lettings", "led_by": "Head", "words": CANARY, "support": "Supervision"} | of_today("on")
    page = client.post(room("note_staff", scene, "debrief"), sent, follow=True).content.decode()
    assert CANARY in page
    assert "by letter 10" in page
    client.force_login(cast.chair)
    page = client.get(room("staff", scene)).content.decode()
    assert "What was said stays in the agency" in page
    assert CANARY not in page
    assert not StaffDebrief.objects.visible_to(cast.chair).exists()


@pytest.mark.requirement("R135")
def test_a_trust_has_the_task_of_debriefing_its_staff(scene):
    cast = scene.cast
    trust = add_agency(name="Westmarch NHS Trust", short_name="Trust", by=None, now=D0)
    trust.overlay_key = "health_trust_2015"
    save_recorded(trust, by=None, at=D0, act="own_rules_chosen")
    join_agency(scene.case, trust, by=cast.administrator, now=D0)
    officer = person("Tess Trust", agency=trust)
    add_participant(scene.case, officer, role="chief_officer", agency=trust, by=cast.administrator, now=D0)
    for agency in (trust, cast.housing):
        record_milestone(scene.case, "review_countersigned", by=cast.chair, now=WRITTEN, agency=agency)
    assert [one.agency for one in waiting("DEBRIEF")] == [trust]
    said = Debriefing("Nurses", "Named nurse", "What we found", "Supervision")
    note_debrief(scene.case, trust, on=TODAY, debriefing=said, by=officer, now=NEXT_DAY)
    assert not waiting("DEBRIEF").exists()


def test_what_was_noted_wrongly_is_taken_back_once_and_stays(scene):
    cast = scene.cast
    row = told(scene)
    with pytest.raises(NotTheMoment, match="once it has happened"):
        told(scene, on=TODAY + timedelta(days=1))
    with pytest.raises(NotYourRole):
        take_back(row, why="No", by=cast.chair, now=NEXT_DAY)
    take_back(row, why="Another team", by=cast.housing_officer, now=NEXT_DAY)
    assert not has_happened(scene.case, "staff_told", agency=cast.housing)
    with pytest.raises(NotTheMoment, match="taken back already"):
        take_back(row, why="Again", by=cast.housing_officer, now=NEXT_DAY)
    assert StaffTold.objects.get().who == "Lettings team"


@pytest.mark.requirement("R136")
def test_where_another_method_is_used_staff_take_part_in_its_learning_events(client, scene):
    cast = scene.cast
    with pytest.raises(NotTheMoment, match="another method"):
        arranged(scene)
    client.force_login(cast.administrator)
    assert "Learning events" not in client.get(url("lessons", scene)).content.decode()
    other_method(scene)
    later = timezone.localtime() + timedelta(days=20)
    when = {"held_at_day": later.day, "held_at_month": later.month, "held_at_year": later.year}
    sent = {"what": "A day of learning", "held_at_time": "10am", "place": "Town hall"} | when
    page = client.post(url("arrange_event", scene), sent, follow=True).content.decode()
    assert "A day of learning" in page
    assert {one.agency for one in waiting("LEARNING_EVENT")} == {cast.housing, cast.health}
    client.force_login(cast.health_author)
    home = client.get(reverse("home")).content.decode()
    assert "Say who of Community Health’s staff takes part in a learning event" in home
    event = waiting("LEARNING_EVENT").first().subject_id
    sent = {"who": "Two health visitors", "many": 2, "supported_by": "Their manager, the named nurse"}
    page = client.post(url("event", scene, event), sent, follow=True).content.decode()
    assert "Two health visitors" in page
    assert {one.agency for one in waiting("LEARNING_EVENT")} == {cast.housing}
    client.force_login(cast.chair)
    assert "Two health visitors" in client.get(url("event", scene, event)).content.decode()
    client.force_login(cast.housing_author)
    assert "Two health visitors" not in client.get(url("event", scene, event)).content.decode()


@pytest.mark.requirement("R136")
def test_a_part_is_said_anew_and_an_event_called_off_asks_for_nothing(scene):
    cast = scene.cast
    other_method(scene)
    event = arranged(scene)
    for many in (2, 3):
        taking = Taking("Officers", many, "Their manager")
        join_event(event, cast.housing, taking=taking, by=cast.housing_officer, now=NEXT_DAY)
    standing = EventPart.objects.filter(taken_back_at__isnull=True)
    assert [one.many for one in standing] == [3]
    with pytest.raises(NotYourRole):
        cancel_event(event, by=cast.housing_officer, now=NEXT_DAY)
    cancel_event(event, by=cast.chair, now=NEXT_DAY)
    assert not waiting("LEARNING_EVENT").exists()
    with pytest.raises(NotTheMoment, match="called off"):
        join_event(event, cast.housing, taking=Taking("x", 1, "y"), by=cast.housing_officer, now=NEXT_DAY)


def test_the_page_about_staff_asks_as_often_for_many_notes_as_for_one(client, scene):
    client.force_login(scene.cast.housing_author)
    told(scene)
    few = queries_of(client, room("staff", scene))
    for _ in range(MANY):
        told(scene)
    assert queries_of(client, room("staff", scene)) == few
