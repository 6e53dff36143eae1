"""The report that is made of an agency's sections: PDF, Word file, and the way to the chief officer."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import docx
import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from reviews.agency_docx import report_docx
from reviews.agency_outline import AGENCY_OUTLINE
from reviews.agency_report import lacks_of, report_html, report_of
from reviews.models import MadeReport, PlannedAction, Submission
from reviews.services.agency import appoint_author
from reviews.services.coverage import Covered, save_coverage
from reviews.services.handing_over import hand_over
from reviews.services.proposals import Planned, Recommended
from reviews.services.reception import release_review, return_review
from reviews.services.recommending import save_plan, save_recommendations
from reviews.services.reporting import make_report, take_report
from reviews.services.submission import Upload, newest_submission, seal_of_content, upload_review
from reviews.services.writing import Typing, Words, save_section
from reviews.written import sections_of, text_of
from scr.cases.events import has_happened
from scr.cases.independence import INDEPENDENT
from scr.cases.models import Person
from scr.cases.policy import NotTheMoment
from scr.cases.register import PersonTold, add_person, correct_person, open_register, told_of
from scr.cases.relating import Tie, relate
from scr.cases.services import record_milestone
from scr.documents.models import Document, Rendering
from scr.documents.services import content_of
from scr.documents.tasks import render_waiting
from tests.cast import person
from tests.reviewing import LINES, SIGNED, WRITTEN, sign, under_review, word

pytestmark = pytest.mark.usefixtures("rows")
LONG = (
    "What was done is told here, in a paragraph that is long enough for a reader to learn something from it."
)


def write(scene, key, text, *, reason="", now=WRITTEN):
    cast = scene.cast
    section = next(one for one in sections_of(scene.case) if one.key == key)
    standing = text_of(scene.case, cast.housing, key)
    typing = Typing(Words(text, reason), standing.revision if standing else 0)
    save_section(scene.case, cast.housing, section, typing=typing, by=cast.housing_author, now=now)


def write_all(scene):
    """Every section, with what Markdown can do, recommendations, a plan and the services."""
    cast, given = scene.cast, {"by": scene.cast.housing_author, "now": WRITTEN}
    for one in sections_of(scene.case):
        write(
            scene,
            one.key,
            f"About {one.title}\n\n{LONG}\n\n- a point\n- **another**\n\n| A | B |\n|---|---|\n| 1 | 2 |",
        )
    write(scene, "omissions", "", reason="No policy was applied.")
    recommended = [Recommended("Tell of every move.", "Head of Lettings")]
    save_recommendations(scene.case, cast.housing, recommendations=recommended, revision=0, **given)
    planned = [Planned(1, "Send a notice", "Head of Lettings", date(2007, 9, 30), "Nine of ten", "A clerk")]
    save_plan(scene.case, cast.housing, planned=planned, revision=1, **given)
    save_coverage(scene.case, cast.housing, covered=Covered(["Lettings"]), revision=0, **given)


@pytest.fixture(scope="module")
def module_scene(module_rows):
    scene = under_review()
    cast = scene.cast
    scene.author = person("Ada Author", agency=cast.housing)
    appoint_author(
        scene.case,
        cast.housing,
        author=scene.author,
        answers=INDEPENDENT,
        by=cast.housing_officer,
        now=SIGNED,
    )
    record_milestone(scene.case, "records_secured", by=cast.housing_officer, now=SIGNED, agency=cast.housing)
    write_all(scene)
    return scene


def made(scene, *, now=WRITTEN):
    found = make_report(scene.case, scene.cast.housing, by=scene.cast.housing_author, now=now)
    render_waiting()
    found.rendering.refresh_from_db()
    return found


def taken(scene, *, now=WRITTEN):
    made(scene, now=now)
    return take_report(scene.case, scene.cast.housing, by=scene.cast.housing_author, now=now)


def ready(scene):
    cast = scene.cast
    if not has_happened(scene.case, "chronology_uploaded", agency=cast.housing):
        record_milestone(
            scene.case, "chronology_uploaded", by=cast.housing_author, now=WRITTEN, agency=cast.housing
        )
    return hand_over(
        scene.case,
        cast.housing,
        declares_independence=True,
        discussed_with="Head of Service",
        legal_advice="taken",
        by=cast.housing_author,
        now=WRITTEN,
    )


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def url(scene, name):
    return reverse(f"reviews:{name}", args=[scene.case.pk, scene.cast.housing.pk])


def report(scene):
    return report_of(scene.case, scene.cast.housing, newest_submission(scene.case, scene.cast.housing))


def said_in(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


EXPECTED = (
    "Westmarch Housing",
    "Ada Author. Had no part in the case and manages nobody who had, as stated on 4 April 2007",
    "Review asked for 4 April 2007",
    "Records secured 4 April 2007",
    "Services covered Lettings",
    "1 January 2005 to 3 March 2007",
    f"Question 2: {LINES[1]}",
    "There is nothing to say here: No policy was applied.",
    "Tell of every move. Head of Lettings",
    "Send a notice",
    "30 September 2007",
    "Nine of ten",
    "A clerk",
)


# What it says


@pytest.mark.requirement("R004", "R120", "R121", "R128")
def test_the_pdf_says_everything_that_was_written_and_is_accessible(scene):
    pdf = content_of(made(scene).rendering.document)
    said = said_in(pdf)
    for words in (*EXPECTED, *(one.title for one in AGENCY_OUTLINE), *LINES):
        assert words in said
    assert said.count(LONG) == len(AGENCY_OUTLINE) - 1 + len(LINES)
    assert "Not complete" not in said
    assert scene.case.procedure.standing_statement in said
    catalogue = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en-GB"
    assert b"pdfuaid" in catalogue["/Metadata"].get_object().get_data()


def test_the_word_file_says_the_same_with_word_s_own_headings_lists_and_tables(scene):
    client = client_of(scene.cast.housing_author)
    answer = client.get(url(scene, "report_docx"))
    assert answer["Content-Disposition"].startswith("attachment")
    document = docx.Document(io.BytesIO(answer.content))
    headings = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    titles = [re.sub(r"^\d+\. (Question \d+: )?", "", one) for one in headings[1:]]
    assert titles == [
        *(one.section.title for one in report(scene).sections),
        "Recommendations",
        "Action plan",
    ]
    text = "\n".join(one.text for one in document.paragraphs)
    assert text.count(LONG) == len(AGENCY_OUTLINE) - 1 + len(LINES)
    assert "There is nothing to say here: No policy was applied." in text
    points = [one.text for one in document.paragraphs if one.style.name == "List Bullet"]
    assert points == ["a point", "another"] * (len(points) // 2)
    counted = document.sections[0].footer.paragraphs[0]._p.xpath("w:fldSimple/@w:instr")
    assert counted == ["PAGE", "NUMPAGES"]
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["1", "2"] in cells
    assert ["1", "Tell of every move.", "Head of Lettings"] in cells
    assert ["1", "Send a notice", "Head of Lettings", "30 September 2007", "Nine of ten", "A clerk"] in cells


def test_points_of_lists_keep_their_numbers_in_word(scene):
    write(
        scene, "lessons", "3. Third\n\n   and more of it\n4. Fourth\n   - below\n\n### A heading\n\n1. First"
    )
    document = docx.Document(io.BytesIO(report_docx(report(scene))))
    texts = [(one.style.name, one.text) for one in document.paragraphs]
    at = texts.index(("List", "3. Third"))
    assert texts[at : at + 6] == [
        ("List", "3. Third"),
        ("List Continue", "and more of it"),
        ("List", "4. Fourth"),
        ("List Bullet 2", "below"),
        ("Heading 3", "A heading"),
        ("List", "1. First"),
    ]


def test_what_is_typed_stays_text_in_both(scene):
    write(
        scene, "lessons", "<script>alert(1)</script> <b>bold</b> ![x](http://example.org/x.png) & \x0b so on"
    )
    html = report_html(report(scene), now=WRITTEN)
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;b&gt;bold" in html
    document = docx.Document(io.BytesIO(report_docx(report(scene))))
    assert any("<b>bold</b>" in one.text for one in document.paragraphs)


def test_a_report_that_is_not_complete_can_be_made_and_says_so(scene):
    write(scene, "lessons", "")
    pdf = content_of(made(scene).rendering.document)
    assert "Not complete" in said_in(pdf)
    assert "Not written yet." in said_in(pdf)
    with pytest.raises(NotTheMoment, match="“Lessons” is not written yet"):
        take_report(scene.case, scene.cast.housing, by=scene.cast.housing_author, now=WRITTEN)


def test_what_it_lacks_is_said_one_by_one(scene):
    given = {"by": scene.cast.housing_author, "now": WRITTEN}
    assert lacks_of(report(scene)) == []
    more = [Recommended("Tell of every move.", "Head", was=1), Recommended("Visit.", "Head")]
    save_recommendations(scene.case, scene.cast.housing, recommendations=more, revision=2, **given)
    assert [one.sentence for one in lacks_of(report(scene))] == [
        "Recommendation 2 has no action in the plan."
    ]
    other = [Recommended("Something else.", "Head")]
    save_recommendations(scene.case, scene.cast.housing, recommendations=other, revision=3, **given)
    assert [one.sentence for one in lacks_of(report(scene))] == [
        "Recommendation 1 has no action in the plan.",
        "An action of the plan belongs to no recommendation.",
    ]
    other_agency = report_of(scene.case, scene.cast.health, None)
    sentences = [one.sentence for one in lacks_of(other_agency)]
    assert len(sentences) == len(AGENCY_OUTLINE) + len(LINES) + 1
    assert sentences[-1] == "It is not said which services the review covers."


# The family in it


def registered(scene, full_name, **more):
    told = PersonTold(full_name=full_name, **more)
    return add_person(scene.case, told, by=scene.cast.administrator, now=WRITTEN)


@pytest.fixture
def child(scene):
    return registered(scene, "Tam Testname", is_child=True)


def name(scene, full_name, **more):
    given = {"agency": scene.cast.housing, "by": scene.cast.housing_author, "now": WRITTEN}
    found = add_person(scene.case, PersonTold(full_name=full_name, **more), **given)
    child = Person.objects.filter(case=scene.case, is_child=True).first()
    if child:
        relate(found, child, Tie(kind="carer"), **given)
    return found


@pytest.mark.requirement("R120")
def test_the_genogram_and_who_the_family_are_stand_in_the_report(scene, child):
    """The register once it is open to agencies, with whom this agency adds; never whom another one adds."""
    cast = scene.cast
    registered(scene, "Sina Testname", code="S1", relation="sister", born_about="2003")
    open_register(scene.case, by=cast.administrator, now=WRITTEN)
    name(scene, "Lena Lodger")
    theirs = PersonTold(full_name="QzOther Person")
    add_person(scene.case, theirs, agency=cast.health, by=cast.health_author, now=WRITTEN)
    pdf = content_of(made(scene).rendering.document)
    said = said_in(pdf)
    assert said.count("Sina Testname") >= 2 and said.count("Lena Lodger") >= 2  # drawn, and in the table
    assert "Carer of" in said and "2003" in said and "QzOther" not in said
    assert alts_in(pdf) == [
        "Genogram: everybody of the family and household. The table says the same in words."
    ]
    answer = client_of(cast.housing_author).get(url(scene, "report_docx"))
    tables = docx.Document(io.BytesIO(answer.content)).tables
    rows = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    assert ["Sina Testname (S1)", "2003", "", "Sister", "Not known"] in rows
    assert any(row[0] == "Lena Lodger" and row[3].startswith("Carer of") for row in rows)
    assert not any("QzOther" in cell for row in rows for cell in row)


def alts_in(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            str(one.Alt) for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        ]


def test_without_the_register_the_report_has_whom_the_agency_names_only(scene):
    registered(scene, "QzClosed Person")
    name(scene, "Lena Lodger")
    html = report_html(report(scene), now=WRITTEN)
    assert "Lena Lodger" in html
    assert "QzClosed" not in html


@pytest.mark.requirement("R121")
def test_whom_the_agency_adds_after_the_report_was_made_makes_it_again(scene):
    """What the board corrects in its register does not: that is not the agency's word."""
    cast = scene.cast
    registered(scene, "Tam Testname", is_child=True)
    open_register(scene.case, by=cast.administrator, now=WRITTEN)
    made(scene)
    registered(scene, "Sina Testname")
    page = client_of(cast.housing_author).get(url(scene, "agency_report")).content.decode()
    assert "Something was written after" not in page
    name(scene, "Lena Lodger")
    with pytest.raises(NotTheMoment, match="Something was written after"):
        take_report(scene.case, cast.housing, by=cast.housing_author, now=WRITTEN)


def test_what_is_signed_has_another_name_once_somebody_is_added_to_the_family(scene):
    """Whoever read the review before is told, also where it came as a Word file."""
    cast = scene.cast
    upload_review(
        scene.case,
        cast.housing,
        upload=Upload("review.docx", word(LONG)),
        recommendations=[],
        by=cast.housing_author,
        now=WRITTEN,
    )
    submission = newest_submission(scene.case, cast.housing)
    before = seal_of_content(scene.case, submission)
    assert seal_of_content(scene.case, submission) == before
    lodger = name(scene, "Lena Lodger")
    after = seal_of_content(scene.case, submission)
    assert after != before
    told = replace(told_of(lodger), full_name="Lena Tenant")
    correct_person(lodger, told, revision=lodger.revision, by=cast.housing_author, now=WRITTEN)
    assert seal_of_content(scene.case, submission) != after


# Its way


@pytest.mark.requirement("R121")
def test_a_report_is_made_read_and_taken_in_the_browser(scene):
    client = client_of(scene.cast.housing_author)
    write(scene, "lessons", "")
    page = unescape(client.get(url(scene, "agency_report")).content.decode())
    assert "Before it can be your agency’s review" in page
    link = reverse("reviews:write_section", args=[scene.case.pk, scene.cast.housing.pk, "lessons"])
    assert f'href="{link}">“Lessons” is not written yet.' in page
    write(scene, "lessons", LONG)
    assert client.post(url(scene, "make_report"))["Location"] == url(scene, "agency_report")
    waiting = client.get(url(scene, "agency_report"))
    assert waiting["Refresh"] == "2"
    assert "The report is being made" in waiting.content.decode()
    render_waiting()
    page = client.get(url(scene, "agency_report"))
    assert "Refresh" not in page
    assert "Take this as our review" in page.content.decode()
    assert client.post(url(scene, "take_report"))["Location"] == url(scene, "agency")
    page = client.get(url(scene, "agency_report")).content.decode()
    assert "This is your agency’s review" in page
    assert "Take this as our review" not in page


@pytest.mark.requirement("R121")
def test_what_is_handed_over_and_signed_is_the_file_that_was_made_byte_for_byte(scene):
    cast = scene.cast
    taken(scene)
    copy, review = MadeReport.objects.get().rendering.document, Submission.objects.get().review
    assert (copy.sha256, copy.kind, review.kind) == (review.sha256, "made_report", "agency_review")
    assert content_of(copy) == content_of(review)
    ready(scene)
    sign(scene, cast.housing, by=cast.housing_officer)
    release_review(scene.case, cast.housing, by=cast.administrator, now=WRITTEN)
    read = Document.objects.visible_to(cast.panel_member)
    assert list(read.filter(agency=cast.housing).exclude(kind="letter")) == [review]
    assert PlannedAction.objects.visible_to(cast.panel_member).standing().get().what == "Send a notice"
    assert MadeReport.objects.visible_to(cast.panel_member).count() == 0
    page = client_of(cast.panel_member).get(url(scene, "agency")).content.decode()
    assert reverse("documents:download", args=[review.pk]) in page


def test_what_is_written_after_it_was_made_is_in_no_report_until_it_is_made_again(scene):
    cast = scene.cast
    made(scene)
    write(scene, "lessons", f"{LONG} And more.")
    with pytest.raises(NotTheMoment, match="Something was written after this report was made"):
        take_report(scene.case, cast.housing, by=cast.housing_author, now=WRITTEN)
    assert "Make it again" in client_of(cast.housing_author).get(url(scene, "agency_report")).content.decode()
    taken(scene, now=WRITTEN + timedelta(minutes=1))
    ready(scene)
    write(scene, "lessons", f"{LONG} And a last word.")
    with pytest.raises(NotTheMoment, match="Something was written after the report was made"):
        sign(scene, cast.housing, by=cast.housing_officer)
    taken(scene, now=WRITTEN + timedelta(minutes=2))
    sign(scene, cast.housing, by=cast.housing_officer)
    pdf = content_of(Submission.objects.get().review)
    assert "And a last word." in said_in(pdf)


def test_a_file_can_take_its_place_and_it_is_not_taken_twice(scene):
    cast = scene.cast
    taken(scene)
    with pytest.raises(NotTheMoment, match="your agency's review already"):
        take_report(scene.case, cast.housing, by=cast.housing_author, now=WRITTEN)
    upload_review(
        scene.case,
        cast.housing,
        upload=Upload("review.docx", word("The whole report.")),
        recommendations=[Recommended("Tell of every move.", "Head of Lettings", was=1)],
        by=cast.housing_author,
        now=WRITTEN,
    )
    with pytest.raises(NotTheMoment, match="another file since"):
        take_report(scene.case, cast.housing, by=cast.housing_author, now=WRITTEN)
    write(scene, "lessons", "Written on, which is no part of the file.")
    ready(scene)
    sign(scene, cast.housing, by=cast.housing_officer)
    assert Submission.objects.get().review.filename == "review.docx"


def test_while_it_is_made_or_when_that_failed_nothing_can_be_taken(scene):
    cast = scene.cast
    with pytest.raises(NotTheMoment, match="No report is made yet"):
        take_report(scene.case, cast.housing, by=cast.housing_author, now=WRITTEN)
    waiting = make_report(scene.case, cast.housing, by=cast.housing_author, now=WRITTEN)
    for state in (Rendering.State.WAITING, Rendering.State.FAILED):
        waiting.rendering.state = state
        waiting.rendering.save()
        with pytest.raises(NotTheMoment, match="No report is made yet"):
            take_report(scene.case, cast.housing, by=cast.housing_author, now=WRITTEN)
    assert not Document.objects.filter(kind="agency_review").exists()


def test_a_returned_review_is_written_on_and_made_for_the_next_round(scene):
    cast = scene.cast
    taken(scene)
    ready(scene)
    sign(scene, cast.housing, by=cast.housing_officer)
    release_review(scene.case, cast.housing, by=cast.administrator, now=WRITTEN)
    later = WRITTEN + timedelta(days=1)
    return_review(
        scene.case,
        cast.housing,
        reason="More on June",
        due_on=date(2007, 6, 1),
        by=cast.administrator,
        now=later,
    )
    write(scene, "narrative", f"{LONG} In June as well.", now=later)
    second = taken(scene, now=later)
    assert (second.round, second.version) == (2, 1)
    assert "round 2" in said_in(content_of(second.review))
    assert "In June as well." in said_in(content_of(second.review))
    first = Submission.objects.get(round=1)
    assert "In June as well." not in said_in(content_of(first.review))


def test_nobody_else_makes_takes_or_reads_it(scene):
    copy = made(scene).rendering.document
    for user in (
        scene.cast.health_author,
        scene.cast.chair,
        scene.cast.administrator,
        scene.cast.panel_member,
    ):
        client = client_of(user)
        for name in ("make_report", "take_report"):
            assert client.post(url(scene, name)).status_code in (403, 404)
        for address in (url(scene, "agency_report"), url(scene, "report_docx")):
            assert client.get(address).status_code in (403, 404)
        assert client.get(reverse("documents:download", args=[copy.pk])).status_code == 404
    assert MadeReport.objects.count() == 1


def test_the_page_asks_the_same_number_of_queries_however_much_is_written(scene):
    client = client_of(scene.cast.housing_author)

    def queries():
        client.get(url(scene, "agency_report"))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url(scene, "agency_report")).status_code == 200
        return len(asked)

    made(scene)
    before = queries()
    given = {"by": scene.cast.housing_author, "now": WRITTEN}
    many = [Recommended(f"Number {one}", "Head") for one in range(10)]
    save_recommendations(scene.case, scene.cast.housing, recommendations=many, revision=2, **given)
    assert queries() == before
