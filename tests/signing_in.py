"""Signing in as people do it: on the page, with a password, a code or a passkey."""

from __future__ import annotations

import contextlib
import re
import time
from typing import Any

import pytest
import redis
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.test import Client
from django.urls import reverse

import scr.people.tasks  # noqa: F401  # registers them
from scr.celery import app

PASSWORD = "purple harbour ladder"


class QuickArgon2(Argon2PasswordHasher):
    """The same hash in a hundredth of the time, for tests that are not about it."""

    time_cost, memory_cost, parallelism = 1, 64, 1


@pytest.fixture
def quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["tests.signing_in.QuickArgon2"]


@pytest.fixture
def no_tries_yet() -> None:
    """What earlier tests tried does not count against this one."""
    with redis.Redis.from_url(settings.CACHES["default"]["LOCATION"]) as client:
        for key in client.scan_iter("lantern:*"):
            client.delete(key)


def with_password(user: Any, password: str = PASSWORD) -> Any:
    """Somebody who has chosen a password from the invitation."""
    user.set_password(password)
    user.save()
    return user


def typed_password(user: Any, password: str = PASSWORD, *, client: Client | None = None) -> Any:
    """The answer to an address and a password, and the browser that got it."""
    client = client or Client()
    answer = client.post(reverse("account_login"), {"login": user.email, "password": password})
    return client, answer


def signed_in(user: Any) -> Client:
    """A browser in which somebody is signed in with a password."""
    client, answer = typed_password(with_password(user))
    assert answer.status_code == 302, answer.content.decode()
    return client


def emailed() -> str:
    """The code in the newest e-mail."""
    return re.search(r"\b([B-Z2-9]{4}-[B-Z2-9]{4})\b", str(mail.outbox[-1].body))[1]


def shown_by_app(secret: str, *, at: float | None = None) -> str:
    """The 6 numbers that an authenticator app shows."""
    return format_hotp_value(hotp_value(secret, int((at or time.time()) // 30)))


def set_up_app(client: Client) -> str:
    """Set up an authenticator app as the page says; its secret."""
    page = client.get(reverse("mfa_activate_totp"), follow=True).content.decode()
    secret = re.search(r'class="app-key">([A-Z2-7]+)<', page)[1]
    answer = client.post(reverse("mfa_activate_totp"), {"code": shown_by_app(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret


def do_what_the_worker_was_asked(task: str) -> int:
    """Take what waits in the queue and run it here; how often the task was among it."""
    count = 0
    with (
        app.connection_for_read() as connection,
        connection.SimpleQueue("celery") as queue,
        contextlib.suppress(queue.Empty),
    ):
        while message := queue.get_nowait():
            message.ack()
            if message.headers["task"] == task:
                app.tasks[task](*message.payload[0])
                count += 1
    return count
