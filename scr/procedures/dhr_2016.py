"""Domestic homicide review under the statutory guidance of 2016 (renamed in 2024)."""

from dataclasses import replace

from scr.procedures.model import Criterion
from scr.procedures.rule import Rule
from scr.procedures.scr_beds_2007 import SCR_BEDS_2007
from scr.procedures.timing import Basis, Duration, Unit
from scr.procedures.variation import rules_but
from scr.procedures.vocabulary import EVENTS

SOURCE = "statutory guidance on domestic homicide reviews, 2016"

CRITERIA = (
    Criterion("aged_16", "The person who died was 16 or over", "death"),
    Criterion(
        "died", "The death resulted, or appears to have resulted, from violence, abuse or neglect", "death"
    ),
    Criterion(
        "relationship",
        "by a relative, by somebody in an intimate relationship with the person, or by one of the household",
        "death",
    ),
)

ADDED = (
    Rule(
        "QUALITY",
        "Home Office's approval",
        "Send the report to the Home Office and wait for its approval",
        "endorsed",
        ("quality_assured",),
        ("administrator",),
        EVENTS,
        SOURCE,
        blocks=("published",),
        refusal="The report may be published only once the Home Office has approved it.",
    ),
)

DHR_2016 = replace(
    SCR_BEDS_2007,
    key="dhr_2016",
    name="Domestic homicide review (2016)",
    source=SOURCE,
    standing_statement=(
        "A domestic homicide review is not an inquiry into how the person died or who is to blame. Coroners "
        "and criminal courts decide that."
    ),
    criteria=CRITERIA,
    rules=ADDED
    + rules_but(
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
                "duration": Duration(1, Unit.MONTHS, Basis.UNVERIFIED),
                "source": SOURCE,
                "reading": "D-c",
            },
            "DECIDE_AGAIN": {"duration": Duration(1, Unit.MONTHS, Basis.UNVERIFIED), "source": SOURCE},
            "COMPLETE": {"duration": Duration(6, Unit.MONTHS, Basis.UNVERIFIED), "source": SOURCE},
        },
    ),
)
