"""How the longer texts of the demo case are written down."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A headed part of a text; blank lines divide paragraphs, dates are `{day:-412}` (see dates.fill)."""

    key: str
    heading: str
    text: str


@dataclass(frozen=True)
class Answer:
    """An answer to a question of the procedure: yes or no where it asks for that, and the words beside it."""

    key: str
    text: str
    is_yes: bool | None = None


def prose(text: str) -> str:
    """The paragraphs of a text without the line breaks that only keep the source narrow."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text.strip()))


def word_count(sections: tuple[Section, ...]) -> int:
    """How many words stand in the sections, headings not counted."""
    return sum(len(section.text.split()) for section in sections)


_HEAD = re.compile(r"^# ([a-z_]+) \| (.+)$", re.MULTILINE)


def sections(text: str) -> tuple[Section, ...]:
    """Sections written one after another, each below a line `# key | Heading`."""
    parts = _HEAD.split(text.strip())
    return tuple(
        Section(key, heading, prose(body))
        for key, heading, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    )
