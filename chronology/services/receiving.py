"""A file of an agency's chronology: opened, looked at, compared with what is there, and then taken in or not.

Until it is taken in it is its sender's alone, and cancelling leaves an entry in the audit record and nothing
else. What was taken in is kept as it came, for the agency's own eyes.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import Http404

from chronology.checking import rules_for
from chronology.comparing import Comparison, compare
from chronology.models import Chronology, Entry, ImportAttempt, KnownHeading, WaitingFile
from chronology.reading.grid import Contents, RefusedError, from_json, to_json
from chronology.reading.limits import DEFAULT_LIMITS, Limits
from chronology.reading.messages import refused
from chronology.reading.reader import open_file, read_contents
from chronology.reading.rows import Message, Reading
from chronology.services.lists import begun_list, list_in, note_change, place_of
from chronology.services.rows import own_rows, write_rows
from scr.audit.services import note, save_recorded
from scr.cases.audiences import Kind
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, Stale, require
from scr.cases.writing import act, compartment_of, lock, record
from scr.documents import vault
from scr.documents.models import Document
from scr.documents.services import store
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.sealing import seal, unseal

WAITS_FOR = timedelta(days=7)
FILE_KIND = "chronology_file"
CHANGED_SINCE = (
    "The chronology was changed after you opened this page. Look at the differences again: they are shown as "
    "they are now."
)


@dataclass(frozen=True)
class About:
    """What a waiting file is: whose, for which list, and how its columns are to be read."""

    case_id: str
    agency_id: str
    department: str
    filename: str
    size: int
    mapping: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Look:
    """A waiting file as it reads now, beside the rows that are there."""

    about: About
    reading: Reading
    chronology: Chronology | None
    known: list[Entry]
    comparison: Comparison

    @property
    def revision(self) -> int:
        return self.chronology.revision if self.chronology else 0


def limits() -> Limits:
    return replace(DEFAULT_LIMITS, file_bytes=settings.CHRONOLOGY_MAX_BYTES)


def receive(
    case: Case,
    agency: Agency,
    *,
    filename: str,
    content: bytes,
    by: User,
    now: datetime,
    department: str = "",
) -> WaitingFile | ImportAttempt:
    """Open a file, and let it wait to be looked at; one that cannot be opened leaves its refusal.

    Nothing of the case is locked while it is read. Raises NotTheMoment when the chief officer has
    countersigned.
    """
    require(by, Do.WRITE_REVIEW, case=case, agency=agency)
    place_of(case, agency, department)
    try:
        contents = _opened(content)
    except RefusedError as refusal:
        message = refused(refusal, filename)
        attempt = ImportAttempt(
            agency=agency,
            department=department,
            filename=filename[-200:],
            size=len(content),
            tried_at=now,
            tried_by=by,
            is_accepted=False,
            messages=[as_kept(message)],
        )
        return _refuse(case, attempt, by=by, now=now)
    return wait(
        case,
        agency,
        filename=filename,
        content=content,
        contents=contents,
        by=by,
        now=now,
        department=department,
    )


def wait(
    case: Case,
    agency: Agency,
    *,
    filename: str,
    content: bytes,
    contents: Contents,
    by: User,
    now: datetime,
    department: str = "",
) -> WaitingFile:
    """Let a file that was opened wait for its sender, with the cells that were found in it."""
    about = About(str(case.pk), str(agency.pk), department, filename[-200:], len(content))
    return WaitingFile.objects.create(
        user=by,
        waits_since=now,
        about=_sealed(about),
        stored_as=vault.put(content),
        contents_as=vault.put(to_json(contents).encode()),
    )


def _opened(content: bytes) -> Contents:
    with NamedTemporaryFile(prefix="chronology-") as file:
        file.write(content)
        file.flush()
        return open_file(Path(file.name), limits())


@act
def _refuse(case: Case, attempt: ImportAttempt, *, by: User, now: datetime) -> ImportAttempt:
    attempt.case = case
    attempt.compartment = compartment_of(lock(case), Kind.PRIVATE, attempt.agency)
    record(attempt, by=by, now=now, act="chronology_read", is_accepted=False)
    return attempt


def as_kept(message: Message) -> dict[str, Any]:
    return {key: value for key, value in asdict(message).items() if value is not None}


def _sealed(about: About) -> str:
    return seal(json.dumps(asdict(about)))


def own_file(waiting_id: UUID, *, by: Any, now: datetime) -> tuple[WaitingFile, About]:
    """A file that somebody sent and has not decided on; 404 for everybody else, and after seven days."""
    found = WaitingFile.objects.filter(pk=waiting_id, user=by, waits_since__gt=now - WAITS_FOR).first()
    if found is None:
        raise Http404
    return found, About(**json.loads(unseal(found.about)))


def waiting_file(
    waiting_id: UUID, case: Case, agency: Agency, *, by: Any, now: datetime
) -> tuple[WaitingFile, About]:
    """The same of one agency on one case, 404 of any other."""
    found, about = own_file(waiting_id, by=by, now=now)
    if (about.case_id, about.agency_id) != (str(case.pk), str(agency.pk)):
        raise Http404
    return found, about


def waiting_files(case: Case, agency: Agency, *, by: Any, now: datetime) -> list[tuple[WaitingFile, About]]:
    """What somebody sent for an agency and has not decided on, the newest first."""
    mine = WaitingFile.objects.filter(user=by, waits_since__gt=now - WAITS_FOR)
    found = [(one, About(**json.loads(unseal(one.about)))) for one in mine]
    return [
        (one, about)
        for one, about in found
        if (about.case_id, about.agency_id) == (str(case.pk), str(agency.pk))
    ]


def look_at(case: Case, agency: Agency, waiting: WaitingFile, about: About) -> Look:
    """The file as it reads with the columns as they are chosen, and what it would change."""
    reading = _reading(case, agency, waiting, about)
    chronology = list_in(place_of(case, agency, about.department), about.department)
    known = own_rows(chronology, about.department)
    comparison = compare([entry.row for entry in known], reading.rows)
    return Look(about, reading, chronology, known, comparison)


def _reading(case: Case, agency: Agency, waiting: WaitingFile, about: About) -> Reading:
    rules = rules_for(case, agency)
    contents = from_json(json.loads(vault.get(waiting.contents_as)))
    return read_contents(
        contents,
        filename=about.filename,
        columns=rules.columns,
        mapping={**known_headings(agency), **about.mapping},
        period=rules.period,
        known_initials=rules.known_initials,
        limits=limits(),
    )


def known_headings(agency: Agency) -> dict[str, str]:
    """What the headings of an agency's files were said to mean."""
    return dict(KnownHeading.objects.filter(agency=agency).values_list("heading", "key"))


@act
def choose_columns(
    case: Case,
    agency: Agency,
    waiting: WaitingFile,
    about: About,
    mapping: Mapping[str, str],
    *,
    by: User,
    now: datetime,
) -> None:
    """Say what the columns of a waiting file are; the agency's next one with these headings is read alike."""
    require(by, Do.WRITE_REVIEW, case=case, agency=agency)
    waiting.about = _sealed(replace(about, mapping=dict(mapping)))
    waiting.save(update_fields=["about"])
    known = {one.heading: one for one in KnownHeading.objects.filter(agency=agency)}
    for heading, key in mapping.items():
        row = known.get(heading) or KnownHeading(agency=agency, heading=heading)
        if row.said_at is None or row.key != key:
            row.key, row.said_at, row.said_by = key, now, by
            save_recorded(row, by=by, at=now, act="heading_explained")


@act
def cancel(case: Case, agency: Agency, waiting: WaitingFile, *, by: User, now: datetime) -> None:
    """Forget a file that was looked at; that it was is all that stays."""
    place = compartment_of(case, Kind.PRIVATE, agency)
    note("chronology_file_cancelled", by=by, at=now, case_id=case.pk, compartment_id=place.pk, subject=agency)
    _forget(waiting)


def _forget(waiting: WaitingFile) -> None:
    """Forget a waiting file; its bytes go once that is certain."""
    waiting.delete()
    for name in (waiting.stored_as, waiting.contents_as):
        transaction.on_commit(partial(vault.remove, name))


def purge(now: datetime) -> None:
    """Forget everybody's files that nobody decided on for seven days."""
    for waiting in WaitingFile.objects.filter(waits_since__lte=now - WAITS_FOR):
        _forget(waiting)


@act
def take_in(
    case: Case, agency: Agency, waiting: WaitingFile, about: About, *, revision: int, by: User, now: datetime
) -> ImportAttempt:
    """Make a file part of the chronology: rows added, changed and withdrawn as they were shown, or nothing.

    `revision` is that of the chronology which the sender compared it with. Raises Stale when it was changed
    since, NotTheMoment for a file of which something must be put right first.
    """
    require(by, Do.WRITE_REVIEW, case=case, agency=agency)
    case = lock(case)
    chronology = begun_list(case, agency, about.department, by=by, now=now)
    if chronology.revision != revision:
        raise Stale(CHANGED_SINCE, chronology.revision)
    reading = _reading(case, agency, waiting, about)
    if not reading.can_be_kept:
        raise NotTheMoment("This file cannot be taken in yet: put right what is listed, and send it again.")
    known = own_rows(chronology, about.department)
    comparison = compare([entry.row for entry in known], reading.rows)
    content = vault.get(waiting.stored_as)
    document = _kept(case, agency, about, content, by=by, now=now)
    if not comparison.is_nothing_new:
        _note_file(chronology, reading, comparison, by=by, now=now)
        write_rows(chronology, known, reading.rows, comparison, by=by, now=now)
    attempt = ImportAttempt(
        case=case,
        compartment=document.compartment,
        agency=agency,
        department=about.department,
        filename=about.filename,
        size=about.size,
        tried_at=now,
        tried_by=by,
        is_accepted=True,
        row_count=len(reading.rows),
        messages=[as_kept(one) for one in reading.messages],
        document=document,
        counts=comparison.counts,
        places=reading.places,
    )
    record(attempt, by=by, now=now, act="chronology_read", is_accepted=True)
    _forget(waiting)
    return attempt


def _kept(case: Case, agency: Agency, about: About, content: bytes, *, by: User, now: datetime) -> Document:
    return store(
        case,
        compartment_of(case, Kind.PRIVATE, agency),
        kind=FILE_KIND,
        title=f"Chronology of {about.department or agency.short_name}",
        filename=about.filename,
        content=content,
        by=by,
        now=now,
        agency=agency,
        content_type="application/octet-stream",
    )


def _note_file(
    chronology: Chronology, reading: Reading, comparison: Comparison, *, by: User, now: datetime
) -> None:
    chronology.completed_by = reading.header.completed_by[:200] or chronology.completed_by
    chronology.staff = {**chronology.staff, **reading.staff}
    note_change(chronology, by=by, now=now, act="chronology_imported", **comparison.counts)
