"""The action plan: drawn up, received, reported on, confirmed, challenged (seed 004, sections 10 to 15)."""

from collections.abc import Iterator
from datetime import datetime

from actionplans.models import Action
from actionplans.rounds import Progress, ask_updates, report, request_for, to_report
from actionplans.services import add_action, receive_plan, write_strategy
from actionplans.states import Said, Stream
from actionplans.updates import Attachment, claim_done, send_back, settle, update_action
from scr.pages.demo.action_plan import ACTIONS, DISSEMINATION, MONITORING, ROUND_UPDATES
from scr.pages.demo.action_plan.shape import Action as Planned
from scr.pages.demo.action_plan.shape import Update
from scr.pages.demo.replay import meetings, papers
from scr.pages.demo.replay.play import Act, Play
from scr.pages.demo.reviews import REVIEWS
from scr.pages.demo.texts_overview import RECOMMENDATIONS
from scr.pages.demo.timetable import OPERATIONS_BOARD_DAY, ROUND_STEPS, six_month_due
from scr.people.models import Agency, User

STREAMS = {
    "agency_own": Stream.AGENCY_REVIEW,
    "agency_overview": Stream.OVERVIEW,
    "board": Stream.BOARD,
}
BOARD = "board"
DRAWN_UP_DAY, STRATEGY_DAY, FIRST_DAY = 224, 231, 203
NEW_DATE_DAY = 504
CARRIED_OUT_BY = {
    "Chair of the Operations Board": "operations.chair",
    "LSCB Training Manager": "training.manager",
}
CHALLENGED_BY = "operations.chair"
MONITORED_BY = "Updates with evidence at the due date and every six months; confirmed by the panel."
FINDINGS = (
    "I have read the evidence and asked two of those who do the work. It shows what the measure asks for.",
    "The figures bear it out. I took a sample of my own and found the same.",
    "Confirmed on the documents and after a visit. It is now part of ordinary work.",
)
TEXTS = {
    **{one.ref: one.text for one in RECOMMENDATIONS},
    **{one.ref: one.text for review in REVIEWS.values() for one in review.recommendations},
}


def acts(play: Play) -> Iterator[Act]:
    for number, planned in enumerate(ACTIONS):
        time = f"{10 + 5 * number // 60}:{5 * number % 60:02d}"
        yield play.act(DRAWN_UP_DAY, time, _add, planned)
        yield from _acts_of_action(play, number, planned)
    yield play.act(STRATEGY_DAY, "11:00", _write_strategy)
    yield play.act(OPERATIONS_BOARD_DAY, "11:45", _receive)
    yield from _acts_of_round(play)


def _acts_of_action(play: Play, number: int, planned: Planned) -> Iterator[Act]:
    """What is reported outside the round, and the confirmation."""
    time = f"{9 + number % 7}:{7 * number % 60:02d}".zfill(5)
    for update in planned.updates:
        if _is_claim(planned, update):
            yield play.act(update.day, time, _claim, planned, update)
        elif not _is_for_round(play, planned, update):
            yield play.act(update.day, time, _update, planned, update)
    if planned.closed_day is not None:
        yield play.act(planned.closed_day, time, _settle, planned, FINDINGS[number % len(FINDINGS)])


def _is_claim(planned: Planned, update: Update) -> bool:
    """A closed action was reported as done with its last update, a challenged one with its first."""
    said = {"closed": planned.updates[-1], "challenged": planned.updates[0]}
    return said.get(planned.status) == update


def _is_for_round(play: Play, planned: Planned, update: Update) -> bool:
    """Whether an update is the owner's answer in the round."""
    return planned.closed_day is None and update.day >= _round_day(play, ROUND_STEPS[0].days_after_due)


def _round_day(play: Play, days_after_due: int) -> int:
    return (six_month_due(play.d0) - play.d0).days + days_after_due


def _acts_of_round(play: Play) -> Iterator[Act]:
    for step in ROUND_STEPS:
        day = _round_day(play, step.days_after_due)
        if step.what == "updates_requested":
            yield play.act(day, step.time, _ask)
        elif step.what == "update":
            yield play.act(day, step.time, _report, step.owner)
        else:
            yield play.act(day, step.time, _challenge)


def _agency(play: Play, owner: str) -> Agency | None:
    return None if owner == BOARD else play.agencies[owner]


def _add(play: Play, planned: Planned, now: datetime) -> None:
    who = CARRIED_OUT_BY.get(planned.post)
    add_action(
        play.case,
        stream=STREAMS[planned.stream],
        what=planned.text,
        agency=_agency(play, planned.owner),
        person=play.people[who] if who else None,
        owner_post=planned.post,
        due_on=play.day(planned.target_day),
        outcome=planned.outcome,
        measure=planned.measure,
        monitoring=MONITORED_BY,
        start_on=play.day(FIRST_DAY),
        recommendation_ref=planned.source,
        recommendation_text=play.say(TEXTS[planned.source]),
        by=play.administrator,
        now=now,
    )


def _stored(play: Play, planned: Planned) -> Action:
    """The action that stands for a planned one: they are numbered in the same order."""
    return Action.objects.select_related("case", "compartment", "agency").get(
        case_id=play.case_id, number=ACTIONS.index(planned) + 1
    )


def _planned(action: Action) -> Planned:
    return ACTIONS[action.number - 1]


def _reporter(play: Play, planned: Planned) -> User:
    if planned.owner != BOARD:
        return play.author(planned.owner)
    who = CARRIED_OUT_BY.get(planned.post)
    return play.people[who] if who else play.administrator


def _files(play: Play, update: Update) -> list[Attachment]:
    return [
        Attachment(f"{title}.docx", papers.evidence(title, play.say(update.text)))
        for title in update.evidence
    ]


def _said(planned: Planned, update: Update) -> Said:
    is_last = update == planned.updates[-1]
    return Said.AT_RISK if planned.status == "overdue" and is_last else Said.ON_TRACK


def _update(play: Play, planned: Planned, update: Update, now: datetime) -> None:
    update_action(
        _stored(play, planned),
        said=_said(planned, update),
        progress=play.say(update.text),
        files=_files(play, update),
        by=_reporter(play, planned),
        now=now,
    )


def _claim(play: Play, planned: Planned, update: Update, now: datetime) -> None:
    claim_done(
        _stored(play, planned),
        progress=play.say(update.text),
        files=_files(play, update),
        by=_reporter(play, planned),
        now=now,
    )


def _settle(play: Play, planned: Planned, findings: str, now: datetime) -> None:
    settle(_stored(play, planned), findings=findings, by=play.people[planned.verified_by], now=now)


def _write_strategy(play: Play, now: datetime) -> None:
    write_strategy(
        play.case,
        dissemination=DISSEMINATION,
        monitoring=MONITORING,
        version=0,
        by=play.administrator,
        now=now,
    )


def _receive(play: Play, now: datetime) -> None:
    met_at = meetings.held(play, "operations_board").held_at
    assert met_at is not None
    receive_plan(play.case, held_at=met_at, by=play.administrator, now=now)


def _ask(play: Play, now: datetime) -> None:
    ask_updates(play.case, reply_by=six_month_due(play.d0), by=play.administrator, now=now)


def _report(play: Play, owner: str, now: datetime) -> None:
    """An owner whose actions were all confirmed before the round was not asked."""
    case, agency = play.case, _agency(play, owner)
    if request_for(case, agency) is None:
        return
    entries = [_progress(play, one.action) for one in to_report(case, agency, now)]
    by = play.administrator if agency is None else play.author(owner)
    report(case, agency, entries, by=by, now=now)


def _progress(play: Play, action: Action) -> Progress:
    planned = _planned(action)
    update = planned.updates[-1]
    if not _is_for_round(play, planned, update):
        return Progress(action, Said.ON_TRACK, ROUND_UPDATES[planned.owner])
    return Progress(action, _said(planned, update), play.say(update.text), files=_files(play, update))


def _challenge(play: Play, now: datetime) -> None:
    """What was reported as done is not accepted: its owner gets a new date."""
    for planned in ACTIONS:
        if planned.status == "challenged":
            send_back(
                _stored(play, planned),
                reason=play.say(planned.challenge),
                due_on=play.day(NEW_DATE_DAY),
                by=play.people[CHALLENGED_BY],
                now=now,
            )
