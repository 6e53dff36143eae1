"""What happens to an account is recorded and told to its holder; tries are limited; its pages are ours."""

import re

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver, reverse

from scr.audit.models import Look
from tests.cast import make_cast
from tests.signing_in import (
    PASSWORD,
    emailed,
    no_tries_yet,  # noqa: F401
    quick_passwords,  # noqa: F401
    set_up_app,
    signed_in,
    typed_password,
    with_password,
)

pytestmark = pytest.mark.usefixtures("rows", "no_tries_yet", "quick_passwords")
NEW = "amber window goat"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return make_cast()


def looks():
    return list(Look.objects.order_by("pk").values_list("kind", "actor_id", "subject_id"))


def test_signing_in_failing_and_signing_out_are_recorded(cast):
    user = with_password(cast.chair)
    Client().post(reverse("account_login"), {"login": "nobody@westmarch.example", "password": "secret words"})
    typed_password(user, "secret words")
    client, _ = typed_password(user)
    client.post(reverse("account_logout"))
    assert looks() == [
        (Look.Kind.SIGN_IN_FAILED, None, None),
        (Look.Kind.SIGN_IN_FAILED, None, user.pk),
        (Look.Kind.SIGNED_IN, user.pk, None),
        (Look.Kind.SIGNED_OUT, user.pk, None),
    ]
    written = str(list(Look.objects.values()))
    assert "nobody" not in written and "secret" not in written


def test_a_click_in_an_evaluation_is_recorded_too(cast):
    Client().post(reverse("evaluation_sign_in"), {"email": cast.chair.email})
    assert looks() == [(Look.Kind.SIGNED_IN, cast.chair.pk, None)]


# Limits


def tried(times, page, data):
    client = Client()
    answers = [client.post(reverse(page), data) for _ in range(times)]
    return [answer.status_code for answer in answers], answers[-1].content.decode()


def test_a_password_is_guessed_five_times_at_most(cast):
    user = with_password(cast.chair)
    wrong = {"login": user.email, "password": "not the password"}
    _, shown = tried(5, "account_login", wrong)
    assert "The email address or the password is not right" in shown
    _, shown = tried(1, "account_login", {"login": user.email, "password": PASSWORD})
    assert "You have tried too often" in shown  # from any browser, and although it is the right one
    _, answer = typed_password(with_password(cast.panel_member))
    assert answer.status_code == 302


def test_an_unknown_address_is_limited_like_a_known_one(cast):
    wrong = {"login": "nobody@westmarch.example", "password": "not the password"}
    _, shown = tried(6, "account_login", wrong)
    assert "You have tried too often" in shown


@override_settings(ACCOUNT_RATE_LIMITS={"login": "3/m/ip", "reset_password_from_key": "3/m/ip"})
def test_too_many_tries_are_told_in_plain_words(cast):
    statuses, shown = tried(4, "account_login", {"login": "", "password": ""})
    assert statuses == [200, 200, 200, 429]
    assert "This was tried more often than we allow" in shown
    assert 'class="govuk-template' in shown
    link = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "set-password"})
    assert [Client().post(link).status_code for _ in range(4)][-1] == 429


def test_links_to_a_new_password_are_sent_five_times_an_hour(cast):
    statuses, _ = tried(6, "account_reset_password", {"email": cast.chair.email})
    assert statuses == [302] * 5 + [429]
    statuses, _ = tried(6, "account_reset_password", {"email": "nobody@westmarch.example"})
    assert statuses == [302] * 5 + [429]


def test_limits_count_for_all_web_processes_together(settings):
    backend = settings.CACHES["default"]
    assert backend["BACKEND"].endswith("RedisCache")
    assert backend["LOCATION"].startswith("unix:///") and "db=" in backend["LOCATION"]


# Pages


def names_of_account_pages():
    """Every address below /account/ that needs nothing but its name."""
    found = []

    def walk(patterns, prefix):
        for one in patterns:
            route = prefix + str(one.pattern)
            if not isinstance(one, URLPattern):
                walk(one.url_patterns, route)
            elif route.startswith("account/") and "<" not in route:
                found.append("/" + route)

    walk(get_resolver().url_patterns, "")
    return found


def test_every_account_page_stands_under_our_roof(cast):
    client = signed_in(cast.chair)
    set_up_app(client)
    shown = {}
    for browser in (client, Client()):
        for address in names_of_account_pages():
            answer = browser.get(address)
            assert answer.status_code in (200, 302, 403, 404), (address, answer.status_code)
            if answer.status_code == 200:
                shown[address] = answer.content.decode()
    assert len(shown) >= 15, sorted(shown)
    for address, page in shown.items():
        assert page.count("<h1") == 1, address
        assert 'class="app-header' in page, address
        assert not re.search(r"(?i)two-factor|<hr>|allauth|unusable|csrf token missing", page), address
        assert not re.search(r"<script(?![^>]* src=)(?![^>]*application/json)", page), address
    print(f"account pages shown: {len(shown)}")


def test_nobody_changes_the_address_they_were_invited_at(cast):
    client = signed_in(cast.chair)
    for address in ("/account/email/", "/account/confirm-email/"):
        assert client.get(address).status_code == 404
    assert "By invitation only" in Client().get("/account/signup/").content.decode()
    answer = Client().post("/account/signup/", {"email": "new@x.example", "password1": NEW, "password2": NEW})
    assert "By invitation only" in answer.content.decode()


def test_codes_arrive_only_after_the_password(cast):
    with override_settings(SECOND_FACTOR=True):
        typed_password(with_password(cast.housing_officer), "not the password")
        assert mail.outbox == []
        assert Client().get(reverse("people:emailed_code"))["Location"] == reverse("account_login")
        typed_password(cast.housing_officer)
        assert len(emailed()) == 9
