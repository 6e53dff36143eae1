"""Remarks in a text file of separated values: one column more, at the right end."""

import csv
import io
from collections import defaultdict

from chronology.marking.marks import Remark
from chronology.reading.columns import CHECK_HEADING
from chronology.reading.csv_ import decoded, guarded, separator_of


def mark_text(data: bytes, remarks: list[Remark], heading_row: int) -> bytes:
    """The file with the remarks of each row behind it, in its own encoding and with its own separator."""
    text, encoding = decoded(data)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text)))
    told: dict[int, list[str]] = defaultdict(list)
    for one in remarks:
        told[one.row or heading_row].append(one.words)
    place = _place(rows, heading_row)
    marked = io.StringIO(newline="")
    writer = csv.writer(marked, delimiter=separator_of(text), lineterminator=_line_end(text))
    for number, cells in enumerate(rows, start=1):
        words = CHECK_HEADING if number == heading_row else guarded(" ".join(told.get(number, [])))
        is_of_table = number >= heading_row and any(cells)
        writer.writerow([*_padded(cells, place), words] if words or is_of_table else cells)
    return _encoded(marked.getvalue(), encoding)


def _place(rows: list[list[str]], heading_row: int) -> int:
    """Where the column goes: where it stands already, or behind the headings."""
    headings = rows[heading_row - 1] if 0 < heading_row <= len(rows) else []
    if CHECK_HEADING in headings:
        return headings.index(CHECK_HEADING)
    return max([len(headings), *(len(cells) for cells in rows[heading_row:])], default=0)


def _padded(cells: list[str], place: int) -> list[str]:
    return [*cells[:place], *[""] * (place - len(cells))]


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode("utf-8-sig")
