"""Reads a text file of separated values in the encodings and dialects that British offices produce."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from chronology.reading.encodings import decoded, odd_letters
from chronology.reading.grid import Contents, Grid, GridRow, Note, RefusedError, clean_text
from chronology.reading.headings import heading_key
from chronology.reading.limits import Limits
from chronology.reading.workbook import check_cell

SEPARATORS = (",", ";", "\t", "|")
RECORDS_LOOKED_AT = 60
_NAMED_SEPARATOR = re.compile(r"^\"?sep=(?P<separator>[,;|\t])\"?(?P<ending>\r\n|\r|\n|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text file is written. `opening` is the line in which Excel is told the separator, if there is
    one; Excel does not show it, so that rows are counted from the line below."""

    text: str
    encoding: str
    separator: str
    opening: str = ""


def read_csv(path: Path, limits: Limits) -> Contents:
    """The one table of the file. Raises RefusedError."""
    dialect = dialect_of(path.read_bytes())
    if not dialect.text.strip():
        raise RefusedError("C02")
    grid = Grid("", _rows(dialect, limits), can_be_ragged=True)
    odd = odd_letters(dialect.text, dialect.encoding)
    return Contents([grid], notes=[Note("C82", words={**odd})] if odd else [])


def dialect_of(data: bytes) -> Dialect:
    """How the file is written. Raises RefusedError where its character set is not told."""
    text, encoding = decoded(data)
    named = _NAMED_SEPARATOR.match(text)
    if named:
        return Dialect(text[named.end() :], encoding, named["separator"], named[0])
    return Dialect(text, encoding, max(SEPARATORS, key=lambda separator: _sense(text, separator)))


def _sense(text: str, separator: str) -> tuple[int, float]:
    """How much sense a separator makes: the headings it shows, then how many rows have one width."""
    lines = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=separator)
    headings, widths = 0, Counter[int]()
    try:
        for cells in islice(lines, RECORDS_LOOKED_AT):
            headings = max(headings, len({heading_key(cell) for cell in cells} - {None}))
            widths[len(cells)] += 1
    except csv.Error:
        pass
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    return (headings, count / widths.total() if width > 1 else 0.0)


def _rows(dialect: Dialect, limits: Limits) -> list[GridRow]:
    csv.field_size_limit(limits.text_characters)
    reader = csv.reader(io.StringIO(dialect.text, newline=""), delimiter=dialect.separator, strict=True)
    rows: list[GridRow] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            row = GridRow(number, [_cell(cell) for cell in cells])
            _check_reach(row, limits)
            if not row.is_empty:
                rows.append(row)
    except csv.Error as error:
        raise RefusedError("C16", row=number + 1) from error
    return rows


def _check_reach(row: GridRow, limits: Limits) -> None:
    """Raises RefusedError for a row too far down or too wide; empty cells at its end are only separators."""
    while len(row.cells) > limits.columns and not row.cells[-1]:
        row.cells.pop()
    check_cell(row.number, len(row.cells) - 1, limits)


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
