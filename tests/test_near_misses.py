"""Near misses: reported in one page by anybody, read by the sub-group, never a way round a review."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from referrals.models import ReferralDraft
from referrals.models.near_misses import NearMiss, NearMissConsideration
from referrals.near_miss_services import (
    CONSIDERING,
    Told,
    consider_near_miss,
    considers,
    near_misses_for,
    report_near_miss,
)
from scr.audit.models import AuditEntry, Look
from scr.audit.services import save_recorded
from scr.cases.models import Case, Participant
from scr.cases.participation import add_standing
from scr.cases.policy import NotTheMoment
from scr.outbox.models import Notice
from scr.people.identity import acting_as
from scr.people.roles import NEAR_MISS_GROUP, POST_CHOICES, ROLES
from scr.people.services import appoint, end_appointment
from tests.cast import D0, make_case, make_cast, person
from tests.counts import MANY
from tests.over_the_wall import shut_gate

pytestmark = pytest.mark.usefixtures("rows")
REPORT, LIST = "/near-misses/report/", "/near-misses/"
CALL = Told(
    "prevented",
    "A call about a baby was not passed on.",
    None,
    [],
    "Ambulance service",
    "A receptionist asked again.",
    "Write calls down.",
    True,
)
LATER = D0 + timedelta(days=2)


@pytest.fixture(scope="module")
def module_scene(module_rows):
    """The board, with one member of the near-miss sub-group."""
    cast = make_cast()
    member = person("Mina Member", agency=cast.health)
    appoint(
        member, role=NEAR_MISS_GROUP, by=cast.administrator, now=D0, since=(D0 - timedelta(days=9)).date()
    )
    cast.by_name["member"] = member
    return cast


@pytest.fixture
def member(cast):
    return cast.by_name["member"]


def report(cast, by=None, now=D0, told=CALL, report_id=None):
    return report_near_miss(told, report_id=report_id or uuid4(), by=by or cast.outsider, now=now)


def form_of(kind="prevented", **changes):
    values = {
        "report_id": str(uuid4()),
        "kind": kind,
        "what_happened": "A call about a baby was not passed on.",
        "happened_on_day": "3",
        "happened_on_month": "3",
        "happened_on_year": "2007",
        "prevented_by": "A receptionist asked again.",
        "learning": "Write calls down.",
        "wants_contact": "yes",
    }
    return values | changes


def page_of(row):
    return reverse("referrals:near_miss", args=[row.pk])


# Reporting


@pytest.mark.requirement("R217")
def test_the_page_says_what_a_near_miss_is_and_takes_one(client, cast):
    client.force_login(cast.outsider)
    assert REPORT in client.get("/").content.decode()
    page = client.get(REPORT).content.decode()
    assert "could have gone wrong and was prevented, or that went wrong and did no serious harm" in page
    sent = client.post(REPORT, form_of(agencies=[cast.housing.pk], other_agencies="Ambulance"), follow=True)
    row = NearMiss.objects.get()
    assert row.reference in sent.content.decode()
    assert "Near miss reported" in sent.content.decode()
    assert (row.reported_by, row.agencies) == (cast.outsider, ["Westmarch Housing", "Ambulance"])
    assert row.happened_on.isoformat() == "2007-03-03"


@pytest.mark.requirement("R217")
@pytest.mark.parametrize("kind", ["prevented", "no_serious_harm"])
def test_both_kinds_are_near_misses_and_nothing_else_is(cast, kind):
    report(cast, told=Told(kind, "What", None, [], "", "A colleague", "", False))
    assert NearMiss.objects.get().kind == kind
    row = NearMiss(
        reference="NM-X", kind="harmed", what_happened="What", prevented_by="-", wants_contact=False,
        reported_at=D0, reported_by=cast.outsider,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="near_miss_did_no_harm"), transaction.atomic():
        save_recorded(row, by=cast.outsider, at=D0, act="near_miss_reported")


@pytest.mark.requirement("R217")
@pytest.mark.parametrize("kind", ["harmed", "unsure"])
def test_it_is_no_way_round_a_review(client, cast, kind):
    """Who says that a child was seriously harmed is led to the referral, with what was typed."""
    client.force_login(cast.outsider)
    sent = client.post(REPORT, form_of(kind, agencies=[cast.housing.pk]), follow=True)
    assert not NearMiss.objects.exists()
    draft = ReferralDraft.objects.get()
    assert sent.redirect_chain[-1][0] == reverse("referrals:question", args=[draft.pk, "you"])
    assert "The board must consider this as a referral" in sent.content.decode()
    incident = client.get(reverse("referrals:question", args=[draft.pk, "incident"])).content.decode()
    assert "A call about a baby was not passed on." in incident
    assert 'name="incident_on_day" value="3"' in incident
    assert "There is a problem" not in incident
    agencies = client.get(reverse("referrals:question", args=[draft.pk, "agencies"])).content.decode()
    assert f'value="{cast.housing.pk}"' in agencies
    assert "checked" in agencies
    with pytest.raises(NotTheMoment, match="refer the case"):
        report(cast, told=Told(kind, "What", None, [], "", "", "", False))


def test_a_question_left_out_keeps_what_was_typed(client, cast):
    client.force_login(cast.outsider)
    answer = client.post(REPORT, form_of(kind="", prevented_by="")).content.decode()
    assert "Say whether it was prevented" in answer
    assert "A call about a baby was not passed on." in answer
    assert not NearMiss.objects.exists()


def test_sent_twice_it_is_reported_once(client, cast):
    client.force_login(cast.outsider)
    values = form_of()
    first, second = (client.post(REPORT, values).headers["Location"] for _ in range(2))
    assert first == second
    assert NearMiss.objects.count() == 1
    assert Notice.objects.filter(key__startswith="near-miss:").count() == 1


def test_a_form_s_number_brings_nobody_to_the_report_of_somebody_else(client, cast, member):
    row = report(cast)
    client.force_login(cast.housing_author)
    with pytest.raises(DatabaseError), transaction.atomic():
        client.post(REPORT, form_of(report_id=str(row.pk)))
    assert NearMiss.objects.get().reported_by == cast.outsider


def test_the_sub_group_is_told_without_facts(cast, member):
    row = report(cast)
    notice = Notice.objects.get(key__startswith="near-miss:")
    assert (notice.recipient_id, notice.path) == (member.pk, page_of(row))
    assert row.reference in notice.body
    assert "baby" not in notice.subject + notice.body


def test_without_a_sub_group_the_administrators_are_told(cast, member):
    end_appointment(
        member.appointments.get(role=NEAR_MISS_GROUP), until=D0.date(), by=cast.administrator, now=D0
    )
    report(cast)
    told = Notice.objects.get(key__startswith="near-miss:")
    assert told.recipient_id == cast.administrator.pk


# Who reads what


def test_who_reads_which_near_miss(client, cast, member):
    row = report(cast)
    readers = {cast.outsider, member, cast.administrator, cast.chair}
    for user in (*readers, cast.panel_member, cast.housing_officer, cast.health_author):
        client.force_login(user)
        is_reader = user in readers
        assert client.get(page_of(row)).status_code == (200 if is_reader else 404), user
        assert (row.reference in client.get(LIST).content.decode()) is is_reader
        receipt = client.get(reverse("referrals:near_miss_sent", args=[row.pk]))
        assert receipt.status_code == (200 if user == cast.outsider else 404)
    client.logout()
    assert client.get(LIST).status_code == 302


def test_the_database_shows_the_same(cast, member):
    """The second wall by itself; negative control: the sub-group's member finds what others do not."""
    row = report(cast)
    consider_near_miss(row, outcome="nothing", words="Known.", seen=0, by=member, now=LATER)
    tables = (NearMiss, NearMissConsideration, NearMiss.history.model, NearMissConsideration.history.model)
    for user, number in ((cast.panel_member, 0), (cast.outsider, 1), (member, 1), (cast.chair, 1)):
        with shut_gate(), acting_as(user):
            assert [table.objects.count() for table in tables] == [number] * 4, user
    with shut_gate(), acting_as():
        assert [table.objects.count() for table in tables] == [0] * 4


def test_both_walls_name_the_same_posts(cast):
    since = (D0 - timedelta(days=9)).date()
    for number, (role, _) in enumerate(POST_CHOICES):
        holder = person(f"Holder Nr{number}")
        appoint(holder, role=role, by=cast.administrator, now=D0, since=since)
        with shut_gate(), acting_as(holder), connection.cursor() as cursor:
            cursor.execute("SELECT considers_near_misses()")
            assert cursor.fetchone() == (considers(holder, today=D0.date()),), role
    assert {"administrator", "chair", NEAR_MISS_GROUP} == CONSIDERING


def test_whoever_sees_as_somebody_else_sees_no_near_miss(cast):
    report(cast)
    onlooker = cast.administrator
    shown = cast.chair
    shown.onlooker = onlooker
    with shut_gate(), acting_as(shown):
        assert not NearMiss.objects.exists()
    del shown.onlooker
    with shut_gate(), acting_as(shown):
        assert NearMiss.objects.exists()


def test_a_member_reads_them_while_the_post_is_held(client, cast, member):
    row = report(cast)
    end_appointment(
        member.appointments.get(role=NEAR_MISS_GROUP), until=D0.date(), by=cast.administrator, now=D0
    )
    client.force_login(member)
    assert client.get(page_of(row)).status_code == 404
    with shut_gate(), acting_as(member):
        assert not NearMiss.objects.exists()


def test_reading_one_leaves_a_look(client, cast, member):
    row = report(cast)
    client.force_login(member)
    client.get(page_of(row))
    look = Look.objects.get(subject_id=row.pk, actor_id=member.pk)
    assert (look.kind, look.case_id) == ("seen", None)


def test_it_is_recorded_who_reported_and_considered(cast, member):
    row = report(cast)
    consider_near_miss(row, outcome="nothing", words="Known.", seen=0, by=member, now=LATER)
    acts = AuditEntry.objects.filter(act__startswith="near_miss").order_by("number")
    assert list(acts.values_list("act", "actor_id")) == [
        ("near_miss_reported", cast.outsider.pk),
        ("near_miss_considered", member.pk),
    ]
    assert NearMiss.history.count() == NearMissConsideration.history.count() == 1


# The list and what happens next


def test_the_list_is_newest_first_filtered_and_paged(client, cast, member):
    rows = [report(cast, now=D0 + timedelta(minutes=number)) for number in range(30)]
    consider_near_miss(rows[3], outcome="nothing", words="Known.", seen=0, by=member, now=LATER)
    client.force_login(member)
    first = client.get(LIST).content.decode()
    assert "30 near misses" in first
    assert first.index(rows[29].reference) < first.index(rows[28].reference)
    assert rows[0].reference not in first
    assert rows[0].reference in client.get(f"{LIST}?page=2").content.decode()
    considered = client.get(f"{LIST}?state=considered").content.decode()
    assert "1 near miss<" in considered
    assert rows[3].reference in considered
    assert "29 near misses" in client.get(f"{LIST}?state=open").content.decode()
    assert "29 to consider" in client.get("/").content.decode()


def test_the_list_asks_as_often_for_many_as_for_few(client, cast, member):
    client.force_login(member)
    report(cast)

    def asked():
        client.get(LIST)  # what is done once for a session
        with CaptureQueriesContext(connection) as seen:
            client.get(LIST)
        return len(seen)

    few = asked()
    for _ in range(MANY):
        report(cast)
    assert asked() == few


def test_a_member_marks_one_as_considered_and_the_reporter_reads_why(client, cast, member):
    row = report(cast)
    client.force_login(member)
    assert "Mark as considered" in client.get(page_of(row)).content.decode()
    sent = client.post(page_of(row), {"seen": 0, "outcome": "nothing", "words": "The form was changed."})
    assert sent.status_code == 302
    client.force_login(cast.outsider)
    page = client.get(page_of(row)).content.decode()
    assert "The form was changed." in page
    assert "Mark as considered" not in page
    notice = Notice.objects.get(recipient_id=cast.outsider.pk, key__startswith="near-miss:")
    assert "form" not in notice.body


def test_what_goes_to_the_panel_is_told_to_those_who_run_it(cast, member):
    row = report(cast)
    consider_near_miss(row, outcome="panel", words="A pattern.", seen=0, by=member, now=LATER)
    told = Notice.objects.filter(subject__endswith="is to go to the panel")
    assert set(told.values_list("recipient_id", flat=True)) == {cast.administrator.pk, cast.chair.pk}
    assert not any("pattern" in one.body for one in told)


def test_one_that_becomes_a_referral_carries_its_text_into_a_draft(client, cast, member):
    row = report(cast)
    client.force_login(member)
    sent = client.post(page_of(row), {"seen": 0, "outcome": "referral", "words": "Harm after all."})
    draft = ReferralDraft.objects.get(user=member)
    assert sent.headers["Location"] == reverse("referrals:question", args=[draft.pk, "you"])
    incident = client.get(reverse("referrals:question", args=[draft.pk, "incident"])).content.decode()
    assert "A call about a baby was not passed on." in incident
    assert not Case.objects.exists()  # it is referred when its writer sends it


def test_only_those_with_the_post_consider(client, cast):
    row = report(cast)
    for user in (cast.outsider, cast.panel_member):
        with pytest.raises(PermissionDenied):
            consider_near_miss(row, outcome="nothing", words="No.", seen=0, by=user, now=LATER)
    client.force_login(cast.outsider)
    values = {"seen": 0, "outcome": "nothing", "words": "No."}
    assert client.post(page_of(row), values).status_code == 403
    assert not NearMissConsideration.objects.exists()


def test_two_who_consider_at_once_do_not_overwrite_each_other(client, cast, member):
    row = report(cast)
    consider_near_miss(row, outcome="panel", words="First.", seen=0, by=cast.chair, now=LATER)
    client.force_login(member)
    answer = client.post(page_of(row), {"seen": 0, "outcome": "nothing", "words": "Second."})
    assert "Somebody considered this after you opened it" in answer.content.decode()
    assert "Second." in answer.content.decode()
    later = LATER + timedelta(hours=1)
    consider_near_miss(row, outcome="nothing", words="After all.", seen=1, by=member, now=later)
    assert near_misses_for(member, today=D0.date()).get().outcome == "nothing"


# No part in any case


def test_the_post_gives_no_part_in_a_case(client, case_of, cast, member):
    assert NEAR_MISS_GROUP not in ROLES
    assert not Participant.objects.filter(user=member).exists()
    client.force_login(member)
    assert client.get(reverse("case", args=[case_of.pk])).status_code == 404
    client.force_login(cast.administrator)
    page = client.get(reverse("cases:add_participant", args=[case_of.pk])).content.decode()
    assert "near-miss sub-group" not in page


@pytest.fixture
def case_of(cast):
    case = make_case(cast)
    add_standing(case, "panel_member", by=cast.administrator, now=D0)
    return case


def test_the_administrator_gives_the_post(client, cast):
    client.force_login(cast.administrator)
    page = reverse("people:give_post", args=[cast.outsider.pk])
    assert "Member of the near-miss sub-group" in client.get(page).content.decode()
    since = {"since_on_day": 5, "since_on_month": 3, "since_on_year": 2007}
    client.post(page, since | {"role": NEAR_MISS_GROUP, "post": ""})
    row = report(cast, by=cast.housing_author)
    client.force_login(cast.outsider)
    assert client.get(page_of(row)).status_code == 200
