"""Passkeys: added, used as the second step and to confirm, renamed and removed."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import override_settings
from django.urls import reverse

from scr.audit.models import AuditEntry
from tests.cast import make_cast
from tests.passkeys import SecurityKey, asked_by
from tests.signing_in import (
    no_tries_yet,  # noqa: F401
    quick_passwords,  # noqa: F401
    set_up_app,
    signed_in,
    typed_password,
)

pytestmark = pytest.mark.usefixtures("rows", "no_tries_yet", "quick_passwords")
ADD = "/account/2fa/webauthn/add/"
USE = "/account/2fa/authenticate/"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return make_cast()


def added(client, key):
    page = client.get(ADD, secure=True).content.decode()
    return client.post(ADD, {"name": "Work phone", "credential": key.made_for(page)}, secure=True)


def waiting(user):
    """A browser that has typed the password, and the page that asks for more."""
    client, answer = typed_password(user)
    assert answer["Location"] == USE
    return client, client.get(USE, secure=True).content.decode()


def test_a_passkey_is_the_second_step(cast):
    key = SecurityKey()
    client = signed_in(cast.chair)
    with override_settings(SECOND_FACTOR=True):
        assert client.get("/")["Location"] == "/account/2fa/"
        answer = added(client, key)
        assert answer["Location"] == reverse("mfa_view_recovery_codes")
        assert client.get("/").status_code == 200
        browser, page = waiting(cast.chair)
        assert "Use your passkey" in page
        assert browser.post(USE, {"credential": key.used_for(page)}, secure=True)["Location"] == "/"
        assert browser.get("/").status_code == 200


def test_another_key_another_site_and_an_old_challenge_open_nothing(cast):
    key = SecurityKey()
    added(signed_in(cast.chair), key)
    browser, page = waiting(cast.chair)
    stranger = SecurityKey(credential_id=key.credential_id)
    elsewhere = SecurityKey(
        origin="https://lantern.example", credential_id=key.credential_id, private=key.private
    )
    for answer in (stranger.used_for(page), elsewhere.used_for(page), "{}", "no json"):
        assert browser.post(USE, {"credential": answer}, secure=True).status_code == 200
        page = browser.get(USE, secure=True).content.decode()
    old = key.used_for(page)
    browser.get(USE, secure=True)  # another challenge
    assert browser.post(USE, {"credential": old}, secure=True).status_code == 200
    assert browser.get("/").status_code == 302


def test_a_passkey_is_asked_for_where_there_is_one(cast):
    client = signed_in(cast.chair)
    set_up_app(client)
    assert "Use your passkey" not in waiting(cast.chair)[1]
    added(client, SecurityKey())
    assert "Use your passkey" in waiting(cast.chair)[1]
    page = client.get(reverse("mfa_reauthenticate_webauthn"), secure=True).content.decode()
    assert asked_by(page)["request_options"]["publicKey"]["allowCredentials"]
    assert "Use your passkey" in page


def test_a_passkey_is_renamed_and_removed(cast):
    client = signed_in(cast.chair)
    added(client, SecurityKey())
    mine = Authenticator.objects.get(user=cast.chair, type="webauthn")
    assert "Work phone" in client.get(reverse("mfa_list_webauthn")).content.decode()
    client.post(reverse("mfa_edit_webauthn", args=[mine.pk]), {"name": "Home phone"})
    assert "Home phone" in client.get(reverse("mfa_list_webauthn")).content.decode()
    other = signed_in(cast.panel_member)
    assert other.post(reverse("mfa_remove_webauthn", args=[mine.pk])).status_code == 404
    page = client.get(reverse("mfa_remove_webauthn", args=[mine.pk])).content.decode()
    assert "Remove this passkey?" in page
    client.post(reverse("mfa_remove_webauthn", args=[mine.pk]))
    assert not Authenticator.objects.filter(user=cast.chair).exists()  # nor are recovery codes left alone


def test_who_lost_phone_and_codes_begins_anew_with_an_administrator(cast, django_capture_on_commit_callbacks):
    theirs = signed_in(cast.chair)
    added(theirs, SecurityKey())
    address = reverse("people:remove_factors", args=[cast.chair.pk])
    administrator = signed_in(cast.administrator)
    assert "telephone a number" in administrator.get(address).content.decode()
    for stranger in (theirs, signed_in(cast.panel_member)):
        assert stranger.post(address).status_code == 403
    assert Authenticator.objects.filter(user=cast.chair).count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        shown = administrator.post(address, follow=True).content.decode()
    assert "The second steps of Cora Chair are removed" in shown
    assert not Authenticator.objects.filter(user=cast.chair).exists()
    assert theirs.get("/").status_code == 302
    assert mail.outbox[-1].to == [cast.chair.email]
    assert "removed the second step" in mail.outbox[-1].body
    assert AuditEntry.objects.get(act="factors_removed").subject_id == cast.chair.pk
    again = administrator.post(address, follow=True).content.decode()
    assert "No second step is set up" in again
    own = reverse("people:remove_factors", args=[cast.administrator.pk])
    assert "You cannot do this for yourself" in administrator.post(own, follow=True).content.decode()
