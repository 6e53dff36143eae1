"""Who presents when, and how each of them stands, from what somebody may know."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from reviews.models import Presentation, ReviewQuery
from reviews.progress import Progress, progress_of
from scr.cases.models import Case, Participant
from scr.dates import london_day


@dataclass(frozen=True)
class Place:
    """One presentation with how its agency stands: `asked` is how many queries about it are open."""

    row: Presentation
    progress: Progress
    asked: int

    @property
    def is_presented(self) -> bool:
        return self.row.presented_at is not None

    @property
    def can_be_accepted(self) -> bool:
        facts = self.progress.facts
        return "review_presented" in facts and "review_accepted" not in facts


@dataclass(frozen=True)
class Sitting:
    """The presentations of one day."""

    on: date
    places: list[Place]

    @property
    def minutes(self) -> int:
        return sum(one.row.minutes for one in self.places)


def sittings_of(case: Case, user: Any) -> list[Sitting]:
    """The presentations that somebody may see, by day; the number of queries does not grow with them."""
    seen = Presentation.objects.visible_to(user).filter(case=case, removed_at__isnull=True)
    rows = list(seen.select_related("agency"))
    agencies = list({one.agency_id: one.agency for one in rows}.values())
    progress = {one.agency.pk: one for one in progress_of(case, user, agencies)}
    waiting = ReviewQuery.objects.visible_to(user).filter(case=case, closed_at__isnull=True)
    asked = Counter(waiting.order_by().values_list("agency_id", flat=True))
    places = [Place(row, progress[row.agency_id], asked[row.agency_id]) for row in rows]
    return list(_by_day(places))


def _by_day(places: Iterable[Place]) -> Iterable[Sitting]:
    days: dict[date, list[Place]] = {}
    for one in places:
        days.setdefault(london_day(one.row.starts_at), []).append(one)
    return (Sitting(on, found) for on, found in days.items())


def writers_of(case: Case) -> dict[UUID, str]:
    """Who writes each agency's review, by the agency's id: the names of those who would present it."""
    parts = Participant.objects.current().filter(case=case, role="agency_author").select_related("user")
    names: dict[UUID, list[str]] = {}
    for part in parts:
        if part.agency_id:
            names.setdefault(part.agency_id, []).append(part.user.full_name)
    return {agency_id: ", ".join(found) for agency_id, found in names.items()}
