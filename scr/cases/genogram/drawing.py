"""The finished picture: symbols, lines and the household's outline, each with its place."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from scr.cases.genogram.lines import HALF, STEP, Board, Corner, Route, Spot, Track, routes
from scr.cases.genogram.outline import Band, outlines
from scr.cases.genogram.people import Link, Someone, kin_of
from scr.cases.genogram.placing import PITCH, placed
from scr.cases.genogram.rows import ordered

MARGIN = 24.0
LINE = 16.0  # of a label
CLEAR = 14.0  # between the lines above a row and its symbols, and below its labels
Point = tuple[float, float]


@dataclass(frozen=True)
class Symbol:
    """Somebody in the picture: the middle of the symbol, and what stands below it."""

    person: Someone
    x: float
    y: float

    @property
    def lines(self) -> list[tuple[float, str]]:
        """The label, each line with its height."""
        return [(self.y + HALF + LINE * (number + 1), text) for number, text in enumerate(self.person.label)]


@dataclass(frozen=True)
class Stroke:
    """A line; `ends` are the people at whose symbols it begins and ends, "" where it meets another line."""

    points: tuple[Point, ...]
    style: str
    ends: tuple[str, str]
    slashes: tuple[Point, ...]


@dataclass(frozen=True)
class Picture:
    width: float
    height: float
    symbols: tuple[Symbol, ...]
    strokes: tuple[Stroke, ...]
    households: tuple[tuple[Point, ...], ...]


def lay_out(people: Collection[Someone], links: Iterable[Link]) -> Picture | None:
    """The genogram of a family; None where there is nobody to draw."""
    if not people:
        return None
    known = {one.key: one for one in people}
    kin = kin_of(people, links)
    rows = ordered(known, kin)
    x = {key: at + MARGIN + PITCH / 2 for key, at in placed(rows, kin).items()}
    names = [[key for cluster in row for key in cluster.members] for row in rows]
    board = Board(known, kin, names, x)
    found = routes(board)
    return _drawn(board, found, _heights(board))


@dataclass(frozen=True)
class Heights:
    """How high the middle of each row's symbols lies, and how low its labels reach."""

    middles: tuple[float, ...]
    bottoms: tuple[float, ...]
    raised: Mapping[int, float]  # how much the tracks over a row's symbols lift the others

    def of(self, place: Spot | Track) -> float:
        if isinstance(place, Spot):
            return round(self.middles[place.row] + place.below, 1)
        base = self.middles[place.row] - HALF - CLEAR - (0 if place.over else self.raised[place.row])
        return round(base - place.level * STEP, 1)

    def point(self, corner: Corner) -> Point:
        return round(corner[0], 1), self.of(corner[1])


def _heights(board: Board) -> Heights:
    _give_levels(board.tracks)
    middles: list[float] = []
    bottoms: list[float] = []
    raised: dict[int, float] = {}
    top = MARGIN
    for row, keys in enumerate(board.rows):
        raised[row] = _room(board.tracks, row, over=True)
        middles.append(top + raised[row] + _room(board.tracks, row, over=False) + CLEAR + HALF)
        labels = max((len(board.people[key].label) for key in keys), default=0)
        bottoms.append(middles[-1] + HALF + labels * LINE + CLEAR)
        top = bottoms[-1] + CLEAR
    return Heights(tuple(middles), tuple(bottoms), raised)


def _room(tracks: Iterable[Track], row: int, *, over: bool) -> float:
    """How much height the tracks above a row take."""
    levels = [one.level for one in tracks if one.row == row and one.over == over]
    return (max(levels) + 1) * STEP if levels else 0.0


def _give_levels(tracks: Iterable[Track]) -> None:
    """Lift tracks that would lie on each other; the shorter ones stay lower."""
    lying: dict[tuple[int, bool], list[Track]] = defaultdict(list)
    for track in sorted(tracks, key=lambda one: (one.right - one.left, one.left)):
        others = lying[track.row, track.over]
        near = (track.left - STEP, track.right + STEP)
        taken = {one.level for one in others if one.left <= near[1] and near[0] <= one.right}
        track.level = next(level for level in range(len(taken) + 1) if level not in taken)
        others.append(track)


def _drawn(board: Board, found: Iterable[Route], heights: Heights) -> Picture:
    symbols = [
        Symbol(board.people[key], round(board.x[key], 1), heights.of(Spot(row)))
        for row, keys in enumerate(board.rows)
        for key in keys
    ]
    strokes = [
        Stroke(
            tuple(heights.point(corner) for corner in route.corners),
            route.style,
            route.ends,
            tuple(heights.point(corner) for corner in route.slashes),
        )
        for route in found
    ]
    bands = [
        Band(
            [(board.x[key], board.people[key].in_household) for key in keys],
            heights.middles[row] - HALF - CLEAR / 2,
            heights.bottoms[row],
        )
        for row, keys in enumerate(board.rows)
    ]
    right = max(x for x in [*board.x.values(), *(x for one in strokes for x, _ in one.points)])
    width = right + PITCH / 2 + MARGIN
    return Picture(width, heights.bottoms[-1] + MARGIN, tuple(symbols), tuple(strokes), outlines(bands))
