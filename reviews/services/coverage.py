"""Which services an agency's review covers, and separate reviews where they were agreed (seed 002, 3.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reviews.coverage import coverage_of
from reviews.models import ReviewCoverage, ServiceReport, Submission
from reviews.services.proposals import (
    Recommended,
    planned_of,
    recommendations_of,
    source_of,
    write_proposals,
)
from reviews.services.submission import Upload, open_submission, refuse_other_than_report
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, Stale, require
from scr.cases.signing import sign_again
from scr.cases.writing import act, lock, record
from scr.dates import london_day, moment_words
from scr.documents.services import store
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.rule import Page

COVERAGE = Page("reviews:coverage", needs_agency=True)
KIND = "service_review"


@dataclass(frozen=True)
class Covered:
    """The services of one review; `separate` ones have their own, as somebody agreed on a day, with why."""

    services: Sequence[str]
    separate: Sequence[str] = ()
    agreed_by: str = ""
    agreed_on: date | None = None
    why: str = ""


@act
def save_coverage(
    case: Case, agency: Agency, *, covered: Covered, revision: int, by: User, now: datetime
) -> ReviewCoverage:
    """Say which services the review covers, and which have a review of their own.

    `revision` is that of the row which the writer started from, 0 for none. Raises Stale when somebody saved
    since, NotTheMoment for separate reviews without who agreed to them, when and why.
    """
    require(by, Do.WRITE_REVIEW, case=case, agency=agency)
    submission = open_submission(lock(case), agency)
    _refuse_incomplete(covered, now)
    standing = coverage_of(case, agency)
    _refuse_stale(standing, revision)
    row = _row_of(submission, standing)
    row.services, row.separate = list(covered.services), list(covered.separate)
    row.agreed_by, row.agreed_on, row.why = covered.agreed_by, covered.agreed_on, covered.why
    row.revision = standing.revision + 1 if standing else 1
    row.saved_at, row.saved_by = now, by
    record(row, by=by, now=now, act="coverage_saved", separate=len(row.separate))
    return row


def _refuse_stale(standing: ReviewCoverage | None, revision: int) -> None:
    if standing is not None and standing.revision != revision:
        raise Stale(
            f"{standing.saved_by} saved this at {moment_words(standing.saved_at)}, after you opened it. What "
            "you typed is kept here. If you save again, it replaces what is saved.",
            standing.revision,
            COVERAGE,
        )


def _row_of(submission: Submission, standing: ReviewCoverage | None) -> ReviewCoverage:
    """The round's own row; what was said in an earlier round stays as it was."""
    if standing is not None and standing.compartment_id == submission.compartment_id:
        return standing
    return ReviewCoverage(case=submission.case, compartment=submission.compartment, agency=submission.agency)


def _refuse_incomplete(covered: Covered, now: datetime) -> None:
    if not covered.separate:
        return
    if not (covered.agreed_by and covered.agreed_on and covered.why):
        raise NotTheMoment("Say who agreed to separate reviews, on which day and why.", COVERAGE)
    if covered.agreed_on > london_day(now):
        raise NotTheMoment("Separate reviews were agreed on a day that has passed.", COVERAGE)
    if set(covered.services) & set(covered.separate):
        raise NotTheMoment("A service is covered by this review or has its own, not both.", COVERAGE)


@act
def add_service_report(
    case: Case, agency: Agency, *, service: str, upload: Upload, by: User, now: datetime
) -> ServiceReport:
    """Keep the review of a service that is reviewed separately; it is signed with the agency's.

    Raises NotTheMoment for a service of which that was not agreed, FileRefused for a file that is not taken.
    """
    require(by, Do.WRITE_REVIEW, case=case, agency=agency)
    case = lock(case)
    submission = open_submission(case, agency)
    coverage = coverage_of(case, agency)
    if coverage is None or service not in coverage.separate:
        raise NotTheMoment(f"It was not agreed that {service} has a review of its own.", COVERAGE)
    refuse_other_than_report(upload.filename)
    _save_anew(submission, by=by, now=now)
    document = store(
        case,
        submission.compartment,
        kind=KIND,
        title=f"Review of {service}"[:200],
        filename=upload.filename,
        content=upload.content,
        by=by,
        now=now,
        agency=agency,
    )
    row = ServiceReport(
        case=case,
        compartment=submission.compartment,
        submission=submission,
        service=service,
        document=document,
        added_at=now,
        added_by=by,
    )
    record(row, by=by, now=now, act="service_report_added")
    return row


def _save_anew(submission: Submission, *, by: User, now: datetime) -> None:
    """A save of its own, so that nobody signs for a file that came after they had read."""
    source = source_of(submission.case, submission.agency, submission)
    kept = [Recommended(one.text, one.owner) for one in recommendations_of(source)]
    planned = planned_of(source)
    submission.version += 1
    submission.saved_at, submission.saved_by = now, by
    record(submission, by=by, now=now, act="review_proposals_saved", version=submission.version)
    write_proposals(submission, kept, planned, by=by, now=now)
    sign_again(submission.case, submission.agency, by=by, now=now)
