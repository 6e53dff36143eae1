"""Taking back what was noted by hand: what followed from it is undone, and both stay on record."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from scr.audit.models import AuditEntry
from scr.audit.services import save_recorded
from scr.cases.models import Duty, Milestone, Wake
from scr.cases.noting import note_event, take_back
from scr.cases.policy import NotTheMoment, NotYourRole
from scr.cases.services import record_milestone
from scr.people.models import Board
from tests.cast import D0, make_case
from tests.plan_pages import words

pytestmark = pytest.mark.usefixtures("rows")
DAY = timedelta(days=1)
ENDORSED = datetime(2007, 8, 1, 10, tzinfo=UTC)


def note(cast, case, key, now, **more):
    more = {"by": cast.administrator, **more}
    return note_event(case, key, happened_at=now, note="A letter", now=now, **more)


def back(cast, milestone, now, by=None):
    take_back(milestone, reason="Another case", by=by or cast.administrator, now=now)


def the_duty(case, rule, **more):
    return Duty.objects.get(case=case, rule_key=rule, **more)


def page(user, case):
    client = Client()
    client.force_login(user)
    return words(client.get(reverse("cases:events", args=[case.pk])))


def test_a_deadline_that_it_had_met_runs_again_with_its_date_and_its_reminders(cast, case):
    record_milestone(case, "endorsed", by=cast.chair, now=ENDORSED)
    before = the_duty(case, "COPIES_BACK")
    noted = note(cast, case, "copies_back", ENDORSED + DAY)
    assert the_duty(case, "COPIES_BACK").met_at == ENDORSED + DAY
    assert not Wake.objects.filter(duty=before).exists()
    back(cast, noted, ENDORSED + 2 * DAY)
    after = the_duty(case, "COPIES_BACK")
    assert (after.met_at, after.met_by_milestone, after.due_at) == (None, None, before.due_at)
    assert Wake.objects.filter(duty=before).exists()
    assert [one.met_at for one in Duty.history.filter(id=after.pk).order_by("history_date")] == [
        None,
        ENDORSED + DAY,
        None,
    ]
    assert AuditEntry.objects.filter(subject_id=after.pk, act="duty_reopened").exists()


def test_a_deadline_that_it_had_set_off_is_no_longer_needed(cast, case):
    record_milestone(case, "review_instigated", by=cast.chair, now=D0)
    noted = note(cast, case, "child_looked_after", D0 + DAY)
    assert the_duty(case, "NOTIFY_LAC").cancelled_at is None
    others = Duty.objects.filter(case=case).exclude(rule_key="NOTIFY_LAC").open().count()
    back(cast, noted, D0 + 2 * DAY)
    assert the_duty(case, "NOTIFY_LAC").cancelled_at == D0 + 2 * DAY
    assert Duty.objects.filter(case=case).open().count() == others
    note(cast, case, "child_looked_after", D0 + 3 * DAY)
    assert Duty.objects.filter(case=case, rule_key="NOTIFY_LAC").open().count() == 1


def under_lcspr(cast):
    board = Board.objects.get()
    board.procedure_key = "lcspr_2018"
    save_recorded(board, by=cast.administrator, at=D0, act="board_changed")
    case = make_case(cast)
    record_milestone(case, "review_instigated", by=cast.chair, now=D0)
    return case


def test_what_recurs_goes_back_to_the_occurrence_before(cast):
    case = under_lcspr(cast)
    noted = note(cast, case, "progress_looked_at", D0 + 20 * DAY)
    assert the_duty(case, "LOOK", occurrence=2).cancelled_at is None
    back(cast, noted, D0 + 21 * DAY)
    assert the_duty(case, "LOOK", occurrence=1).met_at is None
    assert the_duty(case, "LOOK", occurrence=2).cancelled_at == D0 + 21 * DAY
    note(cast, case, "progress_looked_at", D0 + 22 * DAY)
    assert the_duty(case, "LOOK", occurrence=1).met_at == D0 + 22 * DAY
    assert Duty.objects.filter(case=case, rule_key="LOOK").open().get().occurrence == 2


def test_a_clock_that_runs_back_from_it_waits_for_a_plan_again(cast):
    case = under_lcspr(cast)
    record_milestone(case, "endorsed", by=cast.chair, now=ENDORSED)
    assert the_duty(case, "GIVE").due_at is None
    noted = note(cast, case, "published", ENDORSED + 30 * DAY, by=cast.chair)
    assert the_duty(case, "GIVE").due_at is not None
    back(cast, noted, ENDORSED + 31 * DAY, by=cast.chair)
    assert (the_duty(case, "GIVE").due_at, the_duty(case, "GIVE").anchor) == (None, "endorsed")


def test_it_is_taken_back_once_and_by_those_only_who_note_it(cast, case):
    record_milestone(case, "endorsed", by=cast.chair, now=ENDORSED)
    noted = note(cast, case, "copies_back", ENDORSED + DAY)
    with pytest.raises(NotYourRole):
        back(cast, noted, ENDORSED + 2 * DAY, by=cast.panel_member)
    back(cast, noted, ENDORSED + 2 * DAY)
    with pytest.raises(NotTheMoment, match="taken back already"):
        back(cast, noted, ENDORSED + 3 * DAY)
    assert Milestone.objects.filter(withdraws=noted).count() == 1


def test_the_page_asks_for_a_reason_and_shows_both(cast, case):
    record_milestone(case, "endorsed", by=cast.chair, now=ENDORSED)
    noted = note(cast, case, "copies_back", timezone.now() - DAY)
    address = reverse("cases:take_back_event", args=[case.pk, noted.pk])
    client = Client()
    client.force_login(cast.administrator)
    assert "Take it back" in page(cast.administrator, case)
    assert "Take it back" not in page(cast.panel_member, case)
    assert "There is a problem Say why it is taken back" in words(client.post(address, {"reason": ""}))
    assert not Milestone.objects.filter(withdraws=noted).exists()
    client.post(address, {"reason": "It was the draft"})
    for user in (cast.administrator, cast.panel_member):
        shown = page(user, case)
        assert "Every numbered copy is back" in shown
        assert "Taken back by Alma Admin" in shown
        assert "It was the draft" in shown
    assert "Take it back" not in page(cast.administrator, case)


def test_who_may_open_it(cast, case):
    record_milestone(case, "endorsed", by=cast.chair, now=ENDORSED)
    noted = note(cast, case, "copies_back", ENDORSED + DAY)
    elsewhere = make_case(cast)
    by_act = Milestone.objects.get(case=case, key="endorsed")

    def status(user, of, milestone):
        client = Client()
        client.force_login(user)
        return client.get(reverse("cases:take_back_event", args=[of.pk, milestone.pk])).status_code

    assert status(cast.administrator, case, noted) == 200
    assert status(cast.panel_member, case, noted) == 403
    assert status(cast.housing_officer, case, noted) == 404
    assert status(cast.outsider, case, noted) == 404
    assert status(cast.administrator, elsewhere, noted) == 404
    assert status(cast.administrator, case, by_act) == 404


def test_the_list_asks_as_much_for_twenty_as_for_two(cast, case):
    def queries():
        client = Client()
        client.force_login(cast.administrator)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("cases:events", args=[case.pk]))
        return len(captured)

    for number in range(2):
        note(cast, case, "child_looked_after", D0 + number * DAY)
    few = queries()
    for number in range(18):
        noted = note(cast, case, "child_looked_after", D0 + (number + 3) * DAY)
        if number % 2:
            back(cast, noted, D0 + (number + 3) * DAY + timedelta(hours=1))
    assert queries() == few
