"""A letter on the board's paper: for its preview, and for its PDF."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from lxml import html as markup

from scr.cases.approach import approach_of
from scr.cases.policy import NotTheMoment
from scr.letters.fields import BY_NAME, names_in
from scr.letters.filling import NoValue, filled_html, filled_line
from scr.letters.models import LetterText
from scr.letters.values import Sending, values_of
from scr.people.models import Board


class Incomplete(NotTheMoment):
    """A letter holds a field that has no value: it cannot be sent with a hole in it."""

    def __init__(self, name: str) -> None:
        meaning = BY_NAME[name].meaning if name in BY_NAME else "a field that no longer exists"
        super().__init__(f"The letter cannot be sent yet: its field “{name}” ({meaning}) has no value.")


def letter_html(sending: Sending, text: LetterText) -> str:
    """A letter as a page, with the values of the case. Raises Incomplete for a field without one."""
    try:
        return _on_paper(sending, text, values_of(sending, _names(text)))
    except NoValue as missing:
        raise Incomplete(missing.name) from missing


def preview_html(sending: Sending, text: LetterText) -> str:
    """A letter before it is sent: what has no value yet is said in square brackets."""
    known = values_of(sending, _names(text))
    return _on_paper(sending, text, {**_gaps(_names(text)), **known})


def specimen_html(case: Any, text: LetterText, *, letter: Any, board: Board) -> str:
    """A letter of no case, with the example of each field."""
    values = {name: example_of(name) for name in _names(text)}
    context = {
        "case": case,
        "letter": letter,
        "label": text.label,
        "board": board,
        "addressee": BY_NAME["addressee"].example,
        "signed_by": {"full_name": BY_NAME["sender"].example, "email": BY_NAME["sender_email"].example},
        "signed_as": BY_NAME["sender_post"].example,
        "marking": "Specimen",
    }
    return _rendered(text, values, context)


def example_of(name: str) -> str:
    """What a field could stand for; a block's example is a paragraph."""
    example = BY_NAME[name].example
    return format_html("<p>{}</p>", example) if BY_NAME[name].is_block else example


def _names(text: LetterText) -> list[str]:
    return names_in(f"{text.subject}\n{text.body}")


def _gaps(names: list[str]) -> dict[str, str]:
    gaps = {}
    for name in names:
        words = f"[{BY_NAME[name].meaning}]" if name in BY_NAME else f"[{name}]"
        gaps[name] = format_html("<p>{}</p>", words) if name in BY_NAME and BY_NAME[name].is_block else words
    return gaps


def _on_paper(sending: Sending, text: LetterText, values: Mapping[str, str]) -> str:
    context = {
        "case": sending.case,
        "letter": sending.letter,
        "label": text.label,
        "agency": sending.agency,
        "addressee": sending.addressee,
        "address": sending.address,
        "personal": sending.personal,
        "board": Board.objects.get(),
        "signed_by": sending.by,
        "signed_as": sending.signed_as,
        "signed_for": sending.signed_for,
        "enclosed": sending.enclosed,
        "now": sending.now,
        "approach": approach_of(sending.case),
    }
    return _rendered(text, values, context)


def _rendered(text: LetterText, values: Mapping[str, str], context: dict[str, Any]) -> str:
    said = {"subject": filled_line(text.subject, values), "body": filled_html(text.body, values)}
    return render_to_string("letters/paper.html", {**context, **said})


def text_of(html: str) -> SafeString:
    """The words of a letter for a page, without the paper around them.

    The letter is a page of ours, in which every value was escaped.
    """
    body = markup.document_fromstring(html).find("body")
    for paper in body.xpath("//*[starts-with(@class, 'running-')]"):
        paper.drop_tree()
    for heading in body.iter("h1", "h2"):
        heading.tag = "h3" if heading.tag == "h2" else "h2"
    return mark_safe("".join(markup.tostring(part, encoding="unicode") for part in body))
