"""A review before the panel: what is asked about it, how it is presented, what follows (seed 004, 7)."""

from scr.procedures.model import Milestone
from scr.procedures.rule import Page, Per, Rule
from scr.procedures.vocabulary import OVERVIEW, PRESENTATIONS

QUERY = Page("reviews:query", needs_subject=True)
QUERIES = Page("reviews:queries")
ASK_ABOUT_ROW = Page("reviews:row", needs_subject=True)
ASKERS = ("administrator", "chair", "panel_member", "overview_author")

MILESTONES_OF_RECEPTION = (
    Milestone("query_asked", "{agency} was asked a query about its review.", "exchange"),
    Milestone("query_answered", "{agency} answered a query about its review.", "exchange"),
    Milestone("query_closed", "A query about {agency}’s review was closed.", "exchange"),
    Milestone("presentation_planned", "{agency} was told when it presents its review.", "exchange"),
    Milestone("review_presented", "{agency}’s review was presented to the panel.", "room"),
    Milestone("review_accepted", "The panel accepted {agency}’s review.", "room"),
    Milestone("report_date_agreed", "The day for the overview report was agreed.", "board"),
    Milestone("summary_date_agreed", "The day for the executive summary was agreed.", "board"),
)

RULES_OF_RECEPTION = (
    Rule(
        "QUERY",
        "Query answered",
        "Answer a query about {agency}’s review",
        "query_asked",
        ("query_answered", "query_closed"),
        ("agency_author",),
        QUERY,
        "seed 004, section 7",
        is_agreed=True,
        per=Per.SUBJECT,
        told_in="exchange",
        reminders=(-1, 0, 1, 7),
        escalations=((1, "chief_officer"), (7, "administrator")),
        effort="about 15 minutes",
    ),
    Rule(
        "QUERY_READ",
        "Answer to a query read",
        "Read {agency}’s answer to your query, and close it or ask on",
        "query_answered",
        ("query_closed", "query_asked"),
        ASKERS,
        QUERY,
        "seed 004, section 7",
        per=Per.SUBJECT,
        told_in="exchange",
        effort="about 5 minutes",
    ),
    Rule(
        "PRESENT",
        "Review presented",
        "Present {agency}’s review to the panel",
        "presentation_planned",
        ("review_presented", "review_waived"),
        ("agency_author",),
        PRESENTATIONS,
        "seed 004, section 7",
        is_agreed=True,
        per=Per.AGENCY,
        told_in="exchange",
        reminders=(-7, -1),
        effort="the time of the meeting",
    ),
    Rule(
        "REPORT_DAY",
        "Overview report finished",
        "Finish the overview report by the day agreed at the presentations",
        "report_date_agreed",
        ("overview_agreed",),
        ("overview_author",),
        OVERVIEW,
        "seed 004, section 7",
        is_agreed=True,
        told_in="board",
        reminders=(-14, -7, -1, 0, 1),
        escalations=((1, "administrator"), (7, "chair")),
    ),
    Rule(
        "SUMMARY_DAY",
        "Executive summary finished",
        "Finish the executive summary by the day agreed at the presentations",
        "summary_date_agreed",
        ("overview_agreed",),
        ("overview_author",),
        OVERVIEW,
        "seed 004, section 7",
        is_agreed=True,
        told_in="board",
        reminders=(-14, -7, -1, 0, 1),
        escalations=((1, "administrator"), (7, "chair")),
    ),
)
