"""What a newer file says against the rows that are there: added, changed, withdrawn, unchanged. Pure.

Rows carry no number that survives in people's files, so that they are recognised by what they say. A row
that cannot be recognised is a new one, and the earlier one is withdrawn: nothing is guessed together.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chronology.reading.columns import NARRATIVE_KEYS, TEXT_KEYS
from chronology.reading.rows import Row
from chronology.reading.wording import plain_words

# Of two rows with the same date, or that are all that is left between recognised ones: the share of words in
# common from which they are one row that was rewritten, and not two.
ALIKE_ON_A_DAY = 0.4
ALIKE_BETWEEN = 0.6
MOST_IN_A_GAP = 50


@dataclass(frozen=True, slots=True)
class Change:
    """A row that says something else now: its place among those that are there and in the file, and where."""

    known: int
    coming: int
    keys: tuple[str, ...]


@dataclass(slots=True)
class Comparison:
    """Places of rows: among those that are there (`withdrawn`), in the file (`added`), or both."""

    unchanged: list[tuple[int, int]] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    added: list[int] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "withdrawn": len(self.withdrawn),
            "unchanged": len(self.unchanged),
        }

    @property
    def is_nothing_new(self) -> bool:
        return not (self.added or self.changed or self.withdrawn)


def compare(known: Sequence[Row], coming: Sequence[Row]) -> Comparison:
    """What the rows of a file mean for the rows that are there."""
    pairing = _Pairing(known, coming)
    pairing.pair_equal(_said)
    pairing.pair_equal(_story)
    pairing.pair_alike_on_a_day()
    pairing.pair_alike_between()
    return pairing.comparison()


class _Pairing:
    """Pairs rows, the surest first; a paired row is not looked at again."""

    def __init__(self, known: Sequence[Row], coming: Sequence[Row]) -> None:
        self._known, self._coming = known, coming
        self._pairs: dict[int, int] = {}
        self._open_known = dict.fromkeys(range(len(known)))
        self._open_coming = dict.fromkeys(range(len(coming)))

    def pair_equal(self, key: Callable[[Row], Hashable]) -> None:
        """Pair rows of the same key, in their order; a key that says nothing pairs nothing."""
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for place in self._open_known:
            waiting[key(self._known[place])].append(place)
        for place in list(self._open_coming):
            wanted = key(self._coming[place])
            if wanted and waiting[wanted]:
                self._pair(waiting[wanted].popleft(), place)

    def pair_alike_on_a_day(self) -> None:
        by_day: dict[str, list[int]] = defaultdict(list)
        for place in self._open_known:
            by_day[_day(self._known[place])].append(place)
        found = (
            (known, coming)
            for coming in self._open_coming
            for known in by_day.get(_day(self._coming[coming]), [])
        )
        self._pair_best(found, ALIKE_ON_A_DAY)

    def pair_alike_between(self) -> None:
        """Pair what is left between the same two recognised rows: a date and its text corrected at once."""
        above_known = _last_above(len(self._known), {known: place for place, known in self._pairs.items()})
        above_coming = _last_above(len(self._coming), {place: place for place in self._pairs})
        by_gap: dict[int, list[int]] = defaultdict(list)
        for place in self._open_known:
            by_gap[above_known[place]].append(place)
        found = (
            (known, coming)
            for coming in self._open_coming
            for known in by_gap.get(above_coming[coming], [])[:MOST_IN_A_GAP]
        )
        self._pair_best(found, ALIKE_BETWEEN)

    def _pair_best(self, found: Iterable[tuple[int, int]], enough: float) -> None:
        words: dict[tuple[bool, int], Counter[str]] = {}
        scored = []
        for known, coming in found:
            ours = words.setdefault((True, known), _words(self._known[known]))
            theirs = words.setdefault((False, coming), _words(self._coming[coming]))
            score = _in_common(ours, theirs)
            if score >= enough:
                scored.append((-score, abs(known - coming), known, coming))
        for _score, _apart, known, coming in sorted(scored):
            if known in self._open_known and coming in self._open_coming:
                self._pair(known, coming)

    def _pair(self, known: int, coming: int) -> None:
        self._pairs[coming] = known
        del self._open_known[known], self._open_coming[coming]

    def comparison(self) -> Comparison:
        result = Comparison(added=list(self._open_coming), withdrawn=list(self._open_known))
        for coming, known in sorted(self._pairs.items()):
            keys = differing(self._known[known], self._coming[coming])
            if keys:
                result.changed.append(Change(known, coming, keys))
            else:
                result.unchanged.append((known, coming))
        return result


def differing(one: Row, other: Row) -> tuple[str, ...]:
    """The columns in which two rows say something else, by what was typed."""
    keys = [key for key in TEXT_KEYS if getattr(one, key) != getattr(other, key)]
    if one.date_text != other.date_text:
        keys.insert(0, "date")
    added = sorted({*one.more, *other.more})
    keys += [key for key in added if one.more.get(key, "") != other.more.get(key, "")]
    return tuple(keys)


def _said(row: Row) -> Hashable:
    more = tuple(sorted((key, text) for key, text in row.more.items() if text))
    return (row.date_text, *(getattr(row, key) for key in TEXT_KEYS), more)


def _story(row: Row) -> str:
    return plain_words(" ".join(getattr(row, key) for key in NARRATIVE_KEYS))


def _day(row: Row) -> str:
    return row.date.isoformat() if row.date else row.date_text


def _words(row: Row) -> Counter[str]:
    return Counter(plain_words(" ".join(getattr(row, key) for key in TEXT_KEYS)).split())


def _in_common(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _last_above(length: int, partners: Mapping[int, int]) -> list[int]:
    """For each place the partner of the last paired row above it; -1 above the first."""
    found, last = [], -1
    for place in range(length):
        found.append(last)
        last = partners.get(place, last)
    return found
