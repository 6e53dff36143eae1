"""How far each agency is, in words, from what somebody may know."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from chronology.models import Chronology
from reviews.models import SectionText
from scr.cases.audiences import Kind
from scr.cases.events import standing_milestones
from scr.cases.models import Case, Compartment, Duty, Milestone
from scr.cases.policy import parts_of
from scr.people.models import Agency
from scr.procedures.signing import BEGUN, HANDED_OVER, READY

# What makes an agency known to somebody: its room, or a part of its review that was released.
KNOWN_BY = (Kind.ROOM, Kind.SUBMISSION, Kind.CHRONOLOGY)
PRESENTED, ACCEPTED = "review_presented", "review_accepted"
# No milestone: what an agency writes before it hands over is nobody else's.
SECTION_WRITTEN = "section_written"
CHRONOLOGY_BEGUN = "chronology_begun"
KEYS = (
    "agency_asked",
    "letter_h_issued",
    "letter_k_issued",
    "letter_k_acknowledged",
    "records_secured",
    "author_appointed",
    "review_uploaded",
    "chronology_uploaded",
    BEGUN,
    HANDED_OVER,
    READY,
    "review_countersigned",
    "review_returned",
    "review_released",
    "review_waived",
    PRESENTED,
    ACCEPTED,
    "staff_told",
)
CLOCKS = ("SAMR", "REVISE")


class Told(StrEnum):
    """All words in which the state of an agency's review is told."""

    NOT_ASKED = "Not asked yet"
    WAITING = "Waiting for the agency"
    NOT_STARTED = "Not started"
    RETURNED = "Returned"
    IN_PROGRESS = "In progress"
    INTERNAL_QA = "Internal quality assurance"
    READY = "Ready to countersign"
    COUNTERSIGNED = "Countersigned"
    BY_LINK = "Submitted without an account"
    RELEASED = "Released to the panel"
    PRESENTED = "Presented to the panel"
    ACCEPTED = "Accepted by the panel"
    WAIVED = "Waived"


@dataclass(frozen=True)
class SubState:
    """One of the states that an agency's review goes through, in their order."""

    key: str
    name: str
    # How it reads to the board, which does not know what the agency does before it checks its review.
    outside: str = ""


SUB_STATES = (
    SubState("not_started", "Not started", "With the agency"),
    SubState("draft", "Draft", "With the agency"),
    SubState("internal_qa", "Internal quality assurance"),
    SubState("countersigned", "Countersigned and sent"),
    SubState("released", Told.RELEASED),
    SubState("presented", "Presented to the panel"),
    SubState("accepted", "Accepted by the panel"),
)


# How it is told to everybody once the chief officer has signed.
AFTER_SIGNING = {
    "countersigned": Told.COUNTERSIGNED,
    "released": Told.RELEASED,
    "presented": Told.PRESENTED,
    "accepted": Told.ACCEPTED,
}


@dataclass(frozen=True)
class Step:
    """A state in the picture of them: done, current or ahead."""

    name: str
    state: str


@dataclass(frozen=True)
class Progress:
    """One agency as somebody may know it; `is_inside` for its own people.

    `opens`: which of its compartments they read. An overview author reads what was released and no room.
    """

    agency: Agency
    is_inside: bool
    facts: dict[str, Milestone] = field(default_factory=dict)
    duty: Duty | None = None
    has_sections: bool = False
    has_rows: bool = False
    opens: frozenset[str] = frozenset({Kind.ROOM})

    @property
    def has_room(self) -> bool:
        return Kind.ROOM in self.opens

    @property
    def is_sent(self) -> bool:
        """Whether a countersigned review has come, as far as the reader knows."""
        return self.countersigned is not None or not self.has_room

    @property
    def state(self) -> Told:
        if not self.has_room:
            return Told.RELEASED
        words = state_words(self.known, is_inside=self.is_inside)
        return Told.BY_LINK if words == Told.COUNTERSIGNED and self.is_by_link else words

    @property
    def steps(self) -> list[Step]:
        """The states in their order; none before the agency was asked, and none once it was waived."""
        return steps_of(self.known, is_inside=self.is_inside)

    @property
    def known(self) -> Collection[str]:
        """What happened, and for the agency's own people what is begun of review and chronology.

        What stands there when a review comes back is of the round before.
        """
        if "review_returned" in self.facts:
            return self.facts
        begun = {SECTION_WRITTEN: self.has_sections, CHRONOLOGY_BEGUN: self.has_rows}
        return {*self.facts, *(key for key, is_begun in begun.items() if is_begun)}

    @property
    def is_by_link(self) -> bool:
        """Whether a contributor's own statement stands in the place of the countersignature."""
        return self.countersigned is not None and self.countersigned.recorded_by_id is None

    @property
    def countersigned(self) -> Milestone | None:
        return self.facts.get("review_countersigned")

    @property
    def acknowledged(self) -> Milestone | None:
        """That the terms of reference were acknowledged as they were last sent."""
        sent, said = self.facts.get("letter_k_issued"), self.facts.get("letter_k_acknowledged")
        return said if sent and said and said.happened_at >= sent.happened_at else None

    @property
    def missing(self) -> list[str]:
        if not self.has_room:
            return []
        return missing_words(self.facts.keys(), is_inside=self.is_inside)


def steps_of(facts: Collection[str], *, is_inside: bool) -> list[Step]:
    """The states as a picture shows them; to the board those inside the agency before its checks are one."""
    if "agency_asked" not in facts or "review_waived" in facts:
        return []
    names = dict.fromkeys(one.name if is_inside else one.outside or one.name for one in SUB_STATES)
    reached = SUB_STATES[_reached(facts)]
    current = list(names).index(reached.name if is_inside else reached.outside or reached.name)
    return [Step(name, _place(number, current)) for number, name in enumerate(names)]


def _place(number: int, current: int) -> str:
    if number == current:
        return "current"
    return "done" if number < current else "ahead"


def _reached(facts: Collection[str]) -> int:
    """How far a review is, as a place in SUB_STATES. What was released goes on to be heard and accepted."""
    if "review_released" in facts:
        return 6 if ACCEPTED in facts else 5 if PRESENTED in facts else 4
    if "review_countersigned" in facts:
        return 3
    is_checked = HANDED_OVER in facts or READY in facts
    if is_checked or (BEGUN in facts and not _knows_drafts(facts)):
        return 2
    return 1 if _knows_drafts(facts) else 0


def _knows_drafts(facts: Collection[str]) -> bool:
    """Whether something is written already, as only those who write it know."""
    return not {"review_uploaded", "chronology_uploaded", SECTION_WRITTEN, CHRONOLOGY_BEGUN}.isdisjoint(facts)


def state_words(facts: Collection[str], *, is_inside: bool) -> Told:
    """The state of an agency's review in words; what happens inside it is told to its own people only."""
    if "review_waived" in facts:
        return Told.WAIVED
    if "agency_asked" not in facts:
        return Told.NOT_ASKED
    reached = SUB_STATES[_reached(facts)]
    if reached.key in AFTER_SIGNING:
        return AFTER_SIGNING[reached.key]
    return _inside_words(facts, reached) if is_inside else _outside_words(facts, reached)


def _inside_words(facts: Collection[str], reached: SubState) -> Told:
    if READY in facts:
        return Told.READY
    if reached.key != "not_started":
        return Told.IN_PROGRESS if reached.key == "draft" else Told.INTERNAL_QA
    return Told.RETURNED if "review_returned" in facts else Told.NOT_STARTED


def _outside_words(facts: Collection[str], reached: SubState) -> Told:
    if reached.key == "internal_qa" or BEGUN in facts:
        return Told.INTERNAL_QA
    return Told.RETURNED if "review_returned" in facts else Told.WAITING


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
    return [*missing, *_missing_inside(facts)]


def _missing_inside(facts: Collection[str]) -> list[str]:
    if READY in facts:
        return ["Countersignature"]
    if HANDED_OVER in facts:
        return ["Signatures inside the agency", "Countersignature"]
    steps = {"chronology_uploaded": "Chronology", "review_uploaded": "Review"}
    uploads = [words for key, words in steps.items() if key not in facts]
    return [*uploads, "The reviewer's word that both are ready", "Countersignature"]


def known_agencies(case: Case, user: Any) -> list[Agency]:
    """The agencies of a case whose room or released review somebody may see, by name."""
    return list(Agency.objects.filter(pk__in=_known_places(case, user).values("agency_id")))


def _known_places(case: Case, user: Any) -> QuerySet[Compartment]:
    """What somebody reads of agencies, of that by which an agency is known."""
    return Compartment.objects.visible_to(user).filter(case=case, kind__in=KNOWN_BY, agency__isnull=False)


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
    written, with_rows, opens = _written(case, user), _with_rows(case, user), _opens(case, user)
    return [
        Progress(
            agency=one,
            is_inside=one.pk in own,
            facts=facts.get(one.pk, {}),
            duty=clocks.get(one.pk),
            has_sections=one.pk in written,
            has_rows=one.pk in with_rows,
            opens=frozenset(opens.get(one.pk, ())),
        )
        for one in agencies
    ]


def _with_rows(case: Case, user: Any) -> set[UUID]:
    """The agencies of whose chronology somebody may see that it is begun."""
    return set(Chronology.objects.visible_to(user).filter(case=case).values_list("agency_id", flat=True))


def _opens(case: Case, user: Any) -> dict[UUID, set[str]]:
    """What of each agency somebody reads, of that by which an agency is known."""
    found: dict[UUID, set[str]] = defaultdict(set)
    for agency_id, kind in _known_places(case, user).values_list("agency_id", "kind"):
        found[agency_id].add(kind)
    return found


def _written(case: Case, user: Any) -> set[UUID]:
    """Agencies of which somebody may read sections of a review that is being written: their own."""
    sections = SectionText.objects.visible_to(user).filter(case=case)
    return set(sections.values_list("agency_id", flat=True).distinct())


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
