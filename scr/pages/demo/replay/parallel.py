"""What runs beside the review of Child Linnet, and the hold on publication until the trial was over."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from scr.cases.holds import Asked, lift_hold, place_hold
from scr.cases.models import Hold, ParallelProcess
from scr.cases.parallel import Standing, change_process, end_process
from scr.dates import london_day
from scr.pages.demo.replay.play import Act, Handler, Play, acts_of_steps
from scr.pages.demo.timetable import Step

TRIAL_DAY = 246
POLICE = Standing(
    "police",
    organisation="Westmarch Constabulary, Child Abuse Investigation Unit",
    contact="Detective Inspector Priya Langstaff, 01632 960031",
)


def acts(play: Play) -> Iterator[Act]:
    yield play.act(24, "11:20", _reach)
    yield play.act(150, "16:20", _list_trial)
    yield from acts_of_steps(play, HANDLERS)


def _police(play: Play) -> ParallelProcess:
    return ParallelProcess.objects.select_related("case", "compartment").get(
        case_id=play.case_id, kind="police"
    )


def _change(play: Play, standing: Standing, now: datetime) -> None:
    process = _police(play)
    kept = replace(standing, notes=process.notes)
    change_process(process, kept, revision=process.revision, by=play.administrator, now=now)


def _reach(play: Play, now: datetime) -> None:
    _change(play, replace(POLICE, progress="Both parents are on bail"), now)


def _list_trial(play: Play, now: datetime) -> None:
    listed = replace(POLICE, progress="Charged", next_on=play.day(TRIAL_DAY), next_what="Trial")
    _change(play, listed, now)


def _hold(play: Play, step: Step, now: datetime) -> None:
    asked = Asked(
        step.detail["hold"],
        "Detective Inspector Priya Langstaff",
        london_day(now),
        "A jury should not read of the case before it has heard the evidence.",
        play.day(play.working_day(TRIAL_DAY, 12)),
    )
    place_hold(_police(play), asked, by=play.administrator, now=now)


def _lift(play: Play, step: Step, now: datetime) -> None:
    hold = Hold.objects.select_related("case").get(case_id=play.case_id, lifted_at__isnull=True)
    lift_hold(hold, reason="The trial is over and the verdict is known.", by=play.administrator, now=now)
    ended_on = london_day(now) - timedelta(days=1)
    end_process(_police(play), ended_on=ended_on, ended_how="Verdict", by=play.administrator, now=now)


HANDLERS: dict[str, Handler] = {"hold": _hold, "hold_lifted": _lift}
