"""Whether a zip archive is safe to unpack (security.md, "Files").

Sizes are counted while unpacking, never believed; nothing is written to disk.
"""

import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from chronology.reading.grid import RefusedError
from chronology.reading.limits import Limits

CHUNK = 256 * 1024
LARGEST_LIST = 4 * 1024 * 1024

_DEFINITIONS = re.compile(rb"<!(doctype|entity)", re.IGNORECASE)
_DECLARED_ENCODING = re.compile(rb"^<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)[\"']", re.IGNORECASE)
_KNOWN_ENCODINGS = {
    b"utf-8",
    b"utf8",
    b"utf-16",
    b"utf-16le",
    b"utf-16be",
    b"us-ascii",
    b"ascii",
    b"iso-8859-1",
    b"windows-1252",
}
_XML_NAMES = (".xml", ".rels", ".vml")


def check_archive(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Raises RefusedError for an archive that is encrypted, overlong, or hides something."""
    _check_directory(archive, limits)
    _check_parts(archive, limits)


def small_xml(archive: zipfile.ZipFile, name: str) -> Element:
    """A part that lists others, parsed. Raises KeyError where it is not there, and RefusedError."""
    data = archive.read(name)
    if len(data) > LARGEST_LIST:
        raise RefusedError("C08", reason="a list of parts without end")
    root: Element = fromstring(data)
    return root


def _check_directory(archive: zipfile.ZipFile, limits: Limits) -> None:
    members = archive.infolist()
    if len(members) > limits.members:
        raise RefusedError("C08", reason=f"{len(members)} parts")
    names = [member.filename.casefold() for member in members]
    if len(set(names)) < len(names):
        raise RefusedError("C08", reason="the same part twice")
    for member in members:
        _check_member(member)


def _check_member(member: zipfile.ZipInfo) -> None:
    name = member.filename
    if member.flag_bits & 0x1:
        raise RefusedError("C05")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RefusedError("C08", reason="an unusual compression")
    if name.startswith("/") or ".." in name.split("/") or "\\" in name or ":" in name:
        raise RefusedError("C08", reason="a part outside the file")


def _check_parts(archive: zipfile.ZipFile, limits: Limits) -> None:
    total = 0
    for member in archive.infolist():
        scan = XmlScan() if member.filename.casefold().endswith(_XML_NAMES) else None
        size = 0
        for chunk in _unpacked(archive, member):
            size += len(chunk)
            total += len(chunk)
            _check_size(member, size, total, limits)
            if scan:
                scan.feed(chunk)


def _check_size(member: zipfile.ZipInfo, size: int, total: int, limits: Limits) -> None:
    if total > limits.unpacked_bytes:
        raise RefusedError("C08", reason="it grows far beyond its size when opened")
    if size > limits.ratio_from_bytes and size > limits.ratio * max(member.compress_size, 1):
        raise RefusedError("C08", reason="it grows far beyond its size when opened")


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as part:
        while chunk := part.read(CHUNK):
            yield chunk


class XmlScan:
    """Refuses definitions and character sets that hide them. Zero bytes are dropped so that UTF-16 and UTF-32
    show the same letters as UTF-8."""

    def __init__(self) -> None:
        self._tail = b""
        self._is_first = True

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the part. Raises RefusedError."""
        letters = chunk.replace(b"\x00", b"") if b"\x00" in chunk else chunk
        if self._is_first:
            _check_encoding(letters)
            self._is_first = False
        if _DEFINITIONS.search(self._tail + letters):
            raise RefusedError("C09")
        self._tail = (self._tail + letters)[-16:]


def _check_encoding(letters: bytes) -> None:
    start = letters.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not start.startswith(b"<"):
        raise RefusedError("C09") if start else RefusedError("C07")
    declared = _DECLARED_ENCODING.match(start)
    if declared and declared[1].lower() not in _KNOWN_ENCODINGS:
        raise RefusedError("C09")
