"""Writes rows on the chronology template (seed 004, chronology pro forma): for the empty template that
agencies fill in offline, for copies, and for examples. No cell ever becomes a formula; what is written reads
back as the same rows."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from chronology.reading.columns import COLUMNS, GUIDANCE_SHEET, KEYS, ROWS_SHEET, STAFF_SHEET, Column
from chronology.reading.csv_ import guarded
from chronology.reading.grid import cell_text
from chronology.reading.rows import Row

TITLE = "Chronology"
AGENCY_LABEL = "Agency:"
COMPLETED_BY_LABEL = "Name of person completing chronology:"
STAFF_HEADINGS = ("Initials", "Post")
TEMPLATE_ROWS = 500
HEADING_ROW = 5
LONGEST_CELL = 32_767
ADDED_WIDTH_CM, PAGE_WIDTH_CM = 3.6, 26.8

_WIDTHS_CM = {
    "date": 2.4,
    "child_contact": 5.4,
    "family_contact": 5.4,
    "communication": 5.4,
    "source": 2.6,
    "staff": 2.0,
    "comment": 3.6,
}
GUIDANCE = (
    "Write one continuous list, not a table for each page. Any number of rows.",
    "Write enough for a reader to know what happened: not “Meeting with M” but what was said and decided.",
    "Each row begins with one complete date: day, month and year. For a period give the first or the last "
    "day, and the period in the text. If the exact date is not known, give your best estimate and write "
    "“exact date not known” in the text.",
    "A time of day belongs in the text, not in the date column.",
    "Never refer to the row above (“ditto”, “as above”): other agencies’ rows will come between.",
    "Name staff by initials, and list each of the initials with the post in the staff ID list.",
)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Excel takes _x0041_ in a text for the character of that number, unless its first underscore is escaped too.
_EXCEL_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write_xlsx(rows: Iterable[Row], *, agency: str, completed_by: str, staff: Mapping[str, str]) -> bytes:
    """A workbook with the rows, and the staff ID list on a sheet of its own."""
    workbook = Workbook()
    sheet = _rows_sheet(workbook, agency, completed_by)
    for index, row in enumerate(rows, start=HEADING_ROW + 1):
        _write_row(sheet, index, row)
    _staff_sheet(workbook, staff)
    return _saved(workbook)


@dataclass(frozen=True)
class Kit:
    """What an agency's empty template is made from: period, questions and columns of its case, its staff."""

    agency: str = ""
    period: tuple[date, date] | None = None
    columns: Sequence[Column] = COLUMNS
    questions: Sequence[str] = ()
    staff: Mapping[str, str] = field(default_factory=dict)


def empty_template_xlsx(kit: Kit) -> bytes:
    """An empty workbook with guidance, which asks for what belongs into each column without a macro.

    The date column asks for dates, within the period if there is one.
    """
    workbook = Workbook()
    sheet = _rows_sheet(workbook, kit.agency, "", kit.columns)
    _validate_dates(sheet, kit.period)
    _prompt(sheet, kit.columns)
    for index in range(HEADING_ROW + 1, HEADING_ROW + 1 + TEMPLATE_ROWS):
        sheet.cell(index, 1).number_format = "DD/MM/YYYY"
        for number in range(1, len(kit.columns) + 1):
            sheet.cell(index, number).alignment = Alignment(wrap_text=True, vertical="top")
    _staff_sheet(workbook, kit.staff)
    _guidance_sheet(workbook, kit)
    return _saved(workbook)


def write_docx(rows: Iterable[Row], *, agency: str, completed_by: str, staff: Mapping[str, str]) -> bytes:
    """A Word document with the rows as one table, and the staff ID list as a second."""
    document = _document(agency, completed_by)
    table = _table([column.heading for column in COLUMNS], [_WIDTHS_CM[key] for key in KEYS])
    for row in rows:
        table.append(_table_row([_date_words(row), *(getattr(row, key) for key in KEYS[1:])]))
    _append(document, table)
    _staff_table(document, staff.items())
    return _saved(document)


def empty_template_docx(kit: Kit) -> bytes:
    """An empty Word document with guidance above the table."""
    document = _document(kit.agency, "")
    for line in _guidance_lines(kit):
        document.add_paragraph(line, style="List Bullet")
    table = _table(
        [
            f"{column.heading} ({column.guidance})" if column.guidance else column.heading
            for column in kit.columns
        ],
        _widths(kit.columns),
    )
    for _blank in range(10):
        table.append(_table_row([""] * len(kit.columns)))
    _append(document, table)
    _staff_table(document, [*kit.staff.items(), *[("", "")] * 5])
    return _saved(document)


def _with_guidance(column: Column) -> str:
    return f"{column.heading} ({column.guidance})" if column.guidance else column.heading


def write_csv(rows: Iterable[Row], *, agency: str, completed_by: str, staff: Mapping[str, str]) -> bytes:
    """A text file in UTF-8 with a byte order mark, which Excel needs; the staff ID list stands below the
    rows. A text that a spreadsheet would take for a formula has an apostrophe before it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([AGENCY_LABEL, guarded(agency)])
    writer.writerow([COMPLETED_BY_LABEL, guarded(completed_by)])
    writer.writerow([])
    writer.writerow([column.heading for column in COLUMNS])
    for row in rows:
        texts = (_date_words(row), *(_clean(getattr(row, key)) for key in KEYS[1:]))
        writer.writerow([guarded(text) for text in texts])
    if staff:
        writer.writerows([[], [STAFF_SHEET], STAFF_HEADINGS])
        writer.writerows([guarded(initials), guarded(post)] for initials, post in staff.items())
    return file.getvalue().encode("utf-8-sig")


def _widths(columns: Sequence[Column]) -> list[float]:
    """In centimetres; the seven make room where a case adds columns."""
    widths = [_WIDTHS_CM.get(column.key, ADDED_WIDTH_CM) for column in columns]
    return [width * PAGE_WIDTH_CM / sum(widths) for width in widths]


def _rows_sheet(
    workbook: Workbook, agency: str, completed_by: str, columns: Sequence[Column] = COLUMNS
) -> Worksheet:
    sheet: Worksheet = workbook.worksheets[0]
    sheet.title = ROWS_SHEET
    _put(sheet.cell(1, 1), TITLE).font = Font(bold=True, size=14)
    for index, (label, value) in enumerate(
        ((AGENCY_LABEL, agency), (COMPLETED_BY_LABEL, completed_by)), start=2
    ):
        _put(sheet.cell(index, 1), label)
        _put(sheet.cell(index, 2), value)
    _headings(sheet, HEADING_ROW, [column.heading for column in columns])
    for number, column in enumerate(columns, start=1):
        width = _WIDTHS_CM.get(column.key, ADDED_WIDTH_CM) * 6
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"B{HEADING_ROW + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return sheet


def _headings(sheet: Worksheet, index: int, headings: Iterable[str]) -> None:
    for number, heading in enumerate(headings, start=1):
        cell = _put(sheet.cell(index, number), heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E6E6E6")


def _write_row(sheet: Worksheet, index: int, row: Row) -> None:
    if row.date and _date_words(row) == cell_text(row.date):
        cell = sheet.cell(index, 1, row.date)
        cell.number_format = "DD/MM/YYYY"
    else:
        _put(sheet.cell(index, 1), _date_words(row))
    for number, key in enumerate(KEYS[1:], start=2):
        _put(sheet.cell(index, number), getattr(row, key))


def _put(cell: Any, text: str) -> Any:
    """The text as text, whatever it begins with."""
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if text:
        cell.value = _EXCEL_ESCAPE.sub("_x005F_", _clean(text))
        cell.data_type = "s"
    return cell


def _staff_sheet(workbook: Workbook, staff: Mapping[str, str]) -> None:
    sheet = workbook.create_sheet(STAFF_SHEET)
    _headings(sheet, 1, STAFF_HEADINGS)
    for index, (initials, post) in enumerate(staff.items(), start=2):
        _put(sheet.cell(index, 1), initials)
        _put(sheet.cell(index, 2), post)
    sheet.column_dimensions["B"].width = 50


def _guidance_sheet(workbook: Workbook, kit: Kit) -> None:
    sheet = workbook.create_sheet(GUIDANCE_SHEET)
    sheet.column_dimensions["A"].width = 45
    sheet.column_dimensions["B"].width = 100
    lines = [("", line) for line in _guidance_lines(kit)]
    columns = [(column.heading, column.guidance) for column in kit.columns]
    for index, (name, text) in enumerate([*columns, *lines], start=1):
        _put(sheet.cell(index, 1), name)
        _put(sheet.cell(index, 2), text)


def _prompt(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """Say beside each cell what belongs into it, when it is chosen; the date column says so itself."""
    for number, column in enumerate(columns[1:], start=2):
        if not column.guidance:
            continue
        shown = DataValidation(
            type="textLength",
            operator="lessThanOrEqual",
            formula1=str(LONGEST_CELL),
            allow_blank=True,
            errorStyle="warning",
            error=f"A cell holds at most {LONGEST_CELL} characters.",
            promptTitle=column.heading[:32],
            prompt=column.guidance[:250],
            showInputMessage=True,
            showErrorMessage=True,
        )
        letter = get_column_letter(number)
        shown.add(f"{letter}{HEADING_ROW + 1}:{letter}{HEADING_ROW + TEMPLATE_ROWS}")
        sheet.add_data_validation(shown)


def _validate_dates(sheet: Worksheet, period: tuple[date, date] | None) -> None:
    """Ask in Excel already. Outside the period it only warns: earlier events may matter."""
    first, last = period or (date(1900, 1, 1), date(2099, 12, 31))
    validation = DataValidation(
        type="date",
        operator="between",
        formula1=f"DATE({first.year},{first.month},{first.day})",
        formula2=f"DATE({last.year},{last.month},{last.day})",
        allow_blank=True,
        errorStyle="warning",
        error="Enter one complete date (day, month, year), without a time.",
        errorTitle="Date",
        prompt=COLUMNS[0].guidance[:250],
        promptTitle="Date",
        showErrorMessage=True,
        showInputMessage=True,
    )
    validation.add(f"A{HEADING_ROW + 1}:A{HEADING_ROW + TEMPLATE_ROWS}")
    sheet.add_data_validation(validation)


def _guidance_lines(kit: Kit) -> Iterator[str]:
    if kit.period:
        yield f"The period under review is {cell_text(kit.period[0])} to {cell_text(kit.period[1])}."
    yield from GUIDANCE
    if kit.questions:
        yield "The review asks: " + " ".join(f"({n}) {one}" for n, one in enumerate(kit.questions, start=1))


def _document(agency: str, completed_by: str) -> Any:
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.4)
    document.styles["Normal"].font.size = Pt(9)
    document.add_heading(TITLE, level=1)
    document.add_paragraph(f"{AGENCY_LABEL} {_clean(agency)}".strip())
    document.add_paragraph(f"{COMPLETED_BY_LABEL} {_clean(completed_by)}".strip())
    return document


def _append(document: Any, table: Any) -> None:
    document.element.body.insert(len(document.element.body) - 1, table)


def _staff_table(document: Any, staff: Iterable[tuple[str, str]]) -> None:
    document.add_paragraph()
    document.add_heading(STAFF_SHEET, level=2)
    table = _table(list(STAFF_HEADINGS), [3.0, 12.0])
    for entry in staff:
        table.append(_table_row(list(entry)))
    _append(document, table)


def _table(headings: list[str], widths_cm: list[float]) -> Any:
    table = OxmlElement("w:tbl")
    properties = _child(table, "w:tblPr")
    _child(properties, "w:tblStyle", val="TableGrid")
    _child(properties, "w:tblLayout", type="fixed")
    grid = _child(table, "w:tblGrid")
    for width in widths_cm:
        _child(grid, "w:gridCol", w=str(round(width * 567)))
    table.append(_table_row(headings, is_heading=True))
    return table


def _table_row(texts: list[str], *, is_heading: bool = False) -> Any:
    row = OxmlElement("w:tr")
    properties = _child(row, "w:trPr")
    _child(properties, "w:cantSplit")
    if is_heading:
        _child(properties, "w:tblHeader")
    for text in texts:
        cell = _child(row, "w:tc")
        for line in _clean(text).split("\n"):
            _paragraph(cell, line, is_heading)
    return row


def _paragraph(cell: Any, line: str, is_bold: bool) -> None:
    run = _child(_child(cell, "w:p"), "w:r")
    if is_bold:
        _child(_child(run, "w:rPr"), "w:b")
    for index, piece in enumerate(line.split("\t")):
        if index:
            _child(run, "w:tab")
        text = _child(run, "w:t")
        text.text = piece
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _child(parent: Any, name: str, **attributes: str) -> Any:
    child = OxmlElement(name)
    for key, value in attributes.items():
        child.set(qn(f"w:{key}"), value)
    parent.append(child)
    return child


def _date_words(row: Row) -> str:
    return _clean(row.date_text) or (cell_text(row.date) if row.date else "")


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def _saved(file: Any) -> bytes:
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()
