"""People, posts and agencies: kept by administrators; invited by a link; out when the account closes."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from scr.audit.models import AuditEntry
from scr.people.models import Agency, Appointment, User
from scr.people.services import Refused, appoint, disable, invite, send_invitation, standing
from tests.cast import D0, make_case, make_cast, person
from tests.mail_server import free_port
from tests.signing_in import do_what_the_worker_was_asked

pytestmark = pytest.mark.usefixtures("rows")
PASSWORD = "purple harbour ladder"
INVITED = {
    "full_name": "Nora Newcomer",
    "email": "Nora.Newcomer@Westmarch.example",
    "job_title": "Nurse",
    "agency": "",
}


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return make_cast()


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def invited(cast, capture):
    """Invite somebody on the page; the answer shown, the account and the e-mail."""
    with (
        override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"),
        capture(execute=True),
    ):
        answer = signed_in(cast.administrator).post(reverse("people:invite"), INVITED, follow=True)
    return answer.content.decode(), User.objects.get(email="nora.newcomer@westmarch.example"), mail.outbox[-1]


def test_the_invited_person_chooses_a_password_and_signs_in(cast, django_capture_on_commit_callbacks):
    shown, user, message = invited(cast, django_capture_on_commit_callbacks)
    assert "Nora Newcomer is invited" in shown
    assert "Awaiting first sign-in" in shown
    assert not user.has_usable_password()
    assert message.to == ["nora.newcomer@westmarch.example"]
    link = re.search(r"http://testserver(\S+)", message.body)[1]
    visitor = Client()
    form = visitor.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    visitor.post(address, {"password1": PASSWORD, "password2": PASSWORD})
    signed = Client().post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert (signed.status_code, signed["Location"]) == (302, reverse("home"))
    used_again = Client().get(link, follow=True)
    assert "password1" not in used_again.content.decode()


def test_an_invitation_holds_no_word_of_any_case(cast, django_capture_on_commit_callbacks):
    case = make_case(cast)
    _, _, message = invited(cast, django_capture_on_commit_callbacks)
    text = message.subject + message.body
    assert not [
        word for word in (case.reference, case.code_name, "Housing", "child ", "Alma") if word in text
    ]


def test_somebody_without_a_password_can_ask_for_a_link(cast, django_capture_on_commit_callbacks):
    user = person("Nora Newcomer", by=cast.administrator)
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(reverse("account_reset_password"), {"email": user.email.upper()})
    do_what_the_worker_was_asked("scr.people.tasks.send_password_link")
    assert [message.to for message in mail.outbox] == [[user.email]]
    assert "/account/password/reset/key/" in mail.outbox[0].body


def test_an_invitation_that_cannot_be_sent_can_be_sent_again(cast, django_capture_on_commit_callbacks):
    user = person("Nora Newcomer", by=cast.administrator)
    smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
    address = reverse("people:invite_again", args=[user.pk])
    client = signed_in(cast.administrator)
    with override_settings(**smtp, EMAIL_PORT=free_port()), django_capture_on_commit_callbacks(execute=True):
        assert client.post(address).status_code == 302
    with (
        override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        client.post(address)
    assert [message.to for message in mail.outbox] == [[user.email]]
    sent = AuditEntry.objects.filter(act="invitation_sent", subject_id=user.pk)
    assert sent.count() == 2


def test_an_address_is_invited_once(cast):
    shown = signed_in(cast.administrator).post(
        reverse("people:invite"), {**INVITED, "email": cast.chair.email.upper()}
    )
    assert "has an account already" in shown.content.decode()
    assert 'value="Nora Newcomer"' in shown.content.decode()
    with pytest.raises(Refused):
        invite(email=cast.chair.email, full_name="Cora Again", by=cast.administrator, now=D0)
    assert User.objects.filter(email=cast.chair.email).count() == 1


def test_an_empty_form_says_what_to_enter(cast):
    shown = signed_in(cast.administrator).post(reverse("people:invite"), {}).content.decode()
    assert "There is a problem" in shown
    assert "Enter full name" in shown
    assert "Enter email address" in shown


def test_closing_an_account_ends_its_sessions_at_once(cast):
    client = signed_in(cast.panel_member)
    assert client.get(reverse("home")).status_code == 200
    administrator = signed_in(cast.administrator)
    address = reverse("people:disable", args=[cast.panel_member.pk])
    assert "signed out everywhere at once" in administrator.get(address).content.decode()
    assert User.objects.get(pk=cast.panel_member.pk).is_active
    administrator.post(address)
    answer = client.get(reverse("home"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
    assert not User.objects.get(pk=cast.panel_member.pk).is_active
    with pytest.raises(Refused):
        send_invitation(User.objects.get(pk=cast.panel_member.pk), by=cast.administrator, now=D0)


def test_nobody_closes_the_own_account(cast):
    client = signed_in(cast.administrator)
    shown = client.post(reverse("people:disable", args=[cast.administrator.pk]), follow=True).content.decode()
    assert "You cannot close your own account" in shown
    assert User.objects.get(pk=cast.administrator.pk).is_active
    with pytest.raises(Refused):
        disable(cast.administrator, by=cast.administrator, now=D0)


def test_posts_are_given_and_ended(cast):
    client = signed_in(cast.administrator)
    given = {
        "role": "legal_adviser",
        "post": "Solicitor",
        "since_on_day": "5",
        "since_on_month": "3",
        "since_on_year": "2007",
    }
    shown = client.post(
        reverse("people:give_post", args=[cast.outsider.pk]), given, follow=True
    ).content.decode()
    assert "Solicitor" in shown
    post = Appointment.objects.get(user=cast.outsider)
    assert post in standing("legal_adviser", on=D0.date())
    end = {"until_on_day": "6", "until_on_month": "3", "until_on_year": "2007"}
    client.post(reverse("people:end_post", args=[post.pk]), end)
    assert not standing("legal_adviser", on=D0.date() + timedelta(days=1))
    assert Appointment.history.filter(id=post.pk).count() == 2


def test_the_last_administrator_keeps_the_post(cast):
    post = Appointment.objects.get(user=cast.administrator, role="administrator")
    client = signed_in(cast.administrator)
    today = timezone.localdate()
    end = {"until_on_day": today.day, "until_on_month": today.month, "until_on_year": today.year}
    shown = client.post(reverse("people:end_post", args=[post.pk]), end).content.decode()
    assert "nobody would be left in it" in shown
    appoint(cast.outsider, role="administrator", by=cast.administrator, now=D0, since=D0.date())
    client.post(reverse("people:end_post", args=[post.pk]), end)
    assert client.get(reverse("people:people")).status_code == 403
    assert signed_in(cast.outsider).get(reverse("people:people")).status_code == 200


def test_agencies_are_added_once(cast):
    client = signed_in(cast.administrator)
    given = {"name": "Westmarch Schools", "short_name": "Schools", "is_on_board": "no"}
    assert (
        "Westmarch Schools is added"
        in client.post(reverse("people:add_agency"), given, follow=True).content.decode()
    )
    assert not Agency.objects.get(short_name="Schools").is_on_board
    again = client.post(reverse("people:add_agency"), {**given, "name": "westmarch schools"}).content.decode()
    assert "Another agency has this name already" in again
    assert Agency.objects.filter(name__iexact="Westmarch Schools").count() == 1


def pages(cast):
    post = Appointment.objects.filter(user=cast.chair).get()
    one = [cast.chair.pk]
    return [
        *(reverse(f"people:{name}") for name in ("people", "invite", "agencies", "add_agency")),
        *(reverse(f"people:{name}", args=one) for name in ("person", "disable", "give_post")),
        reverse("people:end_post", args=[post.pk]),
    ]


def test_administrators_only(cast):
    for address in pages(cast):
        assert signed_in(cast.administrator).get(address).status_code == 200
        for user in (cast.chair, cast.panel_member, cast.housing_officer, cast.outsider):
            assert signed_in(user).get(address).status_code == 403
            assert signed_in(user).post(address, {}).status_code == 403
        assert Client().get(address).status_code == 302
    again = reverse("people:invite_again", args=[cast.chair.pk])
    assert signed_in(cast.chair).post(again).status_code == 403


def test_the_list_is_searched_by_name_address_and_agency(cast):
    client = signed_in(cast.administrator)
    for words, found, not_found in (
        ("quinn", "Quinn Panel", "Pat Panel"),
        ("cora.chair@", "Cora Chair", "Pat Panel"),
        ("Westmarch Housing", "Hanna Housing", "Nia Health"),
    ):
        shown = client.post(reverse("people:people"), {"words": words}, follow=True).content.decode()
        assert found in shown
        assert not_found not in shown
    nobody = client.post(reverse("people:people"), {"words": "zzz"}, follow=True)
    assert "Nobody found" in nobody.content.decode()


def test_the_list_asks_as_much_for_ten_people_as_for_a_hundred(cast):
    def queries_with(count):
        for number in range(User.objects.count(), count):
            user = person(f"Person {number}", agency=cast.housing, by=cast.administrator)
            appoint(user, role="board_member", by=cast.administrator, now=D0, since=D0.date())
        client = signed_in(cast.administrator)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("people:people")).status_code == 200
        return len(captured)

    assert queries_with(12) == queries_with(100)
