"""Which heading of a Word file belongs to which section of the review, by likeness; a person corrects it.

How alike two headings must be is our own figure [P].
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from reviews.agency_outline import AgencySection, count_of_words
from reviews.reading.blocks import LOOKS_LIKE, Block, Found, What

ALIKE = 0.78
# Where a part of the file goes that is no text of a section.
RECOMMENDATIONS, PLAN = "recommendations", "plan"
ROWS = {
    RECOMMENDATIONS: ("Recommendations", "Recommendations for the agency", "Recommendations for action"),
    PLAN: ("Action plan", "SMART action plan", "Implementation plan", "Action plan for the agency"),
}
# "3.", "3.1", "IV)", "Section 4 -", "Appendix B:", "Q2." before the words of a heading
NUMBERING = re.compile(
    r"^\s*((section|part|chapter|appendix)\s+)?(\d+(\.\d+)*|[ivx]+(?=[.):])|[a-z](?=[.)]))?\s*[.):–-]*\s*",
    re.I,
)
ASKED = re.compile(
    r"^\W*(?:question|key line of enquiry|line of enquiry|kloe|kle|terms? of reference|tor|q)"
    r"\s*(?:no\.?\s*)?(\d{1,2})\b\W*(.*)$",
    re.I,
)


@dataclass(frozen=True)
class Part:
    """A piece of the file from one heading to the next, and where it is taken to belong ("" for nowhere).

    `is_continued`: it goes on with the section of the part above, so that its heading stays in the text.
    """

    number: int
    heading: str
    blocks: list[Block] = field(default_factory=list)
    level: int = 0
    target: str = ""
    is_continued: bool = False

    @property
    def plain(self) -> str:
        """What stands below the heading, without Markdown and in one line."""
        cells = (cell for one in self.blocks for row in one.rows for cell in row)
        return " ".join(" ".join([*(one.text for one in self.blocks), *cells]).split())

    @property
    def words(self) -> int:
        return count_of_words(self.plain)

    @property
    def text(self) -> str:
        """What stands below the heading, in Markdown."""
        return "\n\n".join(_joined(self.blocks))


def parts_of(found: Found, sections: Sequence[AgencySection]) -> list[Part]:
    """The file in parts, each with where it is taken to belong."""
    has_headings = sum(_is_real(one) for one in found.blocks) > 1
    parts = [Part(0, "")]
    for block in found.blocks:
        if block.what == What.HEADING and _begins_part(block, has_headings, sections):
            parts.append(Part(len(parts), block.text, level=block.level))
        else:
            parts[-1].blocks.append(_as_text(block))
    return list(_placed((one for one in parts if one.heading or one.blocks), sections))


def _is_real(block: Block) -> bool:
    return block.what == What.HEADING and block.level < LOOKS_LIKE


def _begins_part(block: Block, has_headings: bool, sections: Sequence[AgencySection]) -> bool:
    """Where a file uses Word's headings, a line in bold is one only if it says what a section says."""
    return _is_real(block) or not has_headings or bool(target_of(block.text, sections))


def _as_text(block: Block) -> Block:
    return Block(What.TEXT, f"**{block.text}**") if block.what == What.HEADING else block


def _placed(parts: Iterable[Part], sections: Sequence[AgencySection]) -> Iterator[Part]:
    """Below a heading that was recognised, deeper ones belong to it unless they are recognised themselves."""
    above, level = "", 0
    for part in parts:
        target = target_of(part.heading, sections)
        if target:
            above, level = target, part.level
        is_continued = not target and bool(above) and part.level > level
        if not target and not is_continued:
            above, level = "", 0
        yield Part(
            part.number,
            part.heading,
            part.blocks,
            part.level,
            above if is_continued else target,
            is_continued,
        )


def target_of(heading: str, sections: Sequence[AgencySection]) -> str:
    """The key of the section that a heading is most like, RECOMMENDATIONS, PLAN, or "" for none."""
    plain = _plain(heading)
    if not plain:
        return ""
    names = [(one.key, name) for one in sections for name in (one.title, *one.known_as)]
    names += [(key, name) for key, known_as in ROWS.items() for name in known_as]
    key, likeness = max(((key, alike(plain, _plain(name))) for key, name in names), key=lambda one: one[1])
    if likeness >= ALIKE:
        return key
    return _by_number(heading, sections)


def _by_number(heading: str, sections: Sequence[AgencySection]) -> str:
    """The question that a heading names by its number only."""
    asked = ASKED.match(heading)
    if not asked:
        return ""
    return next((one.key for one in sections if one.number == int(asked[1])), "")


def _plain(heading: str) -> str:
    asked = ASKED.match(heading)
    words = asked[2] if asked and asked[2] else NUMBERING.sub("", heading, count=1)
    return " ".join(re.findall(r"\w+", words.casefold()))


def alike(one: str, other: str) -> float:
    """How alike two headings are, from 0 to 1; one that has all the words of the other is much like it."""
    if not one or not other:
        return 0.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    fewer, more = sorted((set(one.split()), set(other.split())), key=len)
    is_contained = len(fewer) > 1 and fewer <= more and len(more) <= 2 * len(fewer)
    return max(ratio, 0.85) if is_contained else ratio


def _joined(blocks: list[Block]) -> Iterator[str]:
    """Paragraphs with their Markdown; the points of a list stand together."""
    points: list[str] = []
    for block in blocks:
        if block.what == What.POINT:
            points.append("- " + block.text.replace("\n", "\n  "))
            continue
        if points:
            yield "\n".join(points)
            points = []
        yield _table(block.rows) if block.what == What.TABLE else block.text
    if points:
        yield "\n".join(points)


def _table(rows: list[list[str]]) -> str:
    width = max((len(row) for row in rows), default=0)
    lines = [_line([*row, *[""] * (width - len(row))]) for row in rows]
    return "\n".join([*lines[:1], _line(["---"] * width), *lines[1:]]) if lines else ""


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def texts_for(parts: Iterable[Part], targets: Sequence[str]) -> dict[str, str]:
    """What each section would say, when its parts of the file are put together in their order."""
    texts: dict[str, list[str]] = {}
    for part, target in zip(parts, targets, strict=True):
        if target and target not in ROWS:
            said = texts.setdefault(target, [])
            said += [f"### {part.heading}"] if part.heading and (part.is_continued or said) else []
            said += [part.text] if part.text else []
    return {key: "\n\n".join(said) for key, said in texts.items() if said}
