"""What is typed when the time is over is kept on the server, for its writer only, and can be sent again."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from scr.pages.tasks import purge as purge_task
from scr.people.drafts import purge
from scr.people.models import Agency, KeptDraft
from tests.cast import make_cast
from tests.signing_in import no_tries_yet, quick_passwords, signed_in  # noqa: F401

pytestmark = pytest.mark.usefixtures("rows", "no_tries_yet", "quick_passwords")
TYPED = {
    "name": "Westmarch “Schools” & <Colleges>\r\nin two lines",
    "short_name": "Schools",
    "is_on_board": "no",
    "password": "never kept",
    "csrfmiddlewaretoken": "never kept either",
}


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return make_cast()


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def browser_of(user, **options):
    client = Client(**options)
    client.force_login(user)
    client.get("/")
    return client


def too_late(client, clock, typed=TYPED, page="people:add_agency"):
    """Send a form after the limit; the address to go on at after signing in, and the answer."""
    clock.shift(timedelta(minutes=31))
    answer = client.post(reverse(page), typed)
    assert answer.status_code == 302
    return parse_qs(urlsplit(answer["Location"]).query)["next"][0], answer


def hidden_fields(page):
    form = re.search(r'<form method="post" action="/people/[^>]*>(.*?)</form>', page, re.DOTALL)[1]
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in fields}


def test_what_was_typed_is_kept_and_sent_after_signing_in(cast, clock):
    client = browser_of(cast.administrator)
    kept, answer = too_late(client, clock)
    assert "What you typed is kept" in client.get(answer["Location"]).content.decode()
    assert not Agency.objects.filter(short_name="Schools").exists()
    client.force_login(cast.administrator)
    assert "We kept what you typed" in client.get("/").content.decode()
    page = client.get(kept).content.decode()
    assert 'action="/people/agencies/add/"' in page
    fields = hidden_fields(page)
    assert fields["name"] == TYPED["name"]
    assert set(fields) == {"name", "short_name", "is_on_board", "kept_draft", "csrfmiddlewaretoken"}
    assert "never kept" not in page
    sent = client.post("/people/agencies/add/", {**fields, "name": "Westmarch Schools"}, follow=True)
    assert "Westmarch Schools is added" in sent.content.decode()
    assert client.get(kept).status_code == 404
    assert "We kept what you typed" not in client.get("/").content.decode()


def test_one_that_is_refused_stays_until_it_is_taken_in(cast, clock):
    client = browser_of(cast.administrator)
    kept, _ = too_late(client, clock, {**TYPED, "short_name": "Housing"})
    client.force_login(cast.administrator)
    fields = hidden_fields(client.get(kept).content.decode())
    answer = client.post("/people/agencies/add/", {**fields, "name": "Westmarch Schools"})
    assert "Another agency has this name already" in answer.content.decode()
    assert client.get(kept).status_code == 200


def test_nobody_else_sees_sends_or_throws_it_away(cast, clock):
    kept, _ = too_late(browser_of(cast.administrator), clock)
    for user in (cast.chair, cast.outsider):
        client = browser_of(user)
        assert client.get(kept).status_code == 404
        assert client.post(f"{kept}throw-away/").status_code == 404
        client.post("/account/logout/", {"kept_draft": kept.split("/")[-2]})
    assert Client().get(kept).status_code == 302
    assert KeptDraft.objects.count() == 1
    assert browser_of(cast.administrator).get(kept).status_code == 200


def test_it_is_thrown_away_when_its_writer_says_so(cast, clock):
    kept, _ = too_late(browser_of(cast.administrator), clock)
    client = browser_of(cast.administrator)
    shown = client.post(f"{kept}throw-away/", follow=True).content.decode()
    assert "What was kept is thrown away" in shown
    assert not KeptDraft.objects.exists()


def test_it_lies_sealed(cast, clock):
    too_late(browser_of(cast.administrator), clock)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(draft)::text FROM people_keptdraft draft")
        at_rest = cursor.fetchone()[0]
    assert "had_files" in at_rest
    assert not [word for word in ("Schools", "Colleges", "agencies") if word in at_rest]


def test_files_are_asked_for_again(cast, clock):
    client = browser_of(cast.administrator)
    typed = {**TYPED, "file": SimpleUploadedFile("minutes.pdf", b"%PDF-1.7")}
    kept, _ = too_late(client, clock, typed)
    client.force_login(cast.administrator)
    page = client.get(kept).content.decode()
    assert "You will be asked to choose them again" in page
    assert "minutes.pdf" not in page


def test_after_seven_days_it_is_gone_read_or_not(cast, clock):
    kept, _ = too_late(browser_of(cast.administrator), clock)
    clock.shift(timedelta(days=7, seconds=-1))
    client = browser_of(cast.administrator)
    purge_task()
    assert client.get(kept).status_code == 200
    clock.shift(timedelta(seconds=1))
    assert client.get(kept).status_code == 404
    too_late(browser_of(cast.chair), clock)
    clock.shift(timedelta(days=7))
    purge(timezone.now())
    assert not KeptDraft.objects.exists()


def test_a_form_of_another_site_plants_nothing(cast, clock):
    client = browser_of(cast.administrator, enforce_csrf_checks=True)
    clock.shift(timedelta(minutes=31))
    assert client.post(reverse("people:add_agency"), TYPED).status_code == 403
    assert not KeptDraft.objects.exists()
    assert client.get("/").status_code == 302  # signed out all the same


def test_signing_in_again_is_no_draft_and_an_empty_form_neither(cast, clock):
    client = browser_of(cast.administrator)
    clock.shift(timedelta(minutes=31))
    answer = client.post("/evaluation/sign-in/", {"email": cast.chair.email})
    assert answer["Location"] == "/"
    assert client.get("/").status_code == 200
    clock.shift(timedelta(minutes=31))
    address = reverse("people:invite_again", args=[cast.outsider.pk])
    answer = client.post(address)
    assert answer["Location"] == "/account/login/?next=/"
    assert not KeptDraft.objects.exists()


def test_the_password_page_keeps_nothing(cast, clock):
    client = signed_in(cast.chair)
    client.get("/")
    clock.shift(timedelta(minutes=31))
    words = {"oldpassword": "purple harbour ladder", "password1": "amber window goat"}
    client.post(reverse("account_change_password"), {**words, "password2": "amber window goat"})
    assert not KeptDraft.objects.exists()
    assert client.get("/").status_code == 302
