"""Chronology files for tests, good and bad: built byte by byte where no office program would write them."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from openpyxl import Workbook

PERIOD = (date(2005, 1, 1), date(2007, 3, 3))

# The pro forma's own wording, spelt as people retype it.
HEADINGS = (
    "DATE",
    "CONTACT WITH CHILD (inc direct contact, medical information)",
    "Contact with  Parents/Carers and other family members",
    "INTER/INTRA-AGENCY COMMUNICATION Internal calls, letters etc",
    "Source of record",
    "STAFF INVOLVED\n[initials only]",
    "Comment",
)
GOOD = (
    "5 March 2006",
    "Seen at home with M; weight on the 25th line, no concerns noted.",
    "",
    "",
    "HV record p12",
    "HV1",
    "",
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
Cells = Sequence[Any]


def changed(place: int, value: Any, *, base: Cells = GOOD) -> list[Any]:
    """A good row with one cell changed."""
    cells = list(base)
    cells[place] = value
    return cells


def good_rows(count: int) -> list[list[Any]]:
    """Rows without a fault, a day apart."""
    return [
        changed(
            0, f"{day} May 2006", base=changed(1, f"Visit {day}: seen at home, feeding plan agreed with M.")
        )
        for day in range(1, count + 1)
    ]


def workbook(rows: Iterable[Cells], *, headings: Cells = HEADINGS, above: Iterable[Cells] = ()) -> Workbook:
    """A workbook with one sheet "Chronology"; a text is never a formula."""
    book = Workbook()
    book.worksheets[0].title = "Chronology"
    fill(book, "Chronology", [*above, headings, *rows])
    return book


def fill(book: Workbook, sheet_name: str, rows: Iterable[Cells]) -> None:
    """Write rows to a sheet, made if it is not there."""
    sheet = book[sheet_name] if sheet_name in book.sheetnames else book.create_sheet(sheet_name)
    for index, cells in enumerate(rows, start=1):
        for number, value in enumerate(cells, start=1):
            if value not in ("", None):
                cell = sheet.cell(index, number, value)
                if isinstance(value, str):
                    cell.data_type = "s"


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xlsx(rows: Iterable[Cells], **parts: Iterable[Cells]) -> bytes:
    return saved(workbook(rows, **parts))  # type: ignore[arg-type]


def csv_text(rows: Iterable[Cells], *, headings: Cells = HEADINGS, delimiter: str = ",") -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerows([headings, *rows])
    return file.getvalue()


def csv_(rows: Iterable[Cells]) -> bytes:
    return csv_text(rows).encode()


def cell_xml(text: object, properties: str = "") -> str:
    escaped = str(text).replace("&", "&amp;").replace("<", "&lt;")
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{escaped}</w:t></w:r></w:p></w:tc>"


def row_xml(cells: Iterable[object]) -> str:
    return "<w:tr>" + "".join(cell_xml(text) for text in cells) + "</w:tr>"


def table_xml(rows: Iterable[str], widths: Sequence[int] = (1000,) * 7) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl {W}><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def docx_of(*blocks: str) -> bytes:
    """A Word document of these blocks: XML of a table, or the text of a paragraph."""
    document = docx.Document()
    for block in blocks:
        if block.startswith("<"):
            body = document.element.body
            body.insert(len(body) - 1, parse_xml(block))
        else:
            document.add_paragraph(block)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def docx_(rows: Iterable[Cells], *, headings: Cells = HEADINGS) -> bytes:
    return docx_of(table_xml([row_xml(headings), *(row_xml(cells) for cells in rows)]))


# Every format with the sheet that messages name and the number of the first row below the headings.
FORMATS: dict[str, tuple[Callable[[Iterable[Cells]], bytes], str]] = {
    "xlsx": (xlsx, "Chronology"),
    "docx": (docx_, "Table 1"),
    "csv": (csv_, ""),
}


def ole(streams: dict[str, bytes]) -> bytes:
    """A container of the old Office formats with these streams, each in sectors of its own."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    sectors: list[bytes] = []
    chain: list[int] = []
    entries = [_ole_entry("Root Entry", 5, end, 0, child=1)]
    for number, (name, content) in enumerate(streams.items(), start=1):
        # A stream below 4,096 bytes would have to stand among the small ones.
        padded = content.ljust(4096, b"\x00")
        start, count = len(sectors), -(-len(padded) // 512)
        sectors += [padded[i * 512 : i * 512 + 512].ljust(512, b"\x00") for i in range(count)]
        chain += [*range(start + 1, start + count), end]
        following = number + 1 if number < len(streams) else free
        entries.append(_ole_entry(name, 2, start, len(padded), following=following))
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * 512, b"\x00")
    first = len(sectors)
    sectors += [directory[i : i + 512] for i in range(0, len(directory), 512)]
    chain += [*range(first + 1, len(sectors)), end]
    tables = range(len(sectors), len(sectors) + len(chain) // 120 + 1)
    chain += [table] * len(tables)
    numbers = struct.pack(f"<{len(chain)}I", *chain).ljust(512 * len(tables), b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(6) + struct.pack("<IIIIIIIII", 0, len(tables), first, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", *tables, *[free] * (109 - len(tables)))
    return head + b"".join(sectors) + numbers


def _ole_entry(name: str, kind: int, start: int, size: int, *, child: int = -1, following: int = -1) -> bytes:
    letters = name.encode("utf-16-le")
    head = letters.ljust(64, b"\x00") + struct.pack("<HBB", len(letters) + 2, kind, 1)
    links = struct.pack("<III", 0xFFFFFFFF, following & 0xFFFFFFFF, child & 0xFFFFFFFF)
    return head + links + bytes(36) + struct.pack("<III", start, size, 0)


def edited(data: bytes, add: dict[str, bytes | None]) -> bytes:
    """The same zip with parts added or replaced, or removed where the value is None."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in add:
                new.writestr(name, old.read(name))
        for name, content in add.items():
            if content is not None:
                new.writestr(name, content)
    return stream.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def replaced(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The same zip with bytes of one part replaced; the bytes must be there."""
    content = part(data, name)
    if old not in content:
        raise ValueError(f"{old!r} is not in {name}")
    return edited(data, {name: content.replace(old, new)})


def saved_at(folder: Path, data: bytes, name: str = "chronology.dat") -> Path:
    """The bytes as a file. The default name says nothing about the kind."""
    path = folder / name
    path.write_bytes(data)
    return path
