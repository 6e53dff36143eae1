"""Near-miss review, Bedfordshire's third level (seed 004, section 12.3; seed 000, slides 11 and 12).

Something was prevented, or went wrong without serious harm. A panel member brings managers and practitioners
together, and a brief report goes to the panel. The text says "speedy"; six weeks are our assumption.
"""

from dataclasses import replace

from scr.procedures.scr_beds_2007 import SCR_BEDS_2007
from scr.procedures.timing import Basis, Duration, Unit
from scr.procedures.variation import rules_but, stages_but, ways_but

LEFT_OUT = ("presentations", "fair_representation", "near_miss_review", "interagency_review")

NEAR_MISS_BEDS_2007 = replace(
    SCR_BEDS_2007,
    key="near_miss_beds_2007",
    name="Near-miss review (Bedfordshire 2007)",
    source="seed 004, section 12.3",
    stages=stages_but(
        SCR_BEDS_2007.stages,
        without=LEFT_OUT,
        named={
            "agency_reviews": ("Looking back together", "Managers and practitioners look at what happened."),
            "overview_drafting": ("Brief report", "The facilitator writes a brief report to the panel."),
        },
    ),
    transitions=ways_but(
        SCR_BEDS_2007.transitions,
        without=LEFT_OUT,
        skipping={"presentations": "overview_drafting", "fair_representation": "panel_agreed"},
    ),
    rules=rules_but(
        SCR_BEDS_2007.rules,
        without=("NOTIFY_EXT", "EMBARGO", "COPIES_BACK"),
        changed={
            "COMPLETE": {
                "name": "Brief report to the panel",
                "duration": Duration(6, Unit.WEEKS, Basis.ASSUMED),
                "source": "seed 004, section 12.3",
                "reminders": (-7, -1, 0, 1, 7),
            },
        },
    ),
    outcomes=tuple(one for one in SCR_BEDS_2007.outcomes if one.stage not in LEFT_OUT),
)
