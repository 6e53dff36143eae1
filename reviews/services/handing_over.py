"""From the reviewer to the chief officer: handed over, signed inside, countersigned (seed 004, section 6)."""

from datetime import datetime

from reviews.models import Submission
from reviews.readiness import missing_before_hand_over
from reviews.services.signing import ask_for_next, signing_now
from reviews.services.submission import (
    AGENCY,
    compartments_of_round,
    has_written,
    open_submission,
    seal_of_content,
)
from scr.cases.audiences import Audience
from scr.cases.events import has_happened
from scr.cases.independence import refuse_contradiction
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import open_internal, record_milestone, release, seal
from scr.cases.staff_list import send_staff_list
from scr.cases.writing import act, lock, record
from scr.dates import moment_words
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.signing import BEGUN, HANDED_OVER


@act
def hand_over(
    case: Case,
    agency: Agency,
    *,
    declares_independence: bool,
    discussed_with: str,
    legal_advice: str,
    by: User,
    now: datetime,
) -> Submission:
    """The reviewer says that review and chronology are ready: the first to sign in the agency is asked.

    Until the countersignature the file may still be replaced. Raises NotTheMoment with what is missing.
    """
    require(by, Do.HAND_OVER, case=case, agency=agency)
    case = lock(case)
    submission = open_submission(case, agency)
    if submission.handed_over_at is not None:
        raise NotTheMoment(
            f"{submission.handed_over_by} handed this over at {moment_words(submission.handed_over_at)}.",
            AGENCY,
        )
    _check_can_be_handed_over(case, agency, declares_independence, by=by, now=now)
    submission.independence_declared_at = submission.handed_over_at = now
    submission.handed_over_by = by
    submission.discussed_with, submission.legal_advice = discussed_with, legal_advice
    record(submission, by=by, now=now, act="review_handed_over", round=submission.round)
    _tell_of_hand_over(case, submission, by=by, now=now)
    ask_for_next(case, submission, by=by, now=now)
    return submission


def _check_can_be_handed_over(
    case: Case, agency: Agency, declares_independence: bool, *, by: User, now: datetime
) -> None:
    missing = missing_before_hand_over(case, agency, by)
    if missing:
        raise NotTheMoment(" ".join(missing), AGENCY)
    if not declares_independence:
        raise NotTheMoment(
            "A reviewer was not involved and does not manage those who were. If you cannot say so, "
            "tell your chief officer, who will appoint somebody else.",
            AGENCY,
        )
    refuse_contradiction(case, by, role="agency_author", now=now)


def _tell_of_hand_over(case: Case, submission: Submission, *, by: User, now: datetime) -> None:
    """The board learns once in a round that the agency checks its review, and not what comes of it."""
    open_internal(case, submission.agency, by=by, now=now)
    record_milestone(case, HANDED_OVER, by=by, now=now, agency=submission.agency)
    if not has_happened(case, BEGUN, agency=submission.agency):
        record_milestone(case, BEGUN, by=by, now=now, agency=submission.agency)


@act
def countersign(case: Case, agency: Agency, *, content: str, by: User, now: datetime) -> Submission:
    """The chief officer answers for review and chronology with one signature; both are sealed and sent.

    `content` is `seal_of_content` as it was when the signer read it. Raises NotTheMoment when something has
    changed since, before everybody else in the agency's chain has signed it, for a second signature, for
    whoever wrote a part of it, in whatever role, and for who signed it before.
    """
    require(by, Do.COUNTERSIGN, case=case, agency=agency)
    case = lock(case)
    submission = open_submission(case, agency)
    _check_can_be_countersigned(case, submission, content, by)
    submission.countersigned_at, submission.countersigned_by = now, by
    record(submission, by=by, now=now, act="review_countersigned", round=submission.round)
    send_staff_list(case, agency, submission.compartment, by=by, now=now)
    for compartment in compartments_of_round(case, submission):
        seal(compartment, by=by, now=now)
        release(compartment, Audience.ADMINISTRATION, by=by, now=now)
    record_milestone(case, "review_countersigned", by=by, now=now, agency=agency, subject_id=submission.pk)
    return submission


def _check_can_be_countersigned(case: Case, submission: Submission, content: str, by: User) -> None:
    if submission.handed_over_at is None:
        raise NotTheMoment("The reviewer has not said yet that the review is ready.", AGENCY)
    if has_written(case, submission, by):
        raise NotTheMoment(
            "You wrote a part of this yourself, so another chief officer must countersign it.", AGENCY
        )
    if content != seal_of_content(case, submission):
        raise NotTheMoment(
            "The review or the chronology has changed since you opened it. Read it again.", AGENCY
        )
    missing = missing_before_hand_over(case, submission.agency, by)
    if missing:
        raise NotTheMoment(" ".join(missing), AGENCY)
    _refuse_before_the_others(case, submission, by)


def _refuse_before_the_others(case: Case, submission: Submission, by: User) -> None:
    signing = signing_now(case, submission)
    if signing.current:
        raise NotTheMoment(f"Not everybody has signed yet. Next is: {signing.current.name}.", AGENCY)
    if any(one.said_by_id == by.pk for one in signing.held.values()):
        raise NotTheMoment("You have signed this review already, so another chief officer must.", AGENCY)
