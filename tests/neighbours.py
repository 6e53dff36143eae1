"""Other boards, for tests: concerned by a case, and joint reviews with them, by the services."""

from __future__ import annotations

from datetime import date
from typing import Any

from scr.cases.boards import Settled, arrange, save_interest, settle_matter
from scr.cases.models import Arrangement, BoardInterest, Case
from scr.people.models import ExternalBody, User
from scr.people.services import invite, save_body
from scr.procedures.joint import CHAIRS, JOINT, MATTERS
from tests.cast import D0, Cast


def neighbour(cast: Cast, name: str = "Ashvale Safeguarding Children Board") -> ExternalBody:
    return save_body(
        ExternalBody(name=name, kind="board", address="1 High Street"), by=cast.administrator, now=D0
    )


def concerned(case: Case, body: ExternalBody, *, by: User, now: Any = D0) -> BoardInterest:
    return save_interest(
        case, body, interest="The child lived there for a year", chair="Vera Vale", by=by, now=now
    )


def settled(mode: str = JOINT, **more: Any) -> Settled:
    given: dict[str, Any] = {
        "words": "Both boards have much to do with it",
        "decided_on": D0.date(),
        "settled_by": CHAIRS,
        "our_chair_on": D0.date(),
        "their_chair_on": D0.date(),
    }
    return Settled(mode, **(given | more))


def joint_with(case: Case, body: ExternalBody, *, by: User) -> Arrangement:
    return arrange(concerned(case, body, by=by), settled(), by=by, now=D0)


def settle_all(case: Case, *, by: User, on: date | None = None) -> None:
    for one in MATTERS:
        settle_matter(case, one.key, words=f"Settled: {one.key}", settled_on=on or D0.date(), by=by, now=D0)


def somebody_of(body: ExternalBody, cast: Cast, name: str = "Vera Vale") -> User:
    return invite(
        email=f"{name.lower().replace(' ', '.')}@ashvale.example",
        full_name=name,
        board=body,
        by=cast.administrator,
        now=D0,
    )
