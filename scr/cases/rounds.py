"""A case is considered again: what belongs to the earlier round stays on record and no longer counts."""

from collections.abc import Iterable
from datetime import datetime

from scr.audit.services import save_recorded
from scr.cases.events import standing_milestones
from scr.cases.models import Case
from scr.cases.services import withdrawal_of
from scr.cases.writing import act
from scr.people.models import User


@act
def leave_behind(case: Case, keys: Iterable[str], *, by: User, now: datetime, note: str) -> None:
    """Let milestones of an earlier round no longer count; nothing is said to have been wrong."""
    for milestone in standing_milestones(case).filter(key__in=list(keys)):
        row = withdrawal_of(milestone, by=by, now=now, note=note)
        save_recorded(row, by=by, at=now, act="milestone_left_behind", milestone=milestone.key)
