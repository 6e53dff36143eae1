"""What becomes of duties when an agency joins a case, and when people leave it or are replaced."""

from datetime import datetime

from scr.cases.duties import Target, cancel, is_wanted, open_duty, save_duty
from scr.cases.events import standing_milestones
from scr.cases.models import CaseAgency, Duty, Participant
from scr.cases.owners import tell_owners
from scr.cases.rulebooks import books_of
from scr.cases.starts import Start
from scr.people.models import User
from scr.procedures.rule import Per


def open_for_agency(joined: CaseAgency, *, by: User | None, now: datetime) -> None:
    """Open for an agency that joins what has been set off on the case; its clocks count from now."""
    case, agency = joined.case, joined.agency
    books = list(books_of(case))
    for milestone in standing_milestones(case).filter(agency__isnull=True):
        for book in books:
            for rule in book.rules:
                is_set_off = milestone.key == rule.trigger and is_wanted(rule, case)
                if rule.per is Per.AGENCY and is_set_off and book.agency in (None, agency):
                    target = Target(agency, overlay=book.overlay)
                    open_duty(rule, target, case, Start(milestone.key, now), by=by, now=now)


def lay_down(part: Participant, *, by: User, now: datetime) -> None:
    """Cancel what waits by name for somebody who leaves a case."""
    by_name = Duty.objects.open().filter(
        case_id=part.case_id, person_id=part.user_id, subject_id__isnull=True
    )
    for duty in by_name.filter(owners__contains=[part.role]):
        cancel(duty, by=by, now=now)


def hand_back(part: Participant, *, by: User, now: datetime) -> None:
    """Give what somebody was named for, and leaves undone, to those whose role it is."""
    named = Duty.objects.open().filter(case_id=part.case_id, person_id=part.user_id, subject_id__isnull=False)
    for duty in named.select_related("agency", "case"):
        duty.person = None
        save_duty(duty, "duty_handed_back", by=by, now=now)
        tell_owners(duty, now=now)


def take_over(part: Participant, left: Participant, *, by: User, now: datetime) -> None:
    """Open for a substitute what the one who left had not done; the clock counts from now."""
    not_done = Duty.objects.filter(
        case_id=part.case_id,
        person_id=left.user_id,
        subject_id__isnull=True,
        cancelled_at=left.recused_at,
        met_at__isnull=True,
    )
    for duty in not_done.filter(owners__contains=[left.role]):
        target = Target(person=part.user)
        open_duty(duty.rule, target, duty.case, Start(duty.anchor, now), by=by, now=now)
