"""What a decision, and a recommendation before it, must bring along; pure, for forms and services alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from referrals.criteria import Implication
from scr.procedures.model import Outcome


@dataclass(frozen=True)
class ReferrerTalk:
    """The talk in which the reasons were discussed with the referrer (seed 004, section 4)."""

    held_with: str
    held_on: date
    words: str


@dataclass(frozen=True)
class Wish:
    """Whether the panel wants a letter to go out, and why or why not (seed 004, section 5.3)."""

    is_wanted: bool
    reasons: str


@dataclass(frozen=True)
class Safety:
    """That other children are safe: who confirmed it, on which day and how (seed 004, section 5.3)."""

    is_confirmed: bool
    confirmed_by: str = ""
    confirmed_on: date | None = None
    how: str = ""

    @property
    def is_whole(self) -> bool:
        return bool(self.confirmed_by.strip() and self.confirmed_on and self.how.strip())


@dataclass(frozen=True)
class Independence:
    """Whether the Chair requires a wholly independent review, why, and whether that may be required yet."""

    is_required: bool = False
    reasons: str = ""
    officers_are_heard: bool = False


# What the criteria do that a decision or a recommendation for something else has to answer.
ASKED_BY_CRITERIA = {Implication.MUST: "call for one", Implication.CONSIDER: "ask to consider one"}


def is_against(implied: Implication, outcome: Outcome) -> bool:
    """Whether an outcome is no review although the criteria call for one or ask to consider one."""
    return implied in ASKED_BY_CRITERIA and not outcome.instigates_review


def against_words(implied: Implication) -> str:
    """What has to be said then, as a part of a sentence."""
    return f"there will be no serious case review although the criteria {ASKED_BY_CRITERIA[implied]}"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A decision before it is taken."""

    outcome: Outcome
    recommended: str
    implied: Implication
    reasons: str
    differs_reasons: str
    criteria_reasons: str
    safety: Safety
    talk: ReferrerTalk | None
    method: str = ""
    independence: Independence = Independence()

    def faults(self) -> Iterator[tuple[str, str]]:
        """What is missing: the field and the sentence that says so."""
        if self.outcome.key != self.recommended and not self.differs_reasons.strip():
            yield "differs_reasons", "Say why you depart from the panel's recommendation"
        if is_against(self.implied, self.outcome) and not self.criteria_reasons.strip():
            yield "criteria_reasons", f"Say why {against_words(self.implied)}"
        if self.outcome.needs_referrer_talk and self.talk is None:
            yield "talk_with", "Record the talk with the referrer: with whom, on which day, what was said"
        if self.outcome.instigates_review:
            yield from self._faults_of_safety()
        if self.independence.is_required:
            yield from self._faults_of_independence()

    def _faults_of_safety(self) -> Iterator[tuple[str, str]]:
        if not self.safety.is_confirmed:
            yield "other_children_safe", "Confirm that other children are safe before you open a review"
        elif not self.safety.is_whole:
            yield "other_children_by", "Say who confirmed that other children are safe, on which day and how"

    def _faults_of_independence(self) -> Iterator[tuple[str, str]]:
        if not self.outcome.instigates_review:
            yield "is_independent", "A wholly independent review is a serious case review: decide for one"
        if not self.independence.officers_are_heard:
            yield (
                "is_independent",
                "Consult every agency's chief officer first, and record what they said",
            )
        if not self.independence.reasons.strip():
            yield "independent_reasons", "Say why the review must be wholly independent"
