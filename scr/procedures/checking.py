"""Whether a procedure holds together: every fault with its file, its entry and what to do about it.

Pure: what lies outside procedures, such as the roles, the pages that exist and the templates of letters, is
handed in.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from scr.procedures.chain import Chain
from scr.procedures.model import Overlay, Procedure
from scr.procedures.rule import Page, Rule


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: in which file, in which entry, what it is and what mends it."""

    file: str
    entry: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}: {self.entry}: {self.what}"


@dataclass(frozen=True)
class World:
    """What a procedure may name that is not its own."""

    roles: frozenset[str]
    compartments: frozenset[str]
    bodies: frozenset[str]
    has_page: Callable[[Page], bool]
    has_letter: Callable[[str], bool]


def faults_of(one: Procedure, world: World) -> Iterator[Fault]:
    """Everything that is wrong with a procedure, in the order of its parts."""
    check = _Check(f"{one.key}.py", {kind.key for kind in one.milestones}, set(one.readings), world)
    yield from _stages(one, check)
    yield from _transitions(one, check)
    for rule in one.rules:
        yield from check.rule(rule)
    yield from _twice(check.file, "rule", [rule.key for rule in one.rules])
    yield from _cycles(one, check.file)
    yield from _letters(one, check)
    yield from _others(one, check)
    yield from _chain(one.chain, check.file)


def faults_of_overlay(one: Overlay, beside: Procedure, world: World) -> Iterator[Fault]:
    """Everything that is wrong with an agency's own rules beside a procedure."""
    check = _Check(f"{one.key}.py", {kind.key for kind in beside.milestones}, set(beside.readings), world)
    for rule in one.rules:
        yield from check.rule(rule)
    keys = [rule.key for rule in (*beside.rules, *one.rules)]
    yield from _twice(check.file, "rule", keys)
    if one.chain:
        yield from _chain(one.chain, check.file)


@dataclass(frozen=True)
class _Check:
    file: str
    milestones: set[str]
    readings: set[str]
    world: World

    def fault(self, entry: str, what: str, remedy: str) -> Fault:
        return Fault(self.file, entry, what, remedy)

    def known(self, entry: str, what: str, named: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
        """A fault for each name that is not known."""
        there = set(known)
        for name in dict.fromkeys(named):
            if name and name not in there:
                yield self.fault(entry, f"unknown {what} “{name}”", _one_of(there))

    def page(self, entry: str, page: Page) -> Iterator[Fault]:
        if not self.world.has_page(page):
            yield self.fault(
                entry, f"page “{page.name}” does not exist", "Name a URL of the application that fits."
            )

    def rule(self, rule: Rule) -> Iterator[Fault]:
        entry = f"rule {rule.key}"
        told = (rule.trigger, rule.before, *rule.stand_ins, *rule.other_triggers, *rule.only_if)
        ends = (*rule.satisfied_by, *rule.blocks, *rule.ends_with)
        yield from self.known(entry, "milestone", (*told, *ends), self.milestones)
        roles = (*rule.owners, *rule.owners_at_board, *(role for _, role in rule.escalations))
        yield from self.known(entry, "role", roles, self.world.roles)
        yield from self.known(entry, "reading", (rule.reading,), self.readings)
        yield from self.known(entry, "compartment", (rule.told_in,), self.world.compartments)
        yield from self.page(entry, rule.page)
        yield from self.clock(entry, rule)
        if not rule.satisfied_by:
            yield self.fault(entry, "nothing meets it", "Name in met_by or needs_all what meets it.")
        if rule.blocks and not rule.refusal:
            yield self.fault(entry, "it blocks without a word", "Say in refusal what people read then.")

    def clock(self, entry: str, rule: Rule) -> Iterator[Fault]:
        window, duration = rule.window, rule.duration
        if window and not 0 <= window.earliest <= window.latest:
            yield self.fault(
                entry, f"window {window} runs backwards", "Give the earliest day first, none below 0."
            )
        if duration and duration.amount <= 0:
            yield self.fault(entry, f"duration {duration} is not positive", "Give an amount above 0.")
        if rule.recurs and duration is None:
            yield self.fault(entry, "it recurs without an interval", "Give a duration.")
        if rule.before and duration is None:
            yield self.fault(entry, "it runs back without a duration", "Give a duration.")
        if rule.has_clock is False and (rule.reminders or rule.escalations):
            yield self.fault(entry, "it reminds without a date", "Give a clock, or no reminders.")


def _one_of(known: Iterable[str]) -> str:
    return f"Use one of: {', '.join(sorted(known))}."


def _twice(file: str, what: str, keys: list[str]) -> Iterator[Fault]:
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Fault(file, f"{what} {key}", "it is there twice", "Give each a key of its own.")


def _stages(one: Procedure, check: _Check) -> Iterator[Fault]:
    keys = [stage.key for stage in one.stages]
    yield from _twice(check.file, "stage", keys)
    reached = _reachable(one)
    for stage in one.stages:
        entry = f"stage {stage.key}"
        if stage.key not in reached:
            yield check.fault(entry, "it cannot be reached", "Add a transition that leads to it.")
        if not stage.is_final and not any(one.transitions_from(stage.key)):
            yield check.fault(entry, "it is a dead end", "Mark it is_final, or add a way on.")
    for outcome in one.outcomes:
        yield from check.known(f"outcome {outcome.key}", "stage", (outcome.stage,), keys)


def _reachable(one: Procedure) -> set[str]:
    reached: set[str] = set()
    waiting = [one.first_stage.key]
    while waiting:
        stage = waiting.pop()
        if stage not in reached:
            reached.add(stage)
            waiting += [transition.target for transition in one.transitions_from(stage)]
    return reached


def _transitions(one: Procedure, check: _Check) -> Iterator[Fault]:
    stages = {stage.key for stage in one.stages}
    for way in one.transitions:
        entry = f"transition {way.source} to {way.target}"
        yield from check.known(entry, "stage", (way.source, way.target), stages)
        yield from check.known(entry, "role", way.by, check.world.roles)
        if way.page:
            yield from check.page(entry, way.page)
        for condition in way.waits_for:
            yield from check.known(entry, "condition's milestone", condition.any_of, check.milestones)
            yield from check.page(entry, condition.page)


def _letters(one: Procedure, check: _Check) -> Iterator[Fault]:
    leaflets = {leaflet.code for leaflet in one.leaflets}
    yield from _twice(check.file, "letter", [letter.code for letter in (*one.letters, *one.leaflets)])
    for letter in (*one.letters, *one.leaflets):
        entry = f"letter {letter.code}"
        yield from check.known(
            entry, "milestone", (letter.milestone, letter.acknowledged, letter.follows), check.milestones
        )
        yield from check.known(entry, "leaflet", letter.encloses, leaflets)
        yield from check.known(entry, "role", (letter.to_role,), check.world.roles)
        yield from check.known(entry, "kind of body", (letter.body_kind,), check.world.bodies)
        if not check.world.has_letter(letter.template):
            yield check.fault(
                entry, f"its text “{letter.template}” does not exist", "Add the text of the letter."
            )


def _others(one: Procedure, check: _Check) -> Iterator[Fault]:
    yield from _twice(check.file, "milestone", [kind.key for kind in one.milestones])
    for kind in one.milestones:
        yield from check.known(f"milestone {kind.key}", "role", kind.recorded_by, check.world.roles)
        yield from check.known(
            f"milestone {kind.key}", "compartment", (kind.told_in,), check.world.compartments
        )
    yield from check.known("of_one_round", "milestone", one.of_one_round, check.milestones)
    yield from _twice(check.file, "method", [method.key for method in one.methods])
    for meeting in one.meetings:
        entry = f"meeting {meeting.key}"
        yield from check.known(entry, "milestone", (meeting.milestone,), check.milestones)
        yield from check.known(entry, "role", meeting.also_invites, check.world.roles)
        for page in filter(None, (meeting.papers, meeting.leads_to, meeting.called_at)):
            yield from check.page(entry, page)


def _chain(one: Chain, file: str) -> Iterator[Fault]:
    yield from _twice(file, "signature", [one.first, *(step.name for step in one.steps), one.last])


def _cycles(one: Procedure, file: str) -> Iterator[Fault]:
    """Clocks that wait for each other: none of them could ever be expected."""
    after = {rule.key: _clocks_behind(rule, one.rules) for rule in one.rules if _counts(rule)}
    for key in sorted(after):
        if key in _behind(key, after):
            yield Fault(
                file,
                f"rule {key}",
                "its clock waits for itself, by way of others",
                "Let one of them count from an event that none of them brings about.",
            )


def _counts(rule: Rule) -> bool:
    return rule.duration is not None or rule.window is not None


def _clocks_behind(rule: Rule, rules: Iterable[Rule]) -> set[str]:
    """The clocks whose first way of being met is what this one counts from."""
    start = rule.before or rule.trigger
    return {other.key for other in rules if _counts(other) and start in other.satisfied_by[:1]}


def _behind(key: str, after: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(after[key])
    while waiting:
        other = waiting.pop()
        if other not in found:
            found.add(other)
            waiting += after.get(other, set())
    return found
