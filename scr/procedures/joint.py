"""Working with other boards: who leads, what is settled for a joint review (seed 004, 5.2, appendix A).

A single review takes a little from the other board; a joint one has members of each board on its panel.
"""

from typing import TypeVar

from scr.procedures.model import Milestone, Question
from scr.procedures.rule import Page, Per, Rule
from scr.procedures.vocabulary import TERMS

TELL_OTHER_BOARD = Page("letters:issue", letter="OTHER_BOARD")
BOARDS = Page("cases:boards")
JOINT_TERMS = Page("reviews:joint_terms")
SINGLE, JOINT, DISPUTED = "single", "joint", "disputed"
CHAIRS, CHIEF_EXECUTIVES, INSPECTORATE, BOTH = "chairs", "chief_executives", "inspectorate", "both"

MODES = (
    (SINGLE, "One board’s review, to which the other adds a little"),
    (JOINT, "A joint review under an enlarged panel"),
    (DISPUTED, "The Chairs cannot agree"),
)
# Who settles it: the two Chairs, or those above them whose decision is final.
SETTLED_BY = (
    (CHAIRS, "The two Chairs"),
    (CHIEF_EXECUTIVES, "The chief executives"),
    (INSPECTORATE, "The inspectorate"),
    (BOTH, "The chief executives and the inspectorate"),
)

# What the boards settle before joint terms are signed: what the terms cover, and what is agreed beside them.
OF_THE_TERMS = (
    Question("panel", "Who is on the joint panel?", "Members of each board, and who knows most about it"),
    Question("agencies", "Which agencies are asked for reviews?"),
    Question("scope", "What is the scope of the review?"),
    Question("timescales", "What are the timescales?"),
    Question("process", "Which process is followed, where the boards’ own differ?"),
    Question("format", "What is the format of reports and chronology?"),
)
BESIDE_THE_TERMS = (
    Question("support", "Who gives administrative support?"),
    Question("author", "How is the independent author found, and how do the panels work with the author?"),
    Question("legal", "What is the common legal position?", "After each board has taken its own advice"),
    Question("media", "When is the first meeting on the media, and who comes?"),
)
MATTERS = (*OF_THE_TERMS, *BESIDE_THE_TERMS)

Party = TypeVar("Party")


def leads_by_rule(lived_with: Party, *, is_looked_after: bool, responsible: Party) -> Party:
    """The board that leads (seed 004, section 5.2).

    That of the area where the child normally lived; for a looked-after child the responsible authority's.
    """
    return responsible if is_looked_after else lived_with


MILESTONES_OF_JOINT = (
    Milestone("other_board_concerned", "The review that was decided on concerns another board.", "panel"),
    Milestone("arrangement_settled", "It was settled how the review is run with another board.", "panel"),
    Milestone("arrangement_disputed", "The Chairs could not agree how the review is run.", "panel"),
    Milestone("joint_agreed", "The review is run jointly with another board.", "panel"),
    Milestone("review_became_joint", "A review by one board became a joint one.", "panel"),
    Milestone("board_agreed_terms", "A board agreed the joint terms of reference.", "panel"),
)

RUNS = ("chair", "administrator")
RULES_OF_JOINT = (
    Rule(
        "TELL_BOARD",
        "Chair of the other board told",
        "Tell the Chair of the other board of the review",
        "other_board_concerned",
        ("other_board_told",),
        ("administrator", "chair"),
        TELL_OTHER_BOARD,
        "seed 004, appendix A 3",
        per=Per.SUBJECT,
        effort="about 5 minutes",
    ),
    Rule(
        "ARRANGE_WITH_BOARD",
        "Single or joint review",
        "Agree with the other board's Chair whether the review is joint",
        "other_board_told",
        ("arrangement_settled", "arrangement_disputed"),
        RUNS,
        BOARDS,
        "seed 004, appendix A 3 and 4",
        per=Per.SUBJECT,
    ),
    Rule(
        "ESCALATE_BOARDS",
        "Disagreement of the Chairs",
        "Put the Chairs' disagreement to the chief executives or the inspectorate, and record the decision",
        "arrangement_disputed",
        ("arrangement_settled",),
        RUNS,
        BOARDS,
        "seed 004, appendix A 4",
        per=Per.SUBJECT,
    ),
    Rule(
        "JOINT_TERMS",
        "Joint terms agreed by the other board",
        "Put the joint terms of reference to the other board, and record that it agrees",
        "joint_agreed",
        ("board_agreed_terms",),
        RUNS,
        JOINT_TERMS,
        "seed 004, appendix A 6 and 7",
        per=Per.SUBJECT,
    ),
    Rule(
        "TERMS_AGAIN",
        "Terms gone over again",
        "Go over the terms of reference again: the review has become a joint one",
        "review_became_joint",
        ("terms_signed",),
        RUNS,
        TERMS,
        "seed 004, appendix A 5",
    ),
)
