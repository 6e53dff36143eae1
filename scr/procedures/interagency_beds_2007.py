"""Inter-agency management review, Bedfordshire's second level (seed 004, section 12.1 and 12.2).

The criteria for a serious case review are not met. Local managers write it, supported by panel members; the
terms of reference set its date, and the report has twelve sides at most.
"""

from dataclasses import replace

from scr.procedures.scr_beds_2007 import SCR_BEDS_2007
from scr.procedures.variation import rules_but, stages_but, ways_but

LEFT_OUT = ("presentations", "fair_representation", "near_miss_review", "interagency_review")

INTERAGENCY_BEDS_2007 = replace(
    SCR_BEDS_2007,
    key="interagency_beds_2007",
    name="Inter-agency management review (Bedfordshire 2007)",
    source="seed 004, section 12",
    stages=stages_but(
        SCR_BEDS_2007.stages,
        without=LEFT_OUT,
        named={
            "agency_reviews": ("Managers' reviews", "Local managers review their agencies' part."),
            "overview_drafting": ("Joint report", "The group writes one report of twelve sides at most."),
        },
    ),
    transitions=ways_but(
        SCR_BEDS_2007.transitions,
        without=LEFT_OUT,
        skipping={"presentations": "overview_drafting", "fair_representation": "panel_agreed"},
    ),
    rules=rules_but(
        SCR_BEDS_2007.rules,
        without=("NOTIFY_EXT", "NOTIFY_DEPT", "NOTIFY_HEALTH", "EMBARGO", "COPIES_BACK"),
        changed={
            "COMPLETE": {
                "name": "Joint report complete",
                "trigger": "terms_signed",
                "duration": None,
                "is_agreed": True,
                "ends_with": ("terms_signed",),
                "source": "seed 004, section 12.2",
                "reading": "",
            },
        },
    ),
    outcomes=tuple(one for one in SCR_BEDS_2007.outcomes if one.stage not in LEFT_OUT),
)
