"""An agency's register of records as somebody may read it: the sets, and where originals and copies are."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from reviews.models import RecordsEvent, RecordsSecured
from scr.cases.models import Case
from scr.cases.rulebooks import books_of
from scr.people.models import Agency

Kind = RecordsEvent.Kind
# What says where the original is; the latest of them holds.
WHERE_ORIGINAL = frozenset({Kind.ORIGINAL, Kind.FORWARDED, Kind.RETURNED})
# Events that only those note whose rules speak of it, and the milestone that tells of each.
TOLD_BY: dict[str, str] = {Kind.FORWARDED: "record_forwarded", Kind.NURSE: "nurse_given_copy"}


@dataclass(frozen=True)
class Entry:
    """One set of records, and what became of it, the latest last."""

    row: RecordsSecured
    events: list[RecordsEvent] = field(default_factory=list)

    def of_kind(self, kind: str) -> list[RecordsEvent]:
        return [one for one in self.events if one.kind == kind]

    @property
    def copies(self) -> list[RecordsEvent]:
        return self.of_kind(Kind.COPIED)

    @property
    def working_copies(self) -> list[RecordsEvent]:
        return self.of_kind(Kind.WORKING_COPY)

    @property
    def sent_on(self) -> list[RecordsEvent]:
        """What went to those who look after the child's health where the child lives."""
        return [one for one in self.events if one.kind in TOLD_BY]

    @property
    def original(self) -> RecordsEvent | None:
        """Where the original was last said to be."""
        return next((one for one in reversed(self.events) if one.kind in WHERE_ORIGINAL), None)

    @property
    def is_out(self) -> bool:
        """Whether the original is neither back with its practitioner nor sent on with the child."""
        return self.original is None or self.original.kind == Kind.ORIGINAL

    @property
    def is_copied(self) -> bool:
        """Copied, the original in safe hands, and a copy to work from (seed 002, section 3.2)."""
        return bool(self.copies and self.working_copies and self.original)

    @property
    def attested_on(self) -> float:
        """What orders sets by their attestation, those without one first."""
        return self.row.attested_at.timestamp() if self.row.attested_at else 0

    @property
    def state(self) -> str:
        """Whether the chief officer has put a name to it, in words."""
        if self.row.attested_at is None:
            return "Added later, not attested" if self.row.is_addition else "Not attested"
        return "Added later, attested" if self.row.is_addition else "Attested"


def entries_of(rows: Iterable[RecordsSecured], events: Iterable[RecordsEvent]) -> list[Entry]:
    """Sets with their events."""
    found: dict[UUID, list[RecordsEvent]] = {}
    for event in events:
        found.setdefault(event.records_id, []).append(event)
    return [Entry(row, found.get(row.root_id, [])) for row in rows]


def register_of(case: Case, agency: Agency) -> list[Entry]:
    """An agency's register, for an act that has asked the policy; its rows in the order of entry."""
    rows = RecordsSecured.objects.filter(case=case, agency=agency).standing()
    return entries_of(rows, RecordsEvent.objects.filter(case=case, agency=agency).standing())


def register_seen_by(user: Any, case: Case, agency: Agency | None = None) -> list[Entry]:
    """The registers of a case, or of one agency, as far as somebody may read them. Two queries."""
    asked = {"case": case, "agency": agency} if agency else {"case": case}
    rows = RecordsSecured.objects.visible_to(user).filter(**asked).standing()
    events = RecordsEvent.objects.visible_to(user).filter(**asked).standing()
    people = ("agency", "attested_by", "entered_by", "first")
    return entries_of(rows.select_related(*people), events.select_related("noted_by"))


def seal_of_register(entries: Iterable[Entry]) -> str:
    """Which sets a chief officer saw: another set, or a corrected one, makes another seal."""
    ids = sorted(str(one.row.pk) for one in entries)
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()


def speaks_of(case: Case, agency: Agency, event: str) -> bool:
    """Whether the rules that run for an agency on a case know of an event."""
    return any(
        event in rule.events
        for book in books_of(case)
        if book.agency in (None, agency)
        for rule in book.rules
    )


def kinds_for(case: Case, agency: Agency) -> list[str]:
    """What an agency may note of its records, in the order in which it usually happens."""
    wanted = {kind for kind, event in TOLD_BY.items() if speaks_of(case, agency, event)}
    return [kind.value for kind in Kind if kind not in TOLD_BY or kind in wanted]


def lacks_people(entries: Iterable[Entry]) -> list[str]:
    """Of whom a register holds nothing: the child, or the adults (seed 002, section 3.2)."""
    whose = RecordsSecured.Whose
    held = {one.row.whose for one in entries}
    if whose.BOTH in held:
        return []
    return [one.value for one in (whose.CHILD, whose.ADULT) if one.value not in held]
