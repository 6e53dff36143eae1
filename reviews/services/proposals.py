"""What an agency recommends to itself, and what it means to do about it: written anew with each save."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reviews.models import AgencyRecommendation, PlannedAction, Submission
from scr.cases.models import Case
from scr.cases.writing import record
from scr.people.models import Agency, User


@dataclass(frozen=True)
class Recommended:
    """A recommendation as typed: what should change, and the post that will see to it.

    `was` is its number in the save that the writer started from, 0 for a new one.
    """

    text: str
    owner: str
    was: int = 0


@dataclass(frozen=True)
class Planned:
    """An action as typed: what, who, by when, how one will know; `number` is its recommendation's."""

    number: int
    what: str
    owner_post: str
    due_on: date
    measure: str
    resources: str = ""


def source_of(case: Case, agency: Agency, submission: Submission | None) -> Submission | None:
    """Whose proposals the next save begins from: its round's, or in a new round those of the one before."""
    if submission is not None and submission.version:
        return submission
    return Submission.objects.filter(case=case, agency=agency).order_by("-round").first()


def recommendations_of(submission: Submission | None) -> list[AgencyRecommendation]:
    """Those of the last save, for an act or a page that has asked the policy."""
    return list(AgencyRecommendation.objects.current().filter(submission=submission))


def planned_of(submission: Submission | None) -> list[Planned]:
    """The actions of the last save; 0 as the number of a recommendation that was dropped since."""
    rows = PlannedAction.objects.current().filter(submission=submission).select_related("recommendation")
    return [
        Planned(
            row.recommendation.number if row.recommendation else 0,
            row.what,
            row.owner_post,
            row.due_on,
            row.measure,
            row.resources,
        )
        for row in rows
    ]


def carried_over(
    planned: Iterable[Planned], before: Iterable[AgencyRecommendation], after: Sequence[Recommended]
) -> list[Planned]:
    """The actions with the numbers that their recommendations have now; none of them is dropped."""
    numbers = {one.was: number for number, one in enumerate(after, 1) if one.was}
    texts = {one.text: number for number, one in enumerate(after, 1)}
    now = {one.number: numbers.get(one.number) or texts.get(one.text, 0) for one in before}
    return [
        Planned(now.get(one.number, 0), one.what, one.owner_post, one.due_on, one.measure, one.resources)
        for one in planned
    ]


def write_proposals(
    submission: Submission,
    recommendations: Sequence[Recommended],
    planned: Iterable[Planned],
    *,
    by: User,
    now: datetime,
) -> None:
    """Write recommendations and actions as those of the submission's version, which is a new one."""
    rows = [
        _recommendation(submission, number, one, by=by, now=now)
        for number, one in enumerate(recommendations, 1)
    ]
    for number, one in enumerate(planned, 1):
        its = rows[one.number - 1] if one.number else None
        _action(submission, number, one, its, by=by, now=now)


def _recommendation(
    submission: Submission, number: int, one: Recommended, *, by: User, now: datetime
) -> AgencyRecommendation:
    row = AgencyRecommendation(
        case=submission.case,
        compartment=submission.compartment,
        submission=submission,
        version=submission.version,
        number=number,
        text=one.text,
        owner=one.owner,
    )
    record(row, by=by, now=now, act="agency_recommendation_written", number=number)
    return row


def _action(
    submission: Submission,
    number: int,
    one: Planned,
    its: AgencyRecommendation | None,
    *,
    by: User,
    now: datetime,
) -> None:
    row = PlannedAction(
        case=submission.case,
        compartment=submission.compartment,
        submission=submission,
        version=submission.version,
        number=number,
        recommendation=its,
        what=one.what,
        owner_post=one.owner_post,
        due_on=one.due_on,
        measure=one.measure,
        resources=one.resources,
    )
    record(row, by=by, now=now, act="agency_action_planned", number=number)
