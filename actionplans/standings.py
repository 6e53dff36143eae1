"""The plan as somebody may see it: each action with its state, computed in a fixed number of queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from actionplans.models import Action, ActionUpdate, Evidence
from actionplans.states import OFF_THE_OWNERS_DESK, SETTLED, STATES, State, state_of
from scr.cases.models import Case, Duty
from scr.dates import london_day

ACTION_RULE = "ACTION"


@dataclass(frozen=True)
class Standing:
    """An action and where it stands at a moment; `due_at` is the due moment that holds now, in UTC."""

    action: Action
    state: State
    due_at: datetime | None
    latest: ActionUpdate | None

    @property
    def said(self) -> str | None:
        return self.latest.said if self.latest else None

    @property
    def is_settled(self) -> bool:
        return self.said in SETTLED

    @property
    def is_with_owner(self) -> bool:
        """Whether the next word is the owner's."""
        return self.said not in OFF_THE_OWNERS_DESK

    @property
    def has_moved(self) -> bool:
        """Whether the date that holds now is not the one agreed at first."""
        return self.due_at is not None and london_day(self.due_at) != self.action.due_on


def standings(case: Case, now: datetime, *, user: Any = None) -> list[Standing]:
    """Every action of a case in the order of its numbers: those open to `user`, or all for the services."""
    said = newest_updates(_open_to(user, ActionUpdate.objects).filter(case=case))
    due = _due_moments(_open_to(user, Duty.objects).filter(case=case, rule_key=ACTION_RULE))
    found = _open_to(user, Action.objects).filter(case=case).select_related("agency", "person")
    return [_standing(action, said.get(action.pk), due.get(action.pk), now) for action in found]


def _open_to(user: Any, rows: Any) -> Any:
    return rows.all() if user is None else rows.visible_to(user)


def standing_of(action: Action, now: datetime) -> Standing:
    """Where one action stands."""
    latest = ActionUpdate.objects.filter(action=action).select_related("said_by").order_by("number").last()
    due = _due_moments(Duty.objects.filter(case=action.case_id, rule_key=ACTION_RULE, subject_id=action.pk))
    return _standing(action, latest, due.get(action.pk), now)


def _standing(
    action: Action, latest: ActionUpdate | None, due_at: datetime | None, now: datetime
) -> Standing:
    return Standing(action, state_of(latest.said if latest else None, due_at, now), due_at, latest)


def newest_updates(updates: Any) -> dict[UUID, ActionUpdate]:
    """The newest update of each action, in one query."""
    newest = updates.order_by("action_id", "-number").distinct("action_id").select_related("said_by")
    return {update.action_id: update for update in newest}


def _due_moments(duties: Any) -> dict[UUID, datetime]:
    """The due moment of each action's newest duty: one sent back has a duty for each agreed date."""
    rows = duties.order_by("opened_at", "due_at").values_list("subject_id", "due_at")
    return dict(rows)


def counts(found: Iterable[Standing]) -> list[tuple[State, int]]:
    """How many actions are in each state, in the order in which states are shown."""
    number = Counter(one.state.key for one in found)
    return [(state, number[state.key]) for state in STATES]


def timeline(action: Action, *, user: Any) -> list[tuple[ActionUpdate, list[Evidence]]]:
    """What was said about an action, newest first, each with its evidence: two queries."""
    updates = ActionUpdate.objects.visible_to(user).filter(action=action).select_related("said_by")
    evidence = Evidence.objects.visible_to(user).filter(update__action=action).select_related("document")
    shown: dict[UUID, list[Evidence]] = {}
    for one in evidence:
        shown.setdefault(one.update_id, []).append(one)
    return [(update, shown.get(update.pk, [])) for update in updates.order_by("-number")]
