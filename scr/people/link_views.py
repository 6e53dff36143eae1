"""Opening an invited link."""

from allauth.core.internal.ratelimit import consume
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from scr.audit.looks import address_of
from scr.audit.models import Look
from scr.audit.services import note_look
from scr.people.identity import acting_as, holding
from scr.people.invited_links import held, link_of_token
from scr.people.link_requests import bring, closed


@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Keep in the session that somebody brought a link, and lead on to an address without its token.

    So the token stands in no history of a browser and is sent on to nobody. Opening it uses nothing up:
    programs that check e-mails open links as well.
    """
    request.user = AnonymousUser()  # whoever may be signed in here, this is about the link's holder
    if not consume(request, app="allauth.account", action="invited_link", limit_get=True):
        return render(request, "429.html", status=429)
    now = timezone.now()
    link_id = link_of_token(token)
    if link_id is None:
        return closed(request)
    with holding(link_id):
        link = held(link_id)
        if link is None or not link.is_open(now):
            return closed(request)
        bring(request, link, now)
    with acting_as(service="auditor"):
        note_look(Look.Kind.SEEN, by=None, at=now, path=address_of(request), subject=link)
    response = redirect(link.purpose)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
