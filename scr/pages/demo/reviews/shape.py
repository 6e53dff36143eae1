"""What one agency's management review holds (seed 004, section 6)."""

from dataclasses import dataclass

from scr.pages.demo.prose import Section

SECTION_KEYS = (
    "context",
    "methodology",
    "family",
    "narrative",
    "analysis",
    "good_practice",
    "lessons",
)


@dataclass(frozen=True)
class Recommendation:
    """One recommendation; `ref` names it in the action plan."""

    ref: str
    text: str


@dataclass(frozen=True)
class AgencyReview:
    """The review of one agency in sections, and what it recommends."""

    agency: str
    sections: tuple[Section, ...]
    recommendations: tuple[Recommendation, ...]
