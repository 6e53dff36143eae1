"""The calendar that working days are counted by: printed bank holidays and the board's own corrections."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from types import MappingProxyType

import holidays

from scr.cases.deadlines import WorkingCalendar
from scr.people.models import BankHoliday, Board

FIRST_YEAR = 1990


def calendar_of_board() -> WorkingCalendar:
    """The bank holidays of the board's jurisdiction with its own corrections, as far as they are known."""
    board = Board.objects.get()
    corrections = BankHoliday.objects.standing().filter(jurisdiction=board.jurisdiction)
    return corrected(printed_calendar(board.jurisdiction, board.holidays_known_until), corrections)


def corrected(printed: WorkingCalendar, corrections: Iterable[BankHoliday]) -> WorkingCalendar:
    """A calendar with days that are holidays after all, and days that are none."""
    days = dict(printed.bank_holidays)
    for row in corrections:
        days.pop(row.day, None)
        if not row.is_working_day:
            days[row.day] = row.name
    return replace(printed, bank_holidays=MappingProxyType(days))


@cache
def printed_calendar(jurisdiction: str, last_year: int) -> WorkingCalendar:
    """The bank holidays of ENG, WLS, SCT or NIR as the package prints them, up to the end of a year."""
    years = range(FIRST_YEAR, last_year + 1)
    days = holidays.country_holidays("GB", subdiv=jurisdiction, years=years, expand=False)
    return WorkingCalendar(jurisdiction, MappingProxyType(dict(days)), FIRST_YEAR, last_year)
