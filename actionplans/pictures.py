"""The summary picture: one bar of the plan's actions by state. Its table beside it says the same."""

from collections.abc import Iterable
from dataclasses import dataclass

from actionplans.states import COLOUR_NAMES, State

WIDTH = 600
FILLS = {"red": "#b3261e", "orange": "#e8a33d", "green": "#3f7f5f", "blue": "#2f5d8a", "grey": "#8b999c"}


@dataclass(frozen=True)
class Part:
    """A state's part of the bar, in the picture's own units; its number stands inside where it fits."""

    state: State
    number: int
    x: float
    width: float

    @property
    def fill(self) -> str:
        return FILLS[self.state.colour]

    @property
    def colour_name(self) -> str:
        return COLOUR_NAMES[self.state.colour]

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def is_wide(self) -> bool:
        return self.width >= 28


@dataclass(frozen=True)
class Picture:
    parts: tuple[Part, ...]
    total: int

    @property
    def words(self) -> str:
        """What the picture shows, for those who do not see it."""
        shown = [f"{part.number} {part.state.name.lower()}" for part in self.parts if part.number]
        return f"{self.total} actions: {', '.join(shown)}" if shown else "No actions"


def picture(counts: Iterable[tuple[State, int]]) -> Picture:
    """The parts of the bar from left to right; states without an action have no width."""
    counted = list(counts)
    total = sum(number for _, number in counted)
    parts: list[Part] = []
    reached = 0.0
    for state, number in counted:
        width = round(WIDTH * number / total, 1) if total else 0.0
        parts.append(Part(state, number, round(reached, 1), width))
        reached += width
    return Picture(tuple(parts), total)
