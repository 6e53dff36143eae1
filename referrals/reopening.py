"""The Chair reopens a case for new information: it is considered again, beside what was decided before."""

from datetime import datetime
from typing import Any

from referrals.models import Reopening
from referrals.rounds import round_of
from scr.cases.audiences import Kind
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, may, require
from scr.cases.rounds import leave_behind
from scr.cases.services import move, record_milestone
from scr.cases.writing import act, compartment_of, lock, record
from scr.people.models import User
from scr.people.roles import Do

LEFT_BEHIND = "The case was reopened: this belongs to its earlier consideration."


def check_can_reopen(case: Case) -> None:
    """Raise NotTheMoment unless the case ended without a serious case review."""
    way = case.procedure.transition(case.stage, case.procedure.first_stage.key)
    if way is None:
        raise NotTheMoment("Only a case that was decided without a serious case review can be reopened.")


def may_reopen(case: Case, user: Any) -> bool:
    """Whether somebody may reopen a case, and it can be."""
    way = case.procedure.transition(case.stage, case.procedure.first_stage.key)
    return way is not None and may(user, Do.DECIDE, case=case)


@act
def reopen(
    case: Case, *, information: str, reason: str, received_at: datetime, by: User, now: datetime
) -> Reopening:
    """Let a case be considered again: the panel is consulted anew, recommends, and the Chair decides.

    The earlier views, recommendation and decision stay as they are. The clocks of two working days, a month
    and 28 days run anew from the moment the board had the information (seed 004, sections 4 and 5.3; reading
    D-q). Raises NotTheMoment while a review runs, and for information from before the case or yet to come.
    """
    require(by, Do.DECIDE, case=case)
    case = lock(case)
    check_can_reopen(case)
    if not case.opened_at <= received_at <= now:
        raise NotTheMoment("The board had the new information after the referral, and not later than now.")
    row = Reopening(
        case=case,
        compartment=compartment_of(case, Kind.PANEL),
        round=round_of(case) + 1,
        information=information,
        reason=reason,
        received_at=received_at,
        reopened_at=now,
        reopened_by=by,
    )
    record(row, by=by, now=now, act="reopened", round=row.round)
    leave_behind(case, case.procedure.of_one_round, by=by, now=now, note=LEFT_BEHIND)
    move(case, case.procedure.first_stage.key, by=by, now=now, reason=reason)
    record_milestone(case, "case_reopened", by=by, now=now, happened_at=received_at)
    return row
