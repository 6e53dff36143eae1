"""What a request showed to somebody, and the looks that it leaves behind.

Nobody has to remember to record a look: every query that was narrowed to what a person may see tells here
which rows it brought (scr/cases/querysets.py), and the middleware writes the looks when the request is over.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.http import HttpRequest, HttpResponse

from scr.audit.models import BOARD, AuditEntry, Look

REFUSED = (403, 404, 429)
# Writers of looks hold this lock together, the sealer holds it alone (scr/audit/sealing.py).
WRITING_LOOKS = 0x4C4F4F4B
PLACE_IN_ROUTE = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class About:
    """What all looks of one request have in common."""

    actor_id: UUID | None
    at: datetime
    path: str
    view: str


class Shown:
    """The rows of cases that were read for a person during a request, in the order of reading."""

    def __init__(self) -> None:
        self.rows: dict[Any, Any] = {}
        self.fetched: Any = None

    def add(self, rows: Iterable[Any]) -> None:
        for row in rows:
            if isinstance(row, models.Model):
                self.rows.setdefault(row.pk, row)

    def opened(self, named: Mapping[str, Any]) -> Any:
        """What an address opened: the row that was asked for by itself, else the agency's, else the case.

        None for an address that names nothing by an id, such as a list across cases.
        """
        ids = {name: value for name, value in named.items() if isinstance(value, UUID)}
        if not ids or not self.rows:
            return None
        if self.fetched is not None and self.fetched.pk != self.fetched.case_id:
            return self.fetched
        found = [row for row in self.rows.values() if _is_named(row, ids)]
        return found[0] if found else self.rows.get(ids.get("case_id")) or next(iter(self.rows.values()))


def _is_named(row: Any, ids: Mapping[str, UUID]) -> bool:
    """Whether an address names a row by its own id or as an agency's; the case itself does not count."""
    if row.pk == row.case_id:
        return False
    return row.pk in ids.values() or (
        "agency_id" in ids and row.__dict__.get("agency_id") == ids["agency_id"]
    )


def note_opened(reader: Any, row: Any) -> None:
    """Keep in mind the one row that a page is about."""
    shown = getattr(reader, "shown", None)
    if shown is not None:
        shown.fetched = row


def note_shown(reader: Any, rows: Iterable[Any]) -> None:
    """Keep in mind that rows were read for somebody; outside of a request nothing is kept."""
    shown = getattr(reader, "shown", None)
    if shown is not None:
        shown.add(rows)


def looks_of(request: HttpRequest, response: HttpResponse, *, by: Any, at: datetime) -> list[Look]:
    """What a request leaves to be recorded: the refusal, or a row for each compartment that it showed.

    Lists across cases (an address without an id) leave nothing. Nor do addresses that nobody knows and
    that a stranger tried: they say nothing about a case, and there is no end to them.
    """
    match = request.resolver_match
    named = match.kwargs if match else {}
    about = About(by.pk, at, address_of(request)[:300], match.view_name if match else "")
    if response.status_code in REFUSED:
        return [_refusal(about, named)] if match or by.is_authenticated else []
    if response.status_code != 200:
        return []
    opened = by.shown.opened(named)
    is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
    kind = Look.Kind.EXPORTED if is_file else Look.Kind.SEEN
    return [] if opened is None else _looks_at(about, kind, by.shown, opened)


def address_of(request: HttpRequest) -> str:
    """The address as it may be kept: with its ids, but with a name in the place of anything else typed.

    A token in an address opens a calendar, and an address that is unknown may hold any words.
    """
    match = request.resolver_match
    if match is None:
        return ""
    named = match.kwargs

    def keep_id(place: re.Match[str]) -> str:
        value = named.get(place[1])
        return str(value) if isinstance(value, UUID | int) else place[0]

    return "/" + PLACE_IN_ROUTE.sub(keep_id, match.route)


def _refusal(about: About, named: Mapping[str, Any]) -> Look:
    ids = [value for name, value in named.items() if name != "case_id" and isinstance(value, UUID)]
    case_id = named.get("case_id")
    return Look(
        kind=Look.Kind.REFUSED,
        case_id=case_id if isinstance(case_id, UUID) else None,
        subject_id=ids[-1] if ids else None,
        **asdict(about),
    )


def _looks_at(about: About, kind: str, shown: Shown, opened: Any) -> list[Look]:
    main = Look(
        kind=kind,
        case_id=opened.case_id,
        compartment_id=opened.compartment_id,
        subject=opened._meta.label_lower,
        subject_id=opened.pk,
        **asdict(about),
    )
    seen = {row.compartment_id: row.case_id for row in shown.rows.values()}
    seen.pop(opened.compartment_id, None)
    return [main] + [
        Look(kind=kind, case_id=case_id, compartment_id=compartment_id, is_main=False, **asdict(about))
        for compartment_id, case_id in seen.items()
    ]


def name_cases(looks: list[Look]) -> None:
    """Say to which case something belongs that was refused, where its address does not.

    The record knows it from when it was written; whoever was refused may not, and so never learns it.
    """
    for look in looks:
        if look.case_id is None and look.subject_id is not None:
            written = AuditEntry.objects.filter(subject_id=look.subject_id).exclude(case_id=BOARD)
            look.case_id = written.values_list("case_id", flat=True).first()


def write_looks(looks: list[Look]) -> None:
    """Write looks, so that the sealer never finds a later one before an earlier one is there."""
    with transaction.atomic(savepoint=False):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [WRITING_LOOKS])
        Look.objects.bulk_create(looks)
