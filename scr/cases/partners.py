"""With which boards a review is run jointly, and who of them may take part."""

from typing import Any

from scr.cases.models import Arrangement, Case
from scr.cases.policy import NotTheMoment
from scr.people.models import ExternalBody, User
from scr.people.roles import FOR_OTHER_BOARDS, ROLES, names_of
from scr.procedures.joint import BOARDS, JOINT


def arrangements_on(case: Case) -> dict[object, Arrangement]:
    """How the review is run with each other board, by the board's id: the newest record of each."""
    return _newest(Arrangement.objects.filter(case=case))


def _newest(rows: Any) -> dict[object, Arrangement]:
    in_order = rows.select_related("interest__body").order_by("recorded_at")
    return {row.interest.body_id: row for row in in_order}


def joint_boards(case: Case) -> list[ExternalBody]:
    """The other boards with which the review is run jointly, by name."""
    return _joint(arrangements_on(case))


def joint_boards_seen(case: Case, user: Any) -> list[ExternalBody]:
    """The same, as far as somebody may see it."""
    return _joint(_newest(Arrangement.objects.visible_to(user).filter(case=case)))


def _joint(arrangements: dict[object, Arrangement]) -> list[ExternalBody]:
    found = [row.interest.body for row in arrangements.values() if row.mode == JOINT]
    return sorted(found, key=str)


def require_partner(case: Case, user: User, role: str) -> None:
    """Raise NotTheMoment for somebody of another board without a joint review, or in a role that is ours.

    Chair and administrator stay ours: they decide, sign and say who takes part. The other board's Chair sits
    on the enlarged panel.
    """
    if user.board_id is None:
        return
    if role not in FOR_OTHER_BOARDS:
        raise NotTheMoment(
            f"{user} is of another board. Its people take part as: {', '.join(names_of(FOR_OTHER_BOARDS))}."
        )
    if user.board_id not in {body.pk for body in joint_boards(case)}:
        raise NotTheMoment(f"The review is not run jointly with {user.board}.", BOARDS)


def post_of(user: User, role: str, post: str) -> str:
    """The post of somebody as every list shows it: for another board's people with its name."""
    if user.board_id is None:
        return post
    return f"{post or ROLES[role].name}, {user.board}"[:80]
