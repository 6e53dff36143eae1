"""Leaflets: texts of the board that say the same to everybody, on a page, in print and with a letter."""

from collections.abc import Collection
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from lxml import html as markup

from scr.letters.filling import filled_html, filled_line
from scr.letters.models import LetterText
from scr.letters.texts import text_of_letter
from scr.people.models import Board
from scr.procedures.model import Letter, Procedure

PREFIX = "LEAFLET_"
CLASSES = {
    "p": "govuk-body",
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
}


@dataclass(frozen=True)
class Sheet:
    """A leaflet as it reads now; `label` is what the board calls it, with the version of its text."""

    label: str
    version: int
    title: str
    body: SafeString

    @property
    def for_page(self) -> SafeString:
        """The body with the classes that a page's text has."""
        found = markup.fragment_fromstring(self.body, create_parent="div")
        for tag, classes in CLASSES.items():
            for element in found.iter(tag):
                element.set("class", classes)
        return mark_safe(markup.tostring(found, encoding="unicode"))


def address_of(leaflet: Letter) -> str:
    """The word by which a leaflet is known in an address: "families"."""
    return leaflet.code.removeprefix(PREFIX).lower()


def leaflet_at(procedure: Procedure, word: str) -> Letter | None:
    return next((one for one in procedure.leaflets if address_of(one) == word), None)


def sheet_of(procedure: Procedure, text: LetterText) -> Sheet:
    """One version of a leaflet's text, filled."""
    values = {"board": Board.objects.get().name, "procedure": procedure.name}
    return Sheet(text.label, text.version, filled_line(text.subject, values), filled_html(text.body, values))


def sheets_of(procedure: Procedure, codes: Collection[str]) -> list[Sheet]:
    """Leaflets by their codes, as their texts hold now."""
    found = [text_of_letter(procedure.key, procedure.leaflet(code)) for code in codes]
    return [sheet_of(procedure, text) for text in found]


def leaflet_html(procedure: Procedure, text: LetterText) -> str:
    """A leaflet as a page for its PDF."""
    context = {"sheet": sheet_of(procedure, text), "board": Board.objects.get(), "procedure": procedure}
    return render_to_string("letters/leaflet_paper.html", context)
