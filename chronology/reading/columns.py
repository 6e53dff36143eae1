"""The columns of a chronology: the seven of the template (seed 004, chronology pro forma), those that a case
adds, and how the headings of an agency's own table are recognised as one of them.

A heading of the template is recognised by its opening words, whatever its case, spacing and notes in
brackets; others by the words that agencies use, and by likeness where a word is mistyped.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal

ROWS_SHEET = "Chronology"
STAFF_SHEET = "Staff ID list"
GUIDANCE_SHEET = "Guidance"
# What we write into a file that goes back with remarks, and never read as part of it.
MESSAGES_SHEET = "Messages"
CHECK_HEADING = "Check (this column is not read)"

# A heading is short; a long text that happens to begin with the same words is a row.
LONGEST_HEADING = 200
# So many recognised headings make a row of headings; fewer are a coincidence.
FEWEST_HEADINGS = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its field name, its heading, what belongs in it, and the pattern its heading answers to."""

    key: str
    heading: str
    guidance: str
    pattern: re.Pattern[str]


COLUMNS: tuple[Column, ...] = (
    Column(
        "date",
        "Date",
        "One complete date: day, month, year. No period and no time of day. If the exact date is not known, "
        "give your best estimate and write 'exact date not known' in the text of the row.",
        re.compile(r"^dates?( of (the )?(event|contact|entry|incident))?( dd mm yyyy| day month year)?$"),
    ),
    Column(
        "child_contact",
        "Contact with child",
        "What was seen, heard and done with the child: direct contact, medical information, reports, "
        "observations.",
        re.compile(r"^(direct )?contacts? with (the )?(child|children|young person)\b(?! s\b)"),
    ),
    Column(
        "family_contact",
        "Contact with parents, carers and other family members",
        "What was said and done with parents, carers and other family members.",
        re.compile(r"^(direct )?contacts? with (the )?(child(ren)? s )?(parent|carer|family|mother|father)"),
    ),
    Column(
        "communication",
        "Communication within and between agencies",
        "Calls, letters, referrals and meetings inside your agency and with others: "
        "who told whom what, and what was decided.",
        re.compile(r"^(inter|intra)( ?agency)?\b|^((agency|professional) )?communications?\b"),
    ),
    Column(
        "source",
        "Source of record",
        "Where this is recorded: which file, register or system, and the page where there is one.",
        re.compile(r"^sources?\b"),
    ),
    Column(
        "staff",
        "Staff involved",
        "Initials only. Say whose they are (their post) in the separate staff ID list.",
        re.compile(r"^staff\b(?! id)"),
    ),
    Column(
        "comment",
        "Comment",
        "Anything you wish to explain, clarify or query.",
        re.compile(r"^(author s )?comments?\b"),
    ),
)

KEYS: tuple[str, ...] = tuple(column.key for column in COLUMNS)
HEADINGS: dict[str, str] = {column.key: column.heading for column in COLUMNS}
# What happened is told in these; source and staff only say where and who, the comment is the author's own.
NARRATIVE_KEYS = ("child_contact", "family_contact", "communication")
TEXT_KEYS = KEYS[1:]


# What agencies call these columns where they do not use the template, in plain words.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "date": (
        "date time",
        "date and time",
        "date event",
        "event date",
        "date of event",
        "date of contact",
        "when",
        "day",
        "date recorded",
        "entry date",
        "contact date",
        "incident date",
        "date from",
        "start date",
    ),
    "child_contact": (
        "child",
        "contact",
        "event",
        "events",
        "narrative",
        "details",
        "detail",
        "description",
        "what happened",
        "summary",
        "summary of contact",
        "summary of event",
        "details of contact",
        "details of event",
        "significant event",
        "significant events",
        "entry",
        "notes",
        "case note",
        "record",
        "observations",
        "involvement",
        "information",
        "event details",
        "description of event",
        "incident",
        "activity",
    ),
    "family_contact": (
        "family",
        "parents",
        "parent",
        "carer",
        "contact with family",
        "contact with mother",
        "contact with father",
        "family contact",
        "parents carers",
        "contact with parents",
        "contact with adults",
        "family members",
    ),
    "communication": (
        "communication",
        "agency contact",
        "liaison",
        "multi agency",
        "professionals",
        "contact with agencies",
        "contact with other agencies",
        "information sharing",
        "actions",
        "action",
        "action taken",
        "outcome",
        "outcomes",
        "decision",
        "decisions",
        "response",
        "outcome and action",
    ),
    "source": (
        "source",
        "source of information",
        "source of evidence",
        "record source",
        "evidence",
        "file",
        "reference",
        "document",
        "where recorded",
        "system",
        "source document",
        "ref",
    ),
    "staff": (
        "staff",
        "staff member",
        "worker",
        "author",
        "professional",
        "practitioner",
        "officer",
        "by whom",
        "who",
        "professional involved",
        "staff initials",
        "initials",
        "name of worker",
        "recorded by",
        "clinician",
    ),
    "comment": (
        "comment",
        "comments",
        "analysis",
        "reviewer s comment",
        "reviewers comments",
        "author comment",
        "remarks",
        "query",
        "queries",
        "commentary",
        "observations of author",
        "imr author comment",
        "notes of author",
    ),
}
# Two headings are alike from this share of their letters in the same order: "Naritive" is, "Name" is not.
ALIKE = 0.82
SHORTEST_ALIKE, LONGEST_ALIKE = 5, 60
How = Literal["exact", "alike", "remembered", "chosen", ""]


@dataclass(frozen=True, slots=True)
class AddedColumn:
    """A column that a case adds to the seven: key "added_1" to "added_5"."""

    key: str
    heading: str
    guidance: str


def with_added(
    added: Sequence[AddedColumn], *, reworded: Mapping[str, tuple[str, str]] | None = None
) -> tuple[Column, ...]:
    """The seven columns, each as a case words it where it does, and those that it adds."""
    words = reworded or {}
    seven = [
        replace(column, heading=words[column.key][0], guidance=words[column.key][1])
        if column.key in words
        else column
        for column in COLUMNS
    ]
    return (*seven, *(Column(one.key, one.heading, one.guidance, _NEVER) for one in added))


_NEVER = re.compile("$^")


def heading_key(text: str, columns: Sequence[Column] = COLUMNS) -> str | None:
    """The column whose heading this cell holds, or None."""
    if not text or len(text) > LONGEST_HEADING:
        return None
    plain = _plain(text)
    by_wording = next((column.key for column in columns if plain == _plain(column.heading)), None)
    return by_wording or next((column.key for column in columns if column.pattern.search(plain)), None)


def likely_key(text: str, columns: Sequence[Column] = COLUMNS) -> str | None:
    """The column that this cell most likely heads, by the words that agencies use; None where none is."""
    if not text or len(text) > LONGEST_ALIKE:
        return None
    return _likely(_plain(text), tuple(columns))


@lru_cache(maxsize=2_000)
def _likely(plain: str, columns: tuple[Column, ...]) -> str | None:
    """Its own words are looked up first: telling what is alike takes a thousand times as long."""
    words = {word: column.key for column in reversed(columns) for word in _words_for(column)}
    if plain in words or len(plain) < SHORTEST_ALIKE:
        return words.get(plain)
    near = get_close_matches(
        plain, [word for word in words if len(word) >= SHORTEST_ALIKE], n=1, cutoff=ALIKE
    )
    return words[near[0]] if near else None


def _words_for(column: Column) -> tuple[str, ...]:
    return (*SYNONYMS.get(column.key, ()), _plain(column.heading))


def heading_name(text: str, place: int) -> str:
    """What a column of a file is known by: its heading, or its number where it has none."""
    return _plain(text)[:200] or f"#{place + 1}"


def is_staff_heading(cells: list[str]) -> bool:
    """Whether these cells head a staff ID list: initials, then the post."""
    filled = [cell for cell in cells if cell][:2]
    if len(filled) < 2 or not filled[0].casefold().startswith(("staff", "initial", "id")):
        return False
    plain = [_plain(cell) for cell in filled]
    return bool(
        re.match(r"^(staff )?(initials?|id)\b", plain[0])
        and re.match(r"^(post|role|job|designation|position)\b", plain[1])
    )


def is_staff_title(text: str) -> bool:
    """Whether this is the line above a staff ID list."""
    return bool(
        re.match(r"^(staff )?(id|identification|initials) (list|key)$|^key to (staff|initials)", _plain(text))
    )


def _plain(text: str) -> str:
    without_notes = re.sub(r"[(\[][^)\]]*[)\]]?", " ", text.casefold())
    return " ".join(re.sub(r"[^a-z0-9]+", " ", without_notes).split())
