"""How much a chronology file may ask of the machine."""

from dataclasses import dataclass

from scr.confined.bounds import MEBIBYTE, Bounds


@dataclass(frozen=True, slots=True)
class Limits(Bounds):
    """Sizes in bytes, times in seconds. A file within all of these is read; any other is refused with the
    reason."""

    file_bytes: int = 50 * MEBIBYTE
    unpacked_bytes: int = 300 * MEBIBYTE
    # Deflate reaches about 1,000; a document of nearly equal rows 150. Small parts may be any ratio.
    ratio: int = 500
    ratio_from_bytes: int = 4 * MEBIBYTE
    members: int = 2_000
    rows: int = 20_000
    columns: int = 60
    # What one Excel cell can hold; a longer text would be cut by the next program that opens it.
    cell_characters: int = 32_767
    text_characters: int = 20_000_000


DEFAULT_LIMITS = Limits()
