"""From the scoping meeting's record into the draft of the terms of reference (seed 004, section 5.5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reviews.services.terms import draft_terms, newest_terms, next_content, open_draft
from reviews.terms_content import ANSWER, TermsContent, content_of, flat, from_flat
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, require
from scr.cases.scoping import questions_of
from scr.cases.writing import act, lock
from scr.meetings.agenda import items_of
from scr.meetings.models import AgendaItem, Meeting
from scr.people.models import User
from scr.people.roles import Do
from scr.procedures.rule import Page


@dataclass(frozen=True)
class Taken:
    """One matter of the meeting with what it noted, and what the draft says of it; `field` is "" for none.

    A matter that has no field of its own, such as the period, is read from the record and typed.
    """

    item: AgendaItem
    field: str
    drafted: str
    is_open: bool

    @property
    def is_taken(self) -> bool:
        """Whether filling the draft takes it over: nobody wrote there since the last signature."""
        return bool(self.field and self.is_open and self.item.settled not in ("", self.drafted))


def from_meeting(case: Case, meeting: Meeting) -> list[Taken]:
    """What the agenda's questions were answered with, each beside the draft as it stands."""
    draft, signed = flat(next_content(case) or TermsContent()), flat(_signed(case))
    return list(_each(case, meeting, draft, signed))


def _signed(case: Case) -> TermsContent:
    found = newest_terms(case)
    return content_of(found) if found else TermsContent()


def _each(case: Case, meeting: Meeting, draft: dict[str, Any], signed: dict[str, Any]) -> Iterator[Taken]:
    answered = {one.key for one in questions_of(case)}
    for item in items_of(meeting):
        name = ANSWER + item.question if item.question in answered else item.question
        is_text = name.startswith(ANSWER) or isinstance(draft.get(name), str)
        drafted = draft.get(name, "") if is_text else ""
        if item.question:
            yield Taken(item, name if is_text else "", drafted, drafted in ("", signed.get(name, "")))


@act
def fill_from_meeting(case: Case, meeting: Meeting, *, by: User, now: datetime) -> int:
    """Take what the meeting noted over into the draft, and say how many answers that filled.

    What somebody has written in the draft stays. Raises NotTheMoment where there is nothing to take over.
    """
    require(by, Do.DRAFT_TERMS, case=case)
    case = lock(case)
    taken = [one for one in from_meeting(case, meeting) if one.is_taken]
    if not taken:
        raise NotTheMoment(
            "There is nothing to take over: write down first what the meeting settles.",
            Page("reviews:terms"),
        )
    content = flat(next_content(case) or TermsContent()) | {one.field: one.item.settled for one in taken}
    draft = open_draft(case)
    filled = from_flat({**content, "meeting_id": content["meeting_id"] or meeting.pk})
    draft_terms(case, content=filled, revision=draft.revision if draft else 0, by=by, now=now)
    return len(taken)
