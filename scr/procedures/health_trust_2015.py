"""A health trust's own rules beside the board's procedure (seed 002): for agencies that follow them only."""

from scr.procedures.chain import Chain, Step
from scr.procedures.learning import LEARNING_OF_TRUST
from scr.procedures.model import Overlay
from scr.procedures.records import NOTICES_OF_TRUST, RECORDS_OF_TRUST
from scr.procedures.rule import Per, Rule
from scr.procedures.timing import Basis, Duration, Unit
from scr.procedures.vocabulary import ACTION, AGENCY, EVENTS

RULES = (
    Rule(
        "NHS_CQC",
        "Regional NHS body and Care Quality Commission told",
        "Tell the regional NHS body and the Care Quality Commission of the review",
        "review_instigated",
        ("nhs_and_cqc_told",),
        ("designated_nurse",),
        EVENTS,
        "seed 002, section 3.3",
        Duration(1, Unit.MONTHS),
        per=Per.AGENCY,
        told_in="room",
        reminders=(-7, -1, 0, 1),
        escalations=((1, "chief_officer"),),
        reading="D-c",
    ),
    Rule(
        "SAMR_TRUST",
        "Review finished inside the trust",
        "Have {agency}'s review ratified by its chief executive",
        "agency_asked",
        ("review_countersigned", "review_waived"),
        ("agency_author", "chief_officer"),
        AGENCY,
        "seed 002, section 3.7",
        Duration(1, Unit.MONTHS),
        per=Per.AGENCY,
        told_in="private",
        reminders=(-7, -1, 0),
        reading="D-l",
    ),
    Rule(
        "AP_MONTHLY",
        "Monthly look at an action",
        "Report how an action of {agency} stands this month",
        "action_agreed",
        ("action_updated", "action_claimed"),
        ("agency_author", "action_owner", "chief_officer"),
        ACTION,
        "seed 002, section 3.12",
        Duration(1, Unit.MONTHS),
        recurs=True,
        ends_with=("action_settled",),
        per=Per.SUBJECT,
        told_in="plan",
        reminders=(0, 7),
        reading="D-c",
    ),
    Rule(
        "ANNUAL",
        "Entry in the annual report",
        "Enter the review into {agency}'s annual report on safeguarding",
        "review_instigated",
        ("annual_report_entered",),
        ("chief_officer",),
        EVENTS,
        "seed 002, section 3.18",
        Duration(1, Unit.YEARS, Basis.ASSUMED),
        per=Per.AGENCY,
        told_in="room",
        reminders=(-28, 0),
        reading="D-c",
    ),
)

CHAIN = Chain(
    "Reviewing officer",
    (Step("Safeguarding group", is_group=True), Step("Executive team", is_group=True)),
    "Chief executive",
    "ratifies",
    "seed 002, section 3.10",
)

HEALTH_TRUST_2015 = Overlay(
    key="health_trust_2015",
    version=1,
    name="Health trust's own procedure on serious case reviews",
    source="seed 002",
    rules=(*RULES, *NOTICES_OF_TRUST, *RECORDS_OF_TRUST, *LEARNING_OF_TRUST),
    chain=CHAIN,
)
