"""What the pages of form G have in common: whom they ask, what is kept of what was typed, how it is shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from referrals.criteria import Answer, Known
from referrals.models import KNOWN
from scr.dates import day_words, london_day
from scr.govuk import DateField, GovukForm, Radios
from scr.people.models import Board, InvitedLink, User
from scr.procedures import newest
from scr.procedures.model import Procedure

LONG = 6000
NUL = "\x00"


@dataclass(frozen=True)
class Asked:
    """What is known of whom a page asks, on which day, and under which procedure."""

    known: Mapping[str, str]
    procedure: Procedure
    now: Any


def asked(author: User | InvitedLink, now: Any) -> Asked:
    """Who signed in is known with an agency, who came by a link as they were invited."""
    agency = author.agency if isinstance(author, User) else None
    known = {
        "referrer_name": author.full_name,
        "referrer_agency": agency.name if agency else "",
        "referrer_contact": author.email,
    }
    return Asked(known=known, procedure=newest(Board.objects.get().procedure_key), now=now)


def long_text(label: str, *, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONG, widget=forms.Textarea(attrs={"rows": rows}), strip=True, **more
    )


def known_field(label: str, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=KNOWN, widget=Radios(is_inline=True), **more)


class QuestionGroup(GovukForm, forms.Form):
    """One page of the referral."""

    key = ""
    title = ""
    about = ""

    def __init__(self, data: Any = None, *, asked: Asked, **kwargs: Any) -> None:
        self.asked = asked
        super().__init__(data, **kwargs)
        self.ask_more()
        for field in self.fields.values():
            if isinstance(field, DateField):
                field.not_after = london_day(asked.now)

    def ask_more(self) -> None:
        """Add the fields that depend on what was typed."""

    def typed(self) -> dict[str, list[str]]:
        """What was typed into the boxes of this page, box by box, for the draft; not checked yet."""
        data: Any = self.data
        boxes = ((name, data.getlist(name)) for name in self._boxes())
        return {name: [one.replace(NUL, "") for one in values] for name, values in boxes if values}

    def _boxes(self) -> Iterator[str]:
        for name, field in self.fields.items():
            suffixes = getattr(field.widget, "widgets_names", None)  # a date has several boxes
            if suffixes:
                yield from (name + suffix for suffix in suffixes)
            else:
                yield name

    def shown(self) -> list[tuple[str, str]]:
        """Label and answer of each question, for checking before it is sent."""
        return [(str(field.label), _words(field, self.cleaned_data[field.name])) for field in self]

    def shown_questions(self, questions: Any) -> list[tuple[str, str]]:
        """Each question of a procedure with its answer, and the words below it."""
        given = answers_in(self.cleaned_data, questions)
        labels = dict(KNOWN)
        return [
            (one.text, f"{labels[given[one.key].answer]}\n{given[one.key].words}".strip())
            for one in questions
        ]


def _words(field: Any, value: Any) -> str:
    """An answer in words."""
    if isinstance(field.field, forms.ModelMultipleChoiceField):
        return ", ".join(str(one) for one in value)
    if isinstance(field.field, DateField):
        return day_words(value) if value else ""
    choices = dict(getattr(field.field, "choices", ()))
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(choices.get(one, one)) for one in values)


def words_of(key: str) -> str:
    """The name of the box for evidence or comment beside a question."""
    return f"{key}_words"


def answers_in(cleaned: dict[str, Any], questions: Any) -> dict[str, Answer]:
    return {one.key: Answer(Known(cleaned[one.key]), cleaned[words_of(one.key)]) for one in questions}
