"""Binding papers that people sent between pages of our own.

The page is laid out with an empty sheet for each page of each paper, so that page numbers are right and
every sheet carries its stamp; the paper's pages are then drawn onto the sheets as pictures are. So nothing
of a paper is taken over but what it shows: no script, no link, no attached file, no form.
"""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

import pikepdf
from django.template.loader import render_to_string

MARK = re.compile(r"<!--enclosed:([0-9a-f-]{36})-->")
# What a meeting can look at; a paper with more pages is handed out by itself.
MOST_PAGES = 300
# What the drawing of one page may come to. A scan is a picture and counts for nothing here; a small file that
# unpacks to more is made to exhaust the server.
MOST_OCTETS = 64 * 1024 * 1024
MM = 72 / 25.4
# Where a page of a paper stands on its sheet: left, bottom, right and top in mm of an A4 page.
PLACE = tuple(side * MM for side in (8, 13, 202, 267))


class CannotBind(Exception):
    """A paper that cannot be bound in; the reason is a key of templates/pdf/sheets.html."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Enclosure:
    """A paper that was sent in, as far as it can be bound: its bytes, or why there are none."""

    content: bytes = b""
    pages: int = 0
    refused: str = ""


def mark_of(document_id: UUID) -> str:
    """What stands in a page where a paper is to be bound in. Nobody can type it: typed text is escaped."""
    return f"<!--enclosed:{document_id}-->"


def enclosure_of(content: bytes) -> Enclosure:
    """A file as it can be bound in; of one that cannot be, the reason."""
    try:
        return Enclosure(content, _pages_in(content))
    except CannotBind as refusal:
        return Enclosure(refused=refusal.reason)


def _pages_in(content: bytes) -> int:
    try:
        with pikepdf.open(BytesIO(content)) as paper:
            pages = len(paper.pages)
            if not 0 < pages <= MOST_PAGES:
                raise CannotBind("long" if pages else "damaged")
            if any(_octets_to_draw(page) > MOST_OCTETS for page in paper.pages):
                raise CannotBind("long")
            _try_to_draw(paper)
    except pikepdf.PasswordError as locked:
        raise CannotBind("locked") from locked
    except (pikepdf.PdfError, zlib.error, ValueError, RuntimeError, TypeError) as damaged:
        raise CannotBind("damaged") from damaged
    return pages


def _octets_to_draw(page: pikepdf.Page) -> int:
    """How much the drawing of a page unpacks to, as far as it matters; nothing is kept of it."""
    contents = page.obj.get("/Contents")
    streams = contents if isinstance(contents, pikepdf.Array) else [contents]
    return sum(_unpacked(one) for one in streams if isinstance(one, pikepdf.Stream))


def _unpacked(stream: pikepdf.Stream) -> int:
    raw = stream.read_raw_bytes()
    filters = stream.get("/Filter", pikepdf.Array())
    names = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
    for name in names:
        if name == pikepdf.Name.FlateDecode:
            raw = zlib.decompressobj().decompress(raw, MOST_OCTETS + 1)
    return len(raw)


def _try_to_draw(paper: pikepdf.Pdf) -> None:
    """Draw a paper by itself first: a file may open and still break on one of its pages.

    That would end the whole pack, and nobody would know by which paper.
    """
    with pikepdf.new() as trial:
        for page in paper.pages:
            trial.add_blank_page()
            _strip(page)
            trial.pages[-1].add_underlay(page, pikepdf.Rectangle(*PLACE))
        trial.save(BytesIO())


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
                _strip(page)
                bound.pages[place].add_underlay(page, pikepdf.Rectangle(*PLACE))


def _strip(page: pikepdf.Page) -> None:
    """Take from a page what is not shown on paper."""
    for key in ("/Annots", "/AA", "/StructParents"):
        if key in page.obj:
            del page.obj[key]
