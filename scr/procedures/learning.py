"""What is learned and done before a review is finished (seed 004, 5.4; 002, 3.9 to 3.17; 000, slide 9).

Lessons have rules of their own in each place where they lie. None of it waits for a stage, and no hold stops
it (scr/procedures/parallel.py).
"""

from scr.procedures.model import Milestone
from scr.procedures.rule import Page, Per, Rule

LESSON = Page("reviews:lesson", needs_subject=True)
STAFF = Page("reviews:staff", needs_agency=True)
STAFF_EVENTS = Page("reviews:lessons")
EVENT = Page("reviews:event", needs_subject=True)

MILESTONES_OF_LEARNING = (
    Milestone("own_lesson_noted", "{agency} noted a lesson for itself.", "private"),
    Milestone("own_lesson_ended", "{agency} acted on its own lesson, shared it or let it go.", "private"),
    Milestone("lesson_noted", "A lesson for {agency} was noted as early learning.", "exchange"),
    Milestone("lesson_ended", "{agency} acted on a lesson or let it go.", "exchange"),
    Milestone("board_lesson_noted", "A lesson for the board was noted as early learning.", "panel"),
    Milestone("board_lesson_ended", "The board acted on a lesson or let it go.", "panel"),
    Milestone("staff_told", "{agency} told staff what the review is for.", "room"),
    Milestone("staff_debriefed", "{agency} debriefed staff after its review was sent.", "room"),
    Milestone("learning_event_arranged", "{agency} was asked to a learning event.", "room"),
    Milestone("learning_event_joined", "{agency} said who takes part in a learning event.", "room"),
    Milestone("learning_event_cancelled", "{agency} was told that a learning event was called off.", "room"),
)


def _act_on(
    key: str, noted: str, told_in: str, owners: tuple[str, ...], escalations: tuple[tuple[int, str], ...]
) -> Rule:
    """Acting on a lesson by the day that was set with it."""
    return Rule(
        key,
        "Early learning",
        "Act on a lesson that {agency} has learned",
        noted,
        (noted.replace("_noted", "_ended"),),
        owners,
        LESSON,
        "seed 004, section 5.4",
        is_agreed=True,
        per=Per.SUBJECT,
        told_in=told_in,
        reminders=(-7, 0, 1, 7),
        escalations=escalations,
        effort="about 5 minutes to say how it stands",
    )


OF_AGENCY = ("agency_author", "chief_officer")
RULES_OF_LEARNING = (
    _act_on("LESSON_OWN", "own_lesson_noted", "private", OF_AGENCY, ()),
    _act_on("LESSON", "lesson_noted", "exchange", OF_AGENCY, ((7, "administrator"),)),
    _act_on("LESSON_BOARD", "board_lesson_noted", "panel", ("administrator",), ((7, "chair"),)),
    Rule(
        "STAFF_TOLD",
        "Staff told what the review is for",
        "Tell {agency}’s staff what the review is for, and note it",
        "letter_h_issued",
        ("staff_told",),
        OF_AGENCY,
        STAFF,
        "seed 004, section 6.1",
        per=Per.AGENCY,
        told_in="room",
        effort="about 10 minutes, with a note to hand out",
    ),
    Rule(
        "LEARNING_EVENT",
        "Part in a learning event",
        "Say who of {agency}’s staff takes part in a learning event",
        "learning_event_arranged",
        ("learning_event_joined", "learning_event_cancelled"),
        OF_AGENCY,
        EVENT,
        "seed 002, section 3.15",
        is_agreed=True,
        per=Per.SUBJECT,
        told_in="room",
        reminders=(-14, -7, -1),
        effort="about 5 minutes",
    ),
)

# A health trust's own rule (seed 002, section 3.13); any agency can do the same without one.
LEARNING_OF_TRUST = (
    Rule(
        "DEBRIEF",
        "Staff debriefed",
        "Debrief {agency}’s staff about the review that was sent",
        "review_countersigned",
        ("staff_debriefed",),
        OF_AGENCY,
        STAFF,
        "seed 002, section 3.13",
        per=Per.AGENCY,
        told_in="room",
        effort="about an hour",
    ),
)
