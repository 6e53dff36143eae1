"""Whose access ends soon, and who has nothing left to open and so is signed out at once."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from scr.cases.models import Participant
from scr.outbox.services import Draft, put_notices
from scr.people.identity import acting_as
from scr.people.models import User
from scr.people.roles import EMERGENCY_READER, Do, roles_that_may
from scr.people.services import posts_of
from scr.people.sessions import end_sessions

SOON = timedelta(days=7)


def tell_of_ends(now: datetime) -> int:
    """Tell those who run a case of access that ends within seven days; returns of how many parts.

    Each end is told once: a later sweep finds its notice there, and access that was prolonged is told anew.
    Nobody is told of who stands in for a member that comes back: that is meant to end.
    """
    ending = Participant.objects.current().filter(until__lte=now + SOON).exclude(role=EMERGENCY_READER)
    ending = ending.exclude(substitute_for__isnull=False, substitute_for__recused_at__isnull=True)
    parts = list(ending.select_related("case"))
    stewards = Participant.objects.current().filter(
        case__in={part.case_id for part in parts}, role__in=roles_that_may(Do.MANAGE_PEOPLE)
    )
    told = [(part, one) for one in stewards for part in parts if part.case_id == one.case_id]
    put_notices(_end_notice(part, steward, now) for part, steward in told)
    return len(parts)


def _end_notice(part: Participant, steward: Participant, now: datetime) -> Draft:
    reference = part.case.reference
    return Draft(
        key=f"ends:{part.pk}:{part.until:%Y%m%d%H%M}:{steward.user_id}",
        recipient_id=str(steward.user_id),
        subject=f"Somebody’s access to {reference} ends soon",
        body=f"Access to {reference} ends within a week. Sign in to see whose, and to prolong it.",
        path=f"/cases/{part.case_id}/people/",
        created_at=now,
        case_id=str(part.case_id),
        compartment_id=str(part.compartment_id),
        about_id=None,
        is_urgent=False,
    )


def has_nothing_left(user: User, *, now: datetime) -> bool:
    """Whether somebody holds no standing post and no part on any case at this moment."""
    with acting_as(service="sweep"):  # whoever ends a part on one case does not see the others
        holds_part = Participant.objects.current().filter(user=user).exists()
    return not holds_part and not posts_of(user, today=localdate(now))


def end_sessions_of_leaver(user: User, *, now: datetime) -> int:
    """Sign somebody out everywhere who has nothing left; returns how many sessions ended."""
    return end_sessions(user, now=now) if has_nothing_left(user, now=now) else 0
