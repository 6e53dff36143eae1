"""Reading an agency's chronology file: pure, without Django. Everything a caller needs is here."""

from chronology.reading.checks import check_rows
from chronology.reading.columns import COLUMNS, AddedColumn, Column, with_added
from chronology.reading.found import Found, FoundColumn
from chronology.reading.grid import Contents, RefusedError, from_json, to_json
from chronology.reading.headings import heading_name
from chronology.reading.limits import DEFAULT_LIMITS, Limits
from chronology.reading.messages import refused
from chronology.reading.reader import read_contents, read_file
from chronology.reading.rows import Header, Message, Reading, Row
from chronology.reading.sandbox import open_file

__all__ = [
    "COLUMNS",
    "DEFAULT_LIMITS",
    "AddedColumn",
    "Column",
    "Contents",
    "Found",
    "FoundColumn",
    "Header",
    "Limits",
    "Message",
    "Reading",
    "RefusedError",
    "Row",
    "check_rows",
    "from_json",
    "heading_name",
    "open_file",
    "read_contents",
    "read_file",
    "refused",
    "to_json",
    "with_added",
]
