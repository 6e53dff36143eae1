"""The code for who came by an invited link: by e-mail it shows that the mailbox is theirs, now and here.

Whoever invited may read it out on the telephone instead, to somebody whose mailbox others open as well.
"""

from datetime import datetime

from allauth.core.ratelimit import consume
from django.db import transaction
from django.http import HttpRequest

from scr.people.emailed_codes import code_context, code_hash, fresh_code, is_it
from scr.people.mailing import tell
from scr.people.models import CodeBy, InvitedLink, LinkCode


def issue_link_code(link: InvitedLink, *, now: datetime) -> str:
    """A new code for a link; the one before it stops working. Only its keyed hash is stored."""
    code = fresh_code()
    LinkCode.objects.update_or_create(
        link=link, defaults={"hash": code_hash(link.pk, code), "sent_at": now, "tries": 0}
    )
    return code


@transaction.atomic
def accept_link_code(link: InvitedLink, typed: str, *, now: datetime) -> bool:
    """Whether this is the link's code: once, for 15 minutes, at the fifth try at the latest."""
    waiting = LinkCode.objects.select_for_update().filter(link=link).exclude(hash="").first()
    return is_it(waiting, link.pk, typed, now=now)


def send_link_code(request: HttpRequest, link: InvitedLink, *, now: datetime) -> bool:
    """Send a new code to whoever was invited, unless theirs is read out or too many were sent lately."""
    if link.code_by != CodeBy.EMAIL:
        return False
    if not consume(request, action="emailed_code", key=str(link.pk)):
        return False
    tell(link, "people/email/link_code", code_context(issue_link_code(link, now=now)))
    return True
