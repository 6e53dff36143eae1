"""An agency's staff list: whom initials and codes in its papers stand for (seed 004, chronology template).

Name, code and post are the agency's own. Code and post go along with its countersigned review; the name never
leaves it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from scr.audit.services import save_many_recorded
from scr.cases.audiences import Kind
from scr.cases.models import Case, Compartment, StaffCode, StaffMember
from scr.cases.policy import NotTheMoment, Stale, require
from scr.cases.writing import act, compartment_of, lock, record
from scr.people.models import Agency, User
from scr.people.roles import Do

MOST_LINES, MOST_SIGNS, MOST_LETTERS = 300, 12, 120
# What lies between code, post and name in a line that was copied from a sheet, or typed: the first there is.
BETWEEN = ("\t", ";", ",")
HEADINGS = frozenset({"code", "initials", "id", "staff"})
Coded = TypeVar("Coded", StaffMember, StaffCode)
PARTS = re.compile(r"\d+|\D+")
WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Staff:
    """A code, the post, and the name that stays in the agency."""

    code: str
    post: str
    full_name: str = ""


class NotRead(Exception):
    """Pasted lines that cannot be taken; each with its number and what is wrong."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(*faults)
        self.faults = list(faults)


@act
def add_staff(case: Case, agency: Agency, staff: Staff, *, by: User, now: datetime) -> StaffMember:
    """Add somebody to an agency's list. Raises NotTheMoment for a code that is taken or tells the name."""
    require(by, Do.KEEP_STAFF_LIST, case=case, agency=agency)
    place = compartment_of(lock(case), Kind.PRIVATE, agency)
    refuse_told_name(staff)
    if staff.code.casefold() in _taken(place):
        raise NotTheMoment(f"{staff.code} is on the list already. Choose another code.")
    row = _new(place, staff, by=by, now=now)
    record(row, by=by, now=now, act="staff_added")
    return row


def _new(place: Compartment, staff: Staff, *, by: User, now: datetime) -> StaffMember:
    return StaffMember(
        case=place.case,
        compartment=place,
        agency=place.agency,
        code=staff.code,
        post=staff.post,
        full_name=staff.full_name,
        revision=1,
        added_at=now,
        added_by=by,
    )


def _taken(place: Compartment) -> dict[str, StaffMember]:
    """Those on the list by their codes, however they are written."""
    standing = StaffMember.objects.filter(compartment=place, left_out_because="")
    return {one.code.casefold(): one for one in standing}


def refuse_told_name(staff: Staff) -> None:
    """Raise NotTheMoment where a code or a post, which leave the agency, hold a part of the name."""
    name = {word.casefold() for word in WORD.findall(staff.full_name)}
    for what, text in (("code", staff.code), ("post", staff.post)):
        told = [word for word in WORD.findall(text) if word.casefold() in name]
        if told:
            raise NotTheMoment(f"The {what} tells a part of the name: {told[0]}. Others read the {what}.")


@act
def correct_staff(
    row: StaffMember, staff: Staff, *, revision: int, by: User, now: datetime, left_out_because: str = ""
) -> StaffMember:
    """Write a line of the list anew, or, with a reason, leave it out; the earlier wording stays in history.

    Raises NotTheMoment where somebody saved since `revision` was read, and as `add_staff` does.
    """
    require(by, Do.KEEP_STAFF_LIST, case=row.case, agency=row.agency)
    lock(row.case)
    row = StaffMember.objects.select_related("case", "compartment", "agency").get(pk=row.pk)
    if row.revision != revision:
        raise Stale("Somebody saved this line after you opened it. Look at it again.", row.revision)
    refuse_told_name(staff)
    other = _taken(row.compartment).get(staff.code.casefold())
    if other is not None and other.pk != row.pk and not left_out_because:
        raise NotTheMoment(f"{staff.code} is on the list already. Choose another code.")
    row.code, row.post, row.full_name = staff.code, staff.post, staff.full_name
    row.left_out_because = left_out_because
    row.revision += 1
    record(row, by=by, now=now, act="staff_left_out" if left_out_because else "staff_corrected")
    return row


@act
def import_staff(case: Case, agency: Agency, pasted: str, *, by: User, now: datetime) -> int:
    """Add the lines that were pasted, each "code, post, name"; all of them or none. Returns how many are new.

    A line that stands on the list as it is, is passed over. Raises NotRead with a sentence for each line that
    cannot be taken.
    """
    require(by, Do.KEEP_STAFF_LIST, case=case, agency=agency)
    place = compartment_of(lock(case), Kind.PRIVATE, agency)
    rows = [_new(place, staff, by=by, now=now) for staff in _fresh(pasted, _taken(place))]
    save_many_recorded(rows, by=by, at=now, act="staff_imported")
    return len(rows)


def look_at(case: Case, agency: Agency, pasted: str, *, user: Any) -> list[Staff]:
    """The new ones of the lines that were pasted, for the agency to look at first. Raises NotRead."""
    own = StaffMember.objects.visible_to(user).filter(case=case, agency=agency, left_out_because="")
    return _fresh(pasted, {one.code.casefold(): one for one in own})


def _fresh(pasted: str, taken: dict[str, StaffMember]) -> list[Staff]:
    fresh, faults = _read_all(pasted, {key: _as_staff(row) for key, row in taken.items()})
    if faults:
        raise NotRead(faults)
    return fresh


def _as_staff(row: StaffMember) -> Staff:
    return Staff(row.code, row.post, row.full_name)


def _read_all(pasted: str, known: dict[str, Staff]) -> tuple[list[Staff], list[str]]:
    """The lines that are new, and what is wrong with others."""
    fresh, faults, codes = [], [], dict(known)
    lines = [(number, line) for number, line in enumerate(pasted.splitlines(), start=1) if line.strip()]
    if lines and _parts(lines[0][1])[0].casefold() in HEADINGS:
        del lines[0]
    if len(lines) > MOST_LINES:
        return [], [f"Paste at most {MOST_LINES} lines at once."]
    for number, line in lines:
        try:
            staff = read_line(line)
        except NotTheMoment as fault:
            faults.append(f"Line {number}: {fault.sentence}")
            continue
        earlier = codes.setdefault(staff.code.casefold(), staff)
        if earlier is staff:
            fresh.append(staff)
        elif earlier != staff:
            faults.append(f"Line {number}: {staff.code} is on the list already, with another post or name.")
    return fresh, faults


def read_line(line: str) -> Staff:
    """A pasted line. Raises NotTheMoment with what is wrong with it."""
    parts = _parts(line)
    if len(parts) not in (2, 3) or not all(parts[:2]):
        raise NotTheMoment("write the code, the post and the name, with a comma, or ; between them.")
    if len(parts[0]) > MOST_SIGNS:
        raise NotTheMoment(f"“{parts[0][:20]}” is too long for a code: {MOST_SIGNS} signs at most.")
    if any(len(part) > MOST_LETTERS for part in parts):
        raise NotTheMoment(f"write at most {MOST_LETTERS} letters for a post or a name.")
    staff = Staff(*parts)
    refuse_told_name(staff)
    return staff


def _parts(line: str) -> list[str]:
    """Code, post and name; empty ones at the end of a line that was copied from a sheet do not count."""
    between = next((one for one in BETWEEN if one in line), ",")
    return [part.strip() for part in line.strip().rstrip(between).split(between)]


def in_order(rows: Iterable[Coded]) -> list[Coded]:
    """By their codes as people count: HV2 comes before HV10."""
    return sorted(rows, key=lambda one: as_counted(one.code))


def as_counted(code: str) -> list[tuple[bool, str]]:
    """A code for sorting, its numbers by their size."""
    parts = PARTS.findall(code.casefold())
    return [(not part.isdecimal(), part.zfill(MOST_SIGNS) if part.isdecimal() else part) for part in parts]


def send_staff_list(case: Case, agency: Agency, review: Compartment, *, by: User, now: datetime) -> None:
    """Let codes and posts go along with a round of an agency's review, before it is sealed.

    The caller has checked the policy and works on the case.
    """
    listed = StaffMember.objects.filter(case=case, agency=agency, left_out_because="")
    rows = [
        StaffCode(case=case, compartment=review, agency=agency, code=one.code, post=one.post, sent_at=now)
        for one in listed
    ]
    save_many_recorded(rows, by=by, at=now, act="staff_list_sent")


def sent_codes(case: Case, agency: Agency, user: Any) -> list[StaffCode]:
    """What came with the newest round of an agency's review that somebody may read."""
    rows = StaffCode.objects.visible_to(user).filter(case=case, agency=agency).select_related("compartment")
    newest = max((one.compartment.round for one in rows), default=0)
    return in_order(one for one in rows if one.compartment.round == newest)
