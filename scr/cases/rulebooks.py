"""The rules that run on a case: its procedure's, each agency's own, and what the board has set for them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scr.cases.models import Case, CaseAgency, RuleSetting
from scr.people.models import Agency
from scr.procedures import overlay
from scr.procedures.model import Rule


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
    """The rules of a case's procedure, with the board's settings as they are now."""
    settings = settings_of(case.procedure_key)
    return tuple(in_force(rule, settings.get(rule.key)) for rule in case.procedure.rules)


def settings_of(procedure_key: str) -> dict[str, RuleSetting]:
    """The newest setting of each rule of a procedure; one that takes another back is among them."""
    rows = RuleSetting.objects.filter(procedure_key=procedure_key).select_related("set_by")
    return {row.rule_key: row for row in reversed(rows)}


def in_force(rule: Rule, setting: RuleSetting | None) -> Rule:
    """A rule with what the board has set for it; an empty setting takes an earlier one back."""
    if setting is None:
        return rule
    if setting.duration:
        rule = replace(rule, duration=setting.duration)
    return replace(rule, trigger=setting.trigger) if setting.trigger else rule
