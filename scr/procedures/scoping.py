"""What the panel settles at its scoping meeting, as questions (seed 004, section 5.5, and section 11).

The answers to `QUESTIONS` stand in the terms of reference under their keys. `FACTS` are days, agencies and
lines that the terms keep as such, `MATTERS` what the meeting arranges beside them.
"""

from scr.procedures.model import Question

FACTS = (
    Question("period", "From which day and up to which are events reviewed?"),
    Question(
        "agencies",
        "Which agencies and professionals contribute, and which from outside the statutory sector?",
    ),
    Question("lines", "Which key lines of enquiry does every agency's review take up?"),
    Question("dates", "When does the review start, and by which day is it complete?"),
)

QUESTIONS = (
    Question("issues", "Which issues matter most for learning from this case?"),
    Question("information", "How can the information best be obtained and analysed?"),
    Question("author", "Who should write the overview report, and how will that person be appointed?"),
    Question("independence", "Does any part of the review need somebody independent of the agencies?"),
    Question("expert", "Would an outside expert help at any stage?"),
    Question("background", "Which family history and background help to understand the recent past?"),
    Question("family", "How should family members contribute?"),
    Question("family_help", "Who helps family members to contribute, and keeps in touch with them?"),
    Question("parallel", "Which other investigations run beside this one, and can they be joined up?"),
    Question("other_areas", "Are organisations in other areas involved, and what is their part?"),
    Question("courts", "How does the review take account of an inquest or criminal proceedings?"),
    Question("outside", "Who links with people outside the statutory agencies?"),
    Question("media", "How is public, family and media interest handled before the review?"),
    Question("media_during", "How is that interest handled during the review?"),
    Question("media_after", "How is that interest handled after the review?"),
    Question("legal", "Does the board need independent legal advice, and on what?"),
)

# Asked as well where the abuse happened in an institution or several people abused (seed 004, section 11).
INTERFACE = (
    Question(
        "institution",
        "What had the institution done to be safe for children, and how did it meet the concerns raised?",
        "Where several people abused without an institution, say what should have kept the children safe.",
    ),
    Question(
        "interface_investigation",
        "What belongs to the investigation, criminal ones included, and how do the two keep in step?",
    ),
    Question("interface_cases", "Who manages the children's cases and helps them, apart from the review?"),
    Question("interface_measures", "Which measures make other children safe at once, and who takes them?"),
    Question(
        "interface_review", "What does the review itself look at, and what does it leave to the others?"
    ),
)

MATTERS = (
    Question("briefing_people", "Who chairs the briefing of agencies' reviewers, and who attends?"),
    Question("reviews_due", "By which day do the agencies' reviews reach the administrator?"),
    Question("presentation", "On which day are the reviews presented to the panel?"),
    Question("contract_by", "Who negotiates the overview author's contract?"),
    Question("on_delay", "What happens if somebody cannot keep a date?"),
    Question(
        "report", "When do board and inspectorate get the overview report; must the board meet out of turn?"
    ),
)
