"""How long, and how sure we are of it: units, durations and windows of a procedure, plain frozen values."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Unit(StrEnum):
    """What is counted (readings D-b to D-e): days are calendar days, hours are elapsed hours."""

    HOURS = "hours"
    WORKING_DAYS = "working days"
    CALENDAR_DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Basis(StrEnum):
    """Where a value comes from. Whatever the source does not state may be set by the board."""

    STATED = "stated"
    UNVERIFIED = "unverified"
    ASSUMED = "assumed"
    BOARD = "board"


@dataclass(frozen=True)
class Duration:
    """How long; a trigger's day is day 0 and the last moment of the last day counts (reading D-a)."""

    amount: int
    unit: Unit
    basis: Basis = Basis.STATED

    def __str__(self) -> str:
        unit = self.unit.value
        return f"{self.amount} {unit[:-1] if self.amount == 1 else unit}"

    def times(self, number: int) -> "Duration":
        """So many of them on end, counted from one trigger."""
        return replace(self, amount=self.amount * number)


@dataclass(frozen=True)
class Window:
    """A date is agreed between two bounds, in days from the trigger; outside it only with a reason."""

    earliest: int
    latest: int
    basis: Basis = Basis.STATED

    def __str__(self) -> str:
        return f"{self.earliest} to {self.latest} days"
