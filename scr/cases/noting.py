"""Noting by hand what no room's own act tells of, such as a body outside that was told."""

from datetime import datetime
from typing import Any

from django.db import transaction

from scr.cases.models import Case, Milestone
from scr.cases.policy import NotTheMoment, NotYourRole, parts_of
from scr.cases.rulebooks import books_of
from scr.cases.services import record_milestone
from scr.cases.writing import lock
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures import model as procedures


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


@transaction.atomic
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
    kind = case.procedure.milestone(key)
    parts = [part for part in parts_of(by, case) if part.role in kind.recorded_by]
    if not any(not part.is_for_agency or (agency and part.agency_id == agency.pk) for part in parts):
        raise NotYourRole(Do.NOTE_EVENT)
    if happened_at > now:
        raise NotTheMoment("This is noted once it has happened. Enter a moment that has passed.")
    return record_milestone(case, key, happened_at=happened_at, agency=agency, note=note, by=by, now=now)
