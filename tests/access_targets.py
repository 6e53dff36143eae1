"""What an address can point at: the rows that the scene has made, and what stands in its place otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from referrals.draft_forms import GROUPS
from tests.access_addresses import Address, Way
from tests.access_scene import Target, World

# What the names in an address stand for where it is no row that the scene points at.
FIXED: dict[str, Any] = {
    "guide": "chair",
    "code": "2",
    "part": "support",
    "key": "child_looked_after",
    "step": GROUPS[0].key,
    "matter": "panel",
    "section": "lessons",
    "text_code": "H",
    "leaflet": "families",
    "procedure_key": "scr_beds_2007",
    "rule_key": "VIEW",
    "overlay_key": "health_trust_2015",
    "year": 2007,
    "token": "not-a-token",
    "whose": "manager",
    "kind": "told",
    "correction_id": UUID(int=1),
    "file_id": UUID(int=1),
    "uidb36": "1",
    "pk": 1,
}
VERSIONS = {"letters:": 0, "cases:": 1}
# Kinds of object whose changes can be read, by the name of their model.
WITH_CHANGES = {
    "part": "participant",
    "duty": "duty",
    "event": "milestone",
    "document": "document",
    "meeting": "meeting",
    "letter": "letter",
    "interview": "interview",
    "step": "signingstep",
    "offer": "supportoffer",
    "records": "recordssecured",
    "text": "sectiontext",
    "noted": "recordsevent",
    "statement": "independencestatement",
    "involved": "involvedperson",
    "access": "emergencyaccess",
    "process": "parallelprocess",
    "hold": "hold",
    "interest": "boardinterest",
    "person": "person",
    "tie": "relationship",
    "stay": "householdstay",
    "listed": "staffmember",
    "silence": "silentperiod",
    "assessment": "qualityassessment",
    "query": "reviewquery",
    "presentation": "presentation",
    "lesson": "earlylesson",
    "asked": "contribution",
    "sent": "contributionsent",
    "action": "action",
}
# Which rows an address points at, by what it shows first or by the name in it.
POOLS = {
    "receipt": "subject",
    "chronology": "rows",
}
# What there is once in a case: what must be readable, and whose it is by name.
ON_ITS_OWN = {
    "board": ("board", ""),
    "panel": ("panel", ""),
    "reopening": ("nothing", ""),  # the case of the scene goes on to a review and is not reopened
    "referral": ("referral", ""),
    "family": ("family", ""),
    "some_plan": ("plan", ""),
    "board_plan": ("plan", "operations_board"),
}
BY_PARAMETER = (
    "body_id",
    "link_id",
    "user_id",
    "appointment_id",
    "board_agency_id",
    "protocol_id",
    "deputy_id",
    "holder_id",
)


def arguments_of(world: World, address: Address, target: Target) -> dict[str, Any]:
    version = next((value for room, value in VERSIONS.items() if address.name.startswith(room)), 0)
    known = {**FIXED, "case_id": world.case.pk, "version": version, **target.arguments}
    return {name: known[name] for name in address.parameters}


def targets_of(world: World, address: Address, way: Way) -> Iterator[Target]:
    """What an address can point at now; among it something that does not exist, where it names a row."""
    named = next((name for name in address.parameters if name in BY_PARAMETER), None)
    if named:
        yield from world.posted[named.removesuffix("_id")]
    elif way.sees in ("agency", "room", "private", "submission", "agency_plan"):
        yield from _agencies(world, "plan" if way.sees == "agency_plan" else way.sees)
    elif way.sees == "any_row":
        yield from _rows_with_changes(world)
    elif way.sees in ON_ITS_OWN:
        thing, named = ON_ITS_OWN[way.sees]
        agency_id = world.cast.housing.pk if way.sees == "some_plan" else None
        yield Target({}, thing, agency_id, world.opened[thing, None, 1], named=named)
    else:
        yield from world.posted[POOLS.get(way.sees, way.sees)]
        rows = [name for name in address.parameters if name.endswith("_id") and name != "case_id"]
        if rows and way.is_on_case:
            unknown = dict.fromkeys(rows, UUID(int=7))
            yield Target({"key": "review_returned", "kind": "copied", **unknown}, "nothing")


def _agencies(world: World, thing: str) -> Iterator[Target]:
    for agency in world.agencies:
        opened = world.opened["submission", agency.pk, 1]
        yield Target({"agency_id": agency.pk}, thing, agency.pk, opened)
    yield Target({"agency_id": UUID(int=7)}, "nothing")


def _rows_with_changes(world: World) -> Iterator[Target]:
    for kind, model in WITH_CHANGES.items():
        for one in world.posted[kind]:
            row_id = next(value for name, value in one.arguments.items() if name not in ("key", "kind"))
            yield replace(one, arguments={"kind": model, "row_id": row_id})
