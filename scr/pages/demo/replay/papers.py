"""The files that people of the demo send: reports and evidence in Word, and a chronology full of faults."""

import io
from collections.abc import Iterable

import docx
from openpyxl import Workbook

from scr.pages.demo.faulty import FaultyFile
from scr.pages.demo.prose import Section


def report(title: str, sections: Iterable[Section]) -> bytes:
    """A report in Word, a heading for each section; dates are written in already."""
    paper = docx.Document()
    paper.add_heading(title, level=0)
    for section in sections:
        paper.add_heading(section.heading, level=1)
        for paragraph in section.text.split("\n\n"):
            paper.add_paragraph(paragraph)
    kept = io.BytesIO()
    paper.save(kept)
    return kept.getvalue()


def evidence(title: str, text: str) -> bytes:
    """A page of Word that shows what an update says."""
    return report(title, [Section("evidence", "What this shows", text)])


def workbook(file: FaultyFile) -> bytes:
    """A faulty chronology as the workbook that an agency typed."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in file.sheets:
        page = book.create_sheet(sheet.name)
        for row in (sheet.headings, *sheet.rows):
            page.append(row)
        for cells in sheet.merged:
            page.merge_cells(cells)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
