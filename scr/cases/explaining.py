"""A deadline that explains itself: its rule, its trigger, the calendar and the arithmetic step by step."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from scr.cases.calendars import calendar_of_board
from scr.cases.deadlines import Count, WorkingCalendar, explain
from scr.cases.models import Case, Duty
from scr.dates import london_day
from scr.procedures.rule import Rule
from scr.procedures.timing import Basis, Window

COUNTRIES = {"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NIR": "Northern Ireland"}


@dataclass(frozen=True)
class Bounds:
    """The first and the last day between which an agreed date should lie."""

    window: Window
    first: date
    last: date


@dataclass(frozen=True)
class Explanation:
    """What a deadline's page tells; the sentences are the procedure's, the steps those of the count."""

    rule: Rule
    trigger: str
    satisfied_by: list[str]
    reading: str
    count: Count | None
    bounds: Bounds | None
    jurisdiction: str
    # The date as it would be counted today, where the calendar has changed since it was set.
    counted_today: datetime | None

    @property
    def joined_by(self) -> str:
        """Between the events that meet it: all of them, or one of them."""
        return " And: " if self.rule.needs_all else " Or: "

    @property
    def country(self) -> str:
        return COUNTRIES.get(self.jurisdiction, self.jurisdiction)

    @property
    def basis(self) -> Basis:
        """How sure the value is that was counted with."""
        if self.count:
            return self.count.duration.basis
        return self.bounds.window.basis if self.bounds else Basis.STATED


def explanation_of(duty: Duty) -> Explanation:
    """How a duty's date came about, from what the duty holds and not from the rule as it may be now."""
    rule, case = duty.rule, duty.case
    working = calendar_of_board()
    count = _count(duty, rule, working)
    return Explanation(
        rule=rule,
        trigger=event_words(case, duty.anchor, duty.agency),
        satisfied_by=[event_words(case, key, duty.agency) for key in rule.satisfied_by],
        reading=case.procedure.readings.get(rule.reading, ""),
        count=count,
        bounds=_bounds(duty),
        jurisdiction=working.jurisdiction,
        counted_today=count.due_at if count and count.due_at != duty.first_due_at else None,
    )


def _count(duty: Duty, rule: Rule, working: WorkingCalendar) -> Count | None:
    duration = duty.duration
    if duration is None or duty.due_at is None:
        return None
    if rule.recurs:
        duration = duration.times(duty.occurrence)
    return explain(duration, duty.counted_from, working, is_before=bool(rule.before), rolls=rule.rolls)


def _bounds(duty: Duty) -> Bounds | None:
    window = duty.rule.window
    if window is None:
        return None
    start = london_day(duty.counted_from)
    return Bounds(window, start + timedelta(days=window.earliest), start + timedelta(days=window.latest))


def event_words(case: Case, key: str, agency: Any = None) -> str:
    """An event as the procedure words it."""
    return case.procedure.milestone(key).sentence.format(agency=agency.name if agency else "The agency")
