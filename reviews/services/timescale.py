"""By when overview report and executive summary are finished: agreed at the presentations (seed 004, 7)."""

from datetime import date, datetime

from reviews.models import ReportTimescale
from scr.cases.events import standing_milestones
from scr.cases.models import Case, Participant
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import record_milestone, withdraw
from scr.cases.undoing import undo
from scr.cases.writing import act, lock, record
from scr.dates import london_day
from scr.people.models import User
from scr.people.roles import Do
from scr.procedures.reception import PRESENTATIONS
from scr.procedures.vocabulary import OVERVIEW

KEYS = ("report_date_agreed", "summary_date_agreed")


def timescale_of(case: Case) -> ReportTimescale | None:
    """What holds now. It lies where everybody on the case reads."""
    return ReportTimescale.objects.filter(case=case).select_related("recorded_by").first()


@act
def agree_timescale(
    case: Case, *, overview_on: date, summary_on: date, words: str, by: User, now: datetime
) -> ReportTimescale:
    """Record the days that panel and overview author agreed; both run as deadlines, in place of earlier ones.

    Raises NotTheMoment before a presentation was held, without an overview author, for days that are not to
    come, and once the panel has agreed the report.
    """
    require(by, Do.PLAN_DATE, case=case)
    case = lock(case)
    held = standing_milestones(case).filter(key="presentation_held").last()
    if held is None:
        raise NotTheMoment(
            "The dates are agreed at the meeting at which reviews are presented.", PRESENTATIONS
        )
    _check(case, overview_on, summary_on, now)
    _set_aside(case, by=by, now=now)
    row = ReportTimescale(
        case=case,
        compartment=case.compartment,
        agreed_on=london_day(held.happened_at),
        overview_on=overview_on,
        summary_on=summary_on,
        words=words,
        recorded_at=now,
        recorded_by=by,
    )
    record(row, by=by, now=now, act="timescale_agreed")
    for key, on in zip(KEYS, (overview_on, summary_on), strict=True):
        record_milestone(case, key, by=by, now=now, subject_id=row.pk, agreed_on=on)
    return row


def _check(case: Case, overview_on: date, summary_on: date, now: datetime) -> None:
    author = Participant.objects.current().filter(case=case, role="overview_author")
    if not author.exists():
        raise NotTheMoment("Engage the overview author first: the dates are agreed together.", OVERVIEW)
    if min(overview_on, summary_on) <= london_day(now):
        raise NotTheMoment("Choose days after today.")
    if standing_milestones(case).filter(key="overview_agreed").exists():
        raise NotTheMoment("The panel has agreed the report already.", OVERVIEW)


def _set_aside(case: Case, *, by: User, now: datetime) -> None:
    """Let what was agreed before no longer run."""
    for milestone in list(standing_milestones(case).filter(key__in=KEYS)):
        withdraw(milestone, by=by, now=now)
        undo(milestone, by=by, now=now)
