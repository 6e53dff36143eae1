"""Emergency access: a case opened for some hours to somebody of the board who is not on it.

For the moment when a child may be at risk and nobody who is on the case can be reached. It only reads, is
told to the Chair at once and reviewed afterwards. Whoever asks learns nothing about cases: the answer is the
same for a reference that does not exist, for a case that somebody left for a conflict, and for one's own.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.timezone import localdate

from scr.audit.services import note
from scr.cases.access import regrant
from scr.cases.audiences import Kind
from scr.cases.independence import names_as_involved
from scr.cases.joining import join
from scr.cases.models import Case, EmergencyAccess, EmergencyTry, Participant
from scr.cases.policy import NotTheMoment, require
from scr.cases.writing import act, compartment_of, lock, record
from scr.outbox.services import put_notice
from scr.people.identity import working_on
from scr.people.models import User
from scr.people.roles import EMERGENCY_READER, Do, roles_that_may
from scr.people.services import posts_of, require_post

POSTS = ("administrator", "chair", "panel_member")
A_DAY = timedelta(days=1)


def require_emergency_post(user: User, *, now: datetime) -> None:
    """Let only administrators, Chair and panel members ask. Raises PermissionDenied for others."""
    require_post(user, *POSTS, today=localdate(now))


def may_ask(user: User, *, now: datetime) -> bool:
    """Whether somebody holds a post that lets them ask for emergency access."""
    return bool(posts_of(user, today=localdate(now)) & set(POSTS))


@transaction.atomic
def open_in_emergency(*, reference: str, reason: str, by: User, now: datetime) -> EmergencyAccess | None:
    """Open a case to somebody for `settings.EMERGENCY_HOURS`, or None: nothing says why it was not opened.

    Raises PermissionDenied without a post, NotTheMoment after `settings.EMERGENCY_TRIES` within 24 hours.
    """
    require_emergency_post(by, now=now)
    _count_try(by, now=now)
    case_id = _find(reference)
    if case_id is not None:
        with working_on(case_id):
            case = lock(Case(pk=case_id))
            if not _is_barred(case, by):
                return _open(case, reason, by=by, now=now)
    note("emergency_refused", by=by, at=now, subject=by)
    return None


def _find(reference: str) -> UUID | None:
    """The case of a reference. Who asks does not see it yet, so the database answers with its id alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT case_in_emergency(%s)", [reference.strip()])
        found: UUID | None = cursor.fetchone()[0]
    return found


def _count_try(user: User, *, now: datetime) -> None:
    """One after the other for each person, so that two at once are counted as two."""
    User.objects.select_for_update().get(pk=user.pk)
    if EmergencyTry.objects.filter(user=user, tried_at__gt=now - A_DAY).count() >= settings.EMERGENCY_TRIES:
        raise NotTheMoment(
            "You have asked for emergency access too often today. Ask the Chair or the administrator."
        )
    EmergencyTry.objects.create(user=user, tried_at=now)


def _is_barred(case: Case, user: User) -> bool:
    """Who has a conflict of interest never gets in this way; who takes part has no need to."""
    parts = Participant.objects.filter(case=case, user=user)
    is_recused = parts.filter(recused_at__isnull=False).exists()
    return is_recused or parts.current().exists() or names_as_involved(case, user)


def _open(case: Case, reason: str, *, by: User, now: datetime) -> EmergencyAccess:
    until = now + timedelta(hours=settings.EMERGENCY_HOURS)
    part = join(case, by, EMERGENCY_READER, None, by=by, now=now, until=until)
    access = EmergencyAccess(
        case=case,
        compartment=compartment_of(case, Kind.PANEL),
        part=part,
        user=by,
        reason=reason,
        opened_at=now,
        until=until,
    )
    record(access, by=by, now=now, act="emergency_opened")
    regrant(case)
    for told in _told(access):
        _tell(told, access, now=now)
    return access


def _told(access: EmergencyAccess) -> list[Participant]:
    """Who runs the case: its Chair and its administrators."""
    parts = Participant.objects.current().filter(case=access.case, role__in=roles_that_may(Do.MANAGE_PEOPLE))
    return list(parts.select_related("user"))


def _tell(told: Participant, access: EmergencyAccess, *, now: datetime) -> None:
    reference = access.case.reference
    put_notice(
        key=f"emergency:{access.pk}:{told.user_id}",
        recipient=told.user,
        subject=f"Emergency access to {reference}",
        body=f"Somebody of the board opened {reference} in an emergency. Sign in to see who and why.",
        path=f"/cases/{access.case_id}/emergency/{access.pk}/",
        now=now,
        case_id=access.case_id,
        compartment_id=access.compartment_id,
        is_urgent=True,
    )


@act
def end_emergency(access: EmergencyAccess, *, by: User, now: datetime) -> EmergencyAccess:
    """End an emergency access before its time: who opened it, or who runs the case.

    Raises NotTheMoment when it is over."""
    if access.user_id != by.pk:
        require(by, Do.MANAGE_PEOPLE, case=access.case)
    case = lock(access.case)
    access.refresh_from_db(fields=["until"])
    if access.until <= now:
        raise NotTheMoment("This emergency access has ended already.")
    access.until = access.part.until = now
    record(access.part, by=by, now=now, act="participation_ended", role=EMERGENCY_READER)
    record(access, by=by, now=now, act="emergency_ended")
    regrant(case)
    return access


@act
def review_emergency(
    access: EmergencyAccess, *, is_justified: bool, findings: str, by: User, now: datetime
) -> EmergencyAccess:
    """The Chair says whether it was justified. Raises NotTheMoment for one's own, or twice."""
    require(by, Do.REVIEW_EMERGENCY, case=access.case)
    lock(access.case)
    access.refresh_from_db(fields=["reviewed_at"])
    if access.user_id == by.pk:
        raise NotTheMoment("You opened this yourself, so somebody else must review it.")
    if access.reviewed_at is not None:
        raise NotTheMoment("This emergency access has been reviewed already.")
    access.reviewed_at, access.reviewed_by = now, by
    access.is_justified, access.findings = is_justified, findings
    record(access, by=by, now=now, act="emergency_reviewed", is_justified=is_justified)
    return access
