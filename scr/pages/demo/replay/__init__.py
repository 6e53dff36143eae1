"""The story of the demo case and the small ones beside it, told through the services that people use.

Each step happens at its own moment. Nothing here writes a row itself, and a step that no service can do yet
is left out.
"""

from datetime import date, datetime

from scr.pages.demo.replay import (
    board,
    clock,
    declarations,
    letters,
    meetings,
    near_misses,
    overview,
    panel,
    parallel,
    plan,
    referral,
    reviews,
    scoping,
    small_cases,
    turnstone,
)
from scr.pages.demo.replay.play import Act, Play
from scr.pages.demo.timetable import demo_d0
from scr.people.identity import working_on

PARTS = (
    referral,
    scoping,
    letters,
    reviews,
    panel,
    overview,
    plan,
    meetings,
    declarations,
    parallel,
    near_misses,
    small_cases,
    turnstone,
)


def replay(today: date, now: datetime) -> Play:
    """Tell the whole story up to `now`, so that `today` falls shortly after its six-month round.

    Reminders that fell due on the way stand as sent at their own moments. The caller opens the transaction.
    """
    d0 = demo_d0(today)
    play = Play(d0, last_day=(today - d0).days)
    before = play.at(board.SET_UP_DAY, "09:00")
    board.set_up(play, before)
    for act in _in_order(play):
        if act.at > now:
            break
        clock.let_pass(before, act.at)
        with working_on(play.case_id):
            act.do(act.at)
        clock.send(act.at)
        before = act.at
    clock.let_pass(before, now)
    return play


def _in_order(play: Play) -> list[Act]:
    return sorted((act for part in PARTS for act in part.acts(play)), key=lambda act: act.at)
