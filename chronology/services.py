"""Taking in an agency's chronology, and putting all of them together."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string

from chronology.models import ChronologyVersion, Entry, ImportAttempt, sort_key
from chronology.reading.limits import DEFAULT_LIMITS
from chronology.reading.reader import read_file
from chronology.reading.rows import Message, Reading, Row
from scr.audit.services import save_many_recorded
from scr.cases.audiences import Audience, Kind
from scr.cases.models import Case, Compartment, Release
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import record_milestone, scope_of
from scr.cases.signing import sign_again
from scr.cases.writing import act, compartment_of, lock, record
from scr.documents.models import Rendering
from scr.documents.services import request_pdf, store
from scr.people.models import Agency, User
from scr.people.roles import Do

SIGNED = "The chronology was countersigned and can no longer be changed."


@act
def import_file(
    case: Case, agency: Agency, *, filename: str, content: bytes, by: User, now: datetime
) -> ImportAttempt:
    """Take in a chronology file whole or not at all (seed 004, chronology pro forma).

    The attempt says what came of it: a refused file leaves its messages and nothing else. Raises NotTheMoment
    when the chief officer has countersigned.
    """
    require(by, Do.WRITE_REVIEW, case=case, agency=agency)
    case = lock(case)
    compartment = compartment_of(case, Kind.CHRONOLOGY, agency)
    if compartment.sealed_at is not None:
        raise NotTheMoment(SIGNED)
    reading = _read(case, filename, content)
    attempt = ImportAttempt(
        case=case,
        compartment=compartment_of(case, Kind.PRIVATE, agency),
        agency=agency,
        filename=filename[-200:],
        size=len(content),
        tried_at=now,
        tried_by=by,
        is_accepted=not reading.errors,
        row_count=0 if reading.errors else len(reading.rows),
        messages=[_message(one) for one in reading.messages],
    )
    record(attempt, by=by, now=now, act="chronology_read", is_accepted=not reading.errors)
    if not reading.errors:
        _keep(case, agency, compartment, reading, filename=filename, content=content, by=by, now=now)
    return attempt


def _read(case: Case, filename: str, content: bytes) -> Reading:
    scope = scope_of(case)
    period = (scope.period_from, scope.period_to) if scope else None
    limits = replace(DEFAULT_LIMITS, file_bytes=settings.CHRONOLOGY_MAX_BYTES)
    with NamedTemporaryFile(prefix="chronology-") as file:
        file.write(content)
        file.flush()
        return read_file(Path(file.name), filename, period=period, limits=limits)


def _message(one: Message) -> dict[str, Any]:
    return {key: value for key, value in asdict(one).items() if value is not None}


def _keep(
    case: Case,
    agency: Agency,
    compartment: Compartment,
    reading: Reading,
    *,
    filename: str,
    content: bytes,
    by: User,
    now: datetime,
) -> None:
    number = ChronologyVersion.objects.filter(case=case, agency=agency).count() + 1
    document = store(
        case,
        compartment,
        kind="chronology_file",
        title=f"Chronology of {agency.short_name}",
        filename=filename,
        content=content,
        by=by,
        now=now,
        agency=agency,
    )
    version = ChronologyVersion(
        case=case,
        compartment=compartment,
        agency=agency,
        number=number,
        document=document,
        completed_by=reading.header.completed_by[:200],
        staff=dict(reading.staff),
        row_count=len(reading.rows),
        imported_at=now,
        imported_by=by,
    )
    record(version, by=by, now=now, act="chronology_imported", rows=len(reading.rows), number=number)
    entries = [_entry(version, row) for row in reading.rows]
    save_many_recorded(entries, by=by, at=now, act="entries_imported", version=number)
    record_milestone(case, "chronology_uploaded", by=by, now=now, agency=agency)
    sign_again(case, agency, by=by, now=now)


def _entry(version: ChronologyVersion, row: Row) -> Entry:
    assert row.date is not None  # an acceptable row has its day
    return Entry(
        case_id=version.case_id,
        compartment_id=version.compartment_id,
        version=version,
        agency=version.agency,
        on=row.date,
        date_text=row.date_text[:200],
        is_estimated=row.is_estimated,
        time_text=row.time_text,
        child_contact=row.child_contact,
        family_contact=row.family_contact,
        communication=row.communication,
        source=row.source,
        staff=row.staff,
        comment=row.comment,
        sheet=row.sheet[:100],
        row_number=row.number,
        sort_key=sort_key(row.date, row.time_text, version.agency, row.number),
    )


def newest_versions(versions: Iterable[ChronologyVersion]) -> list[ChronologyVersion]:
    """The version that holds for each agency, out of those that the caller may use."""
    newest: dict[Any, ChronologyVersion] = {}
    for version in sorted(versions, key=lambda one: one.number):
        newest[version.agency_id] = version
    return sorted(newest.values(), key=lambda one: one.agency.name)


def versions_seen_by(case: Case, user: Any) -> list[ChronologyVersion]:
    """For each agency the newest version that somebody may see; `is_released`: whether the panel may too."""
    released = Release.objects.filter(compartment=OuterRef("compartment"), audience=Audience.PANEL)
    found = ChronologyVersion.objects.visible_to(user).filter(case=case).select_related("agency")
    return newest_versions(found.annotate(is_released=Exists(released)))


def versions_released(case: Case) -> list[ChronologyVersion]:
    """For each agency the newest version that was released to the panel."""
    released = Release.objects.filter(case=case, audience=Audience.PANEL).values("compartment_id")
    found = ChronologyVersion.objects.filter(case=case, compartment_id__in=released).select_related("agency")
    return newest_versions(found)


@act
def request_integrated_pdf(case: Case, *, by: User, now: datetime) -> Rendering:
    """Ask for the integrated chronology of everything released to the panel (seed 004, section 9).

    It is kept with the panel's papers, or with the overview author's when the author asks. Raises
    NotTheMoment when nothing was released yet.
    """
    part = require(by, Do.READ_INTEGRATED, case=case)
    versions = versions_released(case)
    if not versions:
        raise NotTheMoment("No agency's chronology has been released to the panel yet.")
    kind = Kind.AUTHOR if part.role == "overview_author" else Kind.PANEL
    entries = Entry.objects.filter(version__in=[version.pk for version in versions])
    names = {version.agency_id: (version.agency.short_name, n) for n, version in enumerate(versions, start=1)}
    rows = render_to_string("paper_rows.html", {"entries": entries, "agencies": names}, using="jinja2")
    context = {"case": case, "versions": versions, "rows": rows, "now": now, "scope": scope_of(case)}
    return request_pdf(
        case,
        compartment_of(case, kind),
        kind="integrated_chronology",
        title="Integrated chronology",
        filename=f"{case.reference} integrated chronology.pdf",
        html=render_to_string("pdf/integrated_chronology.html", context),
        by=by,
        now=now,
    )
