"""A case's family as a genogram: for a page, and as a picture that stands by itself in a PDF."""

import re
from collections.abc import Iterable
from enum import StrEnum
from textwrap import wrap

from django.template.loader import render_to_string

from scr.cases.family import Family, Member
from scr.cases.genogram.drawing import Picture, lay_out
from scr.cases.genogram.people import Link, Someone, Tie
from scr.cases.models import Person
from scr.part_dates import PartDate

A_LINE, MOST_LINES = 16, 3  # letters of a name in a line of a label; lines
LATE = (9999,)  # whose age is not known stands right of the others


class Names(StrEnum):
    """How people are named in the picture."""

    NAMES = "names"
    CODES = "codes"


def picture_of(family: Family, names: Names = Names.NAMES) -> Picture | None:
    """The genogram of those whom the reader of the family may know of; None for nobody."""
    codes = codes_of(family)
    people = [_someone(one, codes[one.person.pk], names) for one in family.members]
    links = [
        Link(Tie(bond.row.kind), str(bond.person.pk), str(bond.other.pk), bond.row.has_ended)
        for bond in family.bonds
        if bond.row.kind in list(Tie)
    ]
    return lay_out(people, links)


def codes_of(family: Family) -> dict[object, str]:
    """A code for everybody; who has none is numbered in the order of the register."""
    return {
        one.person.pk: one.person.code or f"P{number}" for number, one in enumerate(family.members, start=1)
    }


def genogram_svg(family: Family, names: Names = Names.NAMES) -> str:
    """The genogram as an SVG element that needs no style sheet, for a page or a PDF; "" for nobody."""
    picture = picture_of(family, names)
    if picture is None:
        return ""
    return render_to_string("cases/genogram.svg", {"picture": picture})


def _someone(member: Member, code: str, names: Names) -> Someone:
    person = member.person
    return Someone(
        key=str(person.pk),
        label=tuple(_label(person, code, names)),
        sex=person.sex,
        is_child=person.is_child,
        has_died=person.died is not None,
        in_household=member.lives_with_child,
        age_key=_age_key(person),
    )


def _label(person: Person, code: str, names: Names) -> Iterable[str]:
    """Name and dates; with codes the years only, since a day of birth would tell who it is."""
    if names == Names.CODES:
        yield code
    else:
        yield from lines_of(person.full_name)
    for sign, when in (("b.", person.born), ("d.", person.died)):
        if when:
            yield f"{sign} {_when(when, names)}"


def lines_of(name: str) -> list[str]:
    """A name in lines of a label; a word that is too long for one is broken with a hyphen."""
    words = re.sub(rf"([^\s-]{{{A_LINE - 1}}})(?=[^\s-]{{2}})", r"\1- ", name)
    return wrap(words, A_LINE, max_lines=MOST_LINES, placeholder="…")


def _when(when: PartDate, names: Names) -> str:
    about = "about " if when.is_about else ""
    if names == Names.CODES or when.month is None:
        return f"{about}{when.year}"
    day = f"{when.day}." if when.day else ""
    return f"{about}{day}{when.month}.{when.year}"


def _age_key(person: Person) -> tuple[int, ...]:
    return person.born.earliest.timetuple()[:3] if person.born else LATE
