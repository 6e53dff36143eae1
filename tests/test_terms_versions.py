"""Versions of the terms: compared side by side, sent anew with what changed, acknowledged by each agency."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from reviews.comparing import changes, compared
from reviews.terms_sheet import Row
from scr.cases.models import Duty
from scr.cases.policy import NotTheMoment
from scr.letters.models import Letter
from scr.letters.services import acknowledge
from scr.outbox.models import Notice
from scr.people.services import add_agency
from tests.cast import D0
from tests.counts import MANY
from tests.reviewing import DUE, LINES, SIGNED, drafted, scoped, signed

pytestmark = pytest.mark.usefixtures("rows")
LATER = D0 + timedelta(days=60)
CANARY = "Canary-of-the-draft"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    scene = scoped()
    signed(scene)
    return scene


def page(client, user, name, case, *args, **query):
    client.force_login(user)
    return client.get(reverse(name, args=[case.pk, *args]), query).content.decode()


def words_of(html):
    return " ".join(strip_tags(html).split())


def letter_k(agency):
    return Letter.objects.filter(code="K", agency=agency).latest("issued_at")


def second(scene, **changed):
    return signed(scene, now=LATER, reviews_due_on=None, lines=[*LINES, "Who saw S1?"], **changed)


def test_points_that_came_went_and_changed_are_told_apart():
    before = [
        Row("a", "A", "seen by the nurse"),
        Row("b", "B", "gone"),
        Row("c", "C", "same"),
        Row("e", "E", ""),
    ]
    after = [
        Row("a", "A", "seen by the doctor"),
        Row("c", "C", "same"),
        Row("d", "D", "new"),
        Row("e", "E", ""),
    ]
    found = {one.label: one.state for one in compared(before, after)}
    assert found == {"A": "Changed", "C": "", "D": "Added", "B": "Taken out"}
    first = changes(before, after)[0]
    assert [(one.state, one.text) for one in first.before][-1] == ("Taken out", "nurse")
    assert [(one.state, one.text) for one in first.after][-1] == ("Added", "doctor")


@pytest.mark.requirement("R102")
def test_any_two_versions_stand_side_by_side_word_by_word_and_the_draft_only_for_the_panel(
    client, scene, case
):
    second(scene, contract_by="The Chair and the Business Manager")
    drafted(scene, now=LATER, reviews_due_on=None, on_delay=CANARY)
    housing = scene.cast.housing_author
    shown = page(client, housing, "reviews:compare_terms", case)
    assert "Version 1 beside version 2" in shown
    assert "<ins>" in shown
    assert "Added: Business Manager" in words_of(shown).replace(" (end)", "")
    assert "Taken out: Training" in words_of(shown) or "Taken out: Training Manager" in words_of(shown)
    assert "Who saw S1?" in shown
    assert shown.count('scope="row"') == 2, "two points differ"
    assert "The same in both" in shown
    assert CANARY not in page(client, housing, "reviews:compare_terms", case, earlier="1", later="draft")
    panel = page(client, scene.cast.panel_member, "reviews:compare_terms", case, earlier="1", later="draft")
    assert CANARY in panel
    assert "say the same" in page(client, housing, "reviews:compare_terms", case, earlier="1", later="1")


def test_with_one_version_the_page_says_that_there_is_nothing_to_compare(client, scene, case):
    assert "Nothing to compare yet" in page(client, scene.cast.housing_author, "reviews:compare_terms", case)
    client.force_login(scene.cast.outsider)
    assert client.get(reverse("reviews:compare_terms", args=[case.pk])).status_code == 404


@pytest.mark.requirement("R104")
def test_a_new_version_goes_out_with_letter_k_that_says_what_changed(scene, cast):
    joiner = add_agency(name="Harrowdale Visitors", short_name="Harrowdale", by=None, now=D0)
    signed(
        scene,
        now=LATER,
        agency_ids=[joiner.pk],
        reviews_due_on=(LATER + timedelta(days=30)).date(),
        contract_by="Nobody",
    )
    letter = words_of(letter_k(cast.housing).rendering.html)
    for words in (
        "version 2",
        "What has changed",
        "Harrowdale Visitors",
        "Nobody",
        "acknowledge this letter as well",
    ):
        assert words in letter
    assert "What has changed" not in words_of(letter_k(joiner).rendering.html), "it had no version before"
    told = Notice.objects.filter(path__endswith="/terms/compare/").values_list("recipient_id", flat=True)
    assert set(told) == {cast.housing_author.pk, cast.health_author.pk}


# Acknowledging


def ack_duties(agency):
    return Duty.objects.filter(rule_key="ACK_K", agency=agency)


@pytest.mark.requirement("R104")
def test_each_agency_acknowledges_by_a_day_and_is_reminded(client, scene, cast, case):
    duty = ack_duties(cast.housing).get()
    assert duty.due_at is not None
    assert duty.rule.reminders
    assert duty.rule.escalations == ((1, "administrator"),)
    client.force_login(cast.housing_officer)
    client.post(reverse("letters:acknowledge", args=[letter_k(cast.housing).pk]))
    assert ack_duties(cast.housing).get().met_at is not None
    assert ack_duties(cast.health).get().met_at is None


@pytest.mark.requirement("R104")
def test_who_acknowledged_and_when_stands_on_the_terms_and_on_the_agencys_card(client, scene, cast, case):
    acknowledge(letter_k(cast.housing), by=cast.housing_officer, now=SIGNED + timedelta(hours=1))
    terms = words_of(page(client, cast.administrator, "reviews:terms", case))
    assert "acknowledged by Hugo Housing at" in terms
    assert "not acknowledged yet" in terms
    cards = words_of(page(client, cast.panel_member, "reviews:agencies", case))
    assert "Acknowledged by Hugo Housing at" in cards
    assert "not acknowledged yet" in cards
    own = words_of(page(client, cast.health_officer, "reviews:terms", case))
    assert "Letter K to Westmarch Community Health" in own
    assert "Hugo Housing" not in own
    room = words_of(page(client, cast.health_officer, "reviews:agency", case, cast.health.pk))
    assert "not acknowledged yet" in room


def test_a_new_version_is_acknowledged_anew_and_the_earlier_letter_no_longer(client, scene, cast, case):
    earlier = letter_k(cast.housing)
    acknowledge(letter_k(cast.health), by=cast.health_officer, now=SIGNED + timedelta(hours=1))
    second(scene)
    assert ack_duties(cast.housing).open().count() == 1, "the duty of the earlier letter is gone"
    assert ack_duties(cast.health).open().count() == 1
    with pytest.raises(NotTheMoment, match="sent anew since"):
        acknowledge(earlier, by=cast.housing_officer, now=LATER)
    shown = page(client, cast.housing_officer, "letters:letter", earlier)
    assert "No longer needed: the letter was sent anew" in shown
    assert "Acknowledge this letter" not in shown
    assert "not acknowledged yet" in words_of(page(client, cast.panel_member, "reviews:agencies", case))
    acknowledge(letter_k(cast.housing), by=cast.housing_officer, now=LATER)
    assert not ack_duties(cast.housing).open().exists()


def test_the_pages_ask_the_database_as_often_for_many_agencies(client, scene, cast, case):
    client.force_login(cast.administrator)
    second(scene)

    def queries():
        counts = []
        for name in ("reviews:terms", "reviews:compare_terms"):
            address = reverse(name, args=[case.pk])
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            counts.append(len(asked))
        return counts

    few = queries()
    more = [
        add_agency(name=f"Agency {number}", short_name=f"A{number}", by=None, now=D0).pk
        for number in range(MANY)
    ]
    signed(
        scene, now=LATER + timedelta(hours=1), agency_ids=more, reviews_due_on=DUE, why_outside_window="Late"
    )
    assert queries() == few
