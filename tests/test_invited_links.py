"""Links for people without an account: what they open, for whom, and that they do it once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from scr.audit.models import AuditEntry, Look
from scr.cases.audiences import Kind
from scr.cases.models import Compartment
from scr.cases.writing import act, compartment_of
from scr.people.identity import acting_as, holding
from scr.people.invited_links import (
    LinkClosed,
    board_links,
    end_link,
    held,
    invite_by_link,
    link_of_token,
    token_hash,
    use_link,
)
from scr.people.link_requests import LINKS, link_required
from scr.people.models import Appointment, InvitedLink
from scr.people.services import Refused, appoint, end_appointment
from tests.over_the_wall import shut_gate

PURPOSE = "support"  # any address that takes no arguments
NAME, EMAIL = "Wilma Withoutaccount", "wilma@surgery.example"


def invite(cast, **more):
    values = {"purpose": PURPOSE, "full_name": NAME, "email": EMAIL, "by": cast.administrator}
    return invite_by_link(**{**values, "now": timezone.now(), **more})


@act
def invite_to(case, *, kind, cast):
    compartment = compartment_of(case, kind)
    return invite(cast, case_id=case.pk, compartment_id=compartment.pk)


def seen_by(user):
    with shut_gate(), acting_as(user):
        return list(InvitedLink.objects.all())


def opened(client, token):
    return client.get(reverse("people:open_link", args=[token]))


def shown(request):
    return HttpResponse(f"for {request.link.full_name}, {request.user}")


def knock(client, *, method="get", **guard):
    """A request of a client's session to a view behind the guard."""
    request = getattr(RequestFactory(), method)("/")
    request.session = client.session
    return link_required(PURPOSE, **guard)(shown)(request)


# what is sent and kept


def test_the_token_is_stored_nowhere_and_the_mail_tells_nothing(
    scene, cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        link, token = invite(cast)
    (message,) = mail.outbox
    assert message.to == [EMAIL]
    assert reverse("people:open_link", args=[token]) in message.body
    assert NAME not in message.subject + message.body
    assert link.token_hash == token_hash(token)
    for model in (InvitedLink, InvitedLink.history.model, AuditEntry):
        for row in model.objects.all():
            assert token not in str(row.__dict__)
    assert NAME not in str(list(AuditEntry.objects.values_list("facts", flat=True)))


def test_only_an_administrator_sends_links_of_the_board(scene, cast):
    with pytest.raises(PermissionDenied):
        invite(cast, by=cast.chair)
    link, _ = invite(cast)
    with pytest.raises(PermissionDenied):
        end_link(link, by=cast.chair, now=timezone.now())
    with pytest.raises(PermissionDenied):
        board_links(PURPOSE, by=cast.chair, now=timezone.now())


def test_a_purpose_that_leads_nowhere_is_found_when_it_is_sent(scene, cast):
    with pytest.raises(NoReverseMatch):
        invite(cast, purpose="no:such:page")


# the second wall


def test_the_holder_finds_the_own_link_and_no_other_one(scene, cast):
    link, token = invite(cast)
    other, _ = invite(cast)
    with shut_gate(), acting_as(None):
        assert list(InvitedLink.objects.all()) == []
        assert link_of_token(token) == link.pk
        assert link_of_token("x" * 43) is None
    with shut_gate(), holding(link.pk):
        assert list(InvitedLink.objects.all()) == [link]
        assert held(other.pk) is None
        with pytest.raises(InvitedLink.DoesNotExist):
            use_link(other, now=timezone.now())


def test_links_of_the_board_are_for_its_administrators_today(scene, cast):
    link, _ = invite(cast)
    assert seen_by(cast.administrator) == [link]
    for somebody in (cast.chair, cast.panel_member, cast.housing_author, cast.outsider):
        assert seen_by(somebody) == []
    post = Appointment.objects.get(user=cast.administrator, role="administrator")
    now = timezone.now()
    appoint(cast.chair, role="administrator", by=cast.administrator, now=now, since=post.since_on)
    end_appointment(post, until=timezone.localdate(), by=cast.administrator, now=now)
    assert seen_by(cast.administrator) == []


def test_links_of_a_case_are_for_those_who_read_their_compartment(scene, cast, case):
    link, _ = invite_to(case, kind=Kind.PANEL, cast=cast)
    for reader in (cast.administrator, cast.chair, cast.panel_member):
        assert seen_by(reader) == [link]
    for other in (cast.housing_author, cast.housing_officer, cast.outsider):
        assert seen_by(other) == []
    with shut_gate(), holding(link.pk):
        assert list(InvitedLink.objects.all()) == [link]
        assert list(Compartment.objects.all()) == []  # the link by itself opens nothing of the case


# opening, and what it leads to


def test_opening_leads_to_an_address_without_the_token(scene, cast):
    link, token = invite(cast)
    client = Client()
    response = opened(client, token)
    assert response.status_code == 302
    assert response.url == reverse(PURPOSE)
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert list(client.session[LINKS][PURPOSE]) == [str(link.pk)]
    assert token not in str(dict(client.session))
    (look,) = Look.objects.filter(subject_id=link.pk)
    assert (look.kind, look.actor_id, look.path) == ("seen", None, "/link/<str:token>/")


def test_it_can_be_opened_again_until_it_was_used(scene, cast):
    """Programs that check e-mails open links too, and a draft is gone on with days later."""
    link, token = invite(cast)
    assert opened(Client(), token).status_code == 302
    assert opened(Client(), token).status_code == 302
    with holding(link.pk):
        use_link(link, now=timezone.now())
    assert opened(Client(), token).status_code == 404


def test_whoever_planted_the_session_does_not_share_the_link(scene, cast):
    client = Client()
    client.session.save()
    planted = client.cookies["session"].value
    opened(client, invite(cast)[1])
    assert client.cookies["session"].value != planted


def closed_ones(cast):
    now = timezone.now()
    used, of_used = invite(cast)
    with holding(used.pk):
        use_link(used, now=now)
    ended, of_ended = invite(cast)
    end_link(ended, by=cast.administrator, now=now)
    _, of_old = invite(cast, now=now - timedelta(days=14))
    return {"used": of_used, "ended": of_ended, "over": of_old, "unknown": "a" * 43}


def test_what_opens_nothing_answers_alike_whatever_the_reason(scene, cast):
    answers = {}
    for why, token in closed_ones(cast).items():
        client = Client()
        response = opened(client, token)
        assert response.status_code == 404, why
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert LINKS not in client.session
        answers[why] = response.content
    assert len(set(answers.values())) == 1
    assert b"ask the board\xe2\x80\x99s administrator" in answers["unknown"]


def test_a_link_lasts_its_days_to_the_moment(scene, cast, settings):
    settings.INVITED_LINK_DAYS = 3
    now = timezone.now()
    link, _ = invite(cast, now=now)
    assert link.is_open(now + timedelta(days=3, seconds=-1))
    assert not link.is_open(now + timedelta(days=3))


def test_guessing_is_slowed_down(scene, cast):
    client = Client(REMOTE_ADDR="192.0.2.77")
    answers = [opened(client, f"guess-{number}").status_code for number in range(31)]
    assert answers == [404] * 30 + [429]
    assert opened(Client(REMOTE_ADDR="192.0.2.78"), "guess").status_code == 404


# the guard of pages


def test_the_guard_lets_in_who_came_with_the_link_as_nobody(scene, cast):
    client = Client()
    client.force_login(cast.administrator)
    assert knock(client).status_code == 404
    opened(client, invite(cast)[1])
    assert knock(client).content.decode() == f"for {NAME}, AnonymousUser"


def test_a_link_for_something_else_opens_nothing_here(scene, cast):
    client = Client()
    opened(client, invite(cast, purpose="accessibility")[1])
    assert knock(client).status_code == 404


def test_after_its_use_only_pages_that_say_so_are_shown(scene, cast):
    client, (link, token) = Client(), invite(cast)
    opened(client, token)
    with holding(link.pk):
        use_link(link, now=timezone.now())
    assert knock(client).status_code == 404
    assert knock(client, after_use=True).status_code == 200


@pytest.mark.parametrize("after_use", [False, True])
def test_an_open_page_shuts_when_the_link_is_ended(scene, cast, after_use):
    client, (link, token) = Client(), invite(cast)
    opened(client, token)
    assert knock(client, after_use=after_use).status_code == 200
    end_link(link, by=cast.administrator, now=timezone.now())
    assert knock(client, after_use=after_use).status_code == 404


def test_after_too_long_a_page_wants_the_link_again_and_loses_nothing_sent(scene, cast):
    client, (link, token) = Client(), invite(cast)
    opened(client, token)
    session = client.session
    session[LINKS][PURPOSE][str(link.pk)] -= 31 * 60
    session.save()
    assert knock(client).status_code == 404
    assert knock(client, method="post").status_code == 200


# using and ending


def test_it_is_used_once(scene, cast):
    link, _ = invite(cast)
    with holding(link.pk):
        use_link(link, now=timezone.now())
        with pytest.raises(LinkClosed):
            use_link(link, now=timezone.now())


def test_a_service_that_comes_second_shows_the_page_that_says_what_to_do(scene, cast):
    client, (link, token) = Client(), invite(cast)
    opened(client, token)

    @link_required(PURPOSE)
    def send(request):
        use_link(request.link, now=timezone.now())
        use_link(request.link, now=timezone.now())

    request = RequestFactory().post("/")
    request.session = client.session
    assert send(request).status_code == 404
    link.refresh_from_db()
    assert link.used_at is None  # nothing half done is kept


def test_an_ended_or_used_link_is_not_ended_again(scene, cast):
    link, _ = invite(cast)
    end_link(link, by=cast.administrator, now=timezone.now())
    with pytest.raises(Refused):
        end_link(link, by=cast.administrator, now=timezone.now())
    with holding(link.pk), pytest.raises(LinkClosed):
        use_link(link, now=timezone.now())


def test_history_and_audit_say_through_which_link_nobody_acted(scene, cast):
    link, _ = invite(cast)
    with holding(link.pk):
        use_link(link, now=timezone.now())
    entry = AuditEntry.objects.get(act="link_used")
    assert (entry.actor_id, entry.facts["link"]) == (None, str(link.pk))
    used, sent = link.history.all()
    assert (used.history_user, used.history_change_reason) == (None, f"link {link.pk}")
    assert (sent.history_user, sent.history_change_reason) == (cast.administrator, None)
    assert "link" not in AuditEntry.objects.get(act="link_sent").facts
