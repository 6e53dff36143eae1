"""Has a Word file read by a process of its own, and gives what was found in it."""

from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile

from chronology.reading.limits import DEFAULT_LIMITS, Limits
from chronology.reading.sandbox import ask
from reviews.reading.blocks import Found, from_json

READER = "reviews.reading.child"
# A report of a hundred pages has about 400,000 characters.
REPORT_LIMITS = replace(DEFAULT_LIMITS, text_characters=2_000_000)


def read_word(content: bytes, limits: Limits = REPORT_LIMITS) -> Found:
    """The blocks of a Word document. Raises RefusedError, whatever the bytes are."""
    with NamedTemporaryFile(prefix="review-") as file:
        file.write(content)
        file.flush()
        return from_json(ask(READER, Path(file.name), limits))
