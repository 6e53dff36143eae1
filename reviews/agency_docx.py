"""An agency's report as a Word file that says the same as its PDF, with Word's own headings and tables."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from markdown_it.token import Token

from reviews.agency_outline import FAMILY_SECTION
from reviews.agency_report import AgencyReport, Reviewer, Written, lacks_of
from reviews.report import MARKDOWN
from scr.cases.family import Family, Member
from scr.dates import day_words

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
DEEPEST_LIST = 3  # of Word's own styles for lists
FAMILY = ("Name", "Born", "Died", "Related", "Household")
PLAN = ("For number", "Action", "Who", "By when", "How it will be known", "What it takes")
RECOMMENDED = ("Number", "Recommendation", "Who sees to it")
NOT_SAID = "Not said"


def report_docx(report: AgencyReport) -> bytes:
    """The report in Word, complete or not."""
    document = _document(report)
    _front_page(document, report)
    for number, one in enumerate(report.sections, 1):
        _section(document, number, one)
        if one.section.key == FAMILY_SECTION:
            _family(document, report.family)
    _proposals(document, report)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _document(report: AgencyReport) -> Any:
    document = docx.Document()
    document.core_properties.title = _clean(f"Review by {report.agency.name}")
    document.core_properties.author = _clean(report.agency.name)
    document.core_properties.language = "en-GB"
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.get_or_add_rPr().append(language)
    document.sections[0].header.paragraphs[0].text = _clean(f"Confidential. {report.case.code_name}")
    _number_pages(document.sections[0].footer.paragraphs[0])
    return document


def _number_pages(paragraph: Any) -> None:
    """ "Page 3 of 12", which Word counts itself."""
    for words, counted in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(words)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), counted)
        paragraph._p.append(field)


def _front_page(document: Any, report: AgencyReport) -> None:
    document.add_heading(_clean(f"Review by {report.agency.name}"), 0)
    if lacks_of(report):
        document.add_paragraph("Not complete: sections are still to be written.")
    for name, value in _facts(report):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(_clean(value))
    document.add_paragraph(_clean(report.case.procedure.standing_statement))
    if report.questions:
        document.add_heading("Questions of the terms of reference", 1)
        for number, question in enumerate(report.questions, 1):
            document.add_paragraph(_clean(f"{number}. {question}"), style="List")


def _facts(report: AgencyReport) -> Iterator[tuple[str, str]]:
    yield "Case", f"{report.case.code_name}, {report.case.reference}"
    for one in report.reviewers:
        yield "Reviewer", _reviewer(one)
    yield "Review asked for", _day(report.asked_at, "not yet")
    yield "Records secured", _day(report.secured_at, "not attested yet")
    if report.coverage:
        yield "Services covered", ", ".join(report.coverage.services)
    if report.coverage and report.coverage.agreed_on:
        agreed = f"agreed by {report.coverage.agreed_by} on {day_words(report.coverage.agreed_on)}"
        yield "Reviewed separately", f"{', '.join(report.coverage.separate)}; {agreed}: {report.coverage.why}"
    if report.terms:
        yield (
            "Terms of reference",
            f"version {report.terms.version}, signed on {day_words(report.terms.signed_at)}",
        )
        yield "Period", f"{day_words(report.terms.period_from)} to {day_words(report.terms.period_to)}"


def _reviewer(one: Reviewer) -> str:
    post = f", {one.user.job_title}" if one.user.job_title else ""
    if one.independent_since is None:
        return f"{one.user.full_name}{post}"
    stated = f"as stated on {day_words(one.independent_since)}"
    return f"{one.user.full_name}{post}; had no part in the case and manages nobody who had, {stated}"


def _day(moment: datetime | None, otherwise: str) -> str:
    return day_words(moment) if moment else otherwise


def _section(document: Any, number: int, one: Written) -> None:
    asked = f"Question {one.section.number}: " if one.section.is_question else ""
    document.add_heading(_clean(f"{number}. {asked}{one.section.title}"), 1)
    if one.text:
        _Markdown(document).write(one.text)
    elif one.nothing_to_say:
        document.add_paragraph(_clean(f"There is nothing to say here: {one.nothing_to_say}"))
    else:
        document.add_paragraph("Not written yet.")


def _family(document: Any, family: Family) -> None:
    """What the genogram of the PDF shows, in words: Word draws no picture of lines and symbols."""
    if family.members:
        _table(document, [FAMILY, *(_member(one) for one in family.members)])


def _member(one: Member) -> tuple[str, ...]:
    person = one.person
    born = person.born.words if person.born else "Not known"
    died = person.died.words if person.died else ""
    return person.name_and_code, born, died, "\n".join(one.related), one.household


def _proposals(document: Any, report: AgencyReport) -> None:
    document.add_heading(f"{len(report.sections) + 1}. Recommendations", 1)
    recommended = [
        (str(one.number), one.text, one.owner or "Not named yet") for one in report.recommendations
    ]
    _table_or(document, RECOMMENDED, recommended, "The agency makes no recommendations.")
    document.add_heading(f"{len(report.sections) + 2}. Action plan", 1)
    planned = [
        (
            str(one.number or ""),
            one.what,
            one.owner_post,
            day_words(one.due_on),
            one.measure,
            one.resources or NOT_SAID,
        )
        for one in report.actions
    ]
    _table_or(document, PLAN, planned, "There is no action plan.")


def _table_or(document: Any, headings: Sequence[str], rows: Sequence[Sequence[str]], otherwise: str) -> None:
    if rows:
        _table(document, [headings, *rows])
    else:
        document.add_paragraph(otherwise)


def _table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    """A table whose first row is its heading, also on the next page."""
    table = document.add_table(rows=0, cols=max(len(row) for row in rows), style="Table Grid")
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=False):
            cell.text = _clean(text)
    first = table.rows[0]
    first._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in first.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


class _Markdown:
    """Writes a section's Markdown into the document, as far as the PDF shows it.

    Points are numbered in words of their own: Word would count on from the list before.
    """

    def __init__(self, document: Any) -> None:
        self._document = document
        # For each list that is open the number of its point, None where points have none.
        self._lists: list[int | None] = []
        self._begins_point = False
        self._heading = 0
        self._rows: list[list[str]] | None = None

    def write(self, text: str) -> None:
        for token in MARKDOWN.parse(text):
            self._take(token)

    def _take(self, token: Token) -> None:
        if token.type.endswith(("list_open", "list_close", "item_open")):
            self._take_list(token)
        elif token.type in ("table_open", "tr_open", "table_close"):
            self._take_table(token.type)
        elif token.type == "heading_open":
            self._heading = max(2, min(int(token.tag[1:]), 6))
        elif token.type == "inline":
            self._take_inline(token.children or [])
        elif token.type in ("fence", "code_block"):
            self._document.add_paragraph(_clean(token.content.rstrip()))

    def _take_list(self, token: Token) -> None:
        if token.type == "bullet_list_open":
            self._lists.append(None)
        elif token.type == "ordered_list_open":
            self._lists.append(int(token.attrGet("start") or 1) - 1)
        elif token.type == "list_item_open":
            number = self._lists[-1]
            self._lists[-1] = None if number is None else number + 1
            self._begins_point = True
        else:
            self._lists.pop()

    def _take_table(self, kind: str) -> None:
        if kind == "table_open":
            self._rows = []
        elif kind == "tr_open" and self._rows is not None:
            self._rows.append([])
        elif kind == "table_close" and self._rows:
            _table(self._document, self._rows)
            self._rows = None

    def _take_inline(self, children: Sequence[Token]) -> None:
        if self._rows is not None:
            self._rows[-1].append("".join(text for text, _, _ in _runs(children)))
            return
        paragraph = self._paragraph()
        for text, is_bold, is_italic in _runs(children):
            run = paragraph.add_run(_clean(text))
            run.bold, run.italic = is_bold or None, is_italic or None

    def _paragraph(self) -> Any:
        if self._heading:
            level, self._heading = self._heading, 0
            return self._document.add_heading("", level)
        if not self._lists:
            return self._document.add_paragraph()
        number, begins, self._begins_point = self._lists[-1], self._begins_point, False
        depth = min(len(self._lists), DEEPEST_LIST)
        kind = "List Continue" if not begins else "List Bullet" if number is None else "List"
        paragraph = self._document.add_paragraph(style=kind + (f" {depth}" if depth > 1 else ""))
        if begins and number is not None:
            paragraph.add_run(f"{number}. ")
        return paragraph


def _runs(children: Iterable[Token]) -> Iterator[tuple[str, bool, bool]]:
    """Pieces of a line, each with whether it is bold and whether it is in italics."""
    bold = italic = 0
    for token in children:
        bold += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        italic += {"em_open": 1, "em_close": -1}.get(token.type, 0)
        if token.type in ("softbreak", "hardbreak"):
            yield ("\n" if token.type == "hardbreak" else " "), bold > 0, italic > 0
        elif token.content:
            yield token.content, bold > 0, italic > 0


def _clean(text: str) -> str:
    return NOT_IN_XML.sub("\ufffd", text)
