"""A request of somebody who holds an invited link, as views get it."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from scr.people.identity import holding
from scr.people.invited_links import LinkClosed, held
from scr.people.models import InvitedLink

LINKS = "invited_links"  # in the session: the links of each purpose by id, and when each was last there
NAMED = "invited_link"  # in a form: the link that its page was shown for
PROVEN = "proven_links"  # in the session: those whose holder typed the code that went to their mailbox


class WithLink(HttpRequest):
    link: InvitedLink


def link_required(
    purpose: str, *, after_use: bool = False, with_code: bool = False
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view for whoever came with an open link of one purpose; `request.link` is the link.

    The view runs as nobody of the application's users, whoever else may be signed in here, and the database
    shows the link and what belongs to it. `after_use` lets a page be shown once more, such as a receipt: it
    looks at `request.link.used_at` itself. `with_code` asks for the second step first: a code that goes
    to the mailbox of whoever was invited, or is read out to them. An address may name the link as `link_id`,
    so that two that are open in one browser keep apart. Without such a link, and where a service raises
    LinkClosed, one and the same
    page says what to do.
    """

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: WithLink, *args: Any, **kwargs: Any) -> HttpResponse:
            now = timezone.now()
            request.user = AnonymousUser()
            link_id = _brought(request, purpose, now, kwargs.get("link_id"))
            if link_id is None:
                return closed(request)
            try:
                with holding(link_id):
                    link = held(link_id)
                    if link is None or not _opens(link, now, after_use):
                        return closed(request)
                    if with_code and str(link_id) not in request.session.get(PROVEN, []):
                        return redirect("people:link_code", link_id=link_id)
                    request.link = link
                    return view(request, *args, **kwargs)
            except LinkClosed:
                return closed(request)

        return guarded

    return guard


def _opens(link: InvitedLink, now: datetime, after_use: bool) -> bool:
    return link.is_open(now) or (after_use and link.used_at is not None)


def bring(request: HttpRequest, link: InvitedLink, now: datetime) -> None:
    """Let a session hold a link; under a new key, so that nobody who planted the old one shares it."""
    request.session.cycle_key()
    seen = request.session.get(LINKS, {}).get(link.purpose, {}).get(str(link.pk), 0)
    if _was_away(seen, now):
        proven = request.session.get(PROVEN, [])
        request.session[PROVEN] = [one for one in proven if one != str(link.pk)]
    _note(request, link.purpose, str(link.pk), now)


def prove(request: HttpRequest, link: InvitedLink) -> None:
    """Note in the session that the holder has typed the code."""
    request.session.cycle_key()
    request.session[PROVEN] = [*request.session.get(PROVEN, []), str(link.pk)]


def purpose_of(request: HttpRequest, link_id: UUID) -> str:
    """What a link in this session is for; "" for one that is not there."""
    brought = request.session.get(LINKS, {})
    return next((purpose for purpose, links in brought.items() if str(link_id) in links), "")


def _was_away(seen: float, now: datetime) -> bool:
    return now.timestamp() - seen >= settings.IDLE_MINUTES * 60


def _note(request: HttpRequest, purpose: str, link_id: str, now: datetime) -> None:
    """Note that a link was there; the one noted last is the one that pages are shown for."""
    links = request.session.get(LINKS, {})
    others = {key: seen for key, seen in links.get(purpose, {}).items() if key != link_id}
    request.session[LINKS] = {**links, purpose: {**others, link_id: now.timestamp()}}


def _brought(request: HttpRequest, purpose: str, now: datetime, named: UUID | None) -> UUID | None:
    """The link of a purpose in this session, or the one named; None when nobody was here for too long.

    What is sent is taken in all the same: it comes from a page that was open, and would be lost.
    """
    links = request.session.get(LINKS, {}).get(purpose, {})
    is_sent = request.method == "POST"
    newest = _sent_for(request, links) if is_sent else next(reversed(links), "")
    link_id = str(named) if named else newest
    if link_id not in links:
        return None
    if not is_sent and _was_away(links[link_id], now):
        return None
    _note(request, purpose, link_id, now)
    return UUID(link_id)


def _sent_for(request: HttpRequest, links: dict[str, float]) -> str:
    """The link that a form was shown for, which need not be the one that was opened last.

    Somebody may hold two at once, asked about two children: neither's answer goes to the other.
    """
    return request.POST.get(NAMED) or (next(iter(links)) if len(links) == 1 else "")


def closed(request: HttpRequest) -> HttpResponse:
    """The one page for a link that is unknown, used, over or ended: which of them it is says nothing here."""
    response = render(request, "people/link_closed.html", status=404)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
