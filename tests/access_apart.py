"""Who stands apart on the case: conflicts, a substitute, independence, staff involved, an emergency."""

from __future__ import annotations

from datetime import timedelta

from scr.cases.emergency import open_in_emergency
from scr.cases.independence import INDEPENDENT, name_involved, state_independence
from scr.cases.models import Nomination, Participant
from scr.cases.participation import add_participant, recuse
from scr.people.models import Agency
from scr.people.services import appoint
from tests.access_scene import World
from tests.cast import D0, person

SOON = D0 + timedelta(hours=2)


def stand_apart(world: World) -> None:
    """All of it from the first day on, in Housing and elsewhere."""
    world.forget()
    _point_at_who_left(world)
    _name_substitute(world)
    for agency in (world.cast.housing, world.cast.health):
        _declare_independence(world, agency)
        _name_involved(world, agency)
    _open_in_emergency(world)


def _point_at_who_left(world: World) -> None:
    left = Participant.objects.filter(case=world.case, recused_at__isnull=False)
    for role, agency in (("panel_member", None), ("agency_author", world.cast.housing)):
        thing = "room" if agency else "board"
        world.point("left", thing, left.get(role=role).pk, agency)


def _name_substitute(world: World) -> None:
    """Somebody in each of two agencies has left and a colleague is named, whom nobody has approved yet."""
    case, by = world.case, world.cast.administrator
    for agency in (world.cast.housing, world.police):
        leaver, colleague = (person(f"{name} {agency.short_name}", agency=agency) for name in ("Lea", "Sol"))
        part = add_participant(case, leaver, role="action_owner", agency=agency, by=by, now=D0)
        recuse(part, reason="Knows the family.", substitute=colleague, by=by, now=SOON)
        world.point("nomination", "room", Nomination.objects.get(left=part).pk, agency)


def _declare_independence(world: World, agency: Agency) -> None:
    author, officer = world.authors[agency.pk]
    stated = state_independence(
        world.case,
        author,
        role="agency_author",
        agency=agency,
        answers=INDEPENDENT,
        words=f"Came last year. {world.token('room', agency)}",
        by=officer,
        now=SOON,
    )
    world.point("statement", "room", stated.pk, agency)


def _name_involved(world: World, agency: Agency) -> None:
    _, officer = world.authors[agency.pk]
    named = name_involved(
        world.case,
        agency,
        full_name=f"Ina {world.token('room', agency)}",
        is_manager=False,
        by=officer,
        now=SOON,
    )
    world.point("involved", "room", named.pk, agency)


def _open_in_emergency(world: World) -> None:
    """Somebody new on the board's panel opened the case for some hours of its first day."""
    reader = person("Erin Emergency")
    appoint(reader, role="panel_member", by=world.cast.administrator, now=D0, since=D0.date())
    reason = f"A child may be at risk. {world.token('panel')}"
    access = open_in_emergency(reference=world.case.reference, reason=reason, by=reader, now=SOON)
    assert access is not None
    world.point("access", "panel", access.pk)
