"""A person's deadlines in their own calendar: at a secret address, without a name and without a fact."""

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from scr.audit.models import AuditEntry
from scr.audit.querysets import Unrecorded
from scr.cases import icalendar_lines as ical
from scr.cases.deadlines import end_of
from scr.cases.feeds import make_feed, switch_off_feed
from scr.cases.models import CalendarFeed, Case, Duty, Milestone, Participant
from scr.cases.participation import end_participation, recuse
from scr.cases.services import extend, open_case, record_milestone
from scr.people.models import User
from scr.people.services import disable
from tests.cast import D0, make_case, make_cast
from tests.counts import MANY
from tests.letter_desk import signed_in

rows = pytest.mark.usefixtures("rows")


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return make_cast()


@pytest.fixture
def case(cast):
    """A case with a review, so that clocks of hours run too."""
    case = make_case(cast)
    record_milestone(case, "review_instigated", by=cast.chair, now=D0)
    return case


def address_of(user):
    return reverse("cases:feed_file", args=[make_feed(by=user, now=timezone.now())])


def read(address):
    return Client().get(address)


def entries(user):
    """The entries of somebody's calendar as a program reads them, by UID."""
    answer = read(address_of(user))
    assert answer.status_code == 200
    return events_of(answer.content)


def events_of(content):
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    found = {}
    for line in lines:
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            found[event["UID"]] = event
        elif line.startswith(("UID", "SEQ", "DT", "SUM", "URL", "TRANSP")):
            name, _, value = line.partition(":")
            event[name] = value
    return found


def with_date(user):
    return Duty.objects.waiting_for(user).filter(due_at__isnull=False)


# The format


@given(st.text(alphabet="aé€😀,;\\\n", max_size=200))
def test_lines_are_folded_by_octets_and_no_character_is_cut(words):
    file = ical.written([f"SUMMARY:{ical.text(words)}"])
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    line = file.decode().replace("\r\n ", "").removesuffix("\r\n")
    marks = {"\\n": "\n"}
    read_back = re.sub(r"\\(.)", lambda one: marks.get(one[0], one[1]), line.removeprefix("SUMMARY:"))
    assert read_back == words


def test_a_line_of_75_octets_stays_whole():
    assert ical.written(["x" * 75]) == b"x" * 75 + b"\r\n"
    assert ical.written(["x" * 76]) == b"x" * 75 + b"\r\n x\r\n"


# What stands in it


@rows
def test_it_holds_exactly_what_waits_for_the_person_by_a_date(cast, case):
    for user in (cast.administrator, cast.chair, cast.panel_member, cast.housing_officer):
        assert set(entries(user)) == {str(duty.pk) for duty in with_date(user)}
    assert len(entries(cast.administrator)) >= 4


@rows
def test_an_entry_tells_reference_day_and_link_and_nothing_else(cast, case):
    duty = with_date(cast.chair).get(rule_key="DECIDE")
    event = entries(cast.chair)[str(duty.pk)]
    assert event == {
        "UID": str(duty.pk),
        "SEQUENCE": "0",
        "DTSTAMP": "20070305T094000Z",
        "DTSTART;VALUE=DATE": "20070402",
        "SUMMARY": f"{case.reference}: a task is due",
        "URL": f"{settings.PUBLIC_URL}/duties/{duty.pk}/",
        "TRANSP": "TRANSPARENT",
    }


@rows
def test_no_name_no_code_name_and_no_task_leaks_into_any_calendar(cast, case):
    words = [case.code_name, case.code_name.split()[1], "Housing", "Health", "serious", "Westmarch"]
    words += [user.full_name for user in User.objects.all()]
    words += [duty.rule.name for duty in Duty.objects.all()]
    for user in User.objects.all():
        content = read(address_of(user)).content.decode().replace("\r\n ", "")
        assert not [word for word in words if word.lower() in content.lower()]
        assert user.email not in content


@rows
def test_a_clock_of_hours_has_its_time_and_the_last_day_is_london_s(cast, case):
    events = entries(cast.administrator)
    hours = with_date(cast.administrator).filter(unit="hours").first()
    assert events[str(hours.pk)]["DTSTART"] == "20070306T094000Z"
    summer = Duty.objects.get(case=case, rule_key="DECIDE")  # 22:59 UTC is still the same day in London
    assert summer.due_at.hour == 22
    assert entries(cast.chair)[str(summer.pk)]["DTSTART;VALUE=DATE"] == "20070402"


@rows
def test_an_extended_duty_keeps_its_identity_with_a_higher_number(cast, case):
    duty = with_date(cast.chair).get(rule_key="DECIDE")
    before = entries(cast.chair)[str(duty.pk)]
    for days in (10, 20):
        now = D0 + timedelta(days=days)
        agreed = {"reason": "x", "agreed_with": "x", "agreed_on": now.date()}
        until = end_of(date(2007, 5, days))
        extend(Duty.objects.get(pk=duty.pk), until=until, by=cast.chair, now=now, **agreed)
        after = entries(cast.chair)[str(duty.pk)]
        assert after["DTSTART;VALUE=DATE"] == f"200705{days}"
        assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
        assert after["DTSTAMP"] > before["DTSTAMP"]
        before = after


@rows
def test_what_is_done_leaves_the_calendar(cast, case):
    duty = with_date(cast.chair).get(rule_key="CONSULT")
    assert str(duty.pk) in entries(cast.chair)
    record_milestone(case, "panel_consulted", by=cast.chair, now=D0 + timedelta(hours=1))
    assert str(duty.pk) not in entries(cast.chair)


@rows
def test_who_left_a_case_reads_nothing_more_of_it(cast, case):
    record_milestone(case, "panel_consulted", by=cast.chair, now=D0 + timedelta(hours=1))
    record_milestone(case, "agency_asked", by=cast.chair, now=D0, agency=cast.housing, agreed_on=D0.date())
    conflicted, ended = cast.panel_member, cast.housing_author
    assert entries(conflicted) and entries(ended)
    part = Participant.objects.get(user=conflicted)
    recuse(part, reason="A cousin", by=conflicted, now=timezone.now())
    end_participation(
        Participant.objects.get(user=ended), until=timezone.now(), by=cast.chair, now=timezone.now()
    )
    assert not entries(conflicted) and not entries(ended)


@rows
def test_another_agency_s_dates_never_stand_in_it(cast, case):
    others = {str(duty.pk) for duty in Duty.objects.filter(agency=cast.health)}
    assert others
    assert not set(entries(cast.housing_officer)) & others
    assert entries(cast.outsider) == {}


@rows
def test_it_is_read_without_signing_in_and_kept_nowhere_on_the_way(cast, case):
    answer = read(address_of(cast.chair))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert answer.content.endswith(b"END:VCALENDAR\r\n")
    assert Client().post(address_of(cast.chair)).status_code == 405


@rows
def test_the_token_says_whose_calendar_it_is_whoever_is_signed_in(cast, case):
    address = address_of(cast.chair)
    assert signed_in(cast.outsider).get(address).content == read(address).content


# The address


@rows
def test_the_address_is_shown_once_and_kept_as_a_hash_only(cast, case):
    client = signed_in(cast.chair)
    assert "Make an address" in client.get(reverse("cases:feed")).content.decode()
    shown = client.post(reverse("cases:make_feed")).content.decode()
    token = re.search(r"/calendar/([\w-]{40,})\.ics", shown)[1]
    assert read(f"/calendar/{token}.ics").status_code == 200
    later = client.get(reverse("cases:feed")).content.decode()
    assert token not in later and "cannot be shown again" in later
    feed = CalendarFeed.objects.get(user=cast.chair)
    kept = [str(value) for value in vars(feed).values()] + [
        str(one.facts) for one in AuditEntry.objects.all()
    ]
    assert not [value for value in kept if token in value]
    assert [one.act for one in AuditEntry.objects.filter(subject_id=feed.pk)] == ["feed_made"]


@rows
def test_a_replaced_address_and_one_switched_off_answer_as_if_they_had_never_been(cast, case):
    first = address_of(cast.chair)
    second = address_of(cast.chair)
    assert (read(first).status_code, read(second).status_code) == (404, 200)
    assert "no longer answers" in (
        signed_in(cast.chair).post(reverse("cases:switch_off_feed"), follow=True).content.decode()
    )
    unknown = read(reverse("cases:feed_file", args=["x" * 43]))
    for address in (first, second):
        assert read(address).status_code == 404
        assert read(address).content == unknown.content
    third = address_of(cast.chair)
    assert (read(second).status_code, read(third).status_code) == (404, 200)
    assert CalendarFeed.objects.get(user=cast.chair).history.count() == 4
    with pytest.raises(Unrecorded):
        CalendarFeed.objects.all().delete()


@rows
def test_the_calendar_of_a_closed_account_is_not_found(cast, case):
    address = address_of(cast.housing_officer)
    assert read(address).status_code == 200
    disable(cast.housing_officer, by=cast.administrator, now=timezone.now())
    answer = read(address)
    unknown = read(reverse("cases:feed_file", args=["x" * 43]))
    assert (answer.status_code, answer.content) == (404, unknown.content)


@rows
def test_the_hash_that_is_kept_opens_nothing(cast, case):
    make_feed(by=cast.chair, now=D0)
    kept = CalendarFeed.objects.get(user=cast.chair).token_hash
    assert read(reverse("cases:feed_file", args=[kept])).status_code == 404


@rows
def test_everybody_makes_and_ends_their_own_only(cast, case):
    address = address_of(cast.chair)
    client = signed_in(cast.outsider)
    client.post(reverse("cases:switch_off_feed"), {"user": str(cast.chair.pk)})
    client.post(reverse("cases:make_feed"), {"user": str(cast.chair.pk)})
    assert read(address).status_code == 200
    assert CalendarFeed.objects.filter(user=cast.outsider).count() == 1
    switch_off_feed(by=cast.housing_author, now=D0)  # who has none
    assert not CalendarFeed.objects.filter(user=cast.housing_author).exists()
    for name in ("feed", "make_feed", "switch_off_feed"):
        assert Client().post(reverse(f"cases:{name}")).status_code == 302
        assert Client().get(reverse(f"cases:{name}")).status_code in (302, 405)


@rows
def test_it_asks_as_much_for_ten_entries_as_for_many(cast):
    case = open_case(by=cast.administrator, now=D0)

    def grow_to(count):
        while with_date(cast.administrator).count() < count:
            record_milestone(case, "review_instigated", by=cast.chair, now=D0)

    def queries(address):
        with CaptureQueriesContext(connection) as captured:
            read(address)
        return len(captured)

    address = address_of(cast.administrator)
    grow_to(10)
    with_ten, unknown = queries(address), queries(reverse("cases:feed_file", args=["x" * 43]))
    grow_to(MANY)
    assert with_date(cast.administrator).count() >= MANY
    assert queries(address) == with_ten
    assert queries(reverse("cases:feed_file", args=["x" * 43])) == unknown
    assert Case.objects.count() == 1 and Milestone.objects.exists()
