"""The same file back with remarks beside its cells, and an empty template that needs no mapping."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.styles import PatternFill

from chronology.marking import Remark, mark_file
from chronology.marking.workbook import AUTHOR
from chronology.reading import Message, Reading, read_file
from chronology.reading.columns import CHECK_HEADING, MESSAGES_SHEET, AddedColumn, with_added
from chronology.writing import Kit, empty_template_docx, empty_template_xlsx
from tests.chronology_files import FORMATS, PERIOD, changed, csv_text, good_rows, saved, workbook

FAULTY = [*good_rows(2), changed(0, "31/02/2006"), changed(4, "")]
REAL = Path(__file__).parent / "files" / "chronology"


def read_at(path: Path, **more) -> Reading:
    return read_file(path, path.name, period=PERIOD, known_initials={"HV1"}, **more)


def marked(folder: Path, data: bytes, name: str = "file") -> tuple[bytes, str]:
    """What comes back of a file, with whatever the reading says of it."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    reading = read_at(path)
    remarks = [
        Remark(
            m.sheet,
            m.row,
            reading.places.get(m.sheet, {}).get(m.column or ""),
            m.code,
            m.is_error,
            m.what,
            m.remedy,
        )
        for m in reading.messages
    ]
    found = mark_file(path, remarks, heading_row=reading.found.heading_row if reading.found else 0)
    return found.content, found.suffix


def _remark(one: Message, places: dict) -> Remark:
    place = places.get(one.sheet, {}).get(one.column or "")
    return Remark(one.sheet, one.row, place, one.code, one.is_error, one.what, one.remedy)


def as_read(folder: Path, data: bytes) -> tuple:
    path = folder / "again"
    path.write_bytes(data)
    reading = read_at(path)
    return reading.rows, [(one.code, one.row) for one in reading.messages]


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_marked_reads_as_it_did_and_marking_twice_marks_once(name, tmp_path):
    build, _sheet = FORMATS[name]
    data = build(FAULTY)
    once, suffix = marked(tmp_path / "one", data)
    assert suffix == f".{name}"
    assert as_read(tmp_path, once) == as_read(tmp_path, data)
    twice, _ = marked(tmp_path / "two", once)
    assert as_read(tmp_path, twice) == as_read(tmp_path, data)


def test_a_workbook_has_a_note_at_the_cell_and_a_sheet_of_all(tmp_path):
    book = workbook(FAULTY)
    book["Chronology"]["A2"].fill = PatternFill("solid", fgColor="00FF00")
    book["Chronology"].column_dimensions["B"].width = 61
    book.create_sheet("Notes")["C3"] = "Keep me"
    content, _ = marked(tmp_path / "one", saved(book))
    again = openpyxl.load_workbook(io.BytesIO(content))
    sheet = again["Chronology"]
    note = sheet["A4"].comment
    assert note.author == AUTHOR
    assert "To put right (C22)" in note.text and "31/02/2006" in note.text
    assert "To look at (C54)" in sheet["E5"].comment.text
    assert sheet["A4"].fill.fgColor.rgb != sheet["E5"].fill.fgColor.rgb
    assert (sheet["A2"].fill.fgColor.rgb, sheet.column_dimensions["B"].width) == ("0000FF00", 61)
    assert again["Notes"]["C3"].value == "Keep me"
    assert again[MESSAGES_SHEET]["A2"].value == "Chronology, row 4"


def test_a_document_has_comments_at_its_cells(tmp_path):
    build, _sheet = FORMATS["docx"]
    content, _ = marked(tmp_path / "one", build(FAULTY))
    document = docx.Document(io.BytesIO(content))
    words = [comment.text for comment in document.comments]
    assert any("31/02/2006" in one and "(C22)" in one for one in words)
    assert {comment.author for comment in document.comments} == {AUTHOR}
    cell = document.tables[0].rows[3].cells[0]
    assert "commentRangeStart" in cell._tc.xml
    assert 'w:fill="F8D0CC"' in cell._tc.xml


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8-sig", ","), ("cp1252", ";"), ("utf-16", "\t"), ("utf-8", "|")]
)
def test_a_text_file_keeps_its_encoding_and_its_separator(tmp_path, encoding, delimiter):
    rows = [*good_rows(1), changed(0, "31/02/2006", base=changed(6, "café – £20"))]
    data = csv_text(rows, delimiter=delimiter).encode(encoding)
    content, _ = marked(tmp_path / "one", data)
    lines = list(csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=delimiter))
    before = list(csv.reader(io.StringIO(data.decode(encoding), newline=""), delimiter=delimiter))
    assert [cells[:7] for cells in lines] == before
    assert [cells[7] for cells in lines[:2]] == [CHECK_HEADING, ""]
    assert "(C22)" in lines[2][7]


@pytest.mark.parametrize("name", ["libreoffice.xls", "libreoffice.ods", "libreoffice.xlsx"])
def test_a_real_workbook_comes_back_with_its_values(tmp_path, name):
    content, suffix = marked(tmp_path / "one", (REAL / name).read_bytes(), name)
    assert suffix == ".xlsx"
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book["Chronology"]["B9"].value.startswith("Seen at the office.\nPlaying")
    assert "March 2006" in book["Chronology"]["A8"].comment.text
    assert book["Staff ID list"]["B2"].value == "Housing officer"


def test_no_remark_becomes_a_formula(tmp_path):
    data = csv_text([changed(0, "=1+1")]).encode()
    content, _ = marked(tmp_path / "one", data)
    assert not any(cell.startswith("=") for cell in content.decode().splitlines()[1].split(","))


class TestKit:
    COLUMNS = with_added([AddedColumn("added_1", "Log number", "The number of the police log")])

    def test_added_columns_are_asked_for_and_read_without_a_mapping(self, tmp_path):
        kit = Kit("Police", PERIOD, self.COLUMNS, staff={"PC1": "Constable"})
        book = openpyxl.load_workbook(io.BytesIO(empty_template_xlsx(kit)))
        sheet = book["Chronology"]
        assert sheet["H5"].value == "Log number"
        assert book["Staff ID list"]["A2"].value == "PC1"
        for cell, value in {
            "A6": date(2006, 3, 5),
            "B6": "Seen at home: all well.",
            "E6": "p1",
            "H6": "L 77",
        }.items():
            sheet[cell] = value
        path = tmp_path / "filled.xlsx"
        book.save(path)
        reading = read_at(path, columns=self.COLUMNS)
        assert reading.messages == []
        assert [row.more for row in reading.rows] == [{"added_1": "L 77"}]

    def test_the_word_template_has_them_too(self, tmp_path):
        kit = Kit("Police", PERIOD, self.COLUMNS, questions=["Was she seen alone?"])
        document = docx.Document(io.BytesIO(empty_template_docx(kit)))
        assert any("Was she seen alone?" in one.text for one in document.paragraphs)
        cells = document.tables[0].rows[1].cells
        for place, text in {0: "5 March 2006", 1: "Seen at home: all well.", 4: "p1", 7: "L 77"}.items():
            cells[place].text = text
        path = tmp_path / "filled.docx"
        document.save(path)
        reading = read_at(path, columns=self.COLUMNS)
        assert [row.more for row in reading.rows] == [{"added_1": "L 77"}]
        assert reading.messages == []

    def test_each_column_says_what_belongs_into_it(self):
        sheet = openpyxl.load_workbook(io.BytesIO(empty_template_xlsx(Kit(columns=self.COLUMNS))))[
            "Chronology"
        ]
        prompts = {one.promptTitle for one in sheet.data_validations.dataValidation}
        assert {"Date", "Staff involved", "Log number"} <= prompts


def test_a_heading_that_a_case_words_anew_is_recognised_in_both_wordings(tmp_path):
    columns = with_added([], reworded={"source": ("Where is it written down?", "File and page")})
    for heading in ("Where is it written down?", "Source of record"):
        path = tmp_path / "rows.csv"
        text = csv_text(good_rows(1)).replace("Source of record", heading)
        path.write_text(text)
        assert [row.source for row in read_at(path, columns=columns).rows] == ["HV record p12"]
