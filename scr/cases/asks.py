"""What waits for somebody by name besides the procedure's duties: declarations, approvals, checks, reviews.

The procedures of cases that run do not change under them, so these stand beside the duties.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from scr.cases.declaring import asked_among
from scr.cases.models import Case, EmergencyAccess, IndependenceStatement, Nomination, Participant
from scr.people.roles import ROLES, Do


@dataclass(frozen=True)
class Ask:
    """A task as the lists of tasks show it; it has no clock."""

    words: str
    case: Case
    url: str
    due: datetime | None = None
    is_late: bool = False
    is_soon: bool = False
    effort: str = ""
    owners: str = ""


def asks_of(user: Any, *, case: Case | None = None) -> list[Ask]:
    """What waits for somebody on one case or on all; five queries at most, whatever their number."""
    parts = Participant.objects.current().filter(user=user).select_related("case")
    held = list(parts.filter(case=case) if case else parts)
    return [*_declarations(held), *_nominations(user, held), *_checks(user, held), *_reviews(user, held)]


def _declarations(held: list[Participant]) -> Iterator[Ask]:
    cases = {part.case_id: part.case for part in held}
    for asked in asked_among(held).values():
        if asked.declared_at is None:
            case = cases[asked.case_id]
            url = reverse("cases:declare", args=[case.pk])
            yield Ask("Say whether you have a conflict of interest", case, url)


def _with(held: list[Participant], action: Do) -> list[Participant]:
    return [part for part in held if action in ROLES[part.role].does]


def _cases_of(parts: list[Participant]) -> set[UUID]:
    return {part.case_id for part in parts}


def _nominations(user: Any, held: list[Participant]) -> Iterator[Ask]:
    officers = {(part.case_id, part.agency_id) for part in _with(held, Do.APPROVE_SUBSTITUTE)}
    runs = _cases_of(_with(held, Do.MANAGE_PEOPLE))
    if not officers and not runs:
        return
    waiting = Nomination.objects.visible_to(user).filter(answered_at__isnull=True, case__in=_cases_of(held))
    for one in waiting.exclude(nominee=user).select_related("case", "left__user"):
        if one.case_id in runs or (one.case_id, one.left.user.agency_id) in officers:
            url = reverse("cases:answer_nomination", args=[one.case_id, one.pk])
            yield Ask(f"Approve the substitute for {one.left.user}", one.case, url)


def _checks(user: Any, held: list[Participant]) -> Iterator[Ask]:
    """Somebody in house may write the overview only when a second person has checked the statement."""
    runs = _cases_of(_with(held, Do.MANAGE_PEOPLE))
    if not runs:
        return
    rows = (
        IndependenceStatement.objects.visible_to(user).filter(case__in=runs).select_related("case", "author")
    )
    newest = rows.order_by("case_id", "author_id", "role", "-declared_at").distinct(
        "case_id", "author_id", "role"
    )
    for one in newest:
        is_mine = user.pk not in (one.declared_by_id, one.author_id)
        if one.is_in_house and one.checked_at is None and is_mine:
            url = reverse("cases:check_independence", args=[one.case_id, one.pk])
            yield Ask(f"Check that {one.author} is independent", one.case, url)


def _reviews(user: Any, held: list[Participant]) -> Iterator[Ask]:
    chairs = _cases_of(_with(held, Do.REVIEW_EMERGENCY))
    if not chairs:
        return
    waiting = EmergencyAccess.objects.visible_to(user).filter(case__in=chairs, reviewed_at__isnull=True)
    for one in waiting.exclude(user=user).select_related("case", "user"):
        url = reverse("cases:emergency", args=[one.case_id, one.pk])
        yield Ask(f"Review the emergency access of {one.user}", one.case, url)
