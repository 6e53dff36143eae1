"""How much notice a meeting is called with (seed 004, section 5.3: the panel meets at short notice)."""

from datetime import date

from scr.cases.calendars import calendar_of_board
from scr.cases.deadlines import add_working_days
from scr.cases.models import Case
from scr.dates import london_day


def is_short(case: Case, *, arranged_on: date, meets_on: date) -> bool:
    """Whether there are fewer working days between the two than the procedure wants as notice."""
    notice = case.procedure.meeting_rules.notice.amount
    earliest = add_working_days(london_day(arranged_on), notice, calendar_of_board())
    return london_day(meets_on) < earliest
