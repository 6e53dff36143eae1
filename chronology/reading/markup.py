"""Names and attributes of XML elements without their namespaces, which differ from edition to edition."""

from typing import Any


def name_of(element: Any) -> str:
    """The name of an element; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value_of(element: Any, attribute: str) -> str:
    """An attribute of an element, or an empty text."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == attribute:
            return str(value)
    return ""


def number_of(element: Any, attribute: str, otherwise: int) -> int:
    """An attribute as a whole number, or `otherwise` where it is none, or longer than seven digits."""
    value = value_of(element, attribute)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 8 else otherwise


def is_set(element: Any, attribute: str) -> bool:
    """Whether an attribute says yes."""
    return value_of(element, attribute).casefold() in ("1", "true", "on")


def forget(element: Any) -> None:
    """Free an element that was read, and those before it: the memory grows with what is kept only."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
