"""The calendar that working days are counted by: printed, corrected by the board, never moving what runs."""

from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scr.audit.models import AuditEntry
from scr.audit.querysets import Unrecorded
from scr.cases.bank_holidays import add_holiday, count_as_working_day, set_known_until, take_back
from scr.cases.calendars import calendar_of_board
from scr.cases.deadlines import add_working_days, end_of
from scr.cases.models import Duty
from scr.cases.services import open_case, record_milestone
from scr.people.models import BankHoliday, Board
from scr.people.services import Refused
from tests.cast import D0, make_case, make_cast
from tests.letter_desk import signed_in

pytestmark = pytest.mark.usefixtures("rows")
TUESDAY, GOOD_FRIDAY = date(2007, 3, 6), date(2007, 4, 6)
NAMES = ("bank_holidays", "add_holiday", "working_day", "known_until")


@pytest.fixture(scope="module")
def module_scene(module_rows):
    return make_cast()


def typed(day, **others):
    return {"day_day": day.day, "day_month": day.month, "day_year": day.year, **others}


def post(cast, name, data, *args):
    address = reverse(f"cases:{name}", args=args)
    return unescape(signed_in(cast.administrator).post(address, data, follow=True).content.decode())


def year(cast, number):
    shown = signed_in(cast.administrator).get(reverse("cases:bank_holidays", args=[number]))
    return unescape(shown.content.decode())


def consult_due(case):
    return Duty.objects.get(case=case, rule_key="CONSULT").due_at


def referred_at(cast, now):
    case = open_case(by=cast.administrator, now=now)
    record_milestone(case, "referral_received", by=cast.administrator, now=now)
    return case


def test_a_year_lists_the_printed_bank_holidays_of_the_board_s_country(cast):
    shown = year(cast, 2007)
    assert "England" in shown
    for words in ("Friday 6 April 2007", "Good Friday", "Monday 27 August 2007"):
        assert words in shown
    assert "2 January 2007" not in shown  # Scotland's


def test_christmas_on_a_saturday_is_a_weekend_and_offers_no_correction(cast):
    shown = year(cast, 2027)
    row = shown.partition("Saturday 25 December 2027")[2].partition("</tr>")[0]
    assert "Weekend" in row and "Working day after all" not in row


def test_a_one_off_holiday_counts_for_what_opens_afterwards_and_moves_nothing_that_runs(cast):
    running = make_case(cast)
    before = consult_due(running)
    assert before == end_of(date(2007, 3, 7))
    shown = post(cast, "add_holiday", typed(TUESDAY, name="Day of the Lantern"))
    assert "Tuesday 6 March 2007 is counted as a bank holiday from now on." in shown
    assert "Day of the Lantern" in shown and "Corrected by Alma Admin" in shown
    assert consult_due(running) == before
    assert consult_due(referred_at(cast, D0)) == end_of(date(2007, 3, 8))


def test_a_bank_holiday_is_a_working_day_after_all(cast):
    asked = signed_in(cast.administrator).get(reverse("cases:working_day"), {"day": "2007-04-06"})
    assert 'name="day_year" value="2007"' in asked.content.decode()
    shown = post(cast, "working_day", typed(GOOD_FRIDAY, reason="Moved to 11 April"))
    assert "is counted as a working day from now on" in shown
    assert calendar_of_board().is_working_day(GOOD_FRIDAY)
    assert add_working_days(date(2007, 4, 5), 1, calendar_of_board()) == GOOD_FRIDAY


def test_a_correction_is_taken_back_stays_in_the_record_and_can_be_made_again(cast):
    row = add_holiday(TUESDAY, name="A mistake", by=cast.administrator, now=D0)
    shown = post(cast, "take_back_day", {}, row.pk)
    assert "is counted as the printed calendar has it" in shown
    assert "A mistake" not in shown
    assert calendar_of_board().is_working_day(TUESDAY)
    assert "was taken back already" in post(cast, "take_back_day", {}, row.pk)
    add_holiday(TUESDAY, name="Again", by=cast.administrator, now=D0)
    assert list(BankHoliday.objects.values_list("name", flat=True)) == ["A mistake", "Again"]
    acts = AuditEntry.objects.filter(subject_id=row.pk).order_by("number").values_list("act", flat=True)
    assert list(acts) == ["bank_holiday_added", "calendar_correction_taken_back"]
    assert row.history.count() == 2


@pytest.mark.parametrize(
    ("name", "day", "words"),
    [
        ("add_holiday", GOOD_FRIDAY, "is a bank holiday already: Good Friday"),
        ("add_holiday", date(2007, 3, 10), "is on a weekend"),
        ("add_holiday", date(2041, 3, 5), "Say first until when they are known"),
        ("working_day", TUESDAY, "is a working day already"),
        ("working_day", date(2027, 12, 25), "is on a weekend"),
    ],
)
def test_what_needs_no_correction_is_refused_on_the_day_and_what_was_typed_stays(cast, name, day, words):
    shown = post(cast, name, typed(day, name="My words", reason="My words"))
    assert "There is a problem" in shown and words in shown
    assert 'value="My words"' in shown
    assert not BankHoliday.objects.exists()


def test_a_day_is_corrected_once_and_the_form_says_so(cast):
    add_holiday(TUESDAY, name="First", by=cast.administrator, now=D0)
    shown = post(cast, "add_holiday", typed(TUESDAY, name="Second"))
    assert "Tuesday 6 March 2007 is corrected already. Take that correction back first" in shown
    assert 'href="#id_day_0"' in shown
    assert 'value="Second"' in shown
    assert BankHoliday.objects.count() == 1


def test_two_corrections_of_a_day_at_once_leave_one(cast, monkeypatch):
    """The second administrator's look came before the first one's commit: the database decides."""
    add_holiday(TUESDAY, name="First", by=cast.administrator, now=D0)
    monkeypatch.setattr("scr.cases.bank_holidays._refuse_second", lambda day, board: None)
    monkeypatch.setattr("scr.cases.bank_holidays._refuse_what_is_so", lambda day, **given: None)
    with pytest.raises(Refused, match="corrected already"):
        add_holiday(TUESDAY, name="Second", by=cast.administrator, now=D0)
    assert BankHoliday.objects.get().name == "First"


def test_the_last_year_that_is_known_is_set_and_bounds_the_pages(cast):
    client = signed_in(cast.administrator)
    later = reverse("cases:bank_holidays", args=[2030])
    assert client.get(later).status_code == 404
    assert "The last year is saved" in post(cast, "known_until", {"year": "2030"})
    assert Board.objects.get().holidays_known_until == calendar_of_board().last_year == 2030
    assert client.get(later).status_code == 200
    assert client.get(reverse("cases:bank_holidays", args=[2031])).status_code == 404
    assert "Enter a year from 1990" in post(cast, "known_until", {"year": "2999"})
    assert Board.objects.get().holidays_known_until == 2030


def test_pages_say_that_running_deadlines_do_not_move(cast):
    client = signed_in(cast.administrator)
    for name in NAMES:
        assert "already running do not move" in client.get(reverse(f"cases:{name}")).content.decode()


def test_only_administrators_see_or_change_the_calendar(cast):
    row = add_holiday(TUESDAY, name="A day", by=cast.administrator, now=D0)
    addresses = [reverse(f"cases:{name}") for name in NAMES]
    addresses += [reverse("cases:bank_holidays", args=[2007]), reverse("cases:take_back_day", args=[row.pk])]
    client = signed_in(cast.chair)
    for address in addresses:
        assert client.post(address, typed(GOOD_FRIDAY, reason="x", name="x", year="2030")).status_code == 403
        answer = client.get(address)
        assert answer.status_code == 403 and "A day" not in answer.content.decode()
        assert Client().get(address).status_code == 302
    assert "Bank holidays" not in client.get(reverse("home")).content.decode()
    row.refresh_from_db()
    assert row.taken_back_at is None and BankHoliday.objects.count() == 1
    assert Board.objects.get().holidays_known_until == 2028


def test_the_services_ask_who_acts_themselves(cast):
    row = add_holiday(TUESDAY, name="A day", by=cast.administrator, now=D0)
    for act in (
        lambda: add_holiday(date(2007, 3, 7), name="x", by=cast.chair, now=D0),
        lambda: count_as_working_day(GOOD_FRIDAY, reason="x", by=cast.chair, now=D0),
        lambda: take_back(row, by=cast.chair, now=D0),
        lambda: set_known_until(2010, by=cast.chair, now=D0),
    ):
        with pytest.raises(PermissionDenied):
            act()
    for write in (BankHoliday.objects.all().delete, lambda: BankHoliday.objects.update(name="x")):
        with pytest.raises(Unrecorded):
            write()


def test_a_year_asks_as_much_for_ten_corrections_as_for_a_hundred(cast):
    set_known_until(2029, by=cast.administrator, now=datetime(2026, 1, 5, tzinfo=UTC))
    working = calendar_of_board()

    def grow_to(count):
        while (missing := count - BankHoliday.objects.count()) > 0:
            newest = BankHoliday.objects.order_by("-day").first()
            day = add_working_days(newest.day if newest else date(2029, 1, 1), 1, working)
            add_holiday(day, name=f"Day {missing}", by=cast.administrator, now=D0)

    def queries():
        client = signed_in(cast.administrator)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("cases:bank_holidays", args=[2029])).status_code == 200
        return len(captured)

    grow_to(10)
    with_ten = queries()
    grow_to(100)
    assert queries() == with_ten
