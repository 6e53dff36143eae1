"""What was said at the meetings of the demo case, and what came of fair representation."""

from dataclasses import dataclass

from scr.pages.demo.prose import prose


@dataclass(frozen=True)
class Minutes:
    """A meeting: its step by `what` and `day`, kind as the procedure calls it, logins of those present."""

    what: str
    day: int
    kind: str
    agenda: tuple[str, ...]
    present: tuple[str, ...]
    apologies: tuple[str, ...]
    text: str
    decisions: tuple[str, ...]


@dataclass(frozen=True)
class Challenge:
    """What an agency objected to in its extract, and how it was answered."""

    agency: str
    day: int
    paragraph: str
    objection: str
    is_upheld: bool
    answer: str
    answered_day: int


_PANEL = (
    "chair",
    "administrator",
    "designated.doctor",
    "designated.nurse",
    "social.care.manager",
    "education.substitute",
    "superintendent",
    "legal.adviser",
)

MINUTES: tuple[Minutes, ...] = (
    Minutes(
        "panel_meeting",
        18,
        "criteria",
        ("Conflicts", "The referral", "Returns of the GP practice and Housing", "Criteria", "Recommendation"),
        _PANEL,
        (),
        prose("""
The Chair noted the conflict declared by the Senior Education Officer and welcomed her substitute. The Head
of Safeguarding said again that he manages the service concerned; the panel was content that he stay, and
that he does not speak to the decision against a conference.

The Superintendent reported on the investigation so far as it could be shared. S1 is well looked after by
MGM. The returns of the practice and of Housing were read out. The Designated Doctor explained what a bruise
means before a baby crawls.

Each criterion was taken in turn. All members who may vote agreed that the criteria are met.
"""),
        (
            "Recommend a serious case review",
            "Ask agencies to keep records locked",
            "Legal Adviser to write to the coroner",
        ),
    ),
    Minutes(
        "scoping_meeting",
        30,
        "scoping",
        (
            "Thirteen questions of the guidance",
            "Period",
            "Agencies",
            "Lines of enquiry",
            "Dates",
            "Overview author",
        ),
        _PANEL,
        (),
        prose("""
The period was agreed as {day:-793} to {day:-2}. Nine agencies are asked for reviews. A wish to begin at
S1's birth was considered and not followed; background may be given in a paragraph.

Reviews are due on {day:72}, six weeks from today, and will be presented on {day:95}. The Designated Nurse
chairs the briefing of authors. Harrowdale is asked for information for the time being.
"""),
        (
            "Terms of reference, version 1, signed",
            "Dr Astley to be appointed",
            "Practitioner meeting on {day:44}",
        ),
    ),
    Minutes(
        "author_briefing",
        37,
        "briefing",
        ("Purpose", "Format of the review", "The chronology template", "Interviews", "Support"),
        (
            "designated.nurse",
            "administrator",
            "overview.author",
            "superintendent",
            "review.social.care",
            "review.health",
            "review.hospital",
            "review.gp",
            "review.police",
            "review.education",
            "review.housing",
            "review.waymark",
        ),
        ("review.mental.health",),
        prose("""
The Designated Nurse went through the format. Whole dates, one long list, no ditto marks, enough in each row
for a reader to judge. The Superintendent gave the names of likely witnesses to each author singly. Two
authors asked what to do if they find a matter for discipline: it goes to their Chief Officer and not into
the review.

Dr Astley asked for reasons. "Tell me what it was like to be that person on that day."
"""),
        (
            "Questions and answers to be sent to all authors",
            "Mental Health's author to be briefed by telephone",
        ),
    ),
    Minutes(
        "practitioner_meeting",
        44,
        "practitioners",
        ("What a review is and is not", "What will happen when", "How people are", "Questions"),
        ("chair", "administrator", "designated.nurse", "overview.author"),
        (),
        prose("""
Thirty-one practitioners came. The Chair explained the process and said that it is not about blame. Nothing
was asked about the case itself. People spoke of sleeplessness, of fear of the newspapers, and of missing
Linnet. Numbers for support were given out. Four asked whether they may still work with S1 and MGM: yes.
"""),
        (
            "Second meeting to be offered when the report is endorsed",
            "Each agency to name someone for staff to talk to",
        ),
    ),
    Minutes(
        "presentation",
        95,
        "presentation",
        (
            "Social Care",
            "Community Health",
            "Hospital",
            "GP practice",
            "Police",
            "Education",
            "Housing",
            "Mental Health",
            "Waymark",
            "Timetable of the overview report",
        ),
        (*_PANEL, "overview.author"),
        (),
        prose("""
Two sittings. Each author spoke for fifteen minutes and was asked questions for twenty. The panel thanked
Waymark for a second version which does what the first did not.

Social Care: the panel asked who could have said no to the decision of {day:-150}. Police: asked why the
last call was not treated as one about a child. GP practice: asked for a rule and not a reminder. Housing:
members were struck that the evidence was there and nobody asked. The author asked to see visits sorted by
kind.
"""),
        (
            "All nine reviews accepted",
            "Housing to add dates on which F was met",
            "Draft 1 of the overview by {day:135}",
        ),
    ),
    Minutes(
        "presentation",
        119,
        "presentation",
        ("Harrowdale", "The integrated chronology, version 2"),
        (*_PANEL, "overview.author"),
        (),
        prose("""
Harrowdale's author explained how seven weeks passed between worry and referral. The two records of the
telephone call of {day:-284} cannot be reconciled and will stand side by side. The panel saw the merged
chronology with Harrowdale in it for the first time and was silent for a while.
"""),
        ("Review accepted", "Both Chairs to write about a border agreement now and not wait for the report"),
    ),
    Minutes(
        "panel_agreement",
        190,
        "panel",
        ("Outcome of fair representation", "Draft 2", "Recommendations", "Executive summary", "Media plan"),
        (*_PANEL, "overview.author"),
        (),
        prose("""
Three challenges were received; two led to changes and one did not, with reasons. The panel took out one
recommendation that repeated another and put dates to two. It agreed that MGM's last sentence stays in the
report.
"""),
        ("Draft 2 agreed as final", "Executive summary agreed, to be held until the trial is over"),
    ),
    Minutes(
        "endorsement",
        203,
        "board",
        (
            "Overview report",
            "Executive summary",
            "Integrated chronology",
            "Agency reviews",
            "Media plan",
            "Copies",
        ),
        (
            "chair",
            "administrator",
            "overview.author",
            "lay.member",
            "lead.member",
            "operations.chair",
            "training.manager",
            "chief.social.care",
            "chief.health",
            "chief.hospital",
            "chief.police",
            "chief.education",
            "chief.mental.health",
        ),
        ("chief.housing",),
        prose("""
Strategic and Operations Boards met together. Dr Astley presented her findings. The lay member asked why it
took a grandmother to say it, and why that was not enough. Members discussed daily screening of
notifications and whether it can be staffed; the Assistant Chief Constable and the Director said that it
will be.

The report, the summary, the integrated chronology and the reviews were endorsed without a vote against.
Twenty-four numbered copies were handed out and are to be returned by {day:217}.
"""),
        (
            "Endorsed",
            "Bundle to CSCI by {day:206}",
            "Nothing to be public before DfES and SHA have acknowledged",
        ),
    ),
    Minutes(
        "operations_board",
        240,
        "operations_board",
        ("Action plan", "Dissemination", "Monitoring"),
        (
            "operations.chair",
            "training.manager",
            "administrator",
            "chair",
            "designated.nurse",
            "superintendent",
        ),
        (),
        prose("""
The plan was received: thirty-one actions, of which several have been begun. The Operations Board asked for
a measure against each that tells whether a child would notice. Progress is due in six months from today, a
report to the Board in nine. The training manager presented the dissemination plan; the debriefing of
practitioners comes first.
"""),
        ("Plan received", "Chair of the Operations Board to own three of the board's actions"),
    ),
)

CHALLENGES: tuple[Challenge, ...] = (
    Challenge(
        "health",
        149,
        "Analysis, moves",
        prose("""
The draft says that records were sent to Harrowdale "late and incomplete". They were sent fourteen days
after they were asked for; the standard at the time was twenty-one.
"""),
        True,
        "The words now say how many days it took and that a volume was missing.",
        156,
    ),
    Challenge(
        "police",
        150,
        "Circumstances, the last ten weeks",
        prose("""
The draft says that officers asked F on the doorstep about crying "and went". This suggests indifference.
They listened for some minutes and heard nothing.
"""),
        False,
        prose("""
The author has looked at the log again. It records no time spent listening. The sentence says what the log
says and draws no conclusion about the officers.
"""),
        158,
    ),
    Challenge(
        "housing",
        151,
        "Analysis, a father who was everywhere and nowhere",
        prose("""
The draft says that Housing "kept to itself" where F lived. HO1 rang Social Care on {day:-259}.
"""),
        True,
        "Now: Housing knew the answer and was not asked. The call is among the contacts that one side"
        " recorded.",
        157,
    ),
)

COPIES_ISSUED, COPIES_OUTSTANDING = 24, (11, 19)
"""Numbered copies of the overview report handed out on day 203, and the numbers not returned."""

BUNDLE = (
    "Single-agency reviews with chronologies and recommendations",
    "Overview report",
    "Integrated chronology",
    "Action plan of the Board",
)
"""The four documents that go to the inspectorate (seed 004, section 9.2)."""
