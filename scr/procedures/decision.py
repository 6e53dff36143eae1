"""What a decision sets off, and a case that is considered again (seed 004, sections 4 to 5.4).

Rules, events, ways back and methods of the Bedfordshire procedure of 2007, beside its main path.
"""

from dataclasses import replace

from scr.procedures.model import Method, Milestone, Transition
from scr.procedures.rule import Rule
from scr.procedures.timing import Basis, Duration, Unit
from scr.procedures.vocabulary import CLERKS, EVENTS, LETTERS, REOPEN

MILESTONES_OF_DECISION = (
    Milestone("case_reopened", "The case was reopened because of new information.", "board"),
    Milestone(
        "independent_review_required",
        "The Chair required a wholly independent review, which is the serious case review.",
        "board",
    ),
    Milestone(
        "panel_support_agreed",
        "It was agreed how the panel supports the independent review.",
        "panel",
        recorded_by=CLERKS,
    ),
    Milestone("family_to_be_told", "The panel wants the family to be told of the decision.", "panel"),
    Milestone("victims_to_be_told", "The panel wants other victims to be told of the decision.", "panel"),
)

_SOON = Duration(1, Unit.WORKING_DAYS, Basis.ASSUMED)
_THIS_WEEK = Duration(5, Unit.WORKING_DAYS, Basis.ASSUMED)

RULES_OF_DECISION = (
    Rule(
        "NOTIFY_DEPT",
        "Department told",
        "Tell the department of the review",
        "review_instigated",
        ("department_told",),
        ("administrator",),
        LETTERS,
        "seed 004, section 5.1",
        _SOON,
        reminders=(0, 1),
        reading="D-e",
    ),
    Rule(
        "NOTIFY_HEALTH",
        "Regional health body told",
        "Tell the regional health body of the review",
        "review_instigated",
        ("health_authority_told",),
        ("administrator",),
        LETTERS,
        "seed 004, section 5.1",
        _SOON,
        reminders=(0, 1),
        reading="D-e",
    ),
    Rule(
        "TELL_POLICE",
        "Police told",
        "Tell the police officer in the case of the review",
        "review_instigated",
        ("officer_in_case_told",),
        ("administrator", "chair"),
        LETTERS,
        "seed 004, section 5.1",
        _SOON,
        only_if=("criminal_case_noted",),
        reminders=(0, 1),
        reading="D-e",
    ),
    Rule(
        "TELL_FAMILY",
        "Family told",
        "Tell the family of the decision by letter I",
        "family_to_be_told",
        ("family_told",),
        ("administrator",),
        LETTERS,
        "seed 004, section 5.3",
        _THIS_WEEK,
        reminders=(0, 1),
        reading="D-e",
    ),
    Rule(
        "TELL_VICTIMS",
        "Other victims told",
        "Tell other victims of the decision by letter J",
        "victims_to_be_told",
        ("victims_told",),
        ("administrator",),
        LETTERS,
        "seed 004, section 5.3",
        _THIS_WEEK,
        reminders=(0, 1),
        reading="D-e",
    ),
    Rule(
        "SUPPORT",
        "Panel's support of the independent review",
        "Settle and note how the panel supports the independent review",
        "independent_review_required",
        ("panel_support_agreed",),
        ("administrator", "chair"),
        EVENTS,
        "seed 004, section 5.3",
        _THIS_WEEK,
        reminders=(0, 1),
        reading="D-e",
    ),
)

# The order in which the page of a decision shows what it set off; an agency's own rules come after them.
SET_OFF = (
    "NOTIFY_CO",
    "SECURE",
    "APPOINT",
    "NOTIFY_EXT",
    "NOTIFY_DEPT",
    "NOTIFY_HEALTH",
    "NOTIFY_LAC",
    "TELL_POLICE",
    "TELL_FAMILY",
    "TELL_VICTIMS",
    "SUPPORT",
)

# What new information starts once more: the same task, counted from the moment the board had it.
STARTED_AGAIN = ("CONSULT", "PANELMTG", "DECIDE")
# What belongs to one consideration only, and has to happen once more after a case was reopened.
OF_ONE_ROUND = (
    "panel_consulted",
    "view_given",
    "criteria_meeting_held",
    "recommendation_recorded",
    "decided",
)


def started_again(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The clocks of a referral as they run anew from new information (seed 004, sections 4 and 5.3)."""
    return tuple(
        replace(
            rule,
            key=f"{rule.key}_AGAIN",
            name=f"{rule.name} after new information",
            trigger="case_reopened",
            reading="D-q",
        )
        for rule in rules
        if rule.key in STARTED_AGAIN
    )


WAYS_BACK = tuple(
    Transition(
        source, "referred", "Reopen with new information", ("chair",), is_made_by_act=True, page=REOPEN
    )
    for source in ("no_further_action", "interagency_review", "near_miss_review")
)

METHODS = (
    Method(
        "management_reviews",
        "Agencies' management reviews",
        "Each agency reviews its own part and an independent author brings the reviews together.",
    ),
    Method(
        "multi_agency_review",
        "Multi-agency review",
        "Agencies review the case together instead of each on its own; each helps to settle the terms of "
        "reference.",
        is_alternative=True,
    ),
    Method(
        "systems_approach",
        "Systems approach",
        "As in SCIE’s Learning Together, practitioners and reviewers look together at why people acted as "
        "they did; each agency helps to settle the terms of reference.",
        is_alternative=True,
    ),
)
