"""Reads a text file of separated values in the encodings and dialects that British offices produce."""

import codecs
import csv
import io
import re
from pathlib import Path

from chronology.reading.columns import heading_key
from chronology.reading.grid import Contents, Grid, GridRow, RefusedError, clean_text
from chronology.reading.limits import Limits

SEPARATORS = (",", ";", "\t", "|")
HEADINGS_WITHIN_LINES = 60
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_csv(path: Path, limits: Limits) -> Contents:
    """The one table of the file. Raises RefusedError."""
    text, _encoding = decoded(path.read_bytes())
    if not text.strip():
        raise RefusedError("C02")
    grid = Grid("", _rows(text, separator_of(text), limits), can_be_ragged=True)
    return Contents([grid])


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file without its byte order mark, and its encoding. Raises RefusedError."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        has_mark = encoding != "utf-8-sig" or data.startswith(codecs.BOM_UTF8)
        return text.removeprefix("\ufeff"), encoding if has_mark else "utf-8"
    raise RefusedError("C15")


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    sample = data[:8192]
    if sample.count(0) > len(sample) // 4:
        return ("utf-16-be",) if sample[0::2].count(0) > sample[1::2].count(0) else ("utf-16-le",)
    return ("utf-8-sig", "cp1252")


def separator_of(text: str) -> str:
    """What stands between the cells: as Excel's first line says, or with what most headings are found."""
    said = _SAID.match(text)
    if said:
        return said[1]
    return max(SEPARATORS, key=lambda separator: _fitness(text, separator))


def _fitness(text: str, separator: str) -> tuple[int, int]:
    """How many headings are recognised; among equals, how many cells the lines have."""
    first = text[:20_000].splitlines()[:HEADINGS_WITHIN_LINES]
    return _headings_with(text, separator), sum(line.count(separator) for line in first)


def _headings_with(text: str, separator: str) -> int:
    lines = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=separator)
    found = 0
    try:
        for _number, cells in zip(range(HEADINGS_WITHIN_LINES), lines, strict=False):
            found = max(found, len({heading_key(cell) for cell in cells} - {None}))
    except csv.Error:
        return found
    return found


def _rows(text: str, separator: str, limits: Limits) -> list[GridRow]:
    csv.field_size_limit(limits.text_characters)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[GridRow] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            row = GridRow(number, [_cell(cell) for cell in cells])
            _check_reach(row, limits)
            if not row.is_empty and not (number == 1 and _SAID.match(text)):
                rows.append(row)
    except csv.Error as error:
        raise RefusedError("C16", row=number + 1) from error
    return rows


def _check_reach(row: GridRow, limits: Limits) -> None:
    if row.number > limits.rows:
        raise RefusedError("C14", reach=f"row {row.number}", limit=f"{limits.rows} rows")
    if len(row.cells) > limits.columns:
        raise RefusedError(
            "C14", row=row.number, reach=f"{len(row.cells)} columns", limit=f"{limits.columns} columns"
        )


def _cell(text: str) -> str:
    return clean_text(unguarded(text))


# A text that a spreadsheet would take for a formula is written with an apostrophe before it and read without.
FORMULA_STARTS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"


def guarded(text: str) -> str:
    """The text as written to a csv file, so that no spreadsheet takes it for a formula."""
    return "'" + text if _looks_like_formula(text) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that `guarded` put before it."""
    return text[1:] if text.startswith("'") and _looks_like_formula(text[1:]) else text


def _looks_like_formula(text: str) -> bool:
    return text.lstrip(" '").startswith(tuple(FORMULA_STARTS))
