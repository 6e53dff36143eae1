"""The rows of a chronology: written as a file says, typed one by one, settled, withdrawn and put in order."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from chronology.checking import rules_for
from chronology.comparing import Comparison
from chronology.models import Chronology, Entry
from chronology.ordering import put_in_order, put_last
from chronology.reading.reader import typed_row
from chronology.reading.rows import Row
from chronology.services.lists import begun_list, entries_of, note_change
from scr.audit.services import change_many_recorded, save_many_recorded
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, Stale, require
from scr.cases.writing import act, lock, record
from scr.people.models import Agency, User
from scr.people.roles import Do

CHANGED_SINCE = "Somebody changed this row after you opened it. What you typed is kept here."
LIST_CHANGED = "The chronology was changed after you opened this page. It is shown as it is now."


def own_rows(chronology: Chronology | None, department: str) -> list[Entry]:
    """The rows that a file of the agency or of a department speaks of: never another's."""
    return [entry for entry in entries_of(chronology) if entry.department == department]


def write_rows(
    chronology: Chronology,
    known: list[Entry],
    rows: Sequence[Row],
    comparison: Comparison,
    *,
    by: User,
    now: datetime,
    department: str = "",
) -> None:
    """Let the list say what the rows say; `known` rows that say the same are left alone.

    The caller holds the lock and has counted the change (`note_change`).
    """
    changed = {change.coming: known[change.known] for change in comparison.changed}
    for place, entry in changed.items():
        fill(entry, rows[place])
        entry.revision += 1
    added = {place: new_entry(chronology, rows[place], department) for place in comparison.added}
    by_place = {coming: known[place] for place, coming in comparison.unchanged} | changed | added
    mine = {entry.pk for entry in known}
    others = [entry for entry in entries_of(chronology) if entry.pk not in mine]
    moved = put_in_order([*(by_place[place] for place in sorted(by_place)), *others])
    save_many_recorded(list(added.values()), by=by, at=now, act="entries_imported")
    is_new = {entry.pk for entry in added.values()}
    rewritten = {entry.pk: entry for entry in [*changed.values(), *moved] if entry.pk not in is_new}
    change_many_recorded(list(rewritten.values()), by=by, at=now, act="entries_changed")
    _withdraw([known[place] for place in comparison.withdrawn], by=by, now=now)


def _withdraw(entries: list[Entry], *, by: User, now: datetime) -> None:
    for entry in entries:
        entry.withdrawn_at = now
        entry.revision += 1
    change_many_recorded(entries, by=by, at=now, act="entries_withdrawn")


def new_entry(chronology: Chronology, row: Row, department: str = "") -> Entry:
    """A row as an entry that is not saved yet."""
    entry = Entry(
        case_id=chronology.case_id,
        compartment_id=chronology.compartment_id,
        chronology=chronology,
        agency=chronology.agency,
        department=department or chronology.department,
    )
    fill(entry, row)
    return entry


def fill(entry: Entry, row: Row) -> None:
    """Let an entry say what a row says; a day that its author confirmed stands while its date does."""
    if not (entry.is_confirmed and entry.date_text == row.date_text):
        entry.on, entry.is_confirmed, entry.is_estimated = row.date, False, row.is_estimated
    entry.date_text = row.date_text
    entry.precision, entry.first_day, entry.last_day = row.precision, row.date_first, row.date_last
    entry.time_text = row.time_text
    entry.child_contact, entry.family_contact = row.child_contact, row.family_contact
    entry.communication, entry.source = row.communication, row.source
    entry.staff, entry.comment, entry.more = row.staff, row.comment, dict(row.more)
    entry.sheet, entry.row_number = row.sheet[:100], row.number


@act
def add_row(
    case: Case,
    agency: Agency,
    texts: Mapping[str, str],
    *,
    by: User,
    now: datetime,
    department: str = "",
    day: date | None = None,
) -> Entry:
    """Add a row that was typed; `day` says by which day to sort it where its date does not."""
    require(by, Do.WRITE_REVIEW, case=case, agency=agency)
    case = lock(case)
    chronology = begun_list(case, agency, department, by=by, now=now)
    note_change(chronology, by=by, now=now, act="row_typed")
    entry = new_entry(chronology, _typed(case, agency, texts))
    _settle(entry, day)
    put_last(entry, entries_of(chronology))
    record(entry, by=by, now=now, act="entry_typed")
    return entry


def _typed(case: Case, agency: Agency, texts: Mapping[str, str]) -> Row:
    rules = rules_for(case, agency)
    return typed_row(texts, period=rules.period)


def _settle(entry: Entry, day: date | None) -> None:
    """Sort an entry by the day that its author says, where its date names none."""
    if entry.on is None and day is not None:
        entry.on, entry.is_confirmed, entry.is_estimated = day, True, True


@act
def change_row(
    entry: Entry, texts: Mapping[str, str], *, revision: int, by: User, now: datetime, day: date | None = None
) -> Entry:
    """Let a row say something else; the earlier wording stays in its history.

    Raises Stale when somebody saved it since `revision` was read.
    """
    entry = _open(entry, revision, by=by)
    row = _typed(entry.case, entry.agency, texts)
    if entry.is_confirmed and day is not None and day != entry.on:
        entry.is_confirmed = False
    place = entry.sheet, entry.row_number
    fill(entry, row)
    entry.sheet, entry.row_number = place
    _settle(entry, day)
    entry.revision += 1
    note_change(entry.chronology, by=by, now=now, act="row_typed")
    moved = put_in_order(_with(entry))
    record(entry, by=by, now=now, act="entry_changed")
    others = [one for one in moved if one.pk != entry.pk]
    change_many_recorded(others, by=by, at=now, act="entries_moved")
    return entry


def _with(entry: Entry) -> list[Entry]:
    """The list in its order with this entry as it is about to be."""
    return [entry if one.pk == entry.pk else one for one in entries_of(entry.chronology)]


def _open(entry: Entry, revision: int, *, by: User) -> Entry:
    """The row as it stands, behind the lock. Raises NotTheMoment, Stale."""
    require(by, Do.WRITE_REVIEW, case=entry.case, agency=entry.agency)
    lock(entry.case)
    kept = Entry.objects.select_related("case", "compartment", "agency", "chronology__case").get(pk=entry.pk)
    kept.chronology.compartment, kept.chronology.agency = kept.compartment, kept.agency
    if kept.revision != revision:
        raise Stale(CHANGED_SINCE, kept.revision)
    return kept


@act
def withdraw_row(entry: Entry, *, revision: int, by: User, now: datetime) -> None:
    """Take a row out of the chronology; it stays on record and can be taken back."""
    entry = _open(entry, revision, by=by)
    note_change(entry.chronology, by=by, now=now, act="row_withdrawn")
    _withdraw([entry], by=by, now=now)


@act
def restore_row(entry: Entry, *, revision: int, by: User, now: datetime) -> None:
    """Take a withdrawn row back into the chronology."""
    entry = _open(entry, revision, by=by)
    if entry.withdrawn_at is None:
        raise NotTheMoment("This row is in the chronology already.")
    entry.withdrawn_at = None
    entry.revision += 1
    note_change(entry.chronology, by=by, now=now, act="row_restored")
    record(entry, by=by, now=now, act="entry_restored")


@act
def confirm_days(
    chronology: Chronology, days: Mapping[str, date], *, revision: int, by: User, now: datetime
) -> int:
    """Sort rows by the days that their author says, marked as estimated; what was typed stays as it is.

    `days` are by the id of the row. Returns how many were settled. Raises Stale when the list was changed
    since `revision` was read.
    """
    require(by, Do.WRITE_REVIEW, case=chronology.case, agency=chronology.agency)
    lock(chronology.case)
    chronology.refresh_from_db(fields=["revision", "submitted_at", "submitted_by"])
    if chronology.revision != revision:
        raise Stale(LIST_CHANGED, chronology.revision)
    entries = entries_of(chronology)
    settled = [entry for entry in entries if entry.on is None and str(entry.pk) in days]
    for entry in settled:
        _settle(entry, days[str(entry.pk)])
        entry.day_order = 0
        entry.revision += 1
    if settled:
        note_change(chronology, by=by, now=now, act="days_confirmed", rows=len(settled))
        change_many_recorded(_all_of(settled, put_in_order(entries)), by=by, at=now, act="entries_changed")
    return len(settled)


def _all_of(some: Iterable[Entry], others: Iterable[Entry]) -> list[Entry]:
    return list({entry.pk: entry for entry in [*some, *others]}.values())
