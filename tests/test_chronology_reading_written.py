"""What chronology.writing writes reads back as the same rows, and no cell of it is a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chronology.reading import Reading, Row, read_file
from chronology.reading.columns import COLUMNS, GUIDANCE_SHEET, ROWS_SHEET, STAFF_SHEET, TEXT_KEYS
from chronology.reading.csv_ import FORMULA_STARTS
from chronology.reading.grid import clean_text
from chronology.writing import (
    Kit,
    empty_template_docx,
    empty_template_xlsx,
    write_csv,
    write_docx,
    write_xlsx,
)
from tests.chronology_files import PERIOD, part, saved_at
from tests.counts import n

WRITERS = {"xlsx": write_xlsx, "docx": write_docx, "csv": write_csv}
NASTY = (
    "=1+1",
    "+44",
    "-",
    "@x",
    "'=1",
    "''-x",
    "_x0041_",
    "__x000D_",
    "a\nb\n\nc",
    "\tx",
    "a\tb",
    "\u00a0",
    "😀",
    "“",
    "&<>]]>",
)

texts = (
    st.one_of(
        st.sampled_from(NASTY), st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=30)
    )
    | st.text(alphabet="=+-@'ab \n\t_x0041é", max_size=12)
).map(clean_text)
dates = st.dates(PERIOD[0], PERIOD[1])
DATE_WAYS: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.day}.{day.month}.{day:%y}",
    lambda day: f"{day:%A} {day.day} {day:%B} {day.year}",
    lambda day: day.isoformat(),
)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    day = draw(dates)
    written = draw(st.sampled_from(DATE_WAYS))(day)
    cells: dict[str, Any] = {key: draw(texts) for key in TEXT_KEYS}
    return Row(date=day, date_text=written, **cells)


def told(row: Row) -> Row:
    """The row without what depends on its place in the file or is derived from its words."""
    return replace(
        row,
        number=0,
        sheet="",
        is_estimated=False,
        time_text="",
        precision="",
        date_first=None,
        date_last=None,
    )


def reading_of(data: bytes, folder: Path) -> Reading:
    return read_file(saved_at(folder, data), "chronology.dat", period=PERIOD, known_initials=set())


@pytest.mark.requirement("R146")
@pytest.mark.parametrize("name", WRITERS)
@settings(
    max_examples=n(12, 100),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    written=st.lists(rows(), min_size=1, max_size=12),
    staff=st.dictionaries(
        st.from_regex(r"[A-Z]{2}[0-9]", fullmatch=True), st.from_regex(r"[A-Z][a-z]{3,9}", fullmatch=True)
    ),
)
def test_rows_read_back_as_they_were_written(
    tmp_path: Path, name: str, written: list[Row], staff: dict[str, str]
) -> None:
    data = WRITERS[name](written, agency="Housing =1", completed_by="QA1", staff=staff)
    reading = reading_of(data, tmp_path)
    assert [told(row) for row in reading.rows] == written
    assert reading.staff == staff
    assert (reading.header.agency, reading.header.completed_by) == ("Housing =1", "QA1")


@pytest.mark.parametrize("name", WRITERS)
def test_what_cannot_be_stored_is_shown_as_lost_and_not_dropped(tmp_path: Path, name: str) -> None:
    row = Row(date=date(2006, 3, 5), child_contact="a\x00b\x1fc\ufffe", comment="kept")
    (back,) = reading_of(WRITERS[name]([row], agency="", completed_by="", staff={}), tmp_path).rows
    assert (back.child_contact, back.comment) == ("a\ufffdb\ufffdc\ufffd", "kept")


@pytest.mark.parametrize("start", [*"=+-@", "\t", "\uff1d"])
def test_no_cell_becomes_a_formula(start: str) -> None:
    text = start + "cmd|' /C calc'!A0"
    row = Row(date_text=text, child_contact=text, source=text, staff=text, comment=text)
    book = openpyxl.load_workbook(
        io.BytesIO(write_xlsx([row], agency=text, completed_by=text, staff={text: text}))
    )
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line if cell.value}
    assert kinds == {"s"}
    plain = write_csv([row], agency=text, completed_by=text, staff={text: text}).decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(plain)) for cell in line]
    assert sum(text in cell for cell in cells) == 9
    assert not [cell for cell in cells if cell.startswith(tuple(FORMULA_STARTS))]


def test_a_date_is_a_date_for_excel_unless_it_was_typed_otherwise() -> None:
    written = [Row(date=date(2006, 3, 5)), Row(date=date(2006, 3, 5), date_text="5 March 2006")]
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(written, agency="", completed_by="", staff={})))
    values = [cell.value for cell in book[ROWS_SHEET]["A"]][5:]
    assert [str(value) for value in values] == ["2006-03-05 00:00:00", "5 March 2006"]


class TestEmptyTemplates:
    @pytest.mark.requirement("R146")
    def test_they_have_the_seven_columns_and_are_empty(self, tmp_path: Path) -> None:
        for data in (
            empty_template_xlsx(Kit(period=PERIOD)),
            empty_template_docx(Kit(period=PERIOD)),
            empty_template_xlsx(Kit()),
        ):
            assert [found.code for found in reading_of(data, tmp_path).messages] == ["C13"]

    @pytest.mark.requirement("R145")
    def test_they_ask_for_agency_and_author(self, tmp_path: Path) -> None:
        book = openpyxl.load_workbook(io.BytesIO(empty_template_xlsx(Kit(agency="Housing"))))
        labels = [cell.value for cell in book[ROWS_SHEET]["A"]]
        assert labels[1:3] == ["Agency:", "Name of person completing chronology:"]
        assert book[ROWS_SHEET]["B2"].value == "Housing"
        words = plain_text(empty_template_docx(Kit(agency="Housing")))
        assert "Agency: Housing" in words and "Name of person completing chronology:" in words

    @pytest.mark.requirement("R146")
    def test_each_column_is_explained(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(empty_template_xlsx(Kit(period=PERIOD))))
        lines = [(line[0].value, line[1].value) for line in book[GUIDANCE_SHEET].iter_rows()]
        assert {(column.heading, column.guidance) for column in COLUMNS} <= set(lines)
        assert (None, "The period under review is 01/01/2005 to 03/03/2007.") in lines
        words = plain_text(empty_template_docx(Kit(period=PERIOD)))
        assert "01/01/2005 to 03/03/2007" in words
        assert all(column.guidance in words for column in COLUMNS)

    def test_the_date_column_of_the_workbook_asks_for_dates_without_a_macro(self) -> None:
        data = empty_template_xlsx(Kit(period=PERIOD))
        found = openpyxl.load_workbook(io.BytesIO(data))[ROWS_SHEET].data_validations.dataValidation
        (validation,) = (one for one in found if one.type == "date")
        assert (validation.type, validation.formula1, str(validation.sqref)) == (
            "date",
            "DATE(2005,1,1)",
            "A6:A505",
        )
        assert not [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "vba" in name.casefold()]

    @pytest.mark.requirement("R145", "R146")
    def test_a_workbook_filled_in_is_accepted(self, tmp_path: Path) -> None:
        book = openpyxl.load_workbook(io.BytesIO(empty_template_xlsx(Kit(agency="Housing", period=PERIOD))))
        sheet = book[ROWS_SHEET]
        sheet["B3"] = "QA1"
        sheet["A6"] = date(2006, 3, 5)
        for column, text in zip(
            "BEF", ("Seen at home: all well, plan agreed.", "file p1", "HO1"), strict=True
        ):
            sheet[f"{column}6"] = text
        book[STAFF_SHEET].append(["HO1", "Housing officer"])
        stream = io.BytesIO()
        book.save(stream)
        reading = reading_of(stream.getvalue(), tmp_path)
        assert (reading.messages, reading.header.completed_by) == ([], "QA1")
        assert [(row.number, row.date, row.staff) for row in reading.rows] == [(6, date(2006, 3, 5), "HO1")]
        assert reading.staff == {"HO1": "Housing officer"}

    @pytest.mark.requirement("R145", "R146")
    def test_a_document_filled_in_is_accepted(self, tmp_path: Path) -> None:
        document = docx.Document(io.BytesIO(empty_template_docx(Kit(agency="Housing", period=PERIOD))))
        rows, staff = document.tables
        texts = ("5 March 2006", "Seen at home: all well, plan agreed.", "", "", "file p1", "HO1", "")
        for cell, text in zip(rows.rows[1].cells, texts, strict=True):
            cell.text = text
        for cell, text in zip(staff.rows[1].cells, ("HO1", "Housing officer"), strict=True):
            cell.text = text
        stream = io.BytesIO()
        document.save(stream)
        reading = reading_of(stream.getvalue(), tmp_path)
        assert (reading.messages, reading.header.agency) == ([], "Housing")
        assert [(row.number, row.date, row.staff) for row in reading.rows] == [(2, date(2006, 3, 5), "HO1")]
        assert reading.staff == {"HO1": "Housing officer"}


def plain_text(data: bytes) -> str:
    return " ".join(re.sub("<[^>]+>", " ", part(data, "word/document.xml").decode()).split())
