"""Every change of how somebody signs in is in the audit's chain, told by e-mail, and ends other sessions."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse

from scr.audit.models import AuditEntry
from tests.cast import make_cast
from tests.signing_in import (
    PASSWORD,
    no_tries_yet,  # noqa: F401
    quick_passwords,  # noqa: F401
    set_up_app,
    signed_in,
    typed_password,
)

pytestmark = pytest.mark.usefixtures("fresh_database", "no_tries_yet", "quick_passwords")
NEW = "amber window goat"


def acts_of(user):
    found = AuditEntry.objects.filter(subject_id=user.pk).order_by("number")
    return list(found.values_list("act", flat=True))


def test_changes_of_password_and_factors_are_in_the_chain_and_told():
    chair = make_cast().chair
    before = len(acts_of(chair))
    there, here = signed_in(chair), typed_password(chair)[0]
    assert there.get("/").status_code == 200
    set_up_app(here)
    assert there.get("/").status_code == 302  # a new second step ends other sessions
    assert here.get("/").status_code == 200
    here.get(reverse("mfa_view_recovery_codes"))
    here.post(reverse("mfa_generate_recovery_codes"))
    words = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    here.post(reverse("account_change_password"), words)
    here.post(reverse("mfa_deactivate_totp"))
    told = ["authenticator_app_added", "recovery_codes_made", "password_changed", "authenticator_app_removed"]
    assert acts_of(chair)[before:] == told
    assert not Authenticator.objects.filter(user=chair).exists()
    assert [message.to for message in mail.outbox] == [[chair.email]] * len(told)
    texts = " ".join(message.subject + message.body for message in mail.outbox)
    assert "authenticator app was set up" in texts and "password of your account" in texts
    assert not [one for one in ("Cora", "127.0.0.1", "Westmarch") if one in texts]
