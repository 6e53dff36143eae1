"""Who may read the record of a case, and how much of it: the whole, or what is their own agency's."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from scr.cases.audiences import Kind
from scr.cases.models import Case, Compartment, Participant
from scr.cases.policy import may, parts_of, require
from scr.people.models import Agency, User
from scr.people.roles import ROLES, Do

# What a compartment holds, as part of a sentence.
PARTS = {
    Kind.BOARD: "what everybody on the case may know",
    Kind.REFERRAL: "the referral",
    Kind.FAMILY: "the register of the family",
    Kind.PANEL: "the panel’s papers",
    Kind.AUTHOR: "the drafts of the overview report",
    Kind.PLAN: "the action plan",
    Kind.ROOM: "how far {agency} is",
    Kind.EXCHANGE: "what the board and {agency} say about its review",
    Kind.PRIVATE: "{agency}’s own notes",
    Kind.SUBMISSION: "{agency}’s review, round {round}",
    Kind.CHRONOLOGY: "{agency}’s chronology, round {round}",
    Kind.INTERNAL: "how {agency} signs its review inside",
    Kind.CONTRIBUTION: "contribution {round} of somebody without an account",
}


def part_words(compartment: Compartment | None) -> str:
    """What a compartment holds: "Housing’s review, round 2"."""
    if compartment is None:
        return "a part of the case"
    if compartment.kind == Kind.PLAN and compartment.agency:
        return f"{compartment.agency.name}’s actions"
    return PARTS[Kind(compartment.kind)].format(agency=compartment.agency, round=compartment.round)


@dataclass(frozen=True)
class Reader:
    """Somebody who reads a case's record; `own` holds the agencies that it is narrowed to, if it is."""

    user: User
    case: Case
    own: frozenset[UUID] | None

    @cached_property
    def compartments(self) -> dict[UUID, Compartment]:
        """The compartments of the case that are open to the reader."""
        found = Compartment.objects.visible_to(self.user).filter(case=self.case).select_related("agency")
        return {one.pk: one for one in found}

    @cached_property
    def parts(self) -> list[Participant]:
        """Who takes part in the case or has done so."""
        found = Participant.objects.visible_to(self.user).filter(case=self.case)
        return list(found.select_related("user", "agency").order_by("user__full_name"))

    @property
    def people(self) -> dict[str, str]:
        """Whom one may filter by, by id."""
        shown = self.parts if self.own is None else [one for one in self.parts if one.agency_id in self.own]
        return {str(part.user_id): part.user.full_name for part in shown}

    @property
    def agencies(self) -> dict[str, str]:
        """The agencies that one may filter by, by id."""
        found = {one.agency for one in self.compartments.values() if one.agency and self.covers(one.agency)}
        return {str(one.pk): one.name for one in sorted(found, key=lambda agency: agency.name)}

    def covers(self, agency: Agency) -> bool:
        return self.own is None or agency.pk in self.own

    def compartments_of(self, agencies: Any) -> list[UUID]:
        return [one.pk for one in self.compartments.values() if one.agency_id in agencies]

    def people_of(self, agencies: Any) -> list[UUID]:
        return [part.user_id for part in self.parts if part.agency_id in agencies]


def reader_of(user: User, case: Case, *, whole: Do, own: Do) -> Reader:
    """Who may read the whole record, or only their own agencies'. Raises NotYourRole for others."""
    if may(user, whole, case=case):
        return Reader(user, case, None)
    agencies = {part.agency_id for part in parts_of(user, case) if own in ROLES[part.role].does}
    mine = frozenset(agency_id for agency_id in agencies if agency_id is not None)
    if not mine:
        require(user, whole, case=case)
    return Reader(user, case, mine)
