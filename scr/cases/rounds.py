"""A case is considered again: what belongs to the earlier round stays on record and no longer counts."""

from collections.abc import Iterable
from datetime import datetime

from scr.audit.services import save_recorded
from scr.cases.events import standing_milestones
from scr.cases.models import Case, Milestone
from scr.cases.writing import act
from scr.people.models import User


@act
def leave_behind(case: Case, keys: Iterable[str], *, by: User, now: datetime, note: str) -> None:
    """Let milestones of an earlier round no longer count; nothing is said to have been wrong."""
    for milestone in standing_milestones(case).filter(key__in=list(keys)):
        row = Milestone(
            case=case,
            compartment=milestone.compartment,
            key=milestone.key,
            agency=milestone.agency,
            subject_id=milestone.subject_id,
            happened_at=now,
            recorded_at=now,
            recorded_by=by,
            withdraws=milestone,
            note=note,
        )
        save_recorded(row, by=by, at=now, act="milestone_left_behind", milestone=milestone.key)
