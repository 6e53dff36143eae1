"""Reviews before the panel: the timetable, what was said, acceptance, and the days agreed for the report."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.models import Presentation, ReportTimescale, ReviewAcceptance
from reviews.services.presentations import (
    Said,
    Slot,
    accept_review,
    note_presentation,
    revision_of,
    set_timetable,
)
from reviews.services.queries import Question, ask, close
from reviews.services.reception import return_review, waive
from reviews.services.timescale import agree_timescale
from scr.cases.deadlines import end_of
from scr.cases.events import has_happened
from scr.cases.models import Duty
from scr.cases.policy import NotTheMoment, NotYourRole, Stale
from scr.cases.services import join_agency, record_milestone
from scr.meetings.services import arrange, record_held
from scr.outbox.models import Notice
from scr.people.services import add_agency
from tests.asking import queries_of
from tests.cast import D0
from tests.counts import MANY
from tests.reviewing import WRITTEN, engaged, released, under_review

MEETS = WRITTEN + timedelta(days=20)
AFTER = MEETS + timedelta(days=1)
CANARY = "Canary-of-the-presentation"


@pytest.fixture(scope="module")
def module_scene(module_rows):
    scene = under_review()
    released(scene, scene.cast.housing)
    return scene


def url(name, scene, *args):
    return reverse(f"reviews:{name}", args=[scene.case.pk, *args])


def arranged(scene, *, at: datetime = MEETS):
    return arrange(
        scene.case,
        kind="presentation",
        starts_at=at,
        place="Room 2",
        by=scene.cast.administrator,
        now=WRITTEN,
    )


def slot(agency, minutes=30, presenter="Hanna Housing"):
    return Slot(agency.pk, minutes, presenter)


def ordered(meeting, *agencies, by, now=WRITTEN, **more):
    slots = [slot(agency, **more) for agency in agencies]
    return set_timetable(meeting, slots=slots, revision=revision_of(meeting), by=by, now=now)


def noted(row, scene, *, now=AFTER, revision=None, **words):
    said = Said(**({"questions": "Who knew?", "clarified": "", "recommendations": "Say by when"} | words))
    revision = row.revision if revision is None else revision
    return note_presentation(row, said=said, revision=revision, by=scene.cast.administrator, now=now)


def held(meeting, scene):
    record_held(
        meeting, held_at=MEETS, present=[scene.cast.chair.pk], apologies=[], minutes="As noted.",
        by=scene.cast.administrator, now=AFTER,
    )  # fmt: skip


def typed(*rows, revision=0):
    values = {"revision": revision, "form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": len(rows)}
    for place, (agency, position, minutes, presenter) in enumerate(rows):
        given = {"agency_id": agency.pk, "position": position, "minutes": minutes, "presenter": presenter}
        values |= {f"form-{place}-{name}": value for name, value in given.items()}
    return values


@pytest.mark.requirement("R132")
def test_the_order_is_set_on_a_page_and_each_agency_sees_its_own_time(client, scene):
    cast = scene.cast
    meeting = arranged(
        scene, at=timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=9)
    )
    client.force_login(cast.administrator)
    form = client.get(url("timetable", scene, meeting.pk)).content.decode()
    for words in ("Hanna Housing", "Nia Health", "countersigned review and chronology"):
        assert words in form
    sent = typed((cast.housing, 2, 20, "Hanna"), (cast.health, 1, 45, "Nia"))
    page = client.post(url("timetable", scene, meeting.pk), sent, follow=True).content.decode()
    assert page.index("Westmarch Community Health") < page.index("Westmarch Housing")
    housing = Presentation.objects.get(agency=cast.housing)
    assert housing.starts_at == meeting.starts_at + timedelta(minutes=45)
    client.force_login(cast.housing_author)
    assert "Present Housing’s review to the panel" in client.get(reverse("home")).content.decode()
    own = client.get(url("presentations", scene)).content.decode()
    assert "Room 2" in own
    assert "Community Health" not in own
    assert "Presentation: " in client.get(url("agency", scene, cast.housing.pk)).content.decode()


def test_two_agencies_cannot_have_one_number_and_nothing_typed_is_lost(client, scene):
    cast = scene.cast
    meeting = arranged(scene)
    client.force_login(cast.administrator)
    sent = typed((cast.housing, 1, 20, "Kept name"), (cast.health, 1, "", "Nia"))
    page = client.post(url("timetable", scene, meeting.pk), sent).content.decode()
    assert "Enter how many minutes" in page
    assert "Kept name" in page
    sent = typed((cast.housing, 1, 20, "Kept name"), (cast.health, 1, 30, "Nia"))
    page = client.post(url("timetable", scene, meeting.pk), sent).content.decode()
    assert "the same number in the order" in page
    assert not Presentation.objects.exists()


@pytest.mark.requirement("R132")
def test_a_new_order_tells_whom_it_moves_and_ends_the_task_of_whom_it_leaves_out(scene):
    cast = scene.cast
    meeting = arranged(scene)
    first, second = ordered(meeting, cast.housing, cast.health, by=cast.administrator)
    assert Duty.objects.open().filter(rule_key="PRESENT").count() == 2
    assert Duty.objects.get(rule_key="PRESENT", agency=cast.health).due_at == end_of(MEETS.date())
    with pytest.raises(Stale):
        set_timetable(meeting, slots=[], revision=0, by=cast.administrator, now=WRITTEN)
    ordered(meeting, cast.health, by=cast.administrator)
    assert [one.agency for one in Duty.objects.open().filter(rule_key="PRESENT")] == [cast.health]
    second.refresh_from_db()
    assert second.starts_at == MEETS
    told = set(Notice.objects.filter(key__startswith="presented:").values_list("subject", "recipient_id"))
    reference = scene.case.reference
    assert (f"A new time for your review on {reference}", cast.health_author.pk) in told
    assert (f"Your review is not presented as planned on {reference}", cast.housing_author.pk) in told
    other = arranged(scene, at=MEETS + timedelta(days=7))
    with pytest.raises(NotTheMoment, match="Westmarch Community Health presents on 24 May 2007 already"):
        ordered(other, cast.health, by=cast.administrator)
    assert first.agency == cast.housing


def test_only_an_agency_that_is_expected_presents_and_only_at_such_a_meeting(scene):
    cast = scene.cast
    meeting = arranged(scene)
    waive(scene.case, cast.health, reason="Closed", by=cast.chair, now=WRITTEN)
    with pytest.raises(NotTheMoment, match="asked for a review"):
        ordered(meeting, cast.health, by=cast.administrator)
    with pytest.raises(NotYourRole):
        ordered(meeting, cast.housing, by=cast.panel_member)
    board = arrange(scene.case, kind="panel", starts_at=MEETS, by=cast.administrator, now=WRITTEN)
    with pytest.raises(NotTheMoment, match="meeting of that kind"):
        ordered(board, cast.housing, by=cast.administrator)
    held(meeting, scene)
    with pytest.raises(NotTheMoment, match="has been held"):
        ordered(meeting, cast.housing, by=cast.administrator)


@pytest.mark.requirement("R132")
def test_what_was_said_is_noted_and_the_review_counts_as_presented(client, scene):
    cast = scene.cast
    (row,) = ordered(arranged(scene), cast.housing, by=cast.administrator)
    with pytest.raises(NotTheMoment, match="Note it afterwards"):
        noted(row, scene, now=WRITTEN)
    with pytest.raises(NotTheMoment, match="Write down what was asked"):
        noted(row, scene, questions="", recommendations="")
    client.force_login(cast.administrator)
    sent = {"revision": 1, "questions": "Who knew?", "clarified": "", "recommendations": "Say by when"}
    page = client.post(url("note_presentation", scene, row.pk), sent, follow=True).content.decode()
    for words in ("Who knew?", "Say by when", "Noted by Alma Admin"):
        assert words in page
    assert not Duty.objects.open().filter(rule_key="PRESENT").exists()
    with pytest.raises(Stale):
        noted(row, scene, revision=1, questions="Other")
    for user in (cast.housing_author, cast.panel_member):
        client.force_login(user)
        assert "Say by when" in client.get(url("presentation", scene, row.pk)).content.decode()
    assert "Presented to the panel" in client.get(url("agencies", scene)).content.decode()


def test_what_is_not_with_the_panel_cannot_have_been_presented(scene):
    cast = scene.cast
    (row,) = ordered(arranged(scene), cast.health, by=cast.administrator)
    with pytest.raises(NotTheMoment, match="has no review of Westmarch Community Health before it"):
        noted(row, scene)


@pytest.mark.requirement("R132")
def test_the_panel_accepts_once_nothing_is_open_and_a_return_begins_again(client, scene):
    cast = scene.cast
    with pytest.raises(NotTheMoment, match="not been presented"):
        accept_review(scene.case, cast.housing, words="", by=cast.chair, now=AFTER)
    (row,) = ordered(arranged(scene), cast.housing, by=cast.administrator)
    noted(row, scene)
    question = Question("Why?", date(2007, 6, 1), section="1")
    query = ask(scene.case, cast.housing, question=question, by=cast.chair, now=AFTER)
    with pytest.raises(NotTheMoment, match="1 open query"):
        accept_review(scene.case, cast.housing, words="", by=cast.chair, now=AFTER)
    close(query, seen=1, by=cast.chair, now=AFTER)
    with pytest.raises(NotYourRole):
        accept_review(scene.case, cast.housing, words="", by=cast.panel_member, now=AFTER)
    client.force_login(cast.chair)
    receipt = client.post(
        url("accept", scene, cast.housing.pk), {"words": "A frank review"}, follow=True
    ).content.decode()
    assert "The panel accepted Westmarch Housing’s review" in receipt
    client.force_login(cast.housing_author)
    room = client.get(url("agency", scene, cast.housing.pk)).content.decode()
    assert "Accepted by the panel" in room
    assert "A frank review" in room
    return_review(
        scene.case, cast.housing, reason="New facts", due_on=date(2007, 7, 1), by=cast.chair, now=AFTER
    )
    assert not has_happened(scene.case, "review_accepted", agency=cast.housing)
    released(scene, cast.housing, now=AFTER)
    ordered(arranged(scene, at=AFTER + timedelta(days=1)), cast.housing, by=cast.administrator)
    assert Duty.objects.open().filter(rule_key="PRESENT", agency=cast.housing).count() == 1


@pytest.mark.requirement("R133")
def test_the_days_for_report_and_summary_are_agreed_and_run_as_deadlines(client, scene):
    cast = scene.cast
    days = {"overview_on": date(2007, 7, 20), "summary_on": date(2007, 7, 27), "words": ""}
    with pytest.raises(NotTheMoment, match="at which reviews are presented"):
        agree_timescale(scene.case, **days, by=cast.chair, now=AFTER)
    held(arranged(scene), scene)
    with pytest.raises(NotTheMoment, match="Engage the overview author"):
        agree_timescale(scene.case, **days, by=cast.chair, now=AFTER)
    engaged(scene)
    with pytest.raises(NotYourRole):
        agree_timescale(scene.case, **days, by=cast.panel_member, now=AFTER)
    with pytest.raises(NotTheMoment, match="days after today"):
        agree_timescale(scene.case, **days | {"summary_on": AFTER.date()}, by=cast.chair, now=AFTER)
    agree_timescale(scene.case, **days, by=cast.chair, now=AFTER)
    days["overview_on"] = date(2007, 7, 18)
    later = AFTER + timedelta(days=1)
    agree_timescale(scene.case, **days, by=cast.administrator, now=later)
    open_ones = Duty.objects.open().filter(rule_key__in=("REPORT_DAY", "SUMMARY_DAY"))
    assert {one.rule_key: one.due_at for one in open_ones} == {
        "REPORT_DAY": end_of(date(2007, 7, 18)),
        "SUMMARY_DAY": end_of(date(2007, 7, 27)),
    }
    assert ReportTimescale.objects.count() == 2
    client.force_login(cast.overview_author)
    page = client.get(url("presentations", scene)).content.decode()
    assert "18 July 2007" in page
    assert "Agreed on 24 May 2007" in page
    assert (
        "Overview report finished"
        in client.get(reverse("cases:timetable", args=[scene.case.pk])).content.decode()
    )
    record_milestone(scene.case, "overview_agreed", by=cast.chair, now=later)
    assert not open_ones.all().exists()


def test_no_other_agency_ever_reads_what_was_said(client, scene):
    cast = scene.cast
    (row,) = ordered(arranged(scene), cast.housing, by=cast.administrator, presenter=CANARY)
    noted(row, scene, questions=CANARY)
    accept_review(scene.case, cast.housing, words=CANARY, by=cast.chair, now=AFTER)
    pages = [url("presentations", scene), url("presentation", scene, row.pk), url("agencies", scene)]
    for user in (cast.health_author, cast.health_officer):
        assert not Presentation.objects.visible_to(user).exists()
        assert not ReviewAcceptance.objects.visible_to(user).exists()
        client.force_login(user)
        for page in pages:
            assert CANARY not in client.get(page).content.decode()
        assert client.get(url("presentation", scene, row.pk)).status_code == 404
    client.force_login(cast.chair)
    assert CANARY in client.get(url("presentation", scene, row.pk)).content.decode()  # there to be read


def test_the_timetable_asks_as_often_for_many_as_for_few(client, scene):
    cast = scene.cast
    meeting = arranged(scene)
    client.force_login(cast.chair)
    ordered(meeting, cast.housing, cast.health, by=cast.administrator)
    few = [
        queries_of(client, page)
        for page in (url("presentations", scene), url("timetable", scene, meeting.pk))
    ]
    more = []
    for number in range(MANY):
        agency = add_agency(name=f"Agency {number:03}", short_name=f"A{number:03}", by=None, now=D0)
        join_agency(scene.case, agency, by=cast.administrator, now=D0)
        record_milestone(
            scene.case, "agency_asked", by=cast.chair, now=D0, agency=agency, agreed_on=MEETS.date()
        )
        more.append(agency)
    ordered(meeting, cast.housing, cast.health, *more, by=cast.administrator, minutes=5)
    many = [
        queries_of(client, page)
        for page in (url("presentations", scene), url("timetable", scene, meeting.pk))
    ]
    assert many == few
