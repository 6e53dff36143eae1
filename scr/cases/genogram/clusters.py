"""People who stand beside each other because they are, or were, couples."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from scr.cases.genogram.people import Kin, Someone


@dataclass(frozen=True)
class Cluster:
    """A person, or several who are joined as couples; from left to right."""

    members: tuple[str, ...]


Row = list[Cluster]
Partners = Mapping[str, list[str]]


def clusters_of(people: Mapping[str, Someone], kin: Kin) -> dict[str, Cluster]:
    """The cluster of everybody."""
    partners = _partners(people, kin)
    found: dict[str, Cluster] = {}
    for key in sorted(people, key=lambda one: (people[one].age_key, one)):
        if key not in found:
            cluster = Cluster(_members(key, people, partners))
            found |= dict.fromkeys(cluster.members, cluster)
    return found


def _partners(people: Mapping[str, Someone], kin: Kin) -> dict[str, list[str]]:
    """Everybody's partners, those of the past first."""
    found: dict[str, list[tuple[bool, tuple[int, ...], str]]] = defaultdict(list)
    for couple in kin.couples:
        for one, other in ((couple.one, couple.other), (couple.other, couple.one)):
            found[one].append((not couple.has_ended, people[other].age_key, other))
    return {key: [other for _, _, other in sorted(found[key])] for key in people}


def _members(key: str, people: Mapping[str, Someone], partners: Partners) -> tuple[str, ...]:
    """A person with partners, their partners and so on, who had most of them in the middle."""
    hub = min(_reach(key, partners), key=lambda one: (-len(partners[one]), people[one].sex != "male", one))
    taken = {hub}
    arms = [_arm(one, partners, taken) for one in partners[hub] if one not in taken]
    if len(arms) == 1:
        return (hub, *arms[0])
    left = tuple(reversed(arms[0])) if arms else ()
    return (*left, hub, *(one for arm in arms[1:] for one in arm))


def _reach(key: str, partners: Partners) -> set[str]:
    reached: set[str] = set()
    ahead = {key}
    while ahead:
        reached |= ahead
        ahead = {other for one in ahead for other in partners[one]} - reached
    return reached


def _arm(key: str, partners: Partners, taken: set[str]) -> list[str]:
    """A partner, and outwards from there the partner's other partners."""
    taken.add(key)
    arm = [key]
    for other in partners[key]:
        if other not in taken:
            arm += _arm(other, partners, taken)
    return arm
