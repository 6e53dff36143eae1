"""Who takes over for somebody with a conflict: named by the member, approved by the organisation.

The substitute comes from the same organisation (seed 004, section 2); its chief officer approves.
"""

from datetime import datetime

from scr.cases.access import regrant
from scr.cases.audiences import Kind
from scr.cases.handing_over import take_over
from scr.cases.joining import join, require_free, require_same_organisation, welcome
from scr.cases.models import Case, CaseAgency, Compartment, Nomination, Participant
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
    _require_vacant(left)
    require_same_organisation(left, nominee)
    require_free(case, nominee, left.role, left.agency)
    nomination = Nomination(
        case=case,
        compartment=_compartment_for(case, left.user),
        left=left,
        nominee=nominee,
        nominated_at=now,
        nominated_by=by,
    )
    record(nomination, by=by, now=now, act="substitute_named", role=left.role)
    for part in approvers(nomination):
        _tell(part, nomination, now=now)
    return nomination


def _require_vacant(left: Participant) -> None:
    if left.recused_at is None:
        raise NotTheMoment(f"{left.user} has not left this case for a conflict of interest.")
    if Nomination.objects.filter(left=left).exclude(is_approved=False).exists():
        raise NotTheMoment(f"A substitute for {left.user} has been named already.")


def _compartment_for(case: Case, member: User) -> Compartment:
    """The organisation's own room, so that its chief officer reads it; the panel's where it is not there."""
    agency = member.agency
    if agency is not None and CaseAgency.objects.filter(case=case, agency=agency).exists():
        return compartment_of(case, Kind.ROOM, agency)
    return compartment_of(case, Kind.PANEL)


def approvers(nomination: Nomination) -> list[Participant]:
    """The chief officers of the organisation; where none is on the case, those who run it."""
    organisation = nomination.left.user.agency
    assert organisation is not None  # or nobody could have been named
    parts = Participant.objects.current().filter(case=nomination.case).select_related("user")
    officers = parts.filter(role__in=roles_that_may(Do.APPROVE_SUBSTITUTE), agency=organisation)
    return list(officers) or list(parts.filter(role__in=roles_that_may(Do.MANAGE_PEOPLE)))


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
    return user.pk != nomination.nominee_id and may(
        user, Do.APPROVE_SUBSTITUTE, case=nomination.case, agency=agency
    )


@act
def answer_nomination(
    nomination: Nomination, *, is_approved: bool, answer: str, by: User, now: datetime
) -> Nomination:
    """The chief officer approves a substitute or does not; the administrator records how that was heard.

    An approved substitute takes over role, post and what was not done. Raises NotTheMoment the second time,
    without a reason for a refusal, and without the evidence where somebody else's approval is recorded.
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
    require_free(case, nominee, left.role, left.agency)
    part = join(
        case,
        nominee,
        left.role,
        left.agency,
        by=by,
        now=now,
        post=left.post,
        until=left.until,
        substitute_for=left,
    )
    take_over(part, left, by=by, now=now)
    welcome(part, now=now)
    regrant(case)
