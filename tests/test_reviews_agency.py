"""An agency's review inside the agency: reviewer, upload, hand-over, countersignature."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from reviews.models import AgencyRecommendation, Submission
from reviews.progress import ACCEPTED, PRESENTED, missing_words, progress_of, state_words, steps_of
from reviews.services.agency import appoint_author, invite_author
from reviews.services.handing_over import countersign, hand_over
from reviews.services.submission import (
    Recommended,
    Upload,
    newest_submission,
    seal_of_content,
    upload_review,
)
from reviews.services.writing import Typing, Words, save_section
from reviews.written import sections_of
from scr.audit.models import AuditEntry
from scr.audit.services import save_recorded
from scr.cases.audiences import Kind
from scr.cases.events import has_happened
from scr.cases.independence import INDEPENDENT, Answers
from scr.cases.models import Compartment, Duty, Participant
from scr.cases.participation import add_participant, end_participation
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.services import record_milestone
from scr.cases.writing import compartment_of
from scr.documents.intake import FileRefused
from scr.documents.models import Document
from scr.documents.services import content_of
from scr.outbox.models import Notice
from scr.people.models import User
from scr.procedures.signing import BEGUN, HANDED_OVER
from tests.cast import D0, person
from tests.reviewing import (
    WRITTEN,
    countersigned,
    handed_over,
    scoped,
    sign,
    signed,
    under_review,
    word,
    written,
)

pytestmark = pytest.mark.usefixtures("rows")
SECURED = D0 + timedelta(days=24)


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return under_review()


def url(name, scene, agency=None):
    args = [scene.case.pk, agency.pk] if agency else [scene.case.pk]
    return reverse(f"reviews:{name}", args=args)


# The reviewer

# The last day of the contract, far enough ahead, and three questions about independence.
APPOINTED = {
    "until_on_day": 30,
    "until_on_month": 6,
    "until_on_year": 2099,
    "was_involved": "no",
    "manages_involved": "no",
    "is_on_panel": "no",
}


@pytest.mark.requirement("R117")
def test_a_reviewer_is_appointed_only_when_confirmed_to_be_independent(scene):
    cast = scene.cast
    newcomer = person("Nora New", agency=cast.housing)
    with pytest.raises(NotTheMoment, match="was not involved"):
        appoint_author(
            scene.case,
            cast.housing,
            author=newcomer,
            answers=Answers(was_involved=True, manages_involved=False, is_on_panel=False),
            by=cast.housing_officer,
            now=D0,
        )
    part = appoint_author(
        scene.case,
        cast.housing,
        author=newcomer,
        answers=INDEPENDENT,
        by=cast.housing_officer,
        now=WRITTEN,
    )
    assert (part.role, part.agency) == ("agency_author", cast.housing)
    assert Duty.objects.get(rule_key="APPOINT", agency=cast.housing).met_at == WRITTEN


@pytest.mark.requirement("R117")
def test_the_reviewer_declares_independence_before_the_review_goes_on(client, scene):
    written(scene, scene.cast.housing)
    client.force_login(scene.cast.housing_author)
    given = {"discussed_with": "Head of Service", "legal_advice": "taken", "not_involved": "on"}
    page = client.post(url("hand_over", scene, scene.cast.housing), given).content.decode()
    assert "Confirm that you do not manage those involved" in page
    assert "Head of Service" in page
    with pytest.raises(NotTheMoment, match="was not involved"):
        hand_over(
            scene.case,
            scene.cast.housing,
            declares_independence=False,
            discussed_with="Head",
            legal_advice="taken",
            by=scene.cast.housing_author,
            now=WRITTEN,
        )
    assert not has_happened(scene.case, "ready_to_countersign")


def test_nobody_of_another_agency_and_no_chief_officer_becomes_the_reviewer(scene):
    cast = scene.cast
    for author, sentence in (
        (cast.health_author, "must work for Westmarch Housing"),
        (cast.housing_officer, "cannot go together"),
    ):
        with pytest.raises(NotTheMoment, match=sentence):
            appoint_author(
                scene.case,
                cast.housing,
                author=author,
                answers=INDEPENDENT,
                by=cast.housing_officer,
                now=WRITTEN,
            )
    with pytest.raises(NotYourRole):
        appoint_author(
            scene.case,
            cast.housing,
            author=person("Nora New", agency=cast.housing),
            answers=INDEPENDENT,
            by=cast.health_officer,
            now=WRITTEN,
        )


def test_somebody_new_is_invited_and_appointed_in_one_go(client, scene):
    client.force_login(scene.cast.housing_officer)
    page = url("appoint_author", scene, scene.cast.housing)
    taken = {
        "full_name": "Kept Name",
        "email": "hanna.housing@westmarch.example",
        **APPOINTED,
    }
    answer = client.post(page, taken).content.decode()
    assert "has an account already" in answer
    assert "Kept Name" in answer
    assert "Choose somebody, or enter the name" in client.post(page, {"job_title": ""}).content.decode()
    new = {"full_name": "Nora New", "email": "nora@westmarch.example", **APPOINTED}
    assert client.post(page, new).status_code == 302
    nora = User.objects.get(email="nora@westmarch.example")
    assert Participant.objects.get(user=nora).role == "agency_author"
    assert nora.agency == scene.cast.housing


def test_an_invitation_that_cannot_be_an_appointment_leaves_no_account(
    scene, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(NotTheMoment):
        invite_author(
            scene.case,
            scene.cast.housing,
            email="nora@westmarch.example",
            full_name="Nora New",
            job_title="",
            answers=Answers(was_involved=True, manages_involved=False, is_on_panel=False),
            by=scene.cast.housing_officer,
            now=WRITTEN,
        )
    assert not User.objects.filter(email="nora@westmarch.example").exists()
    assert not mail.outbox


# Upload


def test_the_review_is_kept_for_the_agency_alone(scene):
    written(scene, scene.cast.housing)
    cast = scene.cast
    for model in (Submission, AgencyRecommendation, Document.objects.filter(kind="agency_review")):
        rows = model.objects if hasattr(model, "objects") else model
        assert rows.visible_to(cast.housing_author).count() == 1
        assert rows.visible_to(cast.housing_officer).count() == 1
        for other in (cast.administrator, cast.chair, cast.panel_member, cast.health_author):
            assert not rows.visible_to(other).exists()


def test_a_review_cannot_be_uploaded_before_the_agency_is_asked(scene):
    before = scoped(scene.cast)
    with pytest.raises(NotTheMoment, match="not been sent the terms of reference"):
        written(before, scene.cast.housing)


def test_what_is_not_a_report_is_refused_and_nothing_stored(client, scene):
    client.force_login(scene.cast.housing_author)
    page = url("upload_review", scene, scene.cast.housing)
    rows = {
        "revision": 0,
        "form-TOTAL_FORMS": 1,
        "form-INITIAL_FORMS": 0,
        "form-0-text": "Kept advice",
        "form-0-owner": "Head",
    }
    for name, content, sentence in (
        ("review.xlsx", b"x", "PDF or Word"),
        ("review.pdf", b"no pdf at all", "inside is something else"),
        ("review.docx", b"", "empty"),
    ):
        file = SimpleUploadedFile(name, content)
        answer = client.post(page, {**rows, "review": file}).content.decode()
        assert "There is a problem" in answer
        assert sentence in answer
        assert "Kept advice" in answer
    assert not Submission.objects.exists()
    assert not Document.objects.filter(kind="agency_review").exists()


@pytest.mark.requirement("R021")
def test_a_review_is_uploaded_with_its_recommendations(client, scene):
    client.force_login(scene.cast.housing_author)
    page = url("upload_review", scene, scene.cast.housing)
    content = word("Our part.")
    rows = {
        "revision": 0,
        "form-TOTAL_FORMS": 3,
        "form-INITIAL_FORMS": 0,
        "form-0-text": "Tell others of moves",
        "form-0-owner": "Head of Lettings",
        "form-1-text": "Check every address",
        "form-1-owner": "Head of Estates",
    }
    answer = client.post(page, {**rows, "review": SimpleUploadedFile("review.docx", content)})
    assert answer.status_code == 302
    submission = Submission.objects.get()
    assert content_of(submission.review) == content
    saved = AgencyRecommendation.objects.current().values_list("number", "text", "owner")
    assert list(saved) == [
        (1, "Tell others of moves", "Head of Lettings"),
        (2, "Check every address", "Head of Estates"),
    ]
    page_again = client.get(page).content.decode()
    assert "Tell others of moves" in page_again
    assert "review.docx" in page_again
    half = {**rows, "form-1-owner": ""}
    assert "Enter who will see to this recommendation" in client.post(page, half).content.decode()


def test_asking_for_more_rows_saves_nothing_and_keeps_what_was_typed(client, scene):
    client.force_login(scene.cast.housing_author)
    rows = {"form-TOTAL_FORMS": 3, "form-INITIAL_FORMS": 0, "form-2-text": "Typed already", "more": "more"}
    page = client.post(url("upload_review", scene, scene.cast.housing), rows).content.decode()
    assert "Typed already" in page
    assert 'name="form-3-text"' in page
    assert "There is a problem" not in page
    assert not Submission.objects.exists()


def test_a_later_save_replaces_the_recommendations_and_keeps_the_file(scene):
    cast = scene.cast
    first = written(scene, cast.housing)
    upload_review(
        scene.case,
        cast.housing,
        recommendations=[Recommended("Only this", "Head")],
        by=cast.housing_author,
        now=WRITTEN,
    )
    assert [one.text for one in AgencyRecommendation.objects.current()] == ["Only this"]
    assert AgencyRecommendation.objects.count() == 2
    assert newest_submission(scene.case, cast.housing).review == first.review


def test_the_service_too_refuses_a_spreadsheet(scene):
    with pytest.raises(FileRefused):
        upload_review(
            scene.case,
            scene.cast.housing,
            upload=Upload("review.csv", b"a,b\n"),
            recommendations=[],
            by=scene.cast.housing_author,
            now=WRITTEN,
        )


# Hand-over


def test_both_files_must_be_there_before_the_reviewer_says_so(client, scene):
    cast = scene.cast
    upload_review(
        scene.case,
        cast.housing,
        upload=Upload("review.docx", word("Our part.")),
        recommendations=[],
        by=cast.housing_author,
        now=WRITTEN,
    )
    with pytest.raises(NotTheMoment, match="The chronology is not submitted yet"):
        hand_over(
            scene.case,
            cast.housing,
            declares_independence=True,
            discussed_with="Head",
            legal_advice="taken",
            by=cast.housing_author,
            now=WRITTEN,
        )
    client.force_login(cast.housing_author)
    page = client.get(url("hand_over", scene, cast.housing)).content.decode()
    assert "The chronology is not submitted yet" in page
    assert "The review is not uploaded yet" not in page


@pytest.mark.requirement("R122")
def test_the_review_says_with_whom_it_was_discussed_and_that_legal_advice_was_considered(client, scene):
    written(scene, scene.cast.housing)
    client.force_login(scene.cast.housing_author)
    page = url("hand_over", scene, scene.cast.housing)
    declared = {"not_involved": "on", "not_manager": "on"}
    refused = client.post(page, declared).content.decode()
    assert "With which managers" in refused
    assert "There is a problem" in refused
    given = {**declared, "discussed_with": "Head of Service, 2 May", "legal_advice": "not_needed"}
    assert client.post(page, given).status_code == 302
    client.force_login(scene.cast.housing_officer)
    seen = client.get(url("countersign", scene, scene.cast.housing)).content.decode()
    assert "Head of Service, 2 May" in seen
    assert "It was considered and is not needed" in seen


def test_handing_over_tells_the_chief_officer_once(client, scene):
    handed_over(scene, scene.cast.housing)
    duty = Duty.objects.get(case=scene.case, rule_key="COUNTERSIGN")
    assert Notice.objects.filter(about_id=duty.pk).get().recipient_id == scene.cast.housing_officer.pk
    with pytest.raises(NotTheMoment, match="Hanna Housing handed this over"):
        handed_over(scene, scene.cast.housing)
    client.force_login(scene.cast.chair)
    assert "Ready to countersign" not in client.get(url("agency", scene, scene.cast.housing)).content.decode()


# Countersignature


@pytest.mark.requirement("R123")
def test_only_the_countersignature_opens_review_and_chronology_to_the_administrator(scene):
    cast = scene.cast
    handed_over(scene, cast.housing)
    both = Compartment.objects.filter(agency=cast.housing, kind__in=[Kind.SUBMISSION, Kind.CHRONOLOGY])
    assert not both.visible_to(cast.administrator).exists()
    sign(scene, cast.housing, by=cast.housing_officer)
    assert both.visible_to(cast.administrator).count() == 2
    assert both.visible_to(cast.chair).count() == 2
    assert not both.visible_to(cast.panel_member).exists()
    assert not both.visible_to(cast.health_officer).exists()
    assert Duty.objects.get(rule_key="SAMR", agency=cast.housing).met_at == WRITTEN


def test_what_is_countersigned_can_no_longer_be_written(scene):
    cast = scene.cast
    signed_round = countersigned(scene, cast.housing)
    with pytest.raises(NotTheMoment, match="Hugo Housing countersigned this at"):
        written(scene, cast.housing)
    for kind in (Kind.SUBMISSION, Kind.CHRONOLOGY):
        assert compartment_of(scene.case, kind, cast.housing).sealed_at == WRITTEN
    with pytest.raises(NotTheMoment, match="Hugo Housing countersigned this at"):
        sign(scene, cast.housing, by=cast.housing_officer)
    assert Submission.objects.get().version == signed_round.version


def test_whoever_wrote_a_part_cannot_countersign_even_after_changing_roles(scene):
    cast = scene.cast
    handed_over(scene, cast.housing)
    part = Participant.objects.get(case=scene.case, user=cast.housing_author)
    end_participation(part, until=WRITTEN, by=cast.administrator, now=WRITTEN)
    add_participant(
        scene.case,
        cast.housing_author,
        role="chief_officer",
        agency=cast.housing,
        by=cast.administrator,
        now=WRITTEN,
    )
    with pytest.raises(NotTheMoment, match="You wrote a part of this yourself"):
        sign(scene, cast.housing, by=cast.housing_author)
    assert not has_happened(scene.case, "review_countersigned")


def test_the_database_too_refuses_the_writer_as_countersigner(scene):
    submission = handed_over(scene, scene.cast.housing)
    submission.countersigned_at, submission.countersigned_by = WRITTEN, submission.handed_over_by
    with pytest.raises(IntegrityError, match="author_does_not_countersign"), transaction.atomic():
        save_recorded(submission, by=scene.cast.housing_author, at=WRITTEN, act="tried")


def test_the_reviewer_may_not_countersign_and_no_officer_for_another_agency(scene):
    handed_over(scene, scene.cast.housing)
    for user in (scene.cast.housing_author, scene.cast.health_officer, scene.cast.administrator):
        with pytest.raises(NotYourRole):
            sign(scene, scene.cast.housing, by=user)


def test_what_changed_since_it_was_read_is_not_signed(scene):
    cast = scene.cast
    submission = handed_over(scene, cast.housing)
    read = seal_of_content(scene.case, submission)
    record_milestone(
        scene.case,
        "chronology_uploaded",
        by=cast.housing_author,
        now=WRITTEN + timedelta(hours=1),
        agency=cast.housing,
    )
    with pytest.raises(NotTheMoment, match="has changed since you opened it"):
        countersign(scene.case, cast.housing, content=read, by=cast.housing_officer, now=WRITTEN)
    upload_review(scene.case, cast.housing, recommendations=[], by=cast.housing_author, now=WRITTEN)
    with pytest.raises(NotTheMoment, match="has changed since you opened it"):
        countersign(
            scene.case,
            cast.housing,
            content=seal_of_content(scene.case, submission),
            by=cast.housing_officer,
            now=WRITTEN,
        )
    sign(scene, cast.housing, by=cast.housing_officer)
    assert has_happened(scene.case, "review_countersigned", agency=cast.housing)


@pytest.mark.requirement("R123")
def test_the_chief_officer_signs_on_a_page_and_gets_a_receipt(client, scene):
    cast = scene.cast
    client.force_login(cast.housing_officer)
    page = url("countersign", scene, cast.housing)
    assert "You cannot countersign yet" in client.get(page).content.decode()
    submission = handed_over(scene, cast.housing)
    shown = client.get(page).content.decode()
    content = seal_of_content(scene.case, submission)
    assert f'value="{content}"' in shown
    for words in ("What will happen", "Who will be told", "What cannot be undone", "Tell health visitors"):
        assert words in shown
    receipt = client.post(page, {"content": content}, follow=True).content.decode()
    assert "chief officer countersigned its review and chronology" in receipt
    assert scene.case.reference in receipt
    twice = client.post(page, {"content": content}).content.decode()
    assert "Hugo Housing countersigned this at" in twice
    assert "This is countersigned" in twice


# Words


@pytest.mark.parametrize(
    ("facts", "inside", "outside"),
    [
        (set(), "Not asked yet", "Not asked yet"),
        ({"agency_asked"}, "Not started", "Waiting for the agency"),
        ({"agency_asked", "chronology_uploaded"}, "In progress", "Waiting for the agency"),
        ({"agency_asked", "ready_to_countersign"}, "Ready to countersign", "Waiting for the agency"),
        ({"agency_asked", "review_returned"}, "Returned", "Returned"),
        ({"agency_asked", "review_returned", "review_uploaded"}, "In progress", "Returned"),
        ({"agency_asked", "review_uploaded", HANDED_OVER}, *["Internal quality assurance"] * 2),
        ({"agency_asked", BEGUN}, *["Internal quality assurance"] * 2),
        ({"agency_asked", "review_uploaded", BEGUN}, "In progress", "Internal quality assurance"),
        ({"agency_asked", "review_countersigned"}, "Countersigned", "Countersigned"),
        (
            {"agency_asked", "review_countersigned", "review_released", PRESENTED},
            *["Presented to the panel"] * 2,
        ),
        ({"agency_asked", "review_released", PRESENTED, ACCEPTED}, *["Accepted by the panel"] * 2),
        ({"agency_asked", "review_countersigned", "review_released"}, *["Released to the panel"] * 2),
        ({"agency_asked", "review_waived"}, "Waived", "Waived"),
    ],
)
def test_the_state_in_words_as_it_is_known_inside_and_outside(facts, inside, outside):
    assert state_words(facts, is_inside=True) == inside
    if "ready_to_countersign" not in facts and "chronology_uploaded" not in facts:
        assert state_words(facts, is_inside=False) == outside


def test_a_section_that_is_written_is_a_draft_to_the_agency_and_nothing_to_the_board(scene):
    cast, first = scene.cast, sections_of(scene.case)[0]
    words = Typing(Words("Two posts were vacant."), 0)

    def states(user):
        [one] = progress_of(scene.case, user, [cast.housing])
        return one.state, [step.name for step in one.steps if step.state == "current"]

    before = states(cast.administrator)
    assert states(cast.housing_author) == ("Not started", ["Not started"])
    save_section(scene.case, cast.housing, first, typing=words, by=cast.housing_author, now=WRITTEN)
    assert states(cast.housing_author) == states(cast.housing_officer) == ("In progress", ["Draft"])
    assert states(cast.administrator) == before


def test_the_states_are_drawn_in_their_order_and_the_board_has_one_less():
    def drawn(facts, *, is_inside):
        return [(one.name, one.state) for one in steps_of({"agency_asked"} | facts, is_inside=is_inside)]

    inside, outside = (drawn({"chronology_uploaded"}, is_inside=one) for one in (True, False))
    assert inside[:3] == [
        ("Not started", "done"),
        ("Draft", "current"),
        ("Internal quality assurance", "ahead"),
    ]
    assert outside[:2] == [("With the agency", "current"), ("Internal quality assurance", "ahead")]
    assert [name for name, _ in inside[2:]] == [name for name, _ in outside[1:]]
    assert drawn({"review_released", ACCEPTED}, is_inside=True)[-1] == ("Accepted by the panel", "current")
    assert drawn({"review_waived"}, is_inside=True) == steps_of(set(), is_inside=True) == []


def test_what_is_missing_is_said_inside_in_steps_and_outside_in_one():
    facts = {"letter_h_issued", "agency_asked", "chronology_uploaded"}
    assert missing_words(facts, is_inside=False) == [
        "Records not attested as secured",
        "No reviewer appointed",
        "Countersigned review and chronology",
    ]
    assert missing_words(facts | {"records_secured", "author_appointed"}, is_inside=True) == [
        "Review",
        "The reviewer's word that both are ready",
        "Countersignature",
    ]


def test_every_step_is_in_history_and_audit(scene):
    countersigned(scene, scene.cast.housing)
    acts = AuditEntry.objects.filter(case_id=scene.case.pk).values_list("act", flat=True)
    assert {"review_saved", "review_handed_over", "review_countersigned", "sealed"} <= set(acts)
    users = [row.history_user for row in Submission.history.order_by("history_date", "history_id")]
    assert users[-1] == scene.cast.housing_officer


def test_terms_signed_again_do_not_ask_the_agency_twice(scene):
    signed(scene, now=WRITTEN, reviews_due_on=None)
    assert Duty.objects.filter(rule_key="SAMR", agency=scene.cast.housing).count() == 1
