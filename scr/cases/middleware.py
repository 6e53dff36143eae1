"""What a case needs of every request: parts asked once, and the way back when it is not the moment."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import ResolverMatch, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from scr.cases.models import Participant
from scr.cases.policy import NotTheMoment
from scr.cases.seeing import ENDS_AFTER, SEEING, part_shown
from scr.people.identity import set_identity

# What an onlooker does as themselves, what is shown through other eyes, and what there is somebody's own.
OWN = {"cases:stop_seeing", "account_logout", "help", "guide", "expected", "support", "accessibility"}
SHOWN = {"home", "cases", "case", "history"}
ROOMS = {"cases", "documents", "letters", "meetings", "referrals", "chronology", "reviews", "actionplans"}
PRIVATE = {"cases:feed_file"}


class ReadingMiddleware:
    """Lets a request that only reads ask once who somebody is on a case (policy.parts_on).

    What is known dies with the request. One that writes asks again each time, as it may change the answer
    and decides behind its locks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            request.user.parts_known = {}  # type: ignore[union-attr]
        return self.get_response(request)


class SeeAsMiddleware:
    """Shows pages as somebody else would see them, while an administrator looks through their eyes.

    Whatever would write is sent back. Only the rooms of cases are shown: the account of the person is theirs.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        seeing = request.session.get(SEEING)
        match = request.resolver_match
        if not seeing or match is None or match.view_name in OWN:
            return None
        part = self._part(request, seeing)
        if part is None:
            del request.session[SEEING]
            messages.warning(request, "You see the case as yourself again.")
            return HttpResponseRedirect(reverse("home"))
        if request.method not in ("GET", "HEAD") or not _is_shown(match):
            messages.warning(request, f"You only look, as {part.user} would. Stop that to do something.")
            return HttpResponseRedirect(reverse("case", args=[part.case_id]))
        _look_through(request, part)
        return None

    def _part(self, request: HttpRequest, seeing: dict[str, Any]) -> Participant | None:
        began = datetime.fromisoformat(seeing["since"])
        if timezone.now() - began > ENDS_AFTER:
            return None
        return part_shown(UUID(seeing["case"]), UUID(seeing["part"]), to=request.user)  # type: ignore[arg-type]


def _is_shown(match: ResolverMatch) -> bool:
    if match.view_name in SHOWN:
        return True
    return match.namespace in ROOMS and bool(match.kwargs) and match.view_name not in PRIVATE


def _look_through(request: HttpRequest, part: Participant) -> None:
    shown: Any = part.user
    shown.onlooker, shown.part_shown = request.user, part
    shown.parts_known = {}
    shown.shown = request.user.shown  # type: ignore[union-attr]  # the look is the onlooker's own
    request.user = shown
    set_identity(shown)


class MomentMiddleware:
    """Not the moment: back to the page somebody came from, with the sentence of what is missing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotTheMoment):
            return None
        request.failed_with = exception  # type: ignore[attr-defined]  # so that nothing half done is kept
        messages.warning(request, exception.sentence)
        return HttpResponseRedirect(_back(request))


def _back(request: HttpRequest) -> str:
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}) and request.method == "POST":
        return came_from
    case_id = request.resolver_match.kwargs.get("case_id") if request.resolver_match else None
    return reverse("case", args=[case_id]) if case_id else reverse("home")
