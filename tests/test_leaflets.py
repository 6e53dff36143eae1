"""The two leaflets: texts of the board that anybody reads, prints, and gets with a letter."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from scr.cases.policy import NotTheMoment
from scr.cases.services import record_milestone
from scr.letters.models import Letter, LetterText
from scr.letters.services import issue
from tests.cast import D0
from tests.letter_desk import save, send, text_fields, words_of

pytestmark = pytest.mark.usefixtures("rows")
CODES = {"families": "LEAFLET_FAMILIES", "practitioners": "LEAFLET_PRACTITIONERS"}


@pytest.fixture
def opened(cast, case):
    """The review is decided on, so that letters I and J can go out."""
    for key in ("decided", "review_instigated"):
        record_milestone(case, key, by=cast.chair, now=D0)
    return case


def read(word, client=None):
    answer = (client or Client()).get(reverse("letters:leaflet", args=[word]))
    assert answer.status_code == 200
    return answer.content.decode().replace("&#x27;", "'")


@pytest.mark.requirement("R108")
@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("families", ("Your part in it", "It does not decide how a child died", "support")),
        (
            "practitioners",
            ("no list of names", "not part of any disciplinary process", "Looking after yourself"),
        ),
    ],
)
def test_there_is_one_leaflet_for_each_that_anybody_reads_and_that_can_be_printed(cast, case, word, says):
    page = read(word)
    for words in (*says, "Westmarch Local Safeguarding Children Board", case.procedure.standing_statement):
        assert words in page
    assert "<h1" in page
    assert '<h2 class="govuk-heading-m">' in page
    assert case.code_name not in page
    pdf = reverse("letters:leaflet_pdf", args=[word])
    assert Client().get(pdf).status_code == 302, "making one takes work, so it takes an account"
    client = Client()
    client.force_login(cast.outsider)
    answer = client.get(pdf)
    assert answer.content.startswith(b"%PDF-")
    assert "attachment" in answer["Content-Disposition"]
    assert reverse("letters:leaflet", args=[word]) in client.get(reverse("letters:leaflets")).content.decode()


def test_an_unknown_leaflet_is_404(scene):
    assert Client().get(reverse("letters:leaflet", args=["press"])).status_code == 404


@pytest.mark.requirement("R108")
def test_the_board_words_its_leaflets_and_every_version_stays(cast, scene):
    body = "## Whom to call\n\nRing **01632 960003**. From {{ board }}."
    page = save(cast.administrator, "LEAFLET_FAMILIES", body=body, subject="For you")
    assert "Version 1 of Leaflet for families is saved" in page
    shown = read("families")
    assert "01632 960003" in shown
    assert "From Westmarch Local Safeguarding Children Board." in shown
    assert LetterText.objects.get().code == "LEAFLET_FAMILIES"
    wrong = save(cast.administrator, "LEAFLET_FAMILIES", body="Dear {{ addressee }}")
    assert "has no value in this letter" in wrong
    client = Client()
    client.force_login(cast.chair)
    edit = reverse("letters:edit_text", args=["LEAFLET_FAMILIES"])
    assert client.post(edit, text_fields("H")).status_code == 403


@pytest.mark.requirement("R108")
def test_the_familys_leaflet_goes_with_letter_i_and_stays_as_it_was_sent(cast, opened):
    chosen = {"enclosed": ["LEAFLET_FAMILIES"]}
    (letter,) = send(cast.administrator, opened, "I", **chosen)[1]
    assert letter.enclosed == ["Leaflet for families"]
    before = words_of(letter)
    assert "Enclosed: Leaflet for families" in strip_tags(before)
    assert "When agencies review what they did" in before
    save(cast.administrator, "LEAFLET_FAMILIES", body="Other words", subject="Other")
    letter.refresh_from_db()
    assert words_of(letter) == before
    without = send(cast.administrator, opened, "J")[1][0]
    assert without.enclosed == []
    assert "When agencies review what they did" not in words_of(without)


def test_the_form_offers_the_leaflet_and_only_where_it_belongs(cast, opened):
    client = Client()
    client.force_login(cast.administrator)
    offered = client.get(reverse("letters:issue", args=[opened.pk, "I"])).content.decode()
    assert 'value="LEAFLET_FAMILIES"' in offered
    assert "LEAFLET_PRACTITIONERS" not in offered
    assert "LEAFLET" not in client.get(reverse("letters:issue", args=[opened.pk, "H"])).content.decode()
    with pytest.raises(NotTheMoment, match="does not go with"):
        issue(opened, "I", by=cast.administrator, now=D0, enclosed=["LEAFLET_PRACTITIONERS"])
    assert not Letter.objects.exists()
