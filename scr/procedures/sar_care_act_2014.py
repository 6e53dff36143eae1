"""Safeguarding adult review under section 44 of the Care Act 2014."""

from dataclasses import replace

from scr.procedures.model import Criterion
from scr.procedures.scr_beds_2007 import SCR_BEDS_2007
from scr.procedures.timing import Basis, Duration, Unit
from scr.procedures.variation import rules_but

SOURCE = "Care Act 2014, section 44, and its statutory guidance"

CRITERIA = (
    Criterion("died", "An adult with needs for care and support has died", "death"),
    Criterion(
        "abuse_known", "The death resulted, or is suspected to have resulted, from abuse or neglect", "death"
    ),
    Criterion("working_concern_death", "There is concern about how partners worked together", "death"),
    Criterion("working_concern", "There is concern about how partners worked together", "concern"),
    Criterion("serious_abuse", "An adult who is alive has experienced serious abuse or neglect", "harm"),
)

SAR_CARE_ACT_2014 = replace(
    SCR_BEDS_2007,
    key="sar_care_act_2014",
    name="Safeguarding adult review (Care Act 2014)",
    source=SOURCE,
    standing_statement=(
        "A safeguarding adult review is about learning lessons, not about blame. Others look into that."
    ),
    criteria=CRITERIA,
    rules=rules_but(
        SCR_BEDS_2007.rules,
        without=(
            "NOTIFY_EXT",
            "NOTIFY_LAC",
            "NOTIFY_DEPT",
            "NOTIFY_HEALTH",
            "EMBARGO",
            "COPIES_BACK",
            "PANELMTG",
            "PANELMTG_AGAIN",
        ),
        changed={
            "DECIDE": {
                "duration": Duration(28, Unit.CALENDAR_DAYS, Basis.ASSUMED),
                "source": "set locally, commonly 28 days to 8 weeks",
            },
            "COMPLETE": {"duration": Duration(6, Unit.MONTHS), "source": SOURCE},
        },
    ),
)
