"""The timetable of a case: its deadlines, those to be expected, and what would move with a trigger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from scr.cases.audiences import is_kept_by_agency
from scr.cases.calendars import calendar_of_board
from scr.cases.deadlines import WorkingCalendar
from scr.cases.events import planned_events, standing_milestones
from scr.cases.forecast import Expected, Forecast, Known
from scr.cases.models import Case, Compartment, Duty, Milestone
from scr.cases.noting import is_about_agency
from scr.cases.rulebooks import rules_of
from scr.cases.standing import Standing, standing_of
from scr.cases.starts import due_from
from scr.dates import london_day
from scr.procedures.rule import Per, Rule


@dataclass(frozen=True)
class Entry:
    """A deadline of the timetable; one that is only expected has no duty yet."""

    name: str
    whose: str
    counted_from: datetime
    due_at: datetime
    duty: Duty | None = None
    standing: Standing | None = None

    @property
    def label(self) -> str:
        return f"{self.name} ({self.whose})" if self.whose else self.name


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
        return (london_day(self.entry.due_at) - london_day(self.was)).days if self.was else 0

    @property
    def size(self) -> int:
        return abs(self.days)


def clocks_of(case: Case, user: Any) -> list[Duty]:
    """The deadlines that somebody may see, by date; last those that wait for a day to be planned."""
    has_clock = Q(due_at__isnull=False) | Q(amount__isnull=False)
    found = Duty.objects.visible_to(user).filter(has_clock, case=case, cancelled_at__isnull=True)
    duties = list(found.select_related("agency", "person").order_by("due_at", "opened_at"))
    for duty in duties:
        duty.case = case
    return duties


def timetable_of(case: Case, user: Any, now: datetime, *, moved: Moved | None = None) -> list[Entry]:
    """Deadlines that run or ran and those to be expected, by date; with a trigger moved, as they would be.

    Everything follows from what this person may see, so that no date tells of what they may not.
    """
    return forecast_from(clocks_of(case, user), case, user, now, moved=moved)


def forecast_from(
    duties: Iterable[Duty], case: Case, user: Any, now: datetime, *, moved: Moved | None = None
) -> list[Entry]:
    """The same from deadlines that were looked up already."""
    working = calendar_of_board()
    dated = [(duty, _due(duty, moved, working)) for duty in duties]
    running = [_entry(duty, due_at, now) for duty, due_at in dated if due_at]
    rules = rules_of(case)
    forecast = Forecast(rules, _known(case, user, running, moved, now), working)
    opened = set(Duty.objects.visible_to(user).filter(case=case).values_list("rule_key", flat=True))
    told = _told_to(user, case, rules)
    expected = [_expected(one) for one in forecast.expected(opened) if one.rule.key in told]
    return sorted([*running, *expected], key=lambda one: one.due_at)


def _told_to(user: Any, case: Case, rules: Iterable[Rule]) -> set[str]:
    """The rules whose deadlines somebody would see: what is not told to them is not foretold either."""
    compartments = Compartment.objects.visible_to(user).filter(case=case).values_list("kind", "agency_id")
    open_to_them = {(kind, agency_id is not None) for kind, agency_id in compartments}
    return {rule.key for rule in rules if (rule.told_in, _is_told_by_agency(rule)) in open_to_them}


def _is_told_by_agency(rule: Rule) -> bool:
    return rule.per in (Per.AGENCY, Per.SUBJECT) and is_kept_by_agency(rule.told_in)


def _entry(duty: Duty, due_at: datetime, now: datetime) -> Entry:
    return Entry(duty.rule.name, duty.whose, duty.counted_from, due_at, duty, standing_of(duty, now))


def _expected(one: Expected) -> Entry:
    return Entry(one.rule.name, "", one.counted_from, one.due_at)


def _due(duty: Duty, moved: Moved | None, working: WorkingCalendar) -> datetime | None:
    """The date that holds, or the one that would hold if its trigger were moved; None without either."""
    if moved is None or duty.duration is None or not _hangs_on(duty, moved.event):
        return duty.due_at
    counted = due_from(duty.rule_as_opened, moved.moment, working, duty.occurrence)
    is_extended = duty.due_at is not None and duty.due_at != duty.first_due_at
    return max(counted, duty.due_at) if is_extended and counted and duty.due_at else counted


def _hangs_on(duty: Duty, event: str) -> bool:
    """Whether an event moves a duty's date: its goal, its start, or one that another stands in for."""
    rule = duty.rule
    if rule.before:
        return event == rule.before
    return event == duty.anchor or (duty.is_estimated and event == rule.trigger)


def _known(
    case: Case, user: Any, running: Iterable[Entry], moved: Moved | None, now: datetime
) -> dict[str, Known]:
    """What has happened, else what is planned, else what is due; what is moved counts as moved.

    What is overdue or planned for a day that has passed is expected now: it cannot happen earlier any more.
    """
    known: dict[str, Known] = {}
    for entry in running:
        if entry.duty and entry.duty.met_at is None and entry.duty.rule.satisfied_by:
            known.setdefault(
                entry.duty.rule.satisfied_by[0], Known(max(entry.due_at, now), is_estimated=True)
            )
    for plan in planned_events(case, user):
        known[plan.key] = Known(max(plan.planned_for, now), is_estimated=True)
    happened = standing_milestones(case).filter(pk__in=Milestone.objects.visible_to(user).values("pk"))
    known |= {one.key: Known(one.happened_at) for one in happened}
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
    timed = [rule for rule in rules_of(case) if rule.duration or rule.window]
    named = [key for rule in timed for key in (rule.trigger, rule.before) if key]
    return list(dict.fromkeys([*[key for key in named if key in visible], *named]))


def plannable_events(case: Case, user: Any) -> list[str]:
    """What clocks will count from and has not happened yet; an agency's own steps have their own pages."""
    happened = set(standing_milestones(case).values_list("key", flat=True))
    ahead = (key for key in movable_events(case, user) if key not in happened)
    return [key for key in ahead if not is_about_agency(case.procedure.milestone(key))]
