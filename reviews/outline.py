"""The sections of an overview report, after the outline of Working Together 2006 (seed 004, section 9)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    hint: str


OUTLINE = (
    Section(
        "introduction",
        "Introduction",
        "Why there is a review, its terms of reference, who took part, what else runs beside it.",
    ),
    Section("family", "The family", "Who belongs to the household and the family, and how they lived."),
    Section("summary", "What was known", "What the agencies knew, were asked and did, in brief."),
    Section("analysis", "Analysis", "How and why things happened, and what might have been different."),
    Section("good_practice", "Good practice", "What was done well and should be done more often."),
    Section("conclusions", "Conclusions", "What can be learned, locally and beyond."),
)
