"""The rules that run on a case: its procedure's, each agency's own, and what the board has set for them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scr.cases.models import Case, CaseAgency, RuleSetting
from scr.people.models import Agency
from scr.procedures import overlay
from scr.procedures.model import Rule
from scr.procedures.timing import Basis, Duration, Unit


@dataclass(frozen=True)
class Book:
    """Rules of one origin; those of an overlay run for its agency only."""

    rules: tuple[Rule, ...]
    overlay: str = ""
    agency: Agency | None = None


def books_of(case: Case) -> Iterator[Book]:
    """The rule books of a case, with the board's settings as they are now."""
    settings = _settings(case.procedure_key)
    yield Book(tuple(in_force(rule, settings.get(rule.key)) for rule in case.procedure.rules))
    with_own_rules = CaseAgency.objects.filter(case=case).exclude(overlay="").select_related("agency")
    for joined in with_own_rules:
        yield Book(overlay(joined.overlay).rules, joined.overlay, joined.agency)


def _settings(procedure_key: str) -> dict[str, RuleSetting]:
    rows = RuleSetting.objects.filter(procedure_key=procedure_key)
    return {row.rule_key: row for row in reversed(rows)}


def in_force(rule: Rule, setting: RuleSetting | None) -> Rule:
    """A rule with what the board has set for it; an empty setting takes an earlier one back."""
    if setting is None:
        return rule
    if setting.amount:
        rule = replace(rule, duration=Duration(setting.amount, Unit(setting.unit), Basis.BOARD))
    return replace(rule, trigger=setting.trigger) if setting.trigger else rule
