"""Where rows stand that share a day and a time: in the order of their list, without inventing a time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from chronology.models import Entry

STEP = 100


def put_in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Let the entries of each moment stand in the order given; returns those whose place is another now.

    Rows that stand right stay as they are, so that a file with one row more does not rewrite the others.
    """
    moments: dict[tuple[date | None, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        moments[entry.on, entry.time_text].append(entry)
    for together in moments.values():
        if not _stand_right(together):
            for place, entry in enumerate(together, start=1):
                entry.day_order = place * STEP
    return _moved(entries)


def put_last(entry: Entry, others: Iterable[Entry]) -> None:
    """Let an entry follow all others of its moment."""
    together = [one for one in others if (one.on, one.time_text) == (entry.on, entry.time_text)]
    entry.day_order = max((one.day_order for one in together), default=0) + STEP
    entry.sort()


def _stand_right(together: Sequence[Entry]) -> bool:
    places = [entry.day_order for entry in together]
    return places[0] > 0 and all(above < below for above, below in pairwise(places))


def _moved(entries: Iterable[Entry]) -> list[Entry]:
    moved = []
    for entry in entries:
        before = entry.sort_key
        entry.sort()
        if entry.sort_key != before:
            moved.append(entry)
    return moved
