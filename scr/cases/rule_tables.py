"""The rules of a procedure as a table that people read, with what the board has set for them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from scr.cases.models import RuleSetting
from scr.cases.rule_settings import is_open_to_board
from scr.cases.rulebooks import in_force, settings_of
from scr.people.roles import ROLES
from scr.procedures.drawing import clock_words, owner_words, start_words
from scr.procedures.model import Milestone, Overlay, Procedure
from scr.procedures.rule import Rule
from scr.procedures.timing import Basis
from scr.procedures.vocabulary import MILESTONES

SURENESS = {
    Basis.STATED: "Stated by the source",
    Basis.UNVERIFIED: "Not checked against the source",
    Basis.ASSUMED: "Assumed: the source states none",
    Basis.BOARD: "Set by the board",
}


@dataclass(frozen=True)
class Line:
    """One rule in words; `own_clock` and `own_start` are what the procedure itself says."""

    rule: Rule
    clock: str
    start: str
    own_clock: str
    own_start: str
    met_by: str
    setting: RuleSetting | None = None

    @property
    def do(self) -> str:
        return self.rule.do.format(agency="the agency")

    @property
    def owners(self) -> str:
        return owner_words(self.rule, lambda role: ROLES[role].name)

    @property
    def late(self) -> str:
        """Who is told as well when it is late."""
        told = ((ROLES[role].name, days) for days, role in self.rule.escalations)
        return ", ".join(f"{name} after {days} day{'s' if days > 1 else ''}" for name, days in told)

    @property
    def sureness(self) -> str:
        """How sure the figure is; nothing for a task without one."""
        figure = self.rule.window or self.rule.duration
        return SURENESS[figure.basis] if figure else ""

    @property
    def is_set(self) -> bool:
        return self.setting is not None and not self.setting.is_set_back


def lines_of(one: Procedure) -> Iterator[tuple[Line, bool]]:
    """The rules of a procedure as they hold now, each with whether the board may set something there."""
    settings = settings_of(one.key)
    say = event_words({milestone.key: milestone for milestone in one.milestones})
    for rule in one.rules:
        yield line_of(rule, say, settings.get(rule.key)), is_open_to_board(rule)


def lines_of_overlay(one: Overlay) -> Iterator[tuple[Line, bool]]:
    """An agency's own rules, which the board cannot set."""
    say = event_words({milestone.key: milestone for milestone in MILESTONES})
    for rule in one.rules:
        yield line_of(rule, say), False


def line_of(rule: Rule, say: Callable[[str], str], setting: RuleSetting | None = None) -> Line:
    held = in_force(rule, setting, setting)
    if setting and setting.trigger:
        held = replace(held, other_triggers=())  # the board has chosen
    events = [say(one) for one in rule.satisfied_by]
    return Line(
        rule=held,
        clock=clock_words(held, say, notes={}),  # `sureness` says it in full
        start=start_words(held, say),
        own_clock=clock_words(rule, say),
        own_start=start_words(rule, say),
        met_by=(" and " if rule.needs_all else " or ").join(events),
        setting=setting,
    )


def event_words(known: dict[str, Milestone]) -> Callable[[str], str]:
    """How an event is said inside a sentence: "the referral was received"."""

    def say(key: str) -> str:
        if key not in known:
            return key
        sentence = known[key].sentence.format(agency="The agency").rstrip(".")
        return sentence[:1].lower() + sentence[1:]

    return say
