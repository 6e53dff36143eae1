"""A PDF made to exhaust the server harms the limited process that opens it, and nothing else."""

import os
import resource
import zlib
from io import BytesIO

import pikepdf
import pytest

from scr.confined.bounds import MEBIBYTE, Bounds
from scr.documents import binding
from scr.documents.binding import Enclosure, enclosure_of

OBJECTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
)


def packed(begin: bytes, mebibytes: int) -> bytes:
    """What unpacks to these octets and then so many mebibytes of blanks; a thousandth of it."""
    blanks = b" " * MEBIBYTE
    packer = zlib.compressobj(9)
    start = packer.compress(begin) + packer.flush(zlib.Z_FULL_FLUSH)
    first, again = (packer.compress(blanks) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    check = zlib.adler32(begin)
    for _ in range(mebibytes):
        check = zlib.adler32(blanks, check)
    return start + first + again * (mebibytes - 1) + b"\x03\x00" + check.to_bytes(4, "big")


def with_packed_structure(mebibytes: int) -> bytes:
    """A PDF of one page whose catalogue stands in a packed stream, which unpacks to so much."""
    places, body = b"", b""
    for number, one in enumerate(OBJECTS, 1):
        places += b"%d %d " % (number, len(body))
        body += one + b" "
    stream = packed(places + body, mebibytes)
    head = b"<</Type/ObjStm/N 3/First %d/Filter/FlateDecode/Length %d>>" % (len(places), len(stream))
    out = b"%PDF-1.7\n"
    at_objects = len(out)
    out += b"4 0 obj\n" + head + b"\nstream\n" + stream + b"\nendstream\nendobj\n"
    at_table = len(out)
    rows = [(0, 0, 65535), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, at_objects, 0), (1, at_table, 0)]
    table = b"".join(bytes([a]) + b.to_bytes(4, "big") + c.to_bytes(2, "big") for a, b, c in rows)
    head = b"<</Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/Length %d>>" % len(table)
    out += b"5 0 obj\n" + head + b"\nstream\n" + table + b"\nendstream\nendobj\n"
    return out + b"startxref\n%d\n%%%%EOF\n" % at_table


def pdf(pages: int = 1) -> bytes:
    out = BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def nested(levels: int) -> bytes:
    return pdf().replace(b"endobj", b"[" * levels + b"]" * levels + b"\nendobj", 1)


def test_packed_structure_is_unpacked_within_bounds_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same file is bound in where a process may use more, and one that unpacks to little always."""
    small, large = with_packed_structure(1), with_packed_structure(600)
    assert len(large) < MEBIBYTE
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert enclosure_of(small).pages == 1
    assert enclosure_of(large).refused
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024
    monkeypatch.setattr(binding, "BOUNDS", Bounds(memory_bytes=4096 * MEBIBYTE))
    assert enclosure_of(large).pages == 1


@pytest.mark.parametrize("bounds", [Bounds(wall_seconds=0), Bounds(output_bytes=100)])
def test_a_process_that_takes_too_long_or_says_too_much_is_stopped(
    bounds: Bounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binding, "BOUNDS", bounds)
    assert enclosure_of(pdf()) == Enclosure(refused="long")


def test_what_is_bound_in_has_no_packed_structure_left() -> None:
    plain = enclosure_of(pdf(3))
    assert plain.pages == 3
    assert b"/ObjStm" in pdf(3) and b"/ObjStm" not in plain.content


@pytest.mark.parametrize("levels", [1, 100_000])
def test_a_file_nested_without_end_is_refused_or_read_and_nothing_breaks(levels: int) -> None:
    enclosure = enclosure_of(nested(levels))
    assert bool(enclosure.pages) != bool(enclosure.refused)


def test_the_longest_paper_is_bound_in_and_a_longer_one_not() -> None:
    assert enclosure_of(pdf(300)).pages == 300
    assert enclosure_of(pdf(301)) == Enclosure(refused="long")


def test_the_file_it_is_handed_in_goes_with_it(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert enclosure_of(pdf()).pages == 1
    assert os.listdir(str(tmp_path)) == []
