"""The meetings of the demo case: arranged some days before, recorded when they are over."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from scr.meetings.agenda import items_of
from scr.meetings.attending import invited
from scr.meetings.models import Meeting
from scr.meetings.notes import Note, take_notes
from scr.meetings.services import arrange, record_held
from scr.pages.demo import timetable
from scr.pages.demo.agencies import AGENCIES
from scr.pages.demo.replay import gatherings
from scr.pages.demo.replay.minutes import MINUTES
from scr.pages.demo.replay.play import Act, Play
from scr.pages.demo.texts_terms import VERSION_1
from scr.pages.demo.timetable import Step
from scr.people.models import User

# Steps of the timetable, and what the procedure calls such a meeting.
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
PLACES = {
    "practitioners": "Millbeck Hall",
    "board": "Civic Centre, Council Chamber",
}
PLACE = "Civic Centre, Committee Room 2"
ARRANGED_BEFORE = 4  # working days
LASTS = timedelta(hours=2)
GUESTS = {
    "board": ("overview.author", "lay.member", "lead.member"),
    "panel": ("overview.author",),
    "operations_board": ("operations.chair", "training.manager"),
}


def acts(play: Play) -> Iterator[Act]:
    for step in timetable.STEPS:
        if step.what in KINDS:
            day = play.working_day(step.day, -ARRANGED_BEFORE)
            yield play.act(day, "14:00", _arrange, step)
            yield from _acts_before_the_end(play, step)
            yield Act(_starts_at(play, step) + LASTS, partial(_hold, play, step))


def _acts_before_the_end(play: Play, step: Step) -> Iterator[Act]:
    """What agencies answer the day before, and what is written down while the panel meets."""
    if step.what == "practitioner_meeting":
        yield Act(_starts_at(play, step) - timedelta(days=1), partial(_answer, play, step))
    if step.what == "scoping_meeting":
        yield Act(_starts_at(play, step) + LASTS / 2, partial(_take_notes, play, step))


def held(play: Play, what: str) -> Meeting:
    """The last meeting that was held of a step's kind."""
    return Meeting.objects.filter(case_id=play.case_id, kind=KINDS[what], held_at__isnull=False).latest(
        "held_at"
    )


def _starts_at(play: Play, step: Step) -> datetime:
    return play.at(step.day, step.time)


def _arrange(play: Play, step: Step, now: datetime) -> None:
    kind = KINDS[step.what]
    if kind in gatherings.LED_BY:
        gatherings.call(play, kind, _starts_at(play, step), PLACES.get(kind, PLACE), now)
        return
    arrange(
        play.case,
        kind=kind,
        starts_at=_starts_at(play, step),
        place=PLACES.get(kind, PLACE),
        agenda=MINUTES[kind].agenda,
        by=play.administrator,
        now=now,
    )


def _hold(play: Play, step: Step, now: datetime) -> None:
    kind, starts_at = KINDS[step.what], _starts_at(play, step)
    meeting = _meeting(play, step)
    panel = [part.user_id for part in invited(play.case)]
    record_held(
        meeting,
        held_at=starts_at,
        present=[*panel, *(one.pk for one in _guests(play, step))],
        apologies=[],
        minutes=play.say(MINUTES[kind].settled),
        by=play.administrator,
        now=now,
    )
    if kind in gatherings.LED_BY:
        gatherings.follow_up(play, meeting, now)


def _meeting(play: Play, step: Step) -> Meeting:
    return Meeting.objects.get(case_id=play.case_id, kind=KINDS[step.what], starts_at=_starts_at(play, step))


def _answer(play: Play, step: Step, now: datetime) -> None:
    gatherings.answer(play, _meeting(play, step), now)


def _take_notes(play: Play, step: Step, now: datetime) -> None:
    """The administrator writes down each answer while the panel meets."""
    meeting = _meeting(play, step)
    said = {one.key: play.say(one.text) for one in VERSION_1.answers}
    items = [item for item in items_of(meeting) if item.question in said]
    notes = [Note(item.pk, said[item.question], item.revision) for item in items]
    take_notes(meeting, notes, by=play.administrator, now=now)


def _guests(play: Play, step: Step) -> list[User]:
    kind = KINDS[step.what]
    named = [play.people[who] for who in GUESTS.get(kind, ())]
    return [*named, *(play.author(key) for key in _presenting(step))]


def _presenting(step: Step) -> list[str]:
    """The agencies whose reviewers come."""
    if step.what == "author_briefing":
        return [one.key for one in AGENCIES]
    return step.detail["agencies"].split() if step.what == "presentation" else []
