"""From when a clock counts: the event that a rule names, or what stands in for it until it has happened."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from scr.cases.deadlines import WorkingCalendar, due
from scr.cases.events import last_of, planned_for
from scr.cases.models import Case, Milestone
from scr.people.models import Agency
from scr.procedures.rule import Rule


@dataclass(frozen=True)
class Start:
    """The moment from which a clock counts, the event that gave it, and whether it may still change."""

    event: str
    moment: datetime
    is_estimated: bool = False


def start_of(
    rule: Rule, case: Case, agency: Agency | None = None, subject_id: UUID | None = None
) -> Start | None:
    """What opens a rule's duty and starts its clock, as far as it is known; None before any of it.

    The trigger if it has happened; else the day planned for it or the latest event that stands in for it,
    and then the date is provisional (reading D-m). A fact that was noted after the trigger starts the clock.
    """
    trigger = last_of(case, rule.trigger, agency=agency, subject_id=subject_id)
    if trigger:
        return _start(rule, trigger, case)
    stand_in = last_of(case, *rule.stand_ins, agency=agency, subject_id=subject_id)
    if stand_in is None:
        return None
    planned = planned_for(case, rule.trigger, agency)
    return Start(rule.trigger, planned, True) if planned else Start(stand_in.key, stand_in.happened_at, True)


def _start(rule: Rule, trigger: Milestone, case: Case) -> Start:
    fact = last_of(case, *rule.only_if) if rule.only_if else None
    later = fact if fact and fact.happened_at > trigger.happened_at else trigger
    return Start(later.key, later.happened_at)


def goal_of(rule: Rule, case: Case, agency: Agency | None = None) -> Start | None:
    """The event that a clock runs back from: when it happened, or the day that is planned for it."""
    happened = last_of(case, rule.before, agency=agency)
    if happened:
        return Start(rule.before, happened.happened_at)
    planned = planned_for(case, rule.before, agency)
    return Start(rule.before, planned, True) if planned else None


def due_from(rule: Rule, moment: datetime, working: WorkingCalendar, occurrence: int = 1) -> datetime | None:
    """When a rule is due from a moment, where it recurs for the nth time; None without a duration."""
    if rule.duration is None:
        return None
    duration = rule.duration.times(occurrence) if rule.recurs else rule.duration
    return due(duration, moment, working, is_before=bool(rule.before), rolls=rule.rolls)
