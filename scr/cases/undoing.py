"""What follows when something that was noted turns out not to have happened."""

from datetime import datetime

from scr.cases.duties import cancel, count_from_start, save_duty
from scr.cases.models import Duty, Milestone
from scr.people.models import User


def undo(milestone: Milestone, *, by: User, now: datetime) -> None:
    """Undo what a milestone that no longer stands had set off, met, ended or moved; it stays on record."""
    touched = _touched(milestone)
    for duty in touched:
        if _was_opened_by(duty, milestone):
            if duty.met_at is None and duty.cancelled_at is None:
                cancel(duty, by=by, now=now)
        elif duty.met_by_milestone_id == milestone.pk or _was_ended_by(duty, milestone):
            _reopen(duty, by=by, now=now)
    for duty in touched:
        if _counts_from(duty, milestone):
            count_from_start(duty, by=by, now=now)


def _touched(milestone: Milestone) -> list[Duty]:
    """The duties of the case whose rules speak of the event."""
    found = Duty.objects.filter(case=milestone.case).select_related("agency", "case")
    return [duty for duty in found if milestone.key in duty.rule.events]


def _was_opened_by(duty: Duty, milestone: Milestone) -> bool:
    """Opened in the same act, by an event that opens it: one act may tell of two, of which another meets it.

    The next occurrence of what recurs opens when the one before is met.
    """
    rule = duty.rule
    opens = (*rule.opened_by, *rule.other_triggers, *(rule.satisfied_by if rule.recurs else ()))
    return milestone.key in opens and duty.opened_at == milestone.recorded_at


def _was_ended_by(duty: Duty, milestone: Milestone) -> bool:
    return milestone.key in duty.rule.ends_with and duty.cancelled_at == milestone.recorded_at


def _counts_from(duty: Duty, milestone: Milestone) -> bool:
    is_open = duty.met_at is None and duty.cancelled_at is None
    return is_open and (duty.anchor, duty.counted_from) == (milestone.key, milestone.happened_at)


def _reopen(duty: Duty, *, by: User, now: datetime) -> None:
    duty.met_at = duty.met_by_milestone = duty.cancelled_at = None
    save_duty(duty, "duty_reopened", by=by, now=now)
