"""Noting by hand what no room's own act tells of, such as a body outside that was told."""

from datetime import datetime
from typing import Any

from scr.cases.models import Case, Milestone
from scr.cases.policy import NotTheMoment, NotYourRole, parts_of
from scr.cases.rulebooks import books_of
from scr.cases.services import record_milestone, withdraw
from scr.cases.undoing import undo
from scr.cases.writing import act, lock
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures import model as procedures


def keys_by_hand(case: Case) -> list[str]:
    """The keys of the events that people note by hand, also of those that no rule speaks of any more."""
    return [one.key for one in case.procedure.milestones if one.recorded_by]


def noted_events(case: Case) -> list[procedures.Milestone]:
    """The events that people note by hand, of those that a rule of the case speaks of."""
    spoken_of = {event for book in books_of(case) for rule in book.rules for event in rule.events}
    return [one for one in case.procedure.milestones if one.recorded_by and one.key in spoken_of]


def noted_by_hand(user: Any, case: Case) -> list[procedures.Milestone]:
    """Those of them that somebody may note."""
    roles = {part.role for part in parts_of(user, case)}
    return [one for one in noted_events(case) if roles & set(one.recorded_by)]


def is_about_agency(kind: procedures.Milestone) -> bool:
    return "{agency}" in kind.sentence


def require_noter(case: Case, key: str, agency: Agency | None, *, by: User) -> None:
    """Raise NotYourRole unless somebody notes an event, or takes it back."""
    if not may_note(case, key, agency, by):
        raise NotYourRole(Do.NOTE_EVENT, case.procedure.milestone(key).recorded_by)


def may_note(case: Case, key: str, agency: Agency | None, user: Any) -> bool:
    """Whether somebody notes an event, or takes it back: for their own agency, or for the case."""
    kind = case.procedure.milestone(key)
    parts = [part for part in parts_of(user, case) if part.role in kind.recorded_by]
    return any(not part.is_for_agency or (agency and part.agency_id == agency.pk) for part in parts)


@act
def take_back(milestone: Milestone, *, reason: str, by: User, now: datetime) -> None:
    """Say that what was noted did not happen; what followed from it is undone, and both stay on record.

    Raises NotYourRole for what somebody else notes, NotTheMoment for what was taken back already.
    """
    case = lock(milestone.case)
    require_noter(case, milestone.key, milestone.agency, by=by)
    if Milestone.objects.filter(withdraws=milestone).exists():
        raise NotTheMoment("This was taken back already.")
    withdraw(milestone, by=by, now=now, note=reason)
    undo(milestone, by=by, now=now)


@act
def note_event(
    case: Case,
    key: str,
    *,
    happened_at: datetime,
    note: str,
    by: User,
    now: datetime,
    agency: Agency | None = None,
) -> Milestone:
    """Note that something happened, and how one knows; deadlines that wait for it are met.

    Raises NotYourRole for an event that somebody else notes, or another agency's, NotTheMoment for one
    that lies ahead.
    """
    case = lock(case)
    require_noter(case, key, agency, by=by)
    if happened_at > now:
        raise NotTheMoment("This is noted once it has happened. Enter a moment that has passed.")
    return record_milestone(case, key, happened_at=happened_at, agency=agency, note=note, by=by, now=now)
