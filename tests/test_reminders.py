"""Reminders: each rung of each ladder once, to those whose task it is, however often the sweep runs."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scr.cases.models import Duty, Participant
from scr.cases.participation import add_participant, end_participation, recuse
from scr.cases.reminders import remind
from scr.cases.services import extend, record_milestone
from scr.outbox.models import Notice
from tests.cast import D0, make_case, make_cast

DAY = timedelta(days=1)
LONG_AFTER = datetime(2009, 1, 1, tzinfo=UTC)

# What a referral on Monday 5 March 2007 leads to: rule, day (8 in the morning in London), who.
AFTER_REFERRAL = Counter({
    ("ACK_REFERRAL", "2007-03-07 08:00", "Alma Admin"): 1,
    ("ACK_REFERRAL", "2007-03-08 08:00", "Alma Admin"): 1,
    ("CONSULT", "2007-03-06 08:00", "Cora Chair"): 1,
    ("CONSULT", "2007-03-07 08:00", "Cora Chair"): 1,
    ("CONSULT", "2007-03-08 08:00", "Cora Chair"): 1,
    ("CONSULT", "2007-03-08 08:00", "Alma Admin"): 1,
    ("DECIDE", "2007-03-19 08:00", "Cora Chair"): 1,
    ("DECIDE", "2007-03-26 07:00", "Cora Chair"): 1,
    ("DECIDE", "2007-04-01 07:00", "Cora Chair"): 1,
    ("DECIDE", "2007-04-02 07:00", "Cora Chair"): 1,
    ("DECIDE", "2007-04-03 07:00", "Cora Chair"): 1,
    ("DECIDE", "2007-04-09 07:00", "Cora Chair"): 1,
    ("DECIDE", "2007-04-03 07:00", "Alma Admin"): 1,
    ("PANELMTG", "2007-03-29 07:00", "Alma Admin"): 1,
    ("PANELMTG", "2007-04-04 07:00", "Alma Admin"): 1,
    ("PANELMTG", "2007-04-05 07:00", "Alma Admin"): 1,
    ("PANELMTG", "2007-04-06 07:00", "Alma Admin"): 1,
    ("PANELMTG", "2007-04-06 07:00", "Cora Chair"): 1,
})  # fmt: skip


@pytest.fixture
def cast(db):
    return make_cast()


@pytest.fixture
def case(cast):
    return make_case(cast)


def reminders():
    return Notice.objects.filter(key__startswith="remind:")


def sent_to(user):
    return reminders().filter(recipient_id=user.pk)


def the_duty(case, rule, **more):
    return Duty.objects.get(case=case, rule_key=rule, **more)


def written_each_morning(cast, day, last):
    """Sweep from 6 to 9 each morning, as beat does every minute, and note when each appeared (UTC)."""
    names = {user.pk: user.full_name for user in (cast.administrator, cast.chair)}
    found = Counter()
    while day <= last:
        for moment in (day.replace(hour=hour) for hour in range(6, 10)):
            remind(moment)
            for notice in reminders().filter(created_at=moment):
                rule = Duty.objects.get(pk=notice.about_id).rule_key
                found[rule, f"{moment:%Y-%m-%d %H:%M}", names[notice.recipient_id]] += 1
        day += DAY
    return found


@pytest.mark.requirement("R045")
@pytest.mark.requirement("R046")
def test_every_rung_is_told_on_its_morning_and_once(cast, case):
    first, last = datetime(2007, 3, 6, tzinfo=UTC), datetime(2007, 4, 12, tzinfo=UTC)
    assert written_each_morning(cast, first, last) == AFTER_REFERRAL


def test_a_sweep_that_slept_for_a_year_writes_the_same_set(cast, case):
    remind(LONG_AFTER)
    assert reminders().count() == sum(AFTER_REFERRAL.values())
    assert [remind(LONG_AFTER + number * DAY) for number in range(5)] == [0] * 5


def test_nothing_is_told_before_its_time(cast, case):
    assert remind(datetime(2007, 3, 6, 7, 59, tzinfo=UTC)) == 0
    assert remind(datetime(2007, 3, 6, 8, 0, tzinfo=UTC)) == 1


@pytest.mark.requirement("R053")
def test_the_24_hour_clock_reminds_after_12_20_and_24_hours(cast, case):
    remind(D0)
    record_milestone(case, "review_instigated", by=cast.chair, now=D0)
    found = []
    for hours in (11, 12, 19, 20, 23, 24, 25):
        before = reminders().filter(key__contains="h::").count()
        remind(D0 + timedelta(hours=hours))
        found.append(reminders().filter(key__contains="h::").count() - before)
    # two agencies, told to the administrator and the Chair
    assert found == [0, 4, 0, 4, 0, 4, 0]


def test_a_met_duty_reminds_nobody(cast, case):
    record_milestone(case, "panel_consulted", by=cast.chair, now=D0)
    record_milestone(case, "decided", by=cast.chair, now=D0)
    remind(LONG_AFTER)
    told = {Duty.objects.get(pk=notice.about_id).rule_key for notice in reminders()}
    assert "PANELMTG" in told
    assert not told & {"CONSULT", "DECIDE"}


def test_somebody_recused_is_not_reminded(cast, case):
    part = Participant.objects.get(case=case, user=cast.chair)
    recuse(part, reason="Knew the family", by=cast.chair, now=D0)
    remind(LONG_AFTER)
    assert not sent_to(cast.chair).exists()
    assert sent_to(cast.administrator).exists()


def test_somebody_whose_part_ended_is_not_reminded(cast, case):
    add_participant(case, cast.outsider, role="chair", by=cast.administrator, now=D0)
    part = Participant.objects.get(case=case, user=cast.chair)
    end_participation(part, until=D0 + DAY, by=cast.administrator, now=D0)
    remind(LONG_AFTER)
    assert not sent_to(cast.chair).exists()
    assert sent_to(cast.outsider).exists()


def test_somebody_who_joins_starts_with_the_next_rung(cast, case):
    joined = datetime(2007, 4, 2, 12, tzinfo=UTC)
    add_participant(case, cast.outsider, role="chair", by=cast.administrator, now=joined)
    remind(LONG_AFTER)
    rules = Counter(Duty.objects.get(pk=notice.about_id).rule_key for notice in sent_to(cast.outsider))
    assert rules == {"DECIDE": 2, "PANELMTG": 1}


def test_a_task_whose_role_nobody_holds_is_brought_to_those_who_can_give_it(cast, case):
    asked = {"agency": cast.housing, "agreed_on": (D0 + 30 * DAY).date()}
    for person in (cast.housing_author, cast.housing_officer):
        end_participation(
            Participant.objects.get(case=case, user=person), until=D0 + DAY, by=cast.administrator, now=D0
        )
    record_milestone(case, "agency_asked", by=cast.chair, now=D0, **asked)
    duty = the_duty(case, "SAMR")
    remind(D0 + 16 * DAY)
    found = reminders().filter(about_id=duty.pk)
    assert {notice.recipient_id for notice in found} == {cast.administrator.pk, cast.chair.pk}
    assert {notice.path for notice in found} == {f"/cases/{case.pk}/people/"}
    assert all("nobody on the case has the role for it" in notice.body for notice in found)
    author = cast.housing_author
    add_participant(
        case, author, role="agency_author", agency=cast.housing, by=cast.administrator, now=D0 + 17 * DAY
    )
    remind(D0 + 23 * DAY)
    later = reminders().filter(about_id=duty.pk, created_at=D0 + 23 * DAY)
    assert [(notice.recipient_id, notice.path) for notice in later] == [(author.pk, f"/duties/{duty.pk}/")]


def test_escalation_goes_to_the_chief_officer_of_that_agency_and_then_to_the_chair(cast, case):
    record_milestone(
        case, "agency_asked", by=cast.chair, now=D0, agency=cast.housing, agreed_on=(D0 + 30 * DAY).date()
    )
    duty = the_duty(case, "SAMR")
    told = Counter()
    for day in range(-20, 12):
        now = D0 + (30 + day) * DAY
        remind(now)
        for notice in reminders().filter(about_id=duty.pk, created_at=now):
            told[day, notice.recipient_id] += 1
    author, officer = cast.housing_author.pk, cast.housing_officer.pk
    expected = {(day, author): 1 for day in (-14, -7, -1, 0, 1, 7)}
    assert told == {**expected, (1, officer): 1, (7, cast.chair.pk): 1}


def test_an_extension_starts_a_new_ladder_without_the_past(cast, case):
    extended = datetime(2007, 4, 1, 9, tzinfo=UTC)
    remind(extended)
    duty = the_duty(case, "DECIDE")
    before = reminders().filter(about_id=duty.pk).count()
    extend(
        duty,
        until=duty.due_at + 10 * DAY,  # due on 12 April: rungs on 29 March and 5, 11, 12, 13 and 19 April
        reason="The inquest opens first",
        agreed_with="Inspectorate",
        agreed_on=extended.date(),
        by=cast.administrator,
        now=extended,
    )
    assert remind(extended + timedelta(minutes=1)) == 0
    remind(LONG_AFTER)
    new = reminders().filter(about_id=duty.pk, created_at=LONG_AFTER)
    assert before == 3
    assert Counter(new.values_list("recipient_id", flat=True)) == {cast.chair.pk: 5, cast.administrator.pk: 1}


def test_rungs_before_the_opening_are_not_told(cast, case):
    """A task that opens three days before it is due starts with the rung of the day before."""
    opened = D0 + 40 * DAY
    record_milestone(
        case,
        "agency_asked",
        by=cast.chair,
        now=opened,
        agency=cast.health,
        agreed_on=(opened + 3 * DAY).date(),
    )
    remind(opened + 4 * DAY)
    duty = the_duty(case, "SAMR", agency=cast.health)
    to_author = reminders().filter(about_id=duty.pk, recipient_id=cast.health_author.pk)
    assert to_author.count() == 3


@pytest.mark.parametrize("state", ["due soon", "overdue"])
def test_a_reminder_says_no_more_than_a_reference_and_a_link(cast, case, state):
    now = D0 + DAY if state == "due soon" else LONG_AFTER
    remind(now)
    secrets = [case.code_name, "Housing", "Health", "Alma", "Cora", "Linnet", "Westmarch"]
    for notice in reminders():
        text = f"{notice.subject} {notice.body} {notice.path}"
        assert case.reference in text
        assert state in notice.body
        assert notice.path == f"/duties/{notice.about_id}/"
        assert not [word for word in secrets if word in text]
    assert reminders().exists()


def test_sweeps_at_once_write_each_reminder_once(fresh_database):
    make_case(make_cast())
    at_once = Barrier(4)

    def sweep(number):
        try:
            at_once.wait(10)
            return [remind(LONG_AFTER) for _ in range(3)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(sweep, range(4)))
    remind(LONG_AFTER)
    assert reminders().count() == sum(AFTER_REFERRAL.values())


def test_a_sweep_asks_as_much_for_one_case_as_for_many(cast, case):
    def queries_of_a_sweep():
        remind(LONG_AFTER)
        with CaptureQueriesContext(connection) as captured:
            assert remind(LONG_AFTER) == 0
        return len(captured)

    with_one = queries_of_a_sweep()
    for _ in range(10):
        make_case(cast)
    assert queries_of_a_sweep() == with_one
