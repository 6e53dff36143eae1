"""Whether somebody has a conflict of interest: asked of everybody whose judgement the review rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from scr.cases.models import Case, NoConflict, Participant
from scr.cases.policy import NotTheMoment, parts_of
from scr.cases.writing import act, lock, record
from scr.people.models import User

# Panel, authors and countersigners (domain: roles; seed 004, sections 2, 5.4, 6 and 8).
ASKED = frozenset(
    {
        "panel_member",
        "legal_adviser",
        "agency_author",
        "review_supporter",
        "review_signer",
        "chief_officer",
        "overview_author",
    }
)


@dataclass(frozen=True)
class Asked:
    """Somebody who is asked on a case, and when they declared; None while they have not."""

    user_id: UUID
    case_id: UUID
    declared_at: datetime | None


def asked_among(parts: Iterable[Participant]) -> dict[tuple[UUID, UUID], Asked]:
    """By case and person: who among current parts is asked, and when it was answered. One query.

    A declaration made before somebody came back to a case does not count for the new part.
    """
    began: dict[tuple[UUID, UUID], datetime] = {}
    for part in parts:
        if part.role in ASKED:
            key = part.case_id, part.user_id
            began[key] = min(part.since, began.get(key, part.since))
    return {key: Asked(key[1], key[0], at) for key, at in _declared(began).items()}


def _declared(began: dict[tuple[UUID, UUID], datetime]) -> dict[tuple[UUID, UUID], datetime | None]:
    found: dict[tuple[UUID, UUID], datetime | None] = dict.fromkeys(began)
    rows = NoConflict.objects.filter(
        case__in={case_id for case_id, _ in began}, user__in={user_id for _, user_id in began}
    )
    for row in rows.order_by("declared_at"):
        key = row.case_id, row.user_id
        if key in began and row.declared_at >= began[key]:
            found[key] = row.declared_at
    return found


def is_asked(user: Any, case: Case) -> bool:
    """Whether somebody has yet to say that nothing stands against their part."""
    asked = asked_among(parts_of(user, case)).get((case.pk, user.pk))
    return asked is not None and asked.declared_at is None


@act
def declare_no_conflict(case: Case, *, by: User, now: datetime) -> NoConflict:
    """Declare for oneself that there is no conflict. Raises NotTheMoment for who is not asked any more."""
    case = lock(case)
    if not is_asked(by, case):
        raise NotTheMoment(
            "Nothing is asked of you here: you have declared already, or your part needs none."
        )
    part = next(part for part in parts_of(by, case) if part.role in ASKED)
    row = NoConflict(case=case, compartment=part.compartment, user=by, declared_at=now)
    record(row, by=by, now=now, act="no_conflict_declared")
    return row
