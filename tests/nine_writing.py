"""What an agency writes for its review, a canary in every text, and where it can be found again."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from chronology.reading.rows import Row
from chronology.writing import write_xlsx
from reviews.coverage import coverage_of
from reviews.models import Interview, SectionText
from reviews.services.coverage import Covered, save_coverage
from reviews.services.interviews import Talk, record_interview
from reviews.services.lessons import Lesson, note_lesson
from reviews.services.proposals import Planned
from reviews.services.recommending import save_plan
from reviews.services.staff import note_staff_told
from reviews.services.submission import (
    Recommended,
    Upload,
    upload_review,
)
from reviews.services.writing import Typing, Words, keep_typing, save_section
from reviews.written import sections_of, text_of
from scr.cases.register import PersonTold, add_person
from scr.cases.staff_list import Staff, add_staff
from tests.chronicling import submitted
from tests.nine_agencies import (
    LATE,
    Nine,
    day,
)
from tests.reviewing import word


def of_board(nine: Nine, on: int) -> dict[str, Any]:
    return {"by": nine.administrator, "now": day(on)}


def of(nine: Nine, key: str, who: str, on: int) -> dict[str, Any]:
    return {"by": nine.people[key][who], "now": day(on)}


def _writes(nine: Nine, key: str) -> dict[str, Any]:
    """Before the reviews are due, but for the late one, and the second round of the one that was returned."""
    return of(nine, key, "author", 76 if key == LATE or nine.rounds[key] > 1 else 50)


def write(nine: Nine, key: str) -> None:
    """Everything that an agency writes in one round of its review."""
    if nine.rounds[key] == 1:
        _note_what_stays(nine, key)
        begin(nine, key)
    else:
        _write_section(nine, key)
        _send_chronology(nine, key)
    _write_proposals(nine, key)
    _name_family(nine, key)


def begin(nine: Nine, key: str) -> None:
    _interview(nine, key)
    _write_section(nine, key)
    _send_chronology(nine, key)


def _write_section(nine: Nine, key: str) -> None:
    case, agency, given = nine.case, nine.agency(key), _writes(nine, key)
    section = sections_of(case)[-1]
    standing = text_of(case, agency, section.key)
    base = standing.revision if standing else 0
    words = Words(f"What we did. {nine.plant(key, 'section')}")
    saved = save_section(case, agency, section, typing=Typing(words, base), **given)
    typed = Words(f"What we did, {nine.plant(key, 'typing')}")
    keep_typing(case, agency, section, typing=Typing(typed, saved.revision), **given)


def _interview(nine: Nine, key: str) -> None:
    case, agency, given = nine.case, nine.agency(key), _writes(nine, key)
    talk = Talk(
        interviewee="Officer, K.L.",
        held_at=day(45),
        held_by="The reviewer",
        notes=f"What was said. {nine.plant(key, 'interview')}",
        support=f"Supervision {nine.plant(key, 'support')}",
    )
    record_interview(case, agency, talk=talk, **given)


def _note_what_stays(nine: Nine, key: str) -> None:
    """A lesson of its own, its staff list, and that its staff were told."""
    case, agency, given = nine.case, nine.agency(key), _writes(nine, key)
    words = nine.plant(key, "lesson")
    note_lesson(
        case, agency, lesson=Lesson(f"Ring back {words}", "Say so", "Head", date(2099, 1, 1)), **given
    )
    listed = Staff("HO1", f"Officer {nine.plant(key, 'post')}", f"Kay {nine.plant(key, 'staffname')}")
    add_staff(case, agency, listed, **given)
    words = nine.plant(key, "stafftold")
    note_staff_told(case, agency, on=day(48).date(), who=words, how=words, **of(nine, key, "officer", 50))


def _write_proposals(nine: Nine, key: str) -> None:
    case, agency, given = nine.case, nine.agency(key), _writes(nine, key)
    submission = upload_review(
        case,
        agency,
        upload=Upload(f"review {nine.plant(key, 'file')}.docx", word("What we did.")),
        recommendations=[Recommended(f"Tell of moves. {nine.plant(key, 'recommendation')}", "Head")],
        **given,
    )
    words = nine.plant(key, "plan")
    planned = [Planned(1, f"Send notices. {words}", "Head", date(2007, 9, 1), f"Counted {words}")]
    save_plan(case, agency, planned=planned, revision=submission.version, **given)
    standing = coverage_of(case, agency)
    covered = Covered([f"Service {nine.plant(key, 'service')}"])
    save_coverage(case, agency, covered=covered, revision=standing.revision if standing else 0, **given)


def _name_family(nine: Nine, key: str) -> None:
    told = PersonTold(full_name=f"Aunt {nine.plant(key, 'family')}", relation="aunt")
    add_person(nine.case, told, agency=nine.agency(key), **_writes(nine, key))


def _send_chronology(nine: Nine, key: str) -> None:
    agency = nine.agency(key)
    row = Row(
        date=date(2006, 1, 9),
        date_text="09/01/2006",
        child_contact=f"Seen at home. {nine.plant(key, 'row')}",
        source="File",
        staff="HO1",
    )
    content = write_xlsx([row], agency=agency.name, completed_by="A. N.", staff={"HO1": "Officer"})
    name = f"chronology {nine.plant(key, 'file')}.xlsx"
    given = _writes(nine, key)
    submitted(nine.case, agency, filename=name, content=content, **given)


def interviews(nine: Nine, key: str) -> list[UUID]:
    """The records that an agency keeps of its interviews."""
    rows = Interview.objects.filter(case=nine.case, agency=nine.agency(key))
    return list(rows.values_list("pk", flat=True))


def sections_begun(nine: Nine, key: str) -> list[str]:
    """The keys of the sections of which an agency has written something."""
    texts = SectionText.objects.filter(case=nine.case, agency=nine.agency(key))
    return list(texts.values_list("key", flat=True))
