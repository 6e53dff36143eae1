"""What the meetings of the demo case were about and what they settled, by kind of the procedure."""

from dataclasses import dataclass

from scr.pages.demo.prose import prose


@dataclass(frozen=True)
class Minutes:
    agenda: str
    settled: str


MINUTES: dict[str, Minutes] = {
    "criteria": Minutes(
        "Conflicts of interest\nReferral and returns\nEach criterion in turn\nOptions\nRecommendation",
        prose("""
The Senior Education Officer had declared a conflict and was not present; her substitute took her place. The
panel read the referral and both returns and went through each criterion. The Legal Adviser advised that a
pending prosecution is no reason to wait.

All members were of one mind. The recommendation is recorded separately.
"""),
    ),
    "scoping": Minutes(
        "Period and agencies\nLines of enquiry\nQuestions to settle\nDates\nFamily\nMedia and legal advice",
        prose("""
The panel settled the period, nine agencies and eight lines of enquiry, and answered each of the scoping
questions. Reviews and chronologies are due on {day:72}. Harrowdale is asked to answer questions for now.

Dr Winifred Astley is to be engaged as author of the overview report.
"""),
    ),
    "briefing": Minutes(
        "Purpose\nThe template\nInterviews and support for staff\nDates\nQuestions",
        prose("""
Reviewers were taken through the terms of reference and the template of the chronology. Interviews with
eleven likely witnesses wait for the agreement of the senior investigating officer. Everybody has a name to
ring.
"""),
    ),
    "practitioners": Minutes(
        "Why there is a review\nWhat it is not\nWhat will be asked of you\nSupport",
        prose("""
Twenty-seven practitioners came, from eight agencies. The Chair explained that the review is for learning.
Several asked how they would hear what was found; the panel promised that they would be the first.
"""),
    ),
    "presentation": Minutes(
        "Each review in turn\nQuestions of the panel\nWhat is still missing",
        prose("""
Each reviewer presented for fifteen minutes and answered the panel's questions. The overview author noted
points on which accounts differ and will take them up in the report.
"""),
    ),
    "panel": Minutes(
        "The second draft\nWhat fair representation brought\nRecommendations",
        prose("""
The panel read the second draft paragraph by paragraph. Two of three challenges by agencies had been
followed; the author explained why the third had not. The panel agreed the draft for the board.
"""),
    ),
    "board": Minutes(
        "The overview report\nThe executive summary\nThe recommendations\nPublication",
        prose("""
Both boards sat together. The author presented the report. The boards endorsed it with the executive
summary, the integrated chronology and the agencies' reviews. Nothing is published before the trial is over.
"""),
    ),
    "operations_board": Minutes(
        "The action plan\nHow learning is spread\nHow the plan is followed up",
        prose("""
The board received the action plan and went through its three streams. Updates are due in six months, and a
report to the Safeguarding Children Board in nine.
"""),
    ),
}
