"""allauth's rules of ours: people are invited, sign-ins are audited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from scr.audit.services import note


class InvitedOnly(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        note("signed_in", by=user, at=timezone.now(), subject=user)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note("sign_in_failed", by=None, at=timezone.now())
        super().authentication_failed(request, **credentials)
