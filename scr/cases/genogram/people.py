"""What a genogram is drawn from: people, and what they are to each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Tie(StrEnum):
    """What `one` is to `other`; partners and siblings are so both ways."""

    PARENT = "parent"
    STEP_PARENT = "step_parent"
    GRANDPARENT = "grandparent"
    CARER = "carer"
    PARTNER = "partner"
    SIBLING = "sibling"
    HALF_SIBLING = "half_sibling"
    STEP_SIBLING = "step_sibling"


# How many generations the other stands below the one. The first ones count before the later ones.
BELOW: dict[Tie, int] = {
    Tie.PARENT: 1,
    Tie.PARTNER: 0,
    Tie.SIBLING: 0,
    Tie.HALF_SIBLING: 0,
    Tie.GRANDPARENT: 2,
    Tie.STEP_PARENT: 1,
    Tie.STEP_SIBLING: 0,
    Tie.CARER: 1,
}
SIBLINGS = (Tie.SIBLING, Tie.HALF_SIBLING, Tie.STEP_SIBLING)


@dataclass(frozen=True)
class Someone:
    """A person as the picture needs them. `age_key` puts brothers and sisters in order, the oldest first."""

    key: str
    label: tuple[str, ...] = ()
    sex: str = "not_known"
    is_child: bool = False
    has_died: bool = False
    in_household: bool = False
    age_key: tuple[int, ...] = ()


@dataclass(frozen=True)
class Link:
    tie: Tie
    one: str
    other: str
    has_ended: bool = False


@dataclass(frozen=True)
class Couple:
    """Two of one row who are partners, or, where that is not known, parents of the same child."""

    one: str
    other: str
    are_partners: bool
    has_ended: bool

    @property
    def both(self) -> frozenset[str]:
        return frozenset((self.one, self.other))


@dataclass(frozen=True)
class Sibship:
    """Children of the same parents, the oldest first; one parent, or two of a couple."""

    parents: tuple[str, ...]
    children: tuple[str, ...]


def generations(people: Iterable[Someone], links: Iterable[Link]) -> dict[str, int]:
    """In which row everybody stands, from 0 at the top; the child's row is where its ties put it.

    Where ties contradict each other the stronger one, and then the one noted first, counts.
    """
    ties = sorted(links, key=lambda one: list(BELOW).index(one.tie))
    rows: dict[str, int] = {}
    for person in sorted(people, key=lambda one: not one.is_child):
        if person.key not in rows:
            rows[person.key] = 0
            _spread(rows, ties)
    top = min(rows.values(), default=0)
    return {key: row - top for key, row in rows.items()}


def _spread(rows: dict[str, int], ties: list[Link]) -> None:
    """Follow ties from those who have a row to those who have none, along the strongest that leads on."""
    while True:
        tie = next((one for one in ties if (one.one in rows) != (one.other in rows)), None)
        if tie is None:
            return
        if tie.one in rows:
            rows[tie.other] = rows[tie.one] + BELOW[tie.tie]
        else:
            rows[tie.one] = rows[tie.other] - BELOW[tie.tie]


@dataclass(frozen=True)
class Kin:
    """Who belongs together: couples and the children of each, and what is left to draw loosely."""

    rows: dict[str, int]
    couples: tuple[Couple, ...]
    sibships: tuple[Sibship, ...]
    loose: tuple[Link, ...]


def kin_of(people: Iterable[Someone], links: Iterable[Link]) -> Kin:
    known = {one.key: one for one in people}
    ties = [one for one in links if one.one in known and one.other in known and one.one != one.other]
    rows = generations(known.values(), ties)
    parents = _parents(ties, rows)
    sibships = _sibships(parents, known)
    couples = _couples(ties, rows, sibships)
    pairs = {couple.both for couple in couples}
    loose = tuple(tie for tie in ties if not _is_shown(tie, rows, parents, pairs))
    return Kin(rows, couples, sibships, loose)


def _parents(ties: list[Link], rows: dict[str, int]) -> dict[str, tuple[str, ...]]:
    """The one or two parents below whom a child is drawn; of more, those noted first."""
    found: dict[str, tuple[str, ...]] = {}
    for tie in ties:
        own = found.get(tie.other, ())
        is_above = rows[tie.one] + 1 == rows[tie.other]
        if tie.tie == Tie.PARENT and is_above and len(own) < 2 and tie.one not in own:
            found[tie.other] = (*own, tie.one)
    return {child: tuple(sorted(own)) for child, own in found.items()}


def _sibships(parents: dict[str, tuple[str, ...]], known: dict[str, Someone]) -> tuple[Sibship, ...]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for child, own in parents.items():
        groups.setdefault(own, []).append(child)
    by_age = {key: sorted(group, key=lambda one: (known[one].age_key, one)) for key, group in groups.items()}
    return tuple(Sibship(own, tuple(children)) for own, children in by_age.items())


def _couples(ties: list[Link], rows: dict[str, int], sibships: Iterable[Sibship]) -> tuple[Couple, ...]:
    found: dict[frozenset[str], Couple] = {}
    for tie in ties:
        both = frozenset((tie.one, tie.other))
        if tie.tie == Tie.PARTNER and rows[tie.one] == rows[tie.other]:
            still = both in found and not found[both].has_ended
            one, other = sorted(both)
            found[both] = Couple(one, other, are_partners=True, has_ended=tie.has_ended and not still)
    for sibship in sibships:
        if len(sibship.parents) == 2:
            together = Couple(*sibship.parents, are_partners=False, has_ended=False)
            found.setdefault(together.both, together)
    return tuple(found.values())


def _is_shown(
    tie: Link, rows: dict[str, int], parents: dict[str, tuple[str, ...]], pairs: set[frozenset[str]]
) -> bool:
    """Whether a couple or a sibship shows a tie already."""
    own = parents.get(tie.other, ())
    if tie.tie == Tie.PARENT:
        return tie.one in own
    if tie.tie == Tie.PARTNER:
        return rows[tie.one] == rows[tie.other]
    if tie.tie in SIBLINGS:
        return bool(set(parents.get(tie.one, ())) & set(own))
    if tie.tie == Tie.GRANDPARENT:
        return any(tie.one in parents.get(parent, ()) for parent in own)
    if tie.tie == Tie.STEP_PARENT:
        return any(frozenset((tie.one, parent)) in pairs for parent in own)
    return False
