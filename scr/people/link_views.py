"""Opening an invited link."""

from uuid import UUID

from allauth.core.internal.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scr.audit.looks import address_of
from scr.audit.models import Look
from scr.audit.services import note_look
from scr.people.forms import EmailedCodeForm
from scr.people.identity import acting_as, holding
from scr.people.invited_links import held, link_of_token
from scr.people.link_codes import accept_link_code, send_link_code
from scr.people.link_requests import WithLink, bring, closed, link_required, prove, purpose_of
from scr.people.models import CodeBy


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


@require_http_methods(["GET", "POST"])
def link_code(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """The second step of a link that asks for it: a code by e-mail or on the telephone."""
    purpose = purpose_of(request, link_id)
    if not purpose:
        request.user = AnonymousUser()
        return closed(request)
    return link_required(purpose)(_ask_code)(request, link_id=link_id)


def _ask_code(request: WithLink, link_id: UUID) -> HttpResponse:
    """Nothing is sent before somebody presses the button: programs that check e-mails open pages as well."""
    link, now = request.link, timezone.now()
    if "again" in request.POST and link.code_by == CodeBy.EMAIL:
        return _send_again(request)
    form = EmailedCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if accept_link_code(link, form.cleaned_data["code"], now=now):
            prove(request, link)
            return redirect(link.purpose)
        form.refuse()
    context = {
        "form": form,
        "email": _hinted(link.email),
        "is_sent": request.GET.get("sent") == "yes",
        "is_read_out": link.code_by == CodeBy.TELEPHONE,
    }
    return render(request, "people/link_code.html", context)


def _send_again(request: WithLink) -> HttpResponse:
    if send_link_code(request, request.link, now=timezone.now()):
        messages.success(request, "A code is on its way. The one before it no longer works.")
    else:
        messages.warning(request, "You have asked for too many codes. Wait 15 minutes, then ask again.")
    return redirect(f"{request.path}?sent=yes")


def _hinted(email: str) -> str:
    """An address as its owner knows it again and nobody else learns it: w…@nursery.example."""
    name, _, place = email.partition("@")
    return f"{name[:1]}…@{place}"
