"""What the panel makes of a released review and asks about it, with tokens planted in it."""

from __future__ import annotations

from chronology.models import Entry
from reviews.models import QueryMessage
from reviews.rubric import RUBRIC, Mark
from reviews.services.lessons import Lesson, note_lesson, say_of_lesson, share_lesson
from reviews.services.presentations import Said, Slot, note_presentation, set_timetable
from reviews.services.quality import Judged, assess
from reviews.services.queries import Question, answer, ask
from reviews.services.staff import (
    Debriefing,
    Event,
    Taking,
    arrange_event,
    join_event,
    note_debrief,
    note_discipline,
    note_staff_told,
)
from scr.cases.approach import set_approach
from scr.meetings.services import arrange
from scr.people.models import Agency
from tests.access_scene import World, day

READ = day(63)


def look_at(world: World, agency: Agency) -> None:
    """A member judges the review and asks about it, its presentation is set, and something is learned."""
    _assess(world, agency)
    _ask(world, agency)
    _present(world, agency)
    _learn(world)


def _assess(world: World, agency: Agency) -> None:
    words = world.token("panel")
    assessed = assess(
        world.case,
        agency,
        answers={one.key: Judged(Mark.PARTLY, words) for one in RUBRIC},
        verdict="amend",
        remarks=world.token("panel"),
        revision=0,
        by=world.cast.other_panel_member,
        now=READ,
    )
    arguments = {"agency_id": agency.pk}
    world.point("quality", "panel", agency.pk, arguments=arguments)
    world.point("assessment", "panel", assessed.pk)


def _ask(world: World, agency: Agency) -> None:
    def token() -> str:
        return world.token("exchange", agency)

    case, by, answer_by = world.case, world.cast.other_panel_member, day(73).date()
    entry = Entry.objects.get(case=case, agency=agency)
    for question in (
        Question(token(), answer_by, section=token(), quoted=token()),
        Question(token(), answer_by, entry=entry),
    ):
        query = ask(case, agency, question=question, by=by, now=READ)
        answer(query, words=token(), seen=1, by=world.authors[agency.pk][0], now=READ)
        world.point("query", "exchange", query.pk, agency)
    message = QueryMessage.objects.filter(case=case, is_from_agency=False).first()
    assert message is not None
    world.point("message", "exchange", message.pk, agency)
    world.point("entry", "chronology", entry.pk, agency)


def _present(world: World, agency: Agency) -> None:
    """One meeting whose order is set and of which it was noted what was said."""
    by = world.cast.administrator
    meeting = arrange(world.case, kind="presentation", starts_at=day(64), by=by, now=READ)
    world.point("sitting", "panel", meeting.pk)
    slot = Slot(agency.pk, 30, f"The reviewer {world.token('exchange', agency)}")
    (row,) = set_timetable(meeting, slots=[slot], revision=0, by=by, now=READ)
    words = world.token("exchange", agency)
    said = Said(questions=words, clarified=words, recommendations=words)
    note_presentation(row, said=said, revision=row.revision, by=by, now=day(65))
    world.point("presentation", "exchange", row.pk, agency)


def _learn(world: World) -> None:
    """Lessons in each place where they lie, and what is noted about two agencies' staff."""
    cast = world.cast
    set_approach(world.case, method="systems_approach", is_independent=False, by=cast.chair, now=READ)
    for agency in (cast.housing, cast.health):
        _note_lessons(world, agency)
        _note_staff(world, agency)
    words = f"The board learned {world.token('panel')}"
    boards = note_lesson(world.case, None, lesson=_lesson(words), by=cast.chair, now=READ)
    world.point("lesson", "panel", boards.pk)
    event = arrange_event(
        world.case, event=Event("A day of learning", day(90)), by=cast.administrator, now=READ
    )
    world.point("learning", "board", event.pk)
    taking = Taking(f"Officers {world.token('room', cast.housing)}", 2, "Their manager")
    join_event(event, cast.housing, taking=taking, by=world.authors[cast.housing.pk][0], now=READ)


def _lesson(words: str) -> Lesson:
    return Lesson(words, words, "Head of service", day(80).date())


def _note_lessons(world: World, agency: Agency) -> None:
    author, _ = world.authors[agency.pk]
    for is_handed_on in (False, True):
        words = f"We learned {world.token('private', agency)}"
        own = note_lesson(world.case, agency, lesson=_lesson(words), by=author, now=READ)
        said = f"Begun {world.token('private', agency)}"
        say_of_lesson(own, said="in_hand", words=said, by=author, now=READ)
        world.point("lesson", "private", own.pk, agency)
        if is_handed_on:
            wording = _lesson(f"We learned {world.token('exchange', agency)}")
            shared = share_lesson(own, wording=wording, by=author, now=READ)
            world.point("lesson", "exchange", shared.pk, agency)


def _note_staff(world: World, agency: Agency) -> None:
    """Told, debriefed, and the day of a referral: that was told, the board sees as well."""
    case, by, on = world.case, world.authors[agency.pk][0], READ.date()
    who = f"The team {world.token('room', agency)}"
    told = note_staff_told(case, agency, on=on, who=who, how="At a meeting", by=by, now=READ)
    world.point("staff", "room", told.pk, agency, arguments={"kind": "told"})
    words = world.token("private", agency)
    said = Debriefing(who=words, led_by=words, words=words, support=words)
    debrief = note_debrief(case, agency, on=on, debriefing=said, by=by, now=READ)
    world.point("staff", "private", debrief.pk, agency, arguments={"kind": "debrief"})
    referral = note_discipline(case, agency, on=on, by=by, now=READ)
    world.point("staff", "private", referral.pk, agency, arguments={"kind": "discipline"})
