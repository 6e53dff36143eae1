"""What was recommended, as somebody may read it, to be taken over into the plan."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from actionplans.models import Action
from actionplans.states import Stream
from reviews.models import AgencyRecommendation, OverviewAddressee, OverviewRecommendation, OverviewReport
from scr.cases.models import Case
from scr.people.models import Agency


@dataclass(frozen=True)
class Recommended:
    """A recommendation of the newest overview report, or of an agency's signed review.

    `agencies` are those to whom it is addressed; `actions` says how many actions of the plan name it.
    """

    id: UUID
    stream: Stream
    ref: str
    text: str
    agencies: tuple[Agency, ...]
    is_for_board: bool
    actions: int

    @property
    def owners(self) -> str:
        names = [agency.short_name for agency in self.agencies]
        return ", ".join([*names, "the board"] if self.is_for_board else names)

    @property
    def initial(self) -> dict[str, str]:
        """What the form for a new action starts with; the owner only where there is no choice."""
        known = {"recommendation_ref": self.ref, "recommendation_text": self.text}
        if self.is_for_board and not self.agencies:
            return {**known, "stream": Stream.BOARD.value, "owner": "board"}
        known["stream"] = self.stream.value
        if len(self.agencies) == 1 and not self.is_for_board:
            known["owner"] = str(self.agencies[0].pk)
        return known


def recommendations(case: Case, *, user: Any) -> list[Recommended]:
    """First those of the overview report, then those of the agencies, as far as somebody reads them."""
    named = Action.objects.visible_to(user).filter(case=case).values_list("recommendation_ref", flat=True)
    actions = Counter(named)
    return [*_of_overview(case, user, actions), *_of_agencies(case, user, actions)]


def _of_overview(case: Case, user: Any, actions: Counter[str]) -> Iterator[Recommended]:
    newest = OverviewReport.objects.visible_to(user).filter(case=case).order_by("-version").values("pk")[:1]
    addressees: dict[UUID, list[Agency]] = {}
    for one in OverviewAddressee.objects.visible_to(user).filter(case=case).select_related("agency"):
        addressees.setdefault(one.recommendation_id, []).append(one.agency)
    for row in OverviewRecommendation.objects.visible_to(user).filter(report__in=newest):
        ref = f"OR {row.number}"
        agencies = tuple(addressees.get(row.pk, ()))
        yield Recommended(row.pk, Stream.OVERVIEW, ref, row.text, agencies, row.is_for_board, actions[ref])


def _of_agencies(case: Case, user: Any, actions: Counter[str]) -> Iterator[Recommended]:
    rows = AgencyRecommendation.objects.visible_to(user).standing().filter(case=case)
    for row in rows.select_related("submission__agency"):
        agency = row.submission.agency
        ref = f"{agency.short_name} {row.number}"[:40]
        yield Recommended(
            row.pk, Stream.AGENCY_REVIEW, ref, row.text, (agency,), is_for_board=False, actions=actions[ref]
        )
