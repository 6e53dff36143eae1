"""What stands in a row beside its words: footnotes, pictures, text boxes, deleted text."""

from collections.abc import Iterable, Iterator

from chronology.reading.grid import Note

# The number of a message, and the text left out where there is one.
Aside = tuple[str, str]


def notes_on(aside: Iterable[Aside], sheet: str, row: int) -> Iterator[Note]:
    """One note for each kind of thing left out of a row, with all its texts."""
    texts: dict[str, list[str]] = {}
    for code, text in aside:
        texts.setdefault(code, []).append(text)
    for code, found in texts.items():
        yield Note(code, sheet, row, words={"text": " … ".join(filter(None, found))})
