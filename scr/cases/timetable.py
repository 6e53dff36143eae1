"""The timetable of a case: its deadlines, those to be expected, and what would move with a trigger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scr.cases.calendars import calendar_of_board
from scr.cases.deadlines import WorkingCalendar, day_of, due
from scr.cases.events import planned_events, standing_milestones
from scr.cases.forecast import Expected, Forecast, Known
from scr.cases.models import Case, Duty
from scr.cases.rulebooks import rules_of
from scr.cases.standing import Standing, standing_of


@dataclass(frozen=True)
class Entry:
    """A deadline of the timetable; one that is only expected has no duty yet."""

    name: str
    agency: str
    counted_from: datetime
    due_at: datetime
    duty: Duty | None = None
    standing: Standing | None = None

    @property
    def label(self) -> str:
        return f"{self.name} ({self.agency})" if self.agency else self.name


@dataclass(frozen=True)
class Moved:
    """A trigger that is moved to see what would move with it."""

    event: str
    moment: datetime


@dataclass(frozen=True)
class Change:
    """A deadline as it is and as it would be; None where it would first come about."""

    entry: Entry
    was: datetime | None

    @property
    def days(self) -> int:
        """By how many days it would be later; earlier is negative."""
        return (day_of(self.entry.due_at) - day_of(self.was)).days if self.was else 0

    @property
    def size(self) -> int:
        return abs(self.days)


def clocks_of(case: Case, user: Any) -> list[Duty]:
    """The deadlines that somebody may see, in the order of their dates."""
    found = Duty.objects.visible_to(user).filter(case=case, due_at__isnull=False, cancelled_at__isnull=True)
    duties = list(found.select_related("agency").order_by("due_at", "opened_at"))
    for duty in duties:
        duty.case = case
    return duties


def timetable_of(case: Case, user: Any, now: datetime, *, moved: Moved | None = None) -> list[Entry]:
    """Deadlines that run or ran, then those to be expected; with a trigger moved, as they would be."""
    duties = clocks_of(case, user)
    working = calendar_of_board()
    running = [_entry(duty, _due(duty, moved, working), now) for duty in duties]
    forecast = Forecast(rules_of(case), _known(case, running, moved), working)
    opened = set(Duty.objects.filter(case=case).values_list("rule_key", flat=True))
    expected = [_expected(one) for one in forecast.expected(opened)]
    return sorted([*running, *expected], key=lambda one: one.due_at)


def _entry(duty: Duty, due_at: datetime, now: datetime) -> Entry:
    agency = duty.agency.short_name if duty.agency else ""
    return Entry(duty.rule.name, agency, duty.counted_from, due_at, duty, standing_of(duty, now))


def _expected(one: Expected) -> Entry:
    return Entry(one.rule.name, "", one.counted_from, one.due_at)


def _due(duty: Duty, moved: Moved | None, working: WorkingCalendar) -> datetime:
    """The date that holds, or the one that would hold if its trigger were moved."""
    assert duty.due_at is not None
    if moved is None or duty.anchor != moved.event or duty.duration is None:
        return duty.due_at
    rule = duty.rule
    return due(duty.duration, moved.moment, working, is_before=bool(rule.before), rolls=rule.rolls)


def _known(case: Case, running: Iterable[Entry], moved: Moved | None) -> dict[str, Known]:
    """What has happened, else what is planned, else what is due; what is moved counts as moved."""
    known: dict[str, Known] = {}
    for entry in running:
        if entry.duty and entry.duty.met_at is None and entry.duty.rule.satisfied_by:
            known.setdefault(entry.duty.rule.satisfied_by[0], Known(entry.due_at, is_estimated=True))
    known |= {one.key: Known(one.planned_for, is_estimated=True) for one in planned_events(case)}
    known |= {one.key: Known(one.happened_at) for one in standing_milestones(case)}
    if moved:
        known[moved.event] = Known(moved.moment, is_estimated=True)
    return known


def changes(case: Case, user: Any, now: datetime, moved: Moved) -> list[Change]:
    """What would have another date if a trigger were moved; nothing is stored."""
    before = {_identity(one): one.due_at for one in timetable_of(case, user, now)}
    after = timetable_of(case, user, now, moved=moved)
    told = [Change(one, before.get(_identity(one))) for one in after]
    return [one for one in told if one.was != one.entry.due_at]


def _identity(entry: Entry) -> object:
    return entry.duty.pk if entry.duty else entry.name


def movable_events(case: Case, user: Any) -> list[str]:
    """The events that clocks of a case count from: what somebody may try to move."""
    visible = {duty.anchor for duty in clocks_of(case, user)}
    timed = [rule for rule in case.procedure.rules if rule.duration or rule.window]
    named = [key for rule in timed for key in (rule.trigger, rule.before) if key]
    return list(dict.fromkeys([*[key for key in named if key in visible], *named]))
