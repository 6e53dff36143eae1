"""Through which link somebody acts who has no account, for history and audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

# The invited link through which somebody acts who has no account.
_link: ContextVar[UUID | None] = ContextVar("link", default=None)


@contextmanager
def through_link(link_id: UUID | None) -> Iterator[None]:
    """Say of all that nobody of the application's users does here through which link it was done."""
    token = _link.set(link_id)
    try:
        yield
    finally:
        _link.reset(token)


def link_of(by: Any) -> str:
    """The id of the link through which is acted now; "" for somebody who has an account, and for Lantern."""
    return str(_link.get() or "") if by is None else ""


def reason_of(by: Any) -> str | None:
    """What history says beside its author, where that is nobody who has an account."""
    link = link_of(by)
    return f"link {link}" if link else None
