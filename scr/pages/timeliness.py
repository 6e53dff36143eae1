"""The board's timeliness across cases: tables, and a picture of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from scr.cases.models import Timeliness
from scr.cases.timeliness import Tally, newest_figures, tallied
from scr.people.requests import SignedIn
from scr.people.services import require_post
from scr.procedures import OVERLAYS, PROCEDURES
from scr.procedures.model import Overlay, Procedure

# Who may read figures across cases, whichever cases they take part in.
READERS = ("administrator", "chair", "board_member")
BOARD = "The board"
WIDTH, LEFT, ROW, TOP = 640, 190, 26, 4
ROOM_FOR_TOTAL = 40


@login_required
@require_safe
def timeliness(request: SignedIn) -> HttpResponse:
    """How many deadlines were kept, by agency and by rule, as counted last; no case is named."""
    require_post(request.user, *READERS, today=timezone.localdate())
    rows = newest_figures()
    names = rule_names()
    by_agency = tallied(rows, agency_of)
    context = {
        "counted_at": rows[0].computed_at if rows else None,
        "picture": chart(by_agency),
        "by_agency": by_agency,
        "by_rule": tallied(rows, lambda row: rule_of(row, names)),
        "by_both": tallied(rows, lambda row: f"{agency_of(row)}: {rule_of(row, names)}"),
    }
    return render(request, "pages/timeliness.html", context)


def agency_of(row: Timeliness) -> str:
    return row.agency.short_name if row.agency else BOARD


def rule_names() -> dict[tuple[str, str], str]:
    """Every installed rule by the key of its book and its own; the newest version's name holds."""
    books: list[Procedure | Overlay] = [*PROCEDURES.values(), *OVERLAYS.values()]
    books.sort(key=lambda book: book.version)
    return {(book.key, rule.key): rule.name for book in books for rule in book.rules}


def rule_of(row: Timeliness, names: Mapping[tuple[str, str], str]) -> str:
    """The name of a row's rule; its key, where the rule is no longer installed."""
    return names.get((row.procedure_key, row.rule_key), row.rule_key)


@dataclass(frozen=True)
class Part:
    """A stretch of a bar: how many of one kind."""

    shade: str
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    name: str
    y: int
    parts: tuple[Part, ...]
    end_x: float
    total: int

    @property
    def text_y(self) -> int:
        return self.y + 13


@dataclass(frozen=True)
class Chart:
    bars: tuple[Bar, ...]
    width: int = WIDTH

    @property
    def height(self) -> int:
        return TOP + ROW * len(self.bars)


def chart(groups: Mapping[str, Tally]) -> Chart:
    """A bar for each group on one scale: in time, met late, running late."""
    longest = max((tally.total for tally in groups.values()), default=1)
    scale = (WIDTH - LEFT - ROOM_FOR_TOTAL) / longest
    named = enumerate(groups.items())
    return Chart(tuple(_bar(name, tally, TOP + ROW * number, scale) for number, (name, tally) in named))


def _bar(name: str, tally: Tally, y: int, scale: float) -> Bar:
    parts, x = [], float(LEFT)
    kinds = (("met", tally.met_in_time), ("met-late", tally.met_late), ("late", tally.running_late))
    for shade, number in kinds:
        if number:
            parts.append(Part(shade, round(x, 1), round(number * scale, 1)))
        x += number * scale
    return Bar(name, y, tuple(parts), round(x + 6, 1), tally.total)
