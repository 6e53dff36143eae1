"""The seven columns of the chronology template (seed 004, chronology pro forma) and how their headings are
recognised.

Columns are data: a heading is recognised by its opening words, whatever its case, spacing and notes in
brackets.
"""

import re
from dataclasses import dataclass

ROWS_SHEET = "Chronology"
STAFF_SHEET = "Staff ID list"
GUIDANCE_SHEET = "Guidance"

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


def heading_key(text: str) -> str | None:
    """The column whose heading this cell holds, or None."""
    if not text or len(text) > LONGEST_HEADING:
        return None
    plain = _plain(text)
    return next((column.key for column in COLUMNS if column.pattern.search(plain)), None)


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
