"""Terms of reference as labels and texts in one order: for the page, to compare versions, for letter K."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from scr.cases.models import Case
from scr.cases.scoping import questions_of
from scr.dates import day_words, weekday_words
from scr.procedures.scoping import INTERFACE

SCOPE, WHO, DATES, BESIDE, QUESTIONS = (
    "What the review looks at",
    "Who contributes",
    "Timetable",
    "Beside the review",
    "Scoping questions",
)


@dataclass(frozen=True)
class Row:
    """One point of the terms; `lines` where it is a list, which `text` then holds line by line."""

    key: str
    label: str
    text: str
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Group:
    name: str
    rows: list[Row]


def sheet_of(
    case: Case, terms: Any, *, lines: Sequence[str], agencies: Sequence[tuple[str, date | None]]
) -> list[Group]:
    """A draft or a signed version, group by group; what was left empty has a row with an empty text.

    `agencies` by name, each with the day on which its review is due.
    """
    return [
        Group(
            SCOPE,
            [
                Row("period", "Period under review", _period(terms)),
                _list("lines", "Key lines of enquiry", lines),
            ],
        ),
        Group(
            WHO,
            [
                _list("agencies", "Agencies asked for a review, and when it is due", _due(agencies)),
                _list("others", "Who else contributes", terms.others),
                _list("experts", "Outside experts", terms.experts),
            ],
        ),
        Group(DATES, list(_timetable(terms))),
        Group(
            BESIDE,
            [
                _list("parallel", "What runs beside the review", terms.runs_beside),
                Row("legal_advice", "Independent legal advice", terms.get_legal_advice_display()),
            ],
        ),
        Group(QUESTIONS, list(_answers(case, terms.answers))),
    ]


def written(groups: Sequence[Group], *, without: str = "") -> list[Group]:
    """What was written of a sheet: no row without a text, no group without a row; `without` skips a row."""
    kept = [
        Group(group.name, [row for row in group.rows if row.text and row.key != without]) for group in groups
    ]
    return [group for group in kept if group.rows]


def rows_of(groups: Sequence[Group]) -> list[Row]:
    return [row for group in groups for row in group.rows]


def _list(key: str, label: str, lines: Sequence[str]) -> Row:
    return Row(key, label, "\n".join(lines), tuple(lines))


def _due(agencies: Sequence[tuple[str, date | None]]) -> list[str]:
    return [f"{name}: {day_words(due_on)}" if due_on else name for name, due_on in agencies]


def _period(terms: Any) -> str:
    days = [day_words(day) if day else "" for day in (terms.period_from, terms.period_to)]
    return " to ".join(days) if all(days) else "".join(days)


def _timetable(terms: Any) -> Iterator[Row]:
    yield Row("start_on", "The review starts", _day(terms.start_on))
    yield Row("briefing_on", "Briefing for reviewers", _day(terms.briefing_on))
    yield Row("briefing_people", "At the briefing", terms.briefing_people)
    yield Row("reviews_due_on", "Reviews are due", _day(terms.reviews_due_on))
    yield Row("why_outside_window", "Why outside the usual weeks", terms.why_outside_window)
    yield Row("presentation_on", "Presentation to the panel", _day(terms.presentation_on))
    yield Row("complete_on", "Overview report to the board", _day(terms.complete_on))
    out_of_turn = "Yes" if terms.needs_extraordinary_board else ""
    yield Row("needs_extraordinary_board", "The board meets out of turn", out_of_turn)
    yield Row("inspectorate_on", "Overview report to the inspectorate", _day(terms.inspectorate_on))
    yield Row("contract_by", "Overview author’s contract", terms.contract_by)
    yield Row("on_delay", "If a date cannot be kept", terms.on_delay)


def _day(day: date | None) -> str:
    return weekday_words(day) if day else ""


def _answers(case: Case, answers: dict[str, str]) -> Iterator[Row]:
    """The answers in the order of the questions, then those to questions that are no longer asked."""
    asked = questions_of(case)
    for one in asked:
        yield Row(one.key, one.text, answers.get(one.key, ""))
    known = {one.key: one.text for one in INTERFACE}
    for key in sorted(answers.keys() - {one.key for one in asked}):
        yield Row(key, known.get(key, key.replace("_", " ").capitalize()), answers[key])
