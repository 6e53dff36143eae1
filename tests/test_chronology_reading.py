"""Reading an agency's chronology row by row: what is accepted, what is refused, what is asked about."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from chronology.reading import Message, Reading, Row
from chronology.reading.columns import COLUMNS, KEYS
from chronology.reading.headings import heading_key
from scr.confined.process import ROOT
from tests.chronology_files import (
    FORMATS,
    GOOD,
    HEADINGS,
    PERIOD,
    Cells,
    cell_xml,
    changed,
    csv_text,
    docx_,
    docx_of,
    fill,
    good_rows,
    row_xml,
    saved,
    saved_at,
    table_xml,
    workbook,
    xlsx,
)
from tests.chronology_formats import ods, odt, xls
from tests.reading_here import read_here

Read = Callable[..., Reading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def _read(data: bytes, *, known: set[str] | None = frozenset({"HV1"}), **options: object) -> Reading:  # type: ignore[assignment]
        path = saved_at(tmp_path, data)
        settings = {"period": PERIOD, "known_initials": known, **options}
        return read_here(path, **settings)

    return _read


EVERY_FORMAT = {**FORMATS, "xls": (xls, "Chronology"), "ods": (ods, "Chronology"), "odt": (odt, "Table 1")}


@pytest.fixture(params=EVERY_FORMAT)
def form(request: pytest.FixtureRequest) -> tuple[Callable[[list[Cells]], bytes], str]:
    """Each format in turn: its builder and the name that its sheet has in messages."""
    return EVERY_FORMAT[request.param]


def places(messages: list[Message]) -> list[tuple[str, str, int | None, str | None]]:
    return [(found.code, found.sheet, found.row, found.column) for found in messages]


def codes(messages: list[Message]) -> list[str]:
    return [found.code for found in messages]


@pytest.mark.requirement("R146")
def test_the_seven_columns_are_those_of_the_pro_forma() -> None:
    assert tuple(column.key for column in COLUMNS) == KEYS
    assert [heading_key(heading) for heading in HEADINGS] == list(KEYS)
    assert [heading_key(column.heading) for column in COLUMNS] == list(KEYS)
    assert all(column.guidance for column in COLUMNS)


@pytest.mark.requirement("R146")
@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  date  ", "date"),
        ("Date (dd/mm/yyyy)", "date"),
        ("Date of event", "date"),
        ("Date of birth", None),
        ("Contact with the children", "child_contact"),
        ("contact with child's parents", "family_contact"),
        ("CONTACT WITH FAMILY", "family_contact"),
        ("Intra-agency communication", "communication"),
        ("Communication", "communication"),
        ("Sources", "source"),
        ("Staff ID list", None),
        ("Author's comments", "comment"),
        ("Updated", None),
        ("Contact with GP", None),
        ("Contact with child " + "and so on " * 30, None),
    ],
)
def test_headings_are_recognised_by_their_opening_words(text: str, key: str | None) -> None:
    assert heading_key(text) == key


@pytest.mark.requirement("R146")
def test_a_file_on_the_template_is_read_cell_by_cell(read: Read, form: tuple) -> None:
    build, sheet = form
    texts = [
        "5th Mar 2006",
        "seen",
        "M and MGM: rang about feeding",
        "letter to GP1",
        "rec p3",
        "HV1",
        "please check",
    ]
    reading = read(build([texts, *good_rows(3)]))
    assert not reading.errors
    assert reading.messages == []
    assert reading.rows[0] == Row(
        number=2,
        sheet=sheet,
        date=date(2006, 3, 5),
        date_text="5th Mar 2006",
        child_contact="seen",
        family_contact="M and MGM: rang about feeding",
        communication="letter to GP1",
        source="rec p3",
        staff="HV1",
        comment="please check",
    )
    assert [row.number for row in reading.rows] == [2, 3, 4, 5]


@pytest.mark.requirement("R145")
def test_agency_and_author_are_found_above_the_table(read: Read) -> None:
    above = [["Chronology"], ["Agency:", "Housing"], ["Name of person completing chronology: ", "QA2"], []]
    for data in (
        xlsx(good_rows(1), above=above),
        csv_text(good_rows(1)).join(["Agency: Housing\nName of person completing:,QA2\n", ""]).encode(),
        docx_of("Agency: Housing", "Name of person completing chronology: QA2", _table(good_rows(1))),
        docx_of(
            table_xml(
                [row_xml(["Agency", "Housing"]), row_xml(["Chronology completed by", "QA2"])], (2000, 2000)
            ),
            _table(good_rows(1)),
        ),
    ):
        reading = read(data)
        assert (reading.header.agency, reading.header.completed_by) == ("Housing", "QA2")
        assert reading.messages == []


def test_a_file_without_a_header_is_read_all_the_same(read: Read) -> None:
    reading = read(xlsx(good_rows(1)))
    assert (reading.header.agency, reading.header.completed_by) == ("", "")
    assert not reading.errors


def _table(rows: list[list[object]], *, headings: Cells | None = HEADINGS) -> str:
    return table_xml([*([row_xml(headings)] if headings else []), *(row_xml(cells) for cells in rows)])


ROW_ERRORS = [
    ("no date", 0, "", "C21", "date"),
    ("impossible", 0, "31 February 2006", "C22", "date"),
    ("impossible numbers", 0, "30/02/2006", "C22", "date"),
    ("month first", 0, "12/13/2006", "C22", "date"),
    ("range", 0, "3-5 May", "C23", "date"),
    ("range with year", 0, "3–5 May 2006", "C23", "date"),
    ("partial", 0, "May 2006", "C24", "date"),
    ("no year", 0, "5 May", "C24", "date"),
    ("time", 0, "5 May 2006 14:30", "C25", "date"),
    ("no date at all", 0, "see file", "C26", "date"),
    ("ditto date", 0, "ditto", "C27", "date"),
    ("ditto mark date", 0, '"', "C27", "date"),
    ("ditto text", 1, "Ditto", "C27", "child_contact"),
    ("ditto sign", 2, "〃", "C27", "family_contact"),
    ("do", 3, "do.", "C27", "communication"),
    ("as above", 4, "as above", "C27", "source"),
    ("staff ditto", 5, '"', "C27", "staff"),
    ("as above and more", 6, "As above, and GP1 was told", "C27", "comment"),
    ("nothing told", 1, "", "C28", None),
    ("only a dash", 1, "-", "C28", None),
]


@pytest.mark.requirement("R149", "R150", "R151", "R152", "R153")
@pytest.mark.parametrize(
    ("place", "value", "code", "column"), [pytest.param(*case, id=name) for name, *case in ROW_ERRORS]
)
def test_each_fault_of_a_row_is_named_with_sheet_row_and_column(
    read: Read, form: tuple, place: int, value: str, code: str, column: str | None
) -> None:
    build, sheet = form
    reading = read(build([*good_rows(2), changed(place, value), changed(0, "9 May 2006")]))
    assert (reading.is_readable, len(reading.rows)) == (True, 4)
    assert places(reading.errors) == [(code, sheet, 4, column)]


@pytest.mark.requirement("R149")
def test_faults_of_many_rows_are_told_all_at_once_in_the_order_of_the_file(read: Read) -> None:
    rows = [changed(0, "ditto"), *good_rows(1), changed(0, "May 2006"), changed(1, "")]
    assert places(read(xlsx(rows)).errors) == [
        ("C27", "Chronology", 2, "date"),
        ("C24", "Chronology", 4, "date"),
        ("C28", "Chronology", 5, None),
    ]


def test_messages_say_what_why_and_what_to_do(read: Read) -> None:
    (found,) = read(xlsx([changed(0, "31 February 2006")])).errors
    assert found.where == "Sheet “Chronology”, row 2, column “Date”"
    assert "31 February 2006" in found.what
    assert found.why and found.remedy
    assert str(found).startswith("C22 Sheet “Chronology”, row 2")


@pytest.mark.requirement("R149")
def test_dates_of_excel_are_read_in_both_epochs(read: Read) -> None:
    for epoch in (datetime(1899, 12, 30), datetime(1904, 1, 1)):
        book = Workbook()
        book.epoch = epoch
        book.worksheets[0].title = "Chronology"
        fill(book, "Chronology", [HEADINGS, changed(0, date(2006, 3, 5))])
        (row,) = read(saved(book)).rows
        assert (row.date, row.date_text) == (date(2006, 3, 5), "05/03/2006")


@pytest.mark.requirement("R152")
def test_an_excel_date_with_a_time_is_refused(read: Read) -> None:
    reading = read(xlsx([changed(0, datetime(2006, 3, 5, 14, 30))]))
    assert places(reading.errors) == [("C25", "Chronology", 2, "date")]


@pytest.mark.requirement("R149")
def test_a_bare_number_is_not_taken_for_a_date(read: Read) -> None:
    assert codes(read(xlsx([changed(0, 38781)])).errors) == ["C26"]


def test_a_year_of_two_digits_needs_the_period(read: Read) -> None:
    data = xlsx([changed(0, "5.3.06")])
    assert [row.date for row in read(data).rows] == [date(2006, 3, 5)]
    assert codes(read(data, period=None).errors) == ["C31"]


@pytest.mark.requirement("R151")
def test_a_row_that_says_its_date_is_a_guess_is_marked_estimated(read: Read, form: tuple) -> None:
    build, _sheet = form
    marked = changed(6, "Exact date not known")
    reading = read(
        build([marked, changed(1, "Seen in clinic, weight gain good, next visit in approx 2 weeks.")])
    )
    assert [row.is_estimated for row in reading.rows] == [True, False]
    assert not reading.errors


@pytest.mark.requirement("R152")
def test_a_time_of_day_in_the_text_is_noted_for_ordering(read: Read) -> None:
    rows = [changed(1, "At 2.15pm seen at home by HV1, asleep in cot; feeding plan agreed."), GOOD]
    reading = read(xlsx([*rows]))
    assert [(row.time_text, row.date) for row in reading.rows] == [
        ("14:15", date(2006, 3, 5)),
        ("", date(2006, 3, 5)),
    ]


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_text_in_any_one_of_the_three_columns_is_enough(read: Read, place: int) -> None:
    cells = changed(place, "Seen with M, feeding discussed and plan agreed.", base=changed(1, ""))
    assert read(xlsx([cells])).messages == []


def test_a_text_longer_than_a_cell_is_refused(read: Read) -> None:
    for build, sheet in (FORMATS["docx"], FORMATS["csv"]):
        reading = read(build([changed(1, "word " * 6554)]))
        assert places(reading.errors) == [("C29", sheet, 2, "child_contact")]
        assert read(build([changed(1, "word " * 6500)])).errors == []


def test_a_zero_byte_in_a_text_is_refused(read: Read) -> None:
    reading = read(csv_text([*good_rows(1), changed(2, "rang\x00 M")]).encode())
    assert places(reading.errors) == [("C30", "", 3, "family_contact")]


class TestOneTable:
    """R147: one continuous list."""

    @pytest.mark.requirement("R147")
    def test_headings_repeated_on_each_page_are_no_rows(self, read: Read, form: tuple) -> None:
        build, _sheet = form
        reading = read(build([*good_rows(2), HEADINGS, *good_rows(1), HEADINGS, *good_rows(1)]))
        assert [row.number for row in reading.rows] == [2, 3, 5, 7]
        assert not reading.errors

    @pytest.mark.requirement("R147")
    def test_the_tables_of_a_document_are_one_list(self, read: Read) -> None:
        first, second, third = good_rows(3)
        data = docx_of(
            "Before", _table([first]), "page 2", _table([second]), "page 3", _table([third], headings=None)
        )
        reading = read(data)
        assert [(row.sheet, row.number) for row in reading.rows] == [
            ("Table 1", 2),
            ("Table 2", 2),
            ("Table 3", 1),
        ]
        assert reading.messages == []

    @pytest.mark.requirement("R147")
    def test_two_sheets_with_tables_are_refused_by_name(self, read: Read) -> None:
        book = workbook(good_rows(2))
        fill(book, "Part two", [HEADINGS, *good_rows(2)])
        reading = read(saved(book))
        assert (reading.rows, codes(reading.errors)) == ([], ["C12"])
        assert "“Chronology”" in reading.errors[0].what and "“Part two”" in reading.errors[0].what

    def test_another_sheet_with_text_is_left_out_and_said_so(self, read: Read) -> None:
        book = workbook(good_rows(2))
        fill(book, "Notes", [["2006-05-01", "to do"], ["2006-05-02", "ring back"]])
        book.create_sheet("Empty")
        reading = read(saved(book))
        assert len(reading.rows) == 2
        assert places(reading.messages) == [("C58", "Notes", None, None)]

    def test_a_table_of_a_document_that_is_not_read_is_named(self, read: Read) -> None:
        other = table_xml([row_xml(["Signed", "QA1"])], (1000, 1000))
        assert places(read(docx_of(_table(good_rows(1)), other)).messages) == [("C58", "Table 2", None, None)]

    def test_a_column_of_ones_own_is_left_out_and_said_so(self, read: Read) -> None:
        reading = read(xlsx([[*GOOD, "77"]], headings=[*HEADINGS, "Our number"]))
        assert places(reading.messages) == [("C59", "Chronology", 2, None)]
        assert "Our number" in reading.messages[0].what

    def test_columns_may_stand_in_another_order(self, read: Read) -> None:
        data = xlsx([list(reversed(GOOD))], headings=list(reversed(HEADINGS)))
        (row,) = read(data).rows
        assert (row.date, row.staff) == (date(2006, 3, 5), "HV1")

    def test_blank_rows_are_passed_over_and_numbers_stay(self, read: Read, form: tuple) -> None:
        build, _sheet = form
        reading = read(build([*good_rows(1), [""] * 7, *good_rows(1), [""] * 7]))
        assert [row.number for row in reading.rows] == [2, 4]
        assert not reading.errors


class TestHalfATable:
    """A row that has not one cell under each heading could land under the wrong one."""

    @pytest.mark.requirement("R146")
    @pytest.mark.parametrize("name", ["docx", "csv"])
    def test_a_row_with_too_few_cells(self, read: Read, name: str) -> None:
        build, sheet = FORMATS[name]
        reading = read(build([*good_rows(1), GOOD[:4], *good_rows(1)]))
        assert places(reading.errors) == [("C20", sheet, 3, None)]

    @pytest.mark.parametrize("name", ["docx", "csv"])
    def test_a_row_with_too_many_cells(self, read: Read, name: str) -> None:
        build, sheet = FORMATS[name]
        reading = read(build([*good_rows(2), [*GOOD, "and more"]]))
        assert places(reading.errors) == [("C20", sheet, 4, None)]

    @pytest.mark.parametrize("span", ["A3:B3", "B3:C3", "B3:G3"])
    def test_cells_of_a_sheet_merged_across(self, read: Read, span: str) -> None:
        book = workbook(good_rows(3))
        book["Chronology"].merge_cells(span)
        assert places(read(saved(book)).errors) == [("C20", "Chronology", 3, None)]

    def test_cells_of_a_sheet_merged_downwards(self, read: Read) -> None:
        book = workbook(good_rows(3))
        book["Chronology"].merge_cells("A3:A4")
        assert places(read(saved(book)).errors) == [
            ("C20", "Chronology", 3, None),
            ("C20", "Chronology", 4, None),
        ]

    def test_a_merged_title_above_the_headings_does_no_harm(self, read: Read) -> None:
        book = workbook(good_rows(1), above=[["Chronology of our agency"], []])
        book["Chronology"].merge_cells("A1:G1")
        assert read(saved(book)).messages == []

    def test_cells_of_a_document_merged_across(self, read: Read) -> None:
        merged = "<w:tr>" + cell_xml("5 March 2006", '<w:gridSpan w:val="2"/>') + row_xml(GOOD[2:])[6:]
        rows = [row_xml(HEADINGS), *(row_xml(cells) for cells in good_rows(2)), merged]
        assert places(read(docx_of(table_xml(rows))).errors) == [("C20", "Table 1", 4, None)]

    def test_cells_of_a_document_merged_downwards(self, read: Read) -> None:
        start = "<w:tr>" + cell_xml("5 March 2006", '<w:vMerge w:val="restart"/>') + row_xml(GOOD[1:])[6:]
        follow = "<w:tr>" + cell_xml("", "<w:vMerge/>") + row_xml(GOOD[1:])[6:]
        rows = [row_xml(HEADINGS), row_xml(good_rows(1)[0]), start, follow]
        assert places(read(docx_of(table_xml(rows))).errors) == [
            ("C20", "Table 1", 3, None),
            ("C20", "Table 1", 4, None),
        ]

    def test_one_cell_merged_and_another_split_is_not_taken_for_seven(self, read: Read) -> None:
        cells = [cell_xml(text) for text in GOOD]
        cells[1] = cell_xml(GOOD[1], '<w:gridSpan w:val="4"/>')
        grid = (1000, 1000, 1000, 1000, 1000, 400, 400, 200, 1000)
        wide = "".join(
            cell_xml(text, '<w:gridSpan w:val="3"/>' if i == 5 else "") for i, text in enumerate(HEADINGS)
        )
        rows = [
            f"<w:tr>{wide}</w:tr>",
            f"<w:tr>{wide}</w:tr>".replace("DATE", "5 May 2006"),
            f"<w:tr>{''.join(cells)}</w:tr>",
        ]
        assert ("C20", "Table 1", 3, None) in places(read(docx_of(table_xml(rows, grid))).errors)

    def test_a_boundary_moved_by_a_millimetre_is_not_a_merge(self, read: Read) -> None:
        def line(texts: Cells, spans: dict[int, int]) -> str:
            parts = (
                cell_xml(text, f'<w:gridSpan w:val="{spans[i]}"/>' if i in spans else "")
                for i, text in enumerate(texts)
            )
            return f"<w:tr>{''.join(parts)}</w:tr>"

        grid = (1000, 40, 960, 1000, 1000, 1000, 1000, 1000)
        rows = [line(HEADINGS, {0: 2}), line(good_rows(1)[0], {1: 2}), line(good_rows(2)[1], {0: 2})]
        reading = read(docx_of(table_xml(rows, grid)))
        assert (reading.messages, len(reading.rows)) == ([], 2)

    @pytest.mark.parametrize("broken", ['x,"never closed\n', 'x,"in the"middle,y\n'])
    def test_a_quotation_mark_in_the_wrong_place(self, read: Read, broken: str) -> None:
        reading = read((csv_text(good_rows(1)) + broken).encode())
        assert places(reading.errors) == [("C16", "", 3, None)]


class TestDocuments:
    def test_tracked_changes_lines_and_controls_read_as_shown(self, read: Read) -> None:
        cell = (
            "<w:tc><w:p><w:r><w:t>Seen at</w:t></w:r><w:del><w:r><w:delText> school</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t> home</w:t></w:r></w:ins><w:r><w:br/><w:t>asleep in the cot</w:t></w:r></w:p>"
            "<w:p><w:r><w:t>Plan</w:t><w:tab/><w:t>agreed</w:t></w:r></w:p></w:tc>"
        )
        held = f"<w:sdt><w:sdtContent>{cell}</w:sdtContent></w:sdt>"
        row = "<w:tr>" + cell_xml(GOOD[0]) + held + row_xml(GOOD[2:])[6:]
        reading = read(docx_of(table_xml([row_xml(HEADINGS), row])))
        assert [found.child_contact for found in reading.rows] == [
            "Seen at home\nasleep in the cot\nPlan\tagreed"
        ]
        assert places(reading.messages) == [("C77", "Table 1", 2, None)]
        assert "“school”" in reading.messages[0].what

    def test_a_table_inside_a_cell_is_text_of_that_cell(self, read: Read) -> None:
        inner = table_xml([row_xml(["weight", "9 kg"])], (500, 500))
        row = "<w:tr>" + cell_xml(GOOD[0]) + f"<w:tc>{inner}<w:p/></w:tc>" + row_xml(GOOD[2:])[6:]
        (found,) = read(docx_of(table_xml([row_xml(HEADINGS), row]))).rows
        assert found.child_contact.split() == ["weight", "9", "kg"]


class TestStaff:
    """R154: initials, explained by a separate list."""

    STAFF = (["Initials", "Post"], ["HV1", "Health visitor"], ["GP1", "General practitioner"])

    @pytest.mark.requirement("R154")
    def test_the_staff_id_list_may_be_a_second_sheet(self, read: Read) -> None:
        book = workbook(good_rows(2))
        fill(book, "Staff ID list", self.STAFF)
        reading = read(saved(book), known=None)
        assert reading.staff == {"HV1": "Health visitor", "GP1": "General practitioner"}
        assert reading.messages == []

    @pytest.mark.requirement("R154")
    def test_the_staff_id_list_may_be_a_second_table_or_stand_below_the_rows(self, read: Read) -> None:
        second = table_xml([row_xml(cells) for cells in self.STAFF], (1000, 3000))
        below = csv_text([*good_rows(2), [], ["Staff ID list"], *self.STAFF])
        for data in (docx_of(_table(good_rows(2)), "Staff ID list", second), below.encode()):
            reading = read(data, known=None)
            assert reading.staff == {"HV1": "Health visitor", "GP1": "General practitioner"}
            assert (len(reading.rows), reading.messages) == (2, [])

    @pytest.mark.requirement("R154")
    def test_initials_that_nobody_explains_are_asked_about(self, read: Read) -> None:
        rows = [changed(5, "HV1, SW9 / x.y."), changed(5, "hv1", base=good_rows(1)[0])]
        reading = read(xlsx(rows))
        assert not reading.errors
        assert places(reading.messages) == [("C53", "Chronology", 2, "staff")]
        assert "SW9, x.y" in reading.messages[0].what

    @pytest.mark.requirement("R154")
    def test_known_initials_add_to_the_list_of_the_file(self, read: Read) -> None:
        book = workbook([changed(5, "HV1; SW9")])
        fill(book, "Staff ID list", self.STAFF)
        assert codes(read(saved(book), known=None).messages) == ["C53"]
        assert read(saved(book), known={"SW9"}).messages == []

    @pytest.mark.requirement("R154")
    def test_a_file_without_any_list_is_asked_for_one(self, read: Read) -> None:
        assert codes(read(xlsx(good_rows(2)), known=None).messages) == ["C61"]

    def test_a_sheet_called_staff_id_list_needs_no_headings(self, read: Read) -> None:
        book = workbook(good_rows(1))
        fill(book, "STAFF ID LIST", self.STAFF[1:])
        reading = read(saved(book), known=None)
        assert (reading.staff, reading.messages) == (
            {"HV1": "Health visitor", "GP1": "General practitioner"},
            [],
        )

    def test_initials_explained_in_two_ways_are_asked_about(self, read: Read) -> None:
        book = workbook(good_rows(1))
        fill(book, "Staff ID list", [*self.STAFF, ["HV1", "Housing officer"]])
        reading = read(saved(book))
        assert places(reading.messages) == [("C60", "Staff ID list", 4, None)]
        assert reading.staff["HV1"] == "Health visitor"


class TestQuestions:
    """Warnings: the file is imported, its author is asked."""

    @pytest.mark.parametrize(
        ("day", "is_outside"),
        [("31/12/2004", True), ("01/01/2005", False), ("03/03/2007", False), ("04/03/2007", True)],
    )
    def test_a_date_outside_the_period(self, read: Read, day: str, is_outside: bool) -> None:
        reading = read(xlsx([changed(0, day)]))
        assert not reading.errors
        assert places(reading.messages) == ([("C51", "Chronology", 2, "date")] if is_outside else [])

    def test_without_a_period_no_date_is_outside(self, read: Read) -> None:
        assert read(xlsx([changed(0, "4 March 1987")]), period=None).messages == []

    @pytest.mark.requirement("R148")
    def test_a_thin_row(self, read: Read, form: tuple) -> None:
        build, sheet = form
        reading = read(build([*good_rows(1), changed(1, "Meeting with M")]))
        assert not reading.errors
        assert ("C52", sheet, 3, None) in places(reading.warnings)

    def test_a_missing_source(self, read: Read) -> None:
        assert places(read(xlsx([changed(4, "")])).warnings) == [("C54", "Chronology", 2, "source")]

    def test_a_probable_duplicate(self, read: Read) -> None:
        again = changed(1, "seen at home with M, weight on the 25th line - NO concerns noted")
        reading = read(xlsx([GOOD, again, changed(0, "6 March 2006")]))
        assert places(reading.messages) == [("C55", "Chronology", 3, None)]
        assert "row 2" in reading.messages[0].what

    def test_rows_out_of_order(self, read: Read) -> None:
        rows = [changed(0, day) for day in ("5 May 2006", "4 May 2006", "7 May 2006", "6 May 2006")]
        reading = read(xlsx(rows))
        assert places(reading.messages) == [("C56", "Chronology", 3, "date")]
        assert "2 such places" in reading.messages[0].what

    def test_a_weekday_of_another_date(self, read: Read) -> None:
        assert places(read(xlsx([changed(0, "Tuesday 5 March 2006")])).messages) == [
            ("C57", "Chronology", 2, "date")
        ]

    @pytest.mark.requirement("R155")
    def test_a_comment_may_hold_a_query(self, read: Read) -> None:
        (row,) = read(xlsx([changed(6, "Is this the same visit as GP1's?")])).rows
        assert row.comment == "Is this the same visit as GP1's?"


def test_so_many_faults_that_nobody_reads_them_are_counted(read: Read) -> None:
    reading = read(xlsx([changed(0, "ditto") for _row in range(1_200)]))
    assert len(reading.messages) == 1_001
    assert (reading.messages[-1].code, len(reading.rows)) == ("C49", 1_200)
    assert "200 more" in reading.messages[-1].what


def test_neither_the_reader_nor_any_limited_process_knows_django() -> None:
    script = (
        "import sys, chronology.reading, chronology.reading.child, chronology.writing;"
        "import reviews.reading.child, scr.documents.paper_child;"
        "sys.exit(any(name.split('.')[0] in ('django', 'celery') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


def test_docx_keeps_a_gap_of_its_own(read: Read) -> None:
    """The control for the broken rows: seven cells are seven cells, empty ones included."""
    assert len(read(docx_([changed(6, ""), changed(2, "rang back")])).rows) == 2
