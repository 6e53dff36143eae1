"""The plan as a CSV file: exactly what is shown, and no cell becomes a formula."""

import csv
import io
from collections.abc import Iterable

from actionplans.standings import Standing
from actionplans.states import COLOUR_NAMES
from chronology.reading.csv_ import guarded
from scr.dates import day_words, london_day

HEADINGS = (
    "Number", "Where it comes from", "Recommendation", "Recommendation in full", "What", "Owner", "Post",
    "Person", "Start", "Due", "First agreed date", "Intended outcome", "How the board will know",
    "Resources", "How it is monitored", "State", "Colour", "Last word", "Last word on",
)  # fmt: skip


def plan_csv(shown: Iterable[Standing]) -> bytes:
    """UTF-8 with a byte order mark, which Excel needs."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    writer.writerows([guarded(cell) for cell in _cells(one)] for one in shown)
    return file.getvalue().encode("utf-8-sig")


def _cells(one: Standing) -> list[str]:
    action, latest = one.action, one.latest
    return [
        str(action.number),
        action.get_stream_display(),
        action.recommendation_ref,
        action.recommendation_text,
        action.what,
        action.owner_name,
        action.owner_post,
        str(action.person or ""),
        day_words(action.start_on) if action.start_on else "",
        day_words(london_day(one.due_at)) if one.due_at else "",
        day_words(action.due_on),
        action.outcome,
        action.measure,
        action.resources,
        action.monitoring,
        one.state.name,
        COLOUR_NAMES[one.state.colour],
        latest.progress if latest else "",
        day_words(london_day(latest.said_at)) if latest else "",
    ]
