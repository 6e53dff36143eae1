"""The line around a household: it takes in everybody of it and nobody else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scr.cases.genogram.placing import PITCH

ASIDE = PITCH / 2 - 8  # from the middle of whoever stands at the edge to the line
Point = tuple[float, float]


@dataclass(frozen=True)
class Band:
    """A row as the outline needs it: who stands where and belongs to the household, and how high it is."""

    places: list[tuple[float, bool]]
    top: float
    bottom: float


@dataclass(frozen=True)
class Run:
    """Neighbours of one row who belong to the household, with nobody else between them."""

    row: int
    left: float
    right: float


def outlines(bands: Sequence[Band]) -> tuple[tuple[Point, ...], ...]:
    """The outline as polygons: one, or more where others stand between the members."""
    chains: list[list[Run]] = []
    for row, band in enumerate(bands):
        for run in _runs(row, band):
            chain = next((one for one in chains if _goes_on(one[-1], run)), None)
            if chain is None:
                chains.append([run])
            else:
                chain.append(run)
    return tuple(_around(chain, bands) for chain in chains)


def _runs(row: int, band: Band) -> Iterator[Run]:
    edges: list[float] = []
    for x, belongs in [*band.places, (0.0, False)]:
        if belongs:
            edges.append(x)
        elif edges:
            yield Run(row, round(edges[0] - ASIDE, 1), round(edges[-1] + ASIDE, 1))
            edges = []


def _goes_on(above: Run, run: Run) -> bool:
    return above.row + 1 == run.row and above.left < run.right and run.left < above.right


def _around(chain: Sequence[Run], bands: Sequence[Band]) -> tuple[Point, ...]:
    """Down the right side of a chain of runs and up its left side; it steps halfway between two rows."""
    right = [point for number, run in enumerate(chain) for point in _side(chain, number, run.right, bands)]
    left = [point for number, run in enumerate(chain) for point in _side(chain, number, run.left, bands)]
    return (*right, *reversed(left))


def _side(chain: Sequence[Run], number: int, x: float, bands: Sequence[Band]) -> tuple[Point, Point]:
    row = chain[number].row
    top = bands[row].top if number == 0 else _between(bands, row - 1)
    bottom = bands[row].bottom if number == len(chain) - 1 else _between(bands, row)
    return (x, round(top, 1)), (x, round(bottom, 1))


def _between(bands: Sequence[Band], row: int) -> float:
    return (bands[row].bottom + bands[row + 1].top) / 2
