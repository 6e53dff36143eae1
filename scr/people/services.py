"""Inviting people, keeping agencies and the board's standing posts."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from scr.audit.services import save_recorded
from scr.people.models import Agency, Appointment, Board, User


def is_administrator(user: Any, *, today: date) -> bool:
    """Whether somebody holds the standing post of board administrator on a day."""
    posts = Appointment.objects.standing_on(today)
    return user.is_authenticated and posts.filter(user_id=user.pk, role="administrator").exists()


def require_administrator(user: Any, *, today: date) -> None:
    """Let only the board's administrators keep people and agencies. Raises PermissionDenied for others."""
    if not is_administrator(user, today=today):
        raise PermissionDenied("Only the board's administrator can do this.")


def set_up_board(*, name: str, by: User | None, now: datetime, jurisdiction: str = "ENG") -> Board:
    """Name the board of this installation; the first act in an empty database."""
    board = Board(name=name, jurisdiction=jurisdiction)
    save_recorded(board, by=by, at=now, act="board_set_up")
    return board


def add_agency(
    *, name: str, short_name: str, by: User | None, now: datetime, is_on_board: bool = True
) -> Agency:
    agency = Agency(name=name, short_name=short_name, is_on_board=is_on_board)
    save_recorded(agency, by=by, at=now, act="agency_added")
    return agency


def invite(
    *,
    email: str,
    full_name: str,
    by: User | None,
    now: datetime,
    job_title: str = "",
    agency: Agency | None = None,
) -> User:
    """Make an account that its holder opens by choosing a password from the link in the invitation."""
    user = User(
        email=email.lower(),
        full_name=full_name,
        job_title=job_title,
        agency=agency,
        invited_at=now,
        is_active=True,
    )
    user.set_unusable_password()
    save_recorded(user, by=by, at=now, act="person_invited")
    return user


def disable(user: User, *, by: User, now: datetime) -> None:
    """Close an account for good; its records stay."""
    user.is_active = False
    save_recorded(user, by=by, at=now, act="person_disabled")


def appoint(
    user: User,
    *,
    role: str,
    by: User | None,
    now: datetime,
    since: date,
    post: str = "",
    until: date | None = None,
) -> Appointment:
    """Give somebody a standing post on the board or its panel (seed 004, section 2)."""
    appointment = Appointment(user=user, role=role, post=post, since_on=since, until_on=until)
    save_recorded(appointment, by=by, at=now, act="post_given", role=role)
    return appointment


def end_appointment(appointment: Appointment, *, until: date, by: User, now: datetime) -> Appointment:
    appointment.until_on = until
    save_recorded(appointment, by=by, at=now, act="post_ended", role=appointment.role)
    return appointment


def standing(role: str, *, on: date) -> list[Appointment]:
    """Who holds a role on a day, whatever the case."""
    found: Any = Appointment.objects.standing_on(on).filter(role=role).select_related("user")
    return list(found)
