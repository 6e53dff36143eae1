"""Saving an agency's recommendations and action plan while its review is written (seed 002, section 3.6)."""

from collections.abc import Sequence
from datetime import datetime

from reviews.models import Submission
from reviews.services.proposals import (
    Planned,
    Recommended,
    carried_over,
    planned_of,
    recommendations_of,
    source_of,
    write_proposals,
)
from reviews.services.submission import open_submission
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, Stale, require
from scr.cases.signing import sign_again
from scr.cases.writing import act, lock, record
from scr.dates import moment_words
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.rule import Page

RECOMMENDING = Page("reviews:recommend", needs_agency=True)
PLANNING = Page("reviews:plan_actions", needs_agency=True)


@act
def save_recommendations(
    case: Case,
    agency: Agency,
    *,
    recommendations: Sequence[Recommended],
    revision: int,
    by: User,
    now: datetime,
) -> Submission:
    """Save what the agency recommends; the actions of its plan go along with their recommendations.

    `revision` is the version that the writer started from. Raises Stale when somebody saved since,
    NotTheMoment where the review cannot be written.
    """
    submission = _opened(case, agency, revision, RECOMMENDING, by=by)
    source = source_of(case, agency, submission)
    planned = carried_over(planned_of(source), recommendations_of(source), recommendations)
    _next_version(submission, by=by, now=now)
    write_proposals(submission, recommendations, planned, by=by, now=now)
    return submission


@act
def save_plan(
    case: Case, agency: Agency, *, planned: Sequence[Planned], revision: int, by: User, now: datetime
) -> Submission:
    """Save the action plan. Raises as `save_recommendations`, and for an action without a recommendation."""
    submission = _opened(case, agency, revision, PLANNING, by=by)
    rows = recommendations_of(source_of(case, agency, submission))
    if any(not 1 <= one.number <= len(rows) for one in planned):
        raise NotTheMoment("Each action belongs to one of your agency's recommendations.", PLANNING)
    _next_version(submission, by=by, now=now)
    kept = [Recommended(row.text, row.owner) for row in rows]
    write_proposals(submission, kept, planned, by=by, now=now)
    return submission


def _opened(case: Case, agency: Agency, revision: int, page: Page, *, by: User) -> Submission:
    require(by, Do.WRITE_REVIEW, case=case, agency=agency)
    submission = open_submission(lock(case), agency)
    if submission.version != revision:
        raise Stale(
            f"{submission.saved_by} saved the recommendations or the plan at "
            f"{moment_words(submission.saved_at)}, after you opened them. What you typed is kept here. "
            "If you save again, it replaces what is saved.",
            submission.version,
            page,
        )
    return submission


def _next_version(submission: Submission, *, by: User, now: datetime) -> None:
    submission.version += 1
    submission.saved_at, submission.saved_by = now, by
    record(submission, by=by, now=now, act="review_proposals_saved", version=submission.version)
    sign_again(submission.case, submission.agency, by=by, now=now)
