"""Looks at a file before any parser does: what it is by its content, and whether it is safe to unpack.

Nothing is written to disk. Runs inside the limited process.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from chronology.reading.archive import XmlScan, check_archive, small_xml
from chronology.reading.grid import RefusedError
from chronology.reading.limits import MEBIBYTE, Limits
from chronology.reading.ole import SIGNATURE, Container
from chronology.reading.opc import office_file

# Of OpenDocument files by their media type, and whether the XML stands in an archive or bare ("flat").
_OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.spreadsheet-template": "ods",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
}
_FLAT_KINDS = {"ods": "fods", "odt": "fodt"}
_FLAT = re.compile(rb"<office:document\s[^>]*?office:mimetype\s*=\s*[\"']([\w./+-]+)[\"']")
_MACRO_FOLDERS = ("Basic/", "Scripts/")

_WEB = re.compile(rb"^\s*<(!doctype|html|\?xml|table|head|body|svg)", re.IGNORECASE)
_MAIL = re.compile(
    rb"^(From \S+[^\n]{0,80}\d{4}\r?\n|(Received|Return-Path|MIME-Version|Message-ID|X-[\w-]+): )",
    re.IGNORECASE,
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

# What the streams of an old Office file say it is.
_OLD_WORKBOOK = {"Workbook", "Book", "WORKBOOK", "BOOK"}
_OLD_KINDS = {"WordDocument": "doc", "PowerPoint Document": "ole", "__properties_version1.0": "mail"}
_OLD_MACROS = {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "Macros", "VBA"}


@dataclass(frozen=True, slots=True)
class Kind:
    """What the content is: "xlsx", "xls", "docx", "ods", "fods", "odt", "fodt" or "csv"; in an Office file
    the name of its main part; whether there are macros in it, which are never run."""

    name: str
    main_part: str = ""
    has_macros: bool = False


def inspect(path: Path, limits: Limits) -> Kind:
    """The kind of the file, by its content. Raises RefusedError if it is unsafe or of a kind not read."""
    if path.stat().st_size > limits.file_bytes:
        raise RefusedError("C03", limit=limits.file_bytes // MEBIBYTE)
    with path.open("rb") as file:
        head = file.read(8192)
    if not head.strip(b"\x00\x20\t\r\n\xef\xbb\xbf\xff\xfe"):
        raise RefusedError("C02")
    if head.startswith(b"PK\x03\x04"):
        return _inspect_zip(path, limits)
    if head.startswith(SIGNATURE[:4]):
        return _inspect_old(path.read_bytes())
    return _inspect_plain(path, head)


def _inspect_plain(path: Path, head: bytes) -> Kind:
    if flat := _FLAT.search(head):
        return _inspect_flat(path, flat[1].decode())
    kind = _other_kind(head)
    if kind:
        raise RefusedError("C01", kind=kind)
    return Kind("csv")


def _other_kind(head: bytes) -> str:
    """What a file is that is neither an archive nor a table in plain text; empty where it is such a table."""
    if head.startswith(b"%PDF"):
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if _WEB.match(head.lstrip(b"\xef\xbb\xbf")):
        return "web"
    if _MAIL.match(head):
        return "mail"
    return "" if _is_text(head) else "binary"


def _is_text(head: bytes) -> bool:
    if head.startswith(_BOMS):
        return True
    # UTF-16 without a mark: every second byte of western text is zero. A stray zero is left to the checks.
    zeros = head.count(0)
    if zeros > len(head) // 4:
        return head[0::2].count(0) > zeros * 0.9 or head[1::2].count(0) > zeros * 0.9
    control = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c" for byte in head)
    return control <= max(2, len(head) // 100)


def _inspect_flat(path: Path, media_type: str) -> Kind:
    if media_type not in _OPEN_DOCUMENTS:
        raise RefusedError("C01", kind="zip")
    data = path.read_bytes()
    XmlScan().feed(data)
    return Kind(_FLAT_KINDS[_OPEN_DOCUMENTS[media_type]], has_macros=b"<script:module" in data)


def _inspect_old(data: bytes) -> Kind:
    names = Container(data).names()
    if "EncryptedPackage" in names:
        raise RefusedError("C05")
    if not names & _OLD_WORKBOOK:
        raise RefusedError("C01", kind=next((_OLD_KINDS[one] for one in _OLD_KINDS if one in names), "ole"))
    return Kind("xls", has_macros=bool(names & _OLD_MACROS))


def _inspect_zip(path: Path, limits: Limits) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            check_archive(archive, limits)
            if "mimetype" in archive.namelist():
                return _open_document(archive)
            office = office_file(archive)
            return Kind(office.name, office.main_part, office.has_macros)
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


def _open_document(archive: zipfile.ZipFile) -> Kind:
    media_type = archive.read("mimetype")[:200].decode("ascii", "replace").strip()
    if media_type not in _OPEN_DOCUMENTS:
        raise RefusedError("C01", kind="zip")
    listed = small_xml(archive, "META-INF/manifest.xml")
    if any(part.tag.rpartition("}")[2] == "encryption-data" for part in listed.iter()):
        raise RefusedError("C05")
    if "content.xml" not in archive.namelist():
        raise RefusedError("C07")
    has_macros = any(name.startswith(_MACRO_FOLDERS) for name in archive.namelist())
    return Kind(_OPEN_DOCUMENTS[media_type], "content.xml", has_macros)
