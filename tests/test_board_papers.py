"""Protocols that the board has agreed with its neighbours: on file, read by those who work by them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from scr.documents.models import BoardPaper
from scr.documents.papers import tell_of_reviews
from scr.outbox.models import Notice
from tests.beside import typed_day
from tests.cast import make_cast
from tests.plan_pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def put(cast, title, **more):
    today = timezone.localdate()
    typed = {"title": title, "parties": "Ashvale\nBrookmere"}
    typed |= typed_day("agreed_on", today) | typed_day("review_on", today + timedelta(days=300))
    paper = SimpleUploadedFile("protocol.txt", f"How we work: {title}".encode())
    client = signed_in(cast.administrator)
    return client.post(reverse("documents:add_paper"), typed | {"paper": paper} | more, follow=True)


@pytest.mark.requirement("R087")
def test_a_protocol_is_kept_on_file_with_its_parties_and_days(cast):
    assert "No protocol is on file" in words(signed_in(cast.chair).get(reverse("documents:board_papers")))
    assert "Cross-border protocol is on file." in words(put(cast, "Cross-border protocol"))
    shown = words(signed_in(cast.panel_member).get(reverse("documents:board_papers")))
    assert all(one in shown for one in ("Cross-border protocol", "Ashvale", "Brookmere", "Gone over again"))
    first = BoardPaper.objects.get()
    got = signed_in(cast.panel_member).get(reverse("documents:board_paper", args=[first.pk]))
    assert got.content == b"How we work: Cross-border protocol"
    assert "attachment" in got["Content-Disposition"]
    put(cast, "Protocol of next year", takes_place_of=str(first.pk))
    shown = words(signed_in(cast.chair).get(reverse("documents:board_papers")))
    assert "Earlier ones Cross-border protocol" in shown
    assert first.history.count() == 1


def test_a_file_that_is_not_taken_is_refused_and_what_was_typed_stays(cast):
    answer = put(cast, "Cross-border protocol", paper=SimpleUploadedFile("protocol.exe", b"MZ"))
    assert "of a kind that is not taken" in words(answer)
    assert 'value="Cross-border protocol"' in answer.content.decode()
    assert not BoardPaper.objects.exists()


def test_others_neither_read_nor_write(cast):
    put(cast, "Cross-border protocol")
    paper = BoardPaper.objects.get()
    for user in (cast.housing_author, cast.housing_officer, cast.outsider):
        client = signed_in(user)
        assert client.get(reverse("documents:board_papers")).status_code == 403
        assert client.get(reverse("documents:board_paper", args=[paper.pk])).status_code == 403
    for user in (cast.chair, cast.panel_member, cast.outsider):
        assert signed_in(user).post(reverse("documents:add_paper")).status_code == 403


def test_the_administrator_is_reminded_that_a_protocol_is_to_be_gone_over_again(cast):
    today = timezone.localdate()
    put(cast, "Soon again", **typed_day("review_on", today + timedelta(days=20)))
    put(cast, "Long to go", **typed_day("review_on", today + timedelta(days=300)))
    now = timezone.now()
    tell_of_reviews(now)
    tell_of_reviews(now + timedelta(days=1))
    (ahead,) = Notice.objects.filter(key__startswith="protocol:")
    assert (ahead.recipient_id, ahead.path) == (cast.administrator.pk, reverse("documents:board_papers"))
    tell_of_reviews(now + timedelta(days=20))
    assert Notice.objects.filter(key__contains=":due:").count() == 1
    home = words(signed_in(cast.administrator).get("/"))
    assert "Go over the protocol “Soon again” again with those who agreed it" in home
    assert "Long to go" not in home
    assert "Soon again" not in words(signed_in(cast.chair).get("/"))


def test_a_newer_protocol_takes_the_task_along(cast):
    today = timezone.localdate()
    put(cast, "Soon again", **typed_day("review_on", today + timedelta(days=20)))
    put(cast, "The newer one", takes_place_of=str(BoardPaper.objects.get().pk))
    tell_of_reviews(timezone.now())
    assert not Notice.objects.filter(key__startswith="protocol:").exists()
    assert "Soon again" not in words(signed_in(cast.administrator).get("/"))
