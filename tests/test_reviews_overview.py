"""The overview report: its author, its versions, the panel's agreement and the board's endorsement."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from reviews.models import (
    Endorsement,
    OverviewAddressee,
    OverviewAgreement,
    OverviewRecommendation,
    OverviewReport,
)
from reviews.report import report_html, safe_html
from reviews.services.endorsement import bundle, endorse
from reviews.services.overview import (
    OverviewContent,
    OverviewRecommended,
    agree,
    submit_overview,
)
from scr.audit.models import AuditEntry
from scr.cases.audiences import Kind
from scr.cases.models import Duty
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.services import move
from scr.cases.writing import compartment_of
from scr.documents.models import Rendering
from scr.documents.pdf import make_pdf
from scr.documents.services import store
from scr.outbox.models import Notice
from tests.cast import D0
from tests.reviewing import STARTED, engaged, hold, released, under_review, word

pytestmark = pytest.mark.usefixtures("rows")
DRAFTED = D0 + timedelta(days=135)
AGREED = D0 + timedelta(days=190)
ENDORSED = D0 + timedelta(days=203)
CANARY = "Canary-of-the-overview"


def url(name, case, *args):
    return reverse(f"reviews:{name}", args=[case.pk, *args])


@pytest.fixture(scope="module")
def module_scene(module_rows):
    """A case at the overview report: both reviews are released, the author is engaged."""
    scene = under_review()
    cast = scene.cast
    released(scene, cast.housing, recommendations=["Housing should tell of moves."])
    released(scene, cast.health, recommendations=["Health should see the child."])
    for stage in ("presentations", "overview_drafting"):
        scene.case = move(scene.case, stage, by=cast.chair, now=STARTED)
    engaged(scene)
    return scene


def content(scene, **changes):
    values = {
        "executive_summary": "How the review was done.",
        "sections": {"analysis": f"{CANARY} **because** nobody asked.", "introduction": "Why we looked."},
        "recommendations": [
            OverviewRecommended("Share every move.", [scene.cast.housing.pk], is_for_board=True),
            OverviewRecommended("See the child.", [scene.cast.health.pk, scene.cast.housing.pk]),
        ],
    }
    return OverviewContent(**(values | changes))


def submitted(scene, *, seen=0, now=DRAFTED, **changes):
    return submit_overview(
        scene.case,
        content=content(scene, **changes),
        seen_version=seen,
        by=scene.cast.overview_author,
        now=now,
    )


def agreed(scene):
    submitted(scene)
    cast = scene.cast
    scene.case = move(scene.case, "fair_representation", by=cast.chair, now=DRAFTED)
    meeting = hold(scene.case, cast, "panel", at=AGREED)
    agree(scene.case, meeting=meeting, by=cast.chair, now=AGREED)
    scene.case.refresh_from_db()


def with_chronology(scene):
    store(
        scene.case,
        compartment_of(scene.case, Kind.PANEL),
        kind="integrated_chronology",
        title="Integrated chronology",
        filename="chronology.pdf",
        content=make_pdf("<title>Integrated chronology</title><p>Merged.</p>"),
        by=scene.cast.administrator,
        now=AGREED,
    )


# Submitting


def test_a_version_is_read_by_the_panel_from_its_submission_on(scene):
    cast = scene.cast
    assert not OverviewReport.objects.visible_to(cast.panel_member).exists()
    report = submitted(scene)
    assert OverviewReport.objects.visible_to(cast.panel_member).get() == report
    assert OverviewRecommendation.objects.visible_to(cast.panel_member).count() == 2
    for user in (cast.housing_author, cast.housing_officer, cast.outsider):
        assert not OverviewReport.objects.visible_to(user).exists()
    assert Duty.objects.get(rule_key="OVERVIEW").met_at == DRAFTED
    addressees = OverviewAddressee.objects.filter(recommendation__number=2)
    assert {one.agency for one in addressees} == {cast.housing, cast.health}


def test_only_the_author_submits_in_time_with_something_to_read(scene):
    cast = scene.cast
    for user in (cast.chair, cast.administrator, cast.panel_member):
        with pytest.raises(NotYourRole):
            submit_overview(scene.case, content=content(scene), seen_version=0, by=user, now=DRAFTED)
    with pytest.raises(NotTheMoment, match="Choose the report's file, or write its sections"):
        submitted(scene, sections={"analysis": "  "})
    with pytest.raises(NotTheMoment, match="Say to whom recommendation 1 is addressed"):
        submitted(scene, recommendations=[OverviewRecommended("To nobody")])
    assert not OverviewReport.objects.exists()


def test_a_second_version_stands_beside_the_first_and_the_same_one_comes_once(scene):
    submitted(scene)
    with pytest.raises(NotTheMoment, match="Version 1 was submitted in the meantime"):
        submitted(scene)
    move(scene.case, "fair_representation", by=scene.cast.chair, now=DRAFTED)
    second = submitted(scene, seen=1, sections={"analysis": "Said more fairly."})
    assert second.version == 2
    assert OverviewReport.objects.get(version=1).sections["analysis"].startswith(CANARY)


def rows(scene, **changes):
    return {
        "form-TOTAL_FORMS": 2,
        "form-INITIAL_FORMS": 0,
        "form-0-text": "Share every move.",
        "form-0-addressed_to": ["board", str(scene.cast.housing.pk)],
        "executive_summary": "How it was done.",
        "seen_version": 0,
        **changes,
    }


@pytest.mark.requirement("R022")
def test_the_author_submits_a_file_on_the_page_and_gets_a_receipt(client, scene):
    client.force_login(scene.cast.overview_author)
    page = url("submit_overview", scene.case)
    file = SimpleUploadedFile("report.docx", word("The report."))
    receipt = client.post(page, rows(scene, report=file), follow=True).content.decode()
    assert "A draft of the overview report was submitted." in receipt
    report = OverviewReport.objects.get()
    assert report.document.filename == "report.docx"
    assert OverviewRecommendation.objects.get().is_for_board
    assert OverviewAddressee.objects.get().agency == scene.cast.housing
    again = client.get(page).content.decode()
    assert "How it was done." in again
    assert "Share every move." in again


def test_the_page_keeps_what_was_typed_and_names_what_is_wrong(client, scene):
    client.force_login(scene.cast.overview_author)
    page = url("submit_overview", scene.case)
    wrong = rows(scene, **{"form-1-text": "To whom?", "form-0-text": "Kept text"})
    answer = client.post(page, wrong).content.decode()
    assert "Choose the report&#x27;s file, or write its sections" in answer
    assert "Select to whom this recommendation is addressed" in answer
    assert "Kept text" in answer
    bad = rows(scene, report=SimpleUploadedFile("report.docx", b"not a document"))
    assert "inside is something else" in client.post(page, bad).content.decode()
    more = client.post(page, wrong | {"more": "more", "analysis": "Typed analysis"}).content.decode()
    assert "Typed analysis" in more
    assert "There is a problem" not in more
    assert f'value="{scene.cast.housing.pk}"' in more
    assert not OverviewReport.objects.exists()


# Reading


@pytest.mark.requirement("R004", "R166")
def test_the_report_as_pdf_ends_with_all_recommendations_of_the_agencies(client, scene):
    report = submitted(scene)
    html = report_html(report, by=scene.cast.chair, now=DRAFTED)
    pdf = PdfReader(BytesIO(make_pdf(html)))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for words in (
        "Executive summary",
        "Why we looked.",
        "because nobody asked.",
        "Share every move.",
        "The board, Westmarch Housing",
        "Appendix: recommendations of the agencies",
        "Housing should tell of moves.",
        "Health should see the child.",
        "Head of Lettings",
        scene.case.procedure.standing_statement,
    ):
        assert words in text, words
    assert text.index("Share every move.") < text.index("Appendix:")
    client.force_login(scene.cast.panel_member)
    answer = client.post(url("report_pdf", scene.case, report.pk))
    assert answer.status_code == 302
    assert Rendering.objects.filter(kind="overview_pdf", requested_by=scene.cast.panel_member).exists()


def test_the_overview_page_shows_it_to_the_panel_and_nothing_of_it_to_an_agency(client, scene):
    submitted(scene)
    pages = {}
    for user in (scene.cast.panel_member, scene.cast.overview_author, scene.cast.housing_officer):
        client.force_login(user)
        pages[user] = client.get(url("overview", scene.case)).content.decode()
    for user in (scene.cast.panel_member, scene.cast.overview_author):
        for words in (
            CANARY,
            "Share every move.",
            "Health should see the child.",
            "Westmarch Community Health",
        ):
            assert words in pages[user]
    agency_page = pages[scene.cast.housing_officer]
    for words in (CANARY, "Share every move.", "How the review was done.", "Health should see"):
        assert words not in agency_page
    assert "No overview report yet" in agency_page


def test_the_author_reads_the_released_reviews(client, scene):
    client.force_login(scene.cast.overview_author)
    page = client.get(reverse("reviews:agency", args=[scene.case.pk, scene.cast.housing.pk]))
    assert "Housing should tell of moves." in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;"),
        ("[here](javascript:alert)", "javascript"),
        ("**bold**", "<strong>bold</strong>"),
        ("# Title", "<h3>Title</h3>"),
        ("![x](http://elsewhere.example/x.png)", ""),
    ],
)
def test_markdown_becomes_text_and_nothing_that_acts_or_fetches(typed, kept):
    html = safe_html(typed)
    assert kept in html
    assert not any(tag in html for tag in ("<script", "<a ", "<img", "style=", "http://"))


# Agreement and endorsement


@pytest.mark.requirement("R170")
def test_the_panel_agrees_the_version_that_it_had_before_it(scene):
    cast = scene.cast
    early = hold(scene.case, cast, "panel", at=STARTED)
    submitted(scene)
    scene.case = move(scene.case, "fair_representation", by=cast.chair, now=DRAFTED)
    with pytest.raises(NotTheMoment, match="after that meeting"):
        agree(scene.case, meeting=early, by=cast.chair, now=AGREED)
    with pytest.raises(NotYourRole):
        agree(scene.case, meeting=early, by=cast.panel_member, now=AGREED)
    board = hold(scene.case, cast, "board", at=AGREED)
    with pytest.raises(NotTheMoment, match="recorded as held: Panel meeting"):
        agree(scene.case, meeting=board, by=cast.chair, now=AGREED)
    meeting = hold(scene.case, cast, "panel", at=AGREED)
    agree(scene.case, meeting=meeting, by=cast.chair, now=AGREED + timedelta(days=1))
    scene.case.refresh_from_db()
    assert scene.case.stage == "panel_agreed"
    assert OverviewAgreement.objects.get().met_at == AGREED
    with pytest.raises(NotTheMoment, match="cannot be submitted"):
        submitted(scene, seen=1)
    with pytest.raises(NotTheMoment, match="cannot be recorded"):
        agree(scene.case, meeting=meeting, by=cast.chair, now=AGREED)


@pytest.mark.requirement("R170")
def test_the_agreement_is_recorded_on_a_page(client, scene):
    cast = scene.cast
    submitted(scene)
    scene.case = move(scene.case, "fair_representation", by=cast.chair, now=DRAFTED)
    client.force_login(cast.administrator)
    assert "No panel meeting is recorded" in client.get(url("agree", scene.case)).content.decode()
    meeting = hold(scene.case, cast, "panel", at=AGREED)
    assert "Select the meeting" in client.post(url("agree", scene.case), {"meeting": ""}).content.decode()
    receipt = client.post(url("agree", scene.case), {"meeting": meeting.pk}, follow=True).content.decode()
    assert "The panel agreed the overview report." in receipt


@pytest.mark.requirement("R167")
def test_the_board_endorses_only_when_all_papers_are_there(client, scene):
    cast = scene.cast
    agreed(scene)
    meeting = hold(scene.case, cast, "board", at=ENDORSED)
    values = {"meeting": meeting, "minutes_reference": "B/07/4", "by": cast.chair, "now": ENDORSED}
    assert [item.is_there for item in bundle(scene.case)] == [True, True, False, True]
    with pytest.raises(NotTheMoment, match="integrated chronology has not been made"):
        endorse(scene.case, **values)
    client.force_login(cast.chair)
    page = client.get(url("endorse", scene.case)).content.decode()
    assert "The endorsement cannot be recorded yet" in page
    assert "Record the endorsement</button>" not in page
    with_chronology(scene)
    done = endorse(scene.case, **values)
    scene.case.refresh_from_db()
    assert scene.case.stage == "endorsed"
    assert (done.report.version, done.chronology.kind) == (1, "integrated_chronology")
    assert Duty.objects.get(rule_key="COMPLETE").met_at == ENDORSED
    with pytest.raises(NotTheMoment, match="Cora Chair has recorded the endorsement already"):
        endorse(scene.case, **values)


@pytest.mark.requirement("R167")
def test_the_endorsement_is_confirmed_on_a_page_and_everybody_may_know_of_it(client, scene):
    cast = scene.cast
    agreed(scene)
    with_chronology(scene)
    client.force_login(cast.administrator)
    assert "No board meeting is recorded" in client.get(url("endorse", scene.case)).content.decode()
    meeting = hold(scene.case, cast, "board", at=ENDORSED)
    page = client.get(url("endorse", scene.case)).content.decode()
    for words in ("What will happen", "Who will be told", "What cannot be undone"):
        assert words in page
    typed = {"meeting": meeting.pk, "minutes_reference": ""}
    assert "Enter reference of the minutes" in client.post(url("endorse", scene.case), typed).content.decode()
    typed["minutes_reference"] = "B/07/4"
    receipt = client.post(url("endorse", scene.case), typed, follow=True).content.decode()
    assert "The board endorsed the overview report." in receipt
    assert Endorsement.objects.visible_to(cast.housing_officer).exists()


def test_an_agency_gets_404_for_the_reports_pdf(client, scene):
    report = submitted(scene)
    client.force_login(scene.cast.housing_officer)
    assert client.post(url("report_pdf", scene.case, report.pk)).status_code == 404
    assert not Rendering.objects.filter(kind="overview_pdf").exists()


def test_every_step_is_in_history_and_audit_and_notices_say_nothing(scene):
    agreed(scene)
    acts = set(AuditEntry.objects.filter(case_id=scene.case.pk).values_list("act", flat=True))
    assert {"author_engaged", "overview_submitted", "overview_agreed", "recommendation_addressed"} <= acts
    assert OverviewReport.history.get().history_user == scene.cast.overview_author
    facts = (scene.case.code_name, "Housing", "Community Health", CANARY, "Olive")
    for notice in Notice.objects.all():
        assert not any(fact in f"{notice.subject} {notice.body}" for fact in facts)
