"""A case at the end of its review, for tests of the action plan: plain functions that call the services."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from actionplans.models import Action
from actionplans.services import add_action, receive_plan, write_strategy
from actionplans.states import Stream
from actionplans.updates import Attachment
from scr.cases.models import Case
from scr.cases.participation import add_participant
from scr.cases.services import move, record_milestone
from scr.people.models import User
from tests.cast import D0, Cast, make_case, make_cast, person

MEETING = datetime(2007, 10, 31, 9, 30, tzinfo=UTC)
SIX_MONTHS = datetime(2008, 4, 30, 22, 59, 59, tzinfo=UTC)  # the end of the day in London, in summer time
NINE_MONTHS = datetime(2008, 7, 31, 22, 59, 59, tzinfo=UTC)
DUE = date(2008, 3, 31)
REPORT = Attachment("Audit of files.csv", b"file,seen\n1,yes\n")

# What each move waits for, in the order of the procedure.
PATH = (
    (("panel_consulted",), "consulting"),
    (("criteria_meeting_held", "recommendation_recorded"), "considered"),
    (("decided",), "decided"),
    (("review_instigated",), "review_open"),
    (("letter_h_issued",), "scoping"),
    (("terms_signed",), "agency_reviews"),
    (("review_waived",), "presentations"),
    ((), "overview_drafting"),
    (("overview_submitted",), "fair_representation"),
    (("overview_agreed",), "panel_agreed"),
    (("endorsed",), "endorsed"),
)
OF_AGENCIES = ("letter_h_issued", "review_waived")


@dataclass
class Stage:
    """The people of the plan and their case, endorsed and not yet received."""

    cast: Cast
    case: Case
    housing_owner: User
    operations: User


def at(days: int) -> datetime:
    """A moment some days after the meeting that received the plan."""
    return MEETING + timedelta(days=days)


BEFORE, AFTER = at(-1), at(1)


def set_stage(*, stage: str = "endorsed") -> Stage:
    cast = make_cast()
    owner = person("Olga Owner", agency=cast.housing)
    operations = person("Opal Operations")
    return Stage(cast, case_at(stage, cast, owner, operations), owner, operations)


def further_case(first: Stage, *, stage: str = "endorsed") -> Stage:
    """Another case of the same people."""
    case = case_at(stage, first.cast, first.housing_owner, first.operations)
    return Stage(first.cast, case, first.housing_owner, first.operations)


def case_at(stage: str, cast: Cast, owner: User, operations: User) -> Case:
    case = make_case(cast)
    admin = cast.administrator
    add_participant(case, owner, role="action_owner", agency=cast.housing, by=admin, now=D0)
    add_participant(case, operations, role="operations_board", by=admin, now=D0)
    return walk(case, cast, until=stage)


def walk(case: Case, cast: Cast, *, until: str) -> Case:
    """Take a case through its stages, a day each; "referred" leaves it where it is."""
    if until == case.stage:
        return case
    for day, (milestones, target) in enumerate(PATH, start=1):
        now = D0 + timedelta(days=day)
        for key in milestones:
            for agency in (cast.housing, cast.health) if key in OF_AGENCIES else (None,):
                record_milestone(case, key, by=cast.chair, now=now, agency=agency)
        case = move(case, target, by=cast.chair, now=now)
        if target == until:
            break
    return case


def agree(stage: Stage, *, now: datetime = BEFORE, **changes: Any) -> Action:
    """An action of Housing's from the overview report, unless said otherwise."""
    values: dict[str, Any] = {
        "stream": Stream.OVERVIEW,
        "agency": stage.cast.housing,
        "recommendation_ref": "OR 1",
        "recommendation_text": "Housing should tell health visitors of a move within two days.",
        "what": "Send a notice of every move of a family with a child under five",
        "owner_post": "Head of Lettings",
        "due_on": DUE,
        "outcome": "No family is lost sight of when it moves",
        "measure": "Nine of ten notices arrive within two days",
        "monitoring": "Head of Lettings reports to the board every quarter",
    }
    return add_action(stage.case, **(values | changes), by=stage.cast.administrator, now=now)


def agree_own(stage: Stage, **changes: Any) -> Action:
    """One of the board's own actions."""
    return agree(stage, stream=Stream.BOARD, agency=None, what="Write a procedure for moves", **changes)


def receive(stage: Stage, *, held_at: datetime = MEETING, now: datetime = AFTER) -> None:
    """Write the strategy and record the receipt; the stage's case is monitored afterwards."""
    admin = stage.cast.administrator
    write_strategy(
        stage.case,
        dissemination="A debriefing for practitioners, and training in every agency",
        monitoring="The panel reads the plan every quarter",
        version=0,
        by=admin,
        now=at(-1),
    )
    receive_plan(stage.case, held_at=held_at, by=admin, now=now)
    stage.case.refresh_from_db()
