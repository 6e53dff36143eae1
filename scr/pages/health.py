"""Whether the parts answer, for ./start, for monitoring and for people on the telephone."""

from collections.abc import Callable
from datetime import timedelta

from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from scr.celery import app
from scr.outbox.models import Pulse

FRESH = timedelta(seconds=30)


class HealthMiddleware:
    """Answers /health/ before anything that needs a session or a database that works."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/health/":
            return health()
        return self.get_response(request)


def health() -> JsonResponse:
    """The state of each part, 200 when all answer and 503 otherwise."""
    parts = {"web": "ok", "database": _database(), "worker": _worker(), "beat": _beat()}
    is_well = all(state == "ok" for state in parts.values())
    return JsonResponse(parts, status=200 if is_well else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError:
        return "no answer"
    return "ok"


def _worker() -> str:
    try:
        return "ok" if app.control.ping(timeout=1) else "no answer"
    except Exception:  # whatever the broker's client raises, the answer is that there is none
        return "no answer"


def _beat() -> str:
    try:
        fresh = Pulse.objects.filter(part="beat", at__gte=timezone.now() - FRESH).exists()
    except OperationalError:
        return "no answer"
    return "ok" if fresh else "no answer"
