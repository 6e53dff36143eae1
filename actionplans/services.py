"""Drawing up the action plan and its receipt by the operations board (seed 004, sections 10 and 10.1)."""

from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string

from actionplans.models import Action, Plan, UpdateRequest
from actionplans.pictures import picture
from actionplans.standings import counts, standings
from actionplans.states import Stream
from scr.cases.audiences import Kind
from scr.cases.events import has_happened, standing_milestones
from scr.cases.models import Case, CaseAgency, Participant
from scr.cases.policy import NotTheMoment, require, require_stage
from scr.cases.services import move, record_milestone, withdraw_milestone
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import day_words, london_day, moment_words
from scr.documents.models import Rendering
from scr.documents.services import request_pdf
from scr.outbox.services import put_notice
from scr.people.models import Agency, User
from scr.people.roles import Do, roles_that_may
from scr.procedures.rule import Page

PLAN_PAGE = Page("actionplans:plan")
ALL_SETTLED = "all_actions_settled"
UPDATES_RECEIVED = "updates_received"


def require_running(case: Case) -> None:
    """Raise NotTheMoment once nothing more is written on a case."""
    if case.stage_now.is_final:
        raise NotTheMoment("This case has ended, so its action plan can no longer be changed.")


@act
def add_action(
    case: Case,
    *,
    stream: str,
    what: str,
    owner_post: str,
    due_on: date,
    outcome: str,
    measure: str,
    monitoring: str,
    by: User,
    now: datetime,
    agency: Agency | None = None,
    person: User | None = None,
    start_on: date | None = None,
    resources: str = "",
    recommendation_ref: str = "",
    recommendation_text: str = "",
) -> Action:
    """Agree an action; its owner's clock runs to the end of `due_on` in London.

    Early learning need not wait: an action may be agreed at any stage of a running case. Raises NotTheMoment
    when the owner does not fit the stream or takes no part in the case.
    """
    require(by, Do.ADD_ACTION, case=case, agency=agency)
    case = lock(case)
    require_running(case)
    _require_owner(case, stream, agency, person)
    action = Action(
        case=case,
        compartment=compartment_of(case, Kind.PLAN, agency),
        number=Action.objects.filter(case=case).count() + 1,
        stream=stream,
        recommendation_ref=recommendation_ref,
        recommendation_text=recommendation_text,
        what=what,
        agency=agency,
        owner_post=owner_post,
        person=person,
        start_on=start_on,
        due_on=due_on,
        outcome=outcome,
        measure=measure,
        resources=resources,
        monitoring=monitoring,
        added_at=now,
        added_by=by,
    )
    record(action, by=by, now=now, act="action_added", stream=stream, number=action.number)
    if has_happened(case, ALL_SETTLED):
        withdraw_milestone(case, ALL_SETTLED, by=by, now=now)
    agree_date(action, due_on, by=by, now=now)
    return action


def _require_owner(case: Case, stream: str, agency: Agency | None, person: User | None) -> None:
    if (stream == Stream.BOARD) != (agency is None):
        raise NotTheMoment("The board's own actions have no agency, and every other action has one.")
    if agency and not CaseAgency.objects.filter(case=case, agency=agency).exists():
        raise NotTheMoment(f"{agency} does not take part in this case yet.")
    if person and person not in [part.user for part in who_may_carry_out(case, agency)]:
        raise NotTheMoment(f"{person} does not take part in this case for the owner of the action.")


def who_may_carry_out(case: Case, agency: Agency | None) -> list[Participant]:
    """The participants who can be named for an action of an agency, or of the board."""
    parts = Participant.objects.current().filter(case=case, agency=agency).select_related("user", "agency")
    if agency:
        return [part for part in parts if part.is_for_agency]
    return [part for part in parts if part.role in roles_that_may(Do.DRAFT_PLAN)]


def agree_date(action: Action, due_on: date, *, by: User, now: datetime) -> None:
    """Start the clock of an action: its agency's, or for the board's own that of whoever is named."""
    record_milestone(
        action.case,
        "action_agreed",
        by=by,
        now=now,
        agency=action.agency,
        subject_id=action.pk,
        agreed_on=due_on,
        person=None if action.agency else action.person,
    )


def tell(case: Case, user: User, *, key: str, path: str, now: datetime) -> None:
    """A notice to somebody whom no duty reaches: who reports on what is the board's own."""
    put_notice(
        key=f"{key}:{user.pk}",
        recipient=user,
        subject=f"A task waits for you on {case.reference}",
        body=f"The action plan of {case.reference} waits for a word from you. Sign in to see it.",
        path=path,
        now=now,
        case_id=case.pk,
        compartment_id=compartment_of(case, Kind.PLAN).pk,
    )


def plan_of(case: Case) -> Plan | None:
    return Plan.objects.filter(case=case).select_related("received_by", "rendering").first()


@act
def write_strategy(
    case: Case, *, dissemination: str, monitoring: str, version: int, by: User, now: datetime
) -> Plan:
    """Say how learning is spread and how the plan is followed up (seed 004, sections 10 and 15.1).

    `version` is the one that was edited, 0 for none. Raises NotTheMoment when it is no longer the newest.
    """
    require(by, Do.DRAFT_PLAN, case=case)
    case = lock(case)
    require_running(case)
    plan = plan_of(case) or Plan(case=case, compartment=compartment_of(case, Kind.PLAN))
    if plan.version != version:
        raise NotTheMoment(
            f"Somebody has changed this text since you opened it (version {plan.version}). "
            "Your own text is kept below: copy it, open the page again and bring the two together."
        )
    plan.dissemination, plan.monitoring, plan.version = dissemination, monitoring, version + 1
    record(plan, by=by, now=now, act="plan_strategy_written", version=plan.version)
    return plan


@act
def receive_plan(case: Case, *, held_at: datetime, by: User, now: datetime) -> Plan:
    """Record the operations board meeting that received the plan: six and nine months run from it (D-m).

    The case goes on to monitoring, and the plan as it was received is kept as a PDF. Raises NotTheMoment for
    a second receipt, before endorsement, for a meeting to come, and for a plan that is not complete.
    """
    require(by, Do.RECEIVE_PLAN, case=case)
    case = lock(case)
    plan = plan_of(case)
    if plan and plan.received_at:
        raise NotTheMoment(
            f"{plan.received_by} recorded at {moment_words(plan.received_at)} that the operations board "
            "received the plan."
        )
    _require_endorsed_before(case, held_at, now)
    plan = _complete(case, plan)
    plan.held_at, plan.received_at, plan.received_by = held_at, now, by
    plan.rendering = request_plan_pdf(case, plan, by=by, now=now)
    record(plan, by=by, now=now, act="plan_received", version=plan.version)
    record_milestone(case, "plan_received", by=by, now=now, happened_at=held_at)
    case = move(case, "monitoring", by=by, now=now)
    note_when_all_settled(case, by=by, now=now)
    return plan


def _require_endorsed_before(case: Case, held_at: datetime, now: datetime) -> None:
    require_stage(
        case,
        "endorsed",
        otherwise="The operations board receives the plan once the board has endorsed the overview report.",
    )
    endorsed = standing_milestones(case).filter(key="endorsed").last()
    if held_at > now:
        raise NotTheMoment("The meeting can be recorded once it has been held.")
    if endorsed and london_day(held_at) < london_day(endorsed.happened_at):
        raise NotTheMoment(
            "The meeting cannot be before the board endorsed the report on "
            f"{day_words(endorsed.happened_at)}."
        )


def _complete(case: Case, plan: Plan | None) -> Plan:
    if not Action.objects.filter(case=case).exists():
        raise NotTheMoment("The plan has no actions yet. Add at least one.", PLAN_PAGE)
    if plan is None or not plan.dissemination.strip():
        raise NotTheMoment("The plan does not say yet how what was learned will be spread.", PLAN_PAGE)
    return plan


def request_plan_pdf(
    case: Case, plan: Plan | None, *, by: User, now: datetime, agency: Agency | None = None
) -> Rendering:
    """Ask for the plan as a PDF: all of it, or an agency's part for its people."""
    shown = standings(case, now)
    if agency:
        shown = [one for one in shown if one.action.agency_id == agency.pk]
    values = {"plan": None if agency else plan, "standings": shown}
    return _request_pdf(case, agency, "Action plan", values, by=by, now=now)


def request_progress_pdf(
    case: Case, plan: Plan | None, summary: str, minuted_on: date, *, by: User, now: datetime
) -> Rendering:
    """Ask for the report of the plan's progress that the board minuted on a day."""
    values = {"plan": plan, "standings": standings(case, now), "summary": summary, "minuted_on": minuted_on}
    return _request_pdf(case, None, "Progress on the action plan", values, by=by, now=now)


def _request_pdf(
    case: Case, agency: Agency | None, title: str, values: dict[str, Any], *, by: User, now: datetime
) -> Rendering:
    drawn = picture(counts(values["standings"]))
    context = {"case": case, "now": now, "agency": agency, "title": title, "picture": drawn, **values}
    return request_pdf(
        case,
        compartment_of(case, Kind.PLAN, agency),
        kind="action_plan",
        title=f"{title} - {agency.short_name}" if agency else title,
        filename=f"{case.reference} {title}{' ' + agency.short_name if agency else ''}.pdf",
        html=render_to_string("actionplans/plan_pdf.html", context),
        by=by,
        now=now,
        agency=agency,
    )


def note_when_all_settled(case: Case, *, by: User, now: datetime) -> None:
    """Record that no action is open any more, once the plan is being monitored.

    Then there is nobody left to ask for progress: unless a round is under way, that clock is met as well.
    """
    if case.stage != "monitoring" or has_happened(case, ALL_SETTLED):
        return
    if not all(one.is_settled for one in standings(case, now)):
        return
    record_milestone(case, ALL_SETTLED, by=by, now=now)
    if not unanswered(case).exists() and not has_happened(case, UPDATES_RECEIVED):
        record_milestone(case, UPDATES_RECEIVED, by=by, now=now)


def unanswered(case: Case) -> Any:
    """Owners who were asked for progress and have not answered."""
    requests = UpdateRequest.objects.filter(case=case, answered_at__isnull=True)
    return requests.select_related("round__asked_by", "agency")
