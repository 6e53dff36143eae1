"""Quality assurance of released reviews by the panel: each member's own judgement (seed 004, section 7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from reviews.models import QualityAssessment, Submission
from reviews.rubric import RUBRIC, Mark, Verdict
from reviews.services.submission import AGENCY
from scr.cases.audiences import Kind
from scr.cases.events import standing_milestones
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, Stale, require
from scr.cases.writing import act, compartment_of, lock, record
from scr.people.models import Agency, User
from scr.people.roles import Do


@dataclass(frozen=True)
class Judged:
    """The answer to one question of the rubric; anything but a yes says what is missing."""

    mark: Mark
    remark: str = ""


def released_submission(case: Case, agency: Agency) -> Submission | None:
    """The round of a review that the panel has before it; None while the agency revises it.

    None too for a reader of the panel's papers to whom no review is released, such as in an emergency.
    """
    released = standing_milestones(case).filter(key="review_released", agency=agency).last()
    if released is None:
        return None
    return Submission.objects.select_related("agency").filter(pk=released.subject_id).first()


def require_released(case: Case, agency: Agency) -> Submission:
    """The round that the panel has before it. Raises NotTheMoment where there is none."""
    submission = released_submission(case, agency)
    if submission is None:
        raise NotTheMoment(f"The panel has no review of {agency.name} before it at the moment.", AGENCY)
    return submission


def assessment_of(submission: Submission | None, member: User) -> QualityAssessment | None:
    """What a member has said of a round so far."""
    return QualityAssessment.objects.filter(submission=submission, member=member).first()


@act
def assess(
    case: Case,
    agency: Agency,
    *,
    answers: Mapping[str, Judged],
    verdict: str,
    remarks: str,
    revision: int,
    by: User,
    now: datetime,
) -> QualityAssessment:
    """Judge the review that the panel has before it, for oneself; earlier wording stays in the history.

    Raises NotTheMoment where none is released, for a question without an answer or without the remark that
    it needs, and when the same person saved in another window since `revision` was read.
    """
    require(by, Do.ASSESS_REVIEW, case=case)
    case = lock(case)
    submission = require_released(case, agency)
    kept = assessment_of(submission, by) or QualityAssessment(
        case=case,
        compartment=compartment_of(case, Kind.PANEL),
        agency=agency,
        submission=submission,
        member=by,
    )
    _refuse_stale(kept, revision)
    _refuse_incomplete(answers)
    kept.answers = {
        one.key: {"mark": answers[one.key].mark.value, "remark": answers[one.key].remark} for one in RUBRIC
    }
    kept.verdict, kept.remarks = Verdict(verdict).value, remarks
    kept.revision, kept.saved_at = kept.revision + 1, now
    record(kept, by=by, now=now, act="review_assessed", revision=kept.revision)
    return kept


def _refuse_stale(kept: QualityAssessment, revision: int) -> None:
    if kept.revision != revision:
        raise Stale(
            "You saved this assessment in another window. Compare the two; if you save again, what stands "
            "here replaces it.",
            kept.revision,
        )


def _refuse_incomplete(answers: Mapping[str, Judged]) -> None:
    for one in RUBRIC:
        if one.key not in answers:
            raise NotTheMoment(f"Answer the question: {one.question}")
        if answers[one.key].mark is not Mark.YES and not answers[one.key].remark.strip():
            raise NotTheMoment(f"Say what is missing: {one.name}.")
