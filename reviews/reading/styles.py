"""The styles of a Word document: which of them make a heading, a point of a list or bold text."""

import posixpath
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree

from chronology.reading.markup import name_of, value_of

HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)
DEEPEST = 20  # styles that stand on one another; a circle ends there


@dataclass(frozen=True)
class Style:
    name: str = ""
    based_on: str = ""
    outline: int = 0
    is_bold: bool = False
    is_list: bool = False


class Styles:
    """What a paragraph is by its style, or by the one that this is based on."""

    def __init__(self, styles: dict[str, Style]) -> None:
        self._styles = styles

    def level(self, key: str) -> int:
        """The level of a heading, 0 for anything else."""
        for style in self._chain(key):
            if found := HEADING.match(style.name):
                return int(found[1])
            if style.name.lower() == "title":
                return 1
            if style.outline:
                return style.outline
        return 0

    def is_contents(self, key: str) -> bool:
        """Whether a paragraph is of the table of contents, which says all headings a second time."""
        return any(style.name.lower().startswith("toc ") for style in self._chain(key))

    def is_bold(self, key: str) -> bool:
        return any(style.is_bold for style in self._chain(key))

    def is_list(self, key: str) -> bool:
        return any(style.is_list or style.name.lower().startswith("list ") for style in self._chain(key))

    def _chain(self, key: str) -> list[Style]:
        chain: list[Style] = []
        while key in self._styles and len(chain) < DEEPEST:
            chain.append(self._styles[key])
            key = self._styles[key].based_on
        return chain


def styles_of(archive: zipfile.ZipFile, main_part: str) -> Styles:
    root = related(archive, main_part, "styles")
    found = {} if root is None else {value_of(one, "styleId"): _style(one) for one in _named(root, "style")}
    return Styles(found)


def related(archive: zipfile.ZipFile, main_part: str, kind: str) -> Any:
    """The root of another part of the document, or None where it has none of that kind."""
    folder, name = posixpath.split(main_part)
    links = posixpath.join(folder, "_rels", f"{name}.rels")
    if links not in archive.namelist():
        return None
    for link in parsed(archive.read(links)):
        if link.get("Type", "").rsplit("/", 1)[-1] == kind:
            target = link.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            return parsed(archive.read(part)) if part in archive.namelist() else None
    return None


def parsed(content: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


def _style(element: Any) -> Style:
    paragraph, run = first(element, "pPr"), first(element, "rPr")
    name = first(element, "name")
    based_on = first(element, "basedOn")
    return Style(
        name="" if name is None else value_of(name, "val"),
        based_on="" if based_on is None else value_of(based_on, "val"),
        outline=outline_of(paragraph),
        is_bold=is_on(run, "b"),
        is_list=first(paragraph, "numPr") is not None,
    )


def outline_of(properties: Any) -> int:
    """The level that a paragraph's own properties give it, 1 at the top; 0 for none."""
    outline = first(properties, "outlineLvl")
    value = "" if outline is None else value_of(outline, "val")
    return int(value) + 1 if value.isascii() and value.isdigit() and int(value) < 9 else 0


def is_on(properties: Any, name: str) -> bool:
    """Whether a property such as bold is there and not switched off."""
    found = first(properties, name)
    return found is not None and value_of(found, "val") not in ("0", "false", "none", "off")


def first(element: Any, name: str) -> Any:
    if element is None:
        return None
    return next((child for child in element if name_of(child) == name), None)


def _named(root: Any, name: str) -> list[Any]:
    return [child for child in root if name_of(child) == name]
