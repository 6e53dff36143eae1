"""How far each agency is, in words, from what somebody may know."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import Http404

from scr.cases.audiences import Kind
from scr.cases.events import standing_milestones
from scr.cases.models import Case, Compartment, Duty, Milestone
from scr.cases.policy import parts_of
from scr.people.models import Agency

# What makes an agency known to somebody: its room, or a part of its review that was released.
KNOWN_BY = (Kind.ROOM, Kind.SUBMISSION, Kind.CHRONOLOGY)
KEYS = (
    "agency_asked",
    "letter_h_issued",
    "records_secured",
    "author_appointed",
    "review_uploaded",
    "chronology_uploaded",
    "ready_to_countersign",
    "review_countersigned",
    "review_returned",
    "review_released",
    "review_waived",
    "review_presented",
    "review_accepted",
    "staff_told",
)
CLOCKS = ("SAMR", "REVISE")


@dataclass(frozen=True)
class Progress:
    """One agency as somebody may know it; `is_inside` for its own people."""

    agency: Agency
    is_inside: bool
    facts: dict[str, Milestone] = field(default_factory=dict)
    duty: Duty | None = None

    @property
    def state(self) -> str:
        return state_words(self.facts.keys(), is_inside=self.is_inside)

    @property
    def countersigned(self) -> Milestone | None:
        return self.facts.get("review_countersigned")

    @property
    def missing(self) -> list[str]:
        return missing_words(self.facts.keys(), is_inside=self.is_inside)


def state_words(facts: Collection[str], *, is_inside: bool) -> str:
    """The state of an agency's review in words; what happens inside it is told to its own people only."""
    for key, words in (
        ("review_waived", "Waived"),
        ("review_accepted", "Accepted by the panel"),
        ("review_presented", "Presented to the panel"),
        ("review_released", "Released to the panel"),
        ("review_countersigned", "Countersigned"),
    ):
        if key in facts:
            return words
    if "agency_asked" not in facts:
        return "Not asked yet"
    return _inside_words(facts) if is_inside else _outside_words(facts)


def _inside_words(facts: Collection[str]) -> str:
    if "ready_to_countersign" in facts:
        return "Ready to countersign"
    if "review_uploaded" in facts or "chronology_uploaded" in facts:
        return "In progress"
    return "Returned" if "review_returned" in facts else "Not started"


def _outside_words(facts: Collection[str]) -> str:
    return "Returned" if "review_returned" in facts else "Waiting for the agency"


def missing_words(facts: Collection[str], *, is_inside: bool) -> list[str]:
    """What is still to come from an agency, as far as the reader may know."""
    missing = []
    if "letter_h_issued" in facts and "records_secured" not in facts:
        missing.append("Records not attested as secured")
    if "letter_h_issued" in facts and "author_appointed" not in facts:
        missing.append("No reviewer appointed")
    if "agency_asked" not in facts or "review_waived" in facts:
        return missing
    if "review_countersigned" in facts:
        return missing if "review_released" in facts else [*missing, "Release to the panel"]
    if not is_inside:
        return [*missing, "Countersigned review and chronology"]
    steps = (
        ("chronology_uploaded", "Chronology"),
        ("review_uploaded", "Review"),
        ("ready_to_countersign", "The reviewer's word that both are ready"),
    )
    return [*missing, *(words for key, words in steps if key not in facts), "Countersignature"]


def known_agencies(case: Case, user: Any) -> list[Agency]:
    """The agencies of a case whose room or released review somebody may see, by name."""
    open_to_user = Compartment.objects.visible_to(user).filter(case=case, kind__in=KNOWN_BY)
    return list(Agency.objects.filter(pk__in=open_to_user.values("agency_id")))


def agencies_with_room(case: Case, user: Any) -> list[Agency]:
    """The agencies of a case whose room somebody may see, by name."""
    rooms = Compartment.objects.visible_to(user).filter(case=case, kind=Kind.ROOM)
    return list(Agency.objects.filter(pk__in=rooms.values("agency_id")))


def agency_on(case: Case, user: Any, agency_id: UUID) -> Agency:
    """One agency of a case, or 404 where somebody may not know how it is doing."""
    found = next((one for one in known_agencies(case, user) if one.pk == agency_id), None)
    if found is None:
        raise Http404
    return found


def own_agencies(case: Case, user: Any) -> set[UUID]:
    """Ids of the agencies for which somebody acts on a case."""
    return {part.agency_id for part in parts_of(user, case) if part.is_for_agency and part.agency_id}


def progress_of(case: Case, user: Any, agencies: list[Agency]) -> list[Progress]:
    """How far agencies are; the number of queries does not grow with them."""
    facts = _facts(case, user)
    clocks = _clocks(case, user)
    own = own_agencies(case, user)
    return [Progress(one, one.pk in own, facts.get(one.pk, {}), clocks.get(one.pk)) for one in agencies]


def _facts(case: Case, user: Any) -> dict[UUID, dict[str, Milestone]]:
    found: dict[UUID, dict[str, Milestone]] = defaultdict(dict)
    seen = standing_milestones(case).visible_to(user).filter(key__in=KEYS, agency__isnull=False)
    for milestone in seen.select_related("recorded_by"):
        found[milestone.agency_id][milestone.key] = milestone
    return found


def _clocks(case: Case, user: Any) -> dict[UUID, Duty]:
    """The newest clock of each agency."""
    duties = Duty.objects.visible_to(user).filter(case=case, rule_key__in=CLOCKS, agency__isnull=False)
    return {duty.agency_id: duty for duty in duties.order_by("opened_at") if duty.agency_id}
