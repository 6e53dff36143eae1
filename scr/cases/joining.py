"""Writing a part on a case, and what stands against it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from scr.cases.audiences import Kind
from scr.cases.models import Case, CaseAgency, Participant
from scr.cases.policy import NotTheMoment
from scr.cases.writing import compartment_of, record
from scr.outbox.services import put_notice
from scr.people.models import Agency, User
from scr.people.roles import ROLES

# Roles that one person must not hold together on a case (seed 004, sections 2, 5.4 and 8).
SEPARATE = (
    frozenset({"agency_author", "chief_officer"}),
    frozenset({"agency_author", "panel_member"}),
    frozenset({"agency_author", "chair"}),
    frozenset({"agency_author", "review_signer"}),
    frozenset({"review_supporter", "chief_officer"}),
    frozenset({"review_supporter", "review_signer"}),
    frozenset({"review_supporter", "panel_member"}),
    frozenset({"review_supporter", "chair"}),
    frozenset({"review_signer", "chief_officer"}),
    frozenset({"overview_author", "panel_member"}),
    frozenset({"overview_author", "agency_author"}),
    frozenset({"overview_author", "chief_officer"}),
    frozenset({"overview_author", "review_supporter"}),
    frozenset({"overview_author", "review_signer"}),
    frozenset({"overview_author", "chair"}),
)


def join(
    case: Case, user: User, role: str, agency: Agency | None, *, by: User | None, now: datetime, **more: Any
) -> Participant:
    """Write a part that holds from now on; the caller has asked whether it may be given."""
    part = Participant(
        case=case,
        compartment=compartment_of(case, Kind.ROOM, agency) if agency else case.compartment,
        user=user,
        role=role,
        agency=agency,
        since=now,
        **more,
    )
    record(part, by=by, now=now, act="participant_added", role=role)
    return part


def welcome(part: Participant, *, now: datetime) -> None:
    """Tell somebody that they take part, without a name."""
    reference = part.case.reference
    put_notice(
        key=f"joined:{part.pk}",
        recipient=part.user,
        subject=f"You take part in {reference}",
        body=f"You have been asked to take part in {reference}. Sign in to see what is needed.",
        path=f"/cases/{part.case_id}/",
        now=now,
        case_id=part.case_id,
        compartment_id=part.compartment_id,
    )


def require_agency(case: Case, role: str, agency: Agency | None) -> None:
    """Raises NotTheMoment for a role of an agency without one that takes part."""
    if ROLES[role].for_agency and agency is None:
        raise NotTheMoment("Choose the agency that this role is for.")
    if agency is not None and not CaseAgency.objects.filter(case=case, agency=agency).exists():
        raise NotTheMoment(f"{agency} does not take part in this case yet.")


def require_same_organisation(left: Participant, substitute: User) -> None:
    """A substitute comes from the organisation of the one who left (seed 004, section 2).

    That is their agency, or the other board that they are of in a joint review.
    """
    if substitute not in of_same_organisation(left.user):
        raise NotTheMoment(f"A substitute for {left.user} must come from the same organisation.")


def of_same_organisation(member: User) -> QuerySet[User]:
    """Everybody of somebody's agency or other board; nobody where they belong to neither."""
    people = User.objects.filter(is_active=True)
    if member.agency_id is not None:
        return people.filter(agency_id=member.agency_id)
    return people.none() if member.board_id is None else people.filter(board_id=member.board_id)


def require_free(case: Case, user: User, role: str, agency: Agency | None) -> None:
    """Raises NotTheMoment for who holds the part already, or one that cannot go together with it."""
    parts = Participant.objects.current().filter(case=case, user=user)
    if parts.filter(role=role, agency=agency).exists():
        raise NotTheMoment(f"{user} already takes part in this role.")
    if clashes(role, set(parts.values_list("role", flat=True))):
        raise NotTheMoment(f"{user} holds a role on this case that cannot go together with this one.")


def clashes(role: str, held: Collection[str]) -> bool:
    """Whether a role cannot go together with one that the same person holds."""
    return any(role in pair and (pair - {role}) & set(held) for pair in SEPARATE)
