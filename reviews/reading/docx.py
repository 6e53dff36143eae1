"""Reads a Word document block by block as the file streams past, in the limited process.

Deleted text (tracked changes) is left out, inserted text is read. A footnote follows its paragraph.
"""

import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from chronology.reading.docx import cells_of, text_of
from chronology.reading.grid import RefusedError
from chronology.reading.limits import Limits
from chronology.reading.markup import forget, name_of, value_of
from reviews.reading.blocks import LOOKS_LIKE, Block, Found, What
from reviews.reading.styles import Styles, first, is_on, outline_of, related, styles_of

LONGEST_HEADING = 200  # characters; a longer line in bold is a text in bold
PICTURES = ("drawing", "pict", "object")


def read_report(path: Path, main_part: str, limits: Limits) -> Found:
    """Everything that the document says. Raises RefusedError."""
    try:
        with zipfile.ZipFile(path) as archive:
            notes = _notes(related(archive, main_part, "footnotes"))
            notes |= {
                f"end {key}": text for key, text in _notes(related(archive, main_part, "endnotes")).items()
            }
            reader = _Report(styles_of(archive, main_part), notes, limits)
            with archive.open(main_part) as part:
                return reader.read(part)
    except etree.XMLSyntaxError as error:
        raise RefusedError("C07") from error


def _notes(root: Any) -> dict[str, str]:
    return {} if root is None else {value_of(one, "id"): text_of(one) for one in root}


class _Report:
    def __init__(self, styles: Styles, notes: dict[str, str], limits: Limits) -> None:
        self._styles = styles
        self._notes = notes
        self._limits = limits
        self._found = Found()
        self._depth = 0
        # A text box is written twice, the second time for old programs.
        self._copies = 0

    def read(self, part: Any) -> Found:
        events = etree.iterparse(
            part,
            events=("start", "end"),
            tag=("{*}tbl", "{*}p", "{*}Fallback", *(f"{{*}}{name}" for name in PICTURES)),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        for event, element in events:
            if event == "start":
                self._begin(name_of(element))
            else:
                self._end(name_of(element), element)
        return self._found

    def _begin(self, name: str) -> None:
        self._copies += name == "Fallback"
        if not self._copies:
            self._depth += name == "tbl"
            self._found.pictures += name in PICTURES

    def _end(self, name: str, element: Any) -> None:
        self._copies -= name == "Fallback"
        if self._copies or name in PICTURES:
            return
        if name == "tbl":
            self._depth -= 1
            if self._depth == 0:
                self._add(_table(element, self._limits))
                forget(element)
        elif name == "p" and self._depth == 0 and not _is_inside_another(element):
            self._add_paragraph(element)

    def _add(self, block: Block) -> None:
        if len(self._found.blocks) >= self._limits.rows:
            raise RefusedError("C14", reach="more paragraphs", limit=f"{self._limits.rows} paragraphs")
        self._found.blocks.append(block)

    def _add_paragraph(self, element: Any) -> None:
        properties = first(element, "pPr")
        style = first(properties, "pStyle")
        key = "" if style is None else value_of(style, "val")
        text = text_of(element)
        if text and not self._styles.is_contents(key):
            self._add(self._block(element, properties, key, text))
        if name_of(element.getparent()) == "body":
            forget(element)

    def _block(self, element: Any, properties: Any, key: str, text: str) -> Block:
        level = outline_of(properties) or self._styles.level(key)
        if level:
            return Block(What.HEADING, " ".join(text.split()), level)
        whole = text + self._notes_of(element)
        if first(properties, "numPr") is not None or self._styles.is_list(key):
            return Block(What.POINT, whole)
        if len(text) <= LONGEST_HEADING and (self._styles.is_bold(key) or _is_all_bold(element)):
            return Block(What.HEADING, " ".join(text.split()), LOOKS_LIKE)
        return Block(What.TEXT, whole)

    def _notes_of(self, element: Any) -> str:
        keys = [value_of(one, "id") for one in element.iter("{*}footnoteReference")]
        keys += [f"end {value_of(one, 'id')}" for one in element.iter("{*}endnoteReference")]
        return "".join(f" [{self._notes[key]}]" for key in keys if self._notes.get(key))


def _is_inside_another(element: Any) -> bool:
    """The text of a text box is read with the paragraph that it hangs on."""
    return any(True for _ in element.iterancestors("{*}p"))


def _is_all_bold(element: Any) -> bool:
    runs = [run for run in element.iter("{*}r") if text_of(run)]
    return bool(runs) and all(is_on(first(run, "rPr"), "b") for run in runs)


def _table(element: Any, limits: Limits) -> Block:
    rows = [[text_of(cell) for cell in cells_of(row)] for row in element if name_of(row) == "tr"]
    if len(rows) > limits.rows or any(len(row) > limits.columns for row in rows):
        raise RefusedError("C14", reach=f"a table of {len(rows)} rows", limit=f"{limits.columns} columns")
    return Block(What.TABLE, rows=rows)
