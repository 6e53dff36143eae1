"""Asking every owner for progress, their answers, and the report to the board (seed 004, section 10.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from actionplans.models import Action, BoardReport, Round, UpdateRequest
from actionplans.policy import require_reporter_for
from actionplans.services import UPDATES_RECEIVED, plan_of, request_progress_pdf, tell, unanswered
from actionplans.standings import Standing, standings
from actionplans.updates import Attachment, update_action
from scr.cases.audiences import Kind
from scr.cases.deadlines import end_of
from scr.cases.models import Case, Participant
from scr.cases.policy import NotTheMoment, require, require_stage
from scr.cases.services import record_milestone
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import count_words, day_words, london_day, moment_words
from scr.people.models import Agency, User
from scr.people.roles import Do

NOT_RECEIVED = "The operations board has not received the action plan yet."


@dataclass(frozen=True)
class Progress:
    """What an owner says about one action in a round."""

    action: Action
    said: str
    progress: str
    outcome: str = ""
    files: Sequence[Attachment] = ()


@act
def ask_updates(case: Case, *, reply_by: date, by: User, now: datetime) -> Round:
    """Ask each agency that has open actions, and the board for its own, to report by the end of a day.

    All three streams are asked, since each owner answers for its actions of every stream. Raises
    NotTheMoment before the plan was received, while a round is under way, and with nobody to ask.
    """
    require(by, Do.REPORT_PROGRESS, case=case)
    case = lock(case)
    require_stage(case, "monitoring", otherwise=NOT_RECEIVED)
    _require_no_round(case)
    if reply_by < london_day(now):
        raise NotTheMoment("The day by which to reply must be today or later.")
    owners = owners_to_ask(case, now)
    if not owners:
        raise NotTheMoment("Every action is settled, so there is nobody to ask.")
    asked = Round(
        case=case,
        compartment=case.compartment,  # every owner may know by when the board wants to hear
        number=Round.objects.filter(case=case).count() + 1,
        reply_by=reply_by,
        asked_at=now,
        asked_by=by,
    )
    record(asked, by=by, now=now, act="updates_asked", owners=len(owners))
    for agency in owners:
        _ask(asked, agency, by=by, now=now)
    return asked


def _require_no_round(case: Case) -> None:
    waiting = list(unanswered(case))
    if waiting:
        asked = waiting[0].round
        raise NotTheMoment(
            f"{asked.asked_by} asked for progress at {moment_words(asked.asked_at)}, and "
            f"{count_words(len(waiting), 'owner has', 'owners have')} not answered yet."
        )


def owners_to_ask(case: Case, now: datetime) -> list[Agency | None]:
    """Agencies with an action that is not settled, by name; None at the end for the board."""
    owners = {one.action.agency for one in standings(case, now) if not one.is_settled}
    agencies = sorted((one for one in owners if one), key=str)
    return [*agencies, None] if None in owners else [*agencies]


def _ask(asked: Round, agency: Agency | None, *, by: User, now: datetime) -> None:
    case = asked.case
    request = UpdateRequest(
        case=case,
        compartment=compartment_of(case, Kind.PLAN, agency),
        round=asked,
        agency=agency,
        reply_by=asked.reply_by,
    )
    record(request, by=by, now=now, act="update_requested")
    if agency:
        record_milestone(case, "updates_asked", by=by, now=now, agency=agency, agreed_on=asked.reply_by)
        return
    for user in _who_answer_for_the_board(case):
        tell(case, user, key=f"updates:{request.pk}", path=f"/cases/{case.pk}/plan/", now=now)


def _who_answer_for_the_board(case: Case) -> list[User]:
    """The administrator, the operations board and whoever is named for one of the board's own actions."""
    named = Action.objects.filter(case=case, agency__isnull=True, person__isnull=False).values("person")
    parts = Participant.objects.current().filter(case=case).select_related("user")
    found = parts.filter(role__in=("administrator", "operations_board")) | parts.filter(user__in=named)
    return list({part.user_id: part.user for part in found}.values())


def request_for(case: Case, agency: Agency | None) -> UpdateRequest | None:
    """The newest request to an owner, answered or not."""
    found = UpdateRequest.objects.filter(case=case, agency=agency)
    return found.select_related("round", "answered_by").first()


def to_report(case: Case, agency: Agency | None, now: datetime, *, user: Any = None) -> list[Standing]:
    """An owner's actions on which the next word is the owner's."""
    agency_id = agency.pk if agency else None
    return [
        one
        for one in standings(case, now, user=user)
        if one.action.agency_id == agency_id and one.is_with_owner
    ]


@act
def report(
    case: Case, agency: Agency | None, entries: Sequence[Progress], *, by: User, now: datetime
) -> UpdateRequest:
    """Answer a round for an owner (None: the board): a word on each of its open actions, saved all or none.

    The last owner's answer meets the six-month clock. Raises NotTheMoment when nobody asked, when it was
    answered, and when an action is left out.
    """
    require_reporter_for(case, agency, by=by)
    case = lock(case)
    request = _open_request(case, agency)
    require_every(to_report(case, agency, now), entries)
    for entry in entries:
        update_action(
            entry.action,
            said=entry.said,
            progress=entry.progress,
            outcome=entry.outcome,
            files=entry.files,
            by=by,
            now=now,
        )
    request.answered_at, request.answered_by = now, by
    record(request, by=by, now=now, act="updates_reported", actions=len(entries))
    if agency:
        record_milestone(case, "agency_reported", by=by, now=now, agency=agency)
    if not unanswered(case).exists():
        record_milestone(case, UPDATES_RECEIVED, by=by, now=now)
    return request


def _open_request(case: Case, agency: Agency | None) -> UpdateRequest:
    request = request_for(case, agency)
    if request is None:
        raise NotTheMoment(
            "Nobody has asked for progress yet. You can report on a single action at any time."
        )
    if request.answered_at:
        raise NotTheMoment(
            f"{request.answered_by} reported for {request.owner_name} at {moment_words(request.answered_at)}."
        )
    return request


def require_every(asked: Sequence[Standing], entries: Sequence[Progress]) -> None:
    given = {entry.action.pk for entry in entries}
    missing = [str(one.action.number) for one in asked if one.action.pk not in given]
    if missing:
        raise NotTheMoment(f"Report on every action: number {', '.join(missing)} is missing.")
    if given - {one.action.pk for one in asked}:
        raise NotTheMoment("One of these actions no longer waits for its owner. Load the page again.")


@act
def report_to_board(case: Case, *, summary: str, minuted_on: date, by: User, now: datetime) -> BoardReport:
    """Record that the board minuted a report on the plan's progress; the plan as it stands is kept as a PDF.

    Meets the nine-month clock as of the day of the minutes. Raises NotTheMoment before the plan was
    received, for a day to come, and for a day that has its report.
    """
    require(by, Do.REPORT_PROGRESS, case=case)
    case = lock(case)
    require_stage(case, "monitoring", otherwise=NOT_RECEIVED)
    _require_day_of_minutes(case, minuted_on, now)
    rendering = request_progress_pdf(case, plan_of(case), summary, minuted_on, by=by, now=now)
    reported = BoardReport(
        case=case,
        compartment=compartment_of(case, Kind.PLAN),
        summary=summary,
        minuted_on=minuted_on,
        reported_at=now,
        reported_by=by,
        rendering=rendering,
    )
    record(reported, by=by, now=now, act="progress_reported")
    happened_at = min(now, end_of(minuted_on))
    record_milestone(case, "progress_reported", by=by, now=now, happened_at=happened_at)
    return reported


def _require_day_of_minutes(case: Case, minuted_on: date, now: datetime) -> None:
    if minuted_on > london_day(now):
        raise NotTheMoment("The report can be recorded once the board has minuted it.")
    plan = plan_of(case)
    if plan and plan.held_at and minuted_on < london_day(plan.held_at):
        raise NotTheMoment(
            "The report cannot be minuted before the operations board received the plan on "
            f"{day_words(plan.held_at)}."
        )
    there = BoardReport.objects.filter(case=case, minuted_on=minuted_on).select_related("reported_by").first()
    if there:
        raise NotTheMoment(
            f"{there.reported_by} recorded the report that was minuted on {day_words(minuted_on)}."
        )
