"""How a panel is called together and when it can act: what a board sets, with how sure each figure is.

No seed gives these figures. They are ours until a board has put its own into its procedure.
"""

from dataclasses import dataclass

from scr.procedures.timing import Basis, Duration, Unit


@dataclass(frozen=True)
class Quorum:
    """How many of those who vote must be there: one in so many of them, and never fewer than the least."""

    one_in: int
    least: int
    basis: Basis = Basis.ASSUMED

    def of(self, voters: int) -> int:
        """How many of so many must be present; a panel smaller than that needs more members to act."""
        return max(self.least, -(-voters // self.one_in))


@dataclass(frozen=True)
class MeetingRules:
    """A meeting called with less notice than this is one at short notice (seed 004, section 5.3)."""

    notice: Duration
    quorum: Quorum


RULES_OF_MEETINGS = MeetingRules(Duration(3, Unit.WORKING_DAYS, Basis.ASSUMED), Quorum(one_in=3, least=3))
