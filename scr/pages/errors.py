"""The pages for what went wrong before a view could say so itself. They repeat nothing that was typed."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string

MIB = 1024 * 1024
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 for a request that holds more than we take."""
    if isinstance(exception, TOO_MUCH):
        return render(request, "413.html", _limits(), status=413)
    return render(request, "400.html", status=400)


def _limits() -> dict[str, int]:
    """What one file may hold, in MB."""
    return {
        "document": settings.DOCUMENT_MAX_BYTES // MIB,
        "chronology": settings.CHRONOLOGY_MAX_BYTES // MIB,
    }


def form_out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without the token that shows that it came from a page of ours, or with an old one."""
    return render(request, "403_csrf.html", status=403)


class BodySizeMiddleware:
    """Refuses a request that says it is larger than any form of ours takes, before it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _size_of(request) > settings.REQUEST_MAX_BYTES:
            raise RequestDataTooBig
        return self.get_response(request)


def _size_of(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isdecimal() else 0


class NotAllowedMiddleware:
    """Gives a page to somebody who opens an address that only a form can be sent to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            response.content = render_to_string("405.html", request=request)
        return response
