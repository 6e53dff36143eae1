"""What comments on a draft of the terms still ask for before it can be signed, in sentences."""

from collections.abc import Iterator
from datetime import datetime

from reviews.models import TermsAnswer, TermsComment, TermsDraft, TermsForComment
from scr.cases.approach import approach_of
from scr.cases.events import standing_milestones
from scr.cases.models import Case
from scr.cases.services import agencies_on
from scr.dates import count_words, day_words, london_day


def comment_gaps(case: Case, draft: TermsDraft, now: datetime) -> Iterator[str]:
    """Comments without an answer; and by another method than management reviews, agencies not heard yet."""
    answered = TermsAnswer.objects.filter(case=case).values("comment_id")
    comments = TermsComment.objects.filter(case=case, asked__version=draft.version)
    waiting = comments.exclude(pk__in=answered).count()
    if waiting:
        count = count_words(waiting, "comment of an agency has", "comments of agencies have")
        yield f"{count} no answer yet."
    approach = approach_of(case)
    if draft.version == 1 and approach and approach.chosen and approach.chosen.is_alternative:
        yield from _not_heard(case, draft, now)


def _not_heard(case: Case, draft: TermsDraft, now: datetime) -> Iterator[str]:
    """Every agency helps to settle the terms of such a review (seed 002, section 3.14)."""
    rows = TermsForComment.objects.filter(case=case, version=draft.version).order_by("released_at")
    until = {row.agency_id: row.comment_by for row in rows}
    said = standing_milestones(case).filter(key__in=("terms_comment_made", "terms_no_comment"))
    heard = set(said.values_list("agency_id", flat=True))
    today = london_day(now)
    for agency in agencies_on(case):
        if agency.pk not in until:
            yield f"{agency.name} has not been asked to comment on the draft yet."
        elif agency.pk not in heard and today <= until[agency.pk]:
            yield f"{agency.name} may comment on the draft until {day_words(until[agency.pk])}."
