"""Workbooks old and new, OpenDocument files and documents: real files of an office program, and what each
format can hide."""

from __future__ import annotations

import struct
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from chronology.reading import Reading, read_file
from tests.chronology_files import (
    GOOD,
    HEADINGS,
    PERIOD,
    W,
    cell_xml,
    changed,
    csv_text,
    docx_,
    docx_of,
    edited,
    fill,
    good_rows,
    part,
    replaced,
    row_xml,
    saved,
    saved_at,
    table_xml,
    workbook,
    xlsx,
)
from tests.chronology_formats import (
    DOCUMENT,
    flat,
    ods,
    ods_cell,
    ods_of,
    ods_row,
    ods_table,
    odt,
    record,
    xls,
    xls_of,
    xls_rows,
)
from tests.reading_here import open_here, read_here

Read = Callable[[bytes], Reading]
REAL = Path(__file__).parent / "files" / "chronology"
SHEET = "xl/worksheets/sheet1.xml"
BOX = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return lambda data: read_here(saved_at(tmp_path, data), period=PERIOD, known_initials={"HV1"})


def told(reading: Reading) -> list[tuple[str, int | None]]:
    return [(found.code, found.row) for found in reading.messages]


class TestFilesOfAnOfficeProgram:
    """tests/files/chronology/README.md says how they were made."""

    SEEN = "Seen at home; weight on the 25th line.\nAsleep in the cot."
    SAID = "M said: “It’s fine” – paid £5 at the café."

    @pytest.mark.parametrize(
        ("name", "codes"),
        [
            ("chronology.xlsx", ["C71"]),
            ("chronology.xls", ["C71"]),
            ("chronology.ods", ["C71"]),
            ("chronology.docx", ["C75"]),
            ("chronology.odt", ["C75"]),
            ("semicolons-utf-8.csv", ["C61"]),
            ("commas-windows.csv", ["C61"]),
            ("tabs-mac.csv", ["C61", "C82"]),
        ],
    )
    def test_each_gives_the_same_rows(self, name: str, codes: list[str]) -> None:
        reading = read_file(REAL / name, name, period=PERIOD)
        assert [(row.date, row.source, row.staff) for row in reading.rows] == [
            (date(2006, 3, 5), "HV record p12", "HV1"),
            (date(2006, 3, 6), "HV record p13", "HV1, GP1"),
            (date(2006, 12, 31), "GP record p7", "GP1"),
        ]
        assert (reading.rows[0].child_contact, reading.rows[0].family_contact) == (self.SEEN, self.SAID)
        assert reading.rows[1].comment == "Is this the visit in GP1’s record?"
        assert (reading.header.agency, reading.header.completed_by) == ("Health", "QA2")
        assert [found.code for found in reading.messages] == codes

    def test_all_of_them_are_small_and_tried(self) -> None:
        files = [path for path in REAL.iterdir() if path.suffix != ".md"]
        assert len(files) == 8 and all(path.stat().st_size < 15_000 for path in files)


class TestEpochs:
    @pytest.mark.parametrize(
        ("data", "epoch"),
        [
            (xlsx(good_rows(1)), 1900),
            (
                replaced(
                    xlsx(good_rows(1)), "xl/workbook.xml", b"<workbookPr/>", b'<workbookPr date1904="1"/>'
                ),
                1904,
            ),
            (xls(good_rows(1)), 1900),
            (xls_of({"Chronology": xls_rows([HEADINGS, GOOD])}, record(0x22, b"\x01\x00")), 1904),
            (ods(good_rows(1)), 1900),
            (
                ods_of(
                    '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/>'
                    "</table:calculation-settings>",
                    ods_table([ods_row(HEADINGS), ods_row(GOOD)]),
                ),
                1904,
            ),
            (odt(good_rows(1)), None),
            (docx_(good_rows(1)), None),
            (csv_text(good_rows(1)).encode(), None),
        ],
    )
    def test_the_year_from_which_days_are_counted_goes_with_the_contents(
        self, tmp_path: Path, data: bytes, epoch: int | None
    ) -> None:
        assert open_here(saved_at(tmp_path, data)).epoch == epoch

    def test_a_number_in_the_date_column_travels_as_its_text(self, read: Read) -> None:
        number = '<table:table-cell office:value-type="float" office:value="38781"><text:p>###</text:p>'
        row = f"<table:table-row>{number}</table:table-cell>{ods_cell(GOOD[1])}</table:table-row>"
        for data in (xlsx([changed(0, 38781)]), ods_of(ods_table([ods_row(HEADINGS), row]))):
            assert [one.date_text for one in read(data).rows] == ["38781"]


class TestWorkbooks:
    def test_hidden_rows_columns_and_sheets_are_read_and_said(self, read: Read) -> None:
        book = workbook([*good_rows(5)])
        sheet = book["Chronology"]
        for number in (3, 4, 6):
            sheet.row_dimensions[number].hidden = True
        sheet.column_dimensions["E"].hidden = True
        fill(book, "Front", [])
        book.move_sheet("Front", -1)
        sheet.sheet_state = "hidden"
        reading = read(saved(book))
        assert len(reading.rows) == 5
        assert sorted(told(reading)) == [("C71", None), ("C72", None), ("C73", None)]
        words = " ".join(found.what for found in reading.messages)
        assert "3–4, 6" in words and ": E." in words

    def test_a_filtered_table_is_read_whole(self, read: Read) -> None:
        book = workbook(good_rows(4))
        book["Chronology"].auto_filter.ref = "A1:G5"
        book["Chronology"].row_dimensions[3].hidden = True
        reading = read(saved(book))
        assert (len(reading.rows), told(reading)) == (4, [("C71", None)])

    def test_errors_and_formulas_without_a_result(self, read: Read) -> None:
        data = xlsx([changed(4, "XX"), changed(6, "YY"), GOOD])
        error = part(data, SHEET).replace(b't="inlineStr"><is><t>XX</t></is>', b't="e"><v>#REF!</v>')
        formula = error.replace(b't="inlineStr"><is><t>YY</t></is>', b"><f>A1&amp;B1</f><v></v>")
        reading = read(edited(data, {SHEET: formula}))
        assert [(found.code, found.row, found.column) for found in reading.messages] == [
            ("C40", 2, "source"),
            ("C55", 3, None),
            ("C55", 4, None),
            ("C74", 3, "comment"),
        ]
        assert reading.rows[0].source == "#REF!"

    def test_a_formula_with_its_result_is_read_as_the_result(self, read: Read) -> None:
        data = replaced(
            xlsx([changed(4, "XX")]),
            SHEET,
            b't="inlineStr"><is><t>XX</t></is>',
            b't="str"><f>"file p"&amp;7</f><v>file p7</v>',
        )
        reading = read(data)
        assert ([row.source for row in reading.rows], reading.messages) == (["file p7"], [])

    def test_cells_without_names_follow_each_other(self, read: Read) -> None:
        """As some programs write them; the row of the hidden one is found all the same."""
        cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in GOOD)
        row = f'<row hidden="1">{cells}</row></sheetData>'.encode()
        reading = read(replaced(xlsx(good_rows(1)), SHEET, b"</sheetData>", row))
        assert (len(reading.rows), told(reading)) == (2, [("C56", 3), ("C71", None)])
        assert "read too: 3." in reading.messages[1].what

    def test_old_workbooks_tell_of_hidden_rows_columns_and_errors(self, read: Read) -> None:
        hidden_row = record(0x208, struct.pack("<HHHHHHHH", 1, 0, 7, 255, 0, 0, 0x20, 0))
        hidden_column = record(0x7D, struct.pack("<HHHHHH", 4, 4, 2048, 0, 1, 0))
        error = record(0x205, struct.pack("<HHHBB", 2, 4, 0, 0x17, 1))
        lost = record(0x06, struct.pack("<HHHBBBBHHHIH", 2, 6, 0, 2, 0, 0x2A, 0, 0, 0xFFFF, 0, 0, 0))
        cells = xls_rows([HEADINGS, GOOD, changed(4, "", base=changed(0, "6 March 2006"))])
        reading = read(xls_of({"Chronology": hidden_column + hidden_row + cells + error + lost}))
        assert [row.source for row in reading.rows] == ["HV record p12", "#REF!"]
        assert sorted({found.code for found in reading.messages}) == ["C40", "C71", "C72"]
        assert "read too: 2." in next(found.what for found in reading.messages if found.code == "C71")

    def test_a_caption_across_the_table_is_left_out_by_name(self, read: Read) -> None:
        book = workbook([("2006",), *good_rows(2), ("Page 2 continued",), *good_rows(1)])
        for number in (2, 5):
            book["Chronology"].merge_cells(f"A{number}:G{number}")
        reading = read(saved(book))
        assert [row.number for row in reading.rows] == [3, 4, 6]
        assert [found.what.split("”")[0] for found in reading.messages if found.code == "C75"] == [
            "The line “2006",
            "The line “Page 2 continued",
        ]

    def test_an_account_across_the_table_is_no_caption(self, read: Read) -> None:
        book = workbook([*good_rows(1), ("Seen at home with M. " * 10,)])
        book["Chronology"].merge_cells("A3:G3")
        assert told(read(saved(book))) == [("C20", 3)]


class TestOpenDocument:
    def test_macros_are_left_aside(self, read: Read) -> None:
        table = ods_table([ods_row(HEADINGS), ods_row(GOOD)])
        reading = read(ods_of(table, parts={"Basic/Standard/Module1.xml": "<x/>"}))
        assert (len(reading.rows), told(reading)) == (1, [("C70", None)])

    @pytest.mark.parametrize("kind", ["spreadsheet", "text"])
    def test_one_bare_xml_file(self, read: Read, kind: str) -> None:
        table = ods_table([ods_row(HEADINGS), ods_row(GOOD)])
        reading = read(flat(table, kind=f"application/vnd.oasis.opendocument.{kind}"))
        assert (len(reading.rows), reading.messages) == (1, [])

    def test_a_password_is_said_by_the_manifest(self, read: Read) -> None:
        manifest = '<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'
        assert told(read(ods_of(parts={"META-INF/manifest.xml": manifest})))[0] == ("C05", None)

    @pytest.mark.parametrize(
        "source",
        [
            '<table:table-source xlink:href="file:///C:/other.ods"/>',
            '<draw:frame><draw:image xlink:href="https://example.org/pixel.png"/></draw:frame>',
            '<office:dde-source office:dde-application="x" office:dde-topic="y"/>',
        ],
    )
    def test_what_is_fetched_from_elsewhere_is_refused(self, read: Read, source: str) -> None:
        table = ods_table([source, ods_row(HEADINGS), ods_row(GOOD)])
        assert told(read(ods_of(table))) == [("C06", None)]

    def test_a_picture_inside_the_file_and_a_hyperlink_are_harmless(self, read: Read) -> None:
        picture = '<draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame>'
        link = '<text:p><text:a xlink:href="https://example.org/">letter</text:a></text:p>'
        row = ods_row(GOOD).replace("HV record p12</text:p>", f"HV record p12</text:p>{link}{picture}")
        reading = read(ods_of(ods_table([ods_row(HEADINGS), row])))
        assert ([one.source for one in reading.rows], told(reading)) == (
            ["HV record p12\nletter"],
            [("C80", 2)],
        )

    def test_comments_and_blanks_and_lines(self, read: Read) -> None:
        note = "<office:annotation><text:p>by the checker</text:p></office:annotation>"
        words = (
            "<text:p>Seen<text:s text:c='3'/>at<text:tab/>home<text:line-break/>asleep "
            "<text:span>now</text:span></text:p>"
        )
        row = f"<table:table-row>{ods_cell(GOOD[0], inside=note)}<table:table-cell>{words}</table:table-cell>"
        row += "".join(map(ods_cell, GOOD[2:])) + "</table:table-row>"
        (found,) = read(ods_of(ods_table([ods_row(HEADINGS), row]))).rows
        assert (found.date_text, found.child_contact) == ("5 March 2006", "Seen   at\thome\nasleep now")

    def test_repeated_rows_and_cells_are_all_there(self, read: Read) -> None:
        row = ods_row(GOOD, 'table:number-rows-repeated="3"')
        blank = '<table:table-row table:number-rows-repeated="4"><table:table-cell/></table:table-row>'
        twice = (
            ods_row(GOOD)
            .replace(ods_cell(""), "", 1)
            .replace(ods_cell(""), ods_cell("", 'table:number-columns-repeated="2"'), 1)
        )
        reading = read(ods_of(ods_table([ods_row(HEADINGS), row, blank, twice])))
        assert [(one.number, one.source) for one in reading.rows] == [
            (number, "HV record p12") for number in (2, 3, 4, 9)
        ]

    def test_hidden_rows_columns_and_formulas_without_a_result(self, read: Read) -> None:
        columns = (
            '<table:table-column table:number-columns-repeated="4"/>'
            '<table:table-column table:visibility="collapse"/>'
        )
        formula = '<table:table-cell table:formula="of:=A1"/>'
        row = ods_row(GOOD, 'table:visibility="filter"').replace(ods_cell(""), formula)
        reading = read(ods_of(ods_table([ods_row(HEADINGS), row], columns=columns)))
        assert sorted(told(reading)) == [("C71", None), ("C72", None), ("C74", 2), ("C74", 2), ("C74", 2)]

    def test_merged_cells(self, read: Read) -> None:
        covered = "<table:covered-table-cell/>"
        across = ods_cell("2006", 'table:number-columns-spanned="7"')
        caption = f"<table:table-row>{across}{covered * 6}"
        down = ods_row(GOOD).replace(ods_cell(GOOD[0]), ods_cell(GOOD[0], 'table:number-rows-spanned="2"'))
        below = ods_row(GOOD).replace(ods_cell(GOOD[0]), covered)
        reading = read(ods_of(ods_table([ods_row(HEADINGS), caption + "</table:table-row>", down, below])))
        assert (len(reading.rows), told(reading)) == (2, [("C20", 3), ("C20", 4), ("C75", 2)])

    def test_dates_are_read_by_their_value_and_not_as_they_are_shown(self, read: Read) -> None:
        value = 'office:value-type="date" office:date-value="2006-03-05"'
        cell = f"<table:table-cell {value}><text:p>3/5/06</text:p></table:table-cell>"
        row = f"<table:table-row>{cell}{''.join(map(ods_cell, GOOD[1:]))}</table:table-row>"
        (found,) = read(ods_of(ods_table([ods_row(HEADINGS), row]))).rows
        assert (found.date, found.date_text) == (date(2006, 3, 5), "05/03/2006")

    def test_struck_out_text_footnotes_and_boxes_of_a_document(self, read: Read) -> None:
        changes = (
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>the old plan</text:p>"
            "</text:deletion></text:changed-region></text:tracked-changes>"
        )
        aside = (
            "<text:note><text:note-body><text:p>n</text:p></text:note-body></text:note>"
            "<draw:frame><draw:text-box><text:p>in a box</text:p></draw:text-box></draw:frame>"
        )
        row = ods_row(GOOD).replace("HV record p12", f"HV record p12{aside}")
        reading = read(ods_of(changes, ods_table([ods_row(HEADINGS), row]), kind=DOCUMENT))
        assert [one.source for one in reading.rows] == ["HV record p12"]
        assert sorted(told(reading)) == [("C77", None), ("C78", 2), ("C79", 2)]


class TestDocuments:
    def table(self, *rows: str) -> str:
        return table_xml([row_xml(HEADINGS), *rows])

    def test_a_caption_across_the_table_is_left_out_by_name(self, read: Read) -> None:
        caption = "<w:tr>" + cell_xml("2006", '<w:gridSpan w:val="7"/>') + "</w:tr>"
        reading = read(
            docx_of(self.table(caption, row_xml(GOOD), caption.replace("2006", "Page 2 continued")))
        )
        assert ([row.number for row in reading.rows], told(reading)) == ([3], [("C75", 2), ("C75", 4)])

    @pytest.mark.parametrize(
        ("inside", "code"),
        [
            ("<w:r><w:footnoteReference w:id='2'/></w:r>", "C79"),
            ("<w:r><w:drawing><x/></w:drawing></w:r>", "C80"),
            (f"<w:r><w:pict>{BOX}</w:pict></w:r>", "C78"),
            ("<w:del><w:r><w:delText>struck</w:delText></w:r></w:del>", "C77"),
            ("<w:moveFrom><w:r><w:t>moved away</w:t></w:r></w:moveFrom>", "C77"),
        ],
    )
    def test_what_stands_beside_the_words_is_left_out_and_said(
        self, read: Read, inside: str, code: str
    ) -> None:
        row = row_xml(GOOD).replace("HV record p12</w:t></w:r>", f"HV record p12</w:t></w:r>{inside}")
        reading = read(docx_of(self.table(row)))
        assert ([one.source for one in reading.rows], told(reading)) == (["HV record p12"], [(code, 2)])

    def test_a_row_struck_out_as_a_whole_is_no_row(self, read: Read) -> None:
        struck = row_xml(good_rows(1)[0]).replace("<w:tr>", "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>", 1)
        reading = read(docx_of(self.table(row_xml(GOOD), struck)))
        assert [row.number for row in reading.rows] == [2]

    def test_text_behind_the_table_is_left_out_and_said(self, read: Read) -> None:
        remark = "On 9 June 2006 the health visitor also rang the school and asked about attendance there."
        reading = read(docx_of("Our chronology", self.table(row_xml(GOOD)), "Page 2", remark))
        assert told(reading) == [("C81", None)]
        assert "On 9 June 2006" in reading.messages[0].what

    def test_a_table_inside_a_text_box_is_read(self, read: Read) -> None:
        table = f"<w:txbxContent>{self.table(row_xml(GOOD))}<w:p/></w:txbxContent>"
        data = docx_of(f"<w:p {W}><w:r><w:pict>{table}</w:pict></w:r></w:p>")
        assert (len(read(data).rows), told(read(data))) == (1, [])
