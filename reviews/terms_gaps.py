"""What a draft of terms of reference still lacks before the Chair can sign it, in sentences."""

from collections.abc import Iterator

from reviews.models import TermsDraft
from scr.cases.models import Case
from scr.cases.scoping import questions_of
from scr.dates import count_words

# What is said of each day that is missing; the two of the period are one gap.
DAYS = {
    "period_from": "the period under review",
    "period_to": "the period under review",
    "start_on": "the day on which the review starts",
    "presentation_on": "the day of the presentation to the panel",
    "complete_on": "the day on which the overview report goes to the board",
}


def gaps_of(case: Case, draft: TermsDraft, *, agencies: int, is_asking: bool) -> list[str]:
    """What is missing; empty for a draft that could be signed. `is_asking`: it asks an agency anew."""
    return list(_gaps(case, draft, agencies, is_asking))


def _gaps(case: Case, draft: TermsDraft, agencies: int, is_asking: bool) -> Iterator[str]:
    days = dict.fromkeys(words for name, words in DAYS.items() if getattr(draft, name) is None)
    if days:
        yield f"Not settled yet: {', '.join(days)}."
    if not agencies:
        yield "Choose the agencies that are asked for a review."
    if is_asking and draft.reviews_due_on is None:
        yield "Say by which day the agencies that are asked now send their reviews."
    missing = [one for one in questions_of(case) if not draft.answers.get(one.key, "").strip()]
    if missing:
        count = count_words(len(missing), "scoping question has", "scoping questions have")
        yield f"{count} no answer yet, first: {missing[0].text}"
    if draft.meeting is not None and draft.meeting.held_at is None:
        yield "Record the meeting that these terms rest on as held."
