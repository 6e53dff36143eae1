"""Actions that agencies set themselves: social care, health, hospital, GP practice and police."""

from scr.pages.demo.action_plan.shape import Action, Update

ACTIONS: tuple[Action, ...] = (
    Action(
        ref="SC1.1",
        stream="agency_own",
        source="SC1",
        text=(
            "Set up a second-manager check on every decision against a conference, with a form that "
            "names the health and police colleagues who were spoken to."
        ),
        owner="social_care",
        post="Head of Assessment",
        outcome="No child misses a conference on the judgement of one person.",
        measure="Form present in all decisions against a conference in a monthly sample of ten.",
        target_day=330,
        status="closed",
        updates=(
            Update(
                259,
                (
                    "Procedure and form issued to all teams; first four decisions went through it, one was "
                    "changed."
                ),
                (
                    "Second-manager form",
                    "Note to teams",
                ),
            ),
            Update(
                402,
                "Sample of three months: 29 of 30 forms complete, the missing one traced to leave.",
                ("Sample audit, three months",),
            ),
        ),
        closed_day=409,
        verified_by="designated.nurse",
    ),
    Action(
        ref="SC2.1",
        stream="agency_own",
        source="SC2",
        text=(
            "Change the contact record so that messages attach to closed records, and tell each "
            "caller by the next working day who has them."
        ),
        owner="social_care",
        post="Contact Centre Manager",
        outcome="No message about a child is lost at the desk.",
        measure="Test calls by partner agencies: ten a quarter, all found on the record.",
        target_day=365,
        status="overdue",
        updates=(
            Update(
                301,
                "Change asked for from the supplier of the record; a paper log is kept meanwhile.",
                ("Extract of the paper log",),
            ),
            Update(
                416,
                (
                    "Supplier's release put back twice. Seven of ten test calls found. New date sought from "
                    "the supplier; the paper log stays."
                ),
                ("Test calls, first quarter",),
            ),
        ),
    ),
    Action(
        ref="SC3.1",
        stream="agency_own",
        source="SC3",
        text=(
            "Supervision template with chronology, what the children have shown, and kinds of visit; "
            "observed supervision twice a year for each manager."
        ),
        owner="social_care",
        post="Head of Family Support",
        outcome="Plans are tested against what children show.",
        measure="Observed supervision graded by someone outside the team; two thirds good or better.",
        target_day=520,
        status="on_track",
        updates=(
            Update(
                288,
                "Template in use in two teams of five.",
                ("Supervision template",),
            ),
            Update(
                416,
                "All teams use it. First eleven observations: six good, four adequate, one not.",
                ("Observation grid",),
            ),
        ),
    ),
    Action(
        ref="HE1.1",
        stream="agency_own",
        source="HE1",
        text=(
            "Handover in person for families with a plan or a concern form, dated and signed by both;"
            " monthly list of handovers to the team leader."
        ),
        owner="health",
        post="Head of Health Visiting",
        outcome="No family with known risk is left to a list.",
        measure="Monthly audit of handovers, ten of ten in person.",
        target_day=298,
        status="closed",
        updates=(
            Update(
                261,
                "Handover standard issued and signed for by all practitioners.",
                ("Handover standard",),
            ),
            Update(
                331,
                "Three audits in a row at ten of ten.",
                ("Handover audit",),
            ),
        ),
        closed_day=345,
        verified_by="social.care.manager",
    ),
    Action(
        ref="HE2.1",
        stream="agency_own",
        source="HE2",
        text=(
            "Duty safeguarding nurse on every working day, one number, with a log of calls and what "
            "became of them."
        ),
        owner="health",
        post="Named Nurse",
        outcome="Practitioners who disagree have someone to ring that day.",
        measure="Log: calls answered within one hour; survey of practitioners.",
        target_day=333,
        status="closed",
        updates=(
            Update(
                263,
                "Rota began; 41 calls in the first month.",
                (
                    "Duty rota",
                    "Call log, first month",
                ),
            ),
            Update(
                395,
                (
                    "212 calls, nine about professional differences, all nine taken further. Survey: 88 in a "
                    "hundred know the number."
                ),
                ("Survey of practitioners",),
            ),
        ),
        closed_day=403,
        verified_by="superintendent",
    ),
    Action(
        ref="HO1.1",
        stream="agency_own",
        source="HO1",
        text=(
            "Card for infants under one with prompts to undress, check the register and call a senior"
            " doctor; next-day reading with a named deputy."
        ),
        owner="hospital",
        post="Clinical Director, Emergency Care",
        outcome="Injuries to infants are examined in full.",
        measure="Audit of forty cards each quarter.",
        target_day=310,
        status="closed",
        updates=(
            Update(
                249,
                "New card in use; deputy named for the liaison nurse.",
                ("Infant injury card",),
            ),
            Update(
                360,
                "39 of 40 undressed and seen by a senior doctor; register checked in 38.",
                ("Card audit, second quarter",),
            ),
        ),
        closed_day=374,
        verified_by="designated.nurse",
    ),
    Action(
        ref="HO2.1",
        stream="agency_own",
        source="HO2",
        text=(
            "Question about children at home on adult cards for violence, self-harm, alcohol and "
            "drugs, with a liaison form if yes."
        ),
        owner="hospital",
        post="Matron, Emergency Care",
        outcome="Children are thought of when their parents are patients.",
        measure="Share of cards with an answer; number of forms sent.",
        target_day=298,
        status="closed",
        updates=(
            Update(
                290,
                "Question printed on the card; teaching at each handover for two weeks.",
                ("Adult card",),
            ),
            Update(
                382,
                "Answered on 84 in a hundred cards; 126 forms sent, 17 led to a referral.",
                ("Card audit, adults",),
            ),
        ),
        closed_day=396,
        verified_by="social.care.manager",
    ),
    Action(
        ref="GP1.1",
        stream="agency_own",
        source="GP1",
        text=("Rule on marks in babies who cannot crawl: screen prompt, locum pack, poster in each room."),
        owner="gp",
        post="Senior Partner",
        outcome="No such mark is explained by one tired person.",
        measure="Question to each clinician and locum once a year; look-back at coded bruises.",
        target_day=280,
        status="closed",
        updates=(
            Update(
                261,
                "Prompt and pack ready, taught at practice meeting.",
                ("Locum pack page",),
            ),
            Update(
                340,
                "Two babies seen, both discussed with the paediatrician the same day.",
                ("Look-back, six months",),
            ),
        ),
        closed_day=352,
        verified_by="designated.doctor",
    ),
    Action(
        ref="GP2.1",
        stream="agency_own",
        source="GP2",
        text=(
            "Lead partner for children; households linked; letters on missed appointments routed to "
            "the lead; a report to each meeting."
        ),
        owner="gp",
        post="Practice Manager",
        outcome="The practice reads its own records together.",
        measure="Share of child protection invitations answered with a report.",
        target_day=260,
        status="closed",
        updates=(
            Update(
                262,
                "Lead named, 1,900 households linked.",
                ("Note on linking",),
            ),
            Update(
                385,
                "14 of 15 invitations answered with a report.",
                ("Register of reports",),
            ),
        ),
        closed_day=396,
        verified_by="designated.nurse",
    ),
    Action(
        ref="PO1.1",
        stream="agency_own",
        source="PO1",
        text=(
            "Order that children are seen at each domestic call and each report of a crying child; "
            "monthly sample by inspectors."
        ),
        owner="police",
        post="Divisional Commander",
        outcome="Every child in a home that police are called to is seen.",
        measure="Sample of sixty logs a month, 95 in a hundred with an entry on each child.",
        target_day=270,
        status="closed",
        updates=(
            Update(
                245,
                "Order published, briefing given to every shift.",
                ("Force order",),
            ),
            Update(
                350,
                "57 of 60, 58 of 60, 58 of 60 in the last three months.",
                ("Sample results",),
            ),
        ),
        closed_day=366,
        verified_by="education.substitute",
    ),
    Action(
        ref="PO2.1",
        stream="agency_own",
        source="PO2",
        text=(
            "Same-day notice to victim and Social Care when protective bail ends, through a task in "
            "the custody system that cannot be skipped."
        ),
        owner="police",
        post="Head of Criminal Justice",
        outcome="Those who rely on bail know when it ends.",
        measure="All ends of bail in domestic cases with a notice; dip sample.",
        target_day=280,
        status="closed",
        updates=(
            Update(
                277,
                "Task live in custody system.",
                ("Screen of custody task",),
            ),
            Update(
                368,
                "112 of 115 with same-day notice; three late by a day.",
                ("Dip sample",),
            ),
        ),
        closed_day=381,
        verified_by="social.care.manager",
    ),
)
