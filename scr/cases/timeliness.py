"""Timeliness across cases, by rule and agency: original date against actual date (reading D-o).

The worker counts once a day as itself, over all cases; people read only the figures, which name none.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from scr.cases.audiences import Kind
from scr.cases.deadlines import days_late
from scr.cases.models import Duty, Timeliness


@dataclass
class Tally:
    """How often something was in time; `days_late` are those of each that was or is late."""

    met_in_time: int = 0
    met_late: int = 0
    running_late: int = 0
    days_late: list[int] = field(default_factory=list)

    @property
    def late(self) -> int:
        return self.met_late + self.running_late

    @property
    def total(self) -> int:
        return self.met_in_time + self.late

    @property
    def median_days_late(self) -> float | None:
        """The middle one of those that are late; None where nothing is."""
        return median(self.days_late) if self.days_late else None

    @property
    def longest_days_late(self) -> int | None:
        return max(self.days_late, default=None)

    def add(self, first_due_at: datetime | None, met_at: datetime | None, now: datetime) -> None:
        """Count one deadline by the date that it had first; one that runs in time counts nowhere."""
        late = days_late(first_due_at, met_at or now)
        if late:
            self.days_late.append(late)
        self.met_in_time += met_at is not None and not late
        self.met_late += met_at is not None and bool(late)
        self.running_late += met_at is None and bool(late)

    def join(self, row: Timeliness) -> None:
        """Add the figures of a row, for a group of several."""
        self.met_in_time += row.met_in_time
        self.met_late += row.met_late
        self.running_late += row.running_late
        self.days_late += row.days_late


class Group(NamedTuple):
    """What one row of the figures is about."""

    procedure_key: str
    rule_key: str
    agency_id: UUID | None


@transaction.atomic
def count_timeliness(now: datetime) -> int:
    """Count the figures anew in the place of the old ones; returns how many rows they have."""
    tallies: dict[Group, Tally] = defaultdict(Tally)
    for group, first_due_at, met_at in _deadlines():
        tallies[group].add(first_due_at, met_at, now)
    Timeliness.objects.all().delete()
    rows = [_row(group, tally, now) for group, tally in tallies.items() if tally.total]
    return len(Timeliness.objects.bulk_create(rows))


def _deadlines() -> Iterator[tuple[Group, datetime | None, datetime | None]]:
    """Every deadline of every case that was not laid down, whatever became of it.

    What an agency settles inside is left out: the board does not learn that a review was sent back there.
    """
    found = Duty.objects.filter(first_due_at__isnull=False, cancelled_at__isnull=True).order_by()
    found = found.exclude(compartment__kind=Kind.INTERNAL)
    named = found.values_list(
        "overlay", "case__procedure_key", "rule_key", "agency_id", "first_due_at", "met_at"
    )
    for overlay, procedure_key, rule_key, agency_id, first_due_at, met_at in named.iterator():
        book = overlay.partition("@")[0] or procedure_key
        yield Group(book, rule_key, agency_id), first_due_at, met_at


def _row(group: Group, tally: Tally, now: datetime) -> Timeliness:
    return Timeliness(
        computed_at=now,
        **group._asdict(),
        met_in_time=tally.met_in_time,
        met_late=tally.met_late,
        running_late=tally.running_late,
        days_late=sorted(tally.days_late),
    )


def newest_figures() -> list[Timeliness]:
    """The rows that were counted last."""
    counted_at = Timeliness.objects.aggregate(newest=Max("computed_at"))["newest"]
    return list(Timeliness.objects.filter(computed_at=counted_at).select_related("agency"))


def tallied(rows: Iterable[Timeliness], named: Any) -> dict[Any, Tally]:
    """The rows in groups, each with its figures; `named` tells a row's group. In the order of their names."""
    groups: dict[Any, Tally] = defaultdict(Tally)
    for row in rows:
        groups[named(row)].join(row)
    return dict(sorted(groups.items()))
