"""What is to be expected: deadlines that have not opened yet, from what has happened, is planned or is due.

An event that has not happened is taken to happen when it is due or planned, or now if that has passed;
everything that follows from such an estimate is one too. Nothing here is stored.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from scr.cases.deadlines import WorkingCalendar
from scr.cases.starts import due_from
from scr.procedures.rule import Rule
from scr.procedures.timing import Duration, Unit


@dataclass(frozen=True)
class Known:
    """When an event happened, or when it is expected to."""

    moment: datetime
    is_estimated: bool = False


@dataclass(frozen=True)
class Expected:
    """A deadline that has not opened: its rule, from when it will count and when it will be due."""

    rule: Rule
    counted_from: datetime
    due_at: datetime


@dataclass
class Forecast:
    """Events and deadlines that follow from what is known, worked out on demand."""

    rules: Iterable[Rule]
    known: Mapping[str, Known]
    working: WorkingCalendar
    asked: set[str] = field(default_factory=set)

    def expected(self, opened: set[str]) -> list[Expected]:
        """The deadlines of rules that have not opened, in the order in which they will be due."""
        ahead = (rule for rule in self.rules if rule.key not in opened and not rule.only_if)
        found = [self._expect(rule) for rule in ahead if not self._has_passed(rule.trigger)]
        return sorted(filter(None, found), key=lambda one: one.due_at)

    def _has_passed(self, event: str) -> bool:
        """Whether an event has happened: a rule that did not open then does not run on this case."""
        return event in self.known and not self.known[event].is_estimated

    def _expect(self, rule: Rule) -> Expected | None:
        start = self._start(rule)
        due_at = due_from(with_longest(rule), start.moment, self.working) if start else None
        return Expected(rule, start.moment, due_at) if start and due_at else None

    def _start(self, rule: Rule) -> Known | None:
        """What the clock will count from: its event, or what stands in for one that nothing tells of."""
        named = (rule.before,) if rule.before else (rule.trigger, *rule.stand_ins)
        return next(filter(None, map(self.when, named)), None)

    def when(self, event: str) -> Known | None:
        """When an event happened or is expected; None where nothing says so."""
        if event in self.known:
            return self.known[event]
        if event in self.asked:  # a procedure has no cycle of clocks; this keeps a faulty one from looping
            return None
        self.asked.add(event)
        met_by_it = (rule for rule in self.rules if event in rule.satisfied_by[:1])
        moments = [one.due_at for rule in met_by_it if (one := self._expect(rule))]
        self.asked.discard(event)
        return Known(min(moments), is_estimated=True) if moments else None


def with_longest(rule: Rule) -> Rule:
    """A rule as long as it may take at most: up to the end of its window, where a date is agreed."""
    if rule.window is None:
        return rule
    return replace(rule, duration=Duration(rule.window.latest, Unit.CALENDAR_DAYS, rule.window.basis))
