"""Who walks through the case, and the files that they bring."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import docx

from chronology.writing import write_docx, write_xlsx
from scr.dates import LONDON
from scr.pages.demo import faulty
from scr.pages.demo.chronology import chronology_rows
from scr.pages.demo.chronology.staff import staff_of
from scr.pages.demo.dates import fill, on_day
from scr.pages.demo.replay.papers import workbook
from scr.pages.demo.reviews import REVIEWS
from scr.pages.demo.steps import PERIOD_FROM_DAY, PERIOD_TO_DAY
from tests.e2e.visitor import Site, Visitor
from tests.throwaway import Processes

ADMINISTRATOR = "Rosalind Amadi"
CHAIR = "Hester Calloway"
PANEL_MEMBER = "Bronwen Tully"
OVERVIEW_AUTHOR = "Dr Winifred Astley"
CHILD = "Linnea Ashgrove"


@dataclass(frozen=True)
class Side:
    """An agency and its people; who is not on the sign-in page is invited on the way."""

    key: str
    name: str
    short_name: str
    chief: str
    reviewer: str


HEALTH = Side(
    "health",
    "Westmarch Community Health Services",
    "Community Health",
    "Patricia Nwosa",
    "Celia Rao-Abernethy",
)
HOUSING = Side("housing", "Westmarch Borough Housing", "Housing", "Kenneth Aldis", "Marian Holt")
ACTION_OWNER = "Idris Pemberton"


@dataclass
class Lost:
    """What was typed, each word with its moment; when the laptop went away, and what was found afterwards."""

    words: list[tuple[str, float]] = field(default_factory=list)
    sent: list[tuple[str, float]] = field(default_factory=list)
    answered: int = 0
    ended_at: float = 0
    found: str = ""

    def typed_before(self, seconds: float) -> str:
        """What stood there so many seconds before the end."""
        return "".join(word for word, at in self.words if at <= self.ended_at - seconds)

    def longest_unsent(self) -> float:
        """The most seconds for which a word that was sent had waited."""
        waited = [
            next(at for text, at in self.sent if word.strip() in text) - typed_at
            for word, typed_at in self.words
            if any(word.strip() in text for text, _ in self.sent)
        ]
        return max(waited)


@dataclass
class Story:
    """The walk: where, when, and what is kept on the way to be compared later."""

    site: Site
    d0: date
    code_name: str = ""
    pdfs: dict[str, bytes] = field(default_factory=dict)
    housing_addresses: list[str] = field(default_factory=list)
    lost: dict[str, Lost] = field(default_factory=dict)
    running: Processes | None = None

    def who(self, name: str) -> Visitor:
        return self.site.visitor(name)

    @property
    def now(self) -> datetime:
        """The minute that a clock on the wall shows."""
        return datetime.now(LONDON).replace(second=0, microsecond=0)

    @property
    def today(self) -> date:
        return self.now.date()

    def in_days(self, days: int) -> date:
        return self.today + timedelta(days=days)

    @property
    def period(self) -> tuple[date, date]:
        return on_day(self.d0, PERIOD_FROM_DAY), on_day(self.d0, PERIOD_TO_DAY)


def chronology_in_excel(story: Story) -> bytes:
    rows = chronology_rows("health", story.d0)
    return write_xlsx(rows, agency=HEALTH.name, completed_by=HEALTH.reviewer, staff=staff_of("health"))


def chronology_in_word(story: Story) -> bytes:
    rows = chronology_rows("housing", story.d0)
    return write_docx(rows, agency=HOUSING.name, completed_by=HOUSING.reviewer, staff=staff_of("housing"))


def chronology_with_faults(story: Story) -> bytes:
    """A workbook as somebody typed it: dates that are none, from row 3 on."""
    return workbook(next(one for one in faulty.faulty_files(story.d0) if one.name == "housing-dates.xlsx"))


def review_in_word(story: Story, side: Side) -> bytes:
    paper = docx.Document()
    paper.add_heading(f"Review by {side.name}", level=0)
    for section in REVIEWS[side.key].sections:
        paper.add_heading(section.heading, level=1)
        paper.add_paragraph(fill(section.text, story.d0))
    return saved(paper)


def evidence_in_word(words: str) -> bytes:
    paper = docx.Document()
    paper.add_paragraph(words)
    return saved(paper)


def saved(paper: docx.document.Document) -> bytes:
    kept = io.BytesIO()
    paper.save(kept)
    return kept.getvalue()
