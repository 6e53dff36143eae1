"""Odd, broken and hostile chronology files by name, each with what the reader must make of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from tests.chronology_files import (
    GOOD,
    HEADINGS,
    W,
    changed,
    csv_text,
    docx_,
    docx_of,
    edited,
    good_rows,
    ole,
    part,
    replaced,
    row_xml,
    saved,
    table_xml,
    workbook,
    xlsx,
)
from tests.chronology_formats import (
    flat,
    ods,
    ods_of,
    ods_row,
    ods_table,
    odt,
    record,
    xls,
    xls_of,
    xls_rows,
    xls_text,
)

SHEET = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"
TWO = good_rows(2)
CSV = csv_text(TWO)
HEAD = ods_row(HEADINGS)
OPENXML = b"http://schemas.openxmlformats.org/"
STRICT = b"http://purl.oclc.org/ooxml/"


class Odd(NamedTuple):
    """A file that is odd and legal: how many rows it has, and the codes of what is said of it."""

    build: Callable[[], bytes]
    rows: int = 2
    codes: frozenset[str] = frozenset()


class Broken(NamedTuple):
    """A file that cannot be read: the code of the one message, or the codes that it may be."""

    build: Callable[[], bytes]
    code: str


def as_strict(data: bytes, *names: str) -> bytes:
    """The file as the strict edition of the standard names its parts."""
    for name in names:
        content = part(data, name)
        for family in (b"spreadsheetml", b"wordprocessingml", b"officeDocument"):
            old, new = OPENXML + family + b"/2006/", STRICT + family + b"/"
            content = content.replace(old, new)
        data = edited(data, {name: content})
    return data


def of_google() -> bytes:
    """As Google Sheets writes a workbook: targets from the folder of the workbook, no dimension."""
    data = replaced(
        xlsx(TWO), "xl/_rels/workbook.xml.rels", b'Target="/xl/worksheets/', b'Target="worksheets/'
    )
    return replaced(data, SHEET, b'<dimension ref="A1:G3"/>', b"")


def of_numbers() -> bytes:
    """As Numbers writes a workbook: a summary in front, sheets named after their tables, a merged title."""
    book = workbook(TWO, above=[["Table 1"]])
    book["Chronology"].merge_cells("A1:G1")
    book["Chronology"].title = "Sheet 1 - Table 1"
    book.create_sheet("Export Summary", 0)["B3"] = "This document was exported from Numbers."
    return saved(book)


def with_macros(data: bytes, kind: bytes, macro_kind: bytes, name: str) -> bytes:
    return replaced(edited(data, {name: b"x"}), TYPES, b"openxmlformats-officedocument." + kind, macro_kind)


def ods_rows(*rows: str) -> bytes:
    return ods_of(ods_table([HEAD, *rows]))


def xls_cells(more: bytes = b"", about: bytes = b"") -> bytes:
    return xls_of({"Chronology": xls_rows([HEADINGS, GOOD]) + more}, about)


def sheets_alike(count: int) -> bytes:
    """Many entries for the one sheet of `xls_cells`, which stands behind them and its own."""
    place = 52 + 13 * count
    return record(0x85, place.to_bytes(4, "little") + b"\x00\x00\x01\x00A") * count


def going_round() -> bytes:
    """An old workbook in which each sector of the table points to itself."""
    return xls(TWO)[:-512] + b"".join(number.to_bytes(4, "little") for number in range(128))


def zip_with(data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("chronology.xlsx", data)
    return stream.getvalue()


def cell_that_repeats(times: int, length: int) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{times}">'
        f"<text:p>{'x' * length}</text:p></table:table-cell>"
    )


def text(content: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: content.encode(encoding)


EMPTY_TO_THE_END = (
    '<table:table-row table:number-rows-repeated="1048573"><table:table-cell '
    'table:number-columns-repeated="16384"/></table:table-row>'
)
FORMATTED_TO_THE_END = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
LOCKED = '<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>'
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b">]>'
MACROS = frozenset({"C70"})

ODD: dict[str, Odd] = {
    "strict xlsx": Odd(lambda: as_strict(xlsx(TWO), "xl/workbook.xml", SHEET, "xl/_rels/workbook.xml.rels")),
    "strict docx": Odd(lambda: as_strict(docx_(TWO), "word/document.xml", "_rels/.rels")),
    "workbook of Google": Odd(of_google),
    "workbook of Numbers": Odd(of_numbers, codes=frozenset({"C58"})),
    "template of a workbook": Odd(
        lambda: replaced(xlsx(TWO), TYPES, b"sheet.main+xml", b"template.main+xml")
    ),
    "xlsm": Odd(
        lambda: with_macros(
            xlsx(TWO), b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main", "xl/vbaProject.bin"
        ),
        codes=MACROS,
    ),
    "docm": Odd(
        lambda: with_macros(
            docx_(TWO),
            b"wordprocessingml.document.main",
            b"ms-word.document.macroEnabled.main",
            "word/vbaProject.bin",
        ),
        codes=MACROS,
    ),
    "old workbook": Odd(lambda: xls(TWO)),
    "old workbook with macros": Odd(
        lambda: xls_of({"Chronology": xls_rows([HEADINGS, *TWO])}, beside={"_VBA_PROJECT": b"x"}),
        codes=MACROS,
    ),
    "open document": Odd(lambda: ods(TWO)),
    "open text": Odd(lambda: odt(TWO)),
    "flat open document": Odd(lambda: flat(ods_table([HEAD, *map(ods_row, TWO)]))),
    "empty to the end of the sheet": Odd(lambda: ods_rows(*map(ods_row, TWO), EMPTY_TO_THE_END)),
    "formatted to the end of the sheet": Odd(
        lambda: replaced(xlsx(TWO), SHEET, b"</sheetData>", FORMATTED_TO_THE_END)
    ),
    "protected sheet": Odd(
        lambda: replaced(xlsx(TWO), SHEET, b"</sheetData>", b'</sheetData><sheetProtection sheet="1"/>')
    ),
    "rich text": Odd(
        lambda: replaced(
            xlsx([changed(4, "XX")]),
            SHEET,
            b"<is><t>XX</t></is>",
            b"<is><r><t>HV </t></r><r><t>p1</t></r></is>",
        ),
        rows=1,
    ),
    "number beside the table": Odd(lambda: xlsx([[*GOOD, "", "77"]]), rows=1, codes=frozenset({"C59"})),
    "document with blank paragraphs": Odd(
        lambda: docx_of("", "", table_xml([row_xml(HEADINGS), row_xml(GOOD)])), 1
    ),
    "right-to-left marks": Odd(
        lambda: csv_text([changed(1, "\u202bSeen at home\u202c: all well, plan agreed.\u200f")]).encode(),
        rows=1,
    ),
    "headings between marks": Odd(
        lambda: csv_text(TWO, headings=[f"\u200f{one}\u200e" for one in HEADINGS]).encode()
    ),
    "two byte order marks": Odd(text("\ufeff\ufeff" + CSV)),
    "no-break blanks": Odd(text(CSV.replace(" May", "\u00a0May"))),
    "zero byte": Odd(text(CSV.replace("feeding", "fee\x00ding", 1)), codes=frozenset({"C30"})),
    "line ends of two kinds": Odd(text(CSV.replace("\r\n", "\r", 1))),
    "no line end at the end": Odd(text(CSV.rstrip())),
    "blank lines between": Odd(text(CSV.replace("\r\n", "\r\n\r\n\r\n"))),
    "sep line in UTF-16": Odd(text("sep=\t\r\n" + csv_text(TWO, delimiter="\t"), "utf-16")),
    "separators behind each row": Odd(text(CSV.replace("\r\n", ",,,,\r\n"))),
    "bars": Odd(text(csv_text(TWO, delimiter="|"), "cp1252")),
    "text like a formula": Odd(text(csv_text([changed(6, "'=1+1")])), rows=1),
}

BROKEN: dict[str, Broken] = {
    "web page called xls": Broken(text("<html><table><tr><td>Date</td></tr></table></html>"), "C01"),
    "xml of Excel 2003": Broken(text('<?xml version="1.0"?><?mso-application?><Workbook/>'), "C01"),
    "mailbox": Broken(text("From a@example.org Mon Mar  5 10:00:00 2007\nSubject: Date,Comment\n"), "C01"),
    "e-mail": Broken(text("Received: from example.org\r\nSubject: chronology\r\n\r\nDate\r\n"), "C01"),
    "archive with a workbook in it": Broken(lambda: zip_with(xlsx(TWO)), "C01"),
    "binary workbook": Broken(
        lambda: replaced(
            xlsx(TWO),
            TYPES,
            b"openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"ms-excel.sheet.binary.macroEnabled.main",
        ),
        "C01",
    ),
    "old document": Broken(lambda: ole({"WordDocument": b"x", "1Table": b"x"}), "C01"),
    "open slides": Broken(lambda: ods_of(kind="application/vnd.oasis.opendocument.presentation"), "C01"),
    "text of one column": Broken(text("Date\r\n5 March 2006\r\n6 March 2006\r\n"), "C11"),
    "text of numbers": Broken(text("1;2;3\r\n4;5;6\r\n"), "C11"),
    "only headings": Broken(lambda: ods([]), "C13"),
    "only pictures": Broken(lambda: docx_of(f"<w:p {W}><w:r><w:drawing/></w:r></w:p>"), "C18"),
    "no table": Broken(lambda: docx_of("On 5 March 2006 we saw the child at home."), "C11"),
    "password on an open document": Broken(lambda: ods_of(parts={"META-INF/manifest.xml": LOCKED}), "C05"),
    "password on an old workbook": Broken(lambda: xls_cells(about=record(0x2F, bytes(54))), "C05"),
    "password on a new workbook": Broken(lambda: ole({"EncryptedPackage": b"x"}), "C05"),
    "old workbook cut off": Broken(lambda: xls(TWO)[:1500], "C07"),
    "old workbook whose sectors go round": Broken(going_round, "C07"),
    "open document cut off": Broken(lambda: ods(TWO)[:-200], "C07"),
    "open document with half its xml": Broken(lambda: ods_rows("<table:table-row>"), "C07"),
    "doctype in an open document": Broken(
        lambda: edited(ods(TWO), {"content.xml": DOCTYPE + part(ods(TWO), "content.xml")}), "C09"
    ),
    "doctype in a flat one": Broken(
        lambda: flat(ods_table([HEAD])).replace(b"?>\n", b"?>\n" + DOCTYPE), "C09"
    ),
    "filled row repeated a million times": Broken(
        lambda: ods_rows(ods_row(GOOD, 'table:number-rows-repeated="1000000"')), "C14"
    ),
    "filled cell repeated without end": Broken(
        lambda: ods_rows(f"<table:table-row>{cell_that_repeats(16_384, 1)}</table:table-row>"), "C14"
    ),
    "one text in a million cells": Broken(
        lambda: ods_rows(
            '<table:table-row table:number-rows-repeated="19000">'
            f"{cell_that_repeats(60, 900)}</table:table-row>"
        ),
        "C14",
    ),
    "cell far down in an old workbook": Broken(lambda: xls_cells(xls_text(65_000, 0, "x")), "C14"),
    "cell far right in an old workbook": Broken(lambda: xls_cells(xls_text(5, 255, "x")), "C14"),
    "very wide text": Broken(text(CSV.replace("\r\n", "," * 80 + "x\r\n")), "C14"),
    "two character sets": Broken(
        lambda: CSV.encode() + "7 May 2006,café,,,,,\r\n".encode() + b"8 May 2006,caf\xe9,,,,,\r\n",
        "C15",
    ),
    "quotation mark never closed": Broken(text(CSV + '"never'), "C16"),
    "heading twice": Broken(text(csv_text([[*GOOD, "x"]], headings=[*HEADINGS, "Comments"])), "C17"),
}

# What would have a parser fill the memory or run for ever: only for the limited process.
HOSTILE: dict[str, Broken] = {
    "texts promised without end": Broken(
        lambda: xls_cells(about=record(0xFC, b"\xff\xff\xff\x7f" * 2)), "C07 C10 read"
    ),
    "a thousand sheets in one place": Broken(lambda: xls_cells(about=sheets_alike(1_000)), "C07 C10 C12"),
    "xml nested without end": Broken(
        lambda: ods_rows("<text:span>" * 60_000 + "</text:span>" * 60_000), "C07 C10"
    ),
    "blanks by the million": Broken(
        lambda: ods_rows(ods_row(GOOD).replace("HV", "HV" + '<text:s text:c="9999999"/>' * 20_000)), "C10 C14"
    ),
}
