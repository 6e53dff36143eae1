"""Handing a chronology on: the agency's own to be signed with its review, a department's to its author."""

from datetime import date, datetime

from chronology.checking import Checked, checked, rules_for
from chronology.comparing import Comparison, compare
from chronology.models import Chronology, Entry, SilentPeriod
from chronology.services.lists import SUBMITTED, begun_list, entries_of, note_change, place_of
from chronology.services.rows import LIST_CHANGED, own_rows, write_rows
from scr.cases.events import has_happened
from scr.cases.models import Case, Participant
from scr.cases.policy import NotTheMoment, Stale, require
from scr.cases.services import record_milestone
from scr.cases.writing import act, lock, record
from scr.dates import moment_words
from scr.outbox.services import put_notice
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.rule import Page

DAYS = Page("chronology:days", needs_agency=True)
ROWS = Page("chronology:agency_rows", needs_agency=True)


def checked_list(chronology: Chronology) -> tuple[list[Entry], Checked]:
    """The rows of a list as they stand, with what there is to say of them."""
    entries = entries_of(chronology)
    return entries, checked(entries, rules_for(chronology.case, chronology.agency, chronology))


def _as_it_stands(chronology: Chronology, revision: int) -> Chronology:
    """The list behind the lock. Raises Stale, and NotTheMoment for one that is sealed."""
    lock(chronology.case)
    place_of(chronology.case, chronology.agency, chronology.department)
    kept = Chronology.objects.select_related("case", "compartment", "agency").get(pk=chronology.pk)
    if kept.revision != revision:
        raise Stale(LIST_CHANGED, kept.revision)
    return kept


@act
def submit(chronology: Chronology, *, revision: int, by: User, now: datetime) -> Chronology:
    """Say that a chronology is ready: the agency's own goes with its review, a part goes to the author.

    Raises NotTheMoment while a row has an error or there is none, and the second time; Stale when the list
    was changed since `revision` was read.
    """
    require(by, Do.WRITE_REVIEW, case=chronology.case, agency=chronology.agency)
    chronology = _as_it_stands(chronology, revision)
    if chronology.submitted_at is not None:
        raise NotTheMoment(
            f"{chronology.submitted_by} submitted it at {moment_words(chronology.submitted_at)}.", ROWS
        )
    entries, found = checked_list(chronology)
    if not entries:
        raise NotTheMoment("There is no row in the chronology yet.", ROWS)
    if found.errors:
        raise NotTheMoment(_to_put_right(found.errors), ROWS)
    chronology.submitted_at, chronology.submitted_by = now, by
    record(chronology, by=by, now=now, act="chronology_submitted", rows=len(entries))
    if chronology.department:
        _tell_author(chronology, now)
    elif not has_happened(chronology.case, SUBMITTED, agency=chronology.agency):
        record_milestone(chronology.case, SUBMITTED, by=by, now=now, agency=chronology.agency)
    return chronology


def _to_put_right(errors: int) -> str:
    things = "One thing" if errors == 1 else f"{errors} things"
    return f"{things} must be put right before the chronology can be submitted."


def _tell_author(part: Chronology, now: datetime) -> None:
    authors = Participant.objects.current().filter(case=part.case, agency=part.agency, role="agency_author")
    for author in authors.select_related("user"):
        put_notice(
            key=f"chronology-part:{part.pk}:{part.revision}:{author.user_id}",
            recipient=author.user,
            subject=f"A part of your chronology on {part.case.reference}",
            body=f"A department has sent its part of the chronology on {part.case.reference}. "
            "Sign in to look at it.",
            path=f"/cases/{part.case_id}/chronology/{part.agency_id}/",
            now=now,
            case_id=part.case_id,
            compartment_id=part.compartment_id,
        )


def part_against_own(part: Chronology, own: Chronology | None) -> tuple[list[Entry], list[Entry], Comparison]:
    """Rows of the agency's list that came from a department, those of its part, and what differs."""
    known, coming = own_rows(own, part.department), entries_of(part)
    return known, coming, compare([one.row for one in known], [one.row for one in coming])


@act
def merge_part(part: Chronology, *, part_revision: int, revision: int, by: User, now: datetime) -> Comparison:
    """Take a department's part into the agency's chronology; other departments' rows are left as they are.

    Both revisions are those that the author compared. Raises Stale when either was changed since,
    NotTheMoment for a part that was not sent, or has not changed.
    """
    require(by, Do.WRITE_REVIEW, case=part.case, agency=part.agency)
    part = _as_it_stands(part, part_revision)
    if part.submitted_at is None:
        raise NotTheMoment(f"{part.department} has not sent its part yet.", ROWS)
    own = begun_list(part.case, part.agency, "", by=by, now=now)
    if own.revision != revision:
        raise Stale(LIST_CHANGED, own.revision)
    known, coming, comparison = part_against_own(part, own)
    if comparison.is_nothing_new:
        raise NotTheMoment("The chronology says what this part says already.", ROWS)
    own.staff = {**own.staff, **part.staff}
    note_change(own, by=by, now=now, act="part_merged", **comparison.counts)
    write_rows(
        own,
        known,
        [one.row for one in coming],
        comparison,
        by=by,
        now=now,
        department=part.department,
    )
    return comparison


@act
def open_part(case: Case, agency: Agency, department: str, *, by: User, now: datetime) -> Chronology:
    """Begin a department's own list. Raises NotTheMoment for a name that is taken."""
    require(by, Do.WRITE_REVIEW, case=case, agency=agency)
    case = lock(case)
    place_of(case, agency)
    part = begun_list(case, agency, department, by=by, now=now)
    if not part._state.adding:
        raise NotTheMoment(f"There is a part called “{part.department}” already.")
    record(part, by=by, now=now, act="part_opened")
    return part


@act
def declare_silence(
    case: Case, agency: Agency, *, first_day: date, last_day: date, because: str, by: User, now: datetime
) -> SilentPeriod:
    """Say that the agency searched its records for some days and found no contact: silence, not ignorance."""
    require(by, Do.WRITE_REVIEW, case=case, agency=agency)
    case = lock(case)
    chronology = begun_list(case, agency, "", by=by, now=now)
    within = Entry.objects.standing().filter(chronology=chronology, on__range=(first_day, last_day))
    if not chronology._state.adding and within.exists():
        raise NotTheMoment("There are rows of the chronology on these days. Choose days without a row.")
    note_change(chronology, by=by, now=now, act="silence_said")
    said = SilentPeriod(
        case=case,
        compartment=chronology.compartment,
        chronology=chronology,
        agency=agency,
        first_day=first_day,
        last_day=last_day,
        because=because,
        said_at=now,
        said_by=by,
    )
    record(said, by=by, now=now, act="silence_declared")
    return said


@act
def withdraw_silence(said: SilentPeriod, *, by: User, now: datetime) -> None:
    """Let a declared silence no longer stand. Raises NotTheMoment the second time."""
    require(by, Do.WRITE_REVIEW, case=said.case, agency=said.agency)
    lock(said.case)
    said = SilentPeriod.objects.select_related("case", "compartment", "chronology__case", "agency").get(
        pk=said.pk
    )
    if said.withdrawn_at is not None:
        raise NotTheMoment("This was withdrawn already.")
    said.chronology.compartment, said.chronology.agency = said.compartment, said.agency
    note_change(said.chronology, by=by, now=now, act="silence_taken_back")
    said.withdrawn_at = now
    record(said, by=by, now=now, act="silence_withdrawn")
