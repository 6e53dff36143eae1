"""Early learning: a lesson noted, shared and acted on while the review goes on (seed 004, section 5.4).

Nothing here asks for a stage or for a hold: publication may have to wait, a lesson does not.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reviews.models import EarlyLesson, LessonUpdate
from reviews.models.lessons import ENDS, Said
from reviews.services.submission import Upload
from scr.cases.audiences import Kind
from scr.cases.models import Case, CaseAgency, Compartment, Participant
from scr.cases.opening import exchange_with
from scr.cases.policy import NotTheMoment, require
from scr.cases.services import record_milestone
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import london_day, moment_words
from scr.documents.models import Document
from scr.documents.services import store
from scr.outbox.services import put_notice
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.learning import LESSON

# What tells of a lesson in the place where it lies.
NOTED = {
    Kind.PRIVATE: "own_lesson_noted",
    Kind.EXCHANGE: "lesson_noted",
    Kind.PANEL: "board_lesson_noted",
}
ENDED = {kind: key.replace("_noted", "_ended") for kind, key in NOTED.items()}


@dataclass(frozen=True)
class Lesson:
    """What was learned, what is done about it, by which post and by when."""

    what: str
    action: str
    acted_on_by: str
    due_on: date


@act
def note_lesson(
    case: Case, agency: Agency | None, *, lesson: Lesson, by: User, now: datetime, is_shared: bool = False
) -> EarlyLesson:
    """Note a lesson for an agency, or for the board where none is given; its owner gets a task with the day.

    What an agency's people note is their agency's own unless they share it; what the board notes for an
    agency, both read. Raises NotTheMoment on a case that has ended, for a day that has passed, and for an
    agency that does not take part.
    """
    part = require(by, Do.RECORD_LESSON, case=case, agency=agency)
    case = lock(case)
    _check(case, agency, lesson, now)
    compartment = _place(case, agency, is_own=part.is_for_agency and not is_shared, by=by, now=now)
    row = _new(compartment, agency, lesson, by=by, now=now)
    record(row, by=by, now=now, act="lesson_noted")
    _begin(row, by=by, now=now)
    return row


def _check(case: Case, agency: Agency | None, lesson: Lesson, now: datetime) -> None:
    _require_running(case)
    if lesson.due_on < london_day(now):
        raise NotTheMoment("Choose a day from today on.")
    if agency and not CaseAgency.objects.filter(case=case, agency=agency).exists():
        raise NotTheMoment(f"{agency.name} does not take part in this case.")


def _require_running(case: Case) -> None:
    if case.stage_now.is_final:
        raise NotTheMoment("This case has ended. Its lessons can be read, and no longer changed.")


def _place(case: Case, agency: Agency | None, *, is_own: bool, by: User, now: datetime) -> Compartment:
    """Where a lesson lies: with the agency, between it and the board, or with the panel."""
    if agency is None:
        return compartment_of(case, Kind.PANEL)
    return (
        compartment_of(case, Kind.PRIVATE, agency) if is_own else exchange_with(case, agency, by=by, now=now)
    )


def _new(
    compartment: Compartment, agency: Agency | None, lesson: Lesson, *, by: User, now: datetime, **more: Any
) -> EarlyLesson:
    return EarlyLesson(
        case=compartment.case,
        compartment=compartment,
        agency=agency,
        number=EarlyLesson.objects.filter(compartment=compartment).count() + 1,
        what=lesson.what,
        action=lesson.action,
        acted_on_by=lesson.acted_on_by,
        due_on=lesson.due_on,
        stage=compartment.case.stage,
        noted_at=now,
        noted_by=by,
        **more,
    )


def _begin(row: EarlyLesson, *, by: User, now: datetime) -> None:
    _tell(row, NOTED[Kind(row.compartment.kind)], by=by, now=now, agreed_on=row.due_on)


def _end(row: EarlyLesson, *, by: User, now: datetime) -> None:
    _tell(row, ENDED[Kind(row.compartment.kind)], by=by, now=now)


def _tell(row: EarlyLesson, key: str, *, by: User, now: datetime, **more: Any) -> None:
    record_milestone(row.case, key, by=by, now=now, agency=row.agency, subject_id=row.pk, **more)


@act
def share_lesson(lesson: EarlyLesson, *, wording: Lesson, by: User, now: datetime) -> EarlyLesson:
    """Share an agency's own lesson with the board, in the words that the agency gives it.

    What was said about it so far stays with the agency. Raises NotTheMoment for one that is shared already
    or was never the agency's own.
    """
    require(by, Do.RECORD_LESSON, case=lesson.case, agency=lesson.agency)
    kept = _kept(lesson)
    if kept.compartment.kind != Kind.PRIVATE or kept.agency is None:
        raise NotTheMoment("The panel reads this lesson already.", LESSON)
    had_ended = kept.said in ENDS
    if not had_ended:
        _check(kept.case, kept.agency, wording, now)
        _end(kept, by=by, now=now)
    kept.shared_at = now
    record(kept, by=by, now=now, act="lesson_handed_on")
    exchange = exchange_with(kept.case, kept.agency, by=by, now=now)
    shared = _new(exchange, kept.agency, wording, by=by, now=now, said=kept.said, shared_from=kept)
    record(shared, by=by, now=now, act="lesson_shared")
    if not had_ended:
        _begin(shared, by=by, now=now)
    _tell_board(shared, now)
    return shared


def _tell_board(lesson: EarlyLesson, now: datetime) -> None:
    reference = lesson.case.reference
    for part in Participant.objects.current().filter(case=lesson.case, role="administrator"):
        put_notice(
            key=f"lesson:{lesson.pk}:{part.user_id}",
            recipient=part.user,
            subject=f"Early learning was shared on {reference}",
            body=f"An agency shared a lesson on {reference} with the panel. Sign in to read it.",
            path=f"/cases/{lesson.case_id}/lessons/{lesson.pk}/",
            now=now,
            case_id=lesson.case_id,
            compartment_id=lesson.compartment_id,
        )


@act
def say_of_lesson(
    lesson: EarlyLesson,
    *,
    said: str,
    words: str,
    by: User,
    now: datetime,
    evidence: str = "",
    upload: Upload | None = None,
) -> LessonUpdate:
    """Say how a lesson is acted on: in hand, done with what shows it, or let go with the reason.

    Raises NotTheMoment once it has ended or was shared, and for one that is done without what shows it;
    FileRefused for a file that is not taken.
    """
    require(by, Do.ACT_ON_LESSON, case=lesson.case, agency=lesson.agency)
    kept = _kept(lesson)
    _require_running(kept.case)
    if kept.said in ENDS:
        raise NotTheMoment(f"This lesson has ended: {Said(kept.said).label.lower()}.", LESSON)
    if said == Said.DONE and not evidence.strip():
        raise NotTheMoment("Say what shows that it is done.")
    update = LessonUpdate(
        case=kept.case,
        compartment=kept.compartment,
        lesson=kept,
        number=LessonUpdate.objects.filter(lesson=kept).count() + 1,
        said=Said(said).value,
        words=words,
        evidence=evidence,
        document=_keep(kept, upload, by=by, now=now),
        said_at=now,
        said_by=by,
    )
    record(update, by=by, now=now, act="lesson_update_written")
    kept.said = update.said
    record(kept, by=by, now=now, act="lesson_reported", said=update.said)
    if kept.said in ENDS:
        _end(kept, by=by, now=now)
    return update


def _kept(lesson: EarlyLesson) -> EarlyLesson:
    """The lesson as it stands, behind the lock. Raises NotTheMoment once it goes on as a shared one."""
    case = lock(lesson.case)
    found = EarlyLesson.objects.select_related("case", "compartment", "agency")
    kept: EarlyLesson = found.get(pk=lesson.pk, case=case)
    if kept.shared_at is not None:
        raise NotTheMoment(
            f"This lesson was shared at {moment_words(kept.shared_at)} and goes on there.", LESSON
        )
    return kept


def _keep(lesson: EarlyLesson, upload: Upload | None, *, by: User, now: datetime) -> Document | None:
    if upload is None:
        return None
    return store(
        lesson.case,
        lesson.compartment,
        kind="evidence",
        title=f"Evidence for lesson {lesson.number}",
        filename=upload.filename,
        content=upload.content,
        by=by,
        now=now,
        agency=lesson.agency,
    )
