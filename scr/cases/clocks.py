"""A deadline as people read it in a line: when it is due, how it was counted, and when it was met."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst

from scr.cases.links import duty_url
from scr.cases.models import Duty
from scr.cases.standing import standing_of
from scr.dates import day_words, days_words, london_day, moment_words
from scr.procedures.sources import source_words
from scr.procedures.timing import Basis, Unit

# What is said of a figure that the source does not state.
NOTES = {
    Basis.ASSUMED: ", a planning assumption of this board",
    Basis.UNVERIFIED: ", not checked against its source",
    Basis.BOARD: ", as the board has set it",
}


@dataclass(frozen=True)
class Clock:
    """A deadline in words; `was` is the first date where another one holds now."""

    label: str
    due: datetime
    rule: str
    met: str
    is_late: bool
    url: str
    was: datetime | None


def clock_of(duty: Duty, now: datetime) -> Clock:
    """A duty with a due moment as a clock; days are calendar days in London."""
    assert duty.due_at is not None
    return Clock(
        label=f"{duty.rule.name} ({duty.whose})" if duty.whose else duty.rule.name,
        due=duty.due_at,
        rule=_counted(duty),
        met=_met(duty, now),
        is_late=duty.is_late(now),
        url=duty_url(duty),
        was=duty.first_due_at if duty.first_due_at != duty.due_at else None,
    )


def _counted(duty: Duty) -> str:
    rule = duty.rule
    if duty.duration is None:
        return f"A date that was agreed. {capfirst(source_words(rule.source))}."
    direction = "back from" if rule.before else "from"
    note = NOTES.get(duty.duration.basis, "") + (", provisional" if duty.is_estimated else "")
    said = moment_words if duty.duration.unit is Unit.HOURS else day_words
    return (
        f"{duty.duration} {direction} {said(duty.counted_from)}{note}. {capfirst(source_words(rule.source))}."
    )


def _met(duty: Duty, now: datetime) -> str:
    if duty.met_at is None:
        return ""
    day = (london_day(duty.met_at) - london_day(duty.counted_from)).days
    late = standing_of(duty, now).days_late
    return f"Met {days_words(late)} late, on day {day}" if late else f"Met on day {day}"
