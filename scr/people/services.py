"""Inviting people, keeping agencies and the board's standing posts."""

from collections.abc import Collection
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from scr.audit.services import note, save_recorded
from scr.celery import wake
from scr.people.mailing import tell
from scr.people.models import Agency, Appointment, Board, ExternalBody, User
from scr.people.sessions import end_sessions


class Refused(Exception):
    """Something about people that cannot be done; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def posts_of(user: Any, *, today: date) -> set[str]:
    """The roles of the standing posts that somebody holds on a day."""
    return set(Appointment.objects.standing_on(today).filter(user_id=user.pk).values_list("role", flat=True))


def is_administrator(user: Any, *, today: date) -> bool:
    """Whether somebody holds the standing post of board administrator on a day."""
    return user.is_authenticated and "administrator" in posts_of(user, today=today)


def require_post(user: Any, *roles: str, today: date) -> None:
    """Let only those read who hold one of some posts today. Raises PermissionDenied for others."""
    if not posts_of(user, today=today) & set(roles):
        raise PermissionDenied("Your posts on the board do not open this page.")


def require_administrator(user: Any, *, today: date) -> None:
    """Let only the board's administrators keep people and agencies. Raises PermissionDenied for others."""
    if not is_administrator(user, today=today):
        raise PermissionDenied("Only the board's administrator can do this.")


def set_up_board(*, name: str, by: User | None, now: datetime, jurisdiction: str = "ENG") -> Board:
    """Name the board of this installation; the first act in an empty database."""
    board = Board(name=name, jurisdiction=jurisdiction)
    save_recorded(board, by=by, at=now, act="board_set_up")
    return board


def allow_emailed_codes(board: Board, allowed: bool, *, by: User, now: datetime) -> Board:
    """Say whether a code by e-mail is second step enough for those whose role does not ask for more."""
    require_administrator(by, today=localdate(now))
    board.emailed_codes_allowed = allowed
    save_recorded(board, by=by, at=now, act="emailed_codes_ruled", allowed=allowed)
    return board


def changes_of_emailed_codes(board: Board) -> list[Any]:
    """The versions of the board that changed the rule on codes by e-mail, the newest first."""
    versions = list(board.history.select_related("history_user").order_by("history_date", "history_id"))
    before = [None, *(one.emailed_codes_allowed for one in versions)]
    changed = [one for one, was in zip(versions, before, strict=False) if one.emailed_codes_allowed != was]
    return changed[::-1]


def add_agency(
    *, name: str, short_name: str, by: User | None, now: datetime, is_on_board: bool = True
) -> Agency:
    agency = Agency(name=name, short_name=short_name, is_on_board=is_on_board)
    save_recorded(agency, by=by, at=now, act="agency_added")
    return agency


def choose_own_rules(
    agency: Agency, key: str, *, installed: Collection[str], by: User, now: datetime
) -> Agency:
    """Say which rules of its own an agency follows, "" for none; they are pinned when it joins a case.

    `installed` are the keys that this installation knows. Raises Refused for another one.
    """
    require_administrator(by, today=localdate(now))
    if key and key not in installed:
        raise Refused("These rules are not installed.")
    agency.overlay_key = key
    save_recorded(agency, by=by, at=now, act="own_rules_chosen", rules=key)
    return agency


def save_body(body: ExternalBody, *, by: User | None, now: datetime) -> ExternalBody:
    """Keep a body outside as it now is; what it was stays in its history, since letters went to it."""
    act = "body_added" if body._state.adding else "body_changed"
    save_recorded(body, by=by, at=now, act=act, kind=body.kind)
    return body


def invite(
    *,
    email: str,
    full_name: str,
    by: User | None,
    now: datetime,
    job_title: str = "",
    agency: Agency | None = None,
    board: ExternalBody | None = None,
) -> User:
    """Make an account that its holder opens by choosing a password from the link in the invitation.

    Raises Refused for an address that has an account.
    """
    user = User(
        email=email.lower(),
        full_name=full_name,
        job_title=job_title,
        agency=agency,
        board=board,
        invited_at=now,
        is_active=True,
    )
    user.set_unusable_password()
    try:
        with transaction.atomic():  # a savepoint, so that the refusal leaves a caller's transaction in use
            save_recorded(user, by=by, at=now, act="person_invited")
    except IntegrityError as taken:
        raise Refused("Somebody with this email address has an account already.") from taken
    return user


@transaction.atomic
def send_invitation(user: User, *, by: User, now: datetime) -> None:
    """Send the link with which somebody chooses a first password; it works once, for three days.

    The link is made when the transaction is committed and is kept nowhere.
    """
    if not user.is_active:
        raise Refused("This account is closed.")
    note("invitation_sent", by=by, at=now, subject=user)
    transaction.on_commit(partial(_deliver_invitation, user))


def _deliver_invitation(user: User) -> None:
    """Where it fails, the administrator sees who never signed in and sends it again."""
    tell(user, "people/email/invitation", {"board": Board.objects.first(), "url": password_link(user)})


def ask_for_password_link(email: str) -> None:
    """Have the worker send a link to whoever has this address.

    When nobody has it the worker is woken in the same way, so that the time it takes tells nothing.
    """
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    wanted = str(user.pk if user else uuid4())
    transaction.on_commit(partial(wake, "scr.people.tasks.send_password_link", wanted))


def deliver_password_link(user_id: UUID) -> None:
    """Send somebody the link to a new password. Nobody's id sends nothing."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user:
        tell(user, "account/email/password_reset_key", {"password_reset_url": password_link(user)})


def password_link(user: User) -> str:
    """The address at which somebody chooses a password; a secret, since it opens the account."""
    kwargs = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return settings.PUBLIC_URL + reverse("account_reset_password_from_key", kwargs=kwargs)


def disable(user: User, *, by: User, now: datetime) -> None:
    """Close an account for good: its sessions end at once, its records stay. Raises Refused for one's own."""
    if user.pk == by.pk:
        raise Refused("You cannot close your own account. Ask another administrator.")
    if not user.is_active:
        raise Refused("This account is closed already.")
    user.is_active = False
    save_recorded(user, by=by, at=now, act="person_disabled")
    end_sessions(user, now=now)


@transaction.atomic
def remove_factors(user: User, *, by: User, now: datetime) -> None:
    """Take away the second steps of somebody who has lost them, and sign them out; they are told by e-mail.

    Raises Refused for one's own, which are removed with a code or a passkey, and where there are none.
    """
    require_administrator(by, today=localdate(now))
    if user.pk == by.pk:
        raise Refused("You cannot do this for yourself. Ask another administrator.")
    factors = Authenticator.objects.filter(user_id=user.pk)
    if not factors.exists():
        raise Refused("No second step is set up for this account.")
    factors.delete()
    note("factors_removed", by=by, at=now, subject=user)
    end_sessions(user, now=now)
    transaction.on_commit(partial(tell, user, "account/email/account_changed", {"act": "factors_removed"}))


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
    """Give somebody a standing post on the board or its panel (seed 004, section 2).

    Raises Refused for somebody of another board: they take part in joint reviews, and in no other case.
    """
    if user.board_id is not None:
        raise Refused(f"{user} is of another board and holds no post on this one.")
    appointment = Appointment(user=user, role=role, post=post, since_on=since, until_on=until)
    save_recorded(appointment, by=by, at=now, act="post_given", role=role)
    return appointment


def end_appointment(appointment: Appointment, *, until: date, by: User, now: datetime) -> Appointment:
    """Let a post end; from `until` on it is no longer held. Raises Refused for the last administrator's.

    Who loses the post today is signed out everywhere, except in ending the own.
    """
    posts = Appointment.objects.standing_on(until).filter(role="administrator")
    if appointment.role == "administrator" and not posts.exclude(pk=appointment.pk).exists():
        raise Refused("Give another person the post of administrator first: nobody would be left in it.")
    appointment.until_on = until
    save_recorded(appointment, by=by, at=now, act="post_ended", role=appointment.role)
    if until <= localdate(now) and appointment.user_id != by.pk:
        end_sessions(appointment.user, now=now)
    return appointment


def standing(role: str, *, on: date) -> list[Appointment]:
    """Who holds a role on a day, whatever the case."""
    found: Any = Appointment.objects.standing_on(on).filter(role=role).select_related("user")
    return list(found)
