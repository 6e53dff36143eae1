"""Where in its row everybody stands: children below their parents as far as their neighbours leave room."""

from collections.abc import Iterable, Mapping

from scr.cases.genogram.clusters import Cluster, Row
from scr.cases.genogram.people import Kin

PITCH = 160.0  # from one person to the next, in the picture's own units
ROUNDS = 10


def placed(rows: list[Row], kin: Kin) -> dict[str, float]:
    """The middle of everybody, from 0 at the left; nobody is nearer to the next than a pitch."""
    x: dict[str, float] = {}
    for row in rows:
        keys = [key for cluster in row for key in cluster.members]
        x |= {key: (number - (len(keys) - 1) / 2) * PITCH for number, key in enumerate(keys)}
    for _ in range(ROUNDS):
        for row in reversed(rows):
            x |= _moved(row, x, _above_children(kin, x))
        for row in rows:
            x |= _moved(row, x, _below_parents(kin, x))
    left = min(x.values(), default=0)
    return {key: round(at - left, 1) for key, at in x.items()}


def middle_of(parents: Iterable[str], x: Mapping[str, float]) -> float:
    """Below which point the children of one parent or of two hang."""
    own = [x[key] for key in parents]
    return sum(own) / len(own)


def _above_children(kin: Kin, x: Mapping[str, float]) -> dict[str, float]:
    """Where parents would stand right above their children."""
    wanted: dict[str, list[float]] = {}
    for sibship in kin.sibships:
        ends = [x[sibship.children[0]], x[sibship.children[-1]]]
        shift = (min(ends) + max(ends)) / 2 - middle_of(sibship.parents, x)
        for parent in sibship.parents:
            wanted.setdefault(parent, []).append(x[parent] + shift)
    return {key: sum(places) / len(places) for key, places in wanted.items()}


def _below_parents(kin: Kin, x: Mapping[str, float]) -> dict[str, float]:
    """Where children would stand right below their parents."""
    wanted: dict[str, float] = {}
    for sibship in kin.sibships:
        places = [x[child] for child in sibship.children]
        shift = middle_of(sibship.parents, x) - (min(places) + max(places)) / 2
        wanted |= {child: x[child] + shift for child in sibship.children}
    return wanted


def _moved(row: Row, x: Mapping[str, float], wanted: Mapping[str, float]) -> dict[str, float]:
    """A row with every cluster as near to where it wants to be as the order and the room allow."""
    blocks: list[_Block] = []
    start = 0.0
    for cluster in row:
        blocks.append(_Block(_wish(cluster, x, wanted) - start, 1))
        while len(blocks) > 1 and blocks[-2].at > blocks[-1].at:
            last = blocks.pop()
            blocks[-1] = blocks[-1].joined(last)
        start += PITCH * len(cluster.members)
    return _spread(row, [block.at for block in blocks for _ in range(block.count)])


class _Block:
    """Clusters that press against each other: they share the room so that all are about equally off."""

    def __init__(self, at: float, count: int) -> None:
        self.at, self.count = at, count

    def joined(self, other: "_Block") -> "_Block":
        count = self.count + other.count
        return _Block((self.at * self.count + other.at * other.count) / count, count)


def _wish(cluster: Cluster, x: Mapping[str, float], wanted: Mapping[str, float]) -> float:
    """Where the first of a cluster would stand if it had its way."""
    first = x[cluster.members[0]]
    asking = [wanted[key] - (x[key] - first) for key in cluster.members if key in wanted]
    return sum(asking) / len(asking) if asking else first


def _spread(row: Row, offsets: list[float]) -> dict[str, float]:
    x, start = {}, 0.0
    for cluster, offset in zip(row, offsets, strict=True):
        for number, key in enumerate(cluster.members):
            x[key] = offset + start + number * PITCH
        start += PITCH * len(cluster.members)
    return x
