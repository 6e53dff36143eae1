"""Every letter of the procedure from its page: what it says, what it asks of the sender, who reads it."""

from dataclasses import dataclass
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from scr.cases.models import Case, Duty, Milestone
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.services import has_happened, record_milestone
from scr.documents.models import Document
from scr.documents.tasks import render_waiting
from scr.letters.models import Letter
from scr.letters.services import issue_to, record_receipt
from tests.cast import D0, Scene, make_case, make_cast
from tests.letter_desk import PROCEDURE, send, signed_in, words_of

pytestmark = pytest.mark.usefixtures("rows")
SENT_HERE = [one for one in PROCEDURE.letters if not one.is_sent_by_act]


@dataclass
class Desk(Scene):
    late: Case


@pytest.fixture(scope="module")
def module_scene(module_rows):
    cast = make_cast()
    return Desk(cast, make_case(cast), reviews_due(cast, make_case(cast)))


@pytest.fixture
def late(scene):
    return scene.late


def reviews_due(cast, case):
    """A case in which everything that a letter follows from has happened, and reviews are due."""
    for key in sorted({one.follows for one in PROCEDURE.letters if one.follows}):
        record_milestone(case, key, by=cast.administrator, now=D0 + timedelta(days=21))
    for agency in (cast.housing, cast.health):
        due_on = (D0 + timedelta(days=72)).date()
        at = D0 + timedelta(days=30)
        record_milestone(case, "agency_asked", by=cast.administrator, now=at, agency=agency, agreed_on=due_on)
    return case


def address_of(case, code):
    return reverse("letters:issue", args=[case.pk, code])


def sent(cast, case, code, **typed):
    return send(cast.administrator, case, code, agencies=[str(cast.housing.pk)], **typed)[1]


@pytest.mark.parametrize("kind", SENT_HERE, ids=lambda one: one.code)
def test_every_letter_is_sent_from_its_page_and_kept(cast, late, kind):
    (letter,) = sent(cast, late, kind.code)
    text = words_of(letter)
    assert PROCEDURE.standing_statement in text
    assert late.reference in text
    assert "{{" not in text and "[" not in text.partition("<body>")[2]
    assert (letter.issued_by, letter.label, letter.text_version) == (cast.administrator, kind.label, 0)
    assert not kind.milestone or has_happened(late, kind.milestone)
    shown = signed_in(cast.administrator).get(reverse("letters:list", args=[late.pk])).content.decode()
    assert reverse("letters:letter", args=[letter.pk]) in shown
    render_waiting()
    assert Document.objects.get(case=late, kind="letter").title.startswith(kind.label)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        pytest.param("2", "Before it makes its recommendation", marks=pytest.mark.requirement("R044")),
        pytest.param("I", "We are very sorry", marks=pytest.mark.requirement("R054")),
        pytest.param("J", "does not take the place of the police", marks=pytest.mark.requirement("R054")),
        pytest.param("INCIDENT", "the death of a looked-after child", marks=pytest.mark.requirement("R055")),
        pytest.param("8", "This letter confirms the format", marks=pytest.mark.requirement("R106")),
        pytest.param("8", "needs an action plan of its own", marks=pytest.mark.requirement("R106")),
        pytest.param("8", "are due on Wednesday 16 May 2007", marks=pytest.mark.requirement("R106")),
        pytest.param("10", "to invite its practitioners", marks=pytest.mark.requirement("R234")),
        ("COPY", "Receipt."),
        ("EXTENSION", "The facts do not meet the criteria."),
        ("CHASER", "Send Housing&#x27;s review and chronology: due on Wednesday 16 May 2007"),
    ],
)
def test_a_letter_says_what_it_is_for(cast, late, code, words):
    assert words in words_of(sent(cast, late, code)[0])


@pytest.mark.requirement("R054")
def test_letters_to_the_family_are_a_choice_and_nothing_for_an_agency_to_read(cast, late):
    shown = signed_in(cast.administrator).get(reverse("letters:list", args=[late.pk])).content.decode()
    assert "Other letters that you can send now" in shown and address_of(late, "I") in shown
    (letter,) = sent(cast, late, "I", addressee="Ms Private", address="1 Low Street")
    for user in (cast.housing_officer, cast.housing_author):
        client = signed_in(user)
        assert "Ms Private" not in client.get(reverse("letters:list", args=[late.pk])).content.decode()
        assert client.get(reverse("letters:letter", args=[letter.pk])).status_code == 404
        assert client.get(reverse("letters:record_receipt", args=[letter.pk])).status_code == 404
        assert client.get(address_of(late, "I")).status_code == 403


@pytest.mark.requirement("R044")
def test_an_agency_can_be_asked_again_and_gets_its_own_letter_only(cast, case):
    sent(cast, case, "2")
    assert len(sent(cast, case, "2")) == 2
    (letter, _) = Letter.objects.filter(code="2")
    assert signed_in(cast.health_officer).get(reverse("letters:letter", args=[letter.pk])).status_code == 404


def test_what_has_no_value_is_asked_and_nothing_is_sent_without_it(cast, late):
    typed = {"agencies": [str(cast.housing.pk)], "meeting_place": "", "personal": "Typed before"}
    shown, letters = send(cast.administrator, late, "10", **typed)
    assert "Enter where the meeting or talk takes place" in shown
    assert "Typed before" in shown
    assert letters == []


def test_the_page_shows_the_letter_with_what_is_known_and_gaps_for_the_rest(cast, late):
    client = signed_in(cast.administrator)
    shown = unescape(client.get(address_of(late, "10")).content.decode())
    assert "[Where the meeting or talk takes place]" in shown
    assert "Westmarch Community Health" in shown
    typed = {"meeting_place": "Millbeck Hall", "agencies": [str(cast.housing.pk)], "look": "yes"}
    shown, letters = send(cast.administrator, late, "10", **typed)
    assert "Place: Millbeck Hall" in shown and "We ask Westmarch Housing to invite" in shown
    assert letters == []


def test_the_senders_own_paragraph_is_text_and_nothing_else(cast, late):
    own = "Thank you.\n\n<script>alert(1)</script> **x** {{ agency }}"
    (letter,) = sent(cast, late, "2", personal=own)
    text = letter.rendering.html
    assert "<p>Thank you.</p>" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **x** {{ agency }}" in text


def test_what_the_sender_types_brings_no_markup_into_the_letter(cast, late):
    (letter,) = sent(cast, late, "EXTRACT", extract="<b>May</b>\n# not a heading {{ case_name }}")
    assert "&lt;b&gt;May&lt;/b&gt;<br># not a heading {{ case_name }}" in letter.rendering.html


def test_a_reminder_tells_nothing_that_its_sender_may_not_see(cast, late):
    """What waits inside an agency, such as a countersignature, is no business of the board's."""
    record_milestone(late, "ready_to_countersign", by=cast.housing_author, now=D0, agency=cast.housing)
    assert Duty.objects.filter(case=late, rule_key="COUNTERSIGN", agency=cast.housing).exists()
    text = words_of(sent(cast, late, "CHASER")[0])
    assert "Countersign" not in text
    assert "Health" not in text.partition("<body>")[2]


def test_a_reminder_of_nothing_is_not_sent(cast, case):
    shown, letters = send(cast.administrator, case, "CHASER", agencies=[str(cast.housing.pk)])
    assert "its field “open_tasks”" in shown
    assert letters == []


def test_no_letter_goes_before_what_it_follows_from(cast, case):
    for kind in SENT_HERE:
        if kind.follows not in ("", "referral_received"):
            shown = signed_in(cast.administrator).get(address_of(case, kind.code)).content.decode()
            assert "Not yet" in shown
            assert PROCEDURE.milestone(kind.follows).sentence in unescape(shown)
            with pytest.raises(NotTheMoment, match="cannot be sent yet"):
                issue_to(case, kind.code, by=cast.administrator, now=D0)
    assert not Letter.objects.exists()


def test_the_receipt_of_a_body_outside_is_recorded_once_and_by_the_board(cast, late):
    (letter,) = sent(cast, late, "INSPECTORATE")
    address = reverse("letters:record_receipt", args=[letter.pk])
    assert signed_in(cast.panel_member).post(address).status_code == 403
    with pytest.raises(NotYourRole):
        record_receipt(letter, received_at=D0, by=cast.panel_member, now=D0)
    client = signed_in(cast.administrator)
    names = ("day", "month", "year", "time")
    early = dict(zip((f"received_at_{name}" for name in names), ("1", "1", "2007", "9am"), strict=True))
    assert "must have come after the letter was sent" in client.post(address, early).content.decode()
    at = letter.issued_at + timedelta(microseconds=1)
    record_receipt(letter, received_at=at, by=cast.administrator, now=at)
    letter.refresh_from_db()
    assert (letter.acknowledged_at, letter.acknowledged_by) == (at, cast.administrator)
    with pytest.raises(NotTheMoment, match="acknowledged already"):
        record_receipt(letter, received_at=at, by=cast.administrator, now=at)


def test_an_agencys_letter_is_acknowledged_by_the_agency_alone(cast, late):
    (letter,) = sent(cast, late, "8")
    with pytest.raises(NotTheMoment, match="chief officer acknowledges"):
        record_receipt(letter, received_at=letter.issued_at, by=cast.administrator, now=letter.issued_at)
    assert letter.acknowledged_at is None


def test_a_letter_that_only_gets_recorded_adds_nothing_to_the_history_of_the_case(cast, late):
    before = Milestone.objects.count()
    sent(cast, late, "EMBARGO")
    assert Milestone.objects.count() == before
