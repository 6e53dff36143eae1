"""What an agency recommends, plans and covers while its review is written (seed 002, 3.5 and 3.6)."""

import io
from datetime import date, timedelta

import docx
import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import AgencyRecommendation, PlannedAction, ReviewCoverage, ServiceReport, Submission
from reviews.reading.proposals import number_of
from reviews.services.coverage import Covered, add_service_report, save_coverage
from reviews.services.handing_over import countersign, hand_over
from reviews.services.proposals import Planned, Recommended
from reviews.services.reception import release_review, return_review
from reviews.services.recommending import save_plan, save_recommendations
from reviews.services.submission import Upload, newest_submission, seal_of_content, upload_review
from reviews.services.writing import Typing, Words, save_section
from reviews.written import sections_of
from scr.audit.services import save_recorded
from scr.cases.models import Participant
from scr.cases.participation import add_participant, end_participation
from scr.cases.policy import NotTheMoment, Stale
from scr.cases.services import record_milestone
from tests.reviewing import WRITTEN, handed_over, sign, under_review, word

pytestmark = pytest.mark.usefixtures("rows")
DUE = date(2007, 9, 30)
MOVES, VISITS = (
    Recommended("Tell of every move.", "Head of Lettings"),
    Recommended("Visit twice.", "Head of Estates"),
)


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return under_review()


def action(number=1, what="Send a notice", **more):
    return Planned(
        **{
            **{"number": number, "what": what, "owner_post": "Head", "due_on": DUE, "measure": "9 of 10"},
            **more,
        }
    )


def recommend(scene, *recommendations, revision=0, now=WRITTEN):
    return save_recommendations(
        scene.case,
        scene.cast.housing,
        recommendations=recommendations,
        revision=revision,
        by=scene.cast.housing_author,
        now=now,
    )


def plan(scene, *planned, revision=1):
    return save_plan(
        scene.case,
        scene.cast.housing,
        planned=planned,
        revision=revision,
        by=scene.cast.housing_author,
        now=WRITTEN,
    )


def cover(scene, *, revision=0, **covered):
    return save_coverage(
        scene.case,
        scene.cast.housing,
        covered=Covered(**{"services": ["Lettings", "Estates"], **covered}),
        revision=revision,
        by=scene.cast.housing_author,
        now=WRITTEN,
    )


SEPARATE = {
    "separate": ["Hostels"],
    "agreed_by": "Cora Chair, for the panel",
    "agreed_on": date(2007, 4, 20),
    "why": "They keep records of their own.",
}


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def url(scene, name):
    return reverse(f"reviews:{name}", args=[scene.case.pk, scene.cast.housing.pk])


def fields_of(page, marker="revision"):
    form = next(one for one in lxml.html.fromstring(page).forms if marker in one.fields)
    # a browser drops the line break with which a box of text begins
    return {name: value.removeprefix("\n") for name, value in form.form_values()}


def planned_now():
    rows = PlannedAction.objects.current().select_related("recommendation")
    return [(one.recommendation.number if one.recommendation else 0, one.what) for one in rows]


# Recommendations and plan


@pytest.mark.requirement("R128")
def test_recommendations_and_a_smart_plan_are_written_in_the_browser(scene):
    client = client_of(scene.cast.housing_author)
    assert "No recommendations yet" in client.get(url(scene, "plan_actions")).content.decode()
    page = url(scene, "recommend")
    fields = fields_of(client.get(page).content.decode())
    half = client.post(page, {**fields, "form-0-text": "Tell of every move."}).content.decode()
    assert "Enter who will see to this recommendation" in half
    sent = {**fields, "form-0-text": "Tell of every move.", "form-0-owner": "Head of Lettings"}
    assert client.post(page, sent).status_code == 302
    page = url(scene, "plan_actions")
    fields = fields_of(client.get(page).content.decode())
    half = client.post(page, {**fields, "form-0-what": "Send a notice"}).content.decode()
    for missing in (
        "which recommendation",
        "the post that will see to it",
        "the day by which",
        "how you will know",
    ):
        assert missing in half
    assert "Send a notice" in half
    whole = {
        "form-0-number": "1",
        "form-0-what": "Send a notice",
        "form-0-owner_post": "Head of Lettings",
        "form-0-due_on_day": "30",
        "form-0-due_on_month": "9",
        "form-0-due_on_year": "2007",
        "form-0-measure": "Nine of ten are told",
    }
    assert client.post(page, {**fields, **whole}).status_code == 302
    row = PlannedAction.objects.current().get()
    assert (row.recommendation.text, row.owner_post, row.due_on) == (
        "Tell of every move.",
        "Head of Lettings",
        DUE,
    )
    listed = client.get(url(scene, "write_review")).content.decode()
    assert listed.count("Written, 1") == 2
    emptied = {name: "" for name in whole if name != "form-0-number"}
    fields = fields_of(client.get(page).content.decode())
    client.post(page, {**fields, **emptied, "form-0-number": ""})
    assert planned_now() == []


def test_asking_for_more_actions_keeps_the_day_that_was_typed(scene):
    recommend(scene, MOVES)
    client = client_of(scene.cast.housing_author)
    fields = fields_of(client.get(url(scene, "plan_actions")).content.decode())
    typed = {**fields, "form-0-what": "Send", "form-0-due_on_day": "30", "form-0-number": "1", "more": "more"}
    page = client.post(url(scene, "plan_actions"), typed).content.decode()
    again = fields_of(page)
    assert (again["form-0-what"], again["form-0-due_on_day"], again["form-0-number"]) == ("Send", "30", "1")
    assert "form-1-what" in again
    assert not PlannedAction.objects.exists()


def test_actions_go_along_when_recommendations_change_and_none_is_dropped(scene):
    recommend(scene, MOVES, VISITS)
    plan(scene, action(1), action(2, "Visit"))
    recommend(scene, Recommended("Visit three times.", "Head of Estates", was=2), MOVES, revision=2)
    assert planned_now() == [(2, "Send a notice"), (1, "Visit")]
    recommend(scene, Recommended("Something else.", "Head"), revision=3)
    assert planned_now() == [(0, "Send a notice"), (0, "Visit")]
    client = client_of(scene.cast.housing_author)
    assert "Begun, 2" in client.get(url(scene, "write_review")).content.decode()
    assert "Send a notice" in client.get(url(scene, "plan_actions")).content.decode()
    with pytest.raises(NotTheMoment, match="belongs to one of your agency"):
        plan(scene, action(0), revision=4)
    with pytest.raises(NotTheMoment, match="belongs to one of your agency"):
        plan(scene, action(2), revision=4)


def test_a_file_that_is_uploaded_keeps_the_plan(scene):
    recommend(scene, MOVES)
    plan(scene, action())
    upload_review(
        scene.case,
        scene.cast.housing,
        upload=Upload("review.docx", word("What we did.")),
        recommendations=[MOVES],
        by=scene.cast.housing_author,
        now=WRITTEN,
    )
    assert planned_now() == [(1, "Send a notice")]


def test_of_two_who_save_the_later_one_is_told(scene):
    recommend(scene, MOVES)
    with pytest.raises(Stale, match="Hanna Housing saved the recommendations or the plan at"):
        recommend(scene, VISITS)
    with pytest.raises(Stale):
        plan(scene, action(), revision=0)
    cover(scene)
    with pytest.raises(Stale, match="Hanna Housing saved this at"):
        cover(scene)


def test_a_new_round_begins_with_what_was_written_before(scene):
    cast = scene.cast
    recommend(scene, MOVES)
    plan(scene, action())
    cover(scene)
    handed_over(scene, cast.housing, recommendations=[MOVES.text])
    sign(scene, cast.housing, by=cast.housing_officer)
    release_review(scene.case, cast.housing, by=cast.administrator, now=WRITTEN)
    standing = PlannedAction.objects.visible_to(cast.panel_member).standing().get()
    assert (standing.what, standing.recommendation.text) == ("Send a notice", MOVES.text)
    later = WRITTEN + timedelta(days=1)
    return_review(
        scene.case, cast.housing, reason="More", due_on=date(2007, 6, 1), by=cast.administrator, now=later
    )
    client = client_of(cast.housing_author)
    page = client.get(url(scene, "recommend")).content.decode()
    assert "Tell of every move." in page
    assert client.post(url(scene, "recommend"), fields_of(page)).status_code == 302
    assert newest_submission(scene.case, cast.housing).round == 2
    assert planned_now() == [(1, "Send a notice")] * 2  # of the signed round, and of the new one
    assert "Lettings" in client.get(url(scene, "coverage")).content.decode()


def test_the_pages_ask_the_same_number_of_queries_however_many_rows(scene):
    recommend(scene, MOVES)
    plan(scene, action())
    client = client_of(scene.cast.housing_author)

    def queries(name):
        client.get(url(scene, name))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url(scene, name)).status_code == 200
        return len(asked)

    names = ("recommend", "plan_actions", "write_review", "agency")
    before = [queries(name) for name in names]
    many = [Recommended(f"Number {one}", "Head") for one in range(12)]
    recommend(scene, *many, revision=2)
    plan(scene, *(action(one) for one in range(1, 13)), revision=3)
    assert [queries(name) for name in names] == before


def test_whoever_wrote_a_section_cannot_countersign_even_after_changing_roles(scene):
    """The file and the hand-over are of somebody else."""
    cast, case = scene.cast, scene.case
    section = sections_of(case)[0]
    save_section(
        case, cast.housing, section, typing=Typing(Words("Mine"), 0), by=cast.housing_author, now=WRITTEN
    )
    part = {"role": "agency_author", "agency": cast.housing, "by": cast.administrator, "now": WRITTEN}
    other = add_participant(case, cast.outsider, **part).user
    own = Participant.objects.get(case=case, user=cast.housing_author)
    end_participation(own, until=WRITTEN, by=cast.administrator, now=WRITTEN)
    add_participant(case, cast.housing_author, **{**part, "role": "chief_officer"})
    upload = Upload("review.docx", word("Ours."))
    upload_review(case, cast.housing, upload=upload, recommendations=[], by=other, now=WRITTEN)
    record_milestone(case, "chronology_uploaded", by=other, now=WRITTEN, agency=cast.housing)
    hand_over(
        case,
        cast.housing,
        declares_independence=True,
        discussed_with="Head",
        legal_advice="taken",
        by=other,
        now=WRITTEN,
    )
    content = seal_of_content(case, newest_submission(case, cast.housing))
    with pytest.raises(NotTheMoment, match="You wrote a part of this yourself"):
        countersign(case, cast.housing, content=content, by=cast.housing_author, now=WRITTEN)
    countersign(case, cast.housing, content=content, by=cast.housing_officer, now=WRITTEN)


# Read from a Word file


def report_with_tables():
    document = docx.Document()
    document.add_heading("Recommendations", 1)
    document.add_paragraph("1. Tell of every move.", style="List Number")
    document.add_paragraph("Visit twice.", style="List Bullet")
    document.add_heading("Action plan", 1)
    cells = (
        (
            "No.",
            "Recommendation",
            "Action required",
            "Lead officer",
            "By when",
            "Outcome measure",
            "Resources",
        ),
        ("1", "R1", "Send a notice", "Head of Lettings", "30/09/2007", "9 of 10", ""),
        ("2", "Visit twice", "Plan the rounds", "Head of Estates", "soon", "All seen", "One post"),
    )
    table = document.add_table(rows=3, cols=7)
    for y, row in enumerate(cells):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def test_recommendations_and_actions_of_a_word_file_fill_the_rows_to_be_checked_and_saved(scene):
    cast = scene.cast
    upload = Upload("review.docx", report_with_tables())
    upload_review(
        scene.case, cast.housing, upload=upload, recommendations=[], by=cast.housing_author, now=WRITTEN
    )
    client = client_of(cast.housing_author)
    placing = url(scene, "place_review")
    fields = fields_of(client.get(placing).content.decode(), "seal")
    onwards = client.post(placing, fields)["Location"]
    assert onwards.startswith(url(scene, "recommend"))
    page = client.get(onwards).content.decode()
    assert "These stand in your Word file" in page
    fields = fields_of(page)
    assert [fields[f"form-{n}-text"] for n in range(2)] == ["Tell of every move.", "Visit twice."]
    assert not AgencyRecommendation.objects.exists()
    owners = {"form-0-owner": "Head of Lettings", "form-1-owner": "Head of Estates"}
    onwards = client.post(onwards, {**fields, **owners})["Location"]
    assert onwards.startswith(url(scene, "plan_actions"))
    fields = fields_of(client.get(onwards).content.decode())
    read = [
        [
            fields.get(f"form-{n}-{name}", "")
            for name in ("number", "what", "owner_post", "due_on_year", "measure", "resources")
        ]
        for n in range(2)
    ]
    assert read == [
        ["1", "Send a notice", "Head of Lettings", "2007", "9 of 10", ""],
        ["2", "Plan the rounds", "Head of Estates", "", "All seen", "One post"],
    ]
    day = {"form-1-due_on_day": "1", "form-1-due_on_month": "10", "form-1-due_on_year": "2007"}
    assert client.post(onwards, {**fields, **day}).status_code == 302
    assert planned_now() == [(1, "Send a notice"), (2, "Plan the rounds")]


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1), ("R2.", 2), ("Recommendation 2", 2), ("visit TWICE", 2), ("7", 0), ("", 0), ("-", 0)],
)
def test_the_recommendation_that_a_row_of_a_plan_names(text, number):
    assert number_of(text, ["Tell of every move.", "Visit twice."]) == number


# Services


@pytest.mark.requirement("R126")
def test_one_review_covers_several_services_and_says_which(scene):
    client = client_of(scene.cast.housing_author)
    page = url(scene, "coverage")
    fields = fields_of(client.get(page).content.decode())
    assert "One review for the whole agency is the rule" in client.get(page).content.decode()
    sent = {**fields, "services": "Lettings\n\n Estates \nLettings", "is_separate": "no"}
    assert client.post(page, sent)["Location"] == url(scene, "write_review")
    assert ReviewCoverage.objects.get().services == ["Lettings", "Estates"]
    assert "Written" in client.get(url(scene, "write_review")).content.decode()


@pytest.mark.requirement("R126")
def test_separate_reviews_need_who_agreed_when_and_why_and_go_along_with_the_agency_s(scene):
    cast = scene.cast
    client = client_of(cast.housing_author)
    page = url(scene, "coverage")
    fields = fields_of(client.get(page).content.decode())
    refused = client.post(page, {**fields, "services": "Lettings", "is_separate": "yes"}).content.decode()
    for missing in (
        "which services have",
        "who agreed",
        "the day on which it was agreed",
        "why they are reviewed",
    ):
        assert missing in refused
    agreed = {
        "agreed_on_day": "20",
        "agreed_on_month": "4",
        "agreed_on_year": "2007",
        "agreed_by": "The panel",
    }
    sent = {
        **fields,
        "services": "Lettings",
        "is_separate": "yes",
        "separate": "Hostels",
        "why": "Own files.",
    }
    assert client.post(page, {**sent, **agreed})["Location"] == url(scene, "add_service_report")
    with pytest.raises(NotTheMoment, match="The review of Hostels is not uploaded yet"):
        handed_over(scene, cast.housing)
    file = SimpleUploadedFile("hostels.docx", word("Hostels."))
    page = url(scene, "add_service_report")
    assert client.post(page, {"service": "Hostels", "report": file}).status_code == 302
    wrong = SimpleUploadedFile("hostels.xlsx", b"x")
    assert "PDF or Word" in client.post(page, {"service": "Hostels", "report": wrong}).content.decode()
    handed_over(scene, cast.housing)
    signing = client_of(cast.housing_officer).get(url(scene, "countersign")).content.decode()
    assert "Review of Hostels" in signing
    assert "Agreed by The panel on 20 April 2007" in signing
    sign(scene, cast.housing, by=cast.housing_officer)
    release_review(scene.case, cast.housing, by=cast.administrator, now=WRITTEN)
    seen = client_of(cast.panel_member).get(url(scene, "agency")).content.decode()
    assert "Review of Hostels" in seen
    assert "Agreed by The panel on 20 April 2007" in seen
    assert ServiceReport.objects.visible_to(cast.panel_member).count() == 1


def test_what_cannot_be_agreed_is_refused_also_by_the_database(scene):
    for wrong in (
        {"why": ""},
        {"agreed_by": ""},
        {"agreed_on": date(2099, 1, 1)},
        {"separate": ["Lettings"]},
    ):
        with pytest.raises(NotTheMoment):
            cover(scene, **{**SEPARATE, **wrong})
    row = cover(scene, **SEPARATE)
    with pytest.raises(NotTheMoment, match="not agreed that Lettings"):
        add_service_report(
            scene.case,
            scene.cast.housing,
            service="Lettings",
            upload=Upload("a.docx", word("A")),
            by=scene.cast.housing_author,
            now=WRITTEN,
        )
    row.why = ""
    with pytest.raises(IntegrityError, match="separate_reviews_are_agreed"), transaction.atomic():
        save_recorded(row, by=scene.cast.housing_author, at=WRITTEN, act="tried")


def test_a_review_of_a_service_that_came_after_reading_is_not_signed_unread(scene):
    cast = scene.cast
    cover(scene, **SEPARATE)
    given = {"by": cast.housing_author, "now": WRITTEN}
    upload = Upload("a.docx", word("A"))
    add_service_report(scene.case, cast.housing, service="Hostels", upload=upload, **given)
    handed_over(scene, cast.housing)
    read = seal_of_content(scene.case, Submission.objects.get())
    add_service_report(scene.case, cast.housing, service="Hostels", upload=upload, **given)
    with pytest.raises(NotTheMoment, match="has changed since you opened it"):
        countersign(scene.case, cast.housing, content=read, by=cast.housing_officer, now=WRITTEN)
