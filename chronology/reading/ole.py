"""Looks into the container of the old Office formats (.xls, .doc): its list of streams, and the bytes of one.

A chain of sectors that goes round is refused: the parser that comes after would follow it until the memory is
full.
"""

import struct
from array import array
from dataclasses import dataclass
from itertools import islice

from chronology.reading.grid import RefusedError

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_REAL_SECTOR = 0xFFFFFFFA
_ENTRY_SIZE = 128
_STREAM, _ROOT = 2, 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A stream, a storage or the root of the container: its first sector, and its size in bytes."""

    name: str
    kind: int
    start: int
    size: int


class Container:
    """The container in some bytes. Raises RefusedError where it is damaged."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._open()
        except (struct.error, IndexError, ValueError) as error:
            raise RefusedError("C07") from error

    def names(self) -> set[str]:
        """The names of all streams and storages."""
        return {entry.name for entry in self._entries}

    def stream(self, *names: str) -> bytes:
        """The bytes of the first stream with one of these names. Raises RefusedError."""
        found = [one for name in names for one in self._entries if one.name == name and one.kind == _STREAM]
        if not found:
            raise RefusedError("C07")
        try:
            return self._bytes_of(found[0])
        except IndexError as error:
            raise RefusedError("C07") from error

    def _open(self) -> None:
        self._size, self._small = 1 << self._word(30, "<H"), 1 << self._word(32, "<H")
        if not 128 <= self._size <= 4096 or not 16 <= self._small <= 4096:
            raise ValueError("sizes of sectors")
        self._longest = len(self._data) // self._size + 1
        self._table = self._numbers(self._table_sectors())
        self._entries = list(self._read_entries(self._chained(self._word(48))))
        roots = [entry for entry in self._entries if entry.kind == _ROOT]
        self._mini = self._chained(roots[0].start)
        self._mini_table = self._numbers(self._chain(self._word(60), self._table))
        self._cutoff = self._word(56)

    def _word(self, place: int, form: str = "<I") -> int:
        value: int = struct.unpack_from(form, self._data, place)[0]
        return value

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _table_sectors(self) -> list[int]:
        """The sectors of the table: 109 in the head, more in a chain of their own."""
        found = list(struct.unpack_from("<109I", self._data, 76))
        following = self._word(68)
        for _turn in range(self._longest):
            if following > _LAST_REAL_SECTOR:
                break
            more = array("I", self._sector(following))
            found.extend(more[:-1])
            following = more[-1]
        else:
            raise IndexError("a chain that goes round")
        return [sector for sector in found if sector < self._longest]

    def _numbers(self, sectors: list[int]) -> "array[int]":
        return array("I", b"".join(self._sector(sector) for sector in sectors))

    def _chain(self, start: int, table: "array[int]") -> list[int]:
        found: list[int] = []
        sector = start
        while sector <= _LAST_REAL_SECTOR:
            if len(found) > len(table):
                raise IndexError("a chain that goes round")
            found.append(sector)
            sector = table[sector]
        return found

    def _chained(self, start: int) -> bytes:
        return b"".join(self._sector(sector) for sector in self._chain(start, self._table))

    def _bytes_of(self, entry: Entry) -> bytes:
        if entry.size >= self._cutoff:
            return self._chained(entry.start)[: entry.size]
        pieces = (number * self._small for number in self._chain(entry.start, self._mini_table))
        return b"".join(self._mini[start : start + self._small] for start in pieces)[: entry.size]

    def _read_entries(self, data: bytes) -> list[Entry]:
        starts = range(0, len(data) - _ENTRY_SIZE + 1, _ENTRY_SIZE)
        return [entry for start in islice(starts, 10_000) if (entry := _entry(data[start : start + 128]))]


def _entry(data: bytes) -> Entry | None:
    length, kind = struct.unpack_from("<HB", data, 64)
    if not kind or not 2 <= length <= 64:
        return None
    start, size = struct.unpack_from("<II", data, 116)
    return Entry(data[: length - 2].decode("utf-16-le", "replace"), kind, start, size)
