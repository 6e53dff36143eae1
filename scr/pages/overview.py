"""What the case page says: where the case stands, which clocks run, what comes next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scr.cases.clocks import Clock, clock_of
from scr.cases.holding import interview_holds_for_agencies, pending_proceedings, standing_holds
from scr.cases.links import page_url
from scr.cases.models import Case, Duty, StageChange
from scr.cases.policy import parts_of
from scr.cases.services import unmet
from scr.procedures.model import Transition


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


def clocks(case: Case, user: Any, now: datetime) -> list[Clock]:
    """Every deadline of the case that somebody may see: open ones first, by due moment."""
    found = Duty.objects.visible_to(user).filter(case=case, due_at__isnull=False, cancelled_at__isnull=True)
    duties = sorted(
        found.select_related("agency", "person", "case"), key=lambda one: (one.met_at is not None, one.due_at)
    )
    return [clock_of(duty, now) for duty in duties]


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
    act_page = _act_page(case, transition, missing) or move_url(transition.target)
    return NextStep(
        verb=transition.verb,
        target=transition.target,
        missing=[] if transition.is_made_by_act else missing,
        url=act_page if transition.is_made_by_act else move_url(transition.target),
        is_mine=is_mine,
    )


def held_back(case: Case, user: Any) -> dict[str, Any]:
    """What waits because of what runs beside the review; agencies read only that interviews do."""
    is_of_agency = any(part.is_for_agency for part in parts_of(user, case))
    return {
        "holds": standing_holds(case, user),
        "proceedings": pending_proceedings(case, user),
        "interview_holds": interview_holds_for_agencies(case) if is_of_agency else [],
    }


def _act_page(case: Case, transition: Transition, missing: list[Missing]) -> str:
    """Where the act behind a move is done: its own page, or that of what it still waits for."""
    if transition.page:
        return page_url(transition.page, case_id=case.pk)
    return missing[-1].url if missing else ""
