"""Asking once more who it is, before something leaves the application or is laid open."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from scr.people.drafts import keep


def is_recently_confirmed(request: HttpRequest) -> bool:
    """Whether the person signed in or confirmed within the last five minutes.

    True as well for the people of an evaluation, who have nothing to confirm with.
    """
    records = get_authentication_records(request, request.user)
    newest = max((record["at"] for record in records), default=0)
    if time.time() - newest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
        return True
    return not get_adapter().get_reauthentication_methods(request.user)


def recently_confirmed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that publishes, exports or unmasks: confirmed within five minutes, or asked to.

    Stands below login_required. What was typed is kept and can be sent from its page after confirming.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_recently_confirmed(request):
            return view(request, *args, **kwargs)
        page = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
        return HttpResponseRedirect(f"{page}?next={quote(_afterwards(request))}")

    return guarded


def _afterwards(request: HttpRequest) -> str:
    """The page to go on from: this one, what was typed on it, or the one with the button."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    draft = keep(request, by=request.user, now=timezone.now())
    if draft:
        return reverse("people:kept", args=[draft.pk])
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    return came_from if is_ours else reverse("home")
