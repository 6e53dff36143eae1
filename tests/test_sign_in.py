"""Signing in: passwords, the second step and who must take it, limits on tries, what is recorded and told."""

import re
import time
from datetime import timedelta
from statistics import median

import pytest
import time_machine
from django.contrib.auth.hashers import PBKDF2PasswordHasher, identify_hasher
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from scr.audit.models import Look
from scr.cases.participation import add_participant
from scr.people.emailed_codes import accept_code, issue_code
from scr.people.models import Board, EmailedCode
from scr.people.services import add_agency, appoint, disable
from tests.cast import D0, make_case, make_cast
from tests.counts import n
from tests.signing_in import (
    PASSWORD,
    do_what_the_worker_was_asked,
    emailed,
    no_tries_yet,  # noqa: F401
    quick_passwords,  # noqa: F401
    set_up_app,
    shown_by_app,
    signed_in,
    typed_password,
    with_password,
)

pytestmark = pytest.mark.usefixtures("rows", "no_tries_yet")
HOME = "/"
SECOND_STEP = "/account/2fa/"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return make_cast()


@pytest.fixture
def second_factor():
    """As where cases are real."""
    with override_settings(SECOND_FACTOR=True):
        yield


def looks_of(kind):
    return list(Look.objects.filter(kind=kind).values_list("actor_id", "subject_id"))


# Passwords


def test_passwords_are_hashed_with_argon2_only(cast):
    user = with_password(cast.outsider)
    assert identify_hasher(user.password).algorithm == "argon2"
    user.password = PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1000)
    user.save()
    _, answer = typed_password(user)
    assert answer.status_code == 200  # a weaker hash that somebody planted opens nothing


@pytest.mark.usefixtures("quick_passwords")
def test_unknown_closed_and_known_accounts_get_the_same_answer(cast):
    """Nobody learns who has an account: neither from the status nor from the text."""
    known = with_password(cast.outsider)
    never_chose = cast.panel_member
    closed = with_password(cast.other_panel_member)
    disable(closed, by=cast.administrator, now=D0)
    answers = {}
    for email in (known.email, never_chose.email, closed.email, "nobody@westmarch.example"):
        answer = Client().post(reverse("account_login"), {"login": email, "password": "not the password"})
        text = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(email, "")
        answers[email] = (answer.status_code, text)
    assert len(set(answers.values())) == 1
    right = Client().post(reverse("account_login"), {"login": known.email, "password": PASSWORD})
    assert (right.status_code, right.content.decode()) != answers[known.email]


def seconds_of(email, field="login", page="account_login"):
    started = time.perf_counter()
    Client().post(reverse(page), {field: email, "password": "not the password"})
    return time.perf_counter() - started


@override_settings(ACCOUNT_RATE_LIMITS=False)
def test_an_unknown_account_takes_as_long_as_a_known_one(cast):
    """Nor from the clock."""
    known = with_password(cast.outsider).email
    tries = n(3, 100)
    pairs = [(seconds_of(known), seconds_of("nobody@westmarch.example")) for _ in range(tries)]
    ratio = median(one for one, _ in pairs) / median(other for _, other in pairs)
    print(f"sign-in, known to unknown account: {ratio:.2f} times as long, N = {tries} each")
    assert 0.5 < ratio < 2
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        quick = min(seconds_of("nobody@westmarch.example") for _ in range(3))
    assert quick < median(other for _, other in pairs) / 1.5  # the clock does notice a missing hash


@override_settings(ACCOUNT_RATE_LIMITS=False)
def test_asking_for_a_new_password_tells_nothing_either(cast, django_capture_on_commit_callbacks):
    known = with_password(cast.outsider)
    closed = with_password(cast.panel_member)
    disable(closed, by=cast.administrator, now=D0)
    answers, times = set(), {}
    for email in (known.email, closed.email, "nobody@westmarch.example"):
        with django_capture_on_commit_callbacks(execute=True):
            answer = Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
            times[email] = min(seconds_of(email, "email", "account_reset_password") for _ in range(3))
        answers.add((answer.status_code, answer.content.decode().replace(email, "")))
    assert len(answers) == 1
    print(f"new password, known to unknown: {times[known.email] / min(times.values()):.2f} times as long")
    assert max(times.values()) < 3 * min(times.values())
    assert do_what_the_worker_was_asked("scr.people.tasks.send_password_link") == 12
    assert {message.to[0] for message in mail.outbox} == {known.email}


# The second step


@pytest.mark.usefixtures("second_factor", "quick_passwords")
def test_a_rare_visitor_signs_in_with_a_code_by_email(cast):
    user = with_password(cast.housing_officer)
    client, answer = typed_password(user)
    assert answer["Location"] == reverse("people:emailed_code")
    assert client.get(HOME).status_code == 302  # not signed in yet
    page = client.get(reverse("people:emailed_code")).content.decode()
    assert "Enter the code from your email" in page
    signed = client.post(reverse("people:emailed_code"), {"code": emailed().lower()})
    assert signed["Location"] == HOME
    assert client.get(HOME).status_code == 200
    assert mail.outbox[-1].to == [user.email]


@pytest.mark.usefixtures("second_factor", "quick_passwords")
def test_a_code_holds_no_name_and_is_hashed_at_rest(cast):
    make_case(cast)
    typed_password(with_password(cast.housing_officer))
    message = mail.outbox[-1]
    words = message.subject + message.body
    assert not [one for one in ("Hugo", "Housing", "Westmarch", "SCR") if one in words]
    code = emailed().replace("-", "")
    kept = EmailedCode.objects.get(user=cast.housing_officer)
    assert len(code) == 8 and code not in kept.hash and len(kept.hash) == 64


def test_a_code_works_once_for_15_minutes_and_five_tries(cast):
    user, other, now = cast.housing_officer, cast.health_officer, timezone.now()
    code = issue_code(user, now=now)
    assert not accept_code(other, code, now=now)
    assert accept_code(user, f" {code[:4].lower()}-{code[4:]} ", now=now)
    assert not accept_code(user, code, now=now)
    code = issue_code(user, now=now)
    assert not accept_code(user, code, now=now + timedelta(minutes=15))
    assert accept_code(user, code, now=now + timedelta(minutes=14, seconds=59))
    code = issue_code(user, now=now)
    assert [accept_code(user, "BBBB-BBBB", now=now) for _ in range(5)] == [False] * 5
    assert not accept_code(user, code, now=now)  # the right one comes too late
    first = issue_code(user, now=now)
    second = issue_code(user, now=now)
    assert not accept_code(user, first, now=now)
    assert accept_code(user, second, now=now)
    assert not accept_code(user, "", now=now)


@pytest.mark.usefixtures("second_factor", "quick_passwords")
def test_a_wrong_code_says_so_and_codes_are_sent_four_times_at_most(cast):
    user = with_password(cast.housing_officer)
    client, _ = typed_password(user)
    shown = client.post(reverse("people:emailed_code"), {"code": "BBBB-BBBB"}).content.decode()
    assert "The code is not right, or no longer works" in shown
    assert 'value="BBBB-BBBB"' in shown
    assert (None, user.pk) in looks_of(Look.Kind.SIGN_IN_FAILED)
    for _ in range(5):
        shown = client.post(reverse("people:emailed_code"), {"again": "yes"}, follow=True).content.decode()
    assert "You have asked for too many codes" in shown
    assert len(mail.outbox) == 4


@pytest.mark.usefixtures("second_factor", "quick_passwords")
@pytest.mark.parametrize("role", ["administrator", "chair", "panel_member", "overview_author"])
def test_who_sees_whole_cases_needs_more_than_a_code_by_email(cast, role):
    user = cast.outsider
    appoint(user, role=role, by=cast.administrator, now=D0, since=D0.date())
    client, _ = typed_password(with_password(user))
    answer = client.post(reverse("people:emailed_code"), {"code": emailed()}, follow=True)
    assert answer.redirect_chain[-1][0] == SECOND_STEP
    assert "Set up your second step" in answer.content.decode()
    for address in (HOME, "/cases/", "/help/", "/people/", reverse("usersessions_list")):
        assert client.get(address)["Location"] == SECOND_STEP
    assert client.get("/support/").status_code == 200
    set_up_app(client)
    assert client.get(HOME).status_code == 200
    assert "Set up your second step" not in client.get(SECOND_STEP).content.decode()


@pytest.mark.usefixtures("second_factor", "quick_passwords")
def test_a_role_on_one_case_asks_for_it_as_well(cast):
    case = make_case(cast)
    client, _ = typed_password(with_password(cast.overview_author))
    client.post(reverse("people:emailed_code"), {"code": emailed()})
    assert client.get(HOME).status_code == 200
    from_the_case = reverse("cases:add_participant", args=[case.pk])
    administrator = Client()
    administrator.force_login(cast.administrator)
    with override_settings(SECOND_FACTOR=False):
        assert administrator.get(from_the_case).status_code == 200
    add(case, cast.overview_author, by=cast.administrator)
    assert client.get(HOME)["Location"] == SECOND_STEP


def add(case, user, *, by):
    add_participant(case, user, role="overview_author", by=by, now=D0)


@pytest.mark.usefixtures("second_factor", "quick_passwords")
def test_the_board_may_do_without_codes_by_email(cast):
    administrator = Client()
    administrator.force_login(cast.administrator)
    page = reverse("people:emailed_codes")
    with override_settings(SECOND_FACTOR=False):
        shown = administrator.post(page, {"allowed": "no"}, follow=True).content.decode()
        outsider = Client()
        outsider.force_login(cast.outsider)
        assert outsider.get(page).status_code == 403
        assert outsider.post(page, {"allowed": "yes"}).status_code == 403
    assert "The rule is saved" in shown
    assert re.findall(r'data-label="Code by email is enough">(\w+)<', shown) == ["No", "Yes"]
    assert not Board.objects.get().emailed_codes_allowed
    assert Board.history.first().history_user == cast.administrator
    client, _ = typed_password(with_password(cast.housing_officer))
    answer = client.post(reverse("people:emailed_code"), {"code": emailed()}, follow=True)
    assert answer.redirect_chain[-1][0] == SECOND_STEP


@pytest.mark.usefixtures("quick_passwords")
def test_an_evaluation_does_not_ask_for_it(cast):
    assert signed_in(cast.chair).get(HOME).status_code == 200
    assert mail.outbox == []


@pytest.mark.usefixtures("second_factor", "quick_passwords")
def test_what_was_typed_before_it_is_kept(cast):
    client = Client()
    client.force_login(cast.administrator)
    answer = client.post(reverse("people:add_agency"), {"name": "Westmarch Schools"})
    assert answer["Location"] == SECOND_STEP
    set_up_app(client)
    assert "We kept what you typed" in client.get(HOME).content.decode()


@pytest.mark.usefixtures("quick_passwords")
def test_an_app_is_asked_for_at_the_next_sign_in_and_takes_no_code_twice(cast):
    secret = set_up_app(signed_in(cast.chair))
    browser, answer = typed_password(cast.chair)
    assert answer["Location"] == reverse("mfa_authenticate")
    wrong = browser.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "The code is not right" in wrong.content.decode()
    now = time.time()
    code = shown_by_app(secret, at=now)
    assert browser.post(reverse("mfa_authenticate"), {"code": code})["Location"] == HOME
    assert browser.get(HOME).status_code == 200
    with time_machine.travel(now + 31, tick=False):  # still within what a slow clock is allowed
        another, _ = typed_password(cast.chair)
        assert another.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


@pytest.mark.usefixtures("quick_passwords")
def test_recovery_codes_are_shown_once_and_sign_in_once(cast):
    client = signed_in(cast.chair)
    set_up_app(client)
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r"<li>(\d{8})</li>", page)
    assert len(codes) == 10
    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert not re.findall(r"\d{8}", again.partition("<main")[2])
    assert "They were shown once" in again
    browser, _ = typed_password(cast.chair)
    assert browser.post(reverse("mfa_authenticate"), {"code": codes[0]})["Location"] == HOME
    another, _ = typed_password(cast.chair)
    assert another.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 200
    assert another.post(reverse("mfa_authenticate"), {"code": codes[1]})["Location"] == HOME


@pytest.mark.usefixtures("quick_passwords")
def test_secrets_of_apps_lie_encrypted(cast):
    secret = set_up_app(signed_in(cast.chair))
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator WHERE user_id = %s", [cast.chair.pk])
        at_rest = " ".join(row[0] for row in cursor.fetchall())
    assert "secret" in at_rest and secret not in at_rest


@pytest.mark.usefixtures("second_factor", "quick_passwords")
def test_the_question_costs_the_same_for_one_case_and_for_many(cast):
    add_agency(name="Westmarch Schools", short_name="Schools", by=cast.administrator, now=D0)

    def queries():
        client = Client()
        client.force_login(cast.panel_member)
        client.get("/support/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(HOME)["Location"] == SECOND_STEP
        return len(captured)

    make_case(cast)
    few = queries()
    make_case(cast)
    assert queries() == few
