"""Binding papers that people sent between pages of our own.

The page is laid out with an empty sheet for each page of each paper, so that page numbers are right and
every sheet carries its stamp; the paper's pages are then drawn onto the sheets as pictures are. So nothing
of a paper is taken over but what it shows: no script, no link, no attached file, no form.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

import pikepdf
from django.template.loader import render_to_string

from scr.confined.bounds import MEBIBYTE, Bounds
from scr.confined.process import Stopped, output_of

MARK = re.compile(r"<!--enclosed:([0-9a-f-]{36})-->")
READER = "scr.documents.paper_child"
BOUNDS = Bounds(memory_bytes=512 * MEBIBYTE)
MM = 72 / 25.4
# Where a page of a paper stands on its sheet: left, bottom, right and top in mm of an A4 page.
PLACE = tuple(side * MM for side in (8, 13, 202, 267))


@dataclass(frozen=True)
class Enclosure:
    """A paper that was sent in, as far as it can be bound: a plain PDF, or why there is none.

    `refused` is a key of templates/pdf/sheets.html.
    """

    content: bytes = b""
    pages: int = 0
    refused: str = ""


def mark_of(document_id: UUID) -> str:
    """What stands in a page where a paper is to be bound in. Nobody can type it: typed text is escaped."""
    return f"<!--enclosed:{document_id}-->"


def enclosure_of(content: bytes) -> Enclosure:
    """A file as it can be bound in, made plain by a limited process; of one that cannot be, the reason."""
    with NamedTemporaryFile(prefix="paper-") as file:
        file.write(content)
        file.flush()
        try:
            answer, _, plain = output_of(READER, Path(file.name), BOUNDS).partition(b"\n")
        except Stopped:
            return Enclosure(refused="long")
    return Enclosure(content=plain, **json.loads(answer))


def with_sheets(html: str, enclosures: Mapping[UUID, Enclosure]) -> str:
    """A page with a sheet for each page of each paper at its mark, or the reason why there is none."""

    def sheets(found: re.Match[str]) -> str:
        document_id = UUID(found[1])
        enclosure = enclosures.get(document_id, Enclosure(refused="closed"))
        context = {"enclosure": enclosure, "name": document_id, "numbers": range(1, enclosure.pages + 1)}
        return render_to_string("pdf/sheets.html", context)

    return MARK.sub(sheets, html)


def sheet_name(document_id: UUID, number: int) -> str:
    """The anchor of the sheet for one page of a paper, as templates/pdf/sheets.html writes it."""
    return f"sheet-{document_id}-{number}"


def drawn(pdf: bytes, sheets: Mapping[str, int], enclosures: Mapping[UUID, Enclosure]) -> bytes:
    """The PDF with each page of each paper drawn onto its sheet; `sheets` says which page of it that is.

    What is drawn has no tags, so that the whole no longer claims to be accessible throughout (PDF/UA); our
    own pages stay tagged as they were.
    """
    with pikepdf.open(BytesIO(pdf)) as bound:
        for document_id, enclosure in enclosures.items():
            if enclosure.pages:
                _draw(bound, document_id, enclosure, sheets)
        with bound.open_metadata() as metadata:
            if "pdfuaid:part" in metadata:
                del metadata["pdfuaid:part"]
        out = BytesIO()
        bound.save(out)
    return out.getvalue()


def _draw(bound: pikepdf.Pdf, document_id: UUID, enclosure: Enclosure, sheets: Mapping[str, int]) -> None:
    with pikepdf.open(BytesIO(enclosure.content)) as paper:
        for number, page in enumerate(paper.pages, 1):
            place = sheets.get(sheet_name(document_id, number))
            if place is not None:
                bound.pages[place].add_underlay(page, pikepdf.Rectangle(*PLACE))
