"""How a review is carried out: chosen with the decision, shown wherever people need to know it."""

from datetime import datetime

from scr.cases.models import Approach, Case
from scr.cases.writing import act, lock, record
from scr.people.models import User


@act
def set_approach(case: Case, *, method: str, is_independent: bool, by: User, now: datetime) -> Approach:
    """Say by which method a case is reviewed; an earlier choice stays. The caller has asked the policy.

    Seed 002, sections 1.3 and 3.14; seed 004, section 5.3.
    """
    case = lock(case)
    row = Approach(
        case=case,
        compartment=case.compartment,
        method=method,
        is_independent=is_independent,
        set_at=now,
        set_by=by,
    )
    record(row, by=by, now=now, act="approach_set", method=method, is_independent=is_independent)
    return row


def approach_of(case: Case) -> Approach | None:
    """How a case is reviewed as it stands; None before a review was decided."""
    return Approach.objects.filter(case=case).select_related("case").first()
