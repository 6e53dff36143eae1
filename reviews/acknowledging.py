"""Which agency has acknowledged which version of the terms: by letter K, sent anew with each version."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from reviews.models import TermsAgency, TermsOfReference
from scr.letters.models import Letter
from scr.people.models import Agency

LETTER_K = "K"


@dataclass(frozen=True)
class Acknowledgement:
    """An agency that a version asks, with its letter as far as somebody may read it."""

    agency: Agency
    due_on: date
    letter: Letter | None


def acknowledgements(terms: TermsOfReference, user: Any) -> list[Acknowledgement]:
    """Every agency of a signed version; who acknowledged is known to the agency itself and to the board."""
    asked = TermsAgency.objects.visible_to(user).filter(terms=terms).select_related("agency")
    letters = _letters_with(terms, Letter.objects.visible_to(user))
    return [Acknowledgement(one.agency, one.due_on, letters.get(one.agency_id)) for one in asked]


def _letters_with(terms: TermsOfReference, readable: Any) -> dict[Any, Letter]:
    """The letters that went out with a version: at the moment of its signature."""
    found = readable.filter(case=terms.case_id, code=LETTER_K, issued_at=terms.signed_at)
    return {letter.agency_id: letter for letter in found.select_related("acknowledged_by")}
