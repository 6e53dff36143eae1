"""Sessions: their limits, where somebody is signed in, ending them at once, and the step before an export."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from scr.audit.models import Look
from scr.people.models import Appointment
from scr.people.services import appoint, disable, end_appointment
from scr.people.sessions import end_sessions
from tests.cast import D0, make_cast
from tests.signing_in import PASSWORD, no_tries_yet, quick_passwords, signed_in, typed_password, with_password  # noqa: F401

pytestmark = pytest.mark.usefixtures("rows", "no_tries_yet", "quick_passwords")
HOME = "/"
SESSIONS = "/account/sessions/"
MINUTE = timedelta(minutes=1)
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return make_cast()


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def browser_of(user, agent=CHROME):
    client = Client(HTTP_USER_AGENT=agent)
    client.force_login(user)
    assert client.get(HOME).status_code == 200
    return client


def test_half_an_hour_without_a_request_signs_out(cast, clock):
    client = browser_of(cast.chair)
    for minutes in (20, 29, 10):  # each counts from the one before
        clock.shift(minutes * MINUTE)
        assert client.get(HOME).status_code == 200
    clock.shift(30 * MINUTE)
    answer = client.get("/cases/", follow=True)
    assert answer.redirect_chain == [("/account/login/?next=/cases/", 302)]
    assert "signed out because nothing happened for 30 minutes" in answer.content.decode()
    assert client.get(HOME).status_code == 302
    assert Look.objects.filter(kind=Look.Kind.SIGNED_OUT, actor_id=cast.chair.pk).count() == 1


def test_eight_hours_are_the_end_however_busy_somebody_is(cast, clock):
    client = browser_of(cast.chair)
    for _ in range(19):
        clock.shift(25 * MINUTE)
        assert client.get(HOME).status_code == 200
    clock.shift(6 * MINUTE)
    answer = client.get(HOME, follow=True)
    assert "signed in for 8 hours" in answer.content.decode()


def test_the_limits_are_settings(cast, clock):
    client = browser_of(cast.chair)
    with override_settings(IDLE_MINUTES=5):
        clock.shift(4 * MINUTE)
        assert client.get(HOME).status_code == 200
        clock.shift(6 * MINUTE)
        assert client.get(HOME).status_code == 302
    client = browser_of(cast.chair)
    with override_settings(SESSION_HOURS=1, IDLE_MINUTES=600):
        clock.shift(61 * MINUTE)
        assert client.get(HOME).status_code == 302


def test_the_row_of_a_session_outlives_its_limits(cast, clock):
    client = browser_of(cast.chair)
    row = Session.objects.get(session_key=client.session.session_key)
    assert row.expire_date - timezone.now() >= timedelta(hours=24)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]  # gone with the browser


def test_where_somebody_is_signed_in_and_ending_the_others(cast):
    here, there = browser_of(cast.chair), browser_of(cast.chair, FIREFOX)
    browser_of(cast.panel_member)
    shown = here.get(SESSIONS).content.decode()
    assert shown.count("This one") == 1
    assert "Chrome on Windows" in shown and "Firefox on Linux" in shown
    assert shown.count('data-label="Browser"') == 2
    shown = here.post(SESSIONS, follow=True).content.decode()
    assert "You are signed out everywhere but here" in shown
    assert "You are signed in nowhere else" in shown
    assert there.get(HOME).status_code == 302
    assert here.get(HOME).status_code == 200


def test_closing_an_account_ends_every_session_of_it(cast):
    browsers = [browser_of(cast.panel_member), browser_of(cast.panel_member, FIREFOX)]
    other = browser_of(cast.chair)
    disable(cast.panel_member, by=cast.administrator, now=timezone.now())
    assert [one.get(HOME).status_code for one in browsers] == [302, 302]
    assert not Session.objects.filter(session_key__in=[one.session.session_key for one in browsers]).exists()
    assert other.get(HOME).status_code == 200


def test_losing_a_post_ends_the_sessions_and_a_later_end_does_not(cast):
    client = browser_of(cast.panel_member)
    post = Appointment.objects.get(user=cast.panel_member)
    now = timezone.now()
    tomorrow = timezone.localdate() + timedelta(days=1)
    end_appointment(post, until=tomorrow, by=cast.administrator, now=now)
    assert client.get(HOME).status_code == 200
    end_appointment(post, until=timezone.localdate(), by=cast.administrator, now=now)
    assert client.get(HOME).status_code == 302


def test_who_ends_the_own_post_sees_that_it_is_done(cast):
    appoint(cast.outsider, role="administrator", by=cast.administrator, now=D0, since=D0.date())
    client = browser_of(cast.administrator)
    post = Appointment.objects.get(user=cast.administrator)
    end_appointment(post, until=timezone.localdate(), by=cast.administrator, now=timezone.now())
    assert client.get(HOME).status_code == 200
    assert end_sessions(cast.administrator, now=timezone.now()) == 1
    assert client.get(HOME).status_code == 302


def test_a_new_password_ends_the_sessions_elsewhere(cast):
    here = signed_in(cast.chair)
    there, _ = typed_password(cast.chair)
    assert there.get(HOME).status_code == 200
    new = "amber window goat"
    words = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    here.post(reverse("account_change_password"), words)
    assert here.get(HOME).status_code == 200
    assert there.get(HOME).status_code == 302
