"""The limited process that makes a paper fit to be bound in.

`python -m scr.documents.paper_child FILE BOUNDS` prints {"pages": 3} or {"refused": "locked"} on a line, and
then the paper as a plain PDF: its pages as they are drawn and nothing else, with no packed structure left
that could unpack to more. Knows neither the settings nor the database.
"""

import json
import zlib
from io import BytesIO
from pathlib import Path

import pikepdf

from scr.confined.bounds import Bounds
from scr.confined.child import run

# What a meeting can look at; a paper with more pages is handed out by itself.
MOST_PAGES = 300
# What the drawing of one page may come to. A scan is a picture and counts for nothing here; a small file that
# unpacks to more is made to exhaust the server.
MOST_OCTETS = 64 * 1024 * 1024
A4 = (0, 0, 595, 842)
# What is in a page and not shown on paper.
NOT_DRAWN = ("/Annots", "/AA", "/StructParents", "/Metadata", "/PieceInfo")


class CannotBind(Exception):
    """The reason is a key of templates/pdf/sheets.html."""


def plain(path: Path) -> tuple[int, bytes]:
    """The number of pages and the paper as a plain PDF. Raises CannotBind."""
    try:
        with pikepdf.open(path) as paper:
            pages = len(paper.pages)
            if not 0 < pages <= MOST_PAGES:
                raise CannotBind("long" if pages else "damaged")
            if any(_octets_to_draw(page) > MOST_OCTETS for page in paper.pages):
                raise CannotBind("long")
            for page in paper.pages:
                _strip(page)
            _try_to_draw(paper)
            return pages, _rewritten(paper)
    except pikepdf.PasswordError as locked:
        raise CannotBind("locked") from locked
    except (CannotBind, MemoryError):
        raise
    except Exception as damaged:
        raise CannotBind("damaged") from damaged


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


def _strip(page: pikepdf.Page) -> None:
    for key in NOT_DRAWN:
        if key in page.obj:
            del page.obj[key]


def _try_to_draw(paper: pikepdf.Pdf) -> None:
    """Draw a paper by itself first: a file may open and still break on one of its pages.

    That would end the whole pack, and nobody would know by which paper.
    """
    with pikepdf.new() as trial:
        for page in paper.pages:
            trial.add_blank_page()
            trial.pages[-1].add_underlay(page, pikepdf.Rectangle(*A4))
        trial.save(BytesIO())


def _rewritten(paper: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    with pikepdf.new() as only_pages:
        only_pages.pages.extend(paper.pages)
        only_pages.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def _answer(path: Path, _bounds: Bounds) -> bytes:
    try:
        pages, content = plain(path)
    except CannotBind as refusal:
        return json.dumps({"refused": str(refusal)}).encode() + b"\n"
    return json.dumps({"pages": pages}).encode() + b"\n" + content


if __name__ == "__main__":
    run(_answer, Bounds)
