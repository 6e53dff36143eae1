"""By what a released review is judged: the questions that evaluation forms of the field put to one.

No seed has the form itself; the wording is ours. Each question is answered by itself and without a score.
"""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Criterion:
    """One question to a review; `name` is how the table calls it."""

    key: str
    name: str
    question: str


RUBRIC = (
    Criterion("terms", "Terms answered", "Does it answer every question of the terms of reference?"),
    Criterion("open", "Open and critical", "Does it look openly and critically at people and organisation?"),
    Criterion("why", "Why, not only what", "Does it say why things were done, and not only what was done?"),
    Criterion("evidence", "Evidence", "Is what it finds borne out by records and interviews?"),
    Criterion("voice", "The child’s voice", "Do we learn what the child saw, said and lived with?"),
    Criterion("diversity", "Diversity", "Does it take account of culture, language, faith and disability?"),
    Criterion("follow", "Recommendations follow", "Do its recommendations follow from its analysis?"),
    Criterion(
        "smart", "Recommendations are SMART", "Are they specific, measurable, achievable, relevant and timed?"
    ),
    Criterion("format", "Format", "Does it keep to the outline, with chronology, genogram and pen picture?"),
)
BY_KEY = {one.key: one for one in RUBRIC}


class Mark(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


MARK_NAMES = {Mark.YES: "Yes", Mark.PARTLY: "In part", Mark.NO: "No"}


class Verdict(StrEnum):
    ACCEPT = "accept"
    AMEND = "amend"
    RETURN = "return"


VERDICT_NAMES = {
    Verdict.ACCEPT: "Accept it",
    Verdict.AMEND: "Accept it with amendments",
    Verdict.RETURN: "Return it for revision",
}
