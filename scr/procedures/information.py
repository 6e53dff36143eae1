"""Asking organisations for information before the Chair decides (seed 004, section 5.3).

An agency that takes part answers in its account; an organisation outside answers by an invited link, and the
administrator sees to it that it does. Clocks of the case run on meanwhile.
"""

from scr.procedures.model import Letter, Milestone, To
from scr.procedures.rule import Page, Per, Rule

INFORMATION = Page("referrals:information", needs_subject=True)
CHASED = (-2, 0, 1, 3)

MILESTONES_OF_INFORMATION = (
    Milestone("information_asked", "{agency} was asked what it knows.", "room"),
    Milestone("information_returned", "{agency} said what it knows.", "room"),
    Milestone("information_let_go", "{agency} need no longer say what it knows.", "room"),
    Milestone("outsider_asked", "An organisation outside was asked what it knows.", "panel"),
    Milestone("outsider_returned", "An organisation outside said what it knows.", "panel"),
    Milestone("outsider_let_go", "An organisation outside need no longer say what it knows.", "panel"),
)

RULES_OF_INFORMATION = (
    Rule(
        "INFORMATION",
        "Answer to the request for information",
        "Say what {agency} knows, for the panel",
        "information_asked",
        ("information_returned",),
        ("chief_officer",),
        INFORMATION,
        "seed 004, section 5.3",
        is_agreed=True,
        ends_with=("information_let_go",),
        per=Per.SUBJECT,
        told_in="room",
        reminders=CHASED,
        escalations=((1, "administrator"),),
        effort="about 20 minutes",
    ),
    Rule(
        "INFORMATION_OUTSIDE",
        "Answer of an organisation outside",
        "See that an organisation outside answers the panel's request",
        "outsider_asked",
        ("outsider_returned",),
        ("administrator",),
        INFORMATION,
        "seed 004, section 5.3",
        is_agreed=True,
        ends_with=("outsider_let_go",),
        per=Per.SUBJECT,
        reminders=CHASED,
        escalations=((1, "chair"),),
    ),
)

# Letter 2 to somebody who has no account; boards number it as the one to agencies.
LETTERS_OF_INFORMATION = (
    Letter(
        "2_OUTSIDE",
        "Letter 2 to an organisation outside",
        "Request for information",
        "letter_2_outside",
        to=To.PERSON,
        follows="referral_received",
        is_repeatable=True,
        is_sent_by_act=True,
    ),
)
