"""Signing an agency's review inside the agency, one after the other (seed 002, section 3.10)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reviews.models import SigningStep, StepSignature, Submission
from reviews.services.submission import (
    has_written,
    newest_submission,
    open_submission,
    seal_of_content,
)
from reviews.signing import WRITER, Signing, Step, signing_of, signing_seen_by
from scr.cases.audiences import Kind
from scr.cases.duties import cancel
from scr.cases.events import standing_milestones
from scr.cases.models import Case, Duty
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import record_milestone, withdraw
from scr.cases.signing import stop_signing
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import london_day
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.signing import HANDED_OVER, OPENED, READY, RETURNED, SENT_BACK, SIGN_STEP, SIGNED, SIGNING

NOT_HANDED_OVER = "The reviewer has not handed the review over."
CHANGED = "The review or the chronology has changed since you opened it. Read it again."


@dataclass(frozen=True)
class Meeting:
    """When a group met on a review, and where its minutes say so."""

    met_on: date
    minute: str


def signing_now(case: Case, submission: Submission) -> Signing:
    """How the signing of a round stands under what is there now."""
    content = seal_of_content(case, submission)
    return signing_of(case, submission.agency, submission, content=content)


def signing_shown_to(user: Any, case: Case, agency: Agency) -> tuple[Submission | None, Signing]:
    """The newest round of an agency's review, and how its signing stands, as far as somebody may read it."""
    submission = newest_submission(case, agency)
    content = seal_of_content(case, submission) if submission else ""
    return submission, signing_seen_by(user, case, agency, submission, content=content)


def ask_for_next(case: Case, submission: Submission, *, by: User, now: datetime) -> None:
    """Ask whoever signs next, the chief officer when everybody else has signed."""
    step = signing_now(case, submission).current
    if step is None:
        record_milestone(case, READY, by=by, now=now, agency=submission.agency)
    else:
        _ask(case, submission.agency, step, by=by, now=now)


def _ask(case: Case, agency: Agency, step: Step, *, by: User, now: datetime) -> None:
    assert step.row is not None  # a review is not handed over before signers are named
    record_milestone(
        case, OPENED, by=by, now=now, agency=agency, subject_id=step.row.pk, person=step.row.signer
    )


def ask_again(step: SigningStep, *, by: User, now: datetime) -> None:
    """Somebody else signs a step that is next: what waited for the one before is taken back."""
    case, agency = step.case, step.chain.agency
    asked = Duty.objects.open().filter(case=case, agency=agency, rule_key=SIGN_STEP, subject_id=step.pk)
    for duty in asked.select_related("case", "agency"):
        cancel(duty, by=by, now=now)
    record_milestone(case, OPENED, by=by, now=now, agency=agency, subject_id=step.pk, person=step.signer)


@act
def sign_step(
    case: Case, agency: Agency, *, content: str, meeting: Meeting | None, by: User, now: datetime
) -> StepSignature:
    """Sign a review for the step that is next; `content` is the seal of what was read, as for the last one.

    For a group, `meeting` says when it met and where that is minuted. Raises NotTheMoment when it is
    somebody else's turn, for whoever wrote a part or has signed another step of the round, and when
    something has changed since it was read.
    """
    require(by, Do.SIGN_STEP, case=case, agency=agency)
    case = lock(case)
    submission = _handed_over(case, agency)
    signing = signing_now(case, submission)
    step = _step_of(signing, by)
    _refuse_signer(case, submission, signing, by)
    if content != seal_of_content(case, submission):
        raise NotTheMoment(CHANGED, SIGNING)
    row = _said(submission, step, StepSignature.Said.SIGNED, content, by=by, now=now)
    if step.is_group:
        row.met_on, row.minute = _checked(meeting, now)
    record(row, by=by, now=now, act="step_signed", round=submission.round)
    record_milestone(case, SIGNED, by=by, now=now, agency=agency, subject_id=row.step_id)
    ask_for_next(case, submission, by=by, now=now)
    return row


def _handed_over(case: Case, agency: Agency) -> Submission:
    submission = open_submission(case, agency)
    if submission.handed_over_at is None:
        raise NotTheMoment(NOT_HANDED_OVER, SIGNING)
    return submission


def _step_of(signing: Signing, by: User) -> Step:
    """The step that is next, if it is this person's. Raises NotTheMoment with whose it is."""
    step = signing.current
    if step is None:
        raise NotTheMoment("Everybody before the chief officer has signed.", SIGNING)
    if step.signer != by:
        raise NotTheMoment(f"Next is: {step.name}, for which {step.signer} signs.", SIGNING)
    return step


def _refuse_signer(case: Case, submission: Submission, signing: Signing, by: User) -> None:
    if has_written(case, submission, by):
        raise NotTheMoment("You wrote a part of this yourself, so somebody else must sign it.", SIGNING)
    if any(one.said_by_id == by.pk for one in signing.held.values()):
        raise NotTheMoment("You have signed this round already. Somebody else signs this step.", SIGNING)


def _checked(meeting: Meeting | None, now: datetime) -> tuple[date, str]:
    if meeting is None or not meeting.minute:
        raise NotTheMoment("Say when the group met, and where its minutes say so.", SIGNING)
    if meeting.met_on > london_day(now):
        raise NotTheMoment("Sign for the group once it has met.", SIGNING)
    return meeting.met_on, meeting.minute


def _said(
    submission: Submission, step: Step | None, said: str, content: str, *, by: User, now: datetime
) -> StepSignature:
    return StepSignature(
        case=submission.case,
        compartment=compartment_of(submission.case, Kind.INTERNAL, submission.agency),
        submission=submission,
        step=step.row if step else None,
        said=said,
        content=content,
        said_at=now,
        said_by=by,
    )


@act
def send_back(
    case: Case, agency: Agency, *, reason: str, back_to: int, by: User, now: datetime
) -> StepSignature:
    """Send a review back inside the agency: to its reviewer (0) or to an earlier step, with the reason.

    It is for whoever signs next, the chief officer when everybody else has signed. Raises NotTheMoment for
    anybody else, and for a place that does not come before.
    """
    require(by, Do.SEND_BACK, case=case, agency=agency)
    case = lock(case)
    submission = _handed_over(case, agency)
    signing = signing_now(case, submission)
    step = _step_to_send_back_from(case, signing, agency, by)
    if not WRITER <= back_to < (step.number if step else signing.last_number):
        raise NotTheMoment("Choose the reviewer, or somebody who signed before you.", SIGNING)
    content = seal_of_content(case, submission)
    row = _said(submission, step, StepSignature.Said.SENT_BACK, content, by=by, now=now)
    row.reason, row.back_to = reason, back_to
    record(row, by=by, now=now, act="step_sent_back", round=submission.round)
    record_milestone(case, RETURNED, by=by, now=now, agency=agency, subject_id=row.step_id)
    _begin_again_at(case, submission, signing, back_to, by=by, now=now)
    return row


def _step_to_send_back_from(case: Case, signing: Signing, agency: Agency, by: User) -> Step | None:
    """Where the review stands, if it waits for this person; None for the chief officer, who is last."""
    if signing.current is not None:
        return _step_of(signing, by)
    require(by, Do.COUNTERSIGN, case=case, agency=agency)
    return None


def _begin_again_at(
    case: Case, submission: Submission, signing: Signing, back_to: int, *, by: User, now: datetime
) -> None:
    if back_to == WRITER:
        _give_back(case, submission, by=by, now=now)
        return
    kept = [one.row.pk for one in signing.steps if one.row and one.number < back_to]
    stop_signing(case, submission.agency, by=by, now=now, kept=kept)
    _ask(case, submission.agency, signing.steps[back_to - 1], by=by, now=now)


def _give_back(case: Case, submission: Submission, *, by: User, now: datetime) -> None:
    """The reviewer goes on writing, and hands the review over again when it is ready."""
    stop_signing(case, submission.agency, by=by, now=now)
    submission.handed_over_at = submission.independence_declared_at = submission.handed_over_by = None
    record(submission, by=by, now=now, act="review_opened_again", round=submission.round)
    for milestone in standing_milestones(case).filter(key=HANDED_OVER, agency=submission.agency):
        withdraw(milestone, by=by, now=now)
    record_milestone(case, SENT_BACK, by=by, now=now, agency=submission.agency)
