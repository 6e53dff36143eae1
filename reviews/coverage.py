"""Which services an agency's review covers, for an act or a page that has asked the policy."""

from reviews.models import ReviewCoverage, ServiceReport, Submission
from scr.cases.models import Case
from scr.people.models import Agency


def coverage_of(case: Case, agency: Agency) -> ReviewCoverage | None:
    """What was said last, in whichever round."""
    rows = ReviewCoverage.objects.filter(case=case, agency=agency).select_related("compartment", "saved_by")
    return rows.order_by("-compartment__round").first()


def service_reports_of(submission: Submission | None) -> dict[str, ServiceReport]:
    """By service, the newest report of a round."""
    rows = ServiceReport.objects.filter(submission=submission).select_related("document", "added_by")
    return {row.service: row for row in rows.order_by("added_at")}


def services_without_report(case: Case, agency: Agency, submission: Submission | None) -> list[str]:
    """The services with a review of their own that is not there yet."""
    coverage = coverage_of(case, agency)
    there = service_reports_of(submission)
    return [one for one in (coverage.separate if coverage else []) if one not in there]
