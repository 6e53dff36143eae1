"""The panel of a case: seats, conflicts, substitutes, people added, and the consultation at a glance."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from referrals.models import CoOption
from referrals.panel import co_opt, panel_of
from referrals.services import consult_panel, give_view
from scr.cases.declaring import declare_no_conflict
from scr.cases.models import Duty, Participant
from scr.cases.participation import recuse
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.substitutes import answer_nomination
from scr.meetings.attending import strength
from scr.outbox.services import put_notice
from scr.people.services import appoint
from tests.cast import D0, Scene, make_cast, person
from tests.counts import MANY
from tests.referring import refer

pytestmark = pytest.mark.usefixtures("rows")
LATER = D0 + timedelta(days=1)


@pytest.fixture(scope="module")
def module_scene(module_rows):
    """A referred case whose panel was consulted; a member of Housing and a legal adviser hold posts too."""
    cast = make_cast()
    for name, role, post in (
        ("Petra Housing", "panel_member", "Senior housing manager"),
        ("Lou Legal", "legal_adviser", "Legal adviser"),
    ):
        user = person(name, agency=cast.housing if role == "panel_member" else None)
        cast.by_name[name] = user
        appoint(user, role=role, post=post, by=cast.administrator, now=D0, since=D0.date())
    case = refer(cast)
    consult_panel(case, by=cast.chair, now=D0)
    case.refresh_from_db()
    return Scene(cast, case)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def page(user, case):
    answer = signed_in(user).get(reverse("referrals:panel", args=[case.pk]))
    return answer, " ".join(answer.content.decode().split())


def seat_of(case, user, *, reader, now=LATER):
    return next(seat for seat in panel_of(case, reader, now=now).seats if seat.part.user_id == user.pk)


def part_of(case, user):
    return Participant.objects.get(case=case, user=user, role="panel_member")


def test_the_page_shows_posts_people_and_whether_the_panel_can_act(cast, case):
    answer, shown = page(cast.panel_member, case)
    assert answer.status_code == 200
    for words in ("Senior housing manager", "Petra Housing", "Lou Legal", "No vote", "Not declared yet"):
        assert words in shown
    assert "4 members have a vote; 3 must be present" in shown
    assert strength(case).is_quorate


def test_nobody_off_the_panel_sees_it(cast, case):
    for user in (cast.outsider, cast.housing_officer):
        assert page(user, case)[0].status_code == 404


def test_a_declaration_and_a_withdrawal_show_and_its_reason_does_not(cast, case):
    declare_no_conflict(case, by=cast.panel_member, now=LATER)
    member = cast.by_name["Petra Housing"]
    substitute = person("Sid Substitute", agency=cast.housing)
    recuse(part_of(case, member), reason="Managed QzSecret", by=member, now=LATER, substitute=substitute)
    _, shown = page(cast.chair, case)
    assert "None, declared 6 March 2007" in shown
    assert "Withdrawn" in shown
    assert "Sid Substitute is named and waits for approval" in shown
    assert "Vacant" in shown
    assert "QzSecret" not in shown
    seat = seat_of(case, member, reader=cast.chair)
    assert seat.is_vacant
    (nomination,) = seat.nominations
    answer_nomination(nomination, is_approved=True, answer="Yes", by=cast.administrator, now=LATER)
    seat = seat_of(case, member, reader=cast.chair)
    assert seat.filled_by.user == substitute
    assert not seat.is_vacant
    shown = page(cast.chair, case)[1]
    assert "Substitute: Sid Substitute" in shown
    assert "Vacant" not in shown


def test_a_panel_that_lost_members_to_conflicts_cannot_act(cast, case):
    for member in (cast.panel_member, cast.by_name["Petra Housing"]):
        recuse(part_of(case, member), reason="Knew them", by=member, now=LATER)
    assert not strength(case).is_quorate
    assert "No quorum possible" in page(cast.chair, case)[1]


@pytest.mark.requirement("R010")
def test_somebody_of_a_further_agency_is_added_to_the_panel_of_this_case(cast, case):
    newcomer = person("Fay Further", agency=cast.health)
    elsewhere = refer(cast)
    sent = {
        "person": str(newcomer.pk),
        "post": "Head of nursing",
        "reason": "The clinic saw the child weekly",
    }
    client = signed_in(cast.administrator)
    answer = client.post(reverse("referrals:co_opt", args=[case.pk]), sent, follow=True)
    shown = answer.content.decode()
    assert "Fay Further sits on the panel of this case now" in shown
    assert "The clinic saw the child weekly" in shown
    assert "Head of nursing" in shown
    row = CoOption.objects.get(case=case)
    assert (row.part.user, row.part.role, row.part.post) == (newcomer, "panel_member", "Head of nursing")
    assert strength(case).voters == 5
    assert signed_in(newcomer).get(reverse("referrals:referral", args=[case.pk])).status_code == 200
    assert signed_in(newcomer).get(reverse("referrals:referral", args=[elsewhere.pk])).status_code == 404


@pytest.mark.requirement("R010")
def test_who_cannot_be_added_or_add(cast, case):
    nobody = person("Ned Noagency")
    given = {"post": "Member", "reason": "Knows the area", "now": LATER}
    with pytest.raises(NotTheMoment):
        co_opt(case, nobody, by=cast.administrator, **given)
    with pytest.raises(NotYourRole):
        co_opt(case, person("Fay Further", agency=cast.health), by=cast.panel_member, **given)
    client = signed_in(cast.panel_member)
    assert client.get(reverse("referrals:co_opt", args=[case.pk])).status_code == 403
    kept = signed_in(cast.administrator).post(
        reverse("referrals:co_opt", args=[case.pk]), {"post": "Kept words", "reason": ""}
    )
    assert "Kept words" in kept.content.decode()
    assert not CoOption.objects.exists()


@pytest.mark.requirement("R042")
def test_the_consultation_shows_who_was_asked_who_answered_and_who_was_reminded(cast, case):
    give_view(case, view="review", reasons="Criteria met", by=cast.panel_member, now=LATER)
    late = Duty.objects.get(case=case, rule_key="VIEW", person=cast.other_panel_member)
    put_notice(
        key=f"reminder:{late.pk}",
        recipient=cast.other_panel_member,
        subject="A task waits",
        body="Sign in",
        path="/",
        now=LATER,
        case_id=case.pk,
        compartment_id=late.compartment_id,
        about_id=late.pk,
    )
    _, shown = page(cast.administrator, case)
    assert "1 of 3 who were asked have given their view" in shown
    assert "There should be a serious case review" in shown
    assert "Not given yet" in shown
    assert "Reminded 1 time" in shown
    assert seat_of(case, cast.other_panel_member, reader=cast.administrator).reminders == 1
    assert seat_of(case, cast.panel_member, reader=cast.administrator).view is not None
    assert seat_of(case, cast.by_name["Petra Housing"], reader=cast.administrator).reminders == 0


def test_the_page_asks_as_much_for_many_members_as_for_few(cast, case):
    client = signed_in(cast.administrator)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("referrals:panel", args=[case.pk]))
        return len(queries)

    def add(number):
        for one in range(number):
            user = person(f"Extra {number} {one}", agency=cast.health)
            co_opt(case, user, post="Member", reason="Needed", by=cast.administrator, now=LATER)

    add(2)
    asked()  # the first request of a session asks more
    few = asked()
    add(min(MANY, 10))
    assert asked() == few
