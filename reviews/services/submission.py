"""An agency's review as the agency writes it, for its own eyes only (seed 004, section 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from chronology.models import Chronology
from reviews.agency_report import report_of
from reviews.models import MadeReport, SectionText, Submission
from reviews.services.proposals import (
    Recommended,
    carried_over,
    planned_of,
    recommendations_of,
    source_of,
    write_proposals,
)
from scr.cases.audiences import Kind
from scr.cases.events import has_happened, standing_milestones
from scr.cases.models import Case, Compartment, HouseholdStay, Milestone, Person, Relationship
from scr.cases.policy import NotTheMoment, Stale, require
from scr.cases.services import record_milestone
from scr.cases.signing import sign_again
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import moment_words
from scr.documents.intake import FileRefused
from scr.documents.models import Document
from scr.documents.services import store
from scr.people.identity import working_on
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.rule import Page

AGENCY = Page("reviews:agency", needs_agency=True)
KIND = "agency_review"
REVIEW_SUFFIXES = frozenset({".pdf", ".docx"})


@dataclass(frozen=True)
class Upload:
    """A file as it came."""

    filename: str
    content: bytes


def refuse_other_than_report(filename: str) -> None:
    """Reports are read as PDF or Word. Raises FileRefused for anything else."""
    if PurePath(filename).suffix.lower() not in REVIEW_SUFFIXES:
        raise FileRefused("Send the report as PDF or Word (docx).")


def newest_submission(case: Case, agency: Agency) -> Submission | None:
    """The agency's review in its newest round, if anything of it is there."""
    return submission_in(compartment_of(case, Kind.SUBMISSION, agency))


def submission_in(compartment: Compartment) -> Submission | None:
    rows = Submission.objects.filter(compartment=compartment)
    return rows.select_related("review", "compartment", "handed_over_by", "countersigned_by").first()


@act
def upload_review(
    case: Case,
    agency: Agency,
    *,
    recommendations: Sequence[Recommended],
    by: User,
    now: datetime,
    upload: Upload | None = None,
    revision: int | None = None,
) -> Submission:
    """Save the review of the newest round, for the agency's eyes only; without a file the last one stays.

    `revision` is the save that the writer started from, 0 for none; None compares with nothing. Raises
    Stale when somebody else saved since, FileRefused for a file that is not taken, NotTheMoment before the
    agency was asked, after the countersignature or a waiver.
    """
    require(by, Do.WRITE_REVIEW, case=case, agency=agency)
    case = lock(case)
    submission = open_submission(case, agency)
    _refuse_stale(submission, revision)
    source = source_of(case, agency, submission)
    before, planned = recommendations_of(source), planned_of(source)
    if upload is not None:
        submission.review = _keep(case, submission, upload, by=by, now=now)
    if submission.review is None:
        raise NotTheMoment("Choose the file of the review.", AGENCY)
    submission.version += 1
    submission.saved_at, submission.saved_by = now, by
    record(submission, by=by, now=now, act="review_saved", round=submission.round, version=submission.version)
    planned = carried_over(planned, before, recommendations)
    write_proposals(submission, recommendations, planned, by=by, now=now)
    if not has_happened(case, "review_uploaded", agency=agency):
        record_milestone(case, "review_uploaded", by=by, now=now, agency=agency)
    sign_again(case, agency, by=by, now=now)
    return submission


def closed_because(case: Case, agency: Agency) -> str:
    """Why an agency's review cannot be written now, as a sentence; nothing where it can."""
    try:
        open_submission(case, agency)
    except NotTheMoment as refusal:
        return refusal.sentence
    return ""


def open_submission(case: Case, agency: Agency) -> Submission:
    """The newest round's submission, new if need be. Raises NotTheMoment where it cannot be written."""
    if not has_happened(case, "agency_asked", agency=agency):
        raise NotTheMoment("Your agency has not been sent the terms of reference yet.", AGENCY)
    if has_happened(case, "review_waived", agency=agency):
        raise NotTheMoment("The Chair has waived this review.", AGENCY)
    compartment = compartment_of(case, Kind.SUBMISSION, agency)
    found = submission_in(compartment)
    if found is None:
        return Submission(case=case, compartment=compartment, agency=agency, round=compartment.round)
    _refuse_countersigned(found)
    return found


def _refuse_stale(submission: Submission, revision: int | None) -> None:
    if revision is not None and submission.version != revision:
        raise Stale(
            f"{submission.saved_by} saved this review at {moment_words(submission.saved_at)}, after you "
            "opened it. What you typed is kept here; choose the file again. If you save again, it replaces "
            "what is saved.",
            submission.version,
            AGENCY,
        )


def _refuse_countersigned(submission: Submission) -> None:
    if submission.countersigned_at is not None:
        raise NotTheMoment(
            f"{submission.countersigned_by} countersigned this at "
            f"{moment_words(submission.countersigned_at)}. It can no longer be changed.",
            AGENCY,
        )


def _keep(case: Case, submission: Submission, upload: Upload, *, by: User, now: datetime) -> Document:
    refuse_other_than_report(upload.filename)
    return store(
        case,
        submission.compartment,
        kind=KIND,
        title=f"Review by {submission.agency.name}",
        filename=upload.filename,
        content=upload.content,
        by=by,
        now=now,
        agency=submission.agency,
    )


def has_changed_since_made(case: Case, submission: Submission) -> bool:
    """Whether the review is a report that was made here, and what is written says something else by now."""
    made = MadeReport.objects.filter(document=submission.review).first() if submission.review else None
    return made is not None and made.seal != report_of(case, submission.agency, submission).seal


def seal_of_content(case: Case, submission: Submission) -> str:
    """Names what would be signed: the save of the review, whom it adds to the family, and the upload of the
    chronology.

    Whoever signs need not see when the chronology was uploaded, and gets no more of it than this name.
    """
    with working_on(case.pk):
        uploaded = _last_chronology(case, submission.agency)
    family = _named_in(submission)
    return f"{submission.pk}.{submission.version}.{family}.{uploaded.pk if uploaded else ''}"


def _named_in(submission: Submission) -> int:
    """How often something was said of the family in this review; it only grows."""
    told = 0
    for model in (Person, Relationship, HouseholdStay):
        rows = model.objects.filter(compartment=submission.compartment)
        told += rows.aggregate(told=Count("pk") + Coalesce(Sum("revision"), 0))["told"]
    return told


def _last_chronology(case: Case, agency: Agency) -> Milestone | None:
    return standing_milestones(case).filter(key="chronology_uploaded", agency=agency).last()


def has_written(case: Case, submission: Submission, user: User) -> bool:
    """Whether somebody had a hand in a round: wrote or saved it, handed it over, worked on the chronology."""
    of_user = Q(saved_by=user) | Q(handed_over_by=user)
    history = Submission.history.filter(of_user, id=submission.pk)
    sections = SectionText.history.filter(case=case, agency=submission.agency, saved_by=user)
    uploaded = standing_milestones(case).filter(
        key="review_uploaded", agency=submission.agency, recorded_by=user
    )
    chronology = Chronology.history.filter(case=case, agency=submission.agency, history_user=user)
    with working_on(case.pk):
        return history.exists() or sections.exists() or uploaded.exists() or chronology.exists()


def compartments_of_round(case: Case, submission: Submission) -> list[Compartment]:
    """The round's review and chronology."""
    found = Compartment.objects.filter(
        case=case,
        agency=submission.agency,
        round=submission.round,
        kind__in=[Kind.SUBMISSION, Kind.CHRONOLOGY],
    )
    return list(found)
