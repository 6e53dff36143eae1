"""The merge fields of letters: what each means, which letter allows it, and what is wrong with a text.

A field stands in double braces in the text of a letter. Its value is worked out from the case, or asked of
the person who sends the letter. Everything here is plain and reads no database.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from scr.procedures.model import Letter, To

BRACES = re.compile(r"\{\{|\}\}")
IN_BRACES = re.compile(r"\{\{([^{}\n]*)\}\}")
IN_ONE_BRACE = re.compile(r"(?<!\{)\{\s*(\w+)\s*\}(?!\})")


class Ask(StrEnum):
    """How the sender is asked for a value."""

    DAY = "day"
    MOMENT = "moment"
    LINE = "line"
    TEXT = "text"


@dataclass(frozen=True)
class Field:
    """One merge field. A block is a list or a table that the application makes; it stands on its own line."""

    name: str
    meaning: str
    example: str
    ask: Ask | None = None
    is_block: bool = False
    only_to: To | None = None
    only_in: tuple[str, ...] = ()

    @property
    def token(self) -> str:
        """As it is typed into a text."""
        return "{{ " + self.name + " }}"

    def is_allowed_in(self, letter: Letter) -> bool:
        if letter.to is To.READER:
            return self.name in OF_NO_CASE
        return (not self.only_to or self.only_to is letter.to) and (
            not self.only_in or letter.code in self.only_in
        )


# What a leaflet can say, which is of no case and goes to nobody in particular.
OF_NO_CASE = frozenset({"board", "procedure"})
DECIDED = (
    "H", "I", "J", "K", "8", "INSPECTORATE", "DEPARTMENT", "HEALTH_AUTHORITY", "OFFICER_IN_CASE",
    "OTHER_BOARD", "PRACTITIONERS", "INTERVIEW", "EXTENSION", "NATIONAL_PANEL", "NO_REVIEW",
)  # fmt: skip
OPENED = tuple(code for code in DECIDED if code != "NO_REVIEW")

FIELDS = (
    Field("board", "The name of the board", "Westmarch Local Safeguarding Children Board"),
    Field("case_name", "The name by which the child is known in our papers", "Child Example"),
    Field("reference", "The reference of the case", "SCR-EXMPLE"),
    Field("procedure", "The procedure that the review follows", "Serious case review"),
    Field("today", "The day of the letter", "5 March 2007"),
    Field("addressee", "Whom the letter goes to", "A. N. Other"),
    Field("sender", "Who sends the letter", "Alma Archer"),
    Field("sender_post", "The sender's post", "Board administrator"),
    Field("sender_email", "The sender's email address", "administrator@westmarch.example"),
    Field("agency", "The agency that gets the letter", "Westmarch Housing", only_to=To.AGENCY),
    Field("agency_short", "The agency, as it is said in a sentence", "Housing", only_to=To.AGENCY),
    Field("received_on", "The day on which the board received the referral", "5 March 2007"),
    Field("decided_at", "When the Chair decided", "4:30pm on 26 March 2007", only_in=DECIDED),
    Field("complete_by", "The day by which the review is to be complete", "26 July 2007", only_in=OPENED),
    Field("endorsed_on", "The day on which the board endorsed the report", "24 September 2007",
          only_in=("10", "PUBLICATION")),
    Field("due_on", "The day on which the agency's review is due", "Wednesday 16 May 2007",
          only_in=("K", "8")),
    Field("terms_version", "The version of the terms of reference", "1", only_in=("K",)),
    Field("terms_opening", "What the Chair signed, for the first time or again with what changed",
          "The Chair has signed them.", is_block=True, only_in=("K",)),
    Field("terms_timetable", "The period and the dates of the review, as a table", "Period and dates",
          is_block=True, only_in=("K",)),
    Field("terms_lines", "The questions that every review takes up, as a list",
          "What was known, and by whom?", is_block=True, only_in=("K",)),
    Field("terms_delay", "What the terms of reference say about delay", "Tell us as soon as you know.",
          is_block=True, only_in=("K",)),
    Field("open_tasks", "What the agency still has to do, with the days, as a list",
          "Housing's review, due 16 May 2007", is_block=True, only_to=To.AGENCY),
    Field("reply_by", "The day by which you want an answer", "23 March 2007", Ask.DAY),
    Field("meeting_at", "When the meeting or talk begins", "10am on 11 April 2007", Ask.MOMENT),
    Field("meeting_place", "Where the meeting or talk takes place", "Civic Centre, Room 2", Ask.LINE),
    Field("contact", "Whom to call, with the telephone number", "The administrator, 01632 960001", Ask.LINE),
    Field("support", "Who offers support, and how to reach them", "The counselling service, 01632 960002",
          Ask.LINE),
    Field("reasons", "The reasons, in your words", "The facts do not meet the criteria.", Ask.TEXT),
    Field("request", "What you ask for, in your words", "The dates on which the family was seen.", Ask.TEXT),
    Field("incident", "What is known of the incident, in your words", "A child was found unwell and died.",
          Ask.TEXT, only_in=("NOTIFICATION",)),
    Field("reviewer", "Who carries out the review, with their post or firm", "R. Viewer, lead reviewer",
          Ask.LINE, only_in=("INSPECTORATE", "DEPARTMENT", "NATIONAL_PANEL")),
    Field("new_day", "The later day that you propose", "28 September 2007", Ask.DAY),
    Field("copy_number", "The number of the copy", "7", Ask.LINE),
    Field("extract", "The passages of the report", "In May the tenancy officer called twice.", Ask.TEXT),
    Field("summary", "What was noted", "You said that the handover was by telephone.", Ask.TEXT),
    Field("embargo_until", "Until when nothing may be made known", "10am on 26 November 2007", Ask.MOMENT),
    Field("publish_at", "When the summary will be published", "10am on 26 November 2007", Ask.MOMENT),
    Field("papers", "The papers that the request is about", "The integrated chronology", Ask.LINE),
    Field("until_day", "The last day of the access", "31 December 2007", Ask.DAY),
)  # fmt: skip
BY_NAME = {one.name: one for one in FIELDS}


def fields_of(letter: Letter) -> dict[str, Field]:
    """The fields that a letter allows, by name."""
    return {one.name: one for one in FIELDS if one.is_allowed_in(letter)}


def names_in(text: str) -> list[str]:
    """The fields that a text holds, each once, in their order."""
    return list(dict.fromkeys(found.strip() for found in IN_BRACES.findall(text)))


def asked_in(text: str, letter: Letter) -> list[Field]:
    """The fields of a text whose values the sender is asked for."""
    allowed = fields_of(letter)
    return [allowed[name] for name in names_in(text) if name in allowed and allowed[name].ask]


@dataclass(frozen=True)
class Problem:
    """What is wrong with a text, where (both counted from 1) and, for a misspelling, what was meant."""

    line: int
    column: int
    length: int
    words: str
    meant: str = ""

    def __str__(self) -> str:
        advice = f" Did you mean “{self.meant}”?" if self.meant else ""
        return f"Line {self.line}, character {self.column}: {self.words}{advice}"


def problems_in(text: str, letter: Letter, *, is_one_line: bool = False) -> list[Problem]:
    """Every field of a text that is unknown, misplaced or not closed; empty for a sound text."""
    allowed = fields_of(letter)
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        for column, length, words, meant in _faults_of(line, allowed, is_one_line):
            found.append(Problem(number, column + 1, length, words, meant))
    return sorted(found, key=lambda one: (one.line, one.column))


Fault = tuple[int, int, str, str]


def _faults_of(line: str, allowed: dict[str, Field], is_one_line: bool) -> Iterator[Fault]:
    yield from _brace_faults(line)
    for found in IN_BRACES.finditer(line):
        yield from _field_faults(line, found, allowed, is_one_line)
    for single in IN_ONE_BRACE.finditer(line):
        if single[1] in BY_NAME:
            yield single.start(), len(single[0]), f"“{single[0]}” needs two braces on each side.", ""


def _brace_faults(line: str) -> Iterator[Fault]:
    """Braces that are not closed or not opened on their line."""
    opened: int | None = None
    for brace in BRACES.finditer(line):
        if brace[0] == "}}":
            if opened is None:
                yield brace.start(), 2, "these braces close a field that was not opened.", ""
            elif not IN_BRACES.fullmatch(line, opened, brace.end()):
                yield opened, brace.end() - opened, "a field has two braces on each side and none inside.", ""
            opened = None
            continue
        if opened is not None:
            yield opened, 2, "these braces are not closed.", ""
        opened = brace.start()
    if opened is not None:
        yield opened, len(line) - opened, "these braces are not closed on the same line.", ""


def _field_faults(
    line: str, found: re.Match[str], allowed: dict[str, Field], is_one_line: bool
) -> Iterator[Fault]:
    name, at, length = found[1].strip(), found.start(), len(found[0])
    if name not in allowed:
        yield at, length, _unknown_words(name), _nearest(name, allowed)
    elif allowed[name].is_block and is_one_line:
        yield at, length, f"“{name}” is a list or table and cannot stand in the subject.", ""
    elif allowed[name].is_block and line.strip() != found[0]:
        yield at, length, f"“{name}” is a list or table and needs a line of its own.", ""


def _unknown_words(name: str) -> str:
    if not name:
        return "there is no field between these braces."
    if name in BY_NAME:
        return f"“{name}” has no value in this letter."
    return f"there is no field “{name}”."


def _nearest(name: str, allowed: dict[str, Field]) -> str:
    close = get_close_matches(name.lower().replace(" ", "_").replace("-", "_"), allowed, n=1, cutoff=0.5)
    return close[0] if close and name not in BY_NAME else ""
