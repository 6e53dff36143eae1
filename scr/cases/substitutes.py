"""Who takes over for somebody with a conflict, and who stands in for somebody who cannot come.

Named by the member, from the same organisation (seed 004, section 2), and approved by it: by the agency's
chief officer; what another board says is recorded by those who run the case.
"""

from datetime import datetime

from django.db.models import QuerySet

from scr.cases.access import regrant
from scr.cases.audiences import Kind
from scr.cases.handing_over import take_over
from scr.cases.joining import (
    join,
    of_same_organisation,
    require_free,
    require_same_organisation,
    welcome,
)
from scr.cases.models import Case, CaseAgency, Compartment, Nomination, Participant
from scr.cases.partners import require_partner
from scr.cases.policy import NotTheMoment, may, require
from scr.cases.writing import act, compartment_of, lock, record
from scr.outbox.services import put_notice
from scr.people.models import User
from scr.people.roles import Do, roles_that_may


@act
def nominate(left: Participant, nominee: User, *, by: User, now: datetime) -> Nomination:
    """Name who takes over from somebody who left for a conflict; nothing opens before it is approved.

    Who leaves names a substitute in that same act (participation.recuse); later the administrator does.
    Raises NotTheMoment for somebody from elsewhere or who cannot hold the part, and beside another one.
    """
    if left.user_id != by.pk:
        require(by, Do.MANAGE_PEOPLE, case=left.case)
    case = lock(left.case)
    if left.recused_at is None:
        raise NotTheMoment(f"{left.user} has not left this case for a conflict of interest.")
    return _named(case, left, nominee, None, by=by, now=now)


@act
def nominate_until(
    part: Participant, nominee: User, *, until: datetime, by: User, now: datetime
) -> Nomination:
    """Name who stands in for a member who comes back; the access of the one who stands in ends by itself.

    Who runs the case is not stood in for. Raises NotTheMoment as above, and for somebody who has left.
    """
    if part.user_id != by.pk:
        require(by, Do.MANAGE_PEOPLE, case=part.case)
    case = lock(part.case)
    if not may_be_stood_in_for(part):
        raise NotTheMoment(f"Nobody can stand in for {part.user} on this case.")
    return _named(case, part, nominee, until, by=by, now=now)


def may_be_stood_in_for(part: Participant) -> bool:
    """Whether a part is held now and is one that somebody else can hold for a while."""
    is_held = Participant.objects.current().filter(pk=part.pk).exists()
    return is_held and Do.SEND_APOLOGIES in part.does and Do.MANAGE_PEOPLE not in part.does


def colleagues(case: Case, member: User) -> QuerySet[User]:
    """Who could take over or stand in: people of the same organisation without a part on the case.

    Left out is also who left the case for a conflict.
    """
    current = Participant.objects.current().filter(case=case)
    barred = Participant.objects.filter(case=case, recused_at__isnull=False)
    found = of_same_organisation(member).exclude(pk__in=current.values("user_id"))
    return found.exclude(pk__in=barred.values("user_id")).select_related("agency", "board")


def _named(
    case: Case, left: Participant, nominee: User, until: datetime | None, *, by: User, now: datetime
) -> Nomination:
    if Nomination.objects.filter(left=left, until=until).exclude(is_approved=False).exists():
        raise NotTheMoment(f"A substitute for {left.user} has been named already.")
    _require_nameable(case, left, nominee)
    nomination = Nomination(
        case=case,
        compartment=_compartment_for(case, left.user),
        left=left,
        nominee=nominee,
        until=until,
        nominated_at=now,
        nominated_by=by,
    )
    record(nomination, by=by, now=now, act="substitute_named", role=left.role)
    for part in approvers(nomination):
        _tell(part, nomination, now=now)
    return nomination


def _require_nameable(case: Case, left: Participant, nominee: User) -> None:
    require_same_organisation(left, nominee)
    require_partner(case, nominee, left.role)
    require_free(case, nominee, left.role, left.agency)
    if Participant.objects.filter(case=case, user=nominee, recused_at__isnull=False).exists():
        raise NotTheMoment(f"{nominee} has left this case for a conflict of interest.")


def _compartment_for(case: Case, member: User) -> Compartment:
    """The organisation's own room, so that its chief officer reads it; the panel's where it is not there."""
    agency = member.agency
    if agency is not None and CaseAgency.objects.filter(case=case, agency=agency).exists():
        return compartment_of(case, Kind.ROOM, agency)
    return compartment_of(case, Kind.PANEL)


def approvers(nomination: Nomination) -> list[Participant]:
    """The chief officers of the organisation; where none is on the case, those who run it."""
    organisation = nomination.left.user.agency
    parts = Participant.objects.current().filter(case=nomination.case).select_related("user")
    stewards = parts.filter(role__in=roles_that_may(Do.MANAGE_PEOPLE))
    if organisation is None:
        return list(stewards)
    officers = parts.filter(role__in=roles_that_may(Do.APPROVE_SUBSTITUTE), agency=organisation)
    return list(officers) or list(stewards)


def _tell(part: Participant, nomination: Nomination, *, now: datetime) -> None:
    reference = nomination.case.reference
    put_notice(
        key=f"nominated:{nomination.pk}:{part.user_id}",
        recipient=part.user,
        subject=f"A substitute waits for approval on {reference}",
        body=f"A substitute was named on {reference}. Sign in to approve or refuse.",
        path=f"/cases/{nomination.case_id}/substitutes/{nomination.pk}/",
        now=now,
        case_id=nomination.case_id,
        compartment_id=nomination.compartment_id,
    )


def may_approve(user: User, nomination: Nomination) -> bool:
    """Whether somebody answers for the organisation: its chief officer, who is not the one concerned."""
    agency = nomination.left.user.agency
    if agency is None or user.pk == nomination.nominee_id:
        return False
    return may(user, Do.APPROVE_SUBSTITUTE, case=nomination.case, agency=agency)


@act
def answer_nomination(
    nomination: Nomination, *, is_approved: bool, answer: str, by: User, now: datetime
) -> Nomination:
    """The chief officer approves a substitute or does not; the administrator records how that was heard.

    An approved substitute takes over role and post, and for good what was not done. Raises NotTheMoment the
    second time, when standing in would be over, without a reason for a refusal, and without the evidence
    where somebody else's approval is recorded.
    """
    is_own_word = may_approve(by, nomination)
    if not is_own_word:
        require(by, Do.MANAGE_PEOPLE, case=nomination.case)
    case = lock(nomination.case)
    nomination.refresh_from_db(fields=["answered_at"])
    if nomination.answered_at is not None:
        raise NotTheMoment("This substitute has been approved or refused already.")
    if by.pk == nomination.nominee_id:
        raise NotTheMoment("You cannot approve yourself as a substitute.")
    if is_approved and nomination.until is not None and nomination.until <= now:
        raise NotTheMoment("What this substitute was named for is over.")
    if not answer and not (is_own_word and is_approved):
        raise NotTheMoment("Say why it is refused, or who approved it and how you know.")
    nomination.answered_at, nomination.answered_by = now, by
    nomination.is_approved, nomination.answer = is_approved, answer
    record(nomination, by=by, now=now, act="substitute_answered", is_approved=is_approved)
    if is_approved:
        _take_part(case, nomination, by=by, now=now)
    return nomination


def _take_part(case: Case, nomination: Nomination, *, by: User, now: datetime) -> None:
    left, nominee = nomination.left, nomination.nominee
    _require_nameable(case, left, nominee)
    part = join(
        case,
        nominee,
        left.role,
        left.agency,
        by=by,
        now=now,
        post=left.post,
        until=nomination.until or left.until,
        substitute_for=left,
    )
    if nomination.until is None:
        take_over(part, left, by=by, now=now)
    welcome(part, now=now)
    regrant(case)
