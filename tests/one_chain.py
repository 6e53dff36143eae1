"""One chain of middleware for all test clients, as a web process has one for all its requests.

Each of Django's test clients makes its own, in which WhiteNoise reads through the folders of static files.
"""

from __future__ import annotations

from typing import Any

from django.core.signals import setting_changed
from django.test.client import ClientHandler

CHAIN = ("_view_middleware", "_template_response_middleware", "_exception_middleware", "_middleware_chain")
_made: dict[str, Any] = {}


def share_one_chain() -> None:
    """Let clients share the chain until a test changes a setting, any of which middleware may read."""
    load_middleware = ClientHandler.load_middleware

    def load_once(handler: ClientHandler) -> None:
        if not _made:
            load_middleware(handler)
            _made.update({name: getattr(handler, name) for name in CHAIN})
        vars(handler).update(_made)

    ClientHandler.load_middleware = load_once
    setting_changed.connect(_forget, weak=False)


def _forget(**changed: Any) -> None:
    _made.clear()
