"""Looks through the records of an old workbook of Excel (.xls, 1995 to 2003), and has its values read.

The records follow each other, each with its number and length ([MS-XLS] 2.3.1). Those that hold something
in a cell tell how far the sheet reaches, before the parser fills a rectangle of that size.
"""

import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from chronology.reading.grid import Contents, RefusedError
from chronology.reading.limits import Limits
from chronology.reading.ole import Container
from chronology.reading.workbook import SheetLook, check_cell, read_workbook

_BEGINS = {0x809, 0x409, 0x209, 0x09}
_FILEPASS, _DATEMODE, _BOUNDSHEET, _EOF = 0x2F, 0x22, 0x85, 0x0A
_ROW, _COLINFO, _FORMULA, _BOOLERR = 0x208, 0x7D, 0x06, 0x205
# LABEL, NUMBER, RK, RSTRING, LABELSST and MULRK hold a value; blank cells with a format are no matter.
_FILLED = {0x204, 0x203, 0x27E, 0xD6, 0xFD, 0xBD, _FORMULA, _BOOLERR}
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_RESULT_IS_NO_NUMBER = b"\xff\xff"
_IS_ERROR = 2


def read_xls(path: Path, limits: Limits) -> Contents:
    """Every sheet that holds something. Raises RefusedError."""
    try:
        epoch, looks = _look(
            Container(path.read_bytes()).stream("Workbook", "Book", "WORKBOOK", "BOOK"), limits
        )
    except (struct.error, IndexError) as error:
        raise RefusedError("C07") from error
    contents = read_workbook(path, looks, limits)
    contents.epoch = epoch
    return contents


def _look(stream: bytes, limits: Limits) -> tuple[int, list[SheetLook]]:
    """From which year the workbook counts its days, and what its sheets hide, in their order."""
    epoch, starts = 1900, []
    for number, body in _records(stream, 0):
        if number == _FILEPASS:
            raise RefusedError("C05")
        if number == _DATEMODE and body[0]:
            epoch = 1904
        if number == _BOUNDSHEET:
            starts.append(struct.unpack_from("<I", body)[0])
    return epoch, [_look_at_sheet(stream, start, limits) for start in starts[: limits.members]]


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place to the end of its part; charts inside a sheet are parts of their own."""
    place, depth = start, 0
    while place + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, place)
        depth += number in _BEGINS
        yield number, stream[place + 4 : place + 4 + length]
        place += 4 + length
        depth -= number == _EOF
        if depth <= 0:
            return


def _look_at_sheet(stream: bytes, start: int, limits: Limits) -> SheetLook:
    look = SheetLook()
    for number, body in _records(stream, start):
        if number in _FILLED:
            row, place = struct.unpack_from("<HH", body)
            check_cell(row + 1, place, limits)
        if number in _LOOKS:
            _LOOKS[number](look, body)
    return look


def _look_at_row(look: SheetLook, body: bytes) -> None:
    if struct.unpack_from("<H", body, 12)[0] & 0x20:
        look.hidden_rows.add(struct.unpack_from("<H", body)[0] + 1)


def _look_at_columns(look: SheetLook, body: bytes) -> None:
    first, last = struct.unpack_from("<HH", body)
    if struct.unpack_from("<H", body, 8)[0] & 0x1:
        look.hidden_places.update(range(first, min(last, 255) + 1))


def _look_at_formula(look: SheetLook, body: bytes) -> None:
    row, place = struct.unpack_from("<HH", body)
    if body[12:14] == _RESULT_IS_NO_NUMBER and body[6] == _IS_ERROR:
        look.errors[row + 1, place] = _ERRORS.get(body[8], "#N/A")


def _look_at_error(look: SheetLook, body: bytes) -> None:
    row, place = struct.unpack_from("<HH", body)
    if body[7]:
        look.errors[row + 1, place] = _ERRORS.get(body[6], "#N/A")


_LOOKS: dict[int, Callable[[SheetLook, bytes], None]] = {
    _ROW: _look_at_row,
    _COLINFO: _look_at_columns,
    _FORMULA: _look_at_formula,
    _BOOLERR: _look_at_error,
}
