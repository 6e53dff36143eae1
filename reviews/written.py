"""How far an agency's review is, section by section, as those who write it see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reviews.agency_outline import AgencySection, agency_sections, count_of_words
from reviews.models import SectionDraft, SectionText, TermsOfReference, TermsQuestion
from scr.cases.audiences import Kind
from scr.cases.models import Case
from scr.cases.writing import compartment_of
from scr.dates import count_words
from scr.people.models import Agency


def sections_of(case: Case) -> tuple[AgencySection, ...]:
    """The sections of an agency's review, with the questions of the newest signed terms of reference."""
    terms = TermsOfReference.objects.filter(case=case).first()
    asked = TermsQuestion.objects.filter(terms=terms).values_list("text", flat=True) if terms else []
    return agency_sections(list(asked))


def text_of(case: Case, agency: Agency, key: str) -> SectionText | None:
    """A section as it was last saved, for an act that has asked the policy."""
    rows = SectionText.objects.filter(compartment=compartment_of(case, Kind.PRIVATE, agency), key=key)
    return rows.select_related("saved_by", "compartment").first()


@dataclass(frozen=True)
class SectionState:
    """One section: what is saved of it, and what its reader has typed since then and not saved."""

    section: AgencySection
    row: SectionText | None = None
    draft: SectionDraft | None = None

    @property
    def is_asked(self) -> bool:
        """Not any more where it answers a question that later terms of reference have dropped."""
        return bool(self.section.hint)

    @property
    def words(self) -> int:
        return count_of_words(self.row.text) if self.row else 0

    @property
    def has_nothing_to_say(self) -> bool:
        return self.words == 0 and self.row is not None and bool(self.row.nothing_to_say)

    @property
    def is_done(self) -> bool:
        return self.has_nothing_to_say or self.words >= self.section.enough

    @property
    def is_empty(self) -> bool:
        return self.words == 0 and not self.has_nothing_to_say

    @property
    def state(self) -> str:
        """For its tag: how much there is, never whether it is good."""
        if self.has_nothing_to_say:
            return "Nothing to say"
        if self.is_empty:
            return "Not started"
        return f"{'Written' if self.is_done else 'Begun'}, {count_words(self.words, 'word')}"


def states_seen_by(
    user: Any, case: Case, agency: Agency, sections: Iterable[AgencySection]
) -> list[SectionState]:
    """Every section in order, and behind them what was written for questions that are no longer asked."""
    rows = SectionText.objects.visible_to(user).filter(case=case, agency=agency).select_related("saved_by")
    saved = {row.key: row for row in rows}
    drafts = unsaved_of(user, case, agency, saved)
    found = [SectionState(one, saved.pop(one.key, None), drafts.get(one.key)) for one in sections]
    return found + [SectionState(_no_longer_asked(row), row, drafts.get(key)) for key, row in saved.items()]


def _no_longer_asked(row: SectionText) -> AgencySection:
    return AgencySection(row.key, row.title, "")


def unsaved_of(
    user: Any, case: Case, agency: Agency, saved: dict[str, SectionText]
) -> dict[str, SectionDraft]:
    """By section what somebody has typed last, where it says something else than what is saved."""
    newest: dict[str, SectionDraft] = {}
    for draft in SectionDraft.objects.filter(case=case, user_id=user.pk, compartment__agency=agency):
        newest.setdefault(draft.key, draft)
    return {key: draft for key, draft in newest.items() if says_more(draft, saved.get(key))}


def says_more(draft: SectionDraft, row: SectionText | None) -> bool:
    """Whether what was typed says something that is not saved."""
    kept = (row.text, row.nothing_to_say) if row else ("", "")
    return (draft.text, draft.nothing_to_say) != kept


@dataclass(frozen=True)
class ProposalsState:
    """How far recommendations and action plan are: the numbers of recommendations, and of each action's."""

    recommendations: Sequence[int]
    actions: Sequence[int]

    @property
    def without_action(self) -> list[int]:
        return [one for one in self.recommendations if one not in self.actions]

    @property
    def for_none(self) -> int:
        """How many actions are for a recommendation that was dropped."""
        return sum(one not in self.recommendations for one in self.actions)

    @property
    def recommended(self) -> str:
        if not self.recommendations:
            return "Not started"
        return f"Written, {len(self.recommendations)}"

    @property
    def planned(self) -> str:
        if not self.actions:
            return "Not started" if self.recommendations else "Cannot start yet"
        is_done = not self.without_action and not self.for_none
        return f"{'Written' if is_done else 'Begun'}, {len(self.actions)}"
