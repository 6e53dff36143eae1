"""One transaction a request, opened after authentication, in which the database knows who acts."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from scr.audit.looks import Shown, looks_of, name_cases, write_looks
from scr.people.identity import acting_as, set_identity


class IdentityMiddleware:
    """Opens the transaction, names the person, rolls back what failed and records looks and refusals.

    These are written after the transaction has ended, so that no rollback takes them along, and before the
    answer goes out: what could not be recorded is not shown.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person: Any = request.user  # signing in or out changes it on the way
        person.shown = Shown()
        with transaction.atomic():
            set_identity(person)
            response = self.get_response(request)
            if getattr(request, "failed_with", None) is not None or response.status_code >= 500:
                transaction.set_rollback(True)
        looks = looks_of(request, response, by=person, at=timezone.now())
        if looks:
            with acting_as(service="auditor"):
                name_cases(looks)
                write_looks(looks)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        request.failed_with = exception  # type: ignore[attr-defined]
