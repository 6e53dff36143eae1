"""A report made of what an agency wrote, and taken as its review: the PDF of that moment, unchanged."""

from datetime import datetime

from reviews.agency_report import AgencyReport, lacks_of, report_html, report_of
from reviews.models import MadeReport, Submission
from reviews.services.proposals import Recommended, write_proposals
from reviews.services.submission import KIND, open_submission
from scr.cases.audiences import Kind
from scr.cases.events import has_happened
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import record_milestone
from scr.cases.signing import sign_again
from scr.cases.writing import act, compartment_of, lock, record
from scr.documents.models import Document, Rendering
from scr.documents.services import content_of, request_pdf, store
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.rule import Page

REPORT = Page("reviews:agency_report", needs_agency=True)
COPY = "made_report"


def newest_made(case: Case, agency: Agency) -> MadeReport | None:
    rows = MadeReport.objects.filter(case=case, agency=agency)
    return rows.select_related("rendering__document", "document", "made_by", "compartment").first()


@act
def make_report(case: Case, agency: Agency, *, by: User, now: datetime) -> MadeReport:
    """Have the worker make a PDF of what is written now, complete or not; the agency alone reads it.

    Raises NotTheMoment where the review cannot be written any more.
    """
    require(by, Do.WRITE_REVIEW, case=case, agency=agency)
    case = lock(case)
    report = report_of(case, agency, open_submission(case, agency))
    private = compartment_of(case, Kind.PRIVATE, agency)
    rendering = request_pdf(
        case,
        private,
        kind=COPY,
        title=f"Report of {agency.name}",
        filename=f"{case.reference} report of {agency.short_name}.pdf",
        html=report_html(report, now=now),
        agency=agency,
        by=by,
        now=now,
    )
    made = MadeReport(
        case=case,
        compartment=private,
        agency=agency,
        rendering=rendering,
        seal=report.seal,
        made_at=now,
        made_by=by,
    )
    record(made, by=by, now=now, act="agency_report_made")
    return made


@act
def take_report(case: Case, agency: Agency, *, by: User, now: datetime) -> Submission:
    """Take the report that was made last as the agency's review, byte for byte; it can then be handed over.

    Raises NotTheMoment while it is being made, when something was written since, and when something is
    missing: then nobody could answer for it.
    """
    require(by, Do.WRITE_REVIEW, case=case, agency=agency)
    case = lock(case)
    submission = open_submission(case, agency)
    report = report_of(case, agency, submission)
    made = _made_and_ready(case, agency)
    _refuse_unfit(report, made, submission)
    made.document = submission.review = _keep(submission, made, by=by, now=now)
    _save(submission, report, by=by, now=now)
    record(made, by=by, now=now, act="agency_report_taken", sha256=made.document.sha256)
    if not has_happened(case, "review_uploaded", agency=agency):
        record_milestone(case, "review_uploaded", by=by, now=now, agency=agency)
    return submission


def _made_and_ready(case: Case, agency: Agency) -> MadeReport:
    made = newest_made(case, agency)
    if made is None or made.rendering.state != Rendering.State.DONE:
        raise NotTheMoment(
            "No report is made yet. Make it, read it, and then take it as your review.", REPORT
        )
    return made


def _refuse_unfit(report: AgencyReport, made: MadeReport, submission: Submission) -> None:
    if made.document is not None and made.document == submission.review:
        raise NotTheMoment("This report is your agency's review already.", REPORT)
    if made.document is not None:
        raise NotTheMoment("This report was taken before, and another file since. Make it again.", REPORT)
    if lacks := lacks_of(report):
        raise NotTheMoment(" ".join(one.sentence for one in lacks), REPORT)
    if made.seal != report.seal:
        raise NotTheMoment("Something was written after this report was made. Make it again.", REPORT)


def _keep(submission: Submission, made: MadeReport, *, by: User, now: datetime) -> Document:
    assert made.rendering.document is not None  # a rendering that is done has one
    return store(
        submission.case,
        submission.compartment,
        kind=KIND,
        title=f"Review by {submission.agency.name}",
        filename=made.rendering.filename,
        content=content_of(made.rendering.document),
        by=by,
        now=now,
        agency=submission.agency,
    )


def _save(submission: Submission, report: AgencyReport, *, by: User, now: datetime) -> None:
    submission.version += 1
    submission.saved_at, submission.saved_by = now, by
    record(submission, by=by, now=now, act="review_saved", round=submission.round, version=submission.version)
    kept = [Recommended(one.text, one.owner) for one in report.recommendations]
    write_proposals(submission, kept, report.actions, by=by, now=now)
    sign_again(submission.case, submission.agency, by=by, now=now)
