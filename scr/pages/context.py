"""What every page knows: the product's name and where one can go from here."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

PRODUCT_NAME = "Lantern"


def roof(request: HttpRequest) -> dict[str, Any]:
    return {
        "product_name": PRODUCT_NAME,
        "navigation": _navigation(request),
        "is_evaluation": settings.EVALUATION,
    }


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    items = [("home", "Your work"), ("cases", "Cases"), ("help", "Help")]
    if settings.EVALUATION:
        items.append(("sent_mail", "Sent e-mails"))
    return [
        {"label": label, "url": reverse(name), "current": request.path == reverse(name)}
        for name, label in items
    ]
