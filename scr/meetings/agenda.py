"""The agenda of a meeting, item by item."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from scr.cases.policy import NotTheMoment, require
from scr.cases.scoping import agenda_of
from scr.cases.writing import act, lock, record
from scr.meetings.models import AgendaItem, Meeting
from scr.people.models import User
from scr.people.roles import Do
from scr.procedures.model import Question


def check_can_change(meeting: Meeting) -> None:
    """Raises NotTheMoment for a meeting that was held: its agenda and papers are what it had before it."""
    if meeting.held_at is not None:
        raise NotTheMoment("This meeting has been held: its agenda and papers can no longer be changed.")


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The items that stand, in their order."""
    return list(AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True))


def _open(meeting: Meeting, by: User) -> Meeting:
    require(by, Do.ARRANGE_MEETING, case=meeting.case)
    lock(meeting.case)
    meeting.refresh_from_db()
    check_can_change(meeting)
    return meeting


@act
def add_item(
    meeting: Meeting,
    *,
    title: str,
    by: User,
    now: datetime,
    introduced_by: str = "",
    minutes: int | None = None,
) -> AgendaItem:
    """Put a matter at the end of the agenda. Raises NotTheMoment once the meeting was held."""
    meeting = _open(meeting, by)
    return _add(meeting, title=title, introduced_by=introduced_by, minutes=minutes, by=by, now=now)


def _add(meeting: Meeting, *, by: User, now: datetime, **what: Any) -> AgendaItem:
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(at=Max("position"))["at"] or 0
    item = AgendaItem(
        case=meeting.case, compartment=meeting.compartment, meeting=meeting, position=last + 1, **what
    )
    record(item, by=by, now=now, act="agenda_item_added")
    return item


def missing_from(meeting: Meeting) -> list[Question]:
    """What a meeting of this kind takes up that does not stand on its agenda."""
    there = {item.question for item in items_of(meeting)}
    return [one for one in agenda_of(meeting.case, meeting.kind_now) if one.key not in there]


@act
def add_matters(meeting: Meeting, *, by: User, now: datetime) -> None:
    """Put what a meeting of this kind takes up on its agenda, as far as it is not there."""
    meeting = _open(meeting, by)
    for one in missing_from(meeting):
        _add(meeting, title=one.text, question=one.key, by=by, now=now)


@act
def change_item(
    item: AgendaItem,
    *,
    title: str,
    by: User,
    now: datetime,
    introduced_by: str = "",
    minutes: int | None = None,
) -> AgendaItem:
    """Word a matter anew; its history keeps how it was."""
    _open(item.meeting, by)
    item.refresh_from_db()
    item.title, item.introduced_by, item.minutes = title, introduced_by, minutes
    record(item, by=by, now=now, act="agenda_item_changed")
    return item


@act
def move_up(item: AgendaItem, *, by: User, now: datetime) -> None:
    """Take a matter before the one above it; the first one stays."""
    meeting = _open(item.meeting, by)
    items = items_of(meeting)
    place = next((number for number, one in enumerate(items) if one.pk == item.pk), 0)
    if place:
        above, below = items[place - 1], items[place]
        above.position, below.position = below.position, above.position
        for one in (above, below):
            record(one, by=by, now=now, act="agenda_item_moved")


@act
def remove_item(item: AgendaItem, *, by: User, now: datetime) -> None:
    """Take a matter off the agenda; its papers stay papers of the meeting."""
    _open(item.meeting, by)
    item.refresh_from_db()
    if item.removed_at is None:
        item.removed_at = now
        record(item, by=by, now=now, act="agenda_item_removed")
