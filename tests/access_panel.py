"""What the panel makes of a released review, with tokens planted in it."""

from __future__ import annotations

from reviews.rubric import RUBRIC, Mark
from reviews.services.quality import Judged, assess
from scr.people.models import Agency
from tests.access_scene import World, day

READ = day(63)


def look_at(world: World, agency: Agency) -> None:
    """A member judges the review."""
    _assess(world, agency)


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
