"""A review at the board: released to the panel, returned or waived (seed 004, sections 6 and 7)."""

from datetime import date, datetime

from chronology.services.lists import carry_over
from reviews.models import ReviewReturn, ReviewWaiver, Submission
from reviews.services.submission import AGENCY, compartments_of_round, newest_submission
from scr.cases.audiences import Audience, Kind
from scr.cases.events import has_happened, standing_milestones
from scr.cases.models import Case, Participant
from scr.cases.policy import NotTheMoment, require, require_stage
from scr.cases.services import open_next_round, record_milestone, release, withdraw_milestone
from scr.cases.signing import stop_signing
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import london_day
from scr.outbox.services import put_notice
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.signing import BEGUN, HANDED_OVER, READY, SIGNED

OF_A_ROUND = (
    "review_countersigned",
    BEGUN,
    HANDED_OVER,
    SIGNED,
    READY,
    "review_uploaded",
    "chronology_uploaded",
    "review_released",
    "review_presented",
    "review_accepted",
)
READERS_OF_RELEASE = ("panel_member", "legal_adviser", "overview_author", "chair")


@act
def release_review(case: Case, agency: Agency, *, by: User, now: datetime) -> Submission:
    """Open a countersigned review and its chronology to the panel and the overview author; tell them."""
    require(by, Do.RELEASE_REVIEW, case=case)
    case = lock(case)
    submission = _countersigned(case, agency)
    if has_happened(case, "review_released", agency=agency):
        raise NotTheMoment("This review has been released already.", AGENCY)
    for compartment in compartments_of_round(case, submission):
        release(compartment, Audience.PANEL, by=by, now=now)
    record_milestone(case, "review_released", by=by, now=now, agency=agency, subject_id=submission.pk)
    for part in Participant.objects.current().filter(case=case, role__in=READERS_OF_RELEASE):
        _tell_of_release(submission, part, now)
    return submission


def _countersigned(case: Case, agency: Agency) -> Submission:
    submission = newest_submission(case, agency)
    if submission is None or submission.countersigned_at is None:
        raise NotTheMoment("The agency's chief officer has not countersigned the review yet.", AGENCY)
    return submission


def _tell_of_release(submission: Submission, part: Participant, now: datetime) -> None:
    reference = submission.case.reference
    put_notice(
        key=f"released:{submission.pk}:{part.user_id}",
        recipient=part.user,
        subject=f"A review to read on {reference}",
        body=f"A review on {reference} has been released to you. Sign in to read it.",
        path=f"/cases/{submission.case_id}/agencies/{submission.agency_id}/",
        now=now,
        case_id=submission.case_id,
        compartment_id=submission.compartment_id,
    )


@act
def return_review(
    case: Case, agency: Agency, *, reason: str, due_on: date, by: User, now: datetime
) -> ReviewReturn:
    """Send a countersigned review back with a reason and a new day; the agency goes on in a new round.

    What was signed stays readable to whoever could read it. Raises NotTheMoment for one who cannot.
    """
    require(by, Do.RETURN_REVIEW, case=case)
    case = lock(case)
    require_stage(
        case,
        "agency_reviews",
        "presentations",
        otherwise=f"A review can no longer be returned at “{case.stage_name}”.",
    )
    submission = _countersigned(case, agency)
    if not Submission.objects.visible_to(by).filter(pk=submission.pk).exists():
        raise NotTheMoment("The review has not been released to the panel yet.", AGENCY)
    if due_on <= london_day(now):
        raise NotTheMoment("Choose a day after today for the revised review.", AGENCY)
    returned = ReviewReturn(
        case=case,
        compartment=compartment_of(case, Kind.ROOM, agency),
        agency=agency,
        round=submission.round,
        reason=reason,
        due_on=due_on,
        returned_at=now,
        returned_by=by,
    )
    record(returned, by=by, now=now, act="review_returned", round=submission.round)
    record_milestone(
        case, "review_returned", by=by, now=now, agency=agency, subject_id=returned.pk, agreed_on=due_on
    )
    _begin_again(case, agency, by=by, now=now)
    return returned


def _begin_again(case: Case, agency: Agency, *, by: User, now: datetime) -> None:
    standing = standing_milestones(case).filter(key__in=OF_A_ROUND, agency=agency)
    for key, subject_id in list(standing.values_list("key", "subject_id")):
        withdraw_milestone(case, key, by=by, now=now, agency=agency, subject_id=subject_id)
    open_next_round(case, agency, by=by, now=now)
    carry_over(case, agency, by=by, now=now)


@act
def waive(case: Case, agency: Agency, *, reason: str, by: User, now: datetime) -> ReviewWaiver:
    """Let an agency off its review. Whoever signs the terms says who is asked, and so who is not."""
    require(by, Do.SIGN_TERMS, case=case)
    case = lock(case)
    if has_happened(case, "review_waived", agency=agency):
        raise NotTheMoment("This review has been waived already.", AGENCY)
    if not has_happened(case, "agency_asked", agency=agency):
        raise NotTheMoment("The agency has not been asked for a review.", AGENCY)
    if has_happened(case, "review_countersigned", agency=agency):
        raise NotTheMoment("The agency has sent its countersigned review.", AGENCY)
    waiver = ReviewWaiver(
        case=case,
        compartment=compartment_of(case, Kind.ROOM, agency),
        agency=agency,
        reason=reason,
        waived_at=now,
        waived_by=by,
    )
    record(waiver, by=by, now=now, act="review_waived")
    record_milestone(case, "review_waived", by=by, now=now, agency=agency, subject_id=waiver.pk)
    stop_signing(case, agency, by=by, now=now)
    return waiver
