"""In which order people stand in their row: partners beside each other, brothers and sisters by age."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial

from scr.cases.genogram.clusters import Cluster, Row, clusters_of
from scr.cases.genogram.people import Kin, Sibship, Someone
from scr.cases.genogram.weaving import woven

SWEEPS = 6
Places = dict[str, float]
People = Mapping[str, Someone]


def ordered(people: People, kin: Kin) -> list[Row]:
    """The rows from top to bottom. Of the orders that are tried the one with the fewest faults is kept."""
    rows = woven(people, kin, clusters_of(people, kin))
    tried = [rows]
    for _ in range(SWEEPS):
        rows = _by_parents(rows, kin, people)
        tried.append(rows)
        rows = _by_children(rows, kin)
    tied = _tied(kin)
    best = min(tried, key=lambda one: _faults(one, kin, people))
    return [sorted(row, key=lambda one: not tied & set(one.members)) for row in best]


def _tied(kin: Kin) -> set[str]:
    """Those to whom any line leads; the others stand at the right end of their row."""
    tied = {key for couple in kin.couples for key in couple.both}
    tied |= {key for sibship in kin.sibships for key in (*sibship.parents, *sibship.children)}
    return tied | {key for tie in kin.loose for key in (tie.one, tie.other)}


def places_of(row: Iterable[Cluster]) -> Places:
    """Where everybody of a row stands, counted from its middle."""
    keys = [key for cluster in row for key in cluster.members]
    return {key: number - (len(keys) - 1) / 2 for number, key in enumerate(keys)}


def _by_parents(rows: list[Row], kin: Kin, people: People) -> list[Row]:
    """Each row in the order of its parents' row, then by age; those without parents stay where they are."""
    above: Places = {}
    found = []
    for row in rows:
        here = places_of(row)
        wanted = {
            child: _mean(above[one] for one in sibship.parents)
            for sibship in kin.sibships
            for child in sibship.children
            if child in here
        }
        near = _near_siblings(wanted, here, kin)
        found.append(sorted(row, key=partial(_rank, wanted=near, here=here, people=people)))
        above = places_of(found[-1])
    return found


def _mean(numbers: Iterable[float]) -> float:
    own = list(numbers)
    return sum(own) / len(own)


def _near_siblings(wanted: Places, here: Places, kin: Kin) -> Places:
    """Who has no parents in the picture stands by a brother or sister who has some."""
    near = dict(wanted)
    for tie in kin.loose:
        for one, other in ((tie.one, tie.other), (tie.other, tie.one)):
            if one in here and other in wanted:
                near.setdefault(one, wanted[other])
    return near


def _rank(
    cluster: Cluster, wanted: Places, here: Places, people: People
) -> tuple[float, tuple[int, ...], str]:
    """By where those of the cluster want to stand who want anything, then by their age."""
    asking = [key for key in cluster.members if key in wanted]
    middle = _mean(wanted[key] for key in asking) if asking else _middle(cluster, here)
    first = min(asking or cluster.members, key=lambda key: (people[key].age_key, key))
    return round(middle, 3), people[first].age_key, first


def _middle(cluster: Cluster, here: Places) -> float:
    return _mean(here[key] for key in cluster.members)


def _by_children(rows: list[Row], kin: Kin) -> list[Row]:
    """Each row in the order of its children's row, from the bottom up."""
    below: Places = {}
    found: list[Row] = []
    for row in reversed(rows):
        here = places_of(row)
        wanted: dict[str, list[float]] = defaultdict(list)
        for sibship in kin.sibships:
            for parent in sibship.parents:
                wanted[parent] += [below[child] for child in sibship.children if child in below]
        for tie in kin.loose:
            upper = min(tie.one, tie.other, key=lambda key: kin.rows[key])
            wanted[upper] += [below[key] for key in (tie.one, tie.other) if key in below]
        means = {key: _mean(places) for key, places in wanted.items() if places}
        found.insert(0, sorted(row, key=partial(_middle, here=here | means)))
        below = places_of(found[0])
    return found


def _faults(rows: list[Row], kin: Kin, people: People) -> tuple[int, int]:
    """How many lines to children cross each other, and how many brothers and sisters stand out of age."""
    places = {key: place for row in rows for key, place in places_of(row).items()}
    return _crossings(places, kin), sum(_out_of_age(one, places, people) for one in kin.sibships)


def _crossings(places: Places, kin: Kin) -> int:
    lines: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for sibship in kin.sibships:
        middle = _mean(places[one] for one in sibship.parents)
        for child in sibship.children:
            lines[kin.rows[child]].append((middle, places[child]))
    return sum(
        (one[0] - other[0]) * (one[1] - other[1]) < 0
        for own in lines.values()
        for number, one in enumerate(own)
        for other in own[:number]
    )


def _out_of_age(sibship: Sibship, places: Places, people: People) -> int:
    own = sibship.children
    return sum(
        people[elder].age_key < people[younger].age_key and places[elder] > places[younger]
        for number, younger in enumerate(own)
        for elder in own[:number]
    )
