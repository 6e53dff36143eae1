"""Chronology files in the formats for which the tests have no writer: old workbooks record by record,
OpenDocument files tag by tag."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from tests.chronology_files import HEADINGS, Cells, ole

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{OFFICE}:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("draw", "drawing"),
        ("manifest", "manifest"),
    )
)
NAMESPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
DOCUMENT = "application/vnd.oasis.opendocument.text"


def xml(text: object) -> str:
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def ods_cell(text: object, attributes: str = "", inside: str = "") -> str:
    """A cell of text; `inside` is further XML beside its paragraphs."""
    if text in ("", None) and not inside:
        return f"<table:table-cell {attributes}/>"
    lines = "".join(f"<text:p>{xml(line)}</text:p>" for line in str(text).split("\n"))
    return f'<table:table-cell office:value-type="string" {attributes}>{lines}{inside}</table:table-cell>'


def ods_row(cells: Cells, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(ods_cell(cell) for cell in cells)}</table:table-row>"


def ods_table(rows: Iterable[str], name: str = "Chronology", columns: str = "") -> str:
    return f'<table:table table:name="{name}">{columns}{"".join(rows)}</table:table>'


def ods_of(*tables: str, kind: str = SPREADSHEET, parts: Mapping[str, str] | None = None) -> bytes:
    """An OpenDocument file of these tables (or paragraphs); `parts` are further files in it."""
    manifest = f"<manifest:manifest {NAMESPACES}/>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), kind)
        archive.writestr("content.xml", _content(tables, kind))
        for name, content in {"META-INF/manifest.xml": manifest, **(parts or {})}.items():
            archive.writestr(name, content)
    return stream.getvalue()


def flat(*tables: str, kind: str = SPREADSHEET) -> bytes:
    """The same as one XML file."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMESPACES} office:mimetype="{kind}">'
        f"{_body(tables, kind)}</office:document>"
    ).encode()


def _content(tables: Sequence[str], kind: str) -> str:
    return f"<office:document-content {NAMESPACES}>{_body(tables, kind)}</office:document-content>"


def _body(tables: Sequence[str], kind: str) -> str:
    name = "spreadsheet" if kind == SPREADSHEET else "text"
    return f"<office:body><office:{name}>{''.join(tables)}</office:{name}></office:body>"


def ods(rows: Iterable[Cells], *, headings: Cells = HEADINGS) -> bytes:
    return ods_of(ods_table(ods_row(cells) for cells in [headings, *rows]))


def odt(rows: Iterable[Cells], *, headings: Cells = HEADINGS) -> bytes:
    return ods_of(ods_table(ods_row(cells) for cells in [headings, *rows]), kind=DOCUMENT)


def record(number: int, body: bytes = b"") -> bytes:
    """A record of an old workbook."""
    return struct.pack("<HH", number, len(body)) + body


def xls_text(row: int, place: int, text: object) -> bytes:
    """A cell of text in an old workbook; row and place count from 0."""
    letters = str(text).encode("utf-16-le")
    return record(0x204, struct.pack("<HHHHB", row, place, 0, len(letters) // 2, 1) + letters)


def xls_rows(rows: Iterable[Cells]) -> bytes:
    return b"".join(
        xls_text(number, place, text)
        for number, cells in enumerate(rows)
        for place, text in enumerate(cells)
        if text not in ("", None)
    )


def xls_of(
    sheets: Mapping[str, bytes], about: bytes = b"", beside: Mapping[str, bytes] | None = None
) -> bytes:
    """An old workbook of these sheets, each given by its records; `about` are records on the workbook,
    `beside` streams that stand beside it."""
    opening = _xls_begin(5) + record(0x42, b"\xb0\x04") + about
    names = [(name.encode("ascii"), _xls_sheet(cells)) for name, cells in sheets.items()]
    place = len(opening) + sum(12 + len(name) for name, _sheet in names) + 4
    for name, sheet in names:
        opening += record(0x85, struct.pack("<IBBBB", place, 0, 0, len(name), 0) + name)
        place += len(sheet)
    stream = opening + record(0x0A) + b"".join(sheet for _name, sheet in names)
    return ole({"Workbook": stream, **(beside or {})})


def _xls_sheet(cells: bytes) -> bytes:
    return _xls_begin(0x10) + cells + record(0x0A)


def _xls_begin(kind: int) -> bytes:
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 1997, 0, 0))


def xls(rows: Iterable[Cells], *, headings: Cells = HEADINGS) -> bytes:
    return xls_of({"Chronology": xls_rows([headings, *rows])})
