"""What runs beside a review: noted when the case is referred or later, kept up to date, ended.

Seed 004, section 5.5; an inquiry of the Children's Commissioner by section 3. Nothing waits for any of it
unless it asks for a hold (scr/cases/holds.py).
"""

from dataclasses import dataclass
from datetime import date, datetime

from scr.cases.audiences import Kind
from scr.cases.models import Case, Hold, JointCommission, ParallelProcess
from scr.cases.policy import NotTheMoment, Stale, require
from scr.cases.services import record_milestone
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import london_day
from scr.people.models import User
from scr.people.roles import Do
from scr.procedures.parallel import OTHER


@dataclass(frozen=True)
class Standing:
    """How a parallel process stands, as people know it; an empty text is "not known"."""

    kind: str
    name: str = ""
    organisation: str = ""
    contact: str = ""
    progress: str = ""
    next_on: date | None = None
    next_what: str = ""
    notes: str = ""


@act
def note_process(case: Case, standing: Standing, *, by: User, now: datetime) -> ParallelProcess:
    """Note that something runs beside the review, from now on. Raises NotTheMoment for one without a name."""
    require(by, Do.KEEP_PARALLEL, case=case)
    if standing.kind == OTHER and not standing.name:
        raise NotTheMoment("Say what it is, since no kind of the list fits.")
    return _open(lock(case), standing, by=by, now=now)


@act
def note_from_referral(
    case: Case, kind: str, details: str, *, by: User | None, now: datetime
) -> ParallelProcess:
    """Note what the referral said runs beside it. The referrer has no part, so the room of referrals asks."""
    standing = Standing(kind, name="Named in the referral" if kind == OTHER else "", notes=details)
    return _open(lock(case), standing, by=by, now=now, is_from_referral=True)


def _open(
    case: Case, standing: Standing, *, by: User | None, now: datetime, is_from_referral: bool = False
) -> ParallelProcess:
    process = ParallelProcess(
        case=case, compartment=compartment_of(case, Kind.PANEL), is_from_referral=is_from_referral
    )
    _write(process, standing, by=by, now=now)
    kind = process.known_as
    if kind.is_criminal:
        record_milestone(case, "criminal_case_noted", by=by, now=now, subject_id=process.pk)
    if kind.may_join:
        record_milestone(case, "review_beside_noted", by=by, now=now, subject_id=process.pk)
    return process


def _write(process: ParallelProcess, standing: Standing, *, by: User | None, now: datetime) -> None:
    process.kind, process.name = standing.kind, standing.name
    process.organisation, process.contact = standing.organisation, standing.contact
    process.progress, process.notes = standing.progress, standing.notes
    process.next_on, process.next_what = standing.next_on, standing.next_what
    process.saved_at, process.saved_by = now, by
    process.revision += 1
    record(process, by=by, now=now, act="parallel_process_noted", revision=process.revision)


@act
def change_process(
    process: ParallelProcess, standing: Standing, *, revision: int, by: User, now: datetime
) -> ParallelProcess:
    """Keep how it stands now; the earlier state stays in its history. Its kind stays as it was noted.

    Raises NotTheMoment once it has ended, Stale when somebody saved it since `revision` was read.
    """
    kept = _running(process, by=by)
    if kept.revision != revision:
        raise Stale(
            f"{kept.saved_by} saved this after you opened it. Open it in a second window and compare; if you "
            "save again, your text replaces it.",
            kept.revision,
        )
    if standing.kind != kept.kind:
        raise NotTheMoment("The kind stays as it was noted. End this one and note another.")
    _write(kept, standing, by=by, now=now)
    return kept


def _running(process: ParallelProcess, *, by: User) -> ParallelProcess:
    """A process as it stands, on the locked case. Raises NotTheMoment once it has ended."""
    require(by, Do.KEEP_PARALLEL, case=process.case)
    case = lock(process.case)
    kept = ParallelProcess.objects.select_related("compartment", "saved_by").get(pk=process.pk, case=case)
    if kept.ended_on is not None:
        raise NotTheMoment("This has ended, so nothing about it changes any more.")
    return kept


@act
def consider_joint(
    process: ParallelProcess, *, is_joint: bool, reasons: str, decided_on: date, by: User, now: datetime
) -> JointCommission:
    """Record whether the review is co-ordinated or commissioned together with it, and why.

    A later record takes the place of an earlier one, which stays. Raises NotTheMoment for what is no review,
    such as a police investigation, for a day to come, and once it has ended.
    """
    kept = _running(process, by=by)
    if not kept.known_as.may_join:
        raise NotTheMoment("This is no review, so that nothing can be commissioned together with it.")
    if decided_on > london_day(now):
        raise NotTheMoment("Give the day on which it was decided, up to today.")
    row = JointCommission(
        case=kept.case,
        compartment=kept.compartment,
        process=kept,
        is_joint=is_joint,
        reasons=reasons,
        decided_on=decided_on,
        recorded_at=now,
        recorded_by=by,
    )
    record(row, by=by, now=now, act="joint_commission_considered", is_joint=is_joint)
    record_milestone(kept.case, "joint_considered", by=by, now=now, subject_id=kept.pk)
    return row


@act
def end_process(
    process: ParallelProcess, *, ended_on: date, ended_how: str, by: User, now: datetime
) -> ParallelProcess:
    """Note that it has ended and how. Raises NotTheMoment while it asks for a hold: that is lifted first."""
    kept = _running(process, by=by)
    if ended_on > london_day(now):
        raise NotTheMoment("Give the day on which it ended, up to today.")
    if Hold.objects.filter(process=kept, lifted_at__isnull=True).exists():
        raise NotTheMoment("Lift its hold first: a hold stands until somebody lifts it.")
    kept.ended_on, kept.ended_how = ended_on, ended_how
    record(kept, by=by, now=now, act="parallel_process_ended")
    record_milestone(kept.case, "process_ended", by=by, now=now, subject_id=kept.pk)
    return kept
