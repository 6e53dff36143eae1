"""What the panel makes of a released review and asks about it, with tokens planted in it."""

from __future__ import annotations

from chronology.models import Entry
from reviews.models import QueryMessage
from reviews.rubric import RUBRIC, Mark
from reviews.services.quality import Judged, assess
from reviews.services.queries import Question, answer, ask
from scr.people.models import Agency
from tests.access_scene import World, day

READ = day(63)


def look_at(world: World, agency: Agency) -> None:
    """A member judges the review, and asks about a passage and a row."""
    _assess(world, agency)
    _ask(world, agency)


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
