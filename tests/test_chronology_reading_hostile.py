"""Files that are no chronology, or that would harm: each is refused with its own message, within seconds, and
the process that asked lives on. Beside each refusal stands a harmless likeness that is read."""

from __future__ import annotations

import io
import os
import resource
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from chronology.reading import DEFAULT_LIMITS, Limits, Reading, read_file
from chronology.reading.sandbox import open_file
from scr.confined.process import ROOT
from tests.chronology_files import (
    GOOD,
    HEADINGS,
    PERIOD,
    changed,
    csv_text,
    docx_,
    edited,
    good_rows,
    ole,
    part,
    replaced,
    saved,
    saved_at,
    workbook,
    xlsx,
)
from tests.reading_here import read_here

Read = Callable[..., Reading]
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
SHARED_LINK = ("xl/_rels/workbook.xml.rels", "sharedStrings", "sharedStrings.xml")
MEBIBYTE = 1024 * 1024


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """In the tests' own process: what is refused here is refused before anything is parsed."""

    def _read(data: bytes, limits: Limits = DEFAULT_LIMITS, name: str = "chronology.xlsx") -> Reading:
        path = saved_at(tmp_path, data)
        return read_here(path, name, period=PERIOD, known_initials={"HV1"}, limits=limits)

    return _read


@pytest.fixture
def read_apart(tmp_path: Path) -> Read:
    """In the limited process."""

    def _read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Reading:
        began = time.monotonic()
        path = saved_at(tmp_path, data)
        reading = read_file(path, "x.xlsx", period=PERIOD, known_initials={"HV1"}, limits=limits)
        assert time.monotonic() - began < 30
        return reading

    return _read


def refusal(reading: Reading) -> str:
    """The code of the one message of a file that was not read at all."""
    (found,) = reading.messages
    assert (reading.rows, found.level, reading.is_readable) == ([], "error", False)
    assert found.what and found.why and found.remedy
    return found.code


def macros_left_aside(reading: Reading) -> bool:
    """Whether the row of the file was read and the only remark is that macros were not."""
    return [found.code for found in reading.messages] == ["C70"] and len(reading.rows) == 1


def linked(data: bytes, part_name: str, kind: str, target: str, mode: str = "External") -> bytes:
    """The file with one more relationship."""
    element = f'<Relationship Id="rId99" Type="{REL}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return replaced(data, part_name, b"</Relationships>", element.encode() + b"</Relationships>")


def in_encoding(data: bytes, name: str, encoding: str, prolog: str) -> bytes:
    """The file with one part in another encoding, with a prolog of its own."""
    text = part(data, name).decode()
    body = text.partition("?>")[2] if text.startswith("<?xml") else text
    return edited(data, {name: (prolog + body).encode(encoding)})


class TestKinds:
    """What a file is, its content says and not its name."""

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            pytest.param(b"", "C02", id="nothing"),
            pytest.param(b" \r\n\n \t", "C02", id="blanks"),
            pytest.param(b"\xef\xbb\xbf", "C02", id="only a byte order mark"),
            pytest.param(b"\xff\xfe", "C02", id="only a utf-16 mark"),
            pytest.param(b"\x00" * 9000, "C02", id="zeros"),
            pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "C01", id="pdf"),
            pytest.param(b"{\\rtf1\\ansi Date\\par}", "C01", id="rtf"),
            pytest.param(b"<html><table><tr><td>Date</td></tr></table></html>", "C01", id="web page"),
            pytest.param(b"<?xml version='1.0'?><Workbook/>", "C01", id="xml"),
            pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 40, "C01", id="picture"),
            pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "C07", id="broken old file"),
            pytest.param(ole({"WordDocument": b"x"}), "C01", id="old document"),
            pytest.param(ole({"PowerPoint Document": b"x"}), "C01", id="old slides"),
            pytest.param(ole({"__properties_version1.0": b"x"}), "C01", id="Outlook message"),
            pytest.param(ole({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "C05", id="password"),
            pytest.param(b"PK\x03\x04" + b"\x00" * 100, "C07", id="broken zip"),
            pytest.param(b"Dear colleague, nothing to report.\n", "C11", id="a letter"),
            pytest.param(b"a,b,c\n1,2,3\n", "C11", id="another csv"),
        ],
    )
    def test_files_that_are_no_chronology(self, read: Read, data: bytes, code: str) -> None:
        for name in ("chronology.xlsx", "chronology.docx", "chronology.csv"):
            assert refusal(read(data, name=name)) == code

    def test_the_message_names_the_kind_and_the_file(self, read: Read) -> None:
        (found,) = read(b"%PDF-1.7\n", name="march.xlsx").messages
        assert "a PDF" in found.what
        assert found.where == "File “march.xlsx”"

    def test_a_plain_archive_and_other_office_files(self, read: Read) -> None:
        assert refusal(read(zipped({"a.txt": b"x"}))) == "C01"
        ods = zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"})
        assert refusal(read(ods)) == "C01"
        slides = replaced(
            xlsx(good_rows(1)), "[Content_Types].xml", b"spreadsheetml.sheet", b"presentationml.slides"
        )
        assert refusal(read(slides)) == "C01"

    def test_a_wrong_name_does_no_harm(self, read: Read) -> None:
        for data in (xlsx(good_rows(1)), docx_(good_rows(1)), csv_text(good_rows(1)).encode()):
            assert read(data, name="holiday.pdf").errors == []

    @pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
    def test_a_file_cut_off(self, read: Read, share: float) -> None:
        for data in (xlsx(good_rows(20)), docx_(good_rows(20))):
            assert refusal(read(data[: int(len(data) * share)])) == "C07"

    def test_a_damaged_part(self, read: Read) -> None:
        assert refusal(read(replaced(xlsx(good_rows(2)), SHEET, b"</sheetData>", b"</sheetDat"))) == "C07"
        assert refusal(read(replaced(docx_(good_rows(2)), "word/document.xml", b"</w:tbl>", b""))) == "C07"
        assert refusal(read(edited(xlsx(good_rows(2)), {"xl/workbook.xml": None}))) == "C07"

    def test_a_flipped_bit_anywhere_never_raises(self, read_apart: Read) -> None:
        data = bytearray(xlsx(good_rows(2)))
        for place in range(7, len(data), len(data) // 12):
            broken = data.copy()
            broken[place] ^= 0x55
            assert isinstance(read_apart(bytes(broken)), Reading)


class TestNothingToRead:
    def test_a_workbook_with_nothing_in_it(self, read: Read) -> None:
        assert refusal(read(xlsx([], headings=()))) == "C02"

    @pytest.mark.requirement("R146")
    def test_headings_without_rows(self, read: Read) -> None:
        for data in (xlsx([]), docx_([]), csv_text([]).encode(), docx_([[""] * 7] * 3)):
            assert refusal(read(data)) == "C13"

    @pytest.mark.requirement("R146")
    def test_headings_that_are_missing_are_named(self, read: Read) -> None:
        headings = ["Thursday", *HEADINGS[1:5], "x", "Comment"]
        for data in (xlsx([GOOD], headings=headings), docx_([GOOD], headings=headings)):
            (found,) = read(data).messages
            assert (found.code, found.row) == ("C11", 1)
            assert "“Date”" in found.what and "“Contact with child”" not in found.what

    def test_a_heading_that_stands_twice(self, read: Read) -> None:
        reading = read(xlsx([[*GOOD, "x"]], headings=[*HEADINGS, "Comments"]))
        assert refusal(reading) == "C17"


class TestMacrosAndLinks:
    @pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml"])
    def test_a_workbook_with_a_macro(self, read: Read, name: str) -> None:
        assert macros_left_aside(read(edited(xlsx(good_rows(1)), {name: b"<x/>"})))

    def test_a_macro_under_another_name(self, read: Read) -> None:
        data = edited(xlsx(good_rows(1)), {"xl/printer.dat": b"x"})
        kind = b"application/vnd.ms-office.vbaProject"
        types = b'<Override PartName="/xl/printer.dat" ContentType="' + kind + b'"/></Types>'
        assert macros_left_aside(read(replaced(data, "[Content_Types].xml", b"</Types>", types)))
        hidden = types.replace(b"vbaProject", b"vba&#80;roject")
        assert macros_left_aside(read(replaced(data, "[Content_Types].xml", b"</Types>", hidden)))

    def test_a_macro_enabled_workbook_or_document(self, read: Read) -> None:
        sheet = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        assert macros_left_aside(read(replaced(xlsx(good_rows(1)), "[Content_Types].xml", sheet, macro)))
        assert macros_left_aside(read(edited(docx_(good_rows(1)), {"word/vbaProject.bin": b"x"})))

    def test_a_file_without_macros_is_not_said_to_have_any(self, read: Read) -> None:
        assert not macros_left_aside(read(xlsx(good_rows(1))))

    @pytest.mark.parametrize(
        ("part_name", "kind", "target"),
        [
            ("word/_rels/document.xml.rels", "image", "https://example.org/pixel.png"),
            ("word/_rels/document.xml.rels", "attachedTemplate", "https://example.org/t.dotm"),
            ("word/_rels/document.xml.rels", "attachedTemplate", "file://server/share/t.dotm"),
            ("word/_rels/document.xml.rels", "oleObject", "file:///C:/x.xls"),
        ],
    )
    def test_a_document_that_fetches_something(
        self, read: Read, part_name: str, kind: str, target: str
    ) -> None:
        reading = read(linked(docx_(good_rows(1)), part_name, kind, target))
        assert refusal(reading) == "C06"
        assert target in reading.messages[0].what

    def test_a_hidden_spelling_of_a_link(self, read: Read) -> None:
        data = linked(
            docx_(good_rows(1)),
            "word/_rels/document.xml.rels",
            "image",
            "https://example.org/",
            "&#69;xternal",
        )
        assert refusal(read(data)) == "C06"

    @pytest.mark.parametrize(
        "name", ["xl/externalLinks/externalLink1.xml", "xl/connections.xml", "xl/queryTables/q1.xml"]
    )
    def test_a_workbook_that_reads_another_or_a_database(self, read: Read, name: str) -> None:
        assert refusal(read(edited(xlsx(good_rows(1)), {name: b"<x/>"}))) == "C06"

    def test_hyperlinks_and_a_template_on_the_authors_disk_are_harmless(self, read: Read) -> None:
        rels = "word/_rels/document.xml.rels"
        data = linked(docx_(good_rows(1)), rels, "hyperlink", "mailto:someone@example.org")
        assert read(data).errors == []
        local = linked(docx_(good_rows(1)), rels, "attachedTemplate", "file:///C:\\Templates\\Normal.dotm")
        assert read(local).errors == []


class TestDefinitions:
    DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_a_doctype_in_any_encoding(self, read: Read, encoding: str) -> None:
        declared = f'<?xml version="1.0" encoding="{"utf-8" if "8" in encoding else "utf-16"}"?>'
        for data, name in ((xlsx(good_rows(1)), SHEET), (docx_(good_rows(1)), "word/document.xml")):
            assert refusal(read(in_encoding(data, name, encoding, declared + self.DOCTYPE))) == "C09"

    @pytest.mark.parametrize("encoding", ["cp037", "utf-7"])
    def test_an_encoding_that_would_hide_it(self, read: Read, encoding: str) -> None:
        declared = f'<?xml version="1.0" encoding="{encoding}"?>'
        data = in_encoding(docx_(good_rows(1)), "word/document.xml", encoding, declared + self.DOCTYPE)
        assert refusal(read(data)) == "C09"

    def test_a_doctype_in_a_list_of_parts(self, read: Read) -> None:
        data = in_encoding(
            xlsx(good_rows(1)), "[Content_Types].xml", "utf-8", '<?xml version="1.0"?>' + self.DOCTYPE
        )
        assert refusal(read(data)) == "C09"

    def test_a_doctype_across_two_chunks(self, read: Read) -> None:
        data = xlsx(good_rows(1))
        comment = "<!--" + "x" * (256 * 1024 - 14) + "-->"
        assert refusal(read(in_encoding(data, SHEET, "utf-8", comment + self.DOCTYPE))) == "C09"

    def test_plain_utf_16_without_a_doctype_is_read(self, read: Read) -> None:
        declared = '<?xml version="1.0" encoding="UTF-16"?>'
        data = in_encoding(docx_(good_rows(1)), "word/document.xml", "utf-16", declared)
        assert read(data).errors == []

    def test_the_word_doctype_in_a_text_is_harmless(self, read: Read) -> None:
        rows = [changed(1, "M said <!DOCTYPE html> was on the screen; nothing else.")]
        assert read(xlsx(rows)).errors == []
        assert read(docx_(rows)).errors == []


class TestSizes:
    def test_over_the_cap(self, read: Read) -> None:
        reading = read(b"Date,Comment\n" * 500, replace(DEFAULT_LIMITS, file_bytes=5 * 1024))
        assert refusal(reading) == "C03"

    def test_fifty_megabytes_and_one_byte(self, tmp_path: Path) -> None:
        path = tmp_path / "large.csv"
        with path.open("wb") as file:
            file.truncate(50 * MEBIBYTE + 1)
        reading = read_file(path, "large.csv", period=PERIOD)
        assert refusal(reading) == "C03"
        assert "50 MB" in reading.messages[0].what

    @pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "ZZ2"])
    def test_one_cell_far_away(self, read: Read, cell: str) -> None:
        book = workbook(good_rows(1))
        book["Chronology"][cell] = "x"
        reading = read(saved(book))
        assert refusal(reading) == "C14"
        assert cell in reading.messages[0].what

    @pytest.mark.parametrize(
        "spelling", [b"<c r='XFD1048576'", b'<c  s="0"  r = "XFD1048576"', b'<c\nr="XFD1048576"']
    )
    def test_one_cell_far_away_in_another_spelling(self, read: Read, spelling: bytes) -> None:
        far = b"<row r='1048576'>" + spelling + b"><v>1</v></c></row></sheetData>"
        assert refusal(read(replaced(xlsx(good_rows(1)), SHEET, b"</sheetData>", far))) == "C14"

    def test_formatted_but_empty_cells_may_reach_far(self, read: Read) -> None:
        far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
        assert read(replaced(xlsx(good_rows(2)), SHEET, b"</sheetData>", far)).errors == []

    def test_too_many_rows_or_columns(self, read: Read) -> None:
        limits = replace(DEFAULT_LIMITS, rows=20, columns=10)
        for build in (xlsx, docx_, lambda rows: csv_text(rows).encode()):
            assert refusal(read(build(good_rows(25)), limits)) == "C14"
            assert refusal(read(build([*good_rows(2), [*GOOD, *"abcdefgh"]]), limits)) == "C14"
            assert read(build(good_rows(19)), limits).errors == []

    def test_a_bomb_of_zeros(self, read_apart: Read) -> None:
        data = edited(xlsx(good_rows(1)), {"xl/media/a.bin": bytes(64 * MEBIBYTE)})
        assert len(data) < MEBIBYTE
        assert refusal(read_apart(data)) == "C08"

    def test_a_bomb_of_many_small_parts(self, read: Read) -> None:
        parts: dict[str, bytes | None] = {
            f"xl/media/{number}.bin": bytes(3 * MEBIBYTE) for number in range(120)
        }
        assert refusal(read(edited(xlsx(good_rows(1)), parts))) == "C08"

    def test_a_declared_size_is_not_believed(self, read: Read) -> None:
        data = bytearray(edited(xlsx(good_rows(1)), {"xl/media/a.bin": bytes(64 * MEBIBYTE)}))
        real, small = (64 * MEBIBYTE).to_bytes(4, "little"), (1000).to_bytes(4, "little")
        assert data.count(real) == 2
        assert refusal(read(bytes(data.replace(real, small)))) in ("C07", "C08")

    def test_too_many_parts_and_the_same_part_twice(self, read: Read) -> None:
        many: dict[str, bytes | None] = {f"xl/media/{number}.bin": b"" for number in range(2_001)}
        assert refusal(read(edited(xlsx(good_rows(1)), many))) == "C08"
        twice = io.BytesIO(xlsx(good_rows(1)))
        with zipfile.ZipFile(twice, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(SHEET, b"<worksheet/>")
        assert refusal(read(twice.getvalue())) == "C08"

    @pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/x", "xl\\..\\x", "C:/x"])
    def test_a_part_outside_the_file(self, read: Read, name: str) -> None:
        assert refusal(read(edited(xlsx(good_rows(1)), {name: b"x"}))) == "C08"

    def test_an_unusual_compression_and_an_encrypted_part(self, read: Read) -> None:
        stream = io.BytesIO(xlsx(good_rows(1)))
        with zipfile.ZipFile(stream, "a", zipfile.ZIP_LZMA) as archive:
            archive.writestr("xl/a.bin", b"x" * 1000)
        assert refusal(read(stream.getvalue())) == "C08"
        data = bytearray(xlsx(good_rows(1)))
        place = data.index(b"PK\x01\x02")
        data[place + 8] |= 1
        assert refusal(read(bytes(data))) == "C05"

    def test_one_long_text_used_by_every_cell(self, read_apart: Read) -> None:
        """Nineteen thousand cells that point to one shared text of 32,000 letters: 600 MB out of 100 KB."""
        cells = "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>' for r in range(3, 19_000))
        data = replaced(xlsx(good_rows(1)), SHEET, b"</sheetData>", cells.encode() + b"</sheetData>")
        bomb = with_shared_texts(data, "x" * 32_000)
        assert len(bomb) < 200_000
        assert refusal(read_apart(bomb)) == "C10"

    def test_a_shared_text_used_twice_is_harmless(self, read: Read) -> None:
        cells = '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c></row></sheetData>'
        data = replaced(xlsx(good_rows(1)), SHEET, b"</sheetData>", cells.encode())
        reading = read(with_shared_texts(data, "7 May 2006", "Seen at home: all well, plan agreed."))
        assert [row.date_text for row in reading.rows] == ["1 May 2006", "7 May 2006"]

    def test_deeply_nested_markup(self, read_apart: Read) -> None:
        nested = b"<w:sdt><w:sdtContent>" * 50_000
        data = replaced(docx_(good_rows(1)), "word/document.xml", b"<w:tr>", nested + b"<w:tr>")
        assert refusal(read_apart(data)) == "C07"


class TestTheLimitedProcess:
    def test_memory_is_bounded_and_the_parent_survives(self, read_apart: Read) -> None:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        data = csv_text([changed(1, "x" * 30_000)] * 600).encode()
        assert refusal(read_apart(data, replace(DEFAULT_LIMITS, memory_bytes=80 * MEBIBYTE))) == "C10"
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        assert grown < 100 * 1024
        assert read_apart(xlsx(good_rows(1))).errors == []

    def test_the_clock_is_bounded(self, read_apart: Read) -> None:
        assert refusal(read_apart(docx_(good_rows(1)), replace(DEFAULT_LIMITS, wall_seconds=0))) == "C10"

    def test_the_processor_is_bounded(self) -> None:
        """By a loop without end: how much of a real file one second reads depends on the machine."""
        script = (
            "from scr.confined.bounds import Bounds, confine; confine(Bounds(cpu_seconds=1));"
            "any(iter(int, 1))"
        )
        done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)
        assert done.returncode in (-signal.SIGXCPU, -signal.SIGKILL)

    def test_the_answer_is_bounded(self, read_apart: Read) -> None:
        data = csv_text(good_rows(30)).encode()
        assert refusal(read_apart(data, replace(DEFAULT_LIMITS, output_bytes=1_000))) == "C10"

    def test_the_process_is_given_no_secret(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATABASE_URL", "postgres://secret")
        path = saved_at(tmp_path, csv_text(good_rows(1)).encode())
        seen: list[dict[str, str]] = []
        real = subprocess.Popen

        class Watched(real):  # type: ignore[misc, valid-type]
            def __init__(self, *args: object, **options: object) -> None:
                seen.append(dict(options["env"]))  # type: ignore[call-overload]
                super().__init__(*args, **options)

        monkeypatch.setattr(subprocess, "Popen", Watched)
        assert open_file(path, "x.csv").grids
        assert [set(environment) for environment in seen] == [{"PATH", "LANG", "PYTHONUTF8"}]

    def test_the_process_can_write_no_file(self, tmp_path: Path) -> None:
        target = tmp_path / "written"
        script = (
            "import os; from scr.confined.bounds import Bounds, confine; confine(Bounds());"
            f"os.write(os.open({str(target)!r}, os.O_CREAT | os.O_WRONLY), b'x')"
        )
        done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False)
        assert b"File too large" in done.stderr
        assert target.read_bytes() == b""

    def test_nothing_is_left_behind(self, read_apart: Read, tmp_path: Path) -> None:
        read_apart(xlsx(good_rows(1)))
        assert [path.name for path in tmp_path.iterdir()] == ["chronology.dat"]

    def test_a_process_that_does_not_start_is_our_fault_not_the_files(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("chronology.reading.sandbox.READER", "chronology.reading.nothing")
        with pytest.raises(RuntimeError, match="does not start"):
            read_file(saved_at(tmp_path, xlsx(good_rows(1))), "x.xlsx", period=PERIOD)


def with_shared_texts(data: bytes, *texts: str) -> bytes:
    """The workbook with a list of shared texts, as Excel writes it (the builder writes into the cells)."""
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    shared = (
        f'<?xml version="1.0"?><sst xmlns="{namespace}" count="9" uniqueCount="{len(texts)}">{items}</sst>'
    )
    data = linked(edited(data, {"xl/sharedStrings.xml": shared.encode()}), *SHARED_LINK, "Internal")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    return replaced(data, "[Content_Types].xml", b"</Types>", override.encode())


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_the_worker_process_inherits_nothing_of_the_limits() -> None:
    """The limits are the child's own: this process may still write."""
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 0
    assert os.environ.get("PATH")
