"""Notice, apologies, quorum, guests, minutes that are corrected, and dissent."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from referrals.services import consult_panel, record_recommendation
from scr.cases.leaving import tell_of_ends
from scr.cases.models import Nomination, Participant
from scr.cases.participation import add_participant, recuse
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.substitutes import answer_nomination
from scr.meetings import attending, minutes
from scr.meetings.attending import strength
from scr.meetings.models import Apology, Dissent, Guest, Meeting, MinutesCorrection
from scr.meetings.services import Came, arrange, record_held
from scr.outbox.models import Notice
from scr.procedures.meetings import RULES_OF_MEETINGS
from tests.cast import D0, person
from tests.referring import answered, refer

pytestmark = pytest.mark.usefixtures("rows")
MEETS_AT = datetime(2007, 3, 23, 10, tzinfo=UTC)
AFTER = MEETS_AT + timedelta(hours=3)


@pytest.fixture
def meeting(cast, case):
    return arrange(case, kind="criteria", starts_at=MEETS_AT, by=cast.administrator, now=D0)


def held(meeting, cast, *present, **more):
    given = {
        "held_at": MEETS_AT,
        "apologies": [],
        "minutes": "Settled.",
        "by": cast.administrator,
        "now": AFTER,
    }
    return record_held(meeting, present=[user.pk for user in present], **{**given, **more})


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def page(user, meeting):
    answer = signed_in(user).get(reverse("meetings:meeting", args=[meeting.pk]))
    return " ".join(answer.content.decode().split())


# Notice


@pytest.mark.requirement("R050")
@pytest.mark.parametrize(
    ("days", "is_short"),
    [(1, True), (2, True), (3, False), (4, False)],  # from a Monday: Tuesday to Friday
)
def test_a_meeting_with_less_notice_is_one_at_short_notice_and_told_at_once(cast, case, days, is_short):
    found = arrange(case, kind="criteria", starts_at=D0 + timedelta(days=days), by=cast.administrator, now=D0)
    assert found.is_at_short_notice is is_short
    notices = Notice.objects.filter(key__startswith=f"meeting:{found.pk}")
    assert notices.count() == 4
    assert {notice.is_urgent for notice in notices} == {is_short}
    assert ("Called at short notice" in page(cast.panel_member, found)) is is_short
    listed = signed_in(cast.chair).get(reverse("meetings:list", args=[case.pk])).content.decode()
    assert ("At short notice" in listed) is is_short


@pytest.mark.requirement("R050")
def test_a_weekend_is_no_notice(cast, case):
    friday = datetime(2007, 3, 9, 10, tzinfo=UTC)
    monday_after = datetime(2007, 3, 12, 10, tzinfo=UTC)
    assert arrange(
        case, kind="panel", starts_at=monday_after, by=cast.administrator, now=friday
    ).is_at_short_notice


# Quorum


def test_a_third_and_never_fewer_than_three(cast, case):
    quorum = RULES_OF_MEETINGS.quorum
    assert [quorum.of(voters) for voters in (0, 3, 9, 10, 12, 13)] == [3, 3, 3, 4, 4, 5]
    assert strength(case).voters == 3  # the Chair and two members


def test_who_advises_or_writes_minutes_has_no_vote(cast, case, meeting):
    adviser = person("Lou Legal")
    add_participant(case, adviser, role="legal_adviser", by=cast.administrator, now=D0)
    found = held(meeting, cast, cast.chair, cast.panel_member, adviser, cast.administrator)
    assert (found.voters, found.voters_present, found.quorum) == (3, 2, 3)
    assert found.lacked_quorum
    assert "No quorum" in page(cast.chair, found)


def test_a_quorum_that_was_reached_is_shown(cast, meeting):
    found = held(meeting, cast, cast.chair, cast.panel_member, cast.other_panel_member)
    assert not found.lacked_quorum
    assert "3 of 3 who vote were present; 3 had to be" in page(cast.panel_member, found)


def test_a_kind_that_settles_nothing_needs_none(cast, case):
    found = arrange(case, kind="practitioners", starts_at=MEETS_AT, by=cast.administrator, now=D0)
    assert held(found, cast, cast.chair).quorum is None


def consulted(cast):
    case = refer(cast)
    consult_panel(case, by=cast.chair, now=D0)
    return case


def recommend(case, cast, **more):
    given = {"outcome": "no_further_action", "reasons": "r", "facts": "f", "information": "i"}
    criteria = answered()
    return record_recommendation(case, **given, criteria=criteria, by=cast.administrator, now=AFTER, **more)


@pytest.mark.requirement("R047")
def test_what_a_meeting_without_quorum_recommends_needs_a_reason(cast):
    case = consulted(cast)
    meeting = arrange(case, kind="criteria", starts_at=MEETS_AT, by=cast.administrator, now=D0)
    held(meeting, cast, cast.chair)
    form = signed_in(cast.administrator).get(reverse("referrals:recommend", args=[case.pk])).content.decode()
    assert "The meeting had no quorum: why does the panel recommend all the same?" in form
    with pytest.raises(NotTheMoment, match="no quorum"):
        recommend(case, cast)
    row = recommend(case, cast, no_quorum_reasons="All others agreed by e-mail QzReason")
    assert row.no_quorum_reasons
    shown = signed_in(cast.chair).get(reverse("referrals:referral", args=[case.pk])).content.decode()
    assert "QzReason" in shown


def test_with_a_quorum_no_reason_is_asked(cast):
    case = consulted(cast)
    meeting = arrange(case, kind="criteria", starts_at=MEETS_AT, by=cast.administrator, now=D0)
    held(meeting, cast, cast.chair, cast.panel_member, cast.other_panel_member)
    form = signed_in(cast.administrator).get(reverse("referrals:recommend", args=[case.pk])).content.decode()
    assert "had no quorum" not in form
    assert recommend(case, cast).no_quorum_reasons == ""


# Apologies


def test_a_member_sends_apologies_and_who_runs_the_case_is_told(cast, meeting):
    moved = Meeting.objects.get(pk=meeting.pk)
    row = attending.send_apologies(moved, note="On leave", by=cast.panel_member, now=D0)
    assert "Pat Panel, sent at" in page(cast.chair, meeting)
    told = Notice.objects.filter(key__startswith=f"apologies:{row.pk}")
    assert set(told.values_list("recipient_id", flat=True)) == {cast.administrator.pk, cast.chair.pk}
    assert not any("Pat" in f"{one.subject} {one.body}" for one in told)
    with pytest.raises(NotTheMoment):
        attending.send_apologies(moved, note="", by=cast.panel_member, now=D0)
    with pytest.raises(NotTheMoment):
        attending.send_apologies(moved, note="", by=cast.chair, now=AFTER)
    with pytest.raises(NotYourRole):
        attending.send_apologies(moved, note="", by=cast.housing_officer, now=D0)
    form = signed_in(cast.administrator).get(reverse("meetings:record", args=[meeting.pk]))
    initial = form.context["form"].fields[f"person_{cast.panel_member.pk}"].initial
    assert initial == "apologies"


def test_apologies_are_sent_on_the_page(cast, case):
    soon = arrange(
        case, kind="panel", starts_at=datetime(2099, 3, 3, 10, tzinfo=UTC), by=cast.administrator, now=D0
    )
    client = signed_in(cast.panel_member)
    assert "I cannot come" in page(cast.panel_member, soon)
    client.post(reverse("meetings:apologise", args=[soon.pk]), {"note": "On leave"})
    assert Apology.objects.get(meeting=soon).user == cast.panel_member


# Who comes instead


@pytest.fixture
def soon(cast, case):
    """A meeting ahead of today, and a member of Housing with a colleague."""
    starts_at = datetime(2099, 3, 3, 10, tzinfo=UTC)
    meeting = arrange(case, kind="panel", starts_at=starts_at, by=cast.administrator, now=D0)
    member, colleague = person("Mona Member", agency=cast.housing), person("Cole Other", agency=cast.housing)
    add_participant(case, member, role="panel_member", by=cast.administrator, now=D0, post="Housing")
    return meeting, member, colleague


def test_a_member_who_cannot_come_names_who_comes_instead_and_the_organisation_approves(cast, soon):
    meeting, member, colleague = soon
    address = reverse("meetings:apologise", args=[meeting.pk])
    client = signed_in(member)
    offered = client.get(address).content.decode()
    assert "Cole Other" in offered
    assert "Nia Health" not in offered and "Hugo Housing" not in offered, "elsewhere, or on the case already"
    client.post(address, {"note": "", "instead": str(colleague.pk)})
    assert "Cole Other is named to come instead and waits" in page(cast.chair, meeting)
    own_page = reverse("meetings:meeting", args=[meeting.pk])
    assert signed_in(colleague).get(own_page).status_code == 404
    nomination = Nomination.objects.get()
    asked = reverse("cases:answer_nomination", args=[meeting.case_id, nomination.pk])
    officer = signed_in(cast.housing_officer)
    assert "until the end of 3 March 2099 only" in officer.get(asked).content.decode()
    officer.post(asked, {"is_approved": "yes", "answer": ""})
    assert "Cole Other, Housing, for Mona Member" in page(colleague, meeting)
    assert "Cole Other comes instead, approved on" in page(cast.chair, meeting)
    day_over = datetime(2099, 3, 3, 23, 59, 59, tzinfo=UTC)
    assert Participant.objects.get(user=colleague).until == day_over
    assert Participant.objects.get(user=member, case=meeting.case).until is None


def stood_in(soon, cast):
    meeting, member, colleague = soon
    row = attending.send_apologies(meeting, note="", instead=colleague, by=member, now=D0)
    answer_nomination(row.instead, is_approved=True, answer="", by=cast.housing_officer, now=D0)
    return meeting, member, colleague


def test_member_and_stand_in_fill_one_seat(cast, case, soon):
    meeting, member, colleague = stood_in(soon, cast)
    assert strength(case).voters == 4
    for present in ([member.pk], [colleague.pk], [member.pk, colleague.pk]):
        assert strength(case, present).present == 1
    at = meeting.starts_at
    found = held(meeting, cast, cast.chair, colleague, held_at=at, now=at, apologies=[member.pk])
    assert (found.voters, found.voters_present) == (4, 2)
    assert "Cole Other: present, for Mona Member" in page(cast.chair, meeting)


def test_after_a_refusal_the_member_names_somebody_else(cast, soon):
    meeting, member, colleague = soon
    second = person("Sara Second", agency=cast.housing)
    row = attending.send_apologies(meeting, note="", instead=colleague, by=member, now=D0)
    address = reverse("meetings:name_instead", args=[meeting.pk])
    client = signed_in(member)
    assert "Say who comes instead" not in page(member, meeting)
    assert "named already" in client.post(address, {"instead": str(second.pk)}).content.decode()
    answer_nomination(row.instead, is_approved=False, answer="Ill", by=cast.housing_officer, now=D0)
    assert "Say who comes instead" in page(member, meeting)
    client.post(address, {"instead": str(second.pk)})
    assert Apology.objects.get().instead.nominee == second
    with pytest.raises(NotYourRole):
        attending.name_instead(row, second, by=cast.other_panel_member, now=D0)


def test_who_runs_the_case_is_not_stood_in_for(cast, soon):
    meeting, _, colleague = soon
    with pytest.raises(NotTheMoment, match="instead of you"):
        attending.send_apologies(meeting, note="", instead=colleague, by=cast.administrator, now=D0)


def test_nobody_comes_instead_from_elsewhere_or_with_a_conflict(cast, case, soon):
    meeting, member, colleague = soon
    part = add_participant(case, colleague, role="board_member", by=cast.administrator, now=D0)
    recuse(part, reason="Knew the family", by=cast.administrator, now=D0)
    form = signed_in(member).get(reverse("meetings:apologise", args=[meeting.pk])).content.decode()
    assert "Who comes instead" not in form
    for nominee, refusal in ((colleague, "conflict of interest"), (cast.outsider, "same organisation")):
        with pytest.raises(NotTheMoment, match=refusal):
            attending.send_apologies(meeting, note="", instead=nominee, by=member, now=D0)
    assert not Apology.objects.exists()


def test_nothing_opens_once_the_meeting_is_over(cast, soon):
    meeting, member, colleague = soon
    row = attending.send_apologies(meeting, note="", instead=colleague, by=member, now=D0)
    after = meeting.starts_at + timedelta(days=1)
    with pytest.raises(NotTheMoment, match="is over"):
        answer_nomination(row.instead, is_approved=True, answer="", by=cast.housing_officer, now=after)
    assert not Participant.objects.filter(user=colleague).exists()


def test_nobody_is_told_that_the_access_of_a_stand_in_ends(cast, case, soon):
    meeting, _, _ = stood_in(soon, cast)
    until = Participant.objects.get(until__isnull=False).until
    other = person("Otis Other")
    add_participant(case, other, role="board_member", by=cast.administrator, now=D0, until=until)
    assert tell_of_ends(meeting.starts_at) == 1


# Who came without being a member


def test_guests_are_typed_with_what_they_came_as(cast, case, meeting):
    given = {f"person_{part.user_id}": "present" for part in attending.invited(case)}
    given |= {"held_at_day": "23", "held_at_month": "3", "held_at_year": "2007", "held_at_time": "10am"}
    wrong = {**given, "guests": "Jo Bloggs", "minutes": "Kept words"}
    client, address = signed_in(cast.administrator), reverse("meetings:record", args=[meeting.pk])
    shown = client.post(address, wrong).content.decode()
    assert "Say as what they came, after a comma" in shown
    assert "Kept words" in shown
    client.post(address, {**given, "guests": "Jo Bloggs, minute taker\n", "minutes": "Settled."})
    guest = Guest.objects.get(meeting=meeting)
    assert (guest.full_name, guest.came_as) == ("Jo Bloggs", "minute taker")
    assert "Jo Bloggs, minute taker: attended without being a member" in page(cast.chair, meeting)


def test_a_guest_has_no_vote(cast, meeting):
    guests = [Came("Jo Bloggs", "observer"), Came("Al Other", "observer")]
    assert held(meeting, cast, cast.chair, guests=guests).voters_present == 1


# Minutes and dissent


def test_a_correction_holds_and_the_first_minutes_stay(cast, meeting):
    held(meeting, cast, cast.chair, minutes="QzFirst words")
    client, address = signed_in(cast.administrator), reverse("meetings:correct_minutes", args=[meeting.pk])
    client.post(address, {"minutes": "QzSecond words", "reason": "The panel asked for it"})
    found = Meeting.objects.get(pk=meeting.pk)
    assert (found.minutes, minutes.minutes_of(found)) == ("QzFirst words", "QzSecond words")
    shown = page(cast.panel_member, meeting)
    assert shown.index("QzSecond") < shown.index("QzFirst")
    assert "The panel asked for it" in shown
    same = client.post(address, {"minutes": "QzSecond words", "reason": "Again"}).content.decode()
    assert "These are the minutes as they stand" in same
    assert MinutesCorrection.objects.count() == 1
    assert signed_in(cast.panel_member).post(address, {}).status_code == 403


def test_nothing_is_corrected_before_it_was_held(cast, meeting):
    with pytest.raises(NotTheMoment):
        minutes.correct_minutes(meeting, minutes="x", reason="y", by=cast.administrator, now=AFTER)


def test_a_member_who_was_there_records_own_dissent_and_nobody_elses(cast, meeting):
    found = held(meeting, cast, cast.chair, cast.panel_member)
    address = reverse("meetings:dissent", args=[meeting.pk])
    client = signed_in(cast.panel_member)
    shown = client.get(address).content.decode()
    assert "Cora Chair" not in shown.split("<form", 1)[1]
    client.post(address, {"member": str(cast.panel_member.pk), "words": "I see it otherwise QzDissent"})
    assert Dissent.objects.get().member == cast.panel_member
    assert "QzDissent" in page(cast.chair, meeting)
    given = {"words": "x", "now": AFTER}
    with pytest.raises(NotYourRole):
        minutes.record_dissent(found, member=cast.chair, by=cast.panel_member, **given)
    with pytest.raises(NotTheMoment):
        minutes.record_dissent(found, member=cast.other_panel_member, by=cast.administrator, **given)
    minutes.record_dissent(found, member=cast.chair, by=cast.administrator, **given)
    assert signed_in(cast.housing_officer).get(address).status_code == 404
