"""Forms of two pages: what was typed goes along to the last one, which says what sending it means."""

from typing import Any

from django.http import HttpRequest

NOT_TYPED = frozenset({"csrfmiddlewaretoken", "confirmed", "change"})


def is_sent(request: HttpRequest) -> bool:
    """Whether a form was sent on, and not taken back from its last page to be changed."""
    return request.method == "POST" and "change" not in request.POST


def typed_on(request: HttpRequest) -> list[tuple[str, Any]]:
    """What was typed, for the hidden boxes of the page that asks for confirmation."""
    return [
        (name, value) for name, values in request.POST.lists() for value in values if name not in NOT_TYPED
    ]
