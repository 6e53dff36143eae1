"""The code by e-mail: the second step of people who have neither a passkey nor an authenticator app."""

import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.account.stages import LoginStage
from allauth.core.ratelimit import consume
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from scr.people.mailing import tell
from scr.people.models import EmailedCode, LinkCode, User

# No vowels, which could make words, and nothing that looks like something else.
ALPHABET = "BCDFGHJKLMNPQRSTVWXZ23456789"
LENGTH = 8
VALID_FOR = timedelta(minutes=15)
MOST_TRIES = 5
EMAILED = "code"  # how a session remembers that it began with one
STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_strong_factor(user: Any) -> bool:
    """Whether somebody has a passkey or an authenticator app."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=STRONG).exists()


def came_with_emailed_code(request: HttpRequest) -> bool:
    """Whether this session began with a code from an e-mail."""
    return any(one["method"] == EMAILED for one in get_authentication_records(request, request.user))


def issue_code(user: User, *, now: datetime) -> str:
    """A new code for somebody; the one before it stops working. Only its keyed hash is stored."""
    code = fresh_code()
    EmailedCode.objects.update_or_create(
        user=user, defaults={"hash": code_hash(user.pk, code), "sent_at": now, "tries": 0}
    )
    return code


def fresh_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def code_hash(whose: UUID, code: str) -> str:
    """What is kept of a code: keyed, and of no use to anybody else."""
    return salted_hmac("scr.people.emailed_codes", f"{whose}:{code}", algorithm="sha256").hexdigest()


@transaction.atomic
def accept_code(user: User, typed: str, *, now: datetime) -> bool:
    """Whether this is somebody's code: once, for 15 minutes, at the fifth try at the latest."""
    waiting = EmailedCode.objects.select_for_update().filter(user=user).exclude(hash="").first()
    return is_it(waiting, user.pk, typed, now=now)


def is_it(waiting: EmailedCode | LinkCode | None, whose: UUID, typed: str, *, now: datetime) -> bool:
    """Whether what was typed is the code that waits; the try is counted, and the right one used up."""
    if waiting is None or now >= waiting.sent_at + VALID_FOR or waiting.tries >= MOST_TRIES:
        return False
    waiting.tries += 1
    is_right = constant_time_compare(waiting.hash, code_hash(whose, _plain(typed)))
    if is_right:
        waiting.hash = ""
    waiting.save()
    return is_right


def _plain(typed: str) -> str:
    """A code as it was made, however it was typed."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def send_code(request: HttpRequest, user: User, *, now: datetime) -> bool:
    """Send somebody a new code, unless too many were sent lately."""
    if not consume(request, action="emailed_code", key=str(user.pk)):
        return False
    code = issue_code(user, now=now)
    tell(user, "account/email/emailed_code", code_context(code))
    return True


def code_context(code: str) -> dict[str, Any]:
    """What the e-mail with a code tells."""
    return {"code": f"{code[:4]}-{code[4:]}", "minutes": int(VALID_FOR.total_seconds() // 60)}


class EmailedCodeStage(LoginStage):
    """The step of signing in that asks for the code; allauth runs it after the password."""

    key = "emailed_code"
    urlname = "people:emailed_code"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user = self.login.user
        if not settings.SECOND_FACTOR or has_strong_factor(user):
            return None, True
        send_code(self.request, user, now=timezone.now())
        return HttpResponseRedirect(reverse(self.urlname)), True
