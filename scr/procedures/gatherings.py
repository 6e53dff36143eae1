"""Meetings to which the board asks agencies’ people: reviewers are briefed, practitioners meet.

What such a meeting takes up, what it sets off, and where another room calls it (seed 004, 5.6 and 6.2).
"""

from scr.procedures.model import Milestone, Question
from scr.procedures.rule import Page, Per, Rule
from scr.procedures.timing import Basis, Duration, Unit

AGENCY = Page("reviews:agency", needs_agency=True)
BRIEFING, PRACTITIONERS = "briefing", "practitioners"
CALL_BRIEFING = Page("reviews:call_briefing")
CALL_PRACTITIONERS = Page("reviews:call_practitioners")
INVITED = Page("reviews:invited_agencies", needs_subject=True)

BRIEFING_AGENDA = (
    Question("purpose", "What the review is for, and what the board expects of agencies' reviews"),
    Question("format", "The format of the review and of the chronology"),
    Question("case_questions", "The questions of the terms of reference, and interviews"),
    Question("worries", "Questions, worries, and what people have heard about reviews"),
    Question("order", "In which order are the reviews presented to the panel?"),
    Question("dates", "On which days are reviews sent, and presented to the panel and the overview author?"),
)
PRACTITIONERS_AGENDA = (
    Question("purpose", "What the review is for, and what it is not"),
    Question("process", "How the review goes on, and what it asks of practitioners"),
    Question("experience", "Sharing what it is like with others in the same position"),
    Question("support", "Who offers support"),
    Question("questions", "Questions"),
)
# What the agencies read afterwards of what was settled, by the keys of the agenda.
TOLD_AFTERWARDS = {BRIEFING: ("format", "order", "dates"), PRACTITIONERS: ("process", "support")}

MILESTONES_OF_GATHERINGS = (
    Milestone("briefing_called", "{agency}'s reviewer was invited to the briefing.", "room"),
    Milestone("briefing_held", "The agencies' reviewers were briefed together.", "board"),
    Milestone("practitioners_called", "{agency} was asked to send its practitioners to a meeting.", "room"),
    Milestone("practitioners_answered", "{agency} said how many of its practitioners come.", "room"),
    Milestone("practitioners_met", "Practitioners met the panel.", "board"),
)

RULES_OF_GATHERINGS = (
    Rule(
        "BRIEFING",
        "Reviewers briefed together",
        "Brief the agencies' reviewers together",
        "scoping_held",
        ("briefing_held",),
        ("administrator",),
        CALL_BRIEFING,
        "seed 004, section 6.2",
        Duration(5, Unit.WORKING_DAYS, Basis.ASSUMED),
        stand_ins=("terms_signed",),
        ends_with=("overview_submitted",),
        reminders=(0, 1, 7),
        reading="D-e",
        effort="about 10 minutes to call it",
    ),
    Rule(
        "ATTEND_BRIEFING",
        "Briefing of reviewers",
        "Come to the briefing for reviewers, for {agency}",
        "briefing_called",
        ("briefing_held",),
        ("agency_author",),
        AGENCY,
        "seed 004, section 6.2",
        is_agreed=True,
        per=Per.AGENCY,
        told_in="room",
        ends_with=("briefing_called",),
        reminders=(-7, -1),
        effort="the time of the meeting",
    ),
    Rule(
        "PRACTITIONERS",
        "Practitioners' meeting",
        "Hold the meeting with practitioners",
        "scoping_held",
        ("practitioners_met",),
        ("administrator",),
        CALL_PRACTITIONERS,
        "seed 004, section 5.6",
        stand_ins=("terms_signed",),
        ends_with=("endorsed",),
        effort="about 10 minutes to call it",
    ),
    Rule(
        "SEND_PRACTITIONERS",
        "Practitioners asked to come",
        "Ask {agency}'s practitioners to the meeting, and say how many come",
        "practitioners_called",
        ("practitioners_answered", "practitioners_met"),
        ("chief_officer", "agency_author"),
        AGENCY,
        "seed 004, section 5.6",
        is_agreed=True,
        per=Per.AGENCY,
        told_in="room",
        ends_with=("practitioners_called",),
        reminders=(-7, -3, -1),
        effort="about 10 minutes",
    ),
)
