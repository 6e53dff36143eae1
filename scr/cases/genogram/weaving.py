"""A first order of the rows, woven from the child outwards as people draw a genogram by hand.

Above the child its parents, above each of them the own parents from left to right; the brothers and sisters
of whoever stands on the left go to the left, those of whoever stands on the right to the right.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from scr.cases.genogram.clusters import Cluster, Row
from scr.cases.genogram.people import Kin, Someone


def woven(people: Mapping[str, Someone], kin: Kin, cluster_of: Mapping[str, Cluster]) -> list[Row]:
    loom = _Loom(people, kin, cluster_of)
    for key in sorted(people, key=lambda one: (not people[one].is_child, people[one].age_key, one)):
        loom.begin(cluster_of[key])
    return loom.rows


class _Loom:
    """The rows while they are woven, and who has a place in them."""

    def __init__(self, people: Mapping[str, Someone], kin: Kin, cluster_of: Mapping[str, Cluster]) -> None:
        self.people, self.kin, self.cluster_of = people, kin, cluster_of
        self.rows: list[Row] = [[] for _ in range(max(kin.rows.values(), default=-1) + 1)]
        self.placed: set[Cluster] = set()
        self.parents = {child: one.parents[0] for one in kin.sibships for child in one.children}
        self.children: dict[Cluster, list[str]] = defaultdict(list)
        for sibship in kin.sibships:
            self.children[cluster_of[sibship.parents[0]]] += sibship.children

    def begin(self, cluster: Cluster) -> None:
        """Weave in a cluster that nothing has led to yet, with all that it leads to."""
        if cluster not in self.placed:
            self._put(cluster, len(self._row_of(cluster)))
            self._climb(cluster)
            self._descend(cluster)

    def _row_of(self, cluster: Cluster) -> Row:
        return self.rows[self.kin.rows[cluster.members[0]]]

    def _put(self, cluster: Cluster, at: int) -> None:
        self._row_of(cluster).insert(at, cluster)
        self.placed.add(cluster)

    def _climb(self, cluster: Cluster) -> None:
        """Put the parents of each member above, and the brothers and sisters beside the cluster."""
        for number, member in enumerate(cluster.members):
            above = self.cluster_of[self.parents[member]] if member in self.parents else None
            if above is not None and above not in self.placed:
                self._put(above, len(self._row_of(above)))
                self._beside(cluster, number, self.children[above])
                self._climb(above)

    def _beside(self, cluster: Cluster, number: int, siblings: Iterable[str]) -> None:
        """Left of a cluster those of its left half, right those of its right half; of one person by age."""
        own = self.people[cluster.members[number]]
        last = len(cluster.members) - 1
        for key in sorted(siblings, key=lambda one: (self.people[one].age_key, one)):
            other = self.cluster_of[key]
            if other not in self.placed:
                is_elder = (self.people[key].age_key, key) < (own.age_key, own.key)
                is_left = is_elder if last == 0 else number <= last / 2 and number != last
                row = self._row_of(cluster)
                self._put(other, row.index(cluster) if is_left else len(row))
                self._descend(other)

    def _descend(self, cluster: Cluster) -> None:
        """Put the children below, who bring along theirs."""
        for key in sorted(self.children[cluster], key=lambda one: (self.people[one].age_key, one)):
            below = self.cluster_of[key]
            if below not in self.placed:
                self._put(below, len(self._row_of(below)))
                self._descend(below)
