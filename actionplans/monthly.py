"""An agency's own part of the plan: begun at once, and looked at every month (seed 002, section 3.12)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from actionplans.models import Action, ActionUpdate, MonthlyLook
from actionplans.policy import require_reporter_for
from actionplans.recommendations import Recommended, recommendations
from actionplans.rounds import Progress, require_every, to_report
from actionplans.services import require_running
from actionplans.standings import Standing
from actionplans.states import Stream
from actionplans.updates import update_action
from scr.cases.audiences import Kind
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import MONTHS, london_day, moment_words
from scr.people.models import Agency, User

MONTHS_SHOWN = 12


def month_of(moment: date) -> date:
    """The first day of the month in London."""
    return london_day(moment).replace(day=1)


def month_words(month: date) -> str:
    """May 2007"""
    return f"{MONTHS[month.month - 1]} {month.year}"


@dataclass(frozen=True)
class Month:
    """One month of an agency's plan: whether its group looked, and how many actions were spoken of."""

    first: date
    look: MonthlyLook | None
    updates: int

    @property
    def name(self) -> str:
        return month_words(self.first)


def own_recommendations(case: Case, agency: Agency, *, user: Any) -> list[Recommended]:
    """What the agency recommended to itself over its chief officer's name, as far as somebody reads it."""
    found = recommendations(case, user=user)
    return [one for one in found if one.stream is Stream.AGENCY_REVIEW and agency in one.agencies]


def to_look_at(case: Case, agency: Agency, now: datetime, *, user: Any = None) -> list[Standing]:
    """The agency's open actions of which nobody has said anything this month."""
    waiting = to_report(case, agency, now, user=user)
    return [one for one in waiting if one.latest is None or month_of(one.latest.said_at) != month_of(now)]


def months_of(case: Case, agency: Agency, now: datetime, *, user: Any) -> list[Month]:
    """The last months of an agency's plan, newest first, from its first action on; three queries."""
    actions = Action.objects.visible_to(user).filter(case=case, agency=agency)
    first = actions.order_by("added_at").values_list("added_at", flat=True).first()
    if first is None:
        return []
    looks = {one.month: one for one in _looks(case, agency, user)}
    said = ActionUpdate.objects.visible_to(user).filter(case=case, action__agency=agency)
    spoken = {(month_of(at), action) for at, action in said.values_list("said_at", "action_id")}
    counts = Counter(month for month, _ in spoken)
    back = _months_back(month_of(now), month_of(first))
    return [Month(month, looks.get(month), counts[month]) for month in back]


def _looks(case: Case, agency: Agency, user: Any) -> Any:
    rows = MonthlyLook.objects.visible_to(user).filter(case=case, agency=agency)
    return rows.select_related("looked_by")


def _months_back(newest: date, oldest: date) -> list[date]:
    found: list[date] = []
    month = newest
    while month >= oldest and len(found) < MONTHS_SHOWN:
        found.append(month)
        month = (month - timedelta(days=1)).replace(day=1)
    return found


@act
def look_at_month(
    case: Case,
    agency: Agency,
    entries: Sequence[Progress],
    *,
    group: str,
    words: str,
    by: User,
    now: datetime,
) -> MonthlyLook:
    """Record that the agency's group looked at its actions this month, with a word on each that lacks one.

    All is saved or none. Raises NotTheMoment on a case that has ended, for a plan without an action, the
    second time in a month, and when an action is left out.
    """
    require_reporter_for(case, agency, by=by)
    case = lock(case)
    require_running(case)
    month = month_of(now)
    _require_first(case, agency, month)
    require_every(to_look_at(case, agency, now), entries)
    for one in entries:
        update_action(
            one.action,
            said=one.said,
            progress=one.progress,
            outcome=one.outcome,
            files=one.files,
            by=by,
            now=now,
        )
    row = MonthlyLook(
        case=case,
        compartment=compartment_of(case, Kind.PLAN, agency),
        agency=agency,
        month=month,
        group=group,
        words=words,
        actions=len(entries),
        looked_at=now,
        looked_by=by,
    )
    record(row, by=by, now=now, act="month_looked_at", actions=row.actions)
    return row


def _require_first(case: Case, agency: Agency, month: date) -> None:
    there = (
        MonthlyLook.objects.filter(case=case, agency=agency, month=month).select_related("looked_by").first()
    )
    if there:
        raise NotTheMoment(
            f"{there.looked_by} recorded {month_words(month)} at {moment_words(there.looked_at)}. "
            "You can still report on a single action."
        )
    if not Action.objects.filter(case=case, agency=agency).exists():
        raise NotTheMoment("This agency has no action yet. Begin with one of its recommendations.")
