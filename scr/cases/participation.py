"""Who takes part in a case: standing posts, people added, conflicts of interest, access that ends."""

from datetime import datetime
from typing import Any

from scr.cases.access import regrant
from scr.cases.audiences import Kind
from scr.cases.handing_over import hand_back, lay_down, take_over
from scr.cases.models import (
    Case,
    CaseAgency,
    Participant,
)
from scr.cases.policy import NotTheMoment, require
from scr.cases.writing import act, compartment_of, lock, record
from scr.outbox.services import put_notice
from scr.people.models import Agency, User
from scr.people.roles import ROLES, Do
from scr.people.services import standing


@act
def add_standing(case: Case, role: str, *, by: User, now: datetime) -> None:
    """Make participants of those who hold a standing post in a role; who takes part already is left."""
    already = set(Participant.objects.filter(case=case, role=role).values_list("user_id", flat=True))
    for post in standing(role, on=now.date()):
        if post.user_id not in already:
            _add(case, post.user, role, None, by=by, now=now, post=post.post)
    regrant(case)


def _add(
    case: Case, user: User, role: str, agency: Agency | None, *, by: User, now: datetime, **more: Any
) -> Participant:
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


@act
def add_participant(
    case: Case,
    user: User,
    *,
    role: str,
    by: User,
    now: datetime,
    agency: Agency | None = None,
    post: str = "",
    until: datetime | None = None,
    substitute_for: Participant | None = None,
) -> Participant:
    """Give somebody a part on a case, from now on.

    Raises NotTheMoment for one who holds it already or holds one that cannot go together with it, for a role
    of an agency without one that takes part, and for a substitute from elsewhere.
    """
    _require_manager(case, by, role, agency)
    case = lock(case)
    _require_agency(case, role, agency)
    _require_free(case, user, role, agency)
    if substitute_for is not None:
        _require_same_organisation(substitute_for, user)
    part = _add(
        case, user, role, agency, by=by, now=now, post=post, until=until, substitute_for=substitute_for
    )
    if substitute_for is not None:
        take_over(part, substitute_for, by=by, now=now)
    regrant(case)
    _welcome(part, now=now)
    return part


def _welcome(part: Participant, *, now: datetime) -> None:
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


def _require_agency(case: Case, role: str, agency: Agency | None) -> None:
    if ROLES[role].for_agency and agency is None:
        raise NotTheMoment("Choose the agency that this role is for.")
    if agency is not None and not CaseAgency.objects.filter(case=case, agency=agency).exists():
        raise NotTheMoment(f"{agency} does not take part in this case yet.")


def _require_same_organisation(left: Participant, substitute: User) -> None:
    """A substitute comes from the organisation of the one who left (seed 004, section 2)."""
    if left.user.agency_id is None or left.user.agency_id != substitute.agency_id:
        raise NotTheMoment(f"A substitute for {left.user} must come from the same organisation.")


def _require_manager(case: Case, by: User, role: str, agency: Agency | None) -> None:
    """Participants are managed by the administrator; a chief officer appoints the own agency's reviewer."""
    if agency is not None and role == "agency_author":
        require(by, Do.APPOINT_AUTHOR, case=case, agency=agency)
    else:
        require(by, Do.MANAGE_PEOPLE, case=case)


# Roles that one person must not hold together on a case (seed 004, sections 2, 5.4 and 8).
SEPARATE = (
    frozenset({"agency_author", "chief_officer"}),
    frozenset({"agency_author", "panel_member"}),
    frozenset({"overview_author", "panel_member"}),
    frozenset({"overview_author", "agency_author"}),
    frozenset({"overview_author", "chief_officer"}),
)


def _require_free(case: Case, user: User, role: str, agency: Agency | None) -> None:
    parts = Participant.objects.current().filter(case=case, user=user)
    if parts.filter(role=role, agency=agency).exists():
        raise NotTheMoment(f"{user} already takes part in this role.")
    held = set(parts.values_list("role", flat=True))
    for pair in SEPARATE:
        if role in pair and held & (pair - {role}):
            raise NotTheMoment(f"{user} holds a role on this case that cannot go together with this one.")


@act
def recuse(
    part: Participant, *, reason: str, by: User, now: datetime, substitute: User | None = None
) -> Participant:
    """Take somebody off a case for a conflict of interest; access ends at once (seed 004, section 2).

    A substitute from the same organisation takes over role and post. Raises NotTheMoment the second time.
    """
    action = Do.DECLARE_CONFLICT if part.user_id == by.pk else Do.MANAGE_PEOPLE
    require(by, action, case=part.case)
    case = lock(part.case)
    part.refresh_from_db()
    if part.recused_at is not None:
        raise NotTheMoment(f"{part.user} has left this case already.")
    part.recused_at, part.recusal_reason = now, reason
    record(part, by=by, now=now, act="participant_recused", role=part.role)
    lay_down(part, by=by, now=now)
    hand_back(part, by=by, now=now)
    if substitute is not None:
        _require_same_organisation(part, substitute)
        _require_free(case, substitute, part.role, part.agency)
        taking_over = _add(
            case, substitute, part.role, part.agency, by=by, now=now, post=part.post, substitute_for=part
        )
        take_over(taking_over, part, by=by, now=now)
        _welcome(taking_over, now=now)
    regrant(case)
    return part


@act
def end_participation(part: Participant, *, until: datetime, by: User, now: datetime) -> Participant:
    """Let somebody's access end at a moment. Raises NotTheMoment for the last who runs the case."""
    require(by, Do.MANAGE_PEOPLE, case=part.case)
    case = lock(part.case)
    others = Participant.objects.current().filter(case=case, role=part.role).exclude(user_id=part.user_id)
    if Do.MANAGE_PEOPLE in ROLES[part.role].does and not others.exists():
        raise NotTheMoment(f"Add another {part.role_name} first: nobody would be left in this role.")
    part.until = until
    record(part, by=by, now=now, act="participation_ended", role=part.role)
    if not Participant.objects.current().filter(case=case, user_id=part.user_id).exists():
        hand_back(part, by=by, now=now)
    regrant(case)
    return part
