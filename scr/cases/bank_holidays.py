"""The board's own corrections of the bank holidays, by which working days are counted (reading D-e).

A correction counts for what is counted from now on; the date of a deadline that runs stays stored as it is.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from scr.audit.services import save_recorded
from scr.cases.calendars import FIRST_YEAR, calendar_of_board, printed_calendar
from scr.dates import weekday_words
from scr.people.models import BankHoliday, Board, User
from scr.people.services import Refused, require_administrator

# Governments announce bank holidays a few years ahead; nobody knows those of a further year.
YEARS_AHEAD = 10
SATURDAY = 5


@dataclass(frozen=True)
class Holiday:
    """One line of a year: a printed bank holiday, the board's correction of a day, or both."""

    day: date
    name: str
    correction: BankHoliday | None = None
    corrected_by: User | None = None
    corrected_at: datetime | None = None

    @property
    def is_working_day(self) -> bool:
        return self.correction is not None and self.correction.is_working_day

    @property
    def is_on_weekend(self) -> bool:
        return self.day.weekday() >= SATURDAY


def holidays_of(year: int, board: Board) -> list[Holiday]:
    """The bank holidays of a year and the board's corrections, in the order of their days."""
    printed = printed_calendar(board.jurisdiction, board.holidays_known_until).bank_holidays
    lines = {day: Holiday(day, name) for day, name in printed.items() if day.year == year}
    corrections = BankHoliday.objects.standing().filter(jurisdiction=board.jurisdiction, day__year=year)
    made = _made([one.pk for one in corrections])
    for one in corrections:
        lines[one.day] = Holiday(one.day, one.name, one, *made[one.pk])
    return sorted(lines.values(), key=lambda line: line.day)


def _made(keys: list[UUID]) -> dict[UUID, tuple[User, datetime]]:
    """Who made each correction, and when."""
    first = BankHoliday.history.filter(id__in=keys, history_type="+").select_related("history_user")
    return {one.id: (one.history_user, one.history_date) for one in first}


def add_holiday(day: date, *, name: str, by: User, now: datetime) -> BankHoliday:
    """Count a day as a bank holiday, such as a one-off one. Raises Refused where it is none to count."""
    return _correct(day, name, is_working_day=False, by=by, now=now)


def count_as_working_day(day: date, *, reason: str, by: User, now: datetime) -> BankHoliday:
    """Count a bank holiday as a working day after all. Raises Refused where it is one already."""
    return _correct(day, reason, is_working_day=True, by=by, now=now)


@transaction.atomic
def _correct(day: date, name: str, *, is_working_day: bool, by: User, now: datetime) -> BankHoliday:
    require_administrator(by, today=localdate(now))
    board = Board.objects.get()
    _refuse_year(day.year, board)
    _refuse_second(day, board)
    _refuse_what_is_so(day, is_working_day=is_working_day)
    row = BankHoliday(jurisdiction=board.jurisdiction, day=day, name=name, is_working_day=is_working_day)
    act = "working_day_after_all" if is_working_day else "bank_holiday_added"
    try:
        with transaction.atomic():  # a savepoint: the refusal leaves the request's transaction in use
            save_recorded(row, by=by, at=now, act=act, day=day.isoformat())
    except IntegrityError as taken:
        raise Refused(_second_words(day)) from taken
    return row


def _refuse_year(year: int, board: Board) -> None:
    if not FIRST_YEAR <= year <= board.holidays_known_until:
        raise Refused(
            f"The bank holidays are known from {FIRST_YEAR} until {board.holidays_known_until}. "
            "Say first until when they are known"
        )


def _refuse_second(day: date, board: Board) -> None:
    if BankHoliday.objects.standing().filter(jurisdiction=board.jurisdiction, day=day).exists():
        raise Refused(_second_words(day))


def _second_words(day: date) -> str:
    return f"{weekday_words(day)} is corrected already. Take that correction back first"


def _refuse_what_is_so(day: date, *, is_working_day: bool) -> None:
    working = calendar_of_board()
    if day.weekday() >= SATURDAY:
        raise Refused(f"{weekday_words(day)} is on a weekend, which is never counted as a working day")
    if is_working_day and working.is_working_day(day):
        raise Refused(f"{weekday_words(day)} is a working day already")
    if not is_working_day and not working.is_working_day(day):
        raise Refused(f"{weekday_words(day)} is a bank holiday already: {working.bank_holidays[day]}")


@transaction.atomic
def take_back(row: BankHoliday, *, by: User, now: datetime) -> BankHoliday:
    """Let a day count again as the printed calendar has it. Raises Refused for the second time."""
    require_administrator(by, today=localdate(now))
    row = BankHoliday.objects.select_for_update().get(pk=row.pk)
    if row.taken_back_at is not None:
        raise Refused("This correction was taken back already.")
    row.taken_back_at = now
    save_recorded(row, by=by, at=now, act="calendar_correction_taken_back", day=row.day.isoformat())
    return row


@transaction.atomic
def set_known_until(year: int, *, by: User, now: datetime) -> Board:
    """Say which is the last year whose bank holidays were announced; later dates are called uncertain."""
    today = localdate(now)
    require_administrator(by, today=today)
    if not FIRST_YEAR <= year <= today.year + YEARS_AHEAD:
        raise Refused(f"Enter a year from {FIRST_YEAR} to {today.year + YEARS_AHEAD}")
    board = Board.objects.select_for_update().get()
    board.holidays_known_until = year
    save_recorded(board, by=by, at=now, act="bank_holidays_known_until", year=year)
    return board
