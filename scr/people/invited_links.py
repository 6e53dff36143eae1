"""Links for people without an account: each lets one person do one thing, once.

A room that wants something of such a person invites them here, guards its pages with ``link_required``
(scr/people/link_requests.py), and calls ``use_link`` in the service that takes in what they send. Whoever
holds the link acts as nobody of the application's users: ``by`` is None, and history and audit name the link.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from scr.audit.services import save_recorded
from scr.people.mailing import tell
from scr.people.models import Board, CodeBy, InvitedLink, User
from scr.people.services import Refused, require_administrator

TOKEN_OCTETS = 32
MAIL = "people/email/invited_link"


class LinkClosed(Refused):
    """What a link was for is done or over; its holder is shown the page that says what to do."""


def token_hash(token: str) -> str:
    """What is kept of a token. It is random and long, so that a fast hash is as good as a slow one."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite_by_link(
    *,
    purpose: str,
    full_name: str,
    email: str,
    by: User,
    now: datetime,
    case_id: UUID | None = None,
    compartment_id: UUID | None = None,
    subject_id: UUID | None = None,
    mail: str = MAIL,
    code_by: str = CodeBy.EMAIL,
    until: datetime | None = None,
) -> tuple[InvitedLink, str]:
    """Send somebody without an account a link, and return it with the token, which is kept nowhere.

    `purpose` is the name of the address at which they begin. `mail` names the templates of the e-mail
    (`_subject.txt`, `_message.txt`), which are told `board`, `url` and `until` and hold no fact of the case.
    `code_by` is how the code of a second step comes to them, where there is one. The link opens until then,
    and for as long as links do in any case.
    For a link of a case the caller has asked the policy, and works on the case. Raises PermissionDenied for
    one of the board from somebody who is not its administrator.
    """
    if case_id is None:
        require_administrator(by, today=localdate(now))
    reverse(purpose)  # a name that leads nowhere fails here and not with whoever opens the link
    token = secrets.token_urlsafe(TOKEN_OCTETS)
    usually = now + timedelta(days=settings.INVITED_LINK_DAYS)
    link = InvitedLink(
        token_hash=token_hash(token),
        purpose=purpose,
        case_id=case_id,
        compartment_id=compartment_id,
        subject_id=subject_id,
        full_name=full_name,
        email=email.lower(),
        code_by=code_by,
        invited_by=by,
        invited_at=now,
        expires_at=max(usually, until or usually),
    )
    save_recorded(link, by=by, at=now, act="link_sent", purpose=purpose)
    transaction.on_commit(partial(_deliver, link, token, mail))
    return link, token


def _deliver(link: InvitedLink, token: str, mail: str) -> None:
    """Where it fails, whoever invited sees that nothing came back, and sends another one."""
    address = settings.PUBLIC_URL + reverse("people:open_link", args=[token])
    tell(link, mail, {"board": Board.objects.first(), "url": address, "until": link.expires_at})


@transaction.atomic
def end_link(link: InvitedLink, *, by: User, now: datetime) -> InvitedLink:
    """Call a link back before it was used. Raises Refused when it is used, over or ended already.

    For a link of a case the caller has asked the policy, and works on the case.
    """
    if link.case_id is None:
        require_administrator(by, today=localdate(now))
    link = InvitedLink.objects.select_for_update().get(pk=link.pk)
    if not link.is_open(now):
        raise Refused("This link opens nothing any more: it was used, is over, or was ended.")
    link.ended_at = now
    save_recorded(link, by=by, at=now, act="link_ended", purpose=link.purpose)
    return link


@transaction.atomic
def use_link(link: InvitedLink, *, now: datetime, subject_id: UUID | None = None) -> InvitedLink:
    """Use a link up, in the transaction that takes in what its holder sends; `subject_id` is what came of it.

    Of two at once the second waits here for the first. For a link of a case the caller works on the case.
    Raises LinkClosed the second time, and when the link is over or ended.
    """
    link = InvitedLink.objects.select_for_update().get(pk=link.pk)
    if not link.is_open(now):
        raise LinkClosed("This link opens nothing any more.")
    link.used_at = now
    link.subject_id = subject_id or link.subject_id
    save_recorded(link, by=None, at=now, act="link_used", purpose=link.purpose)
    return link


def link_of_token(token: str) -> UUID | None:
    """The id of the link that a token belongs to, in whatever state; a stranger is told no more than that."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT link_of_token(%s)", [token_hash(token)])
        return cursor.fetchone()[0]


def held(link_id: UUID) -> InvitedLink | None:
    """The link of whoever holds it, within ``holding``."""
    return InvitedLink.objects.filter(pk=link_id).first()


def board_links(purpose: str, *, by: User, now: datetime) -> Any:
    """The links of one purpose that belong to no case, the newest first, for the board's administrators."""
    require_administrator(by, today=localdate(now))
    return InvitedLink.objects.filter(purpose=purpose, case_id__isnull=True).select_related("invited_by")
