"""Serious case review under Working Together 2015. Durations that were not checked are marked so."""

from dataclasses import replace

from scr.procedures.rule import Rule
from scr.procedures.scr_beds_2007 import SCR_BEDS_2007
from scr.procedures.timing import Basis, Duration, Unit
from scr.procedures.variation import rules_but
from scr.procedures.vocabulary import EVENTS

SOURCE = "Working Together to Safeguard Children 2015, chapter 4"

ADDED = (
    Rule(
        "NATIONAL",
        "National bodies told",
        "Tell the inspectorate, the department and the national panel of the decision",
        "decided",
        ("national_bodies_told",),
        ("administrator",),
        EVENTS,
        SOURCE,
        Duration(5, Unit.WORKING_DAYS, Basis.UNVERIFIED),
        reminders=(-1, 0, 1),
        escalations=((1, "chair"),),
        reading="D-e",
    ),
    Rule(
        "BEFORE_PUBLICATION",
        "Report to the national panel",
        "Send the report to the national panel before it is published",
        "endorsed",
        ("report_given",),
        ("administrator",),
        EVENTS,
        SOURCE,
        Duration(1, Unit.WEEKS),
        before="published",
        reminders=(-7, -1, 0, 1),
        reading="D-a",
    ),
    Rule(
        "KEEP_PUBLISHED",
        "Report kept on the website",
        "Keep the report on the website until this day, and on request afterwards",
        "published",
        ("taken_down",),
        ("administrator",),
        EVENTS,
        SOURCE,
        Duration(12, Unit.MONTHS),
        told_in="board",
        reminders=(0,),
        reading="D-c",
    ),
)

SCR_WT2015 = replace(
    SCR_BEDS_2007,
    key="scr_wt2015",
    name="Serious case review (Working Together 2015)",
    source=SOURCE,
    rules=rules_but(
        SCR_BEDS_2007.rules,
        without=("NOTIFY_EXT", "NOTIFY_DEPT", "NOTIFY_HEALTH", "EMBARGO", "COPIES_BACK"),
        changed={
            "DECIDE": {
                "duration": Duration(1, Unit.MONTHS, Basis.UNVERIFIED),
                "source": SOURCE,
                "reading": "D-c",
            },
            "DECIDE_AGAIN": {"duration": Duration(1, Unit.MONTHS, Basis.UNVERIFIED), "source": SOURCE},
            "COMPLETE": {
                "duration": Duration(6, Unit.MONTHS, Basis.UNVERIFIED),
                "source": SOURCE,
                "reading": "D-j",
            },
        },
    )
    + ADDED,
)
