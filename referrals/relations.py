"""Other cases that name people like those of a case: shown to its administrator, who says what they are.

Nothing is merged. Of a case in which the administrator has no part the database tells reference and code
name only.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from referrals.models import CaseRelation
from scr.cases.audiences import Kind
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, may, require
from scr.cases.writing import act, compartment_of, lock, record
from scr.people.models import User
from scr.people.roles import Do


@dataclass(frozen=True)
class Alike:
    """A case with like names: whether it is the child's own, and what somebody found of it, if anybody."""

    case_id: UUID
    reference: str
    code_name: str
    is_same_child: bool
    noted: CaseRelation | None = None


def alike_cases(case: Case, *, user: User) -> list[Alike]:
    """The cases that name people like those of a case, the likest first; none for whoever may not know.

    Whom the database answers stands in its function (scr/cases/migrations: alike_cases).
    """
    if not may(user, Do.RELATE_CASES, case=case):
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT case_id, reference, code_name, is_same_child FROM alike_cases(%s)", [case.pk])
        found = cursor.fetchall()
    noted = relations_on(case, user=user)
    return [
        Alike(case_id, reference, code_name, is_same_child, noted.get(case_id))
        for case_id, reference, code_name, is_same_child in found
    ]


def relations_on(case: Case, *, user: User) -> dict[UUID, CaseRelation]:
    """What holds of other cases, by their ids."""
    rows = CaseRelation.objects.visible_to(user).filter(case=case).select_related("noted_by")
    return {row.other_case_id: row for row in rows.order_by("noted_at")}


@act
def note_relation(
    case: Case, other_id: UUID, *, found: str, reason: str, by: User, now: datetime
) -> CaseRelation:
    """Say what another case with like names is; what was said before stays, and no longer holds.

    Raises NotTheMoment for a case that names nobody alike.
    """
    require(by, Do.RELATE_CASES, case=case)
    case = lock(case)
    other = next((one for one in alike_cases(case, user=by) if one.case_id == other_id), None)
    if other is None:
        raise NotTheMoment("No such case names people like those of this one.")
    relation = CaseRelation(
        case=case,
        compartment=compartment_of(case, Kind.PANEL),
        other_case_id=other.case_id,
        other_reference=other.reference,
        found=found,
        reason=reason,
        noted_at=now,
        noted_by=by,
    )
    record(relation, by=by, now=now, act="relation_noted", found=found)
    return relation
