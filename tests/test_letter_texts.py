"""The texts of letters: merge fields checked and filled, versions kept, previewed and used."""

from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st
from pypdf import PdfReader

from scr.audit.models import AuditEntry
from scr.audit.querysets import Unrecorded
from scr.letters.fields import BY_NAME, fields_of, names_in, problems_in
from scr.letters.filling import NoValue, filled_html, filled_line
from scr.letters.models import Letter, LetterText
from scr.letters.services import issue_to
from scr.letters.texts import built_in, save_text, take_up
from scr.people.services import appoint
from scr.procedures import INSTALLED
from tests.cast import D0, make_case, make_cast, person
from tests.letter_desk import PROCEDURE, letter_named, save, send, signed_in, text_fields, words_of

H, K = letter_named("H"), letter_named("K")
ALL = [one.code for one in PROCEDURE.letters]
NOW = D0 + timedelta(days=22)


# The table of fields and the built-in texts


@pytest.mark.parametrize("code", ALL)
def test_every_text_that_lantern_brings_is_sound(code):
    text = built_in(PROCEDURE.key, letter_named(code))
    assert text.subject and text.body.strip()
    assert problems_in(text.subject, letter_named(code), is_one_line=True) == []
    assert problems_in(text.body, letter_named(code)) == []


def test_every_field_is_explained_and_used_by_some_letter():
    used = set()
    for procedure in INSTALLED:
        for letter in procedure.letters:
            text = built_in(procedure.key, letter)
            used |= set(names_in(text.subject + text.body))
    assert all(one.meaning and one.example for one in BY_NAME.values())
    assert set(BY_NAME) - used == {"board", "today", "addressee", "sender", "sender_post", "sender_email"}


# What is wrong with a text, and where


@pytest.mark.parametrize(
    ("text", "place", "words", "meant"),
    [
        ("Dear\n\nwe ask {{ agncy }} to", (3, 8), "there is no field “agncy”", "agency"),
        ("{{ Agency Short }}", (1, 1), "there is no field “Agency Short”", "agency_short"),
        ("{{ zzzzzz }}", (1, 1), "there is no field “zzzzzz”", ""),
        ("{{ }}", (1, 1), "there is no field between these braces", ""),
        ("we ask {{ agency to", (1, 8), "not closed on the same line", ""),
        ("we ask {{ agency\n}} to", (1, 8), "not closed on the same line", ""),
        ("{{ agency {{ agency }}", (1, 1), "these braces are not closed", ""),
        ("we ask agency }} to", (1, 15), "close a field that was not opened", ""),
        ("we ask { agency } to", (1, 8), "needs two braces", ""),
        ("we ask {{{ agency }}} to", (1, 8), "two braces on each side and none inside", ""),
        ("{{ terms_lines }}", (1, 1), "“terms_lines” has no value in this letter", ""),
        ("{{ agency|safe }}", (1, 1), "there is no field “agency|safe”", "agency"),
        ("see {{ open_tasks }}", (1, 5), "needs a line of its own", ""),
    ],
)
def test_a_mistake_is_named_with_its_place_and_what_was_meant(text, place, words, meant):
    problem = problems_in(text, H)[0]
    assert (problem.line, problem.column) == place
    assert words in problem.words
    assert problem.meant == meant
    assert not meant or f"Did you mean “{meant}”?" in str(problem)


def test_a_table_cannot_stand_in_the_subject():
    assert "cannot stand in the subject" in problems_in("{{ terms_lines }}", K, is_one_line=True)[0].words


def test_every_mistake_of_a_text_is_told_at_once():
    assert [one.line for one in problems_in("{{ a }}\n{{ agency }}\n}}\n{{ b", H)] == [1, 3, 4]


@given(st.text(alphabet="{} \nagency_*#<>", max_size=60))
@example("{{<{}}")
def test_a_text_without_a_mistake_leaves_no_brace_pair_behind(text):
    if not problems_in(text, H):
        values = dict.fromkeys(BY_NAME, "x")
        filled = filled_html(text, values)
        assert "{{" not in filled and "}}" not in filled


# Filling


def test_a_text_becomes_html_with_its_values():
    html = filled_html("## Now\n\n1. **Ask** {{ agency }}.\n2. Wait.", {"agency": "Housing"})
    assert html == "<h2>Now</h2>\n<ol>\n<li><strong>Ask</strong> Housing.</li>\n<li>Wait.</li>\n</ol>\n"


@pytest.mark.parametrize(
    "value",
    ["**bold**", "<script>alert(1)</script>", "{{ board }}", "# x", "- x", "\ue0000\ue001", "[a](b)", "&lt;"],
)
def test_a_value_is_neither_markdown_nor_html_nor_a_field(value):
    html = filled_html("Say {{ agency }} now", {"agency": value, "board": "The board"})
    assert unescape(html) == f"<p>Say {value} now</p>\n"
    assert "<script" not in html


@given(st.text(max_size=80))
def test_no_value_whatever_adds_an_element(value):
    values = {"agency": value or "x"}
    if values["agency"].strip():
        html = filled_html("{{ agency }} and **{{ agency }}**", values)
        assert html.replace("<br>", "").count("<") == 4


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "<b>x</b>", '<img src="http://x">', "[x](javascript:y)", "![x](http://y)"],
)
def test_a_text_brings_no_html_link_or_picture_of_its_own(text):
    html = filled_html(text, {})
    assert not [word for word in ("<script", "<b>", "<img", "<a", "href=") if word in html]


def test_a_block_takes_the_place_of_its_paragraph_even_when_lines_touch():
    block = filled_html("* a", {})
    html = filled_html("before\n{{ open_tasks }}\nafter", {"open_tasks": block})
    assert html == "<p>before</p>\n<ul>\n<li>a</li>\n</ul>\n\n<p>after</p>\n"


@pytest.mark.parametrize("value", ["", "  ", None])
def test_a_field_without_a_value_is_an_error_and_no_hole(value):
    values = {} if value is None else {"agency": value}
    for fill in (filled_html, filled_line):
        with pytest.raises(NoValue) as missing:
            fill("we ask {{ agency }}", values)
        assert missing.value.name == "agency"


# The board's own versions

pytest_db = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def case(cast):
    return make_case(cast)


@pytest.fixture
def second_administrator(cast):
    user = person("Ada Second")
    appoint(user, role="administrator", by=cast.administrator, now=D0, since=D0.date())
    return user


def page(user, name, *args, **query):
    return signed_in(user).get(reverse(f"letters:{name}", args=args), query).content.decode()


@pytest_db
def test_the_board_changes_a_text_and_the_next_letter_says_it(cast, case):
    before = send(cast.administrator, case, "2", agencies=[str(cast.housing.pk)])[1][0]
    shown = save(
        cast.administrator, "2", label="Pro forma 3", body="We ask {{ agency }} by {{ reply_by }}. **Now.**"
    )
    assert "Version 1 of Pro forma 3 is saved" in shown
    assert "Pro forma 3" in page(cast.administrator, "texts")
    after = send(cast.administrator, case, "2", agencies=[str(cast.health.pk)])[1][-1]
    assert "We ask Westmarch Community Health by 11 April 2007. <strong>Now.</strong>" in words_of(after)
    assert (after.label, after.text_version, after.rendering.title) == (
        "Pro forma 3",
        1,
        "Pro forma 3: Request for information - Community Health",
    )
    said = before.rendering.html
    before.refresh_from_db()
    before.rendering.refresh_from_db()
    assert (before.label, before.text_version, before.rendering.html) == ("Letter 2", 0, said)
    assert "is considering whether" in page(cast.administrator, "letter", before.pk)
    assert "The text that comes with Lantern" in page(cast.administrator, "letter", before.pk)
    assert "The board’s own, version 1" in page(cast.administrator, "letter", after.pk)


@pytest_db
def test_a_misspelt_field_is_refused_in_its_place_and_nothing_typed_is_lost(cast):
    body = "First line\n\nWe ask {{ agncy }} to help.\n<b>and</b>"
    shown = unescape(save(cast.administrator, "H", body=body, note="My reason"))
    assert "There is a problem" in shown
    assert "Line 3, character 8: there is no field “agncy”. Did you mean “agency”?" in shown
    assert "We ask <mark>{{ agncy }}</mark> to help." in shown
    assert body in shown
    assert 'value="My reason"' in shown
    assert not LetterText.objects.exists()


@pytest_db
def test_a_text_saved_past_the_page_is_checked_too(cast):
    fields = {"label": "x", "subject": "x", "body": "{{ agncy }}", "note": "x", "seen": 0}
    with pytest.raises(Exception, match="agncy"):
        save_text(PROCEDURE.key, H, **fields, by=cast.administrator, now=NOW)
    with pytest.raises(PermissionDenied):
        save_text(PROCEDURE.key, H, **{**fields, "body": "x"}, by=cast.chair, now=NOW)
    assert not LetterText.objects.exists()


@pytest_db
def test_of_two_administrators_the_second_is_told_and_keeps_the_text(cast, second_administrator):
    opened = text_fields("H")
    save(cast.administrator, "H", body="The first one's words for {{ agency }}")
    mine = {**opened, "body": "The second one's words for {{ agency }}"}
    address = reverse("letters:edit_text", args=["H"])
    client = signed_in(second_administrator)
    shown = unescape(client.post(address, mine, follow=True).content.decode())
    assert "Alma Admin saved version 1 at" in shown
    assert "The second one's words for {{ agency }}" in shown
    assert 'name="seen" value="1"' in shown
    assert LetterText.objects.get().body == "The first one's words for {{ agency }}"
    client.post(address, {**mine, "seen": "1"})
    assert LetterText.objects.get(version=2).body == mine["body"]


@pytest_db
def test_earlier_versions_stay_can_be_compared_and_taken_up_again(cast):
    save(cast.administrator, "H", body="One\nTwo\nThree")
    save(cast.administrator, "H", body="One\nZwei\nThree")
    shown = page(cast.administrator, "compare_texts", "H", earlier=1, later=2)
    assert "<del>Two</del>" in shown and "<ins>Zwei</ins>" in shown and ">Changed<" in shown
    assert "<del>One" not in shown
    assert "Two" in page(cast.administrator, "text_version", "H", 1)
    client = signed_in(cast.administrator)
    client.post(reverse("letters:take_up_text", args=["H", 0]))
    newest = LetterText.objects.get(version=3)
    assert newest.body == built_in(PROCEDURE.key, H).body
    assert newest.note == "Version 0 taken up again"
    assert [one.body for one in LetterText.objects.order_by("version")[:2]] == [
        "One\nTwo\nThree",
        "One\nZwei\nThree",
    ]
    assert client.get(reverse("letters:text_version", args=["H", 9])).status_code == 404
    assert client.post(reverse("letters:take_up_text", args=["H", 9])).status_code == 404


@pytest_db
def test_a_saved_text_is_in_history_and_audit_and_cannot_be_written_otherwise(cast):
    save(cast.administrator, "H", body="Words")
    text = LetterText.objects.get()
    assert text.history.count() == 1
    assert AuditEntry.objects.get(subject_id=text.pk).act == "letter_text_saved"
    for write in (lambda: LetterText.objects.update(body="x"), lambda: LetterText.objects.all().delete()):
        with pytest.raises(Unrecorded):
            write()


@pytest_db
def test_a_text_is_previewed_as_a_page_and_as_a_tagged_pdf_with_examples(cast):
    save(cast.administrator, "2", subject="To {{ agency }}", body="By {{ reply_by }}")
    shown = page(cast.administrator, "text_version", "2", 1)
    assert "To Westmarch Housing" in shown and "By 23 March 2007" in shown
    answer = signed_in(cast.administrator).get(reverse("letters:text_pdf", args=["2", 1]))
    reader = PdfReader(BytesIO(answer.content))
    text = " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())
    assert "To Westmarch Housing" in text and "By 23 March 2007" in text and "Specimen" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest_db
def test_a_preview_while_writing_saves_nothing(cast):
    shown = save(cast.administrator, "H", body="Unsaved words for {{ agency }}", look="yes")
    assert "Unsaved words for Westmarch Housing" in shown
    assert not LetterText.objects.exists()


@pytest_db
@pytest.mark.requirement("R004")
@pytest.mark.parametrize("code", ALL)
def test_no_version_of_a_letter_goes_without_the_standing_statement(cast, code):
    save(cast.administrator, code, subject="x", body="Nothing but this.")
    shown = page(cast.administrator, "text_version", code, 1)
    assert "Nothing but this." in shown
    assert PROCEDURE.standing_statement in shown


@pytest_db
def test_the_page_of_a_letter_names_every_field_that_it_allows(cast):
    shown = unescape(page(cast.administrator, "text", "2"))
    for field in fields_of(letter_named("2")).values():
        assert field.token in shown and field.meaning in shown
    assert "{{ terms_lines }}" not in shown


@pytest_db
def test_pages_of_texts_ask_as_much_for_ten_versions_as_for_a_hundred(cast):
    def grow_to(count):
        for seen in range(LetterText.objects.count(), count):
            fields = {"label": "Letter H", "subject": "x", "body": f"{seen}", "note": "x", "seen": seen}
            save_text(PROCEDURE.key, H, **fields, by=cast.administrator, now=timezone.now())

    def queries(name, *args):
        client = signed_in(cast.administrator)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(f"letters:{name}", args=args)).status_code == 200
        return len(captured)

    grow_to(10)
    with_ten = queries("texts"), queries("text", "H")
    grow_to(100)
    assert (queries("texts"), queries("text", "H")) == with_ten


@pytest_db
def test_taking_up_a_version_counts_from_what_holds_now(cast):
    save(cast.administrator, "H", body="One")
    assert take_up(PROCEDURE.key, H, version=0, by=cast.administrator, now=NOW).version == 2


@pytest_db
def test_a_letter_whose_text_holds_a_field_without_a_value_is_not_sent(cast, case):
    save(cast.administrator, "REFERRER", body="Due: {{ received_on }} and {{ reply_by }}")
    with pytest.raises(Exception, match="its field “reply_by”"):
        issue_to(case, "REFERRER", addressee="A. N. Other", by=cast.administrator, now=NOW)
    assert not Letter.objects.exists()
