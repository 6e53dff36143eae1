"""The integrated chronology: every agency's entries in the order of time, filtered and paged."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from chronology.models import Chronology, Entry

PAGE = 50
TEXTS = ("child_contact", "family_contact", "communication", "source", "staff", "comment")


@dataclass(frozen=True)
class Wanted:
    """What of the chronology is asked for; everything where nothing is said."""

    agencies: tuple[Any, ...] = ()
    since: date | None = None
    until: date | None = None
    words: str = ""


def entries(chronologies: list[Chronology], wanted: Wanted) -> Any:
    """Entries of the given chronologies in the order of time, as far as they are asked for."""
    found = Entry.objects.standing().filter(chronology__in=[one.pk for one in chronologies])
    if wanted.agencies:
        found = found.filter(agency_id__in=wanted.agencies)
    if wanted.since:
        found = found.filter(on__gte=wanted.since)
    if wanted.until:
        found = found.filter(on__lte=wanted.until)
    for word in wanted.words.split():
        holds_word = Q()
        for text in TEXTS:
            holds_word |= Q(**{f"{text}__icontains": word})
        found = found.filter(holds_word)
    return found


@dataclass(frozen=True)
class Page:
    """Some entries with what stands around them."""

    entries: list[Entry]
    total: int
    first: int
    before: str
    after: str

    @property
    def last(self) -> int:
        return self.first + len(self.entries) - 1


def page_of(
    found: Any, *, after: str = "", before: str = "", size: int = PAGE, total: int | None = None
) -> Page:
    """The page behind an entry, or the one in front of it; at most three queries wherever it lies.

    Who knows already how many entries there are says so in `total`.
    """
    if before:
        rows = list(found.filter(sort_key__lt=before).order_by("-sort_key")[:size])[::-1]
    else:
        rows = list(found.filter(sort_key__gt=after)[:size])
    total = found.count() if total is None else total
    is_first = not (before or after)
    skipped = 0 if is_first or not rows else found.filter(sort_key__lt=rows[0].sort_key).count()
    return Page(
        entries=rows,
        total=total,
        first=skipped + 1,
        before=rows[0].sort_key if rows and skipped else "",
        after=rows[-1].sort_key if rows and skipped + len(rows) < total else "",
    )


@dataclass(frozen=True)
class Lane:
    """How many entries an agency has in each month, for the picture and the table beside it."""

    agency: str
    number: int
    counts: list[int]

    @property
    def total(self) -> int:
        return sum(self.counts)


def lanes(found: Any, chronologies: list[Chronology]) -> tuple[list[date], list[Lane]]:
    """The months from the first entry to the last, and a lane for each agency; one query."""
    rows = (
        found.filter(on__isnull=False)
        .order_by()
        .annotate(month=TruncMonth("on"))
        .values("agency_id", "month")
        .annotate(many=Count("pk"))
    )
    counts = {(row["agency_id"], row["month"]): row["many"] for row in rows}
    months = _months(sorted({month for _, month in counts}))
    return months, [
        Lane(one.agency.short_name, place, [counts.get((one.agency_id, month), 0) for month in months])
        for place, one in enumerate(chronologies, start=1)
    ]


def _months(there: list[date]) -> list[date]:
    if not there:
        return []
    first, last = there[0], there[-1]
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [
        date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1)
        for n in range(count)
    ]
