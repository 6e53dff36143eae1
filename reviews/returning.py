"""What a return for revision starts from: what the panel still asks, and what its members found missing."""

from typing import Any

from django.template.loader import render_to_string

from reviews.models import QualityAssessment, QueryMessage, ReviewQuery
from reviews.rubric import RUBRIC, Mark
from reviews.services.quality import released_submission
from scr.cases.models import Case
from scr.people.models import Agency


def words_to_start_from(case: Case, agency: Agency, user: Any) -> str:
    """The open queries and the remarks that somebody may read, as a text; nobody is named in it.

    It goes to the agency only as whoever returns the review has left it.
    """
    queries = _queries(case, agency, user)
    remarks = _remarks(case, agency, user)
    if not (queries or remarks):
        return ""
    context = {"queries": queries, "remarks": remarks}
    return render_to_string("reviews/return_start.txt", context).strip()


def _queries(case: Case, agency: Agency, user: Any) -> list[tuple[ReviewQuery, str]]:
    """Each open query with its question, as it was last corrected."""
    open_ones = ReviewQuery.objects.visible_to(user).filter(case=case, agency=agency, closed_at__isnull=True)
    asked = QueryMessage.objects.filter(query__in=open_ones, is_from_agency=False).order_by("number")
    words: dict[Any, dict[Any, str]] = {}
    for one in asked.select_related("corrects"):
        said = words.setdefault(one.query_id, {})
        said[one.corrects_id or one.pk] = one.words
    rows = open_ones.select_related("entry").order_by("number")
    return [(row, " ".join(words.get(row.pk, {}).values())) for row in rows]


def _remarks(case: Case, agency: Agency, user: Any) -> list[tuple[str, str]]:
    """What members found missing in the round that the panel has before it, by question of the rubric."""
    said = QualityAssessment.objects.visible_to(user).filter(submission=released_submission(case, agency))
    rows = list(said)
    return [
        (one.name, row.remark(one.key)) for one in RUBRIC for row in rows if row.mark(one.key) is not Mark.YES
    ]
