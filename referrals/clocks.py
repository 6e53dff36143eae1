"""The clocks of a referral as its page shows them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from scr.cases.clocks import Clock, clock_of
from scr.cases.models import Case, Duty
from scr.procedures.model import Procedure

STARTED_BY = ("referral_received", "review_instigated")


def clocks_of(case: Case, user: Any, now: datetime) -> list[Clock]:
    """The clocks that a referral and a decision to review start.

    One for each rule, of several agencies' one that still runs, and so without the agency's name.
    """
    duties = Duty.objects.visible_to(user).filter(case=case, due_at__isnull=False, cancelled_at__isnull=True)
    by_rule: dict[str, Duty] = {}
    for duty in _from_here(duties.select_related("agency", "person", "case")):
        if duty.rule_key not in by_rule or duty.met_at is None:
            by_rule[duty.rule_key] = duty
    return [replace(clock_of(duty, now), label=duty.rule.name) for duty in by_rule.values()]


def _from_here(duties: Iterable[Duty]) -> Iterable[Duty]:
    return (duty for duty in duties if duty.rule.trigger in STARTED_BY)


def within(procedure: Procedure, milestone: str) -> str:
    """How long there is for something to happen under a procedure: "28 days"; "" without a clock."""
    durations = (rule.duration for rule in procedure.rules_met_by(milestone) if rule.duration)
    return str(next(durations, ""))
