"""Looks through the XML of a workbook (.xlsx and its kin), and has its values read.

The parser keeps a sheet as a full rectangle, so its reach is looked at first: one cell far away would fill
the memory. Only a sheet that hides something or calculates is looked at cell by cell.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from chronology.reading.archive import small_xml
from chronology.reading.grid import Contents, RefusedError
from chronology.reading.limits import Limits
from chronology.reading.markup import forget, is_set, name_of, number_of, value_of
from chronology.reading.opc import targets
from chronology.reading.places import column_place
from chronology.reading.workbook import SheetLook, check_cell, read_workbook

CHUNK = 1024 * 1024
# A cell that holds something; formatted but empty cells (<c r="A9" s="1"/>) may reach as far as they like.
_FILLED_CELL = re.compile(
    rb"<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]{1,4})([0-9]{1,9})[\"'](?:[^<>]*[^/<>])?>\s*<(?!/)"
)
# What the parser of the values passes over: hidden rows and columns, formulas, cells that show an error.
_LOOK_CLOSER = (b"hidden", b"<f>", b"<f ", b"<f/", b":f>", b":f ", b'"e"', b"'e'")
_LONGEST_TAG = 512
_CELL_NAME = re.compile(r"^\$?([A-Za-z]{1,4})\$?([0-9]{1,9})$")


def read_xlsx(path: Path, main_part: str, limits: Limits) -> Contents:
    """Every sheet that holds something. Raises RefusedError."""
    try:
        with zipfile.ZipFile(path) as archive:
            closer = _parts_to_look_at(archive, limits)
            epoch, parts = _sheets(archive, main_part)
            looks = [_look(archive, part, limits) if part in closer else SheetLook() for part in parts]
    except (etree.XMLSyntaxError, KeyError) as error:
        raise RefusedError("C07") from error
    contents = read_workbook(path, looks, limits)
    contents.epoch = epoch
    return contents


def _parts_to_look_at(archive: zipfile.ZipFile, limits: Limits) -> set[str]:
    """The parts that hide something or calculate. Raises RefusedError where a filled cell is far away."""
    return {
        name
        for name in archive.namelist()
        if name.casefold().endswith(".xml") and _needs_a_look(archive, name, limits)
    }


def _needs_a_look(archive: zipfile.ZipFile, name: str, limits: Limits) -> bool:
    tail, found = b"", False
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            letters = tail + chunk.replace(b"\x00", b"")
            _check_reach(_FILLED_CELL.findall(letters), limits)
            found = found or any(sign in letters for sign in _LOOK_CLOSER)
            tail = letters[-_LONGEST_TAG:]
    return found


def _check_reach(cells: list[tuple[bytes, bytes]], limits: Limits) -> None:
    """Of many cells only the one furthest down and the one furthest right matter."""
    if cells:
        down = max(cells, key=lambda cell: int(cell[1]))
        right = max(cells, key=lambda cell: (len(cell[0]), cell[0].upper()))
        for column, digits in (down, right):
            check_cell(int(digits), column_place(column.decode()), limits)


def _sheets(archive: zipfile.ZipFile, main_part: str) -> tuple[int, list[str]]:
    """From which year the workbook counts its days, and the parts of its sheets in their order."""
    epoch, parts = 1900, []
    where = targets(archive, main_part)
    for element in small_xml(archive, main_part).iter():
        if name_of(element) == "workbookPr" and is_set(element, "date1904"):
            epoch = 1904
        if name_of(element) == "sheet":
            parts.append(where.get(value_of(element, "id"), ""))
    return epoch, parts


def _look(archive: zipfile.ZipFile, part: str, limits: Limits) -> SheetLook:
    look = SheetLook()
    with archive.open(part) as stream:
        for row, place, element in _elements(stream):
            name = name_of(element)
            if name == "col" and is_set(element, "hidden"):
                look.hidden_places.update(_places_of(element, limits))
            elif name == "row" and is_set(element, "hidden"):
                look.hidden_rows.add(row)
            elif name == "c":
                _look_at_cell(look, row, place, element)
    return look


def _elements(stream: Any) -> Iterator[tuple[int, int, Any]]:
    """Columns, rows and cells with their row and place; a cell without a name follows the one before it."""
    row, place = 0, -1
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=("{*}col", "{*}row", "{*}c"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for event, element in events:
        if name_of(element) == "row" and event == "start":
            row, place = number_of(element, "r", row + 1), -1
        elif event == "end":
            if name_of(element) == "c":
                named = _CELL_NAME.match(value_of(element, "r"))
                place = column_place(named[1]) if named else place + 1
            yield row, place, element
            if name_of(element) != "c":
                forget(element)


def _places_of(element: Any, limits: Limits) -> range:
    first, last = number_of(element, "min", 1), number_of(element, "max", 1)
    return range(first - 1, min(last, limits.columns))


def _look_at_cell(look: SheetLook, row: int, place: int, element: Any) -> None:
    parts = {name_of(child): child.text or "" for child in element}
    kind = value_of(element, "t")
    if kind == "e":
        look.errors[row, place] = parts.get("v") or "#N/A"
    elif "f" in parts and not parts.get("v") and kind not in ("str", "inlineStr"):
        look.unstored.append((row, place))
