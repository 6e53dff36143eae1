"""Whose a duty is, and telling them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from scr.cases.models import Case, Duty, Participant
from scr.outbox.services import put_notice
from scr.people.roles import Do, roles_that_may


def owners_of(duty: Duty) -> list[Participant]:
    """The participants whose duty it is at this moment."""
    parts = Participant.objects.current().filter(case_id=duty.case_id)
    return owners_among(duty, parts.select_related("user"))


class Owned(Protocol):
    """What says whose a duty is: a duty, or what a sweep reads of one."""

    @property
    def owners(self) -> list[str]: ...
    @property
    def person_id(self) -> UUID | None: ...
    @property
    def agency_id(self) -> UUID | None: ...


def owners_among(duty: Owned, parts: Iterable[Participant]) -> list[Participant]:
    """Those of a case's participants whose duty it is, each person once."""
    mine = (part for part in parts if _is_owner(duty, part))
    return list({part.user_id: part for part in mine}.values())


def holders_among(duty: Owned, role: str, parts: Iterable[Participant]) -> list[Participant]:
    """Those who hold a role towards a duty: of its agency, where the role acts for one."""
    of_role = (part for part in parts if part.role == role)
    return [part for part in of_role if not part.is_for_agency or part.agency_id == duty.agency_id]


def stewards_among(parts: Iterable[Participant]) -> list[Participant]:
    """Who is told of a task whose role nobody holds: those who say who takes part."""
    roles = roles_that_may(Do.MANAGE_PEOPLE)
    return [part for part in parts if part.role in roles]


def unheld(case: Case, user: Any) -> list[Duty]:
    """The open tasks of a case that somebody may see and that nobody's role makes theirs, by due moment."""
    parts = list(Participant.objects.current().filter(case=case))
    waiting = Duty.objects.visible_to(user).open().filter(case=case).select_related("agency", "case")
    return [duty for duty in waiting if not owners_among(duty, parts)]


def _is_owner(duty: Owned, part: Participant) -> bool:
    if duty.person_id:
        return part.user_id == duty.person_id
    return part.role in duty.owners and (not part.is_for_agency or part.agency_id == duty.agency_id)


def tell_owners(duty: Duty, *, now: datetime) -> None:
    """Put a notice that a task waits into the outbox for each owner."""
    for part in owners_of(duty):
        put_notice(
            key=f"opened:{duty.pk}:{part.user_id}",
            recipient=part.user,
            subject=f"A task waits for you on {duty.case.reference}",
            body=f"A task on {duty.case.reference} waits for you. Sign in to see it.",
            path=f"/duties/{duty.pk}/",
            now=now,
            case_id=duty.case_id,
            compartment_id=duty.compartment_id,
            about_id=duty.pk,
            is_urgent=bool(duty.rule.reminder_hours),
        )
