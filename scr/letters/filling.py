"""Filling a letter's text: Markdown to HTML first, values after, so that no value can become either.

While the Markdown is read, each field is a number between two private characters; its value is put in when
everything is HTML already, escaped, in one pass.
"""

import re
from collections.abc import Mapping

import nh3
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from scr.letters.fields import BY_NAME, IN_BRACES

OPEN, CLOSE = "\ue000", "\ue001"
PLACE = re.compile(f"<p>{OPEN}(\\d+){CLOSE}</p>|{OPEN}(\\d+){CLOSE}")
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "h2", "h3", "hr"}
NOT_FOR_LETTERS = [
    "link", "image", "autolink", "html_inline", "html_block", "reference", "code", "fence", "backticks",
    "blockquote", "lheading",
]  # fmt: skip
PARSER = MarkdownIt("commonmark", {"html": False}).disable(NOT_FOR_LETTERS)


class NoValue(Exception):
    """A text holds a field that has no value here; `name` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def filled_html(text: str, values: Mapping[str, str]) -> SafeString:
    """A text in Markdown as HTML with its values; a value that is safe already is a block.

    Raises NoValue for a field that has none: a letter never has an empty hole.
    """
    names: list[str] = []

    def placed(found: re.Match[str]) -> str:
        name = found[1].strip()
        names.append(name)
        mark = f"{OPEN}{len(names) - 1}{CLOSE}"
        return f"\n\n{mark}\n\n" if _is_block(name) else mark

    def valued(found: re.Match[str]) -> str:
        alone, inline = found[1], found[2]
        name = names[int(alone or inline)]
        value = _html_of(_value(name, values))
        return f"<p>{value}</p>" if alone and not _is_block(name) else value

    marked = IN_BRACES.sub(placed, _without_marks(text))
    return mark_safe(PLACE.sub(valued, nh3.clean(_html(marked), tags=TAGS, attributes={"ol": {"start"}})))


def filled_line(text: str, values: Mapping[str, str]) -> str:
    """One line, such as the subject, as plain text with its values. Raises NoValue."""
    return IN_BRACES.sub(lambda found: _value(found[1].strip(), values), text)


def _html(text: str) -> str:
    """The HTML of a text; the letter's own heading is the only one of the first rank."""
    tokens = PARSER.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h2" if token.tag in ("h1", "h2") else "h3"
    return PARSER.renderer.render(tokens, PARSER.options, {})


def _without_marks(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "")


def _is_block(name: str) -> bool:
    return name in BY_NAME and BY_NAME[name].is_block


def _value(name: str, values: Mapping[str, str]) -> str:
    value = values.get(name, "")
    if not value.strip():
        raise NoValue(name)
    return value


def _html_of(value: str) -> str:
    if isinstance(value, SafeString):
        return value
    return conditional_escape(value).replace("\r\n", "\n").replace("\n", "<br>")
