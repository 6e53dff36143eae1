"""The meetings of the demo case: arranged some days before, recorded when they are over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from scr.cases.models import Participant
from scr.meetings.models import Meeting
from scr.meetings.services import arrange, invited, record_held
from scr.pages.demo import timetable
from scr.pages.demo.agencies import agency
from scr.pages.demo.minutes import MINUTES
from scr.pages.demo.replay.play import Play
from scr.pages.demo.timetable import Step
from scr.people.models import User

# Steps of the timetable and the procedure's kinds of meetings.
KINDS = {
    "panel_meeting": "criteria",
    "scoping_meeting": "scoping",
    "author_briefing": "briefing",
    "practitioner_meeting": "practitioners",
    "presentation": "presentation",
    "panel_agreement": "panel",
    "endorsement": "board",
    "operations_board": "operations_board",
}
AUTHORS_COME_TO = frozenset({"briefing", "presentation"})
PLACE = "Westmarch Civic Centre, Committee Room 2"


@dataclass(frozen=True)
class Sitting:
    """A meeting of the timetable; `number` counts those of the same kind from 0."""

    step: Step
    number: int


def sittings(what: str) -> Iterator[Sitting]:
    found = (step for step in timetable.STEPS if step.what == what)
    yield from (Sitting(step, number) for number, step in enumerate(found))


def arrange_for(play: Play, what: str, number_or_now: int | datetime, now: datetime | None = None) -> None:
    raise NotImplementedError


def hold(play: Play, step: Step, now: datetime) -> None:
    raise NotImplementedError


def _unused() -> tuple[object, ...]:
    return Participant, Meeting, arrange, invited, record_held, agency, MINUTES, User, timedelta
