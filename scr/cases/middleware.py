"""What a case needs of every request: parts asked once, and the way back when it is not the moment."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from scr.cases.policy import NotTheMoment


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
