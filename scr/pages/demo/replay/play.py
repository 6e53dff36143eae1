"""What every part of the replay needs: who and what is there, and the acts in the order of time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from scr.cases.models import Case
from scr.pages.demo import timetable
from scr.pages.demo.dates import fill, on_day
from scr.pages.demo.people import author_of, chief_officer_of
from scr.pages.demo.timetable import Step
from scr.people.models import Agency, User

NOT_OPENED_YET = UUID(int=0)


@dataclass(frozen=True)
class Act:
    """Something that somebody does, to be called with the moment at which it was done."""

    at: datetime
    do: Callable[[datetime], Any]


@dataclass
class Play:
    """The demo board while its story is told; `d0` is the Monday of the referral, `last_day` is today.

    People are found by login (the part of the address before the @), agencies by the key of agencies.py.
    """

    d0: date
    people: dict[str, User] = field(default_factory=dict)
    agencies: dict[str, Agency] = field(default_factory=dict)
    case_id: UUID = NOT_OPENED_YET
    last_day: int = 0

    @property
    def case(self) -> Case:
        """The case as it stands now."""
        return Case.objects.get(pk=self.case_id)

    @property
    def administrator(self) -> User:
        return self.people["administrator"]

    @property
    def chair(self) -> User:
        return self.people["chair"]

    def author(self, agency: str) -> User:
        return self.people[login(author_of(agency).email)]

    def chief(self, agency: str) -> User:
        return self.people[login(chief_officer_of(agency).email)]

    def day(self, number: int) -> date:
        return on_day(self.d0, number)

    def at(self, day: int, time: str) -> datetime:
        return timetable.moment(self.d0, day, time)

    def say(self, text: str) -> str:
        """A text of the demo with its dates in it."""
        return fill(text, self.d0)

    def act(self, day: int, time: str, do: Callable[..., Any], *known: Any) -> Act:
        """`do(play, *known, now)` on a day at a time in London."""
        return Act(self.at(day, time), partial(do, self, *known))

    def working_day(self, day: int, steps: int) -> int:
        """The day that lies so many working days after a day, or before it where negative."""
        while steps:
            day += 1 if steps > 0 else -1
            if timetable.is_working_day(self.day(day)):
                steps -= 1 if steps > 0 else -1
        return day


Handler = Callable[[Play, Step, datetime], Any]


def login(email: str) -> str:
    return email.partition("@")[0]


def acts_of_steps(play: Play, handlers: dict[str, Handler]) -> Iterator[Act]:
    """The steps of the timetable that a part of the replay knows how to do."""
    for step in timetable.STEPS:
        if step.what in handlers:
            yield play.act(step.day, step.time, handlers[step.what], step)


def a_little_before(moment: datetime, minutes: int) -> datetime:
    return moment - timedelta(minutes=minutes)
