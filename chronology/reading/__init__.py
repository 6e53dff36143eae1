"""Reading an agency's chronology file: pure, without Django. Everything a caller needs is here."""

from chronology.reading.limits import DEFAULT_LIMITS, Limits
from chronology.reading.reader import read_file
from chronology.reading.rows import Header, Message, Reading, Row

__all__ = ["DEFAULT_LIMITS", "Header", "Limits", "Message", "Reading", "Row", "read_file"]
