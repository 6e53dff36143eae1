"""Ends sessions at their limits and keeps what arrives too late, instead of losing it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from scr.audit.models import Look
from scr.audit.services import note_look
from scr.people.drafts import SENT_AGAIN, keep, throw_away
from scr.people.identity import acting_as, set_identity
from scr.people.sessions import limit_reached, note_seen

# Where people sign in: what is sent there is no draft, and goes on as from somebody who is signed out.
SIGN_IN_PAGES = ("account_", "mfa_", "usersessions_", "evaluation_sign_in", "emailed_code")


class SessionLimitsMiddleware:
    """Stands before IdentityMiddleware: what is kept is written inside its transaction, as its writer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        now = timezone.now()
        limit = limit_reached(request.session, now)
        if not limit:
            note_seen(request, now)
            return self._served(request)
        request.limit_passed = limit  # type: ignore[attr-defined]
        if request.method in ("GET", "HEAD"):
            return _sign_in_again(request, request.get_full_path())
        response = self.get_response(request)
        if request.limit_passed:  # type: ignore[attr-defined]  # it was sent to no page, or without its token
            _end(request)
        return response

    def _served(self, request: HttpRequest) -> HttpResponse:
        """Answer, and forget a kept draft that has now been taken in."""
        writer = request.user
        response = self.get_response(request)
        is_taken_in = response.status_code == 302 and getattr(request, "failed_with", None) is None
        if is_taken_in and request.method == "POST" and request.user == writer:
            _forget_sent_again(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Django has checked the form's token by now, so that no other site can plant a draft."""
        if not getattr(request, "limit_passed", ""):
            return None
        name = request.resolver_match.url_name if request.resolver_match else None
        if (name or "").startswith(SIGN_IN_PAGES):
            _end(request)
            set_identity(request.user)
            return None
        draft = keep(request, by=request.user, now=timezone.now())
        address = reverse("people:kept", args=[draft.pk]) if draft else reverse("home")
        return _sign_in_again(request, address, is_kept=draft is not None)


def _forget_sent_again(request: HttpRequest) -> None:
    if sent_again := request.POST.get(SENT_AGAIN):
        try:
            draft_id = UUID(sent_again)
        except ValueError:
            return
        with acting_as(request.user):
            throw_away(draft_id, by=request.user)


def _sign_in_again(request: HttpRequest, address: str, *, is_kept: bool = False) -> HttpResponse:
    """End the session; after signing in the person is led to an address."""
    context = {
        "limit": request.limit_passed,  # type: ignore[attr-defined]
        "minutes": settings.IDLE_MINUTES,
        "hours": settings.SESSION_HOURS,
        "is_kept": is_kept,
    }
    _end(request)
    messages.info(request, render_to_string("people/session_over.txt", context).strip())
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?next={quote(address)}")


def _end(request: HttpRequest) -> None:
    request.limit_passed = ""  # type: ignore[attr-defined]
    note_look(Look.Kind.SIGNED_OUT, by=request.user, at=timezone.now(), path=request.path)
    logout(request)
