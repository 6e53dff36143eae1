"""Everybody who is asked says that they have no conflict of interest, within days of being asked."""

from collections.abc import Iterator
from datetime import datetime

from scr.cases.declaring import asked_among, declare_no_conflict
from scr.cases.models import Participant
from scr.pages.demo.replay.play import Act, Play
from scr.people.models import User

# Days of the story by which those who joined before have declared.
DAYS = (3, 10, 24, 38, 60, 100, 150)


def acts(play: Play) -> Iterator[Act]:
    for day in DAYS:
        yield play.act(day, "17:10", declare)


def declare(play: Play, now: datetime) -> None:
    """Everybody of the case who has not yet. The clock of the replay stands at `now`.

    Access that begins later is not asked about.
    """
    parts = Participant.objects.current().filter(case_id=play.case_id)
    waiting = [one.user_id for one in asked_among(parts).values() if one.declared_at is None]
    for user in User.objects.filter(pk__in=waiting):
        declare_no_conflict(play.case, by=user, now=now)
