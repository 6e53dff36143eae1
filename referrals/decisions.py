"""What a decision of the Chair must bring with it; pure, for the form and for the service alike."""

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


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A decision before it is taken."""

    outcome: Outcome
    recommended: str
    implied: Implication
    reasons: str
    differs_reasons: str
    criteria_reasons: str
    other_children_safe: bool
    other_children_note: str
    talk: ReferrerTalk | None

    def faults(self) -> Iterator[tuple[str, str]]:
        """What is missing: the field and the sentence that says so."""
        if self.outcome.key != self.recommended and not self.differs_reasons.strip():
            yield "differs_reasons", "Say why you depart from the panel's recommendation"
        if self.is_against_criteria and not self.criteria_reasons.strip():
            yield "criteria_reasons", "Say why there will be no review although the criteria call for one"
        if self.outcome.instigates_review and not self.other_children_safe:
            yield "other_children_safe", "Confirm that other children are safe before you open a review"
        if self.outcome.needs_referrer_talk and self.talk is None:
            yield "talk_with", "Record the talk with the referrer: with whom, on which day, what was said"

    @property
    def is_against_criteria(self) -> bool:
        return self.implied is Implication.MUST and not self.outcome.instigates_review
