"""The board, its agencies, its people and their standing posts."""

from collections.abc import Iterable
from datetime import datetime

from scr.pages.demo import agencies, people
from scr.pages.demo.agencies import AGENCIES, BOARD_NAME, HARROWDALE
from scr.pages.demo.people import PEOPLE, DemoPerson
from scr.pages.demo.replay.play import Play, login
from scr.people.models import User
from scr.people.services import add_agency, appoint, invite, set_up_board

SET_UP_DAY = -420
STANDING_ROLES = (
    "administrator",
    "chair",
    "panel_member",
    "legal_adviser",
    "board_member",
    "operations_board",
    "auditor",
)
# Sits on the panel of one case only, in the place of somebody who declares a conflict.
SUBSTITUTES = frozenset({"education.substitute"})


def set_up(play: Play, now: datetime) -> None:
    """Found the board with its nine agencies, and invite everybody but the neighbours."""
    set_up_board(name=BOARD_NAME, by=None, now=now)
    first = next(one for one in PEOPLE if "administrator" in one.roles)
    administrator = _invite(play, first, None, now)
    _add_agencies(play, AGENCIES, administrator, now)
    neighbours = people.author_of(HARROWDALE.key), people.chief_officer_of(HARROWDALE.key)
    for one in PEOPLE:
        if one not in (first, *neighbours):
            _invite(play, one, administrator, now)
    for one in PEOPLE:
        if one not in neighbours:
            _give_posts(play, one, administrator, now)


def bring_in_neighbours(play: Play, now: datetime) -> None:
    """Add the contributor from the neighbouring county with its two people."""
    _add_agencies(play, [HARROWDALE], play.administrator, now)
    for one in (people.author_of(HARROWDALE.key), people.chief_officer_of(HARROWDALE.key)):
        _invite(play, one, play.administrator, now)


def _add_agencies(play: Play, wanted: Iterable[agencies.Agency], by: User, now: datetime) -> None:
    for one in wanted:
        play.agencies[one.key] = add_agency(
            name=one.name, short_name=one.short_name, by=by, now=now, is_on_board=not one.is_neighbour
        )


def _invite(play: Play, one: DemoPerson, by: User | None, now: datetime) -> User:
    user = invite(
        email=one.email,
        full_name=one.name,
        job_title=one.job_title,
        agency=play.agencies[one.agency] if one.agency else None,
        by=by,
        now=now,
    )
    play.people[login(one.email)] = user
    return user


def _give_posts(play: Play, one: DemoPerson, by: User, now: datetime) -> None:
    if login(one.email) in SUBSTITUTES:
        return
    for role in one.roles:
        if role in STANDING_ROLES:
            user = play.people[login(one.email)]
            appoint(user, role=role, post=one.post, by=by, now=now, since=now.date())
