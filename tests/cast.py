"""A small board for tests: plain functions that call the services, never set a field."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from scr.cases.models import Case
from scr.cases.participation import add_participant, add_standing
from scr.cases.services import join_agency, open_case, record_milestone
from scr.people.models import Agency, User
from scr.people.services import add_agency, appoint, invite, set_up_board

# A Monday in the past, so that access which begins then holds by the database's own clock.
D0 = datetime(2007, 3, 5, 9, 40, tzinfo=UTC)


@dataclass
class Cast:
    """The people of a board with two agencies, each with a chief officer and a reviewer."""

    administrator: User
    chair: User
    panel_member: User
    other_panel_member: User
    overview_author: User
    outsider: User
    housing: Agency
    health: Agency
    housing_author: User
    housing_officer: User
    health_author: User
    health_officer: User
    by_name: dict[str, User] = field(default_factory=dict)


@dataclass
class Scene:
    """The people of a board and their case."""

    cast: Cast
    case: Case


def person(name: str, *, agency: Agency | None = None, by: User | None = None) -> User:
    email = f"{name.lower().replace(' ', '.')}@westmarch.example"
    return invite(email=email, full_name=name, agency=agency, by=by, now=D0 - timedelta(days=60))


def make_cast() -> Cast:
    """The board, its agencies and its people; posts are held from 60 days before D0."""
    before = D0 - timedelta(days=60)
    set_up_board(name="Westmarch Local Safeguarding Children Board", by=None, now=before)
    administrator = person("Alma Admin")
    housing = add_agency(name="Westmarch Housing", short_name="Housing", by=administrator, now=before)
    health = add_agency(
        name="Westmarch Community Health", short_name="Community Health", by=administrator, now=before
    )
    cast = Cast(
        administrator=administrator,
        chair=person("Cora Chair"),
        panel_member=person("Pat Panel"),
        other_panel_member=person("Quinn Panel"),
        overview_author=person("Olive Overview"),
        outsider=person("Otto Outsider"),
        housing=housing,
        health=health,
        housing_author=person("Hanna Housing", agency=housing),
        housing_officer=person("Hugo Housing", agency=housing),
        health_author=person("Nia Health", agency=health),
        health_officer=person("Noel Health", agency=health),
    )
    posts = (
        (administrator, "administrator"),
        (cast.chair, "chair"),
        (cast.panel_member, "panel_member"),
        (cast.other_panel_member, "panel_member"),
    )
    for user, role in posts:
        appoint(user, role=role, by=administrator, now=before, since=before.date())
    return cast


def make_case(cast: Cast, *, now: datetime = D0) -> Case:
    """A referred case with the panel and both agencies with their people on it."""
    case = open_case(by=cast.administrator, now=now)
    record_milestone(case, "referral_received", by=cast.administrator, now=now)
    add_standing(case, "panel_member", by=cast.administrator, now=now)
    for agency, author, officer in (
        (cast.housing, cast.housing_author, cast.housing_officer),
        (cast.health, cast.health_author, cast.health_officer),
    ):
        join_agency(case, agency, by=cast.administrator, now=now)
        for user, role in ((author, "agency_author"), (officer, "chief_officer")):
            add_participant(case, user, role=role, agency=agency, by=cast.administrator, now=now)
    return case


def referred() -> Scene:
    """The board with the case of ``make_case``."""
    cast = make_cast()
    return Scene(cast, make_case(cast))
