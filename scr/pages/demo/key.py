"""What is planted in the chronologies of the demo case, for tests and for those who show the application.

Rows are named by their `ref`; `chronology.row_index` says where each stands in the file of its agency.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class RowRef:
    """One row of one agency."""

    agency: str
    ref: str


@dataclass(frozen=True)
class Gap:
    """Between two days of contact, themselves not included, an agency saw nobody.

    `of` tells whether the child was not seen, neither child nor family, or nothing at all was recorded.
    """

    agency: str
    from_day: int
    to_day: int
    of: Literal["child", "family", "any"]
    why: str


@dataclass(frozen=True)
class OneSided:
    """A contact that one agency recorded and the other, within `window` days on either side, did not."""

    row: RowRef
    silent_agency: str
    caller: str
    window: int
    what: str


@dataclass(frozen=True)
class NearDuplicate:
    """One event that two agencies tell in their own words."""

    first: RowRef
    second: RowRef
    what: str


@dataclass(frozen=True)
class Contradiction:
    """Two rows that cannot both be right, with the words that disagree."""

    first: RowRef
    first_says: str
    second: RowRef
    second_says: str
    about: str


GAPS: tuple[Gap, ...] = (
    Gap("health", -361, -315, "family", "Health visiting post vacant after HV1 left"),
    Gap("health", -291, -175, "family", "Family in Harrowdale, return not noticed for five weeks"),
    Gap("health", -38, -2, "child", "Three visits without access after the last weighing"),
    Gap("social_care", -271, -188, "any", "Closed as moved out of the area"),
    Gap("social_care", -291, -172, "child", "Child not seen by Social Care for seventeen weeks"),
    Gap("social_care", -74, -2, "child", "Child not seen awake after the last visit of FSW1"),
    Gap("mental_health", -461, -165, "any", "Discharged under the two appointment rule while pregnant"),
    Gap("drug_alcohol", -690, -469, "any", "Closed after no contact"),
    Gap("drug_alcohol", -298, -140, "any", "No appointment between the assault and the plan"),
    Gap("education", -293, -207, "family", "S1 away for twelve weeks, nobody asked where"),
    Gap("gp", -294, -210, "family", "Nobody of the family seen while in Harrowdale"),
    Gap("gp", -182, -133, "child", "No surgery contact with Linnet after the mark was seen"),
)

ONE_SIDED: tuple[OneSided, ...] = (
    OneSided(
        RowRef("social_care", "csc-call-hv1"), "health", "SW1", 3, "SW1 says that she telephoned HV1 about S1"
    ),
    OneSided(
        RowRef("social_care", "csc-call-harrowdale"),
        "harrowdale",
        "SW2",
        6,
        "SW2 says that she telephoned and faxed Harrowdale's duty desk",
    ),
    OneSided(
        RowRef("health", "health-concern-form"),
        "gp",
        "MW1",
        5,
        "MW1's cause for concern form copied to the GP",
    ),
    OneSided(
        RowRef("health", "health-call-mh"),
        "mental_health",
        "HV2",
        3,
        "HV2 says that she told the duty worker of her worry about M",
    ),
    OneSided(
        RowRef("hospital", "hospital-out-of-hours-297"),
        "social_care",
        "NUR2",
        1,
        "NUR2 says that she told the out of hours service of the assault",
    ),
    OneSided(
        RowRef("hospital", "hospital-reminder"),
        "health",
        "CLK1",
        1,
        "CLK1 says that the clinic was asked to tell the family of the appointment",
    ),
    OneSided(
        RowRef("housing", "housing-f-alone"),
        "social_care",
        "HO1",
        5,
        "HO1 says that he left a message that M had gone with the children",
    ),
    OneSided(
        RowRef("drug_alcohol", "waymark-call-csc"),
        "social_care",
        "DAM1",
        3,
        "DAM1 says that she told Social Care of F's daily drinking in the home",
    ),
)

NEAR_DUPLICATES: tuple[NearDuplicate, ...] = (
    NearDuplicate(
        RowRef("social_care", "csc-referral-mw1"),
        RowRef("health", "health-referral-csc"),
        "Referral of the unborn baby",
    ),
    NearDuplicate(
        RowRef("health", "health-prebirth"),
        RowRef("hospital", "hospital-prebirth"),
        "Pre-birth planning meeting",
    ),
    NearDuplicate(
        RowRef("social_care", "csc-strategy-321"),
        RowRef("police", "police-strategy-321"),
        "First strategy discussion",
    ),
    NearDuplicate(
        RowRef("social_care", "csc-strategy-164"),
        RowRef("police", "police-strategy-164"),
        "Second strategy discussion",
    ),
    NearDuplicate(
        RowRef("social_care", "csc-strategy-164"),
        RowRef("health", "health-strategy-164"),
        "Second strategy discussion",
    ),
    NearDuplicate(
        RowRef("health", "health-cin-146"), RowRef("education", "edu-cin-146"), "First child in need meeting"
    ),
    NearDuplicate(
        RowRef("health", "health-cin-146"),
        RowRef("mental_health", "mh-cin-146"),
        "First child in need meeting",
    ),
    NearDuplicate(
        RowRef("social_care", "csc-nursery-80"),
        RowRef("education", "edu-call-fsw"),
        "Nursery tells of hunger and clothes",
    ),
    NearDuplicate(
        RowRef("social_care", "csc-mgm-call"),
        RowRef("health", "health-mgm-call"),
        "Grandmother's warning, told twice",
    ),
    NearDuplicate(
        RowRef("social_care", "csc-referral-hospital"),
        RowRef("hospital", "hospital-referral-165"),
        "Hospital tells of the night of the tablets",
    ),
    NearDuplicate(
        RowRef("social_care", "csc-death"),
        RowRef("hospital", "hospital-death"),
        "Linnet's death at the hospital",
    ),
)

CONTRADICTIONS: tuple[Contradiction, ...] = (
    Contradiction(
        RowRef("mental_health", "mh-call-to-mw"),
        "the same afternoon",
        RowRef("health", "health-call-from-cpn1"),
        "today",
        "On which day mental health told midwifery that M was pregnant",
    ),
    Contradiction(
        RowRef("social_care", "csc-prebirth-absent"),
        "Apologies sent to MW1",
        RowRef("health", "health-prebirth"),
        "HV1, SW1 and MW4",
        "Whether SW1 was at the pre-birth planning meeting",
    ),
    Contradiction(
        RowRef("social_care", "csc-f-left"),
        "had moved to a friend the week before",
        RowRef("housing", "housing-f-there"),
        "F opened the door in his dressing gown",
        "Whether F was living at Address 3",
    ),
    Contradiction(
        RowRef("health", "health-handover-spoken"),
        "talked through with HV2 in person",
        RowRef("health", "health-handover-list"),
        "No spoken handover was given for any family",
        "Whether the family was handed over in words",
    ),
    Contradiction(
        RowRef("gp", "gp-first-imms"),
        "First imms",
        RowRef("health", "health-no-imms"),
        "First immunisations not yet given",
        "When Linnet had her first immunisations",
    ),
    Contradiction(
        RowRef("social_care", "csc-strategy-321"),
        "Health was not asked to join",
        RowRef("police", "police-strategy-321"),
        "Health visitor to be asked",
        "What was agreed in the first strategy discussion",
    ),
    Contradiction(
        RowRef("hospital", "hospital-fall-f"),
        "Brought by F",
        RowRef("health", "health-fall-mgm"),
        "brought by MGM",
        "Who brought Linnet after the fall",
    ),
    Contradiction(
        RowRef("social_care", "csc-all-agreed"),
        "All agreed that the plan had been met",
        RowRef("health", "health-objects"),
        "did not agree to closing",
        "Whether all agreed to close the plan",
    ),
    Contradiction(
        RowRef("social_care", "csc-nursery-advice"),
        "rang for advice only",
        RowRef("education", "edu-referral-20"),
        "to make a referral",
        "Whether the nursery asked for advice or referred",
    ),
    Contradiction(
        RowRef("social_care", "csc-closed-moved"),
        "transferred to Harrowdale",
        RowRef("harrowdale", "harrowdale-no-fax"),
        "no referral, call or fax from Westmarch",
        "Whether Harrowdale had been told",
    ),
)
