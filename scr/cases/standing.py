"""How a deadline stands: open, met, met late or broken, and whether its date may still change."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scr.cases.deadlines import days_late
from scr.cases.models import Duty


class State(StrEnum):
    OPEN = "Open"
    OVERDUE = "Overdue"
    MET = "Met"
    MET_LATE = "Met late"
    CANCELLED = "No longer needed"


@dataclass(frozen=True)
class Standing:
    """The state by the date that holds now; `days_late` are counted on while it is overdue."""

    state: State
    days_late: int
    is_provisional: bool


def standing_of(duty: Duty, now: datetime) -> Standing:
    late = days_late(duty.due_at, duty.met_at or now)
    return Standing(_state(duty, late), late, duty.is_estimated and duty.met_at is None)


def _state(duty: Duty, late: int) -> State:
    if duty.cancelled_at is not None:
        return State.CANCELLED
    if duty.met_at is not None:
        return State.MET_LATE if late else State.MET
    return State.OVERDUE if late else State.OPEN


def late_by_first_date(duty: Duty, now: datetime) -> int:
    """Days late by the date that was set first: what statistics count (reading D-o)."""
    return days_late(duty.first_due_at, duty.met_at or now)
