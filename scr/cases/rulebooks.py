"""The rules that run on a case: its procedure's, each agency's own, and what the board has set for them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from scr.cases.models import Case, CaseAgency, RuleSetting
from scr.people.models import Agency
from scr.procedures import overlay
from scr.procedures.rule import Rule


@dataclass(frozen=True)
class Book:
    """Rules of one origin; those of an overlay run for its agency only."""

    rules: tuple[Rule, ...]
    overlay: str = ""
    agency: Agency | None = None


def books_of(case: Case) -> Iterator[Book]:
    """The rule books of a case, with the board's settings as they are now."""
    yield Book(rules_of(case))
    with_own_rules = CaseAgency.objects.filter(case=case).exclude(overlay="").select_related("agency")
    for joined in with_own_rules:
        yield Book(overlay(joined.overlay).rules, joined.overlay, joined.agency)


def rules_of(case: Case) -> tuple[Rule, ...]:
    """The rules of a case's procedure with what the board has set; an empty setting takes one back.

    A length counts for deadlines that open from now on. Another trigger counts for cases opened since it was
    set: on a running case it may have happened already, and the deadline would be lost or come twice.
    """
    rows = list(RuleSetting.objects.filter(procedure_key=case.procedure_key))
    lengths = _newest(rows)
    triggers = _newest(row for row in rows if row.set_at <= case.opened_at)
    return tuple(
        in_force(rule, lengths.get(rule.key), triggers.get(rule.key)) for rule in case.procedure.rules
    )


def settings_of(procedure_key: str) -> dict[str, RuleSetting]:
    """The newest setting of each rule of a procedure; one that takes another back is among them."""
    return _newest(RuleSetting.objects.filter(procedure_key=procedure_key).select_related("set_by"))


def _newest(rows: Iterable[RuleSetting]) -> dict[str, RuleSetting]:
    """The newest row of each rule; they come newest first."""
    newest: dict[str, RuleSetting] = {}
    for row in rows:
        newest.setdefault(row.rule_key, row)
    return newest


def in_force(rule: Rule, length: RuleSetting | None, start: RuleSetting | None) -> Rule:
    if length and length.duration:
        rule = replace(rule, duration=length.duration)
    return replace(rule, trigger=start.trigger) if start and start.trigger else rule
