"""Headers, cookies and cache rules of every answer, from whatever part of the application (P13).

Every address of the resolver is asked with every method, signed in and not; each answer is read whole.
"""

import subprocess
import sys
from collections import Counter
from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import get_resolver, include, path

from scr.people.models import User
from tests.counts import IS_FULL, n
from tests.every_answer import Walk, faults_of, is_file, page_faults, patterns

METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE")
WALKERS = ("administrator", "review.health", "chair", "overview.author", "technical")
ROOT = Path(__file__).resolve().parent.parent


def breaks(request):
    raise RuntimeError("our own mistake")


def careless(request):
    """What no view may do: each line of it is a fault."""
    page = '<p style="color: red" onclick="go()"><script>go()</script><img src="//x.example/a">'
    answer = HttpResponse(page)
    answer["Cache-Control"] = "public, max-age=60"
    answer["Content-Security-Policy"] = "script-src 'unsafe-inline'"
    answer["Server"] = "Something/1.0"
    answer.set_cookie("who", "somebody")
    return answer


urlpatterns = [
    path("", include("scr.urls")),
    path("breaks/", breaks),
    path("careless/", careless, name="careless"),
]
handler400 = "scr.pages.errors.bad_request"


@pytest.fixture(autouse=True)
def database(module_demo):
    cache.clear()
    return module_demo


@pytest.fixture(scope="module")
def walk():
    return Walk(each=n(1, 3))


def browser(login="", **options):
    client = Client(raise_request_exception=False, **options)
    if login:
        client.force_login(User.objects.get(email__startswith=f"{login}@"))
    return client


def told(address, answer):
    """The answer's faults, and its kind for the figures."""
    kind = "file" if is_file(address, answer) else str(answer.status_code)
    return faults_of(address, answer), kind


def asked(client, address, method):
    """One answer, with all that it changed undone; who signed out is signed in again."""
    before = client.cookies
    client.cookies = deepcopy(before)
    with transaction.atomic():
        answer = client.generic(method, address)
        transaction.set_rollback(True)
    client.cookies = before
    return answer


def test_every_page_that_somebody_is_led_to(walk):
    faults, kinds, walkers = [], Counter(), WALKERS[: n(1, len(WALKERS))]
    for login in walkers:
        for address, answer in walk.pages(browser(login)):
            found, kind = told(address, answer)
            faults += found
            kinds[kind] += 1
    print(f"{kinds.total()} answers to {len(walkers)} people {dict(kinds)}, {len(faults)} faults")
    assert faults[:9] == []
    assert kinds["200"] > 50 and kinds["file"] > 1


def calls(number):
    """Who asks an address with which method: everybody with all in the full run.

    Else the administrator sends a form to each, and every third one is asked in another way as well.
    """
    if IS_FULL:
        return [(who, method) for who in ("", *WALKERS) for method in METHODS]
    turn, is_left_out = divmod(number, 3)
    in_turn = ("", "GET") if turn % 2 else ("administrator", METHODS[2 + turn // 2 % 6])
    return [("administrator", "POST")] if is_left_out else [("administrator", "POST"), in_turn]


def test_every_address_with_every_method(walk):
    clients = {who: browser(who) for who in ("", *WALKERS)}
    faults, kinds, views = [], Counter(), set()
    for number, (view, address) in enumerate(walk.addresses()):
        views.add(view)
        for who, method in calls(number):
            found, kind = told(f"{method} {address}", asked(clients[who], address, method))
            faults += found
            kinds[kind] += 1
    print(f"{kinds.total()} answers of {len(views)} views {dict(kinds)}, {len(faults)} faults")
    assert faults[:9] == []
    assert views == {view for view, _ in patterns(get_resolver()) if view}
    assert all(kinds[kind] for kind in ("200", "302", "403", "404", "405"))


def test_what_answers_before_any_view():
    client = browser()
    answers = {
        "/health/": client.get("/health/"),
        "/static/lantern.css": client.get("/static/lantern.css"),
        "/static/no-such-file.css": client.get("/static/no-such-file.css"),
        "/no-such-page/": client.get("/no-such-page/"),
        "/cases": client.get("/cases"),
        "/?host": client.get("/", headers={"host": "elsewhere.example"}),
        "/?size": client.post("/cases/", CONTENT_LENGTH=str(settings.REQUEST_MAX_BYTES + 1)),
        "/?form": browser("chair", enforce_csrf_checks=True).post("/cases/", {"words": "x"}),
    }
    statuses = {address: answer.status_code for address, answer in answers.items()}
    assert statuses["/health/"] in (200, 503)
    del statuses["/health/"]
    assert list(statuses.values()) == [200, 404, 404, 301, 400, 413, 403]
    assert [fault for address, answer in answers.items() for fault in faults_of(address, answer)] == []
    assert "immutable" not in answers["/static/lantern.css"]["Cache-Control"]


def test_an_answer_to_too_many_tries(settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    client = browser()
    answers = [client.post("/account/password/reset/", {"email": "nobody@x.example"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 429]
    assert faults_of("/account/password/reset/", answers[1]) == []


@override_settings(ROOT_URLCONF=__name__)
def test_an_answer_to_our_own_mistake():
    for client in (browser(), browser("chair")):
        answer = client.get("/breaks/")
        assert answer.status_code == 500
        assert faults_of("/breaks/", answer) == []


@override_settings(ROOT_URLCONF=__name__)
def test_a_careless_view_is_found():
    """Negative control: the resolver knows it, and each of its faults is named."""
    assert ("careless", "/careless/") in Walk(1).addresses()
    faults = " ".join(faults_of("/careless/", browser().get("/careless/")))
    for fault in (
        "tells its Server",
        "may be kept",
        "its policy is script-src",
        "sets a cookie who",
        "open to others",
        "an inline style on p",
        "an inline onclick on p",
        "an inline script",
        "img src leads away",
    ):
        assert fault in faults


def test_without_the_middleware_answers_are_faulty():
    """Negative control: it is the middleware that gives what no view has to think of."""
    left = [one for one in settings.MIDDLEWARE if not one.startswith("scr.pages.headers")]
    with override_settings(MIDDLEWARE=left):
        faults = " ".join(faults_of("/support/", browser().get("/support/")))
    assert "Permissions-Policy" not in faults
    assert "camera is not refused" in faults and "may be kept" in faults


def test_a_script_block_may_hold_data_and_nothing_that_runs():
    assert page_faults('<script type="application/json">{"challenge": "x"}</script>') == []
    assert page_faults('<script type="module">go()</script>') == ["an inline script"]


def test_a_page_may_lead_to_ourselves_only():
    ours = '<a href="/cases/">Cases</a><a href="?page=2">2</a><a href="mailto:a@b.example">a</a>'
    assert page_faults(ours) == []
    assert page_faults('<a href="javascript:go()">Go</a>')
    assert page_faults('<link rel="stylesheet" href="https://fonts.example/a.css">')


OVER_TLS = """
import django
django.setup()
from django.test import Client
from tests.every_answer import faults_of
from scr.people.models import User

client = Client(headers={"host": "localhost"})
client.force_login(User.objects.get(email="chair@westmarch.example"))
for address in ("/", "/account/login/", "/no-such-page/", "/help/"):
    answer = client.get(address, secure=True)
    print(*faults_of(address, answer, is_https=True), sep="\\n", end="")
page = Client(headers={"host": "localhost"}).get("/account/login/", secure=True)
assert set(page.cookies) == {"__Host-csrf"}, page.cookies
assert set(client.cookies) >= {"__Host-session"}, client.cookies
plain = client.get("/cases/")
assert (plain.status_code, plain["Location"]) == (301, "https://localhost/cases/")
assert client.get("/health/").status_code in (200, 503)
"""


def test_over_tls_cookies_belong_to_this_host_alone(database):
    environment = {**database.environment(), "PUBLIC_URL": "https://localhost", "EVALUATION": "0"}
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", OVER_TLS],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout.strip()) == (0, ""), ran.stdout + ran.stderr
