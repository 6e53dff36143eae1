"""The board's bodies, their functions, the panel's core seats, and offices beside them (seeds 001 to 004)."""

from scr.procedures.standing import Body, Function, Office, Seat

BODIES = (
    Body(
        "board",
        "The Local Safeguarding Children Board",
        "Owns every review and starts it; coordinates it and keeps it independent. Its Chair is independent "
        "and chairs the panel as well.",
        ("chair", "administrator"),
        (
            Function("own", "Own the reviews and start them", "cases"),
            Function("decide", "Decide, through its Chair, whether there is a review", "cases"),
            Function("coordinate", "Coordinate each review and keep it independent", "cases"),
        ),
    ),
    Body(
        "panel",
        "Serious Case Review Panel",
        "Stands whatever the case and acts in the board's name. Its members speak for their own body and "
        "decide together with the others.",
        ("chair", "panel_member", "legal_adviser"),
        (
            Function("review", "Carry out serious case reviews", "cases"),
            Function("consider", "Look at cases that are referred", "referrals:refer"),
            Function("recommend", "Recommend to the Chair what should happen", "home"),
            Function("timetable", "Watch that reviews keep to their timetable", "cases"),
            Function("plans", "Draw up action plans and follow them", "cases"),
            Function("contact", "Be the contact for staff", is_kept=True),
            Function("initiatives", "Advise on major new initiatives", is_kept=True),
            Function("child_deaths", "Build up the child death team", is_kept=True),
            Function("report", "Report to the Strategic Board", is_kept=True),
        ),
    ),
    Body(
        "strategic_board",
        "Strategic Board",
        "Receives the overview report, the panel's reports and the progress of action plans.",
        ("board_member",),
        (
            Function("receive", "Receive and endorse the overview report", "cases"),
            Function("progress", "Receive the reports on action plans", "cases"),
            Function("timeliness", "Follow whether reviews are in time", "timeliness"),
        ),
    ),
    Body(
        "operations_board",
        "Operations Board",
        "Receives each action plan and sees it carried out.",
        ("operations_board",),
        (
            Function("carry_out", "Put action plans into effect", "cases"),
            Function("confirm", "Confirm that actions are done", "home"),
        ),
    ),
)

SEATS = (
    Seat("Chair", "chair", "The independent Chair of the board"),
    Seat("Designated Doctor", "panel_member", "Health"),
    Seat("Designated Nurse", "panel_member", "Health"),
    Seat("Senior Social Care Manager", "panel_member", "Children's social care"),
    Seat("Senior Education Officer", "panel_member", "Education"),
    Seat("Police Superintendent", "panel_member", "Police"),
    Seat("Legal Adviser", "legal_adviser", "Advises, without a vote"),
)

AT_BOARD, AT_TRUST, AT_SCHOOL, ELSEWHERE = "The board", "A health trust", "A school", "Elsewhere"

OFFICES = (
    Office("business_manager", "Business Manager", AT_BOARD, "Helps to find an independent author."),
    Office("training_manager", "Training Manager", AT_BOARD, "Helps to find an independent author."),
    Office("press_officer", "Press officer", ELSEWHERE, "Meets the interest of the media."),
    Office("elected_member", "Elected or appointed member", ELSEWHERE, "Is briefed before publication."),
    Office("other_board", "Another board and its chair", ELSEWHERE, "Is told of reviews in its area."),
    Office("ccg_nurse", "Designated nurse of the commissioning group", ELSEWHERE, "Tells the health bodies."),
    Office(
        "safeguarding_director",
        "Associate director of safeguarding",
        AT_TRUST,
        "Leads the trust's part and informs its serious incident team and executive director.",
    ),
    Office("incident_team", "Serious incident team", AT_TRUST, "Sees that nothing is investigated twice."),
    Office(
        "governance_director",
        "Executive director of clinical governance",
        AT_TRUST,
        "Is informed when a review is considered.",
    ),
    Office("named_nurse", "Named nurse or practitioner", AT_TRUST, "Advises staff and helps the reviewer."),
    Office("reviewing_officer", "Reviewing officer", AT_TRUST, "Writes the trust's review."),
    Office(
        "chief_executive", "Chief executive", AT_TRUST, "Names the reviewing officer, ratifies the review."
    ),
    Office("safeguarding_group", "Safeguarding group", AT_TRUST, "Follows the trust's action plan."),
    Office("executive_team", "Executive team", AT_TRUST, "Receives the trust's review."),
    Office("communications", "Communications", AT_TRUST, "Answers the media for the trust."),
    Office("service_director", "Service director", AT_TRUST, "Carries out actions in the own services."),
    Office(
        "school_lead",
        "Designated safeguarding lead",
        AT_SCHOOL,
        "Contributes for the school: education is a relevant agency, and not a statutory partner.",
    ),
)
