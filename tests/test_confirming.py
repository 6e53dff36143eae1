"""Before something leaves the application, a person shows once more who it is."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from scr.documents.models import Rendering
from scr.people.models import KeptDraft
from tests.signing_in import PASSWORD, no_tries_yet, quick_passwords, set_up_app, shown_by_app, signed_in  # noqa: F401

pytestmark = pytest.mark.usefixtures("rows", "no_tries_yet", "quick_passwords")
MINUTE = timedelta(minutes=1)
CONFIRM = "/account/reauthenticate/"


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def client(cast, clock):
    """The Chair's browser, signed in six minutes ago."""
    client = signed_in(cast.chair)
    clock.shift(4 * MINUTE)
    client.get("/")
    clock.shift(2 * MINUTE)
    return client


def test_an_export_asks_once_in_five_minutes(case, client, clock):
    export = reverse("actionplans:export", args=[case.pk])
    assert client.get(f"{export}?owner=Housing")["Location"] == f"{CONFIRM}?next={export}%3Fowner%3DHousing"
    page = client.get(f"{CONFIRM}?next={export}").content.decode()
    assert "Enter your password once more" in page
    wrong = client.post(CONFIRM, {"password": "not the password", "next": export})
    assert wrong.status_code == 200
    assert client.get(export).status_code == 302
    assert client.post(CONFIRM, {"password": PASSWORD, "next": export})["Location"] == export
    answer = client.get(export)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    clock.shift(5 * MINUTE - timedelta(seconds=1))
    assert client.get(export).status_code == 200
    clock.shift(timedelta(seconds=1))
    assert client.get(export).status_code == 302


def test_signing_in_counts_as_confirming(cast, case, clock):
    client = signed_in(cast.chair)
    assert client.get(reverse("actionplans:export", args=[case.pk])).status_code == 200


@pytest.mark.parametrize("page", ["actionplans:pdf", "chronology:pdf"])
def test_a_pdf_asks_too_and_leads_back_to_its_button(case, client, page):
    button = "http://testserver" + reverse("actionplans:plan", args=[case.pk])
    answer = client.post(reverse(page, args=[case.pk]), headers={"referer": button})
    assert answer["Location"] == f"{CONFIRM}?next=http%3A//testserver/cases/{case.pk}/plan/"
    elsewhere = client.post(reverse(page, args=[case.pk]), headers={"referer": "http://evil.example/"})
    assert elsewhere["Location"] == f"{CONFIRM}?next=/"
    assert not Rendering.objects.filter(case=case).exists()


def test_what_was_typed_meanwhile_is_kept_and_not_in_the_session(cast, case, client):
    page = reverse("chronology:pdf", args=[case.pk])
    answer = client.post(page, {"words": "the visit in March"})
    draft = KeptDraft.objects.get(user=cast.chair)
    kept = reverse("people:kept", args=[draft.pk])
    assert answer["Location"] == f"{CONFIRM}?next={kept}"
    assert "March" not in str(dict(client.session.items()))
    assert client.post(CONFIRM, {"password": PASSWORD, "next": kept})["Location"] == kept
    assert 'value="the visit in March"' in client.get(kept).content.decode()


def test_a_code_of_the_app_confirms_as_well(cast, case, clock):
    client = signed_in(cast.chair)
    secret = set_up_app(client)
    clock.shift(6 * MINUTE)
    export = reverse("actionplans:export", args=[case.pk])
    assert client.get(export).status_code == 302
    page = client.get(f"{CONFIRM}?next={export}").content.decode()
    assert reverse("mfa_reauthenticate") in page
    code = shown_by_app(secret, at=timezone.now().timestamp())
    assert client.post(reverse("mfa_reauthenticate"), {"code": code, "next": export})["Location"] == export
    assert client.get(export).status_code == 200


def test_people_of_an_evaluation_have_nothing_to_confirm_with(cast, case):
    client = Client()
    client.force_login(cast.chair)
    assert client.get(reverse("actionplans:export", args=[case.pk])).status_code == 200


def test_an_old_session_sets_up_no_second_step_unasked(cast, client):
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer["Location"].startswith(CONFIRM)
