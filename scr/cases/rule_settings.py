"""What the board sets where procedures leave it open: which one new cases get, and figures of its own."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from scr.audit.services import save_recorded
from scr.cases.models import RuleSetting
from scr.cases.rulebooks import settings_of
from scr.people.models import Board, User
from scr.people.services import Refused, require_administrator
from scr.procedures import PROCEDURES, newest
from scr.procedures.rule import Rule
from scr.procedures.timing import Basis, Unit

# A longer clock is a slip of the hand in any unit: procedures count in days, weeks and months.
MOST = 366


@transaction.atomic
def choose_procedure(key: str, *, by: User, now: datetime) -> Board:
    """Say which procedure new cases get; live ones stay as they are. Raises Refused for an unknown key."""
    require_administrator(by, today=localdate(now))
    if key not in {known for known, _ in PROCEDURES}:
        raise Refused("This procedure is not installed.")
    board = Board.objects.select_for_update().get()
    board.procedure_key = key
    save_recorded(board, by=by, at=now, act="procedure_chosen", procedure=key)
    return board


def is_figure_open(rule: Rule) -> bool:
    """Whether the board may set how long there is: where the source does not state it, or nobody checked."""
    return rule.duration is not None and rule.duration.basis in (Basis.ASSUMED, Basis.UNVERIFIED)


def is_open_to_board(rule: Rule) -> bool:
    """Whether a procedure's rule leaves the board anything to set: its figure, or from when it counts."""
    return is_figure_open(rule) or bool(rule.other_triggers)


def set_rule(
    procedure_key: str,
    rule_key: str,
    *,
    reason: str,
    by: User,
    now: datetime,
    amount: int | None = None,
    unit: str = "",
    trigger: str = "",
) -> RuleSetting:
    """Set the board's own figure for a rule, or from when it counts, for deadlines that open afterwards.

    Raises Refused for a figure that the source states and for a trigger that the rule does not offer.
    """
    rule = newest(procedure_key).rule(rule_key)
    if amount is None and not trigger:
        raise Refused("Enter a figure, or choose from when it counts.")
    _refuse_figure(rule, amount, unit)
    if trigger and trigger not in (rule.trigger, *rule.other_triggers):
        raise Refused("The procedure does not offer to count from this.")
    row = RuleSetting(
        procedure_key=procedure_key,
        rule_key=rule_key,
        amount=amount,
        unit=unit if amount else "",
        trigger=trigger,
        reason=reason,
    )
    return _save(row, act="rule_set", by=by, now=now)


def _refuse_figure(rule: Rule, amount: int | None, unit: str) -> None:
    if amount is None:
        return
    if not is_figure_open(rule):
        raise Refused("The source states this figure, so the board cannot set another one.")
    if not 1 <= amount <= MOST or unit not in list(Unit):
        raise Refused(f"Enter a whole number from 1 to {MOST}, and what is counted.")


def set_back(procedure_key: str, rule_key: str, *, reason: str, by: User, now: datetime) -> RuleSetting:
    """Let the procedure's own value hold again. Raises Refused where the board has set none."""
    standing = settings_of(procedure_key).get(rule_key)
    if standing is None or standing.is_set_back:
        raise Refused("The board has set nothing here, so there is nothing to set back.")
    row = RuleSetting(procedure_key=procedure_key, rule_key=rule_key, reason=reason)
    return _save(row, act="rule_set_back", by=by, now=now)


def _save(row: RuleSetting, act: str, *, by: User, now: datetime) -> RuleSetting:
    require_administrator(by, today=localdate(now))
    row.set_at, row.set_by = now, by
    facts = {"amount": row.amount, "unit": row.unit, "trigger": row.trigger}
    save_recorded(row, by=by, at=now, act=act, procedure=row.procedure_key, rule=row.rule_key, **facts)
    return row
