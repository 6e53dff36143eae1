"""What a Word document holds, in its order: headings, paragraphs, points of lists, tables.

It travels from the limited process to its parent as JSON, as a chronology's grids do.
"""

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

# The level of what only looks like a heading: a short paragraph in bold.
LOOKS_LIKE = 9


class What(StrEnum):
    HEADING = "heading"
    TEXT = "text"
    POINT = "point"
    TABLE = "table"


@dataclass(frozen=True)
class Block:
    """One heading (with its level, 1 at the top), paragraph, point or table (with its cells)."""

    what: str
    text: str = ""
    level: int = 0
    rows: list[list[str]] = field(default_factory=list)


@dataclass
class Found:
    """All of a document. `pictures` are counted, as they cannot be taken over."""

    blocks: list[Block] = field(default_factory=list)
    pictures: int = 0


def to_json(found: Found) -> str:
    return json.dumps(asdict(found))


def from_json(data: dict[str, Any]) -> Found:
    return Found([Block(**one) for one in data["blocks"]], data["pictures"])
