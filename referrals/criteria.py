"""What answers to the criteria imply: plain data and pure functions (seed 004, section 3).

People decide; this only says what the guidance makes of the answers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scr.procedures.model import Criterion


class Known(StrEnum):
    """Whether something is so, as far as people know."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


class Implication(StrEnum):
    """What the guidance makes of the answers: it binds nobody, but departing from MUST wants reasons."""

    MUST = "must"
    CONSIDER = "consider"
    NOT_MET = "not_met"


@dataclass(frozen=True)
class Answer:
    """An answer to one question, with the evidence or the comment that goes with it."""

    answer: Known
    words: str = ""


def implication(answers: Mapping[str, Known], criteria: Iterable[Criterion]) -> Implication:
    """What the answers imply; a question without an answer counts as not met.

    A review must be held where every limb of the group "death" is met. It should be considered where there
    is concern about how agencies worked together and at least one kind of serious harm (seed 004, section 3).
    """
    met: dict[str, list[bool]] = {}
    for one in criteria:
        met.setdefault(one.group, []).append(answers.get(one.key) == Known.YES)
    if met.get("death") and all(met["death"]):
        return Implication.MUST
    if met.get("concern") and all(met["concern"]) and any(met.get("harm", ())):
        return Implication.CONSIDER
    return Implication.NOT_MET


def implication_at_worst(answers: Mapping[str, Known], criteria: Iterable[Criterion]) -> Implication:
    """What the answers would imply if everything that is not known yet turned out to be so."""
    worst = {key: Known.YES if one == Known.NOT_KNOWN else one for key, one in answers.items()}
    return implication(worst, criteria)


def unanswered(answers: Mapping[str, Answer], questions: Iterable[str]) -> list[str]:
    """The keys of the questions that have no answer."""
    return [key for key in questions if key not in answers]
