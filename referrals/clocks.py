"""The clocks of a referral as its page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scr.cases.models import Case, Duty
from scr.dates import day_words, days_words, london_day, moment_words
from scr.procedures.model import Procedure

STARTED_BY = ("referral_received", "review_instigated")


@dataclass(frozen=True)
class Clock:
    """One deadline: its label, when it is due, how it was counted, and when it was met."""

    label: str
    due: datetime
    rule: str
    met: str


def clocks_of(case: Case, user: Any) -> list[Clock]:
    """The clocks that a referral and a decision to review start; one for each rule, the open one first."""
    duties = Duty.objects.visible_to(user).filter(case=case, due_at__isnull=False, cancelled_at__isnull=True)
    by_rule: dict[str, Duty] = {}
    for duty in _from_here(duties.select_related("case")):
        if duty.rule_key not in by_rule or duty.met_at is None:
            by_rule[duty.rule_key] = duty
    return [clock_of(duty) for duty in by_rule.values()]


def _from_here(duties: Iterable[Duty]) -> Iterable[Duty]:
    return (duty for duty in duties if duty.rule.trigger in STARTED_BY)


def clock_of(duty: Duty) -> Clock:
    """A duty with a due moment as a clock; days are calendar days in London."""
    assert duty.due_at is not None
    rule = duty.rule
    reading = duty.case.procedure.readings.get(rule.reading, "")
    counted = f"{rule.duration} from {moment_words(duty.counted_from)}. {reading}".strip()
    return Clock(label=rule.name, due=duty.due_at, rule=counted, met=_met_words(duty))


def _met_words(duty: Duty) -> str:
    if duty.met_at is None or duty.due_at is None:
        return ""
    after = (london_day(duty.met_at) - london_day(duty.counted_from)).days
    words = f"Met on {day_words(duty.met_at)}, day {after}"
    if duty.met_at <= duty.due_at:
        return words
    late = (london_day(duty.met_at) - london_day(duty.due_at)).days
    return f"{words}, {days_words(late)} late"


def within(procedure: Procedure, milestone: str) -> str:
    """How long there is for something to happen under a procedure: "28 days"; "" without a clock."""
    durations = (rule.duration for rule in procedure.rules_met_by(milestone) if rule.duration)
    return str(next(durations, ""))
