"""Notices under the law of 2018: to the national panel, Ofsted, the department and the Secretary of State."""

from datetime import timedelta

import pytest
from django.urls import reverse

from scr.audit.services import save_recorded
from scr.cases.models import Duty
from scr.cases.noting import note_event
from scr.cases.services import record_milestone
from scr.letters.fields import problems_in
from scr.letters.models import Letter
from scr.letters.texts import built_in
from scr.people.models import Board
from scr.procedures import newest
from tests.cast import D0, Scene, make_case, make_cast
from tests.letter_desk import TYPED, signed_in, words_of

pytestmark = pytest.mark.usefixtures("rows")
LAW = newest("lcspr_2018")
ADDED = [one.code for one in LAW.letters if one.body_kind]
PANEL = "Child Safeguarding Practice Review Panel"
MORE = {"incident": "A child was found unwell and has died.", "reviewer": "R. Viewer, independent reviewer"}


@pytest.fixture(scope="module")
def module_scene(module_rows):
    cast = make_cast()
    board = Board.objects.get()
    board.procedure_key = LAW.key
    save_recorded(board, by=cast.administrator, at=D0, act="board_changed")
    return Scene(cast, make_case(cast))


def address(case, code):
    return reverse("letters:issue", args=[case.pk, code])


def sent(cast, case, code):
    """Send a notice as the page offers it: to the body that is chosen there already."""
    client = signed_in(cast.administrator)
    body = client.get(address(case, code)).context["form"].fields["body"].initial
    answer = client.post(address(case, code), {**TYPED, **MORE, "addressee": "", "body": body}, follow=True)
    return answer.content.decode(), Letter.objects.get(case=case, code=code)


def is_met(case, rule):
    return Duty.objects.get(case=case, rule_key=rule).met_at is not None


@pytest.mark.requirement("R029")
def test_the_serious_incident_is_notified_to_the_national_panel(cast, case):
    waiting = signed_in(cast.administrator).get(reverse("letters:list", args=[case.pk])).content.decode()
    assert address(case, "NOTIFICATION") in waiting
    shown, letter = sent(cast, case, "NOTIFICATION")
    assert f"sent to {PANEL}." in shown
    assert letter.body.kind == "national_panel"
    assert MORE["incident"] in words_of(letter)
    assert is_met(case, "NOTIFY")


@pytest.mark.requirement("R029")
@pytest.mark.requirement("R066")
def test_national_panel_ofsted_and_department_are_told_of_a_local_review_and_its_reviewer(cast, case):
    record_milestone(case, "review_instigated", by=cast.chair, now=D0 + timedelta(days=20))
    for code, name, rule in (
        ("NATIONAL_PANEL", PANEL, "NOTIFY_PANEL"),
        ("INSPECTORATE", "Ofsted", "NOTIFY_EXT"),
        ("DEPARTMENT", "Department for Education", "NOTIFY_DEPT"),
    ):
        assert not is_met(case, rule)
        shown, letter = sent(cast, case, code)
        assert f"sent to {name}." in shown
        assert MORE["reviewer"] in words_of(letter)
        assert "serious case review" not in words_of(letter).lower()
        assert is_met(case, rule)


def test_nothing_is_sent_before_the_reviewer_is_named(cast, case):
    record_milestone(case, "review_instigated", by=cast.chair, now=D0)
    answer = signed_in(cast.administrator).post(address(case, "NATIONAL_PANEL"), {**TYPED, "body": "none"})
    assert "Enter who carries out the review" in answer.content.decode()
    assert not Letter.objects.exists()


def test_who_told_all_of_them_by_other_means_notes_it_once(cast, case):
    record_milestone(case, "review_instigated", by=cast.chair, now=D0)
    noted = {"happened_at": D0, "note": "The national online form", "now": D0}
    note_event(case, "national_bodies_told", by=cast.administrator, **noted)
    assert all(is_met(case, rule) for rule in ("NOTIFY_PANEL", "NOTIFY_EXT", "NOTIFY_DEPT"))


@pytest.mark.requirement("R062")
def test_a_looked_after_child_s_death_goes_to_the_secretary_of_state_and_to_ofsted(cast, case):
    assert "Not yet" in signed_in(cast.administrator).get(address(case, "MINISTER")).content.decode()
    note_event(case, "child_looked_after", happened_at=D0, note="Letter", by=cast.chair, now=D0)
    shown, letter = sent(cast, case, "MINISTER")
    assert "sent to Secretary of State." in shown
    assert "whether or not anybody suspects abuse" in words_of(letter)
    assert not is_met(case, "LAC_DEATH")
    assert "sent to Ofsted." in sent(cast, case, "INCIDENT")[0]
    assert is_met(case, "LAC_DEATH")


@pytest.mark.parametrize("code", ADDED)
def test_every_notice_has_a_sound_text(code):
    letter = LAW.letter(code)
    text = built_in(LAW.key, letter)
    assert problems_in(text.subject, letter, is_one_line=True) == []
    assert problems_in(text.body, letter) == []
