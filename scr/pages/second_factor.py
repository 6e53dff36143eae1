"""The second step of signing in, for those whose roles or board ask for it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from scr.cases.models import Participant
from scr.people.drafts import keep
from scr.people.emailed_codes import came_with_emailed_code, has_strong_factor
from scr.people.models import Board
from scr.people.roles import STRONG_FACTOR
from scr.people.services import posts_of

# What opens without it: setting it up, signing out, and whom to turn to.
OPEN = ("mfa_", "account_reauthenticate", "account_logout", "support", "accessibility")


class SecondFactorMiddleware:
    """Leads whoever lacks a second step to where it is set up; nothing else opens before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not settings.SECOND_FACTOR or not request.user.is_authenticated or not is_lacking(request):
            return None
        request.lacks_second_step = True  # type: ignore[attr-defined]
        name = request.resolver_match.url_name if request.resolver_match else None
        if (name or "").startswith(OPEN):
            return None
        if request.method == "POST":
            keep(request, by=request.user, now=timezone.now())
        return redirect("mfa_index")


def is_lacking(request: HttpRequest) -> bool:
    """Whether the person of a request still owes the second step.

    Who has a passkey or an app was asked for it at sign-in or has just set it up.
    """
    if has_strong_factor(request.user):
        return False
    may_come_by_email = Board.objects.filter(emailed_codes_allowed=True).exists()
    return not came_with_emailed_code(request) or not may_come_by_email or needs_strong(request.user)


def needs_strong(user: Any) -> bool:
    """Whether a post today, or a role on any case now, asks for a passkey or an authenticator app."""
    if posts_of(user, today=timezone.localdate()) & STRONG_FACTOR:
        return True
    return Participant.objects.current().filter(user=user, role__in=STRONG_FACTOR).exists()
