"""The timetable as a picture: a bar for each deadline from its trigger to its date, and a line for today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from scr.cases.deadlines import add_months
from scr.cases.standing import State
from scr.cases.timetable import Entry
from scr.dates import london_day

WIDTH, LEFT, ROW, TOP = 960, 330, 26, 26
SHADES = {
    State.OPEN: "open",
    State.OVERDUE: "late",
    State.MET: "met",
    State.MET_LATE: "met-late",
    State.CANCELLED: "met",
}


@dataclass(frozen=True)
class Bar:
    """One deadline in the picture's own units; `done_x` is where it was met."""

    entry: Entry
    shade: str
    y: int
    x: float
    width: float
    done_x: float | None

    @property
    def text_y(self) -> int:
        return self.y + 13

    @property
    def end_x(self) -> float:
        return round(self.x + self.width, 1)


@dataclass(frozen=True)
class Month:
    x: float
    first: date


@dataclass(frozen=True)
class Picture:
    bars: tuple[Bar, ...]
    months: tuple[Month, ...]
    today_x: float | None
    width: int = WIDTH
    left: int = LEFT

    @property
    def height(self) -> int:
        return TOP + ROW * len(self.bars) + 8


def picture(entries: Iterable[Entry], now: datetime) -> Picture | None:
    """The bars of a timetable on one scale of days; None when there is nothing to draw."""
    shown = list(entries)
    if not shown:
        return None
    days = [london_day(moment) for one in shown for moment in _moments(one)]
    scale = _Scale(min(days), max(days))
    today = london_day(now)
    return Picture(
        bars=tuple(_bar(one, number, scale) for number, one in enumerate(shown)),
        months=tuple(Month(scale.x(first), first) for first in scale.months()),
        today_x=scale.x(today) if scale.first <= today <= scale.last else None,
    )


def _moments(entry: Entry) -> Iterator[datetime]:
    yield from (entry.counted_from, entry.due_at)
    if entry.duty and entry.duty.met_at:
        yield entry.duty.met_at


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        span = max((self.last - self.first).days, 1)
        return round(LEFT + (WIDTH - LEFT - 12) * (day - self.first).days / span, 1)

    def months(self) -> Iterator[date]:
        """First days of months, so many apart that their names have room."""
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = max(1, -(-count // 8))
        first = add_months(self.first.replace(day=1), 1)
        while first <= self.last:
            yield first
            first = add_months(first, step)


def _bar(entry: Entry, number: int, scale: _Scale) -> Bar:
    start, end = sorted((scale.x(london_day(entry.counted_from)), scale.x(london_day(entry.due_at))))
    met_at = entry.duty.met_at if entry.duty else None
    return Bar(
        entry=entry,
        shade=SHADES[entry.standing.state] if entry.standing else "expected",
        y=TOP + ROW * number,
        x=start,
        width=round(max(end - start, 2), 1),
        done_x=scale.x(london_day(met_at)) if met_at else None,
    )
