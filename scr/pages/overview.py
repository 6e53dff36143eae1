"""What the case page says: where the case stands, which clocks run, what comes next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scr.cases.deadlines import day_of
from scr.cases.links import duty_url, page_url
from scr.cases.models import Case, Duty, StageChange
from scr.cases.policy import parts_of
from scr.cases.services import unmet
from scr.procedures.model import Transition
from scr.procedures.timing import Basis


@dataclass(frozen=True)
class Step:
    """One stage of the main path: done, current or ahead."""

    name: str
    state: str
    note: str = ""


def stage_steps(case: Case) -> list[Step]:
    """The stages of the case's main path; a case off it shows its own stage at the end."""
    been = set(StageChange.objects.filter(case=case).values_list("target", flat=True))
    shown = [stage for stage in case.procedure.stages if stage.is_on_main_path]
    if case.stage_now not in shown:
        shown = [stage for stage in shown if stage.key in been] + [case.stage_now]
    return [Step(stage.name, _state(stage.key, case, been)) for stage in shown]


def _state(key: str, case: Case, been: set[str]) -> str:
    if key == case.stage:
        return "current"
    return "done" if key in been else "ahead"


# What is said of a figure that the source does not state.
NOTES = {
    Basis.ASSUMED: ", a planning assumption of this board",
    Basis.UNVERIFIED: ", not checked against its source",
    Basis.BOARD: ", as the board has set it",
}


@dataclass(frozen=True)
class Clock:
    """A deadline as people read it."""

    label: str
    due: datetime
    rule: str
    met: str
    is_late: bool
    url: str
    was: datetime | None


def clocks(case: Case, user: Any, now: datetime) -> list[Clock]:
    """Every deadline of the case that somebody may see: open ones first, by due moment."""
    found = Duty.objects.visible_to(user).filter(case=case, due_at__isnull=False, cancelled_at__isnull=True)
    duties = sorted(
        found.select_related("agency", "case"), key=lambda one: (one.met_at is not None, one.due_at)
    )
    return [_clock(duty, now) for duty in duties]


def _clock(duty: Duty, now: datetime) -> Clock:
    assert duty.due_at is not None
    rule = duty.rule
    agency = f" ({duty.agency.short_name})" if duty.agency else ""
    return Clock(
        label=rule.name + agency,
        due=duty.due_at,
        rule=_counted(duty),
        met=_met(duty),
        is_late=duty.is_late(now),
        url=duty_url(duty),
        was=duty.first_due_at if duty.first_due_at != duty.due_at else None,
    )


def _counted(duty: Duty) -> str:
    rule, start = duty.rule, day_of(duty.counted_from)
    if duty.duration is None:
        return f"A date that was agreed. {rule.source.capitalize()}."
    direction = "back from" if rule.before else "from"
    note = NOTES.get(duty.duration.basis, "") + (", provisional" if duty.is_estimated else "")
    return f"{duty.duration} {direction} {start:%-d %B %Y}{note}. {rule.source.capitalize()}."


def _met(duty: Duty) -> str:
    if duty.met_at is None or duty.due_at is None:
        return ""
    day = (day_of(duty.met_at) - day_of(duty.counted_from)).days
    if duty.met_at > duty.due_at:
        late = max((day_of(duty.met_at) - day_of(duty.due_at)).days, 1)
        return f"Met {late} day{'s' if late > 1 else ''} late, on day {day}"
    return f"Met on day {day}"


@dataclass(frozen=True)
class Missing:
    text: str
    url: str


@dataclass(frozen=True)
class NextStep:
    """A way on from here: what it is called, what is missing, and the page where it is done."""

    verb: str
    target: str
    missing: list[Missing]
    url: str
    is_mine: bool


def next_steps(case: Case, user: Any, move_url: Any) -> list[NextStep]:
    """The ways on from the case's stage. `move_url(target)` is the page of a plain move."""
    roles = {part.role for part in parts_of(user, case)}
    return [
        _next(case, transition, bool(roles & set(transition.by)), move_url)
        for transition in case.procedure.transitions_from(case.stage)
    ]


def _next(case: Case, transition: Transition, is_mine: bool, move_url: Any) -> NextStep:
    missing = [
        Missing(one.otherwise, page_url(one.page, case_id=case.pk)) for one in unmet(case, transition.target)
    ]
    act_page = missing[-1].url if missing else move_url(transition.target)
    return NextStep(
        verb=transition.verb,
        target=transition.target,
        missing=[] if transition.is_made_by_act else missing,
        url=act_page if transition.is_made_by_act else move_url(transition.target),
        is_mine=is_mine,
    )
