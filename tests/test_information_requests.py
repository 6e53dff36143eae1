"""Requests for information: asked by letter 2, answered in an account or through a link, read by few."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from referrals import information as asking
from referrals.information import Known, Outside
from referrals.models import InformationRequest, InformationReturn
from referrals.services import consult_panel
from scr.audit.models import AuditEntry
from scr.cases.models import Duty
from scr.cases.participation import add_participant
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.letters.models import Letter
from scr.outbox.models import Notice
from tests.cast import D0, Scene, make_cast
from tests.counts import MANY
from tests.referring import refer, refer_up_to_recommendation

pytestmark = pytest.mark.usefixtures("rows")
REPLY_BY = date(2007, 3, 16)
NOW = D0 + timedelta(days=1)
WORDS = "Child born 2 May 2005, QzNamed. When did you last see them?"
OUTSIDE = Outside("Harbour Nursery", "Wilma Without", "wilma@nursery.example")
KNOWN = Known(
    is_known=True,
    known_since="spring 2005",
    known_until="still",
    summary="Seen monthly QzSeen.",
    concerns="Weight",
    are_records_secured=True,
    records_where="Main office",
    contact="Wilma, 01632 960001",
)


@pytest.fixture(scope="module")
def module_scene(module_rows):
    cast = make_cast()
    case = refer(cast)
    for agency, officer, author in (
        (cast.housing, cast.housing_officer, cast.housing_author),
        (cast.health, cast.health_officer, cast.health_author),
    ):
        for user, role in ((officer, "chief_officer"), (author, "agency_author")):
            add_participant(case, user, role=role, agency=agency, by=cast.administrator, now=D0)
    consult_panel(case, by=cast.chair, now=D0)
    case.refresh_from_db()
    return Scene(cast, case)


def ask(case, cast, *agencies, now=NOW, reply_by=REPLY_BY, **more):
    return asking.ask(
        case, agencies=agencies, words=WORDS, reply_by=reply_by, by=cast.administrator, now=now, **more
    )


def ask_outside(case, cast, outside=OUTSIDE):
    """Asked today, as a link holds by the clock of the wall."""
    now = timezone.now()
    (request,) = ask(case, cast, outside=outside, now=now, reply_by=now.date() + timedelta(days=7))
    return request


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def url(name, case, request=None):
    args = {"case_id": case.pk} | ({"subject_id": request.pk} if request else {})
    return reverse(f"referrals:{name}", kwargs=args)


def form(**changes):
    return {
        "is_known": "yes",
        "known_since": "2005",
        "known_until": "still",
        "summary": "Seen monthly QzSeen.",
        "concerns": "",
        "records_where": "Main office",
        "are_records_secured": "yes",
        "contact": "Wilma, 01632 960001",
        **changes,
    }


# Asking


@pytest.mark.requirement("R043")
@pytest.mark.requirement("R044")
def test_agencies_are_asked_on_the_page_by_letter_2_with_a_task_and_a_date(cast, case):
    sent = {
        "agencies": [str(cast.housing.pk), str(cast.health.pk)],
        "words": WORDS,
        "reply_by_day": "16",
        "reply_by_month": "3",
        "reply_by_year": "2099",
    }
    answer = signed_in(cast.administrator).post(url("ask", case), sent, follow=True)
    assert "2 organisations asked, by letter 2" in answer.content.decode()
    rows = InformationRequest.objects.filter(case=case)
    assert {row.agency for row in rows} == {cast.housing, cast.health}
    assert {letter.code for letter in Letter.objects.filter(pk__in=rows.values("letter"))} == {"2"}
    for row in rows:
        duty = Duty.objects.get(case=case, rule_key="INFORMATION", subject_id=row.pk)
        assert duty.agency == row.agency
        assert duty.due_at.date() == date(2099, 3, 16)
        assert duty in Duty.objects.waiting_for(
            cast.housing_officer if row.agency == cast.housing else cast.health_officer
        )


@pytest.mark.requirement("R043")
def test_clocks_run_on_while_organisations_are_asked(cast, case):
    before = list(Duty.objects.filter(case=case, rule_key__in=["DECIDE", "PANELMTG"]).values("pk", "due_at"))
    ask(case, cast, cast.housing)
    after = list(Duty.objects.filter(case=case, rule_key__in=["DECIDE", "PANELMTG"]).values("pk", "due_at"))
    assert before == after


def test_no_notice_names_the_child_or_what_is_asked(cast, case):
    ask(case, cast, cast.housing)
    for notice in Notice.objects.filter(case_id=case.pk):
        text = f"{notice.subject} {notice.body} {notice.path}"
        assert not [word for word in ("QzNamed", "Housing", case.code_name) if word in text]


def test_who_may_ask_and_when(cast, case):
    for user in (cast.panel_member, cast.housing_officer):
        assert signed_in(user).get(url("ask", case)).status_code == 403
    assert signed_in(cast.outsider).get(url("ask", case)).status_code == 404
    with pytest.raises(NotYourRole):
        asking.ask(
            case, agencies=[cast.housing], words=WORDS, reply_by=REPLY_BY, by=cast.panel_member, now=NOW
        )
    with pytest.raises(NotTheMoment):
        ask(case, cast)
    with pytest.raises(NotTheMoment):
        ask(case, cast, cast.housing, reply_by=NOW.date())
    ask(case, cast, cast.housing)
    with pytest.raises(NotTheMoment):  # it has yet to answer
        ask(case, cast, cast.housing)
    kept = signed_in(cast.administrator).post(url("ask", case), {"words": "Kept words"}).content.decode()
    assert "Kept words" in kept
    assert "Choose at least one agency, or name an organisation outside" in kept


def test_nobody_is_asked_once_the_chair_has_decided(cast):
    from_recommendation = refer_up_to_recommendation(cast)
    (request,) = ask(
        from_recommendation, cast, cast.housing, now=D0 + timedelta(days=19), reply_by=date(2007, 4, 1)
    )
    assert request.pk
    from_recommendation.stage = "review_open"
    with pytest.raises(NotTheMoment):
        asking.check_can_ask(from_recommendation)


# Answering in an account


@pytest.mark.requirement("R043")
def test_a_chief_officer_answers_and_the_task_is_done(cast, case):
    (request,) = ask(case, cast, cast.housing)
    client = signed_in(cast.housing_officer)
    assert "QzNamed" in client.get(url("answer", case, request)).content.decode()
    answer = client.post(url("answer", case, request), form(), follow=True)
    assert "Your answer is with the panel" in answer.content.decode()
    row = InformationReturn.objects.get(request=request)
    assert (row.is_known, row.answered_by, row.records_where) == (True, cast.housing_officer, "Main office")
    assert not Duty.objects.open().filter(subject_id=request.pk).exists()
    told = Notice.objects.filter(key__startswith=f"returned:{request.pk}")
    assert set(told.values_list("recipient_id", flat=True)) == {cast.administrator.pk, cast.chair.pk}


def test_what_is_missing_is_said_and_what_was_typed_stays(cast, case):
    (request,) = ask(case, cast, cast.housing)
    given = form(records_where="", are_records_secured="")
    shown = signed_in(cast.housing_officer).post(url("answer", case, request), given).content.decode()
    assert "Say where the records are" in shown
    assert "Say whether the records are secured" in shown
    assert "Seen monthly QzSeen." in shown
    nothing = form(is_known="no", summary="", records_where="", are_records_secured="", known_since="")
    signed_in(cast.housing_officer).post(url("answer", case, request), nothing)
    assert InformationReturn.objects.get(request=request).is_known is False


def test_a_correction_stands_and_the_earlier_answer_stays(cast, case):
    (request,) = ask(case, cast, cast.housing)
    asking.answer(request, KNOWN, by=cast.housing_officer, now=NOW)
    later = NOW + timedelta(days=20)
    known = Known(is_known=False, contact="Nobody")
    asking.answer(request, known, by=cast.housing_officer, now=later)
    (standing,) = asking.standings(case, cast.chair, now=later)
    assert [one.is_known for one in standing.returns] == [False, True]
    assert standing.state == "Answered"  # by when it came first
    shown = signed_in(cast.chair).get(url("information", case, request)).content.decode()
    assert "An earlier answer" in shown
    assert "QzSeen" in shown


@pytest.mark.requirement("R043")
def test_each_answer_is_for_the_panel_its_runners_and_its_own_agency(cast, case):
    (request,) = ask(case, cast, cast.housing)
    asking.answer(request, KNOWN, by=cast.housing_officer, now=NOW)
    readers = (cast.administrator, cast.chair, cast.panel_member, cast.housing_officer)
    for user in readers:
        assert "QzSeen" in signed_in(user).get(url("information", case, request)).content.decode(), user
    for user in (cast.health_officer, cast.health_author, cast.outsider):
        assert signed_in(user).get(url("information", case, request)).status_code == 404, user
    others = signed_in(cast.health_officer).get(url("requests", case)).content.decode()
    assert "Westmarch Housing" not in others
    assert "Westmarch Housing" in signed_in(cast.housing_officer).get(url("requests", case)).content.decode()


def test_only_the_chief_officer_of_the_agency_answers(cast, case):
    (request,) = ask(case, cast, cast.housing)
    for user, status in (
        (cast.housing_author, 403),
        (cast.administrator, 403),
        (cast.panel_member, 403),
        (cast.health_officer, 404),
    ):
        assert signed_in(user).post(url("answer", case, request), form()).status_code == status, user
    assert not InformationReturn.objects.exists()


def test_late_ones_show_as_late(cast, case):
    housing, health = ask(case, cast, cast.housing, cast.health)
    after = NOW + timedelta(days=30)
    asking.answer(health, KNOWN, by=cast.health_officer, now=after)
    states = {one.request.pk: one.state for one in asking.standings(case, cast.chair, now=after)}
    assert states == {housing.pk: "Overdue", health.pk: "Answered late"}
    shown = signed_in(cast.chair).get(url("requests", case)).content.decode()
    assert "Overdue" in shown
    assert "Answered late" in shown


def test_a_request_is_let_go_with_its_reason(cast, case):
    (request,) = ask(case, cast, cast.housing)
    client = signed_in(cast.administrator)
    client.post(url("let_go", case, request), {"reason": "Asked twice"})
    request.refresh_from_db()
    assert request.let_go_because == "Asked twice"
    assert not Duty.objects.open().filter(subject_id=request.pk).exists()
    with pytest.raises(NotTheMoment):
        asking.let_go(request, reason="Again", by=cast.administrator, now=NOW)
    with pytest.raises(NotTheMoment):
        asking.answer(request, KNOWN, by=cast.housing_officer, now=NOW)
    assert signed_in(cast.panel_member).post(url("let_go", case, request), {}).status_code == 403


# Answering through a link


def link_in(message):
    return re.search(r"http\S+(/link/\S+)", message.body)[1]


@pytest.fixture
def sent(cast, case, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return ask_outside(case, cast)


@pytest.mark.requirement("R043")
def test_somebody_outside_answers_through_the_link_once(cast, case, sent):
    (message,) = [one for one in mail.outbox if one.to == [OUTSIDE.email]]
    assert not [word for word in ("QzNamed", case.code_name, case.reference) if word in message.body]
    client = Client()
    shown = client.get(link_in(message), follow=True).content.decode()
    assert "QzNamed" in shown
    given = form(answered_as="Wilma Without, manager")
    receipt = client.post(reverse("referrals:answer_by_link"), given, follow=True).content.decode()
    assert "Your answer is sent" in receipt
    assert "QzSeen" not in receipt
    row = InformationReturn.objects.get(request=sent)
    assert (row.answered_by, row.answered_as) == (None, "Wilma Without, manager")
    assert not Duty.objects.open().filter(subject_id=sent.pk).exists()
    entry = AuditEntry.objects.filter(act="information_returned").latest("at")
    assert entry.actor_id is None
    assert entry.facts["link"] == str(sent.link_id)
    assert client.post(reverse("referrals:answer_by_link"), given).status_code == 404
    assert InformationReturn.objects.filter(request=sent).count() == 1
    for user, sees in ((cast.panel_member, True), (cast.administrator, True), (cast.housing_officer, False)):
        answer = signed_in(user).get(url("information", case, sent))
        assert ("QzSeen" in answer.content.decode()) is sees
        assert answer.status_code == (200 if sees else 404)


def test_an_answer_goes_to_the_request_that_its_page_showed(
    cast, case, sent, django_capture_on_commit_callbacks
):
    """A nursery, asked twice, has both pages open: what it knows of one child is not told of the other."""
    first = link_in(mail.outbox[-1])
    with django_capture_on_commit_callbacks(execute=True):
        later = ask_outside(case, cast, replace(OUTSIDE, email="office@nursery.example"))
    client = Client()
    page = client.get(first, follow=True).content.decode()
    (shown_for,) = re.findall(r'name="invited_link" value="([^"]+)"', page)
    client.get(link_in(mail.outbox[-1]), follow=True)
    given = form(answered_as="Wilma Without")
    assert client.post(reverse("referrals:answer_by_link"), given).status_code == 404  # of which is unsaid
    stranger = {**given, "invited_link": "9" * 36}
    assert client.post(reverse("referrals:answer_by_link"), stranger).status_code == 404
    client.post(reverse("referrals:answer_by_link"), {**given, "invited_link": shown_for})
    assert InformationReturn.objects.filter(request=sent).count() == 1
    assert not InformationReturn.objects.filter(request=later).exists()


def test_somebody_outside_is_asked_once_until_they_answer(cast, case, sent):
    """The button was pressed twice, or two windows were open."""
    typed = {"organisation": "Harbour Nursery", "full_name": "Wilma", "email": OUTSIDE.email.upper()}
    given = {**typed, "words": WORDS, "reply_by_day": "1", "reply_by_month": "3", "reply_by_year": "2099"}
    shown = signed_in(cast.administrator).post(url("ask", case), given).content.decode()
    assert "They have yet to answer" in shown
    assert "QzNamed" in shown  # and nothing typed is lost
    assert InformationRequest.objects.filter(agency__isnull=True).count() == 1
    far = {**given, "email": "other@nursery.example", "reply_by_year": "9999", "reply_by_month": "12"}
    far["reply_by_day"] = "31"
    assert "is too far ahead" in signed_in(cast.administrator).post(url("ask", case), far).content.decode()


def test_without_the_link_there_is_nothing(cast, case, sent):
    for client in (Client(), signed_in(cast.housing_officer)):
        for method in (client.get, client.post):
            answer = method(reverse("referrals:answer_by_link"))
            assert answer.status_code == 404
            assert "QzNamed" not in answer.content.decode()
        assert client.get(reverse("referrals:answered_by_link")).status_code == 404


def test_a_new_link_takes_the_place_of_the_earlier_one(cast, case, sent, django_capture_on_commit_callbacks):
    first = link_in(mail.outbox[-1])
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(cast.administrator).post(url("send_link_again", case, sent))
    second = link_in(mail.outbox[-1])
    assert first != second
    assert Client().get(first).status_code == 404
    assert Client().get(second, follow=True).status_code == 200
    assert signed_in(cast.panel_member).post(url("send_link_again", case, sent)).status_code == 403


def test_letting_go_ends_the_link(cast, case, sent):
    link = link_in(mail.outbox[-1])
    asking.let_go(sent, reason="Not needed", by=cast.administrator, now=timezone.now())
    assert Client().get(link).status_code == 404


def test_the_letter_outside_says_nothing_of_whom(cast, case, sent):
    letter = Letter.objects.select_related("rendering").get(pk=sent.letter_id)
    assert "QzNamed" not in letter.rendering.html
    assert "Harbour Nursery" in letter.rendering.html


def test_the_list_asks_as_much_for_many_requests_as_for_few(cast, case):
    client = signed_in(cast.administrator)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(url("requests", case))
        return len(queries)

    def add(number):
        for one in range(number):
            outside = Outside(f"Club {number} {one}", "Ann Other", f"ann{number}.{one}@club.example")
            ask(case, cast, outside=outside)

    add(2)
    asked()  # the first request of a session asks more
    few = asked()
    add(min(MANY, 8))
    assert asked() == few
