"""The page of form G on family and household: as many people as there are."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.html import format_html

from referrals.question_groups import QuestionGroup, long_text
from scr.cases.models.register import InHousehold
from scr.cases.register import PersonTold
from scr.dates import day_words
from scr.govuk import DateField, Radios

MOST_PEOPLE = 40
OTHER_NAMES_HINT = "An earlier surname, a nickname or another spelling, with commas between them."
ABOUT_A_PERSON = ("full_name", "other_names", "relation", "born_on", "died_on", "in_household")


class FamilyQuestions(QuestionGroup):
    """Somebody whose name is left empty is left out, so that a row too many does no harm."""

    key = "family"
    title = "Family and household"
    about = (
        "Who belongs to the family or lived with the child? Say what you know; "
        "a name and how they are related is enough."
    )
    people_asked = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, initial=1)
    household = long_text(
        "Anything else about the family and the household",
        rows=4,
        required=False,
        help_text="For example, where each of them lives, or somebody whose name you do not know.",
    )

    def ask_more(self) -> None:
        for number in range(self.count):
            self.fields |= _fields_about(number)

    @property
    def count(self) -> int:
        """For how many people there are boxes."""
        asked_for = str(self.data.get("people_asked", "")) if self.is_bound else ""
        return max(1, min(int(asked_for), MOST_PEOPLE)) if asked_for.isdecimal() else 1

    @property
    def can_add(self) -> bool:
        return self.count < MOST_PEOPLE

    @property
    def boxes(self) -> Iterator[list[Any]]:
        """The fields about each person, for the page."""
        for number in range(self.count):
            yield [self[_name(number, about)] for about in ABOUT_A_PERSON]

    @property
    def rest(self) -> list[Any]:
        """The fields of the page that are not about one person."""
        return [self["household"]]

    def typed(self, *, more: int = 0) -> dict[str, list[str]]:
        """What was typed, with boxes for so many more people."""
        return {**super().typed(), "people_asked": [str(min(self.count + more, MOST_PEOPLE))]}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number in range(self.count):
            self._check(number, cleaned)
        is_told = any(cleaned.get(_name(number, "full_name")) for number in range(self.count))
        if not self.errors and not is_told and not cleaned.get("household"):
            self.add_error("household", "Name at least one person, or say here what is known of the family")
        return cleaned

    def _check(self, number: int, cleaned: dict[str, Any]) -> None:
        told = {about: cleaned.get(_name(number, about)) for about in ABOUT_A_PERSON}
        name = told.pop("full_name")
        if not name and any(told.values()) and not self.has_error(_name(number, "full_name")):
            sentence = "Enter the name, or a description such as: the mother’s partner"
            self.add_error(_name(number, "full_name"), sentence)
        if told["born_on"] and told["died_on"] and told["died_on"] < told["born_on"]:
            self.add_error(_name(number, "died_on"), "Date of death must be after the date of birth")

    @property
    def people(self) -> list[PersonTold]:
        """Those who were named."""
        return [self._person(number) for number in range(self.count) if self._value(number, "full_name")]

    def _value(self, number: int, about: str) -> Any:
        return self.cleaned_data[_name(number, about)]

    def _person(self, number: int) -> PersonTold:
        told = {about: self._value(number, about) for about in ABOUT_A_PERSON}
        return PersonTold(**{**told, "in_household": told["in_household"] or InHousehold.NOT_KNOWN})

    def shown(self) -> list[tuple[str, str]]:
        people = [(one.full_name, "\n".join(_words_on(one))) for one in self.people]
        return [*people, (str(self.fields["household"].label), self.cleaned_data["household"])]


def _words_on(one: PersonTold) -> Iterator[str]:
    """What was told of a person, a line to a fact."""
    if one.relation:
        yield one.relation
    if one.other_names:
        yield f"Also known as {one.other_names}"
    if one.born_on:
        yield f"Born {day_words(one.born_on)}"
    if one.died_on:
        yield f"Died {day_words(one.died_on)}"
    yield f"Part of the household: {InHousehold(one.in_household).label.lower()}"


def _name(number: int, about: str) -> str:
    return f"person_{number}_{about}"


def _fields_about(number: int) -> dict[str, forms.Field]:
    def label(words: str) -> Any:
        return format_html('{}<span class="govuk-visually-hidden"> (person {})</span>', words, number + 1)

    fields: dict[str, forms.Field] = {
        "full_name": forms.CharField(label=label("Name"), max_length=120),
        "other_names": forms.CharField(
            label=label("Other names"), max_length=200, help_text=OTHER_NAMES_HINT
        ),
        "relation": forms.CharField(
            label=label("Relation to the child"),
            max_length=80,
            help_text="For example: mother, half-brother.",
        ),
        "born_on": DateField(label="Date of birth"),
        "died_on": DateField(label="Date of death"),
        "in_household": forms.ChoiceField(
            label=label("Part of the household?"), choices=InHousehold.choices, widget=Radios(is_inline=True)
        ),
    }
    for field in fields.values():
        field.required = False
    return {_name(number, about): field for about, field in fields.items()}
