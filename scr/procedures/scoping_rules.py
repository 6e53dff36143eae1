"""What settling the terms of reference sets off.

Agencies comment on a draft (seed 002, section 3.14). Where the abuse happened in an institution or several
people abused, whoever leads the criminal investigation agrees to it (seed 004, section 11).
"""

from scr.procedures.model import Milestone
from scr.procedures.rule import Page, Per, Rule
from scr.procedures.vocabulary import CLERKS

FOR_COMMENT = Page("reviews:terms_for_comment", needs_agency=True)
COMMENTS = Page("reviews:terms_comments")
INVESTIGATION = Page("reviews:agree_investigation")
# That the abuse was of this kind; noted by hand, and taken back in the same way.
INSTITUTIONAL = "institutional_abuse_noted"

MILESTONES_OF_SCOPING = (
    Milestone(
        "terms_released_for_comment",
        "{agency} was asked to comment on the draft terms of reference.",
        "room",
    ),
    Milestone("terms_comment_made", "{agency} commented on the draft terms of reference.", "room"),
    Milestone("terms_no_comment", "{agency} has no comment on the draft terms of reference.", "room"),
    Milestone(
        INSTITUTIONAL,
        "It was noted that the abuse happened in an institution, or that several people abused.",
        "board",
        recorded_by=CLERKS,
    ),
    Milestone(
        "investigation_agreed",
        "It was recorded what whoever leads the criminal investigation says of the terms of reference.",
        "panel",
    ),
    Milestone("terms_comment_answered", "A comment of {agency} on the draft terms was answered.", "room"),
)

RULES_OF_SCOPING = (
    Rule(
        "COMMENT_TERMS",
        "Comments on the draft terms of reference",
        "Comment on the draft terms of reference for {agency}",
        "terms_released_for_comment",
        ("terms_comment_made", "terms_no_comment"),
        ("chief_officer", "agency_author"),
        FOR_COMMENT,
        "seed 002, section 3.14",
        is_agreed=True,
        per=Per.AGENCY,
        told_in="room",
        ends_with=("terms_released_for_comment", "terms_signed"),
        reminders=(-3, -1, 0, 1),
        escalations=((1, "administrator"),),
        effort="about 20 minutes",
    ),
    Rule(
        "ANSWER_COMMENT",
        "Comment on the draft terms answered",
        "Answer a comment of {agency} on the draft terms of reference",
        "terms_comment_made",
        ("terms_comment_answered",),
        ("administrator", "chair"),
        COMMENTS,
        "seed 002, section 3.14",
        per=Per.SUBJECT,
        ends_with=("terms_signed",),
        effort="about 10 minutes",
    ),
    Rule(
        "AGREE_INVESTIGATION",
        "Terms agreed with the lead of the criminal investigation",
        "Agree the terms of reference with whoever leads the criminal investigation, and record it",
        INSTITUTIONAL,
        ("investigation_agreed",),
        ("administrator", "chair"),
        INVESTIGATION,
        "seed 004, section 11",
        effort="about 5 minutes",
    ),
)
