"""How an agency's review is signed inside the agency (seeds 004, section 6; 002, section 3.10).

The sources give no days for a signature; those here are our assumptions, and shown as such.
"""

from scr.procedures.model import Milestone
from scr.procedures.rule import Page, Per, Rule
from scr.procedures.timing import Basis, Duration, Unit

SIGNING = Page("reviews:signing", needs_agency=True)
ROOM = Page("reviews:agency", needs_agency=True)
A_WEEK = Duration(5, Unit.WORKING_DAYS, Basis.ASSUMED)

# What the acts of signing tell the case; all but the first is told inside the agency only.
BEGUN = "quality_assurance_begun"
HANDED_OVER = "review_handed_over"
OPENED = "step_opened"
SIGNED = "step_signed"
RETURNED = "step_returned"
SENT_BACK = "sent_back_to_writer"
READY = "ready_to_countersign"
SIGN_STEP, COUNTERSIGN = "SIGN_STEP", "COUNTERSIGN"

MILESTONES_OF_SIGNING = (
    Milestone(BEGUN, "{agency} began to check its review before it is countersigned.", "room"),
    Milestone(HANDED_OVER, "{agency}'s reviewer handed the review over to be signed.", "internal"),
    Milestone(OPENED, "{agency}'s review waits for a signature inside the agency.", "internal"),
    Milestone(SIGNED, "{agency}'s review was signed inside the agency.", "internal"),
    Milestone(RETURNED, "{agency}'s review was sent back inside the agency.", "internal"),
    Milestone(SENT_BACK, "{agency}'s review went back to its reviewer inside the agency.", "internal"),
)

RULES_OF_SIGNING = (
    Rule(
        SIGN_STEP,
        "Signature inside the agency",
        "Read {agency}'s review and sign it, or send it back",
        OPENED,
        (SIGNED, RETURNED),
        ("review_signer",),
        SIGNING,
        "seed 002, section 3.10",
        A_WEEK,
        per=Per.SUBJECT,
        told_in="internal",
        reminders=(-1, 0, 1),
        escalations=((2, "chief_officer"),),
        reading="D-e",
        effort="about 30 minutes with the reading",
    ),
    Rule(
        "REWORK",
        "Review sent back inside the agency",
        "Revise {agency}'s review as your agency asks, and hand it over again",
        SENT_BACK,
        (HANDED_OVER, "review_waived"),
        ("agency_author",),
        ROOM,
        "seed 002, section 3.10",
        A_WEEK,
        per=Per.AGENCY,
        told_in="internal",
        reminders=(-1, 0, 1),
        escalations=((2, "chief_officer"),),
        reading="D-e",
    ),
)
