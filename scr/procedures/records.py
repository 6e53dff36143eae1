"""What follows when records are secured: for every agency, and by a health trust's own rules (seed 002, 3).

The sources give no days; those here are our assumptions, and shown as such.
"""

from scr.procedures.model import Milestone
from scr.procedures.rule import Page, Per, Rule
from scr.procedures.timing import Basis, Duration, Unit

REGISTER = Page("reviews:register", needs_agency=True)
BY_HAND = Page("cases:events")
ACCEPT = Page("letters:list")
SAFEGUARDING = ("designated_nurse", "chief_officer")
NEXT_DAY = Duration(1, Unit.WORKING_DAYS, Basis.ASSUMED)
A_WEEK = Duration(5, Unit.WORKING_DAYS, Basis.ASSUMED)

MILESTONES_OF_RECORDS = (
    Milestone("records_added", "{agency} added records to those that it had attested as secured.", "room"),
    Milestone(
        "records_copied",
        "{agency} copied its secured records; practitioners work from copies.",
        "room",
    ),
    Milestone(
        "record_forwarded", "{agency} forwarded a record to the health professional for the child.", "room"
    ),
    Milestone(
        "nurse_given_copy", "{agency} sent a copy to the named nurse of the area where the child is.", "room"
    ),
    Milestone("originals_returned", "{agency} confirmed that all original records are returned.", "room"),
    Milestone(
        "child_came_into_care",
        "It was noted that the child came into care.",
        "panel",
        recorded_by=("administrator", "chair"),
    ),
    Milestone(
        "serious_incident_team_told",
        "{agency} told its serious incident team.",
        "room",
        recorded_by=SAFEGUARDING,
    ),
    Milestone(
        "executive_director_told",
        "{agency} told its executive director.",
        "room",
        recorded_by=SAFEGUARDING,
    ),
)

RULES_OF_RECORDS = (
    Rule(
        "ATTEST_AGAIN",
        "Added records attested",
        "Confirm that the records which {agency} has added are secured",
        "records_added",
        ("records_secured",),
        ("chief_officer",),
        REGISTER,
        "seed 004, section 5.4",
        NEXT_DAY,
        per=Per.AGENCY,
        told_in="room",
        reminders=(0, 1),
        reading="D-e",
        effort="about 5 minutes",
    ),
)

NOTICES_OF_TRUST = (
    Rule(
        "SI_TEAM",
        "Serious incident team told",
        "As associate director, tell {agency}'s serious incident team, so that nothing is looked into twice",
        "referral_received",
        ("serious_incident_team_told",),
        SAFEGUARDING,
        BY_HAND,
        "seed 002, section 3.1",
        NEXT_DAY,
        per=Per.AGENCY,
        told_in="room",
        reminders=(0, 1),
        reading="D-e",
        effort="about 5 minutes",
    ),
    Rule(
        "EXEC_DIRECTOR",
        "Executive director told",
        "As associate director, tell {agency}'s executive director for clinical governance",
        "referral_received",
        ("executive_director_told",),
        SAFEGUARDING,
        BY_HAND,
        "seed 002, section 3.1",
        NEXT_DAY,
        per=Per.AGENCY,
        told_in="room",
        reminders=(0, 1),
        reading="D-e",
        effort="about 5 minutes",
    ),
    Rule(
        "CE_NOTICE",
        "Board's notice received by the chief executive",
        "As chief executive, confirm that {agency} has the board's notice; then name the reviewing officer",
        "letter_h_issued",
        ("letter_h_acknowledged",),
        ("chief_officer",),
        ACCEPT,
        "seed 002, section 3.4",
        NEXT_DAY,
        per=Per.AGENCY,
        told_in="room",
        reminders=(0, 1),
        reading="D-e",
        effort="about 5 minutes",
    ),
)

RECORDS_OF_TRUST = (
    Rule(
        "COPY_RECORDS",
        "Records copied",
        "Copy {agency}'s records: originals to the safeguarding team, copies to the practitioners",
        "records_secured",
        ("records_copied",),
        SAFEGUARDING,
        REGISTER,
        "seed 002, section 3.2",
        A_WEEK,
        per=Per.AGENCY,
        told_in="room",
        reminders=(0, 1),
        reading="D-e",
    ),
    Rule(
        "FORWARD_RECORD",
        "Record of a child in care forwarded",
        "Forward {agency}'s record to the health professional where the child lives",
        "records_secured",
        ("record_forwarded",),
        SAFEGUARDING,
        REGISTER,
        "seed 002, section 3.2",
        A_WEEK,
        only_if=("child_came_into_care",),
        per=Per.AGENCY,
        told_in="room",
        reminders=(0, 1),
        reading="D-e",
    ),
    Rule(
        "NURSE_COPY",
        "Copy for the named nurse",
        "Send a copy of {agency}'s records to the named nurse of the area where the child lives",
        "records_secured",
        ("nurse_given_copy",),
        SAFEGUARDING,
        REGISTER,
        "seed 002, section 3.2",
        A_WEEK,
        only_if=("child_looked_after",),
        per=Per.AGENCY,
        told_in="room",
        reminders=(0, 1),
        reading="D-e",
    ),
    Rule(
        "RETURN_RECORDS",
        "Original records returned",
        "Return {agency}'s original records to the practitioners, and confirm that none is still out",
        "endorsed",
        ("originals_returned",),
        SAFEGUARDING,
        REGISTER,
        "seed 002, section 3.2",
        Duration(10, Unit.WORKING_DAYS, Basis.ASSUMED),
        per=Per.AGENCY,
        told_in="room",
        reminders=(0, 1, 7),
        reading="D-e",
    ),
)
