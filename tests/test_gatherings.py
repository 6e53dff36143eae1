"""Reviewers are briefed together, practitioners meet: the call, the answers, who came, what followed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import AgencyInvitation
from reviews.services.gatherings import (
    Call,
    answer_invitation,
    call_briefing,
    call_practitioners,
    note_came,
    tell_afterwards,
)
from scr.cases.models import Duty
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.services import join_agency
from scr.letters.models import Letter
from scr.meetings.models import Attendance, Guest, Meeting
from scr.meetings.services import Came, record_held
from scr.outbox.models import Notice
from scr.people.services import add_agency
from scr.procedures.gatherings import BRIEFING_AGENDA, PRACTITIONERS_AGENDA
from tests.cast import D0
from tests.counts import MANY
from tests.reviewing import SIGNED, scoped, signed

pytestmark = pytest.mark.usefixtures("rows")
AT = datetime(2007, 4, 11, 9, tzinfo=UTC)
NOW = SIGNED + timedelta(hours=1)
CANARY = "Canary: two are off sick"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    scene = scoped()
    signed(scene)
    return scene


def call(cast, **changes):
    given = {
        "starts_at": AT,
        "place": "Room 2",
        "chaired_by": "Quinn Panel",
        "agencies": [cast.housing, cast.health],
        "from_panel": [cast.other_panel_member.pk],
    }
    return Call(**given | changes)


@pytest.fixture
def briefing(cast, case):
    return call_briefing(case, call(cast), by=cast.administrator, now=NOW)


@pytest.fixture
def practitioners(cast, case):
    words = {"support": "The counselling service", "contact": "The administrator", "encloses": True}
    return call_practitioners(case, call(cast), **words, by=cast.administrator, now=NOW)


def held(meeting, cast, *present, **more):
    return record_held(
        meeting,
        held_at=AT,
        present=[one.pk for one in present],
        apologies=[],
        minutes="As agreed.",
        by=cast.administrator,
        now=AT + timedelta(hours=2),
        **more,
    )


def html(client, user, name, *args, **posted):
    client.force_login(user)
    address = reverse(name, args=args)
    answer = client.post(address, posted, follow=True) if posted else client.get(address)
    return answer.content.decode().replace("&#x27;", "'")


def invitation_of(agency):
    return AgencyInvitation.objects.select_related("case", "agency", "compartment").get(agency=agency)


@pytest.mark.requirement("R105")
def test_reviewers_are_called_briefed_and_told_order_and_days(client, cast, case):
    assert Duty.objects.open().filter(rule_key="BRIEFING", case=case, due_at__isnull=False).exists()
    listed = html(client, cast.administrator, "meetings:arrange", case.pk)
    assert reverse("reviews:call_briefing", args=[case.pk]) in listed
    form = html(client, cast.administrator, "reviews:call_briefing", case.pk)
    assert "The terms of reference say: The Chair and the Designated Nurse" in form
    assert 'value="11"' in form, "the day that the terms set"
    posted = {
        **{"starts_at_day": "11", "starts_at_month": "4", "starts_at_year": "2099", "starts_at_time": "10am"},
        "place": "Civic Centre, Room 2",
        "chaired_by": "Quinn Panel",
        "from_panel": [str(cast.other_panel_member.pk)],
        "agencies": [str(cast.housing.pk), str(cast.health.pk)],
    }
    assert "The briefing is called" in html(
        client, cast.administrator, "reviews:call_briefing", case.pk, **posted
    )
    meeting = Meeting.objects.get(kind="briefing")
    assert (meeting.chaired_by, meeting.from_panel) == ("Quinn Panel", [cast.other_panel_member.pk])
    told = Notice.objects.filter(key__startswith="invited:").values_list("recipient_id", flat=True)
    assert set(told) == {cast.housing_author.pk, cast.health_author.pk}
    panel = Notice.objects.filter(key__startswith="meeting:", path=f"/meetings/{meeting.pk}/")
    assert {one.recipient_id for one in panel} == {cast.other_panel_member.pk, cast.administrator.pk}
    own = invitation_of(cast.housing)
    page = html(client, cast.housing_author, "reviews:invitation", case.pk, own.pk)
    days = ("Wednesday 16 May 2007", "Friday 8 June 2007")
    for words in ("Civic Centre, Room 2", "Quinn Panel", *days, *(one.text for one in BRIEFING_AGENDA)):
        assert words in page
    tasks = Duty.objects.waiting_for(cast.housing_author).filter(rule_key="ATTEND_BRIEFING")
    assert [task.words for task in tasks] == ["Come to the briefing for reviewers, for Housing"]
    answer = html(client, cast.housing_author, "reviews:invitation", case.pk, own.pk, expected="1")
    assert "Your answer is with the board" in answer


@pytest.mark.requirement("R105")
def test_who_attended_the_briefing_is_on_record_and_what_it_settled_is_with_the_agencies(
    client, cast, case, briefing
):
    record = html(client, cast.administrator, "meetings:record", briefing.pk)
    for name in ("Hanna Housing", "Nia Health", "Quinn Panel"):
        assert name in record
    assert "Pat Panel" not in record, "was not asked to come"
    held(briefing, cast, cast.other_panel_member, cast.housing_author)
    came = Attendance.objects.filter(meeting=briefing, is_present=True).values_list("user_id", flat=True)
    assert set(came) == {cast.other_panel_member.pk, cast.housing_author.pk}
    assert not Duty.objects.open().filter(rule_key__in=("BRIEFING", "ATTEND_BRIEFING")).exists()
    words = "Housing first, then Community Health. Reviews by 16 May, presented on 8 June."
    page = html(client, cast.administrator, "reviews:invited_agencies", case.pk, briefing.pk, words=words)
    assert "Every invited agency can read it" in page
    own = html(client, cast.health_author, "reviews:invitation", case.pk, invitation_of(cast.health).pk)
    assert words in own
    assert "Hanna" not in own
    room = html(client, cast.health_author, "reviews:agency", case.pk, cast.health.pk)
    assert "what was settled" in room


@pytest.mark.requirement("R107")
def test_practitioners_are_invited_by_letter_with_the_leaflet_and_told_where_to_share(
    client, cast, case, practitioners
):
    letters = Letter.objects.filter(code="PRACTITIONERS")
    assert {one.agency for one in letters} == {cast.housing, cast.health}
    text = " ".join(letters[0].rendering.html.split())
    for words in (
        "what the review is for and how it goes on",
        "share what it is like",
        "10am on 11 April 2007",
        "Room 2",
        "The counselling service",
        "Looking after yourself",
    ):
        assert words in text
    page = html(client, cast.housing_officer, "reviews:invitation", case.pk, invitation_of(cast.housing).pk)
    for one in PRACTITIONERS_AGENDA:
        assert one.text in page
    assert reverse("letters:leaflet", args=["practitioners"]) in page
    waiting = Duty.objects.open().filter(rule_key="SEND_PRACTITIONERS", agency=cast.housing)
    assert waiting.get().rule.reminders
    answer_invitation(invitation_of(cast.housing), expected=4, reply="", by=cast.housing_officer, now=NOW)
    assert not waiting.exists()
    held(practitioners, cast, cast.chair)
    assert not Duty.objects.open().filter(rule_key__in=("PRACTITIONERS", "SEND_PRACTITIONERS")).exists()


@pytest.mark.requirement("R107")
def test_how_many_practitioners_came_is_noted_without_names_and_each_agency_sees_its_own(
    client, cast, case, practitioners
):
    answer_invitation(invitation_of(cast.health), expected=3, reply=CANARY, by=cast.health_officer, now=NOW)
    assert 'name="guests"' not in html(client, cast.administrator, "meetings:record", practitioners.pk)
    with pytest.raises(NotTheMoment, match="not noted by name"):
        held(practitioners, cast, cast.chair, guests=[Came("Wendy Worker", "Health visitor")])
    with pytest.raises(NotTheMoment, match="Record first that the meeting was held"):
        note_came(practitioners, {cast.health.pk: 3}, by=cast.administrator, now=NOW)
    held(practitioners, cast, cast.chair)
    numbers = {f"came_{cast.housing.pk}": "31", f"came_{cast.health.pk}": "17"}
    page = html(client, cast.administrator, "reviews:invited_agencies", case.pk, practitioners.pk, **numbers)
    assert "It is noted how many came" in page
    assert CANARY in page
    assert not Guest.objects.exists()
    own = html(client, cast.housing_officer, "reviews:invitation", case.pk, invitation_of(cast.housing).pk)
    assert ">31<" in own.replace(" ", "").replace("\n", "")
    room = html(client, cast.housing_officer, "reviews:agency", case.pk, cast.housing.pk)
    assert not [one for one in (own, room) if CANARY in one or ">17<" in one]
    client.force_login(cast.housing_officer)
    for name, row in (
        ("reviews:invitation", invitation_of(cast.health).pk),
        ("reviews:invited_agencies", practitioners.pk),
    ):
        address = reverse(name, args=[case.pk, row])
        assert client.get(address).status_code == 404
        assert client.post(address, {"expected": "1"}).status_code == 404


def test_what_cannot_be_called_answered_or_told(cast, case, briefing):
    with pytest.raises(NotYourRole):
        call_briefing(case, call(cast), by=cast.panel_member, now=NOW)
    with pytest.raises(NotTheMoment, match="still ahead"):
        call_briefing(case, call(cast, starts_at=NOW), by=cast.chair, now=NOW)
    police = add_agency(name="Westmarch Police", short_name="Police", by=None, now=D0)
    with pytest.raises(NotTheMoment, match="takes part"):
        call_briefing(case, call(cast, agencies=[police]), by=cast.chair, now=NOW)
    with pytest.raises(NotYourRole):
        answer_invitation(invitation_of(cast.housing), expected=1, reply="", by=cast.health_officer, now=NOW)
    with pytest.raises(NotTheMoment, match="comes too late"):
        answer_invitation(invitation_of(cast.housing), expected=1, reply="", by=cast.housing_officer, now=AT)
    with pytest.raises(NotTheMoment, match="Record first"):
        tell_afterwards(briefing, words="x", by=cast.administrator, now=AT)


def test_notices_name_nobody_and_no_place(cast, case, briefing, practitioners):
    facts = (case.code_name, "Housing", "Health", "Room", "Quinn", "practitioner")
    for notice in Notice.objects.filter(key__startswith="invited:"):
        assert not any(fact in f"{notice.subject} {notice.body}" for fact in facts)
    assert Notice.objects.filter(key__startswith="invited:").count() == 6


def test_the_list_asks_the_database_as_often_for_many_agencies(client, cast, case, briefing):
    client.force_login(cast.administrator)

    def queries(meeting):
        address = reverse("reviews:invited_agencies", args=[case.pk, meeting.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    few = queries(briefing)
    more = [
        add_agency(name=f"Agency {number}", short_name=f"A{number}", by=None, now=D0)
        for number in range(MANY)
    ]
    for one in more:
        join_agency(case, one, by=cast.administrator, now=NOW)
    many = call_briefing(case, call(cast, agencies=more), by=cast.administrator, now=NOW)
    assert queries(many) == few
