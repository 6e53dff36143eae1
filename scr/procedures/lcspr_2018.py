"""Local child safeguarding practice review with its rapid review (Working Together 2018, SI 2018/789)."""

from dataclasses import replace
from typing import Any

from scr.procedures.letters_2018 import MILESTONES_OF_2018, letters_of_2018
from scr.procedures.rule import Rule
from scr.procedures.scr_beds_2007 import SCR_BEDS_2007
from scr.procedures.timing import Basis, Duration, Unit
from scr.procedures.variation import rules_but, stages_but
from scr.procedures.vocabulary import EVENTS, LETTERS

SOURCE = "Working Together 2018 and 2023, chapter 4"
LOCAL = "a published local rapid-review timetable (Devon)"
TOLD_IN = Duration(5, Unit.WORKING_DAYS, Basis.ASSUMED)


def _told(whom: str, milestone: str) -> dict[str, Any]:
    """A body's notice of the review as the law of 2018 has it; one who told all of them notes it once."""
    return {
        "do": f"Tell the {whom} of the review and who carries it out",
        "met_by": (milestone, "national_bodies_told"),
        "source": SOURCE,
        "duration": TOLD_IN,
    }


def _step(key: str, name: str, do: str, met_by: str, days: int) -> Rule:
    """One step of the rapid review, counted in working days from the notification."""
    return Rule(
        key,
        name,
        do,
        "nationally_notified",
        (met_by,),
        ("administrator",),
        EVENTS,
        LOCAL,
        Duration(days, Unit.WORKING_DAYS),
        reminders=(-1, 0, 1),
        reading="D-e",
    )


ADDED = (
    Rule(
        "NOTIFY",
        "Serious incident notified",
        "Notify the serious incident to the national panel",
        "referral_received",
        ("nationally_notified",),
        ("administrator",),
        LETTERS,
        SOURCE,
        Duration(5, Unit.WORKING_DAYS),
        reminders=(-1, 0, 1),
        escalations=((1, "chair"),),
        reading="D-e",
    ),
    Rule(
        "PARTNERS",
        "Local partners told",
        "Tell the local partners of the serious incident",
        "referral_received",
        ("partners_told",),
        ("administrator",),
        EVENTS,
        "a published local arrangement (North East Lincolnshire)",
        Duration(5, Unit.WORKING_DAYS),
        reminders=(-1, 0, 1),
        reading="D-e",
    ),
    Rule(
        "RAPID",
        "Rapid review sent",
        "Finish the rapid review and send it to the national panel",
        "nationally_notified",
        ("rapid_review_sent",),
        ("administrator", "chair"),
        EVENTS,
        SOURCE,
        Duration(15, Unit.WORKING_DAYS),
        other_triggers=("referral_received",),
        reminders=(-5, -1, 0, 1),
        escalations=((1, "chair"),),
        reading="D-p",
        sets_out=(
            "the facts of the case, as far as they are known",
            "what was done at once for the safety of children, and what still has to be",
            "what practice might learn from it",
            "what comes next, and whether there will be a child safeguarding practice review",
        ),
    ),
    _step("ASK", "Summaries asked for", "Ask the agencies for their summaries", "summaries_asked", 1),
    _step("SUMMARIES", "Summaries in", "Collect the agencies' summaries", "summaries_received", 10),
    _step("RAPID_MEETING", "Rapid review meeting", "Hold the rapid review meeting", "rapid_review_met", 12),
    Rule(
        "RESPONSE",
        "National panel's response",
        "Look for the national panel's response to the rapid review",
        "rapid_review_sent",
        ("panel_responded",),
        ("administrator",),
        EVENTS,
        "a published local arrangement (Kent), which says about ten days",
        Duration(10, Unit.CALENDAR_DAYS),
        reminders=(0, 7),
        reading="D-b",
    ),
    Rule(
        "NATIONAL_REVIEW",
        "National review scoped",
        "Agree the scope and the method of the national review with the national panel",
        "national_review_commissioned",
        ("national_scope_agreed",),
        ("chair",),
        EVENTS,
        "seed 001",
    ),
    Rule(
        "LAC_DEATH",
        "Death of a looked-after child notified",
        "Notify the Secretary of State and the inspectorate, whether or not abuse is suspected",
        "referral_received",
        (),
        ("administrator",),
        LETTERS,
        SOURCE,
        Duration(5, Unit.WORKING_DAYS, Basis.UNVERIFIED),
        only_if=("child_looked_after",),
        needs_all=("minister_notified", "incident_notified"),
        reminders=(-1, 0, 1),
        reading="D-e",
    ),
    Rule(
        "NOTIFY_PANEL",
        "National panel told",
        "Tell the national panel of the review and who carries it out",
        "review_instigated",
        ("national_panel_told", "national_bodies_told"),
        ("administrator",),
        LETTERS,
        SOURCE,
        TOLD_IN,
        reminders=(0, 1),
        reading="D-e",
    ),
    Rule(
        "LOOK",
        "Look at timeliness and quality",
        "Look at how the review goes: its timeliness and its quality",
        "review_instigated",
        ("progress_looked_at",),
        ("chair",),
        EVENTS,
        "SI 2018/789, regulation 14",
        Duration(1, Unit.MONTHS, Basis.ASSUMED),
        recurs=True,
        ends_with=("endorsed",),
        reminders=(0, 7),
        reading="D-c",
    ),
    Rule(
        "PUBLISH",
        "Report published",
        "Publish the report",
        "review_instigated",
        ("published",),
        ("chair", "administrator"),
        EVENTS,
        SOURCE,
        Duration(6, Unit.MONTHS, Basis.UNVERIFIED),
        reminders=(-28, -7, 0, 1),
        reading="D-j",
    ),
    Rule(
        "GIVE",
        "Report given before publication",
        "Give the report to the national panel and the Secretary of State",
        "endorsed",
        ("report_given",),
        ("administrator",),
        EVENTS,
        "SI 2018/789",
        Duration(7, Unit.WORKING_DAYS, Basis.UNVERIFIED),
        before="published",
        reminders=(-7, -1, 0, 1),
        reading="D-e",
    ),
    Rule(
        "KEEP_PUBLISHED",
        "Report kept public",
        "Keep the report public at least until this day",
        "published",
        ("taken_down",),
        ("administrator",),
        EVENTS,
        SOURCE,
        Duration(1, Unit.YEARS, Basis.UNVERIFIED),
        told_in="board",
        reminders=(0,),
        reading="D-c",
    ),
)

LCSPR_2018 = replace(
    SCR_BEDS_2007,
    key="lcspr_2018",
    name="Local child safeguarding practice review (2018 and 2023)",
    source=SOURCE,
    standing_statement=(
        "A practice review is about learning. It does not hold individuals or organisations to account; "
        "others do that."
    ),
    stages=stages_but(
        SCR_BEDS_2007.stages,
        named={
            "referred": ("Incident known", "A serious incident is known and the clocks have started."),
            "consulting": ("Rapid review", "The partners gather what is known and what was done at once."),
            "considered": ("Rapid review done", "The partners have said whether there should be a review."),
        },
    ),
    rules=rules_but(
        SCR_BEDS_2007.rules,
        without=(
            "NOTIFY_LAC",
            "NOTIFY_HEALTH",
            "EMBARGO",
            "COPIES_BACK",
            "PANELMTG",
            "CONSULT",
            "COMPLETE",
            "PANELMTG_AGAIN",
            "CONSULT_AGAIN",
            "DECIDE_AGAIN",
        ),
        changed={
            "DECIDE": {"trigger": "rapid_review_sent", "duration": None, "reminders": (), "escalations": ()},
            "NOTIFY_EXT": _told("inspectorate", "inspectorate_told"),
            "NOTIFY_DEPT": _told("department", "department_told"),
        },
    )
    + ADDED,
    milestones=SCR_BEDS_2007.milestones + MILESTONES_OF_2018,
    letters=letters_of_2018(SCR_BEDS_2007.letters),
    set_off=(*SCR_BEDS_2007.set_off, "NOTIFY_PANEL"),
)
