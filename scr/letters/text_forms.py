"""Changing the text of a letter: checked when it is saved, with the place of each mistake."""

from typing import Any

from django import forms

from scr.govuk import GovukForm
from scr.letters.fields import Problem, problems_in
from scr.letters.models import LetterText
from scr.procedures.model import Letter

LONGEST_BODY = 20_000


class TextForm(GovukForm, forms.Form):
    """A letter's label, subject and text, and the version that the writer started from."""

    label = forms.CharField(
        max_length=80, help_text="What your board calls this letter, for instance Letter H or Pro forma 3"
    )
    subject = forms.CharField(max_length=200, help_text="One line. Merge fields can stand in it")
    body = forms.CharField(
        label="Text",
        max_length=LONGEST_BODY,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}),
        help_text=(
            "Leave an empty line between paragraphs. ## begins a heading, - a point of a list, 1. a numbered "
            "point; two stars on each side make words bold."
        ),
    )
    note = forms.CharField(
        max_length=200,
        label="What you changed, and why",
        help_text="For those who compare the versions later",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letter = letter
        self.problems: list[Problem] = []

    def clean_subject(self) -> str:
        subject: str = self.cleaned_data["subject"]
        self._refuse(problems_in(subject, self.letter, is_one_line=True))
        return subject

    def clean_body(self) -> str:
        body = self.cleaned_data["body"].replace("\r\n", "\n")
        self.problems = problems_in(body, self.letter)
        self._refuse(self.problems)
        return body

    def _refuse(self, problems: list[Problem]) -> None:
        if problems:
            raise forms.ValidationError([str(one) for one in problems])

    @property
    def lines_with_problems(self) -> list["MarkedLine"]:
        """The lines of the text that hold a mistake, each cut where it stands."""
        lines = str(self.data.get("body", "")).splitlines()
        return [MarkedLine.of(one, lines[one.line - 1]) for one in self.problems]

    def goes_on_from(self, version: int) -> None:
        """Let the next attempt replace a version that somebody else saved; what was typed stays."""
        self.data = {**self.data.dict(), "seen": str(version)}  # type: ignore[attr-defined]

    @property
    def typed(self) -> LetterText:
        """What was typed, as a text that is not saved."""
        names = ("label", "subject", "body")
        return LetterText(code=self.letter.code, **{name: self.cleaned_data[name] for name in names})


class MarkedLine:
    """A line of a text, with the mistake between what stands before and after it."""

    def __init__(self, problem: Problem, before: str, wrong: str, after: str) -> None:
        self.problem, self.before, self.wrong, self.after = problem, before, wrong, after

    @classmethod
    def of(cls, problem: Problem, line: str) -> "MarkedLine":
        start = problem.column - 1
        end = start + problem.length
        return cls(problem, line[:start], line[start:end], line[end:])


class VersionsForm(GovukForm, forms.Form):
    """Which two versions of a text to compare."""

    marks_optional = False
    earlier = forms.TypedChoiceField(coerce=int, label="Earlier version")
    later = forms.TypedChoiceField(coerce=int, label="Later version")

    def __init__(self, *args: Any, versions: list[LetterText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.version, f"Version {one.version}: {one.note}") for one in versions]
        for name in ("earlier", "later"):
            field: Any = self.fields[name]
            field.choices = choices
