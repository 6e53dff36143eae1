"""What every procedure shares: the pages of the rooms, the events they tell of, and how deadlines are read.

A procedure names what it waits for by these events, and may add events of its own, which people record by
hand. The readings are those adopted for deadlines (D-a to D-p).
"""

from scr.procedures.gatherings import (
    BRIEFING,
    BRIEFING_AGENDA,
    CALL_BRIEFING,
    CALL_PRACTITIONERS,
    INVITED,
    PRACTITIONERS,
    PRACTITIONERS_AGENDA,
)
from scr.procedures.model import MeetingKind, Milestone
from scr.procedures.records import MILESTONES_OF_RECORDS
from scr.procedures.rule import Page
from scr.procedures.signing import MILESTONES_OF_SIGNING

CASE = Page("case")
REFERRAL = Page("referrals:referral")
CONSULT = Page("referrals:consult")
GIVE_VIEW = Page("referrals:give_view")
RECOMMEND = Page("referrals:recommend")
REFERRAL_PAPERS = Page("referrals:lay_papers", needs_subject=True)
DECIDE = Page("referrals:decide")
REOPEN = Page("referrals:reopen")
LETTERS = Page("letters:list")
MEETINGS_PAGE = Page("meetings:list")
TERMS = Page("reviews:terms")
FROM_MEETING = Page("reviews:fill_terms", needs_subject=True)
AGENCIES = Page("reviews:agencies")
AGENCY = Page("reviews:agency", needs_agency=True)
PRESENTATIONS = Page("reviews:presentations")
CHRONOLOGY = Page("chronology:integrated")
OVERVIEW = Page("reviews:overview")
PLAN = Page("actionplans:plan")
ACTION = Page("actionplans:action", needs_subject=True)
EVENTS = Page("cases:events")

CLERKS = ("administrator", "chair")

MILESTONES = (
    Milestone("referral_received", "The referral was received.", "referral"),
    Milestone("panel_consulted", "The Chair consulted the panel.", "panel"),
    Milestone("view_given", "A panel member gave a view.", "panel"),
    Milestone("criteria_meeting_held", "The panel met to consider the criteria.", "panel"),
    Milestone("recommendation_recorded", "The panel made its recommendation to the Chair.", "panel"),
    Milestone("decided", "The Chair decided on the referral.", "panel"),
    Milestone("review_instigated", "A serious case review was instigated.", "board"),
    Milestone(
        "letter_h_issued", "{agency} was told of the decision and asked to secure its records.", "room"
    ),
    Milestone("letter_h_acknowledged", "{agency} acknowledged the letter of decision.", "room"),
    Milestone("records_secured", "{agency} attested that its records are secured.", "room"),
    Milestone("author_appointed", "{agency} appointed its reviewer.", "room"),
    Milestone("inspectorate_told", "The inspectorate was told of the review.", "panel"),
    Milestone("scoping_held", "The panel held its scoping meeting.", "panel"),
    Milestone("terms_signed", "The Chair signed the terms of reference.", "board"),
    Milestone("agency_asked", "{agency} was asked for its review.", "room"),
    Milestone("letter_k_issued", "{agency} was sent the terms of reference.", "room"),
    Milestone("letter_k_acknowledged", "{agency} acknowledged the terms of reference.", "room"),
    Milestone("review_uploaded", "{agency}'s reviewer uploaded its review.", "private"),
    Milestone("chronology_uploaded", "{agency}'s reviewer uploaded its chronology.", "private"),
    Milestone("ready_to_countersign", "{agency}'s review is ready for its chief officer.", "private"),
    Milestone(
        "review_countersigned", "{agency}'s chief officer countersigned its review and chronology.", "room"
    ),
    Milestone("review_returned", "{agency}'s review was returned for revision.", "room"),
    Milestone("review_waived", "The Chair waived {agency}'s review.", "room"),
    Milestone("review_released", "{agency}'s review was released to the panel.", "room"),
    Milestone("presentation_held", "Reviews were presented to the panel.", "panel"),
    Milestone("author_engaged", "The overview author was engaged.", "panel"),
    Milestone("overview_submitted", "A draft of the overview report was submitted.", "author"),
    Milestone("overview_agreed", "The panel agreed the overview report.", "panel"),
    Milestone("endorsed", "The board endorsed the overview report.", "board"),
    Milestone("plan_received", "The operations board received the action plan.", "plan"),
    Milestone("action_agreed", "An action was agreed.", "plan"),
    Milestone("action_claimed", "An action was reported as done.", "plan"),
    Milestone("action_sent_back", "An action reported as done was not confirmed.", "plan"),
    Milestone("action_settled", "An action was confirmed as done.", "plan"),
    Milestone("updates_asked", "Progress on the action plan was asked for.", "plan"),
    Milestone("agency_reported", "{agency} reported on its actions.", "plan"),
    Milestone("updates_received", "Progress was received from every owner.", "plan"),
    Milestone("progress_reported", "Progress on the action plan was reported to the board.", "plan"),
    Milestone("all_actions_settled", "Every action is confirmed as done or transferred.", "plan"),
    Milestone("action_updated", "Progress on an action was reported.", "plan"),
    Milestone(
        "child_looked_after", "It was noted that the child was looked after.", "panel", recorded_by=CLERKS
    ),
    Milestone(
        "child_in_provision",
        "It was noted that the child was in regulated provision.",
        "panel",
        recorded_by=CLERKS,
    ),
    Milestone(
        "department_acknowledged", "The department acknowledged the reports.", "panel", recorded_by=CLERKS
    ),
    Milestone(
        "health_authority_acknowledged",
        "The health authority acknowledged the reports.",
        "panel",
        recorded_by=CLERKS,
    ),
    Milestone(
        "nhs_and_cqc_told",
        "{agency} told the regional NHS body and the Care Quality Commission.",
        "room",
        recorded_by=("administrator", "designated_nurse", "chief_officer"),
    ),
    Milestone(
        "annual_report_entered",
        "{agency} entered the review into its annual report.",
        "room",
        recorded_by=("chief_officer",),
    ),
    Milestone("copies_back", "Every numbered copy is back or ruled on.", "panel", recorded_by=CLERKS),
    Milestone(
        "nationally_notified", "The serious incident was notified nationally.", "panel", recorded_by=CLERKS
    ),
    Milestone("partners_told", "The local partners were told.", "panel", recorded_by=CLERKS),
    Milestone("summaries_asked", "Agencies were asked for their summaries.", "panel", recorded_by=CLERKS),
    Milestone("summaries_received", "The agencies' summaries came in.", "panel", recorded_by=CLERKS),
    Milestone("rapid_review_met", "The partners met on the rapid review.", "panel", recorded_by=CLERKS),
    Milestone("rapid_review_sent", "The rapid review was sent.", "panel", recorded_by=CLERKS),
    Milestone(
        "national_review_commissioned",
        "The national panel commissioned a national or thematic review.",
        "panel",
        recorded_by=CLERKS,
    ),
    Milestone(
        "national_scope_agreed",
        "Scope and method of the national review were agreed with the national panel.",
        "panel",
        recorded_by=CLERKS,
    ),
    Milestone("panel_responded", "The national panel responded.", "panel", recorded_by=CLERKS),
    Milestone("national_bodies_told", "The national bodies were told.", "panel", recorded_by=CLERKS),
    Milestone(
        "report_given",
        "The report was given to those who see it before publication.",
        "panel",
        recorded_by=CLERKS,
    ),
    Milestone("progress_looked_at", "The progress of the review was looked at.", "panel", recorded_by=CLERKS),
    Milestone("taken_down", "The report was taken down.", "board", recorded_by=CLERKS),
    Milestone("quality_assured", "The Home Office approved the report.", "panel", recorded_by=CLERKS),
    Milestone("published", "The report was published.", "board", recorded_by=("chair",)),
    *MILESTONES_OF_RECORDS,
    *MILESTONES_OF_SIGNING,
)

MEETINGS = (
    MeetingKind(
        "criteria",
        "Panel meeting on the criteria",
        "criteria_meeting_held",
        needs_quorum=True,
        papers=REFERRAL_PAPERS,
    ),
    MeetingKind(
        "scoping",
        "Scoping meeting",
        "scoping_held",
        needs_quorum=True,
        is_scoping=True,
        leads_to=FROM_MEETING,
        leads_to_words="From this meeting into the terms of reference",
    ),
    MeetingKind(
        BRIEFING,
        "Briefing for agencies' reviewers",
        "briefing_held",
        agenda=BRIEFING_AGENDA,
        leads_to=INVITED,
        leads_to_words="The agencies that are invited, and what they are told afterwards",
        called_at=CALL_BRIEFING,
        also_invites=("agency_author",),
    ),
    MeetingKind(
        PRACTITIONERS,
        "Meeting with practitioners",
        "practitioners_met",
        agenda=PRACTITIONERS_AGENDA,
        leads_to=INVITED,
        leads_to_words="The agencies that are invited, how many come, and what they are told afterwards",
        called_at=CALL_PRACTITIONERS,
        hides_guests=True,
    ),
    MeetingKind(
        "presentation",
        "Presentation of reviews to the panel",
        "presentation_held",
        leads_to=PRESENTATIONS,
        leads_to_words="Who presents when, and what was said",
    ),
    MeetingKind("panel", "Panel meeting", needs_quorum=True, papers=REFERRAL_PAPERS),
    MeetingKind("board", "Combined meeting of the strategic and operations boards"),
    MeetingKind("operations_board", "Operations board meeting"),
    MeetingKind("debrief", "Debriefing of practitioners"),
)

# Adopted for every procedure; a rule names the one by which it is read.
READINGS = {
    "D-a": "The day of the trigger is day 0. The deadline is the last moment of the last day, London time.",
    "D-b": "Days are calendar days unless the text says working days.",
    "D-c": "Months keep the day of the month; a month that lacks it ends with its own last day.",
    "D-d": "Hours run on through nights, weekends and changes of the clock.",
    "D-e": "Working days are Monday to Friday without the bank holidays of the board's jurisdiction.",
    "D-f": "A last day that is no working day stays the last day: no deadline is later than its text.",
    "D-g": "The 28 days run from the moment the board received the referral. Days are calendar days.",
    "D-h": "The meeting is due within a calendar month of the referral, and before the Chair's decision.",
    "D-i": "The Chair's own decision counts, not the panel's recommendation.",
    "D-j": "The months run from the Chair's decision to review.",
    "D-k": "The review is complete when the board's endorsement is recorded; sending it on is another step.",
    "D-l": "The scoping meeting sets one date, 28 to 42 days after it; another date needs a reason.",
    "D-m": "Both dates run from the operations board meeting that received the action plan. Until then "
    "they run from the endorsement, provisionally.",
    "D-n": "The two working days run from the receipt of the referral until the consultation is issued.",
    "D-o": "An extension stands beside the first date: the state goes by the new one, figures by the first.",
    "D-p": "The working days run from the day the notification was sent; the board may choose the day "
    "on which the incident became known.",
    "D-q": "When a case is reopened, the clocks of a referral run anew from the moment the board had the new "
    "information.",
}
