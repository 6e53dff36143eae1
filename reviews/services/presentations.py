"""Presenting reviews to the panel: who speaks when, what was said, what is accepted (seed 004, section 7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from reviews.models import Presentation, ReviewAcceptance
from reviews.services.quality import require_released
from reviews.services.queries import open_queries
from reviews.services.submission import AGENCY
from scr.cases.audiences import Kind
from scr.cases.duties import cancel
from scr.cases.events import has_happened, standing_milestones
from scr.cases.models import Case, Duty, Participant
from scr.cases.opening import exchange_with
from scr.cases.policy import NotTheMoment, Stale, require
from scr.cases.services import record_milestone, withdraw
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import count_words, day_words, london_day, moment_words
from scr.meetings.models import Meeting
from scr.outbox.services import put_notice
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.reception import PRESENTATIONS, QUERIES

MEETING = "presentation"


@dataclass(frozen=True)
class Slot:
    """An agency's place in the order of a meeting: for how many minutes, and who speaks."""

    agency_id: UUID
    minutes: int
    presenter: str


@dataclass(frozen=True)
class Timed:
    """A place with its number in the order and its moment."""

    number: int
    starts_at: datetime
    slot: Slot


@dataclass(frozen=True)
class Said:
    """What came up when a review was presented."""

    questions: str
    clarified: str
    recommendations: str


def expected_agencies(case: Case) -> list[Agency]:
    """The agencies whose review the panel waits for or has: asked, and not let off. Policy has been asked."""
    happened = standing_milestones(case)
    waived = happened.filter(key="review_waived").values("agency_id")
    asked = happened.filter(key="agency_asked").exclude(agency_id__in=waived).values("agency_id")
    return list(Agency.objects.filter(pk__in=asked))


def slots_ahead(case: Case) -> Any:
    """The places that were given and are still to come. Policy has been asked."""
    rows = Presentation.objects.filter(case=case, removed_at__isnull=True, presented_at__isnull=True)
    return rows.select_related("agency", "meeting", "compartment", "case")


def times(meeting: Meeting, slots: Sequence[Slot]) -> Iterator[Timed]:
    """Each place with its number and its moment: one begins when the one before it ends."""
    at = meeting.starts_at
    for number, slot in enumerate(slots, 1):
        yield Timed(number, at, slot)
        at += timedelta(minutes=slot.minutes)


def revision_of(meeting: Meeting) -> int:
    """How often a meeting's order was saved in its parts: what two people at once would both change."""
    return sum(Presentation.objects.filter(meeting=meeting).values_list("revision", flat=True))


@act
def set_timetable(
    meeting: Meeting, *, slots: Sequence[Slot], revision: int, by: User, now: datetime
) -> list[Presentation]:
    """Set in which order agencies present at a meeting; each is told of its own moment, and of a new one.

    Raises NotTheMoment for another kind of meeting, one that was held, and an agency that is not expected or
    presents elsewhere; Stale when somebody saved the order since `revision` was read.
    """
    require(by, Do.ARRANGE_MEETING, case=meeting.case)
    case = lock(meeting.case)
    meeting.refresh_from_db()
    _check_meeting(meeting, revision)
    ahead = {one.agency_id: one for one in slots_ahead(case)}
    expected = {one.pk: one for one in expected_agencies(case)}
    _check_slots(meeting, slots, set(expected), ahead)
    for agency_id, row in ahead.items():
        if row.meeting_id == meeting.pk and agency_id not in {slot.agency_id for slot in slots}:
            _remove(row, by=by, now=now)
    placed = []
    for timed in times(meeting, slots):
        agency_id = timed.slot.agency_id
        row = ahead.get(agency_id) or _new(meeting, expected[agency_id], by=by, now=now)
        placed.append(_place(row, timed, by=by, now=now))
    return placed


def _check_meeting(meeting: Meeting, revision: int) -> None:
    if meeting.kind != MEETING:
        raise NotTheMoment("Reviews are presented at a meeting of that kind. Arrange one first.")
    if meeting.held_at is not None:
        raise NotTheMoment("This meeting has been held. Note what was said of each review instead.")
    stands = revision_of(meeting)
    if stands != revision:
        raise Stale("Somebody saved this order after you opened it. Compare, and save again.", stands)


def _check_slots(
    meeting: Meeting, slots: Sequence[Slot], expected: set[UUID], ahead: dict[UUID, Presentation]
) -> None:
    for slot in slots:
        if slot.agency_id not in expected:
            raise NotTheMoment("Only agencies that were asked for a review present one.")
        other = ahead.get(slot.agency_id)
        if other and other.meeting_id != meeting.pk:
            raise NotTheMoment(f"{other.agency.name} presents on {day_words(other.starts_at)} already.")


def _new(meeting: Meeting, agency: Agency, *, by: User, now: datetime) -> Presentation:
    exchange = exchange_with(meeting.case, agency, by=by, now=now)
    return Presentation(case=meeting.case, compartment=exchange, agency=agency, meeting=meeting)


def _place(row: Presentation, timed: Timed, *, by: User, now: datetime) -> Presentation:
    """Give an agency its place, or another one; what has not changed is left as it is."""
    slot, place = timed.slot, row.meeting.place
    wanted = (timed.number, timed.starts_at, slot.minutes, place, slot.presenter)
    if (row.position, row.starts_at, row.minutes, row.place, row.presenter) == wanted:
        return row
    row.position, row.starts_at, row.minutes, row.place, row.presenter = wanted
    row.revision += 1
    record(row, by=by, now=now, act="presentation_timed", revision=row.revision)
    if row.revision == 1:
        on = london_day(row.starts_at)
        _tell(row, "presentation_planned", by=by, now=now, agreed_on=on)
    else:
        _tell_agency(row, "A new time for your review", now=now)
    return row


def _remove(row: Presentation, *, by: User, now: datetime) -> None:
    """Take a place off the order; the task to present ends with it."""
    row.removed_at, row.revision = now, row.revision + 1
    record(row, by=by, now=now, act="presentation_taken_off")
    for milestone in standing_milestones(row.case).filter(key="presentation_planned", subject_id=row.pk):
        withdraw(milestone, by=by, now=now)
    for duty in Duty.objects.open().filter(case=row.case, rule_key="PRESENT", agency=row.agency):
        cancel(duty, by=by, now=now)
    _tell_agency(row, "Your review is not presented as planned", now=now)


@act
def note_presentation(
    row: Presentation, *, said: Said, revision: int, by: User, now: datetime
) -> Presentation:
    """Write down what came up when a review was presented, or write it anew; earlier words stay in history.

    Raises NotTheMoment before its time, without a word, and for a review that the panel does not have; Stale
    when somebody saved it since `revision` was read.
    """
    require(by, Do.ARRANGE_MEETING, case=row.case)
    case = lock(row.case)
    kept = Presentation.objects.select_related("case", "compartment", "agency").get(pk=row.pk, case=case)
    _check_noted(kept, said, revision, now)
    is_first = kept.presented_at is None
    kept.questions, kept.clarified, kept.recommendations = (
        said.questions,
        said.clarified,
        said.recommendations,
    )
    kept.presented_at, kept.noted_by = kept.presented_at or now, by
    kept.revision += 1
    record(kept, by=by, now=now, act="presentation_noted", is_first=is_first)
    if is_first:
        _tell(kept, "review_presented", by=by, now=now, happened_at=kept.starts_at)
    return kept


def _check_noted(row: Presentation, said: Said, revision: int, now: datetime) -> None:
    if row.removed_at is not None:
        raise NotTheMoment("This place was taken off the order.", PRESENTATIONS)
    if row.revision != revision:
        raise Stale("Somebody saved this after you opened it. Compare, and save again.", row.revision)
    if row.starts_at > now:
        raise NotTheMoment(
            f"{row.agency.name} presents at {moment_words(row.starts_at)}. Note it afterwards."
        )
    if not (said.questions or said.clarified or said.recommendations):
        raise NotTheMoment("Write down what was asked, what was cleared up or what was said.")
    if row.presented_at is None:
        require_released(row.case, row.agency)


@act
def accept_review(case: Case, agency: Agency, *, words: str, by: User, now: datetime) -> ReviewAcceptance:
    """Record that the panel accepts a review that was presented to it; the agency is told.

    Raises NotTheMoment before the presentation, while queries are open, and the second time.
    """
    require(by, Do.ACCEPT_REVIEW, case=case)
    case = lock(case)
    submission = require_released(case, agency)
    if not has_happened(case, "review_presented", agency=agency):
        raise NotTheMoment("This review has not been presented to the panel yet.", PRESENTATIONS)
    if has_happened(case, "review_accepted", agency=agency):
        raise NotTheMoment("The panel has accepted this review already.", AGENCY)
    waiting = open_queries(case, agency).count()
    if waiting:
        open_ones = count_words(waiting, "open query", "open queries")
        raise NotTheMoment(f"First close what was asked about this review: {open_ones}.", QUERIES)
    row = ReviewAcceptance(
        case=case,
        compartment=compartment_of(case, Kind.ROOM, agency),
        agency=agency,
        round=submission.round,
        words=words,
        accepted_at=now,
        accepted_by=by,
    )
    record(row, by=by, now=now, act="review_accepted", round=row.round)
    record_milestone(case, "review_accepted", by=by, now=now, agency=agency, subject_id=row.pk)
    for part in _people_of(case, agency):
        _notify(row, part.user, "Your agency’s review was accepted", now=now)
    return row


def _tell(row: Presentation, key: str, *, by: User, now: datetime, **more: Any) -> None:
    record_milestone(row.case, key, by=by, now=now, agency=row.agency, subject_id=row.pk, **more)


def _people_of(case: Case, agency: Agency) -> Any:
    roles = ("agency_author", "chief_officer")
    return Participant.objects.current().filter(case=case, agency=agency, role__in=roles)


def _tell_agency(row: Presentation, subject: str, *, now: datetime) -> None:
    for part in _people_of(row.case, row.agency):
        _notify(row, part.user, subject, now=now, key=f"{row.pk}:{row.revision}")


def _notify(row: Any, user: User, subject: str, *, now: datetime, key: str = "") -> None:
    reference = row.case.reference
    put_notice(
        key=f"presented:{key or row.pk}:{user.pk}",
        recipient=user,
        subject=f"{subject} on {reference}",
        body=f"Something about your agency’s review on {reference} is new. Sign in to see it.",
        path=f"/cases/{row.case_id}/agencies/{row.agency_id}/",
        now=now,
        case_id=row.case_id,
        compartment_id=row.compartment_id,
    )
