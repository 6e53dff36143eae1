"""What a cell of a workbook comes to as text, and the container that old workbooks stand in."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from chronology.reading import Reading, RefusedError
from chronology.reading.ole import Container
from tests.chronology_files import HEADINGS as OURS
from tests.chronology_files import (
    PERIOD,
    changed,
    csv_text,
    docx_of,
    good_rows,
    row_xml,
    saved_at,
    table_xml,
    xlsx,
)
from tests.chronology_formats import DOCUMENT, ods_of, ods_row, ods_table, xls
from tests.reading_here import read_here

REAL = Path(__file__).parent / "files" / "chronology" / "chronology.xls"


def read(folder: Path, data: bytes) -> Reading:
    return read_here(saved_at(folder, data), period=PERIOD, known_initials={"HV1"})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12, "12"),
        (12.0, "12"),
        (9.5, "9.5"),
        (True, "TRUE"),
        (time(14, 30), "14:30"),
        (timedelta(hours=30, minutes=5), "30:05"),
        (datetime(2006, 3, 5, 14, 30), "05/03/2006 14:30"),
        ("  kept \r\n as typed ", "kept \n as typed"),
    ],
)
def test_a_value_of_a_workbook_is_the_text_that_people_see(tmp_path: Path, value: object, text: str) -> None:
    assert [row.source for row in read(tmp_path, xlsx([changed(4, value)])).rows] == [text]


def test_paragraphs_above_an_open_table_name_the_agency(tmp_path: Path) -> None:
    table = ods_table([ods_row(OURS), *map(ods_row, good_rows(1))])
    above = "<text:h>Chronology</text:h><text:p>Agency: Housing</text:p>"
    reading = read(tmp_path, ods_of(above, table, kind=DOCUMENT))
    assert (reading.header.agency, reading.messages) == ("Housing", [])


def test_a_line_for_excel_and_nothing_else_is_an_empty_file(tmp_path: Path) -> None:
    assert [found.code for found in read(tmp_path, b"sep=;\r\n\r\n").messages] == ["C02"]


def test_windows_is_kept_where_no_older_set_gives_more_sense(tmp_path: Path) -> None:
    row = changed(1, "Seen at home: theÕ and þ were read; plan agreed.")
    assert [one.child_contact for one in read(tmp_path, csv_text([row]).encode("cp1252")).rows] == [row[1]]


def test_a_text_box_that_is_written_twice_is_told_once(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"
    twice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    row = row_xml(good_rows(1)[0]).replace("HV record p12</w:t>", f"HV record p12</w:t>{twice}")
    reading = read(tmp_path, docx_of(table_xml([row_xml(OURS), row])))
    assert [found.what for found in reading.messages] == ["A text box was left out: “boxed”."]


class TestContainer:
    def test_streams_large_and_small(self) -> None:
        container = Container(REAL.read_bytes())
        assert container.stream("Workbook")[:2] == b"\x09\x08"
        assert container.stream("\x05SummaryInformation")[:2] == b"\xfe\xff"

    def test_a_stream_that_is_not_there(self) -> None:
        with pytest.raises(RefusedError, match="C07"):
            Container(REAL.read_bytes()).stream("Book")

    def test_a_list_of_tables_that_goes_round(self) -> None:
        data = bytearray(xls(good_rows(1)))
        data[68:72] = (0).to_bytes(4, "little")
        data[512 + 508 : 512 + 512] = (0).to_bytes(4, "little")
        with pytest.raises(RefusedError, match="C07"):
            Container(bytes(data))

    @pytest.mark.parametrize("shift", [0, 3, 15, 16])
    def test_sectors_of_a_size_that_no_program_writes(self, shift: int) -> None:
        data = bytearray(xls(good_rows(1)))
        data[30] = shift
        with pytest.raises(RefusedError, match="C07"):
            Container(bytes(data))
