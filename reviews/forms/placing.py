"""Which part of a Word file goes into which section."""

from collections.abc import Sequence
from typing import Any

from django import forms

from reviews.reading.placing import PLAN, RECOMMENDATIONS, Part
from reviews.written import SectionState
from scr.dates import count_words
from scr.govuk import GovukForm

BEGINS_WITH = 140  # letters of a part that are shown, so that somebody knows it again
MOST_PARTS = 300


class PlacingForm(GovukForm, forms.Form):
    """One choice for each part of the file; what is not chosen stays in the file."""

    marks_optional = False
    seal = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, parts: Sequence[Part], states: Sequence[SectionState], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parts = list(parts)
        choices = [("", "Leave out"), *((one.section.key, _name(one)) for one in states)]
        choices += [(RECOMMENDATIONS, "Recommendations"), (PLAN, "Action plan")]
        filled = {one.section.key for one in states if not one.is_empty}
        for part in self.parts:
            self.fields[f"part_{part.number}"] = forms.ChoiceField(
                required=False,
                choices=choices,
                label=part.heading or "Before the first heading",
                help_text=_begins(part),
                initial="" if part.target in filled else part.target,
            )

    @property
    def placed(self) -> list[Any]:
        return [one for one in self._boxes() if one.initial]

    @property
    def not_placed(self) -> list[Any]:
        return [one for one in self._boxes() if not one.initial]

    def _boxes(self) -> list[Any]:
        return [self[f"part_{part.number}"] for part in self.parts]

    @property
    def targets(self) -> list[str]:
        """Where each part goes, in their order."""
        return [self.cleaned_data[f"part_{part.number}"] for part in self.parts]

    def numbers_of(self, target: str) -> list[int]:
        """The parts that go to one place."""
        return [part.number for part, to in zip(self.parts, self.targets, strict=True) if to == target]


def _name(state: SectionState) -> str:
    title = state.section.title
    short = title if len(title) <= 70 else f"{title[:69]}…"
    return short if state.is_empty else f"{short} (replaces {count_words(state.words, 'word')})"


def _begins(part: Part) -> str:
    text = part.plain
    begins = text if len(text) <= BEGINS_WITH else f"{text[:BEGINS_WITH]}…"
    return f"{count_words(part.words, 'word')}: {begins}" if text else "No text below it"
