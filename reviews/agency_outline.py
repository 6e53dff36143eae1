"""The sections of an agency's review: the outline of seed 004, section 6, and the questions of the case.

How many words make a section look written is our own figure [P]: it only tells a beginning from a text.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviews.outline import Section

QUESTIONS_AFTER = "services"
# Below its text stand the genogram and who the family are.
FAMILY_SECTION = "family"
WORD = re.compile(r"\w[\w’'-]*")


@dataclass(frozen=True)
class AgencySection(Section):
    """A section that an agency writes; `known_as` are headings under which people write it in Word.

    `number` counts the questions of the terms of reference and is 0 for the sections of the outline.
    """

    known_as: tuple[str, ...] = ()
    enough: int = 40
    number: int = 0

    @property
    def is_question(self) -> bool:
        return self.number > 0


AGENCY_OUTLINE = (
    AgencySection(
        "context",
        "The agency at the time",
        "Workload, turnover, changes of organisation, cases that nobody held, supervision, training and "
        "money, as far as they mattered here.",
        ("Context", "Organisational context", "Background of the agency", "Agency context"),
    ),
    AgencySection(
        "methodology",
        "How this review was done",
        "How you went about it, which records you read, and whom you interviewed, by post.",
        ("Methodology", "Method", "Process of the review", "Sources of information", "Records reviewed"),
    ),
    AgencySection(
        "pen_picture",
        "The child",
        "A short portrait, so that the reader meets a person: what the child was like, said and showed.",
        ("Pen picture", "Pen picture of the child", "Pen portrait", "About the child"),
    ),
    AgencySection(
        FAMILY_SECTION,
        "The family and the household",
        "Who belonged to the family and the household, and when somebody came or left. The genogram of the "
        "register follows by itself.",
        ("Family", "Household", "Family composition", "Family background", "Family history", "Genogram"),
    ),
    AgencySection(
        "narrative",
        "What happened",
        "What your agency knew and did, in the order of time and in brief; the chronology holds the detail.",
        ("Narrative", "Summary of involvement", "Agency involvement", "Summary of events", "Key events"),
    ),
    AgencySection(
        "decisions",
        "What was decided and done",
        "Which decisions your agency reached, who took them, on what grounds, and what was done about them.",
        ("Decisions", "Decisions reached", "Actions taken", "Decisions and actions"),
    ),
    AgencySection(
        "services",
        "Services offered and given",
        "For each service: what was offered, to whom and when, and whether it was taken up, given or "
        "withdrawn.",
        ("Services", "Services offered", "Services provided", "Services offered and provided"),
    ),
    AgencySection(
        "analysis",
        "Analysis",
        "How and why things were done or left undone, whether the child was seen and heard, and whether "
        "culture, language, faith or disability were thought of.",
        ("Analysis of practice", "Analysis of involvement", "Critical analysis", "Discussion"),
    ),
    AgencySection(
        "good_practice",
        "Good practice",
        "What was done well, by whom in terms of their post, and what made it possible.",
        ("Effective practice", "Examples of good practice", "What was done well", "What went well"),
    ),
    AgencySection(
        "lessons",
        "Lessons",
        "What your agency learns from this, about its own work and about working with others.",
        ("Lessons learned", "Lessons learnt", "Learning", "What we have learned", "Conclusions"),
    ),
    AgencySection(
        "omissions",
        "What policies and procedures left out",
        "Where policies or procedures, your own or the board's, were silent, unclear or out of date.",
        ("Policies and procedures", "Omissions in policy", "Gaps in policy", "Policy and procedure"),
        enough=15,
    ),
)


def agency_sections(questions: Sequence[str]) -> tuple[AgencySection, ...]:
    """The outline with a section for each question of the signed terms of reference, in reading order."""
    place = next(n for n, one in enumerate(AGENCY_OUTLINE, 1) if one.key == QUESTIONS_AFTER)
    asked = (question_section(text, number) for number, text in enumerate(questions, 1))
    return (*AGENCY_OUTLINE[:place], *asked, *AGENCY_OUTLINE[place:])


def question_section(text: str, number: int) -> AgencySection:
    """The section that answers one question of the case."""
    hint = "A question of the terms of reference: answer it from what your agency knew and did."
    return AgencySection(question_key(text), text, hint, number=number)


def question_key(text: str) -> str:
    """Names a question by its words: terms that are signed anew may ask it in another place."""
    plain = " ".join(text.casefold().split())
    return "q-" + hashlib.sha256(plain.encode()).hexdigest()[:16]


def count_of_words(text: str) -> int:
    return len(WORD.findall(text))
