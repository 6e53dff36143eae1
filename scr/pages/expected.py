"""What is expected of a practitioner, a manager and an organisation, and where it is done (seed 000)."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from scr.cases.models import Participant

EXPECTED = {
    "practitioner": "What is expected of a practitioner",
    "manager": "What is expected of a manager",
    "organisation": "What is expected of an organisation",
}
IN_ROOM = frozenset({"agency_author", "chief_officer"})
# Pages of an agency's room, by what an expectation calls them: the address, and whose roles open it.
ROOMS = {
    "room": ("reviews:agency", IN_ROOM | {"designated_nurse"}),
    "register": ("reviews:register", IN_ROOM | {"designated_nurse"}),
    "staff": ("reviews:staff", IN_ROOM | {"designated_nurse"}),
    "note": ("reviews:staff_note", IN_ROOM | {"designated_nurse"}),
    "interviews": ("reviews:interviews", IN_ROOM),
    "plan": ("actionplans:own_plan", IN_ROOM | {"action_owner"}),
}
# Pages of a case that everybody who acts for an agency may open.
CASES = {
    "lessons": "reviews:lessons",
    "timetable": "cases:timetable",
    "queries": "reviews:queries",
    "presentations": "reviews:presentations",
}


@dataclass(frozen=True)
class Place:
    """Where somebody does what is expected: the page of one case, by the child's code name."""

    label: str
    url: str


def places_of(user: Any) -> dict[str, list[Place]]:
    """For each thing that is expected, the pages on which this person does it; one query."""
    parts = Participant.objects.current().filter(user=user).select_related("case", "agency")
    mine = [part for part in parts if part.is_for_agency and part.agency_id]
    found: dict[str, list[Place]] = {}
    for key, (name, roles) in ROOMS.items():
        found[key] = [
            Place(_label(part), reverse(name, args=[part.case_id, part.agency_id]))
            for part in mine
            if part.role in roles
        ]
    for key, name in CASES.items():
        cases = {part.case_id: part.case for part in mine if part.role in IN_ROOM}
        found[key] = [Place(str(case), reverse(name, args=[case.pk])) for case in cases.values()]
    return {key: _once(rows) for key, rows in found.items()}


def _label(part: Participant) -> str:
    return f"{part.case}, {part.agency.short_name}" if part.agency else str(part.case)


def _once(rows: list[Place]) -> list[Place]:
    return list(dict.fromkeys(rows))
