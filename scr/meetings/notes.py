"""What was settled, item by item: taken down while a meeting runs, and with that its minutes begin."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from scr.cases.policy import NotTheMoment, require
from scr.cases.writing import act, lock, record
from scr.meetings.agenda import items_of
from scr.meetings.models import AgendaItem, Meeting
from scr.people.models import User
from scr.people.roles import Do


@dataclass(frozen=True)
class Note:
    """What somebody typed on an item, and the save of it that they started from."""

    item_id: UUID
    text: str
    revision: int


class Overtaken(NotTheMoment):
    """Somebody else wrote on some of the same items in the meantime; `items` are as they stand now."""

    def __init__(self, items: Collection[AgendaItem]) -> None:
        super().__init__("Somebody else wrote on the same items. What you typed is kept here; compare both.")
        self.items = items


def check_is_running(meeting: Meeting) -> None:
    if meeting.held_at is not None:
        raise NotTheMoment("This meeting is recorded as held. Correct its minutes instead.")


@act
def take_notes(meeting: Meeting, notes: Iterable[Note], *, by: User, now: datetime) -> int:
    """Keep what was settled, and say on how many items it is new. Two people may write on different items.

    Raises NotTheMoment once the meeting is recorded as held, Overtaken where another changed the same item
    since: then nothing is saved.
    """
    require(by, Do.ARRANGE_MEETING, case=meeting.case)
    lock(meeting.case)
    meeting.refresh_from_db()
    check_is_running(meeting)
    items = {item.pk: item for item in items_of(meeting)}
    changed = [(items[one.item_id], one) for one in notes if one.item_id in items]
    changed = [(item, one) for item, one in changed if one.text not in (item.settled, _base(item, one))]
    overtaken = [item for item, one in changed if item.revision != one.revision]
    if overtaken:
        raise Overtaken(overtaken)
    for item, one in changed:
        item.settled, item.revision, item.settled_by = one.text, item.revision + 1, by
        record(item, by=by, now=now, act="settled_noted", revision=item.revision)
    return len(changed)


def _base(item: AgendaItem, note: Note) -> str:
    """What stood there when somebody began to type."""
    if note.revision == item.revision:
        return item.settled
    earlier = item.history.filter(revision=note.revision).first()
    return earlier.settled if earlier else ""


def minutes_from(items: Iterable[AgendaItem]) -> str:
    """What was taken down so far, as the minutes begin."""
    return "\n\n".join(f"{item.title}\n{item.settled}" for item in items if item.settled)
