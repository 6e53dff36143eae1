"""Looks at a file before any parser does: what it is by its content, and whether it is safe to unpack.

Sizes are counted while unpacking, never believed; nothing is written to disk. Runs inside the limited
process.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from chronology.reading.grid import RefusedError
from chronology.reading.limits import Limits

CHUNK = 256 * 1024
LARGEST_LIST = 4 * 1024 * 1024

_MAIN_PARTS = {
    "spreadsheetml.sheet.main+xml": "xlsx",
    "spreadsheetml.template.main+xml": "xlsx",
    "wordprocessingml.document.main+xml": "docx",
    "wordprocessingml.template.main+xml": "docx",
}
_WITH_MACROS = {
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": "xlsx",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": "xlsx",
    "application/vnd.ms-word.document.macroEnabled.main+xml": "docx",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": "docx",
}
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# Programs in a file: they are never run, and nothing but cells is read. Sheets that are programs themselves
# (Excel 4) and controls are refused, as what they show is not what is stored.
_MACRO_NAMES = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml)$", re.IGNORECASE)
_PROGRAM_NAMES = re.compile(r"^xl/macrosheets/|(^|/)activex/", re.IGNORECASE)
_PROGRAM_TYPES = re.compile(r"macrosheet|activex", re.IGNORECASE)
_LINK_NAMES = re.compile(r"^xl/(externallinks|querytables)/|^xl/connections\.xml$|^xl/model/", re.IGNORECASE)
# A template on the author's own disk does nothing to anybody else, and Word notes it in most documents.
_LOCAL_TEMPLATE = re.compile(r"^(file:///)?[a-z]:[\\/]", re.IGNORECASE)

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

_WEB = re.compile(rb"^\s*<(!doctype|html|\?xml|table|head|body|svg)", re.IGNORECASE)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Kind:
    """What the content is ("xlsx", "xls", "ods", "docx" or "csv") and, in an Office file, its main part."""

    name: str
    main_part: str = ""
    has_macros: bool = False


def inspect(path: Path, limits: Limits) -> Kind:
    """The kind of the file, by its content. Raises RefusedError if it is unsafe or of a kind not read."""
    if path.stat().st_size > limits.file_bytes:
        raise RefusedError("C03", limit=limits.file_bytes // (1024 * 1024))
    with path.open("rb") as file:
        head = file.read(8192)
    if not head.strip(b"\x00\x20\t\r\n\xef\xbb\xbf\xff\xfe"):
        raise RefusedError("C02")
    if head.startswith(b"PK\x03\x04"):
        return _inspect_zip(path, limits)
    return _inspect_plain(path, head)


def _inspect_plain(path: Path, head: bytes) -> Kind:
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _inspect_ole(path.read_bytes())
    if head.startswith(b"%PDF"):
        raise RefusedError("C01", kind="pdf")
    if head.startswith(b"{\\rtf"):
        raise RefusedError("C01", kind="rtf")
    if _WEB.match(head.lstrip(b"\xef\xbb\xbf")):
        raise RefusedError("C01", kind="web")
    if not _is_text(head):
        raise RefusedError("C01", kind="binary")
    return Kind("csv")


def _inspect_ole(content: bytes) -> Kind:
    """An old Office file holds streams, named in UTF-16: a workbook is read, a document is not."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if has("EncryptedPackage"):
        raise RefusedError("C05")
    if has("WordDocument"):
        raise RefusedError("C01", kind="doc")
    if has("Workbook") or has("Book"):
        return Kind("xls", has_macros=has("_VBA_PROJECT_CUR"))
    raise RefusedError("C01", kind="ole")


def _is_text(head: bytes) -> bool:
    if head.startswith(_BOMS):
        return True
    # UTF-16 without a mark: every second byte of western text is zero. A stray zero is left to the checks.
    zeros = head.count(0)
    if zeros > len(head) // 4:
        return head[0::2].count(0) > zeros * 0.9 or head[1::2].count(0) > zeros * 0.9
    control = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c" for byte in head)
    return control <= max(2, len(head) // 100)


def _inspect_zip(path: Path, limits: Limits) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            _check_directory(archive, limits)
            _check_parts(archive, limits)
            if _is_ods(archive):
                return _open_document(archive)
            _check_relationships(archive)
            kind = _office_kind(_small_xml(archive, "[Content_Types].xml"))
            if kind.main_part not in archive.namelist():
                raise RefusedError("C07")
            has_macros = kind.has_macros or any(map(_MACRO_NAMES.search, archive.namelist()))
            return replace(kind, has_macros=has_macros)
    except KeyError:
        raise RefusedError("C01", kind="zip") from None
    except (
        ElementTree.ParseError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        ValueError,
    ) as error:
        raise RefusedError("C07") from error


def _is_ods(archive: zipfile.ZipFile) -> bool:
    return "mimetype" in archive.namelist() and archive.read("mimetype").strip().startswith(_ODS)


def _open_document(archive: zipfile.ZipFile) -> Kind:
    """A spreadsheet of LibreOffice. Raises RefusedError for one with a password."""
    listed = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.namelist() else b""
    if b"encryption-data" in listed:
        raise RefusedError("C05")
    if "content.xml" not in archive.namelist():
        raise RefusedError("C07")
    has_macros = any(name.startswith(("Basic/", "Scripts/")) for name in archive.namelist())
    return Kind("ods", "content.xml", has_macros)


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
    if _PROGRAM_NAMES.search(name):
        raise RefusedError("C04")
    if _LINK_NAMES.search(name):
        raise RefusedError("C06", target="another workbook or database")


def _check_parts(archive: zipfile.ZipFile, limits: Limits) -> None:
    total = 0
    for member in archive.infolist():
        scan = _scanner(member.filename)
        size = 0
        for chunk in _unpacked(archive, member):
            size += len(chunk)
            total += len(chunk)
            _check_size(member, size, total, limits)
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


class _Scan:
    """Reads through a part that holds nothing to check."""

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the part. Raises RefusedError."""


class _XmlScan(_Scan):
    """Refuses definitions and character sets that hide them. Zero bytes are dropped so that UTF-16 and UTF-32
    show the same letters as UTF-8."""

    def __init__(self) -> None:
        self._tail = b""
        self._is_first = True

    def feed(self, chunk: bytes) -> None:
        letters = chunk.replace(b"\x00", b"") if b"\x00" in chunk else chunk
        if self._is_first:
            _check_encoding(letters)
            self._is_first = False
        if _DEFINITIONS.search(self._tail + letters):
            raise RefusedError("C09")
        self._tail = (self._tail + letters)[-16:]


def _scanner(name: str) -> _Scan:
    return _XmlScan() if name.casefold().endswith(_XML_NAMES) else _Scan()


def _check_encoding(letters: bytes) -> None:
    start = letters.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not start.startswith(b"<"):
        raise RefusedError("C09") if start else RefusedError("C07")
    declared = _DECLARED_ENCODING.match(start)
    if declared and declared[1].lower() not in _KNOWN_ENCODINGS:
        raise RefusedError("C09")


def _small_xml(archive: zipfile.ZipFile, name: str) -> Element:
    data = archive.read(name)
    if len(data) > LARGEST_LIST:
        raise RefusedError("C08", reason="a list of parts without end")
    root: Element = fromstring(data)
    return root


def _check_relationships(archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        if name.casefold().endswith(".rels"):
            for relationship in _small_xml(archive, name):
                _check_relationship(relationship.attrib)


def _check_relationship(attributes: Mapping[str, str]) -> None:
    """Refuses what is fetched from elsewhere. Hyperlinks stay: only a person who clicks follows them."""
    kind = attributes.get("Type", "").rsplit("/", 1)[-1].casefold()
    target = attributes.get("Target", "")
    if _PROGRAM_TYPES.search(kind):
        raise RefusedError("C04")
    if attributes.get("TargetMode", "").casefold() != "external" or kind == "hyperlink":
        return
    if not (kind == "attachedtemplate" and _LOCAL_TEMPLATE.match(target)):
        raise RefusedError("C06", target=target[:80] or "not named")


def _office_kind(content_types: Element) -> Kind:
    kinds = [(part.get("PartName", ""), part.get("ContentType", "")) for part in content_types]
    if any(_PROGRAM_TYPES.search(kind) for _part, kind in kinds):
        raise RefusedError("C04")
    for part, kind in kinds:
        if kind in _WITH_MACROS:
            return Kind(_WITH_MACROS[kind], part.lstrip("/"), has_macros=True)
        name = _MAIN_PARTS.get(kind.rpartition("officedocument.")[2])
        if name:
            return Kind(name, part.lstrip("/"))
    raise RefusedError("C01", kind="zip")
