"""Actions from the overview report: those of agencies, then the board's own."""

from scr.pages.demo.action_plan.shape import Action, Update

ACTIONS: tuple[Action, ...] = (
    Action(
        ref="O2.1",
        stream="agency_overview",
        source="O2",
        text=(
            "Pathway for unborn babies with a list of women who have not answered, and a meeting "
            "before 28 weeks where there is violence or mental illness."
        ),
        owner="health",
        post="Head of Midwifery",
        outcome="Babies at risk are planned for in time.",
        measure="Late bookings with a meeting; weeks of pregnancy at the meeting.",
        target_day=529,
        status="on_track",
        updates=(
            Update(
                319,
                "Pathway written with Hospital, Mental Health and Social Care.",
                ("Pathway, agreed text",),
            ),
            Update(
                410,
                "Begun in the north. Eleven meetings, nine before 28 weeks.",
                ("First figures",),
            ),
        ),
    ),
    Action(
        ref="O4.1",
        stream="agency_overview",
        source="O4",
        text=(
            "Daily joint screening of notifications by police, Social Care and a health visitor, "
            "earlier attendances read side by side."
        ),
        owner="police",
        post="Head of Public Protection",
        outcome="News of violence is a day old at most and is read as a pattern.",
        measure="Time from attendance to screening; share raised because of pattern.",
        target_day=310,
        status="closed",
        updates=(
            Update(
                294,
                "Began in the north with three members.",
                ("Terms of the daily meeting",),
            ),
            Update(
                389,
                "Whole county. Median 22 hours; in one of six the grade was raised because of pattern.",
                ("Figures, three months",),
            ),
        ),
        closed_day=401,
        verified_by="designated.doctor",
    ),
    Action(
        ref="O6.1",
        stream="agency_overview",
        source="O6",
        text=(
            "Common questions on parents and children for all services for adults, led by Mental "
            "Health, adopted by Hospital, GP practices, Waymark and Housing."
        ),
        owner="mental_health",
        post="Director of Nursing",
        outcome="Each service for adults asks the same about children.",
        measure="Five services using the questions; joint audit.",
        target_day=403,
        status="overdue",
        updates=(
            Update(
                315,
                "Draft questions sent to four services.",
                ("Draft questions",),
            ),
            Update(
                422,
                (
                    "Waymark and Hospital use them. GP practices want them shorter; Housing has not answered."
                    " Meeting called for next month."
                ),
                ("Comments on the draft",),
            ),
        ),
    ),
    Action(
        ref="O7.1",
        stream="agency_overview",
        source="O7",
        text=(
            "Plan form that names what must be different, by when, and where the father is; visits "
            "without notice counted; closing by vote of the group."
        ),
        owner="social_care",
        post="Head of Safeguarding",
        outcome="Plans change children's days.",
        measure="Audit of forty plans twice a year with health and education.",
        target_day=508,
        status="on_track",
        updates=(
            Update(
                322,
                "Form in use for new plans.",
                ("Plan form",),
            ),
            Update(
                416,
                "First audit: dates in 36 of 40, fathers met in 27, closing by the group in 12 of 12.",
                ("Audit of plans",),
            ),
        ),
    ),
    Action(
        ref="O8.1",
        stream="agency_overview",
        source="O8",
        text=(
            'Policy "was not brought" in hospital and community clinics with a call to the referrer '
            "before discharge."
        ),
        owner="hospital",
        post="Medical Director",
        outcome="A missed appointment for a child is a question.",
        measure="Discharges of children after missed appointments with a recorded call.",
        target_day=295,
        status="closed",
        updates=(
            Update(
                284,
                "Policy in force, clerks trained, letters reworded.",
                ("Policy Was Not Brought",),
            ),
            Update(
                388,
                "71 of 75 with a call; nine children brought after it.",
                ("Audit of discharges",),
            ),
        ),
        closed_day=402,
        verified_by="superintendent",
    ),
    Action(
        ref="O1.1",
        stream="board",
        source="O1",
        text=(
            "Protocol on bruising in babies who are not moving about, agreed by all agencies, with a "
            "leaflet for parents and a test of knowledge after a year."
        ),
        owner="board",
        post="Chair of the Operations Board",
        outcome="Every such bruise is seen by a paediatrician the same day.",
        measure="Number seen, time to opinion; knowledge test.",
        target_day=325,
        status="closed",
        updates=(
            Update(
                312,
                "Protocol signed by nine agencies.",
                ("Protocol on bruising",),
            ),
            Update(
                400,
                "23 babies seen, 21 on the same day. Knowledge test is in the work plan.",
                ("Figures, first three months",),
            ),
        ),
        closed_day=410,
        verified_by="designated.doctor",
    ),
    Action(
        ref="O3.1",
        stream="board",
        source="O3",
        text=(
            "Procedure on professional differences on one page, with names and times; register of use"
            " kept by the administrator."
        ),
        owner="board",
        post="Chair of the Operations Board",
        outcome="Disagreement is used and not feared.",
        measure="Register: number, time to answer, result.",
        target_day=315,
        status="closed",
        updates=(
            Update(
                309,
                "One page agreed, on the web site and on every desk.",
                ("One page procedure",),
            ),
            Update(
                406,
                "Used fourteen times; eleven settled in three days, three by chief officers.",
                ("Register of use",),
            ),
        ),
        closed_day=413,
        verified_by="education.substitute",
    ),
    Action(
        ref="O5.1",
        stream="board",
        source="O5",
        text="Agreement of three boards on handing over concerns when a child crosses a border.",
        owner="board",
        post="Independent Chair's office",
        outcome="A concern does not stop at the county line.",
        measure="Signed by three boards; joint look at ten moves a year.",
        target_day=550,
        status="on_track",
        updates=(
            Update(
                336,
                "First meeting of the three boards' officers.",
                ("Note of the first meeting",),
            ),
            Update(
                417,
                "Draft agreed by Westmarch and Harrowdale; Ashvale's board meets next quarter.",
                ("Draft agreement",),
            ),
        ),
    ),
    Action(
        ref="O9.1",
        stream="board",
        source="O9",
        text=(
            "Course on apparent compliance, still babies, and what relatives and neighbours say; "
            "debriefing for practitioners first."
        ),
        owner="board",
        post="LSCB Training Manager",
        outcome="Staff hear quiet children and test good news.",
        measure="600 places in a year; change in practice asked after three months.",
        target_day=578,
        status="on_track",
        updates=(
            Update(
                284,
                "Debriefing held with 31 practitioners.",
                ("Plan of the course",),
            ),
            Update(
                417,
                "Nine courses, 214 people. Three month questions sent to the first 70, answers from 44.",
                ("Evaluation, first courses",),
            ),
        ),
    ),
    Action(
        ref="O9.2",
        stream="board",
        source="O9",
        text=(
            "Learning note of four pages to every team in the county, discussed in supervision, "
            "receipts counted."
        ),
        owner="board",
        post="Chair of the Operations Board",
        outcome="The findings reach those who visit families.",
        measure="Receipts and dates of discussion from every team manager.",
        target_day=330,
        status="closed",
        updates=(
            Update(
                277,
                "Note sent to 212 teams after publication.",
                ("Learning note",),
            ),
            Update(
                392,
                "205 teams have discussed it; seven reminded and answered since.",
                ("Receipts",),
            ),
        ),
        closed_day=403,
        verified_by="designated.nurse",
    ),
)
