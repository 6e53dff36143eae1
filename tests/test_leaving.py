"""Who has nothing left is signed out at once, everywhere; who has something left stays signed in."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from scr.audit.models import AuditEntry
from scr.cases.leaving import tell_of_ends
from scr.cases.models import Participant
from scr.cases.participation import add_participant, end_participation, prolong, recuse
from scr.outbox.models import Notice
from scr.people.sessions import end_sessions
from tests.cast import D0, make_case

pytestmark = pytest.mark.usefixtures("rows")


def signed_in(user):
    """A browser on the first page, from where a session is known by its person."""
    client = Client()
    client.force_login(user)
    assert is_signed_in(client)
    return client


def is_signed_in(client):
    return client.get(reverse("home")).status_code == 200


def end_now(case, user, *, by):
    part = Participant.objects.get(case=case, user=user)
    end_participation(part, until=D0, by=by, now=timezone.now())


def test_who_loses_the_last_part_is_signed_out_in_every_browser(cast, case):
    browsers = [signed_in(cast.housing_author) for _ in range(2)]
    other = signed_in(cast.housing_officer)
    end_now(case, cast.housing_author, by=cast.administrator)
    assert [is_signed_in(one) for one in browsers] == [False, False]
    assert is_signed_in(other)
    entry = AuditEntry.objects.get(act="sessions_ended")
    assert (entry.subject_id, entry.facts) == (cast.housing_author.pk, {"sessions": 2})


def test_who_has_a_part_on_another_case_or_a_post_stays_signed_in(cast, case):
    make_case(cast)
    author, member = signed_in(cast.housing_author), signed_in(cast.panel_member)
    end_now(case, cast.housing_author, by=cast.administrator)
    part = Participant.objects.get(case=case, user=cast.panel_member)
    recuse(part, reason="A cousin", by=cast.administrator, now=timezone.now())
    assert is_signed_in(author)
    assert is_signed_in(member)
    assert author.get(reverse("case", args=[case.pk])).status_code == 404


def test_access_that_ends_later_signs_nobody_out_today(cast, case):
    client = signed_in(cast.housing_author)
    part, now = Participant.objects.get(case=case, user=cast.housing_author), timezone.now()
    end_participation(part, until=now + timedelta(days=1), by=cast.administrator, now=now)
    assert is_signed_in(client)


def test_who_leaves_with_nothing_left_lands_on_the_sign_in_page(cast, case):
    client = signed_in(cast.housing_author)
    address = reverse("cases:recuse", args=[case.pk])
    answer = client.post(address, {"reason": "I knew the mother"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("account_login")
    assert "You have left this case" in answer.content.decode()
    assert not is_signed_in(client)


def test_sessions_of_others_and_broken_ones_are_left_alone(cast, case):
    client = signed_in(cast.housing_officer)
    tomorrow = timezone.now() + timedelta(days=1)
    Session.objects.create(session_key="broken", session_data="no data", expire_date=tomorrow)
    assert end_sessions(cast.housing_author, now=timezone.now()) == 0
    assert is_signed_in(client)
    assert Session.objects.filter(session_key="broken").exists()


def test_a_new_part_lets_somebody_sign_in_again(cast, case):
    end_now(case, cast.housing_author, by=cast.administrator)
    add_participant(case, cast.housing_author, role="auditor", by=cast.administrator, now=timezone.now())
    assert is_signed_in(signed_in(cast.housing_author))


def ends():
    return Notice.objects.filter(key__startswith="ends:")


def test_those_who_run_the_case_are_told_once_a_week_before_access_ends(cast, case):
    now = timezone.now()
    soon, later = now + timedelta(days=6), now + timedelta(days=8)
    for user, until in ((cast.outsider, soon), (cast.overview_author, later)):
        add_participant(case, user, role="auditor", by=cast.administrator, now=D0, until=until)
    assert (tell_of_ends(now), tell_of_ends(now)) == (1, 1)
    assert {one.recipient_id for one in ends()} == {cast.administrator.pk, cast.chair.pk}
    assert ends().count() == 2
    assert not any("Otto" in one.subject + one.body for one in ends())
    part = Participant.objects.get(case=case, user=cast.outsider)
    prolong(part, until=soon + timedelta(hours=1), reason="A day more", by=cast.administrator, now=now)
    tell_of_ends(now)
    assert ends().count() == 4
