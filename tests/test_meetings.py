"""Meetings: arranged, told, recorded once, and what they meet."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scr.audit.models import AuditEntry, Look
from scr.cases.events import has_happened
from scr.cases.models import Duty, Participant
from scr.cases.participation import recuse
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.meetings.attending import invited
from scr.meetings.models import Attendance, Meeting
from scr.meetings.services import arrange, record_held, runs_out_before
from scr.outbox.models import Notice
from tests.cast import D0
from tests.counts import MANY

pytestmark = pytest.mark.usefixtures("rows")
MEETS_AT = datetime(2007, 3, 23, 10, tzinfo=UTC)
ARRANGED = {
    "kind": "criteria",
    "starts_at_day": "23",
    "starts_at_month": "March",
    "starts_at_year": "2007",
    "starts_at_time": "10am",
    "place": "Room 2",
    "agenda": "The criteria",
}


@pytest.fixture
def meeting(cast, case):
    return arrange(case, kind="criteria", starts_at=MEETS_AT, by=cast.administrator, now=D0, place="Room 2")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def get(user, name, **kwargs):
    return signed_in(user).get(reverse(name, kwargs=kwargs))


def held(meeting, cast, **changes):
    given = {
        "held_at": MEETS_AT,
        "present": [cast.chair.pk, cast.panel_member.pk],
        "apologies": [cast.other_panel_member.pk],
        "minutes": "The panel considered the criteria.",
        "by": cast.administrator,
        "now": MEETS_AT + timedelta(hours=3),
    }
    return record_held(meeting, **{**given, **changes})


def record_form(case, cast, **answers):
    given = {f"person_{part.user_id}": "absent" for part in invited(case)}
    given |= {f"person_{user.pk}": answer for user, answer in answers.pop("people", {}).items()}
    moment = {"held_at_day": "23", "held_at_month": "3", "held_at_year": "2007", "held_at_time": "10am"}
    return {**given, **moment, "minutes": "The panel considered the criteria.", **answers}


def test_arranging_invites_the_panel(cast, case):
    answer = signed_in(cast.administrator).post(
        reverse("meetings:arrange", args=[case.pk]), ARRANGED, follow=True
    )
    shown = answer.content.decode()
    assert "The meeting is arranged" in shown
    assert "10am on 23 March 2007" in shown
    found = Meeting.objects.get(case=case)
    assert (found.kind, found.starts_at, found.place) == ("criteria", MEETS_AT, "Room 2")
    told = set(Notice.objects.filter(key__startswith="meeting:").values_list("recipient_id", flat=True))
    assert told == {
        user.pk for user in (cast.administrator, cast.chair, cast.panel_member, cast.other_panel_member)
    }


def test_the_notice_of_a_meeting_names_nobody(cast, case, meeting):
    for notice in Notice.objects.filter(key__startswith="meeting:"):
        text = f"{notice.subject} {notice.body} {notice.path}"
        assert case.reference in text
        assert not [word for word in (case.code_name, "Room", "criteria", "Pat", "Westmarch") if word in text]


def test_somebody_recused_is_not_invited(cast, case):
    part = Participant.objects.get(case=case, user=cast.panel_member)
    recuse(part, reason="Knew the family", by=cast.panel_member, now=D0)
    arrange(case, kind="criteria", starts_at=MEETS_AT, by=cast.administrator, now=D0)
    assert not Notice.objects.filter(key__startswith="meeting:", recipient_id=cast.panel_member.pk).exists()
    assert Notice.objects.filter(key__startswith="meeting:", recipient_id=cast.chair.pk).exists()


@pytest.mark.requirement("R046")
def test_holding_the_meeting_meets_its_clock_at_the_moment_it_was_held(cast, case, meeting):
    held(meeting, cast)
    duty = Duty.objects.get(case=case, rule_key="PANELMTG")
    assert duty.met_at == MEETS_AT
    assert has_happened(case, "criteria_meeting_held")
    assert Duty.objects.open().filter(case=case, rule_key="RECOMMEND").exists()


@pytest.mark.requirement("R046")
def test_a_meeting_after_the_decision_is_due_is_pointed_out(cast, case):
    late = {**ARRANGED, "starts_at_day": "3", "starts_at_month": "4"}
    answer = signed_in(cast.administrator).post(
        reverse("meetings:arrange", args=[case.pk]), late, follow=True
    )
    shown = answer.content.decode()
    assert "Chair&#x27;s decision is due on 2 April 2007, before this meeting" in shown
    assert "Panel meeting on the criteria is due" not in shown
    later = arrange(
        case, kind="criteria", starts_at=MEETS_AT + timedelta(days=20), by=cast.administrator, now=D0
    )
    assert {duty.rule_key for duty in runs_out_before(later)} == {
        "ACK_REFERRAL",
        "CONSULT",
        "DECIDE",
        "PANELMTG",
    }


def test_recording_on_the_page(cast, case, meeting):
    client = signed_in(cast.administrator)
    address = reverse("meetings:record", args=[meeting.pk])
    assert "Pat Panel" in client.get(address).content.decode()
    people = {cast.chair: "present", cast.panel_member: "present", cast.other_panel_member: "apologies"}
    shown = client.post(address, record_form(case, cast, people=people), follow=True).content.decode()
    assert "The meeting is recorded" in shown
    assert "Quinn Panel: sent apologies" in shown
    came = {row.user: row.is_present for row in Attendance.objects.filter(meeting=meeting)}
    assert came == {cast.chair: True, cast.panel_member: True, cast.other_panel_member: False}


def test_a_record_that_lacks_something_keeps_what_was_typed(cast, case, meeting):
    client = signed_in(cast.administrator)
    address = reverse("meetings:record", args=[meeting.pk])
    people = {cast.chair: "present"}
    for changes, message in (
        ({"minutes": ""}, "Enter the minutes"),
        ({"people": {}}, "Say who was present"),
        ({"held_at_time": "late"}, "Enter a time"),
        ({f"person_{cast.panel_member.pk}": ""}, "Say whether Pat Panel was present"),
    ):
        given = record_form(case, cast, **{"people": people, "held_at_year": "2007", **changes})
        shown = client.post(address, given).content.decode()
        assert "There is a problem" in shown
        assert message in shown
        assert 'value="23"' in shown
    meeting.refresh_from_db()
    assert meeting.held_at is None


def test_a_meeting_is_recorded_once(cast, case, meeting):
    held(meeting, cast)
    with pytest.raises(NotTheMoment, match="recorded already"):
        held(meeting, cast, minutes="Something else")
    shown = signed_in(cast.administrator).post(
        reverse("meetings:record", args=[meeting.pk]),
        record_form(case, cast, people={cast.chair: "present"}),
    )
    assert "recorded already" in shown.content.decode()
    meeting.refresh_from_db()
    assert meeting.minutes == "The panel considered the criteria."
    assert Attendance.objects.filter(meeting=meeting).count() == 3


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"held_at": MEETS_AT + timedelta(days=9)}, "once it has been held"),
        ({"present": []}, "who was present"),
    ],
)
def test_a_record_that_cannot_be_true_is_refused(cast, meeting, changes, sentence):
    with pytest.raises(NotTheMoment, match=sentence):
        held(meeting, cast, **changes)
    assert not Attendance.objects.exists()


def test_who_may_arrange_record_and_read(cast, case, meeting):
    addresses = [reverse("meetings:arrange", args=[case.pk]), reverse("meetings:record", args=[meeting.pk])]
    for address in addresses:
        assert signed_in(cast.panel_member).get(address).status_code == 403
        assert signed_in(cast.panel_member).post(address, ARRANGED).status_code == 403
        assert signed_in(cast.outsider).get(address).status_code == 404
        assert signed_in(cast.chair).get(address).status_code == 200
    assert signed_in(cast.housing_officer).get(addresses[0]).status_code == 403
    assert signed_in(cast.housing_officer).get(addresses[1]).status_code == 404
    assert get(cast.panel_member, "meetings:meeting", meeting_id=meeting.pk).status_code == 200
    for user in (cast.housing_officer, cast.outsider):
        assert get(user, "meetings:meeting", meeting_id=meeting.pk).status_code == 404
    assert get(cast.outsider, "meetings:list", case_id=case.pk).status_code == 404
    with pytest.raises(NotYourRole):
        arrange(case, kind="panel", starts_at=MEETS_AT, by=cast.panel_member, now=D0)


def test_an_agency_sees_no_meeting_of_the_panel(cast, case, meeting):
    shown = get(cast.housing_officer, "meetings:list", case_id=case.pk).content.decode()
    assert "Room 2" not in shown
    assert "No meetings to show" in shown


def test_looking_at_minutes_is_recorded(cast, case, meeting):
    held(meeting, cast)
    get(cast.panel_member, "meetings:meeting", meeting_id=meeting.pk)
    assert Look.objects.get(subject_id=meeting.pk).actor_id == cast.panel_member.pk


def test_a_meeting_has_history_and_audit(cast, meeting):
    held(meeting, cast)
    assert Meeting.history.filter(id=meeting.pk).count() == 2
    acts = AuditEntry.objects.filter(subject_id=meeting.pk).order_by("number").values_list("act", flat=True)
    assert list(acts) == ["meeting_arranged", "meeting_held"]


def test_the_list_asks_as_much_for_ten_meetings_as_for_many(cast, case):
    def queries_with(count):
        for number in range(Meeting.objects.count(), count):
            arrange(case, kind="panel", starts_at=MEETS_AT + timedelta(days=number), by=cast.chair, now=D0)
        client = signed_in(cast.panel_member)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("meetings:list", args=[case.pk])).status_code == 200
        return len(captured)

    assert queries_with(10) == queries_with(MANY)
