"""What runs beside a review, and what it may ask the board to hold back (seed 004, sections 5.4, 5.5 and 14).

A hold stops what stands here and nothing else: a criminal case or a charging decision does not hold a review
up.
"""

from dataclasses import dataclass

from scr.procedures.model import Milestone
from scr.procedures.rule import Page, Per, Rule
from scr.procedures.vocabulary import CLERKS, EVENTS


@dataclass(frozen=True)
class ProcessKind:
    """A kind of investigation, proceedings or review.

    `rules_on_papers` where a court, a coroner or the police may decide who gets to see what the board holds;
    `may_join` for a review of practice, with which this one may be commissioned together.
    """

    key: str
    name: str
    rules_on_papers: bool = False
    is_criminal: bool = False
    may_join: bool = False


KINDS = (
    ProcessKind("police", "Police investigation", rules_on_papers=True, is_criminal=True),
    ProcessKind("criminal", "Criminal proceedings", rules_on_papers=True, is_criminal=True),
    ProcessKind("coroner", "Inquest", rules_on_papers=True),
    ProcessKind("family_court", "Care or other family proceedings", rules_on_papers=True),
    ProcessKind("disciplinary", "Disciplinary or professional proceedings"),
    ProcessKind("health", "Independent investigation by a health body", may_join=True),
    ProcessKind("suicide", "Multi-disciplinary review of a suicide", may_join=True),
    ProcessKind("homicide", "Homicide review", may_join=True),
    ProcessKind("youth_justice", "Serious incident review of the Youth Justice Board", may_join=True),
    ProcessKind("prison", "Investigation by the Prisons and Probation Ombudsman", may_join=True),
    ProcessKind("commissioner", "Inquiry by the Children's Commissioner (Inquiries Act 2005)", may_join=True),
    ProcessKind("other", "Something else", may_join=True),
)
BY_KEY = {one.key: one for one in KINDS}
OTHER = "other"


def kind_of(key: str) -> ProcessKind:
    return BY_KEY[key]


# What can be held back.
PUBLICATION, INTERVIEWS, INVITATIONS = "publication", "interviews", "invitations"


@dataclass(frozen=True)
class HoldKind:
    """What a hold is on: `stops` is everything that waits while it stands."""

    key: str
    name: str
    about: str
    stops: frozenset[str]


HOLDS = (
    HoldKind(
        "publication",
        "Publication",
        "Publishing the report cannot be recorded while the hold stands.",
        frozenset({PUBLICATION}),
    ),
    HoldKind(
        "interviews",
        "Interviews",
        "Agencies' reviewers cannot note interviews held from the day on which it was asked for.",
        frozenset({INTERVIEWS}),
    ),
    HoldKind(
        "all",
        "Publication, interviews and invitations to them",
        "Neither of these, and no invitation to an interview can be sent.",
        frozenset({PUBLICATION, INTERVIEWS, INVITATIONS}),
    ),
)
HOLD_BY_KEY = {one.key: one for one in HOLDS}
# Events that wait for a hold on something, and letters.
EVENTS_HELD = {"published": PUBLICATION}
LETTERS_HELD = {"INTERVIEW": INVITATIONS}


def holds_that_stop(what: str) -> tuple[str, ...]:
    """The keys of the holds that stop something."""
    return tuple(one.key for one in HOLDS if what in one.stops)


PROCESSES_PAGE = Page("cases:parallel")
PROCESS_PAGE = Page("cases:process", needs_subject=True)
HOLD_PAGE = Page("cases:hold", needs_subject=True)

MILESTONES_OF_PARALLEL = (
    Milestone("review_beside_noted", "It was noted that another review runs beside this one.", "panel"),
    Milestone("criminal_case_noted", "It was noted that a criminal investigation or case runs.", "panel"),
    Milestone("joint_considered", "Whether to commission jointly was considered.", "panel"),
    Milestone("process_ended", "Something that ran beside the review has ended.", "panel"),
    Milestone("hold_placed", "A hold was placed.", "panel"),
    Milestone("hold_kept", "A hold was looked at again and goes on.", "panel"),
    Milestone("hold_lifted", "A hold was lifted.", "panel"),
    Milestone(
        "officer_told_of_report",
        "The officer in the criminal case was told that an overview report exists.",
        "panel",
        recorded_by=(*CLERKS, "panel_member"),
    ),
)


def _look_again(key: str, trigger: str) -> Rule:
    """Looking at a hold on the day that was agreed, and then again, until somebody lifts it."""
    return Rule(
        key,
        "Hold looked at again",
        "Look again at a hold: keep it with a new date, or lift it",
        trigger,
        ("hold_kept", "hold_lifted"),
        ("administrator", "chair"),
        HOLD_PAGE,
        "seed 004, section 5.4",
        is_agreed=True,
        per=Per.SUBJECT,
        reminders=(-7, -1, 0, 1, 7, 14, 21, 28),
        effort="about 10 minutes",
    )


RULES_OF_PARALLEL = (
    _look_again("HOLD", "hold_placed"),
    _look_again("HOLD_AGAIN", "hold_kept"),
    Rule(
        "JOINT_COMMISSION",
        "Joint commissioning considered",
        "Consider whether to commission a review together with what runs beside it",
        "review_beside_noted",
        ("joint_considered", "process_ended"),
        ("administrator", "chair"),
        PROCESS_PAGE,
        "seed 004, section 5.5",
        per=Per.SUBJECT,
        effort="about 5 minutes",
    ),
    Rule(
        "OFFICER_TOLD",
        "Officer in the case told of the report",
        "Let the police superintendent on the panel tell the officer in the criminal case of the report",
        "overview_submitted",
        ("officer_told_of_report",),
        ("administrator",),
        EVENTS,
        "seed 004, section 14",
        only_if=("criminal_case_noted",),
    ),
)
