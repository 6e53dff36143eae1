"""A request of somebody who is signed in, as views get it, and the door to the board's administration."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from scr.people.models import User
from scr.people.services import Refused, require_administrator


class SignedIn(HttpRequest):
    user: User


def administrators_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for those who are administrators of the board today; 403 for everybody else."""

    @login_required
    @wraps(view)
    def guarded(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponse:
        require_administrator(request.user, today=timezone.localdate())
        return view(request, *args, **kwargs)

    return guarded


@contextmanager
def refusals_shown_on(form: BaseForm, field: str | None = None) -> Iterator[None]:
    """Show what a service refuses on the form, or on one of its fields; what was typed is kept."""
    try:
        yield
    except Refused as refusal:
        form.add_error(field, refusal.sentence)
