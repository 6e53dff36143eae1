"""When something changes that was signed inside an agency: the signatures no longer hold."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from scr.cases.duties import cancel
from scr.cases.events import standing_milestones
from scr.cases.models import Case, Duty
from scr.cases.services import record_milestone, withdraw
from scr.people.models import Agency, User
from scr.procedures.signing import COUNTERSIGN, OPENED, READY, SIGN_STEP, SIGNED


def sign_again(case: Case, agency: Agency, *, by: User, now: datetime) -> bool:
    """Begin with the first signature again, after a change to what others have signed.

    Returns whether anything was signed. The caller holds the lock on the case, and has changed the review or
    the chronology. Whoever signs first is told as for any other task.
    """
    first = standing_milestones(case).filter(key=SIGNED, agency=agency).first()
    if first is None:
        return False
    stop_signing(case, agency, by=by, now=now)
    asked = Duty.objects.filter(case=case, agency=agency, rule_key=SIGN_STEP, subject_id=first.subject_id)
    record_milestone(
        case,
        OPENED,
        by=by,
        now=now,
        agency=agency,
        subject_id=first.subject_id,
        person=asked.latest("opened_at").person,
    )
    return True


def stop_signing(case: Case, agency: Agency, *, by: User, now: datetime, kept: Collection[UUID] = ()) -> None:
    """Let no signature inside an agency hold but those of the steps that are kept, and ask nobody for one."""
    stood = standing_milestones(case).filter(key__in=(SIGNED, READY), agency=agency)
    for milestone in stood.exclude(subject_id__in=kept):
        withdraw(milestone, by=by, now=now)
    asked = Duty.objects.open().filter(case=case, agency=agency, rule_key__in=(SIGN_STEP, COUNTERSIGN))
    for duty in asked.select_related("case", "agency"):
        cancel(duty, by=by, now=now)
