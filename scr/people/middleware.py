"""One transaction a request, opened after authentication, in which the database knows who acts."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from scr.audit.models import Look
from scr.audit.services import note_look
from scr.people.identity import set_identity


class IdentityMiddleware:
    """Opens the transaction, names the person, rolls back what failed and records every refusal.

    A refusal is written after the transaction has ended, so that no rollback takes it along.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            set_identity(request.user)
            response = self.get_response(request)
            if getattr(request, "failed_with", None) is not None or response.status_code >= 500:
                transaction.set_rollback(True)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")  # the back button shows nothing later
        if request.user.is_authenticated and response.status_code in (403, 404):
            note_look(Look.Kind.REFUSED, by=request.user, at=timezone.now(), path=request.path)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        request.failed_with = exception  # type: ignore[attr-defined]
