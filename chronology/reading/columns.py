"""The columns of a chronology: the seven of the template (seed 004, chronology pro forma), as a case may
reword them, and those that it adds.

Columns are data; how the headings of a file are recognised stands in headings.py.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

ROWS_SHEET = "Chronology"
STAFF_SHEET = "Staff ID list"
GUIDANCE_SHEET = "Guidance"

MOST_ADDED = 5
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its field name, its heading, what belongs in it, and the pattern to which the usual
    wordings of its heading answer."""

    key: str
    heading: str
    guidance: str
    pattern: re.Pattern[str] = _NEVER


@dataclass(frozen=True, slots=True)
class AddedColumn:
    """A column that a case asks for beside the seven. Its key is "added_1" to "added_5"."""

    key: str
    heading: str
    guidance: str


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


def with_added(
    added: Sequence[AddedColumn] = (), reworded: Mapping[str, tuple[str, str]] | None = None
) -> tuple[Column, ...]:
    """The columns of a case: the seven, with the case's own heading and guidance where it has reworded them,
    and then those that it adds. A file that keeps an old heading is recognised all the same.

    Raises ValueError for a key that is not the case's to use, and for a heading given twice.
    """
    own = dict(reworded or {})
    if unknown := set(own) - set(KEYS):
        raise ValueError(f"These are none of the seven columns: {sorted(unknown)}")
    if [one.key for one in added] != [f"added_{number}" for number in range(1, len(added) + 1)][:MOST_ADDED]:
        raise ValueError(f"Added columns are called added_1 to added_{MOST_ADDED}, in this order")
    seven = [
        replace(one, heading=own[one.key][0], guidance=own[one.key][1]) if one.key in own else one
        for one in COLUMNS
    ]
    columns = (*seven, *(Column(one.key, one.heading, one.guidance) for one in added))
    if len({one.heading.casefold() for one in columns}) < len(columns):
        raise ValueError("Two columns have the same heading")
    return columns
