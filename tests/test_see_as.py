"""An administrator sees a case as somebody else would: what both may read, nothing to press, on record."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from scr.audit.models import AuditEntry, Look
from scr.audit.services import save_recorded
from scr.cases.audiences import Audience, Kind
from scr.cases.models import Compartment, Milestone, Participant
from scr.cases.services import release
from scr.cases.writing import compartment_of
from scr.people.identity import acting_as
from tests.cast import D0
from tests.over_the_wall import shut_gate


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def part_of(user, case):
    return Participant.objects.get(user=user, case=case)


def see_as(client, user, case):
    part = part_of(user, case)
    return client.post(reverse("cases:see_as", args=[case.pk, part.pk]), follow=True)


def end(part, *, by):
    part.until = D0
    save_recorded(part, by=by, at=D0, act="participation_ended")


def text(answer):
    return answer.content.decode()


@pytest.fixture
def looking(cast, case):
    """The administrator looking through the eyes of Housing's reviewer."""
    client = signed_in(cast.administrator)
    see_as(client, cast.housing_author, case)
    return client


def test_the_pages_are_those_of_the_other_person(cast, case, looking):
    page = text(looking.get(reverse("case", args=[case.pk])))
    own = text(signed_in(cast.housing_author).get(reverse("case", args=[case.pk])))
    assert "This is what Hanna Housing (Agency reviewer) sees" in page
    assert "Community Health" not in page
    assert "Community Health" not in own
    assert looking.get(reverse("referrals:referral", args=[case.pk])).status_code == 404


def test_what_the_administrator_may_not_read_stays_shut(cast, case):
    """Otherwise an agency's unsent review would be open to whoever looks through its author's eyes."""
    private = compartment_of(case, Kind.PRIVATE, cast.housing)
    sent = compartment_of(case, Kind.SUBMISSION, cast.housing)
    release(sent, Audience.ADMINISTRATION, by=cast.housing_officer, now=D0)
    shown = cast.housing_author
    with shut_gate(), acting_as(shown):
        assert {private, sent} <= set(Compartment.objects.visible_to(shown))
    shown.onlooker = cast.administrator
    with shut_gate(), acting_as(shown):
        for seen in (set(Compartment.objects.visible_to(shown)), set(Compartment.objects.all())):
            assert sent in seen
            assert private not in seen
            assert {one.agency_id for one in seen} == {None, cast.housing.pk}


def test_nothing_can_be_written_meanwhile(cast, case, looking):
    before = AuditEntry.objects.count(), Milestone.objects.count()
    for name in ("reviews:upload_review", "reviews:hand_over"):
        address = reverse(name, args=[case.pk, cast.housing.pk])
        assert "You only look, as Hanna Housing would" in text(looking.post(address, follow=True))
    assert (AuditEntry.objects.count(), Milestone.objects.count()) == before


@pytest.mark.parametrize("address", ["/people/", "/calendar/", "/refer/", "/account/password/change/"])
def test_what_is_the_person_s_own_is_not_shown(case, looking, address):
    answer = looking.get(address)
    assert (answer.status_code, answer["Location"]) == (302, reverse("case", args=[case.pk]))


def test_it_is_on_record_and_ends_when_it_is_stopped(cast, case, looking):
    entry = AuditEntry.objects.filter(act="seen_as").get()
    assert (entry.actor_id, entry.subject_id) == (
        cast.administrator.pk,
        part_of(cast.housing_author, case).pk,
    )
    page = text(looking.post(reverse("cases:stop_seeing"), follow=True))
    assert "You see the case as yourself again." in page
    assert "Community Health" in page
    assert AuditEntry.objects.filter(act="seen_as_ended", actor_id=cast.administrator.pk).exists()


def test_the_looks_are_the_administrator_s_own(cast, case, looking):
    looking.get(reverse("cases:timetable", args=[case.pk]))
    looks = Look.objects.filter(view="cases:timetable", subject_id=case.pk)
    assert {look.actor_id for look in looks} == {cast.administrator.pk}


def test_it_ends_by_itself(case, looking):
    now = timezone.now()
    with time_machine.travel(now + timedelta(minutes=20), tick=False):
        assert "You only look" in text(looking.get(reverse("case", args=[case.pk])))
    with time_machine.travel(now + timedelta(minutes=31), tick=False):
        page = text(looking.get(reverse("case", args=[case.pk]), follow=True))
    assert "You see the case as yourself again." in page


def test_it_ends_with_the_part_that_is_looked_through(cast, case, looking):
    part = part_of(cast.housing_author, case)
    end(part, by=cast.administrator)
    assert "You see the case as yourself again." in text(looking.get("/", follow=True))


def test_it_ends_with_the_administrator_s_own_part(cast, case, looking):
    part = part_of(cast.administrator, case)
    end(part, by=cast.administrator)
    assert looking.get(reverse("case", args=[case.pk]), follow=True).redirect_chain == [("/", 302)]
    assert looking.get(reverse("case", args=[case.pk])).status_code == 404


@pytest.mark.parametrize("who", ["chair", "panel_member", "housing_officer"])
def test_nobody_else_looks_through_other_eyes(cast, case, who):
    part = part_of(cast.administrator, case)
    client = signed_in(getattr(cast, who))
    answer = client.post(reverse("cases:see_as", args=[case.pk, part.pk]))
    assert answer.status_code in (403, 404)
    assert not AuditEntry.objects.filter(act="seen_as").exists()


def test_nobody_sees_as_themselves(cast, case):
    page = text(see_as(signed_in(cast.administrator), cast.administrator, case))
    assert "This is you. Choose somebody else." in page


def test_the_look_is_the_administrator_s_and_not_that_of_whom_they_look_as(cast, case, looking):
    before = Look.objects.latest("pk").pk
    looking.get(reverse("case", args=[case.pk]))
    looks = Look.objects.filter(pk__gt=before, view="case")
    assert set(looks.values_list("actor_id", flat=True)) == {cast.administrator.pk}


def test_it_asks_the_administrator_alone_for_the_second_step(cast, case, looking):
    """The person who is looked through has none, and need not have one to be looked through."""
    Authenticator.objects.create(user=cast.administrator, type=Authenticator.Type.TOTP, data={})
    with override_settings(SECOND_FACTOR=True):
        page = looking.get(reverse("case", args=[case.pk]))
    assert page.status_code == 200
    assert "You only look" in text(page)
