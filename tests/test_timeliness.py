"""Timeliness across cases: counted by the worker, by the first dates, read by the board, naming no case."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from celery.schedules import crontab
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from scr.cases.deadlines import days_late, end_of
from scr.cases.duties import cancel
from scr.cases.models import Case, Duty, Timeliness
from scr.cases.services import extend, open_case, record_milestone
from scr.cases.tasks import count
from scr.cases.timeliness import Tally, count_timeliness, newest_figures, tallied
from scr.people.services import add_agency, appoint, end_appointment
from tests.cast import D0, make_case, make_cast
from tests.counts import MANY
from tests.letter_desk import signed_in

pytestmark = pytest.mark.usefixtures("rows")
PAGE = "/board/timeliness/"
LATER = datetime(2007, 5, 1, 12, tzinfo=UTC)  # DECIDE was due on 2 April


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return make_cast()


def decided_on(cast, day):
    """A case whose Chair decided on a day of April; due on the 2nd."""
    case = open_case(by=cast.administrator, now=D0)
    record_milestone(case, "referral_received", by=cast.administrator, now=D0)
    if day:
        record_milestone(case, "decided", by=cast.chair, now=datetime(2007, 4, day, 12, tzinfo=UTC))
    return case


def row(rule="DECIDE", **named):
    return Timeliness.objects.get(rule_key=rule, **named)


def shown_to(user):
    answer = signed_in(user).get(PAGE)
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def cells(shown, name):
    """The cells of the first row that is called so."""
    found = shown.partition(f">{name}</th>")[2].partition("</tr>")[0]
    return re.findall(r"<td[^>]*>\s*(.*?)\s*</td>", found)


# Counting


def test_each_deadline_is_met_in_time_met_late_or_running_late(cast):
    for day in (1, 2, 3, 12, None, None):
        decided_on(cast, day)
    count_timeliness(LATER)
    found = row()
    assert (found.met_in_time, found.met_late, found.running_late) == (2, 2, 2)
    assert found.days_late == [1, 10, 29, 29]
    assert (found.procedure_key, found.agency, found.computed_at) == ("scr_beds_2007", None, LATER)


def test_what_runs_in_time_and_what_was_laid_down_is_not_counted(cast):
    case = decided_on(cast, None)
    count_timeliness(D0)
    assert not Timeliness.objects.exists()
    cancel(Duty.objects.get(case=case, rule_key="DECIDE"), by=cast.chair, now=D0)
    count_timeliness(LATER)
    assert not Timeliness.objects.filter(rule_key="DECIDE").exists()


def test_an_extension_makes_nothing_punctual(cast):
    """The state goes by the new date, figures by the first one (reading D-o)."""
    case = decided_on(cast, None)
    duty = Duty.objects.get(case=case, rule_key="DECIDE")
    agreed = {"reason": "x", "agreed_with": "x", "agreed_on": D0.date()}
    extend(duty, until=end_of(date(2007, 6, 1)), by=cast.chair, now=D0, **agreed)
    record_milestone(case, "decided", by=cast.chair, now=LATER)
    duty.refresh_from_db()
    assert not duty.is_late(LATER)
    count_timeliness(LATER)
    assert (row().met_in_time, row().met_late, row().days_late) == (0, 1, [29])


def test_figures_are_apart_for_each_agency_and_together_over_cases(cast):
    for late in (0, 4):
        case = make_case(cast)
        record_milestone(case, "review_instigated", by=cast.chair, now=D0)
        told = D0 + timedelta(days=late, hours=1)
        record_milestone(case, "letter_h_issued", agency=cast.housing, by=cast.chair, now=told)
        record_milestone(case, "letter_h_issued", agency=cast.health, by=cast.chair, now=D0)
    count_timeliness(D0 + timedelta(days=5))
    housing, health = row("NOTIFY_CO", agency=cast.housing), row("NOTIFY_CO", agency=cast.health)
    assert (housing.met_in_time, housing.met_late, housing.days_late) == (1, 1, [3])
    assert (health.met_in_time, health.met_late, health.days_late) == (2, 0, [])


def test_counting_again_takes_the_place_of_what_was_counted(cast):
    decided_on(cast, 3)
    assert (
        count_timeliness(LATER) == count_timeliness(LATER + timedelta(days=1)) == Timeliness.objects.count()
    )
    assert {one.computed_at for one in Timeliness.objects.all()} == {LATER + timedelta(days=1)}


def test_of_two_counts_at_once_the_page_shows_the_later_one_only(cast):
    decided_on(cast, 3)
    count_timeliness(LATER)
    older = row()
    count_timeliness(LATER + timedelta(days=1))
    older.save(force_insert=True)  # what a second worker leaves that began before the first had ended
    assert {one.computed_at for one in newest_figures()} == {LATER + timedelta(days=1)}


def test_it_says_the_same_as_a_count_of_the_test_s_own(cast):
    for day in (1, 3, 9, 20, None):
        decided_on(cast, day)
    count_timeliness(LATER)
    duties = Duty.objects.filter(first_due_at__isnull=False, cancelled_at__isnull=True)
    late = [days_late(one.first_due_at, one.met_at or LATER) for one in duties]
    total = tallied(newest_figures(), lambda row: "all")["all"]
    assert sorted(total.days_late) == sorted(one for one in late if one)
    assert total.met_in_time == sum(
        one.met_at is not None and one.met_at <= one.first_due_at for one in duties
    )


def test_median_and_longest_of_a_group():
    empty, some = Tally(), Tally(met_late=3, running_late=1, days_late=[1, 2, 5, 30])
    assert (empty.median_days_late, empty.longest_days_late) == (None, None)
    assert (some.median_days_late, some.longest_days_late, some.late) == (3.5, 30, 4)


def test_the_worker_counts_every_night_by_the_clock(cast):
    entry = settings.CELERY_BEAT_SCHEDULE["count"]
    assert entry["task"] == count.name
    assert isinstance(entry["schedule"], crontab)
    decided_on(cast, 3)
    count()
    assert row().computed_at <= timezone.now()


# Reading


def test_the_page_shows_the_newest_figures_with_their_date_by_agency_and_by_rule(cast):
    for day in (1, 3, 12, None):
        decided_on(cast, day)
    case = make_case(cast)
    record_milestone(case, "review_instigated", by=cast.chair, now=D0)
    count_timeliness(LATER)
    shown = shown_to(cast.chair)
    assert "Counted at 1pm on 1 May 2007" in shown
    assert cells(shown, "Chair's decision") == ["1", "2", "2", "19.5", "29"]
    assert cells(shown, "Housing") == ["0", "0", "1", "56", "56"]
    assert "Housing: Chief officer told" in shown


def test_the_picture_repeats_the_table(cast):
    for day in (1, 3, None):
        decided_on(cast, day)
    count_timeliness(LATER)
    shown = shown_to(cast.chair)
    for shade in ("met", "met-late", "late"):
        assert f"app-timetable__bar--{shade}" in shown
    assert "style=" not in shown
    total = sum(int(one) for one in cells(shown, "The board")[:3])
    assert f">{total}</text>" in shown


def test_no_case_is_named_or_can_be_reached(cast):
    decided_on(cast, 3)
    count_timeliness(LATER)
    shown = shown_to(cast.administrator)
    for case in Case.objects.all():
        assert not [word for word in (case.code_name, case.reference, str(case.pk)) if word in shown]
    assert "case" not in {field.name for field in Timeliness._meta.get_fields()}


def test_it_is_read_by_administrator_chair_and_board_members_only(cast):
    decided_on(cast, 3)
    count_timeliness(LATER)
    for user in (cast.panel_member, cast.housing_officer, cast.overview_author, cast.outsider):
        answer = signed_in(user).get(PAGE)
        assert answer.status_code == 403 and "Chair's decision" not in unescape(answer.content.decode())
        assert PAGE not in signed_in(user).get(reverse("home")).content.decode()
    assert Client().get(PAGE).status_code == 302
    post = appoint(cast.outsider, role="board_member", by=None, now=D0, since=D0.date())
    for user in (cast.administrator, cast.chair, cast.outsider):
        assert "Chair's decision" in shown_to(user)
        assert PAGE in signed_in(user).get(reverse("home")).content.decode()
    end_appointment(post, until=timezone.localdate(), by=cast.administrator, now=timezone.now())
    assert signed_in(cast.outsider).get(PAGE).status_code == 403


def test_without_figures_the_page_says_when_they_come(cast):
    shown = shown_to(cast.chair)
    assert "No figures yet" in shown and "every night" in shown and "<table" not in shown


def test_a_rule_that_is_no_longer_installed_is_called_by_its_key(cast):
    counts = {"met_in_time": 1, "met_late": 0, "running_late": 0, "days_late": []}
    Timeliness.objects.create(computed_at=LATER, procedure_key="gone", rule_key="OLD_RULE", **counts)
    assert cells(shown_to(cast.chair), "OLD_RULE") == ["1", "0", "0", "", ""]


def test_the_page_asks_as_much_for_ten_rows_as_for_a_hundred(cast):
    counts = {"met_in_time": 1, "met_late": 1, "running_late": 0, "days_late": [3]}

    def grow_to(number):
        for one in range(Timeliness.objects.count(), number):
            agency = add_agency(name=f"Agency {one}", short_name=f"A{one}", by=None, now=D0)
            row = {"computed_at": LATER, "procedure_key": "scr_beds_2007", "agency": agency}
            Timeliness.objects.create(**row, rule_key="SAMR", **counts)

    def queries():
        client = signed_in(cast.chair)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PAGE).status_code == 200
        return len(captured)

    grow_to(10)
    with_ten = queries()
    grow_to(100)
    assert queries() == with_ten


def test_counting_asks_as_much_for_ten_deadlines_as_for_many(cast):
    case = open_case(by=cast.administrator, now=D0)

    def grow_to(number):
        while Duty.objects.filter(first_due_at__isnull=False).count() < number:
            record_milestone(case, "review_instigated", by=cast.chair, now=D0)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            count_timeliness(LATER)
        return len(captured)

    grow_to(10)
    queries()
    with_ten = queries()
    grow_to(MANY)
    assert queries() == with_ten
