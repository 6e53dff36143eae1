"""What a decision sets off, as events that open tasks (seed 004, sections 5.1 to 5.4)."""

from datetime import datetime

from referrals.models import Decision
from scr.cases.approach import set_approach
from scr.cases.boards import ask_to_tell_boards
from scr.cases.services import record_milestone
from scr.people.models import User


def set_off(decision: Decision, *, by: User, now: datetime) -> None:
    """Record what a decision brings about; the procedure says which tasks that opens, and their clocks."""
    case = decision.case
    record_milestone(case, "decided", by=by, now=now)
    if not decision.chosen.instigates_review:
        return
    record_milestone(case, "review_instigated", by=by, now=now)
    ask_to_tell_boards(case, by=by, now=now)
    for is_wanted, milestone in (
        (decision.recommendation.tell_family, "family_to_be_told"),
        (decision.recommendation.tell_victims, "victims_to_be_told"),
    ):
        if is_wanted:
            record_milestone(case, milestone, by=by, now=now)
    if decision.is_independent:
        record_milestone(case, "independent_review_required", by=by, now=now)
    if decision.is_independent or decision.method:
        set_approach(case, method=decision.method, is_independent=decision.is_independent, by=by, now=now)
