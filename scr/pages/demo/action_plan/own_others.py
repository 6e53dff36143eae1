"""Actions that agencies set themselves: education, housing, mental health, Waymark, Harrowdale."""

from scr.pages.demo.action_plan.shape import Action, Update

ACTIONS: tuple[Action, ...] = (
    Action(
        ref="ED1.1",
        stream="agency_own",
        source="ED1",
        text=(
            "Front sheet for each child with a concern, read every half term by designated person and"
            " key worker."
        ),
        owner="education",
        post="Principal Officer, Early Years",
        outcome="Small things are read together.",
        measure="Adviser looks at ten sheets in each setting once a year.",
        target_day=350,
        status="closed",
        updates=(
            Update(
                246,
                "Sheet in use in all 61 maintained settings.",
                ("Front sheet",),
            ),
            Update(
                375,
                "610 sheets looked at; 571 with a dated decision; 22 led to a referral.",
                ("Advisers' report",),
            ),
        ),
        closed_day=388,
        verified_by="designated.nurse",
    ),
    Action(
        ref="ED2.1",
        stream="agency_own",
        source="ED2",
        text=(
            "Absence procedure for nursery children, and confirmation in writing of each telephone "
            "referral, with a count kept by each setting."
        ),
        owner="education",
        post="Principal Officer, Early Years",
        outcome="No child drops out of sight unnoticed.",
        measure="Count of absences followed up; referrals confirmed within two days.",
        target_day=500,
        status="on_track",
        updates=(
            Update(
                330,
                "Procedure agreed with head teachers and private settings.",
                ("Absence procedure",),
            ),
            Update(
                408,
                (
                    "In use in 61 maintained and 40 of 88 private settings. Training dates booked for the "
                    "others."
                ),
                ("List of settings",),
            ),
        ),
    ),
    Action(
        ref="HS1.1",
        stream="agency_own",
        source="HS1",
        text="Training for all staff and contractors who enter homes; one number on a card.",
        owner="housing",
        post="Housing Manager, North",
        outcome="Housing staff know that it is their business.",
        measure="All staff and contractors trained; number of reports.",
        target_day=389,
        status="overdue",
        updates=(
            Update(
                298,
                "Forty officers trained, cards handed out.",
                ("Training register",),
            ),
            Update(
                424,
                (
                    "Officers all trained. Repairs contractor has released 35 of 110 operatives; contract "
                    "variation under discussion."
                ),
                ("Training register, second",),
            ),
        ),
    ),
    Action(
        ref="HS2.1",
        stream="agency_own",
        source="HS2",
        text="Check with Social Care after a second noise complaint from a home with children.",
        owner="housing",
        post="Estate Services Manager",
        outcome="Neighbours' complaints are read for children.",
        measure="Share of second complaints checked within five working days.",
        target_day=330,
        status="challenged",
        updates=(
            Update(
                325,
                "Reported as done: the complaint form now has a box for children.",
                ("Complaint form",),
            ),
            Update(
                424,
                "Owner asks that the action be closed.",
                ("Complaint form, revised",),
            ),
        ),
        challenge=(
            "A box on the form is not the action. The action is a check with Social Care, and none of"
            " the last eleven second complaints from homes with children shows one. Not accepted as "
            "closed until a sample of twenty does."
        ),
    ),
    Action(
        ref="MH1.1",
        stream="agency_own",
        source="MH1",
        text=(
            "Discharge rule changed: no discharge for missed appointments in pregnancy or with a "
            "child under five without a recorded conversation."
        ),
        owner="mental_health",
        post="Clinical Director",
        outcome="Nobody is discharged because of arithmetic.",
        measure="Audit of all discharges under the rule, each quarter.",
        target_day=319,
        status="closed",
        updates=(
            Update(
                263,
                "Rule changed, block in the electronic record until the conversation is entered.",
                ("Discharge rule",),
            ),
            Update(
                354,
                "46 discharges, 46 with a conversation; in eleven the plan was changed by it.",
                ("Discharge audit",),
            ),
        ),
        closed_day=368,
        verified_by="designated.doctor",
    ),
    Action(
        ref="MH2.1",
        stream="agency_own",
        source="MH2",
        text=(
            "Section on what the illness means for each child in assessment and review; quarterly "
            "audit of a sample by a colleague from Social Care."
        ),
        owner="mental_health",
        post="Lead Nurse",
        outcome="Children are described in adults' records.",
        measure=(
            "Sample of thirty a quarter, 80 in a hundred with a description that names the child's day."
        ),
        target_day=540,
        status="on_track",
        updates=(
            Update(
                310,
                "Section added; training for 60 of 84 clinicians.",
                ("Assessment form",),
            ),
            Update(
                422,
                "First sample: 17 of 30. Second: 21 of 30.",
                ("Sample audits",),
            ),
        ),
    ),
    Action(
        ref="DA1.1",
        stream="agency_own",
        source="DA1",
        text=(
            "Policy on sharing rewritten with the Board's help; reports in writing the same day; "
            "diary for chasing on the third day."
        ),
        owner="drug_alcohol",
        post="Service Director",
        outcome="A message about a child arrives.",
        measure="All reports with a written copy and an answer.",
        target_day=290,
        status="closed",
        updates=(
            Update(
                255,
                "Policy agreed by trustees.",
                ("Policy on sharing",),
            ),
            Update(
                319,
                "Twelve reports, twelve in writing, three chased, all answered.",
                ("Register of reports",),
            ),
        ),
        closed_day=333,
        verified_by="superintendent",
    ),
    Action(
        ref="DA2.1",
        stream="agency_own",
        source="DA2",
        text=("Assessment asks about each child and is checked with Social Care where one is under five."),
        owner="drug_alcohol",
        post="Quality Lead",
        outcome="A client who is a parent is met as one.",
        measure="Share of files with children named and checked.",
        target_day=270,
        status="closed",
        updates=(
            Update(
                263,
                "Form changed; contract manager has agreed that it counts as work done.",
                ("Assessment form",),
            ),
            Update(
                372,
                "34 of 36 files complete.",
                ("File audit",),
            ),
        ),
        closed_day=382,
        verified_by="education.substitute",
    ),
    Action(
        ref="HD1.1",
        stream="agency_own",
        source="HD1",
        text=(
            "Rule and script for calling a named colleague when a child with an open concern leaves "
            "the county."
        ),
        owner="harrowdale",
        post="Head of Health Visiting",
        outcome="A concern is followed by a voice.",
        measure="Register of moves out; all with a name within two working days.",
        target_day=340,
        status="closed",
        updates=(
            Update(
                261,
                "Rule in force.",
                ("Standard on moves out",),
            ),
            Update(
                361,
                "Nine moves, nine names, eight within two days.",
                ("Register of moves",),
            ),
        ),
        closed_day=375,
        verified_by="designated.nurse",
    ),
    Action(
        ref="HD2.1",
        stream="agency_own",
        source="HD2",
        text="Monthly matching of children who moved between Harrowdale and Westmarch.",
        owner="harrowdale",
        post="Manager, Child Health Information",
        outcome="No child is in neither county.",
        measure="Differences at the end of each month, and how many days each lasted.",
        target_day=490,
        status="on_track",
        updates=(
            Update(
                344,
                "First match found four children on neither list; all traced within a week.",
                ("Report of first match",),
            ),
            Update(
                421,
                "Matched in four months of six. Work to make it automatic is in test.",
                ("Match results",),
            ),
        ),
    ),
)
