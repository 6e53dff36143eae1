"""What the panel thinks of a review, put together from its members' own judgements."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reviews.models import QualityAssessment, Submission
from reviews.rubric import MARK_NAMES, RUBRIC, VERDICT_NAMES, Criterion, Mark, Verdict
from scr.cases.audiences import Audience
from scr.cases.models import Case, Release
from scr.people.models import Agency

WIDTH, NAME_WIDTH, ROW_HEIGHT = 640, 240, 30
FILLS = {Mark.YES: "#3f7f5f", Mark.PARTLY: "#e8a33d", Mark.NO: "#b3261e"}
INKS = {Mark.YES: "#ffffff", Mark.PARTLY: "#10181a", Mark.NO: "#ffffff"}


@dataclass(frozen=True)
class Line:
    """One question of the rubric: how many said what, and what they remarked."""

    criterion: Criterion
    counts: dict[Mark, int]
    remarks: list[tuple[QualityAssessment, str, str]]

    @property
    def in_order(self) -> list[int]:
        return [self.counts[mark] for mark in Mark]


@dataclass(frozen=True)
class Summary:
    """What members said of one round of a review."""

    submission: Submission
    assessments: list[QualityAssessment]
    lines: list[Line]

    @property
    def verdicts(self) -> list[tuple[str, int]]:
        """How many are for which verdict, without those that nobody is for."""
        counts = Counter(one.verdict for one in self.assessments)
        return [(VERDICT_NAMES[one], counts[one.value]) for one in Verdict if counts[one.value]]

    @property
    def picture(self) -> "Picture":
        return Picture(self.lines, len(self.assessments))


def summaries(case: Case, agency: Agency, user: Any) -> list[Summary]:
    """Each round that was released, newest first, with what was said of it; queries do not grow with rows."""
    released = Release.objects.filter(case=case, audience=Audience.PANEL).values("compartment_id")
    rounds = Submission.objects.visible_to(user).filter(case=case, agency=agency, compartment__in=released)
    said = QualityAssessment.objects.visible_to(user).filter(case=case, agency=agency)
    rows = list(said.select_related("member"))
    return [
        summary_of(one, [row for row in rows if row.submission_id == one.pk])
        for one in rounds.order_by("-round")
    ]


def summary_of(submission: Submission, assessments: list[QualityAssessment]) -> Summary:
    return Summary(submission, assessments, [_line(one, assessments) for one in RUBRIC])


def _line(criterion: Criterion, assessments: Iterable[QualityAssessment]) -> Line:
    counts = dict.fromkeys(Mark, 0)
    remarks = []
    for one in assessments:
        mark = one.mark(criterion.key)
        counts[mark] += 1
        if words := one.remark(criterion.key):
            remarks.append((one, MARK_NAMES[mark], words))
    return Line(criterion, counts, remarks)


@dataclass(frozen=True)
class Picture:
    """A bar for each question, as long as there are members, in the parts of what they said."""

    lines: list[Line]
    members: int

    width = WIDTH

    @property
    def height(self) -> int:
        return len(self.lines) * ROW_HEIGHT

    @property
    def words(self) -> str:
        """What the picture shows, for those who do not see it."""
        told = (
            f"{one.criterion.name}: "
            + ", ".join(f"{count} {MARK_NAMES[mark].lower()}" for mark, count in one.counts.items() if count)
            for one in self.lines
        )
        return "; ".join(told)

    @property
    def key(self) -> list[tuple[str, str]]:
        return [(MARK_NAMES[mark], FILLS[mark]) for mark in Mark]

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [
            {"name": one.criterion.name, "y": place * ROW_HEIGHT, "parts": self._parts(one)}
            for place, one in enumerate(self.lines)
        ]

    def _parts(self, line: Line) -> list[dict[str, Any]]:
        unit = (WIDTH - NAME_WIDTH) / self.members
        reached, parts = float(NAME_WIDTH), []
        for mark, count in line.counts.items():
            if count:
                width = unit * count
                middle = f"{reached + width / 2:.1f}"
                box = {"x": f"{reached:.1f}", "width": f"{width:.1f}", "middle": middle}
                parts.append({**box, "fill": FILLS[mark], "ink": INKS[mark], "count": count})
                reached += width
        return parts
