"""The lines of a genogram, before it is known how high the rows lie: where each runs and what it needs.

Level stretches run on tracks above a row: those to the children and loose ones high up, those of couples who
do not stand beside each other right above the symbols. Upright stretches between rows take the gaps between
people.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import sqrt

from scr.cases.genogram.people import SIBLINGS, Couple, Kin, Link, Sibship, Someone, Tie
from scr.cases.genogram.placing import PITCH

HALF = 22.0  # half a symbol
STEP = 12.0  # between lines that run beside each other
LOW = 14.0  # how far below the middle of a symbol a line leaves it sideways
NEAR = 3.0  # lines so near to each other look like one
SLASH = 20.0  # how far from the middle of a couple's line its slashes stand
WAYS = (0, STEP, -STEP, 2 * STEP, -2 * STEP)
TOPS = (8.0, -8.0, 14.0, -14.0, 4.0, -4.0)  # where lines beside that of the parents reach a symbol's top


@dataclass(frozen=True)
class Spot:
    """A height: so far below the middle of a row's symbols."""

    row: int
    below: float = 0.0


@dataclass(eq=False)
class Track:
    """A level stretch above a row, `over` the symbols or higher up; `level` 0 is the lowest."""

    row: int
    left: float
    right: float
    over: bool = False
    level: int = 0


Corner = tuple[float, Spot | Track]


@dataclass(frozen=True)
class Route:
    """A line through corners; `ends` are the people whose symbols it begins and ends at, "" for none."""

    corners: tuple[Corner, ...]
    style: str = "solid"
    ends: tuple[str, str] = ("", "")
    slashes: tuple[Corner, ...] = ()


@dataclass
class Board:
    """The people in their rows, and what lines have taken of the gaps and tops so far."""

    people: Mapping[str, Someone]
    kin: Kin
    rows: list[list[str]]
    x: Mapping[str, float]
    tracks: list[Track] = field(default_factory=list)
    ways: dict[tuple[int, int], list[float]] = field(default_factory=lambda: defaultdict(list))
    tops: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    uprights: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))

    def row(self, key: str) -> int:
        return self.kin.rows[key]

    def number(self, key: str) -> int:
        return self.rows[self.row(key)].index(key)

    def track(self, row: int, ends: Iterable[float], *, over: bool = False) -> Track:
        reached = list(ends)
        track = Track(row, min(reached), max(reached), over)
        self.tracks.append(track)
        return track

    def way(self, row: int, gap: int) -> float:
        """A free upright way through the gap right of the person of that number; -1 is left of the first."""
        keys = self.rows[row]
        left = self.x[keys[gap]] if gap >= 0 else self.x[keys[0]] - PITCH
        right = self.x[keys[gap + 1]] if gap + 1 < len(keys) else self.x[keys[-1]] + PITCH
        taken = self.ways[row, gap]
        free = next((one for one in WAYS if one not in taken), WAYS[0])
        taken.append(free)
        self.uprights[row].append((left + right) / 2 + free)
        return self.uprights[row][-1]

    def top(self, key: str, towards: float) -> Corner:
        """A free point of a symbol's top, on the side that a line comes from."""
        sign = 1 if towards >= self.x[key] else -1
        free = [
            sign * one for one in TOPS if sign * one not in self.tops[key] and self._is_clear(key, sign * one)
        ]
        aside = free[0] if free else 0.0
        self.tops[key].append(aside)
        return self.x[key] + aside, Spot(self.row(key), -_edge(self.people[key].sex, aside))

    def _is_clear(self, key: str, aside: float) -> bool:
        """Whether no line comes down from the row above at the same place."""
        return all(abs(self.x[key] + aside - one) > NEAR for one in self.uprights[self.row(key) - 1])


def _edge(sex: str, aside: float) -> float:
    """How far a symbol's edge is from its middle line, so far aside of its middle."""
    if sex == "male":
        return HALF
    if sex == "female":
        return sqrt(HALF**2 - aside**2)
    return HALF - abs(aside)


def routes(board: Board) -> list[Route]:
    """Every line of the picture. Couples come first, as the lines to their children begin at them."""
    found: list[Route] = []
    origins: dict[frozenset[str], Corner] = {}
    for couple in board.kin.couples:
        route, origin = _of_couple(board, couple)
        found.append(route)
        origins[couple.both] = origin
    for sibship in board.kin.sibships:
        found += _to_children(board, sibship, origins)
    for link in board.kin.loose:
        found += _loosely(board, link)
    return found


def _of_couple(board: Board, couple: Couple) -> tuple[Route, Corner]:
    """The line between two, and the point from which one goes down to their children."""
    left, right = sorted((couple.one, couple.other), key=lambda key: board.x[key])
    style = "solid" if couple.are_partners else "dotted"
    if board.number(right) - board.number(left) == 1:
        here = Spot(board.row(left))
        middle = board.way(board.row(left), board.number(left))
        corners: tuple[Corner, ...] = ((board.x[left] + HALF, here), (board.x[right] - HALF, here))
        origin: Corner = (middle, here)
    else:
        corners, track = _over(board, left, right)
        origin = (board.way(board.row(right), board.number(right) - 1), track)
    slashes = _slashes(corners) if couple.has_ended else ()
    return Route(corners, style, (left, right), slashes), origin


def _slashes(corners: tuple[Corner, ...]) -> tuple[Corner, ...]:
    """Two beside each other, away from where a line goes down."""
    at = (corners[-2][0] + corners[1][0]) / 2 if len(corners) > 2 else (corners[0][0] + corners[1][0]) / 2
    height = corners[1][1]
    return ((at - SLASH, height), (at - SLASH + 6, height))


def _over(board: Board, left: str, right: str) -> tuple[tuple[Corner, ...], Track]:
    """Up from one symbol, across those between, and down to another one of the row."""
    first = board.top(left, board.x[right])
    last = board.top(right, board.x[left])
    track = board.track(board.row(left), (first[0], last[0]), over=True)
    return (first, (first[0], track), (last[0], track), last), track


def _to_children(board: Board, sibship: Sibship, origins: Mapping[frozenset[str], Corner]) -> Iterator[Route]:
    """From the parents down to a level line, and from there down to each child."""
    start: tuple[Corner, ...] = ()
    parent = sibship.parents[0] if len(sibship.parents) == 1 else ""
    if parent:
        start, origin = _aside(board, parent, board.x[sibship.children[0]])
    else:
        origin = origins[frozenset(sibship.parents)]
    below = [board.x[child] for child in sibship.children]
    row = board.row(sibship.children[0])
    track = board.track(row, (origin[0], *below))
    yield Route((*start, origin, (origin[0], track)), ends=(parent, ""))
    if track.left != track.right:
        yield Route(((track.left, track), (track.right, track)))
    for child in sibship.children:
        yield Route(((board.x[child], track), (board.x[child], Spot(row, -HALF))), ends=("", child))


def _aside(board: Board, key: str, towards: float) -> tuple[tuple[Corner, ...], Corner]:
    """Out of the side of a symbol, into a gap beside it: where it leaves, and where it turns down."""
    row, number = board.row(key), board.number(key)
    is_right = towards >= board.x[key]
    if board.ways[row, number if is_right else number - 1]:  # a couple's line is there
        is_right = not is_right
    at = board.way(row, number if is_right else number - 1)
    side = _side(board.people[key].sex) * (1 if is_right else -1)
    here = Spot(row, LOW)
    return ((board.x[key] + side, here),), (at, here)


def _side(sex: str) -> float:
    """How far a symbol's side is from its middle, where a line leaves it."""
    return {"male": HALF, "female": sqrt(HALF**2 - LOW**2)}.get(sex, HALF - LOW)


def _loosely(board: Board, link: Link) -> Iterator[Route]:
    """A tie that nothing else shows: over the row, or down through the gaps of the rows between."""
    style = "solid" if link.tie in (Tie.PARENT, Tie.SIBLING) else "dashed"
    upper, lower = sorted((link.one, link.other), key=lambda key: (board.row(key), board.x[key]))
    if board.row(upper) == board.row(lower):
        corners, _ = _over(board, upper, lower)
        yield Route(corners, style, (upper, lower))
    elif link.tie not in SIBLINGS:
        yield Route(tuple(_down(board, upper, lower)), style, (upper, lower))


def _down(board: Board, upper: str, lower: str) -> Iterator[Corner]:
    start, turn = _aside(board, upper, board.x[lower])
    yield from (*start, turn)
    at = turn[0]
    for row in range(board.row(upper) + 1, board.row(lower)):
        if not board.rows[row]:
            continue  # a grandparent, and nobody known between
        onward = board.way(row, _nearest_gap(board, row, board.x[lower]))
        track = board.track(row, (at, onward))
        yield from ((at, track), (onward, track))
        at = onward
    last = board.top(lower, at)
    track = board.track(board.row(lower), (at, last[0]))
    yield from ((at, track), (last[0], track), last)


def _nearest_gap(board: Board, row: int, x: float) -> int:
    """The gap of a row that is nearest below a point."""
    keys = board.rows[row]
    return sum(board.x[key] < x for key in keys) - 1
