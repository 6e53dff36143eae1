"""Contributions of people who have no account: asked for, and seen to (seed 004, section 5.5)."""

from scr.procedures.model import Milestone
from scr.procedures.rule import Page, Per, Rule

CONTRIBUTION = Page("reviews:contribution", needs_subject=True)
SOURCE = "seed 004, section 5.5"

MILESTONES_OF_CONTRIBUTIONS = (
    Milestone("contribution_asked", "Somebody without an account was asked to contribute.", "panel"),
    Milestone("contribution_sent", "Somebody without an account sent a contribution.", "panel"),
    Milestone("contribution_let_go", "A contribution is no longer waited for.", "panel"),
    Milestone("contribution_came", "A contribution waits to be released to the panel.", "panel"),
    Milestone("contribution_released", "A contribution was released to the panel.", "panel"),
)

RULES_OF_CONTRIBUTIONS = (
    Rule(
        "CONTRIBUTION",
        "Contribution without an account",
        "See that a contribution comes in",
        "contribution_asked",
        ("contribution_sent",),
        ("administrator",),
        CONTRIBUTION,
        SOURCE,
        is_agreed=True,
        ends_with=("contribution_let_go",),
        per=Per.SUBJECT,
        reminders=(-2, 0, 1, 3),
        escalations=((3, "chair"),),
    ),
    Rule(
        "RELEASE_CONTRIBUTION",
        "Release of a contribution",
        "Release a contribution to the panel",
        "contribution_came",
        ("contribution_released",),
        ("administrator",),
        CONTRIBUTION,
        SOURCE,
        per=Per.SUBJECT,
        effort="about 5 minutes",
    ),
)
