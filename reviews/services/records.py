"""Securing an agency's records, and keeping account of originals and copies (seeds 004, 5.4; 002, 3.2)."""

from dataclasses import dataclass
from datetime import datetime

from reviews.models import RecordsEvent, RecordsSecured
from reviews.register import (
    TOLD_BY,
    Entry,
    kinds_for,
    lacks_people,
    register_of,
    seal_of_register,
    speaks_of,
)
from scr.cases.audiences import Kind
from scr.cases.events import has_happened, last_of, standing_milestones
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import record_milestone, withdraw
from scr.cases.undoing import undo
from scr.cases.writing import act, compartment_of, lock, record
from scr.people.models import Agency, User
from scr.people.roles import Do

CORRECTED = "This was corrected in the meantime. Open it again and correct what stands now."


@dataclass(frozen=True)
class Secured:
    """A set of records as it was put away: `whose` and `medium` are values of the model's choices."""

    record_set: str
    whose: str
    medium: str
    location: str
    secured_by: str
    secured_at: datetime


@dataclass(frozen=True)
class Happened:
    """What happened to a set of records: who did it or has it, where, and when."""

    who: str
    place: str
    happened_at: datetime


@act
def add_records(case: Case, agency: Agency, *, secured: Secured, by: User, now: datetime) -> RecordsSecured:
    """Enter a set of records into an agency's register; its chief officer attests it.

    After an attestation it counts as added later, and the chief officer is asked again. Raises NotTheMoment
    for a moment to come, and for a set that is entered already.
    """
    require(by, Do.KEEP_RECORDS, case=case, agency=agency)
    case = lock(case)
    entries = register_of(case, agency)
    if any(_same(one.row, secured) for one in entries):
        raise NotTheMoment("This set is in the register already: the same records at the same place.")
    is_addition = any(one.row.attested_at for one in entries)
    row = RecordsSecured(case=case, agency=agency, is_addition=is_addition)
    return _enter(row, secured, entries, by=by, now=now)


@act
def correct_records(
    kept: RecordsSecured, *, secured: Secured, reason: str, by: User, now: datetime
) -> RecordsSecured:
    """Replace what was entered about a set; the earlier row stays, and the new one is attested anew.

    Raises NotTheMoment for a row that was replaced already.
    """
    case, agency = kept.case, kept.agency
    require(by, Do.KEEP_RECORDS, case=case, agency=agency)
    case = lock(case)
    entries = register_of(case, agency)
    standing = next((one.row for one in entries if one.row.pk == kept.pk), None)
    if standing is None:
        raise NotTheMoment(CORRECTED)
    was_attested = standing.attested_at is not None
    row = RecordsSecured(
        case=case,
        agency=agency,
        is_addition=was_attested or kept.is_addition,
        replaces=kept,
        first_id=kept.root_id,
        reason=reason,
    )
    return _enter(row, secured, entries, by=by, now=now)


def _same(row: RecordsSecured, secured: Secured) -> bool:
    return (row.record_set.lower(), row.location.lower()) == (
        secured.record_set.lower(),
        secured.location.lower(),
    )


def _enter(
    row: RecordsSecured, secured: Secured, before: list[Entry], *, by: User, now: datetime
) -> RecordsSecured:
    if secured.secured_at > now:
        raise NotTheMoment("Records are entered once they are secured. Give a moment that has passed.")
    case, agency = row.case, row.agency
    row.compartment = compartment_of(case, Kind.ROOM, agency)
    for name, value in vars(secured).items():
        setattr(row, name, value)
    row.entered_at, row.entered_by = now, by
    record(row, by=by, now=now, act="records_corrected" if row.replaces_id else "records_entered")
    is_first = not any(one.row.is_addition and one.row.attested_at is None for one in before)
    if row.is_addition and is_first:
        record_milestone(case, "records_added", by=by, now=now, agency=agency)
    return row


@act
def attest_records(
    case: Case, agency: Agency, *, seal: str, lacking: str = "", by: User, now: datetime
) -> list[RecordsSecured]:
    """A chief officer attests that every set in the register is safe; meets the agency's duty.

    `seal` says which sets the officer saw (`seal_of_register`), `lacking` why a health trust has none of the
    child or of the adults. Raises NotTheMoment for an empty register, for one that has changed since, and
    where all of it is attested.
    """
    require(by, Do.ATTEST_RECORDS, case=case, agency=agency)
    case = lock(case)
    entries = register_of(case, agency)
    _check_attestable(case, agency, entries, seal, lacking)
    sets = [one.row for one in entries if one.row.attested_at is None]
    for row in sets:
        row.attested_at, row.attested_by = now, by
        record(row, by=by, now=now, act="records_attested")
    record_milestone(
        case,
        "records_secured",
        by=by,
        now=now,
        happened_at=_secured_at(case, agency, sets, now),
        agency=agency,
        subject_id=sets[-1].pk,
        note=lacking,
    )
    _tell_of_copies(case, agency, by=by, now=now)
    return sets


def _secured_at(case: Case, agency: Agency, sets: list[RecordsSecured], now: datetime) -> datetime:
    """The first time the duty is met by the moment at which the last of the sets was put away.

    What is added later may have been put away before others were attested, so that it counts from now.
    """
    is_first = not has_happened(case, "records_secured", agency=agency)
    return max(row.secured_at for row in sets) if is_first else now


def _check_attestable(case: Case, agency: Agency, entries: list[Entry], seal: str, lacking: str) -> None:
    if not entries:
        raise NotTheMoment("The register is empty. Enter which records are secured, then attest them.")
    if seal != seal_of_register(entries):
        raise NotTheMoment("The register has changed since you opened this page. Read it again, then attest.")
    if all(one.row.attested_at for one in entries):
        raise NotTheMoment("Everything in the register is attested already.")
    if needs_both(case, agency) and lacks_people(entries) and not lacking:
        raise NotTheMoment("Say why there are no records of the child, or none of the adults.")


def needs_both(case: Case, agency: Agency) -> bool:
    """Whether an agency's own rules ask for the records of children and of adults, and for copies."""
    return speaks_of(case, agency, "records_copied")


@act
def note_records(
    kept: RecordsSecured, *, kind: str, happened: Happened, by: User, now: datetime
) -> RecordsEvent:
    """Note what became of a set of records: copied, held, given out, sent on or returned.

    Raises NotTheMoment for a moment to come, for what is noted already, and for what the agency's rules do
    not know.
    """
    require(by, Do.KEEP_RECORDS, case=kept.case, agency=kept.agency)
    case = lock(kept.case)
    if kind not in kinds_for(case, kept.agency):
        raise NotTheMoment("The rules of this agency do not know this.")
    again = RecordsEvent.objects.standing().filter(records_id=kept.root_id, kind=kind, **vars(happened))
    if again.exists():
        raise NotTheMoment("This is noted already: the same person at the same time.")
    row = RecordsEvent(
        case=case,
        compartment=compartment_of(case, Kind.ROOM, kept.agency),
        agency=kept.agency,
        records_id=kept.root_id,
        kind=kind,
    )
    return _note(row, happened, by=by, now=now)


@act
def correct_event(
    noted: RecordsEvent,
    *,
    happened: Happened,
    reason: str,
    is_struck: bool = False,
    by: User,
    now: datetime,
) -> RecordsEvent:
    """Replace what was noted of a set, or say that it did not happen; both stay on record.

    Tasks that it had met wait again when nothing of the kind is left. Raises NotTheMoment for what was
    corrected already.
    """
    require(by, Do.KEEP_RECORDS, case=noted.case, agency=noted.agency)
    case = lock(noted.case)
    if noted.is_struck or RecordsEvent.objects.filter(replaces=noted).exists():
        raise NotTheMoment(CORRECTED)
    row = RecordsEvent(
        case=case,
        compartment=noted.compartment,
        agency=noted.agency,
        records_id=noted.records_id,
        kind=noted.kind,
        replaces=noted,
        reason=reason,
        is_struck=is_struck,
    )
    return _note(row, happened, by=by, now=now)


def _note(row: RecordsEvent, happened: Happened, *, by: User, now: datetime) -> RecordsEvent:
    if happened.happened_at > now:
        raise NotTheMoment("This is noted once it has happened. Give a moment that has passed.")
    row.who, row.place, row.happened_at = happened.who, happened.place, happened.happened_at
    row.noted_at, row.noted_by = now, by
    record(row, by=by, now=now, act="records_event_noted", kind=row.kind)
    _tell_of_event(row, by=by, now=now)
    return row


def _tell_of_event(row: RecordsEvent, *, by: User, now: datetime) -> None:
    """Tell the case what the agency's own rules wait for, or that it no longer stands."""
    case, agency = row.case, row.agency
    _tell_of_sending(row, by=by, now=now)
    _tell_of_copies(case, agency, by=by, now=now)
    entries = register_of(case, agency)
    if row.is_struck and not all(one.is_copied for one in entries):
        _take_back(case, agency, "records_copied", by=by, now=now)
    if any(one.is_out for one in entries):
        _take_back(case, agency, "originals_returned", by=by, now=now)


def _tell_of_sending(row: RecordsEvent, *, by: User, now: datetime) -> None:
    event = TOLD_BY.get(row.kind)
    if event is None:
        return
    case, agency = row.case, row.agency
    if not RecordsEvent.objects.filter(case=case, agency=agency, kind=row.kind).standing().exists():
        _take_back(case, agency, event, by=by, now=now)
    elif not has_happened(case, event, agency=agency):
        record_milestone(case, event, by=by, now=now, happened_at=row.happened_at, agency=agency)


def _tell_of_copies(case: Case, agency: Agency, *, by: User, now: datetime) -> None:
    """Tell once after each attestation that every set is copied, where the agency's rules ask for it."""
    secured = last_of(case, "records_secured", agency=agency)
    if secured is None or not needs_both(case, agency):
        return
    told = standing_milestones(case).filter(key="records_copied", agency=agency)
    is_told = told.filter(recorded_at__gte=secured.recorded_at).exists()
    if not is_told and all(one.is_copied for one in register_of(case, agency)):
        record_milestone(case, "records_copied", by=by, now=now, agency=agency)


def _take_back(case: Case, agency: Agency, event: str, *, by: User, now: datetime) -> None:
    for milestone in standing_milestones(case).filter(key=event, agency=agency):
        withdraw(milestone, by=by, now=now)
        undo(milestone, by=by, now=now)


@act
def confirm_returned(case: Case, agency: Agency, *, by: User, now: datetime) -> None:
    """Confirm on completion that no original is still out (seed 002, section 3.2).

    Raises NotTheMoment while one is, before the board has endorsed the report, and the second time.
    """
    require(by, Do.KEEP_RECORDS, case=case, agency=agency)
    case = lock(case)
    out = [one.row.record_set for one in register_of(case, agency) if one.is_out]
    if not has_happened(case, "endorsed"):
        raise NotTheMoment("Originals go back on completion: once the board has endorsed the report.")
    if out:
        raise NotTheMoment(f"Still out: {', '.join(out)}. Note to whom each was returned, then confirm.")
    if has_happened(case, "originals_returned", agency=agency):
        raise NotTheMoment("This is confirmed already.")
    record_milestone(case, "originals_returned", by=by, now=now, agency=agency)
