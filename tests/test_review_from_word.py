"""A review written in Word: read by a limited process, placed by likeness, corrected, then written."""

import io
from dataclasses import replace
from html import unescape

import docx
import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chronology.reading.grid import RefusedError
from reviews.agency_outline import agency_sections, question_key
from reviews.models import SectionText, Submission
from reviews.reading.placing import PLAN, RECOMMENDATIONS, parts_of, target_of, texts_for
from reviews.reading.reader import REPORT_LIMITS, read_word
from reviews.reading.sentences import sentence_for
from reviews.services.submission import Upload, upload_review
from reviews.services.writing import Typing, Words, save_section
from reviews.written import sections_of
from scr.documents.services import content_of
from tests.chronology_files import edited, replaced
from tests.reviewing import LINES, WRITTEN, countersigned, under_review

pytestmark = pytest.mark.usefixtures("rows")
SECTIONS = agency_sections(LINES)
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return under_review()


def saved(document):
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def report():
    """A report as an agency writes one: a title, numbered headings, its own chapter, tables, a list."""
    document = docx.Document()
    document.add_heading("Management review of Westmarch Housing", 0)
    document.add_paragraph("Author: the reviewing officer")
    document.add_heading("1. Methodology", 1)
    document.add_paragraph("Files were read.")
    document.add_heading("1.1 Interviews", 2)
    document.add_paragraph("Four officers were interviewed.")
    document.add_heading("2. Pen picture of Child A", 1)
    document.add_paragraph("Liked buses & trains.")
    document.add_heading("3. Our buildings", 1)
    document.add_paragraph("There are three.")
    document.add_heading("4. Analysis", 1)
    document.add_heading("KLOE 2: Was the child seen?", 2)
    document.add_paragraph("Seen twice.", style="List Bullet")
    document.add_paragraph("Not alone.", style="List Bullet")
    document.add_paragraph().add_run("Lessons learnt").bold = True
    document.add_paragraph("Tell others.")
    document.add_paragraph().add_run("By everybody").bold = True
    document.add_paragraph("And soon.")
    document.add_heading("Recommendations", 1)
    table = document.add_table(rows=2, cols=2)
    for place, text in enumerate(("Recommendation", "Owner", "Tell of moves", "Head")):
        table.cell(place // 2, place % 2).text = text
    return document


def placed(content):
    """Where each heading goes by itself, and what the sections would say."""
    parts = parts_of(read_word(content), SECTIONS)
    return {one.heading: one.target for one in parts}, texts_for(parts, [one.target for one in parts])


# Reading


def test_headings_are_recognised_by_likeness_and_what_is_below_goes_along():
    targets, texts = placed(saved(report()))
    assert targets == {
        "Management review of Westmarch Housing": "",
        "1. Methodology": "methodology",
        "1.1 Interviews": "methodology",
        "2. Pen picture of Child A": "pen_picture",
        "3. Our buildings": "",
        "4. Analysis": "analysis",
        "KLOE 2: Was the child seen?": question_key(LINES[1]),
        "Lessons learnt": "lessons",
        "Recommendations": RECOMMENDATIONS,
    }
    assert texts == {
        "methodology": "Files were read.\n\n### 1.1 Interviews\n\nFour officers were interviewed.",
        "pen_picture": "Liked buses & trains.",
        question_key(LINES[1]): "- Seen twice.\n- Not alone.",
        "lessons": "Tell others.\n\n**By everybody**\n\nAnd soon.",
    }


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("LESSONS LEARNED", "lessons"),
        ("iii) Omissions in policies", "omissions"),
        ("Section 4 – Good practice", "good_practice"),
        ("Services offered and provided to the family", "services"),
        ("Question 1", question_key(LINES[0])),
        ("Which moves were known to whom?", question_key(LINES[0])),
        ("SMART Action Plan", PLAN),
        ("Terms of reference", ""),
        ("Chronology of events", ""),
        ("Introduction", ""),
        ("Question 9", ""),
        ("7.", ""),
    ],
)
def test_a_heading_and_its_section(heading, target):
    assert target_of(heading, SECTIONS) == target


def test_a_file_without_word_s_headings_is_read_by_its_lines_in_bold():
    document = docx.Document()
    for heading in ("Good practice", "Our own chapter", "What we learned"):
        document.add_paragraph().add_run(heading).bold = True
        document.add_paragraph(f"Below {heading}.")
    targets, _ = placed(saved(document))
    assert targets["Good practice"] == "good_practice"
    assert targets["Our own chapter"] == ""


def test_nothing_that_is_said_gets_lost_on_the_way():
    """Footnotes, tables, text boxes, inserted text; deleted text, contents and pictures are not said."""
    document = report()
    document.add_heading("Context", 1)
    body = document.element.body
    xml = (
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:ins><w:r><w:t>Inserted</w:t></w:r></w:ins><w:del><w:r><w:delText>Deleted</w:delText></w:r></w:del>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t> in a box</w:t></w:r></w:p></w:txbxContent></w:pict>"
        "</w:r>"
        "</w:p>"
    )
    body.insert(len(body) - 1, docx.oxml.parse_xml(xml))
    parts = parts_of(read_word(saved(document)), SECTIONS)
    said = {one.heading: one.text for one in parts}
    assert said["Context"].split() == ["Inserted", "in", "a", "box"]
    assert said["Recommendations"] == "| Recommendation | Owner |\n| --- | --- |\n| Tell of moves | Head |"


# Hostile files

CONTENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def hostile():
    good = saved(report())
    picture = (
        f'<Relationship Id="rId99" Type="{REL}/image" Target="https://example.org/pixel.png"'
        ' TargetMode="External"/></Relationships>'
    )
    entity = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    endless = b"<w:p/>" * 3_000_000
    body = b"<w:sectPr"
    return {
        "macros": (edited(good, {"word/vbaProject.bin": b"x"}), "contains macros"),
        "a picture from elsewhere": (
            replaced(good, "word/_rels/document.xml.rels", b"</Relationships>", picture.encode()),
            "fetches content from somewhere else",
        ),
        "an external entity": (
            edited(good, {"word/styles.xml": entity}),
            "definitions that Word never writes",
        ),
        "a bomb of zeros": (edited(good, {"word/media/x.bin": b"\0" * 20_000_000}), "packed in a way"),
        "a bomb of paragraphs": (
            replaced(good, "word/document.xml", body, endless + body),
            "packed in a way",
        ),
        "a file cut off": (good[: len(good) // 2], "is damaged"),
        "no Word file": (b"%PDF-1.7\n", "no Word document"),
        "a workbook": (
            replaced(good, "[Content_Types].xml", CONTENT, b"spreadsheetml.sheet.main+xml"),
            "no Word",
        ),
        "nothing": (b"", "empty"),
    }


@pytest.mark.parametrize("name", hostile())
def test_a_file_that_would_harm_is_refused_with_a_sentence(name):
    content, sentence = hostile()[name]
    with pytest.raises(RefusedError) as refused:
        read_word(content)
    assert sentence in sentence_for(refused.value)


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ({"output_bytes": 50}, "more time or memory"),
        ({"text_characters": 10}, "more than a report can"),
        ({"rows": 3}, "more than a report can"),
        ({"file_bytes": 1000}, "larger than"),
    ],
)
def test_what_is_too_much_for_the_limited_process_is_refused(limits, sentence):
    with pytest.raises(RefusedError) as refused:
        read_word(saved(report()), replace(REPORT_LIMITS, **limits))
    assert sentence in sentence_for(refused.value)


def test_a_harmless_likeness_of_each_is_read():
    """Negative control: the same file as it is."""
    assert read_word(saved(report())).blocks


# The page


def upload(scene, content, name="review.docx"):
    return upload_review(
        scene.case,
        scene.cast.housing,
        upload=Upload(name, content),
        recommendations=[],
        by=scene.cast.housing_author,
        now=WRITTEN,
    )


def url(scene, name="place_review"):
    return reverse(f"reviews:{name}", args=[scene.case.pk, scene.cast.housing.pk])


def page_of(scene):
    client = Client()
    client.force_login(scene.cast.housing_author)
    return client


def choices(page):
    """What is chosen for each part on the page, and its seal."""
    form = next(one for one in lxml.html.fromstring(page).forms if "seal" in one.fields)
    return dict(form.form_values())


@pytest.mark.requirement("R121")
def test_a_word_file_is_as_good_as_writing_here(scene):
    client = page_of(scene)
    content = saved(report())
    rows = {"revision": 0, "form-TOTAL_FORMS": 0, "form-INITIAL_FORMS": 0}
    sent = {**rows, "review": SimpleUploadedFile("review.docx", content)}
    told = client.post(url(scene, "upload_review"), sent, follow=True).content.decode()
    assert "can read the Word file into its sections" in told
    assert "read it into the sections" in client.get(url(scene, "write_review")).content.decode()
    page = unescape(client.get(url(scene)).content.decode())
    not_placed, is_placed = page.split("Placed (")
    assert "Not placed (2)" in not_placed
    assert "3. Our buildings" in not_placed
    assert "2. Pen picture of Child A" in is_placed
    assert not SectionText.objects.exists()
    chosen = choices(page)
    number = next(name for name, value in chosen.items() if value == "pen_picture")
    answer = client.post(url(scene), {**chosen, number: "family"})  # corrected before anything is written
    assert answer["Location"].startswith(url(scene, "recommend") + "?")  # its rows are looked at there
    texts = dict(SectionText.objects.values_list("key", "text"))
    assert texts["family"] == "Liked buses & trains."
    assert "pen_picture" not in texts
    assert texts["methodology"].startswith("Files were read.")
    assert content_of(Submission.objects.get().review) == content


def test_a_section_that_has_a_text_is_not_replaced_unless_somebody_says_so(scene):
    section = next(one for one in sections_of(scene.case) if one.key == "lessons")
    written = Typing(Words("Written here before."), 0)
    save_section(
        scene.case, scene.cast.housing, section, typing=written, by=scene.cast.housing_author, now=WRITTEN
    )
    upload(scene, saved(report()))
    client = page_of(scene)
    page = client.get(url(scene)).content.decode()
    assert "Lessons (replaces 3 words)" in page
    chosen = choices(page)
    client.post(url(scene), chosen)
    assert SectionText.objects.get(key="lessons").text == "Written here before."
    assert SectionText.objects.filter(key="methodology").exists()


def test_a_text_that_was_saved_meanwhile_stops_the_whole(scene):
    upload(scene, saved(report()))
    client = page_of(scene)
    chosen = choices(client.get(url(scene)).content.decode())
    section = next(one for one in sections_of(scene.case) if one.key == "methodology")
    typing = Typing(Words("Written in the meantime."), 0)
    save_section(
        scene.case, scene.cast.housing, section, typing=typing, by=scene.cast.housing_author, now=WRITTEN
    )
    page = client.post(url(scene), chosen).content.decode()
    assert "Nothing was written: look again" in page
    assert [row.text for row in SectionText.objects.all()] == ["Written in the meantime."]


def test_a_file_that_is_not_read_is_said_on_the_page_and_writes_nothing(scene):
    client = page_of(scene)
    assert "No Word file yet" in client.get(url(scene)).content.decode()
    upload(scene, b"%PDF-1.7\n1 0 obj\n", "review.pdf")
    assert "No Word file yet" in client.get(url(scene)).content.decode()
    upload(scene, hostile()["a picture from elsewhere"][0])
    for answer in (client.get(url(scene)), client.post(url(scene), {"seal": "any"})):
        assert "fetches content from somewhere else" in answer.content.decode()
    assert not SectionText.objects.exists()
    countersigned(scene, scene.cast.housing)
    assert "You cannot write now" in client.get(url(scene)).content.decode()
