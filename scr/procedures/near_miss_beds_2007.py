"""Near-miss review, Bedfordshire's third level (seed 004, section 12.3; seed 000, slides 11 and 12).

Something was prevented, or went wrong without serious harm. A panel member brings managers and practitioners
together, and a brief report goes to the panel. The text says "speedy"; six weeks are our assumption.
"""

from dataclasses import replace

from scr.procedures.interagency_beds_2007 import INTERAGENCY_BEDS_2007
from scr.procedures.timing import Basis, Duration, Unit
from scr.procedures.variation import rules_but, stages_but

NEAR_MISS_BEDS_2007 = replace(
    INTERAGENCY_BEDS_2007,
    key="near_miss_beds_2007",
    name="Near-miss review (Bedfordshire 2007)",
    source="seed 004, section 12.3",
    stages=stages_but(
        INTERAGENCY_BEDS_2007.stages,
        named={
            "agency_reviews": ("Looking back together", "Managers and practitioners look at what happened."),
            "overview_drafting": ("Brief report", "The facilitator writes a brief report to the panel."),
        },
    ),
    rules=rules_but(
        INTERAGENCY_BEDS_2007.rules,
        changed={
            "COMPLETE": {
                "name": "Brief report to the panel",
                "trigger": "review_instigated",
                "duration": Duration(6, Unit.WEEKS, Basis.ASSUMED),
                "is_agreed": False,
                "source": "seed 004, section 12.3",
                "reading": "D-j",
                "reminders": (-7, -1, 0, 1, 7),
            },
        },
    ),
)
