"""The words of an OpenDocument paragraph or cell, and what stands in it beside the words."""

import re
from collections.abc import Iterator
from typing import Any

from chronology.reading.aside import Aside
from chronology.reading.grid import clean_text
from chronology.reading.markup import name_of, number_of

# Blanks are written as a count, which could be made to fill the memory.
_MOST_BLANKS = 1_000
_LEFT_OUT = ("annotation", "annotation-end", "tracked-changes", "shapes", "ruby-text")
_PARAGRAPHS = ("p", "h")
_LAYOUT = re.compile(r"[ \t\r\n]+")


def text_of(element: Any, aside: list[Aside]) -> str:
    """The words of an element, its paragraphs on lines of their own. What is left out goes to `aside`."""
    return clean_text("".join(_pieces(element, aside)))


def _pieces(element: Any, aside: list[Aside]) -> Iterator[str]:
    yield _own(element.text) if _holds_words(element) else ""
    for child in element:
        yield from _child(child, aside)
        yield _own(child.tail) if _holds_words(element) else ""


def _child(child: Any, aside: list[Aside]) -> Iterator[str]:
    name = name_of(child)
    if name == "s":
        yield " " * min(number_of(child, "c", 1), _MOST_BLANKS)
    elif name == "tab":
        yield "\t"
    elif name == "line-break":
        yield "\n"
    elif name == "note":
        aside.append(("C79", ""))
    elif name in ("text-box", "image"):
        _leave_out(name, child, aside)
    elif name and name not in _LEFT_OUT:
        yield from _pieces(child, aside)
        if name in _PARAGRAPHS:
            yield "\n"


def _leave_out(name: str, child: Any, aside: list[Aside]) -> None:
    if name == "image":
        aside.append(("C80", ""))
    elif text := text_of(child, []):
        aside.append(("C78", text))


def _own(text: str | None) -> str:
    """Line ends and runs of blanks in the XML are one blank; others are written as elements."""
    return _LAYOUT.sub(" ", text) if text else ""


def _holds_words(element: Any) -> bool:
    """White space between paragraphs is how the file is laid out; inside them it is text."""
    return name_of(element) in ("p", "h", "span", "a", "meta", "ruby", "ruby-base", "bookmark")
