"""Holds: what a parallel process asks the board to wait with, until somebody lifts it (seed 004, 5.4).

A hold stops what scr/procedures/parallel.py says and nothing else. Placing one opens the task to look at it
again on the day that was agreed; keeping it opens the next one.
"""

from dataclasses import dataclass
from datetime import date, datetime

from scr.cases.models import Hold, HoldReview, ParallelProcess
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import record_milestone
from scr.cases.writing import act, lock, record
from scr.dates import london_day
from scr.people.models import User
from scr.people.roles import Do
from scr.procedures.parallel import HOLD_BY_KEY, INTERVIEWS


@dataclass(frozen=True)
class Asked:
    """What is to be held, who asked for it and why; `told_agencies` is what agencies read of the reason."""

    stops: str
    asked_by: str
    asked_on: date
    reason: str
    review_on: date
    told_agencies: str = ""


@act
def place_hold(process: ParallelProcess, asked: Asked, *, by: User, now: datetime) -> Hold:
    """Hold something back from now on, until it is lifted.

    Raises NotTheMoment for a process that has ended, for a day of review that is not to come, for a hold on
    interviews that tells agencies nothing, and for the same hold twice.
    """
    require(by, Do.KEEP_PARALLEL, case=process.case)
    case = lock(process.case)
    process.refresh_from_db()
    _check(process, asked, now)
    hold = Hold(
        case=case,
        compartment=process.compartment,
        process=process,
        stops=asked.stops,
        asked_by=asked.asked_by,
        asked_on=asked.asked_on,
        reason=asked.reason,
        told_agencies=asked.told_agencies,
        review_on=asked.review_on,
        placed_at=now,
        placed_by=by,
    )
    record(hold, by=by, now=now, act="hold_asked_for", stops=hold.stops)
    record_milestone(case, "hold_placed", by=by, now=now, subject_id=hold.pk, agreed_on=hold.review_on)
    return hold


def _check(process: ParallelProcess, asked: Asked, now: datetime) -> None:
    today = london_day(now)
    if process.ended_on is not None:
        raise NotTheMoment("This has ended, so nothing can be held for it.")
    if asked.asked_on > today:
        raise NotTheMoment("Give the day on which it was asked for, up to today.")
    _require_ahead(asked.review_on, today)
    if INTERVIEWS in HOLD_BY_KEY[asked.stops].stops and not asked.told_agencies:
        raise NotTheMoment("Say what agencies read of the reason: their reviewers cannot note interviews.")
    if Hold.objects.filter(process=process, stops=asked.stops, lifted_at__isnull=True).exists():
        raise NotTheMoment("This hold stands already. Look at it again, or lift it.")


def _require_ahead(day: date, today: date) -> None:
    if day <= today:
        raise NotTheMoment("Give a day after today, on which the hold is looked at again.")


@act
def keep_hold(hold: Hold, *, asked: str, words: str, next_on: date, by: User, now: datetime) -> Hold:
    """Look at a hold again and let it go on until another day.

    Raises NotTheMoment once it was lifted and for a day that is not to come.
    """
    kept = _standing(hold, by=by)
    _require_ahead(next_on, london_day(now))
    review = HoldReview(
        case=kept.case,
        compartment=kept.compartment,
        hold=kept,
        asked=asked,
        words=words,
        next_on=next_on,
        reviewed_at=now,
        reviewed_by=by,
    )
    record(review, by=by, now=now, act="hold_looked_at")
    kept.review_on = next_on
    record(kept, by=by, now=now, act="hold_goes_on")
    record_milestone(kept.case, "hold_kept", by=by, now=now, subject_id=kept.pk, agreed_on=next_on)
    return kept


@act
def lift_hold(hold: Hold, *, reason: str, by: User, now: datetime) -> Hold:
    """Let what was held go on. Raises NotTheMoment the second time."""
    kept = _standing(hold, by=by)
    kept.lifted_at, kept.lifted_by, kept.lifted_because = now, by, reason
    record(kept, by=by, now=now, act="hold_let_go")
    record_milestone(kept.case, "hold_lifted", by=by, now=now, subject_id=kept.pk)
    return kept


def _standing(hold: Hold, *, by: User) -> Hold:
    """A hold as it is, on the locked case. Raises NotTheMoment once it was lifted."""
    require(by, Do.KEEP_PARALLEL, case=hold.case)
    case = lock(hold.case)
    kept = Hold.objects.select_related("compartment", "process").get(pk=hold.pk, case=case)
    if kept.lifted_at is not None:
        raise NotTheMoment("This hold was lifted already.")
    return kept
