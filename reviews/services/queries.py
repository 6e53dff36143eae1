"""Queries to an agency about its released review: asked, answered, closed (seed 004, section 7)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chronology.models import Entry
from reviews.models import QueryMessage, ReviewQuery
from reviews.services.quality import require_released
from reviews.services.submission import AGENCY
from scr.cases.audiences import Audience
from scr.cases.models import Case, Participant, Release
from scr.cases.opening import exchange_with
from scr.cases.policy import NotTheMoment, Stale, may, require
from scr.cases.services import record_milestone
from scr.cases.writing import act, lock, record
from scr.dates import london_day, moment_words
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.reception import QUERY


@dataclass(frozen=True)
class Question:
    """What is asked, about which passage or which row, and by when the agency is to answer."""

    words: str
    answer_by: date
    section: str = ""
    quoted: str = ""
    entry: Entry | None = None


@act
def ask(case: Case, agency: Agency, *, question: Question, by: User, now: datetime) -> ReviewQuery:
    """Ask an agency about a passage of its review or a row of its chronology; nobody else's agency sees it.

    Raises NotTheMoment where the panel has no review before it, for a row that the panel does not read, for
    nothing that it is about, and for a day that is not to come.
    """
    require(by, Do.ASK_AGENCY, case=case)
    case = lock(case)
    submission = require_released(case, agency)
    _check(agency, question, now)
    query = ReviewQuery(
        case=case,
        compartment=exchange_with(case, agency, by=by, now=now),
        agency=agency,
        number=ReviewQuery.objects.filter(case=case, agency=agency).count() + 1,
        submission=submission,
        section=question.section,
        quoted=question.quoted,
        entry=question.entry,
        answer_by=question.answer_by,
        asked_at=now,
        asked_by=by,
    )
    record(query, by=by, now=now, act="query_asked", number=query.number)
    _say(query, question.words, by=by, now=now)
    _tell(query, "query_asked", by=by, now=now, agreed_on=question.answer_by)
    return query


def _check(agency: Agency, question: Question, now: datetime) -> None:
    _require_ahead(question.answer_by, now)
    if question.entry is None:
        if not (question.section or question.quoted):
            raise NotTheMoment("Say which passage it is about: where it stands, or its words.")
        return
    released = Release.objects.filter(compartment=question.entry.compartment_id, audience=Audience.PANEL)
    if question.entry.agency_id != agency.pk or not released.exists():
        raise NotTheMoment("This row has not been released to the panel.", AGENCY)


def _require_ahead(day: date, now: datetime) -> None:
    if day <= london_day(now):
        raise NotTheMoment("Choose a day after today for the answer.")


@act
def answer(query: ReviewQuery, *, words: str, seen: int, by: User, now: datetime) -> QueryMessage:
    """Answer for the agency; whoever asked is told. `seen` is how many messages one had read.

    Raises NotTheMoment once it is closed, Stale when somebody wrote in the meantime.
    """
    require(by, Do.ANSWER_QUERY, case=query.case, agency=query.agency)
    query = _open(query, seen)
    message = _say(query, words, by=by, now=now, is_from_agency=True)
    if not query.is_answered:
        query.is_answered = True
        record(query, by=by, now=now, act="query_answered", number=query.number)
        _tell(query, "query_answered", by=by, now=now, person=query.asked_by)
    return message


@act
def ask_on(
    query: ReviewQuery, *, words: str, answer_by: date | None, seen: int, by: User, now: datetime
) -> QueryMessage:
    """Add to a query, or after an answer ask once more, for which the agency gets another day.

    Raises NotTheMoment once it is closed and where the day is missing, Stale as `answer` does.
    """
    require(by, Do.ASK_AGENCY, case=query.case)
    query = _open(query, seen)
    message = _say(query, words, by=by, now=now)
    if query.is_answered:
        if answer_by is None:
            raise NotTheMoment("Say by when the agency is to answer.")
        _require_ahead(answer_by, now)
        query.is_answered, query.answer_by = False, answer_by
        record(query, by=by, now=now, act="query_asked_on", number=query.number)
        _tell(query, "query_asked", by=by, now=now, agreed_on=answer_by)
    return message


@act
def correct(message: QueryMessage, *, words: str, seen: int, by: User, now: datetime) -> QueryMessage:
    """Correct what one said by another message that follows; the first stays as it was.

    Raises NotTheMoment for what somebody else said, for what was corrected already, and once it is closed.
    """
    action = Do.ANSWER_QUERY if message.is_from_agency else Do.ASK_AGENCY
    require(by, action, case=message.case, agency=message.query.agency if message.is_from_agency else None)
    query = _open(message.query, seen)
    if message.said_by_id != by.pk:
        raise NotTheMoment(f"{message.said_by} wrote this, and only {message.said_by} can correct it.", QUERY)
    if QueryMessage.objects.filter(corrects=message).exists():
        raise NotTheMoment("You have corrected this already. Correct the correction.", QUERY)
    return _say(query, words, by=by, now=now, is_from_agency=message.is_from_agency, corrects=message)


@act
def close(query: ReviewQuery, *, seen: int, by: User, now: datetime) -> ReviewQuery:
    """Close a query for good; whoever asked it closes it, answered or not.

    When that person no longer takes part, anybody who may ask can. Raises NotTheMoment for others and the
    second time, Stale when somebody wrote in the meantime.
    """
    require(by, Do.ASK_AGENCY, case=query.case)
    query = _open(query, seen)
    if not may_close(query, by):
        raise NotTheMoment(f"{query.asked_by} asked this, and closes it.", QUERY)
    query.closed_at, query.closed_by = now, by
    record(query, by=by, now=now, act="query_closed", number=query.number)
    _tell(query, "query_closed", by=by, now=now)
    return query


def may_close(query: ReviewQuery, user: Any) -> bool:
    """Whether somebody closes a query: who asked it, or who may ask once that person has left the case."""
    if query.closed_at is not None or not may(user, Do.ASK_AGENCY, case=query.case):
        return False
    if query.asked_by_id == user.pk:
        return True
    asker = Participant.objects.current().filter(case=query.case, user=query.asked_by)
    return not any(Do.ASK_AGENCY in part.does for part in asker)


def _open(query: ReviewQuery, seen: int) -> ReviewQuery:
    """The query as it stands, to be written to, behind the lock. Raises NotTheMoment, Stale."""
    lock(query.case)
    found = ReviewQuery.objects.select_related("case", "compartment", "agency", "asked_by", "closed_by")
    kept: ReviewQuery = found.get(pk=query.pk)
    if kept.closed_at is not None:
        raise NotTheMoment(f"{kept.closed_by} closed this query at {moment_words(kept.closed_at)}.", QUERY)
    said = QueryMessage.objects.filter(query=kept).count()
    if said != seen:
        raise Stale(
            "Somebody wrote to this query after you opened it. Read it above; your own text is kept below.",
            said,
        )
    return kept


def _say(
    query: ReviewQuery,
    words: str,
    *,
    by: User,
    now: datetime,
    is_from_agency: bool = False,
    corrects: QueryMessage | None = None,
) -> QueryMessage:
    message = QueryMessage(
        case=query.case,
        compartment=query.compartment,
        query=query,
        number=QueryMessage.objects.filter(query=query).count() + 1,
        words=words,
        is_from_agency=is_from_agency,
        corrects=corrects,
        said_at=now,
        said_by=by,
    )
    record(message, by=by, now=now, act="query_message_written", is_correction=corrects is not None)
    return message


def _tell(query: ReviewQuery, key: str, *, by: User, now: datetime, **more: Any) -> None:
    record_milestone(query.case, key, by=by, now=now, agency=query.agency, subject_id=query.pk, **more)


def open_queries(case: Case, agency: Agency) -> Any:
    """The queries to an agency that are not closed; policy has been asked."""
    return ReviewQuery.objects.filter(case=case, agency=agency, closed_at__isnull=True)
