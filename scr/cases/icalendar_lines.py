"""The lines of an iCalendar file (RFC 5545): escaped, folded, and ended as other programs expect them."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

WIDEST = 75  # octets without the line's end (section 3.1)


def text(value: str) -> str:
    """A value of the type TEXT, with its marks escaped (section 3.3.11)."""
    for mark in ("\\", ";", ","):
        value = value.replace(mark, f"\\{mark}")
    return value.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def day(value: date) -> str:
    """A value of the type DATE: 20070402."""
    return f"{value:%Y%m%d}"


def moment(value: datetime) -> str:
    """A value of the type DATE-TIME in UTC: 20070402T225959Z."""
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def written(lines: Iterable[str]) -> bytes:
    """Content lines as a file."""
    return b"".join(part + b"\r\n" for line in lines for part in _folded(line.encode()))


def _folded(line: bytes) -> Iterator[bytes]:
    """A line in parts of 75 octets; each further part begins with a space, and no character is cut."""
    start = b""
    while len(start + line) > WIDEST:
        end = WIDEST - len(start)
        while line[end] & 0b1100_0000 == 0b1000_0000:  # inside a character of several octets
            end -= 1
        yield start + line[:end]
        line, start = line[end:], b" "
    yield start + line
