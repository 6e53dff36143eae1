"""Interviews for an agency's review: noted, and shown to the interviewee (seed 004, section 5.4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet

from reviews.models import Interview, SupportOffer
from reviews.services.interview_letters import SUMMARY, Paper, put_on_paper
from reviews.services.support import Offered, offer_support
from scr.cases.audiences import Kind
from scr.cases.holding import for_agencies, holds_on
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, Stale, require
from scr.cases.writing import act, compartment_of, lock, record
from scr.dates import day_words, london_day
from scr.people.models import Agency, User
from scr.people.roles import Do
from scr.procedures.parallel import INTERVIEWS


@dataclass(frozen=True)
class Talk:
    """An interview as the reviewer wrote it down; `held_at` by London's clock.

    `answers` are what was said under each heading of the board's format, by its key; `notes` what was said
    beside them. What support was offered, and what was said to it, is kept when an interview is first noted.
    """

    interviewee: str
    held_at: datetime
    held_by: str
    notes: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    support: str = ""
    support_answer: str = SupportOffer.Answer.OPEN


@act
def record_interview(case: Case, agency: Agency, *, talk: Talk, by: User, now: datetime) -> Interview:
    """Keep the written record of an interview, for the agency's reviewer and chief officer alone.

    Raises NotTheMoment for an interview that is still to come, that is on record already, or that was held
    after somebody outside had asked the board to wait with interviews.
    """
    require(by, Do.NOTE_INTERVIEW, case=case, agency=agency)
    case = lock(case)
    _refuse_held(case, talk)
    private = compartment_of(case, Kind.PRIVATE, agency)
    _refuse_second(Interview.objects.filter(compartment=private), talk)
    noted = _write(Interview(case=case, compartment=private, agency=agency), talk, by=by, now=now)
    if talk.support:
        offer = Offered(
            talk.interviewee, talk.support, london_day(talk.held_at), talk.held_by, talk.support_answer
        )
        offer_support(case, agency, offer=offer, interview=noted, by=by, now=now)
    return noted


@act
def correct_interview(
    interview: Interview, *, talk: Talk, revision: int, by: User, now: datetime
) -> Interview:
    """Write the record anew; the earlier wording stays in its history.

    Raises NotTheMoment when somebody saved it since `revision` was read, or once it was shared.
    """
    interview = _locked(interview, revision, by=by)
    if talk.held_at != interview.held_at:
        _refuse_held(interview.case, talk)
    others = Interview.objects.filter(compartment=interview.compartment).exclude(pk=interview.pk)
    _refuse_second(others, talk)
    return _write(interview, talk, by=by, now=now)


@act
def prepare_copy(interview: Interview, *, letter: Paper, revision: int, by: User, now: datetime) -> Interview:
    """Keep the summary of an interview, and make the copy of it that the interviewee is given.

    Nothing is sent from here. Raises NotTheMoment once it was given, without a summary, and for a record
    that was saved since `revision` was read.
    """
    interview = _locked(interview, revision, by=by)
    if not letter.values.get("summary"):
        raise NotTheMoment("Write the summary first.")
    interview.summary = str(letter.values["summary"])
    interview.copy = put_on_paper(interview.case, interview.agency, SUMMARY, letter, by=by, now=now)
    interview.revision += 1
    record(interview, by=by, now=now, act="interview_copied")
    return interview


@act
def share_interview(
    interview: Interview,
    *,
    summary: str,
    shared_on: date,
    shared_how: str,
    revision: int,
    by: User,
    now: datetime,
) -> Interview:
    """Note which summary the interviewee was given, on which day and how.

    Raises NotTheMoment for a day before the interview or still to come, for a record that was saved since
    `revision` was read, and the second time.
    """
    interview = _locked(interview, revision, by=by)
    if not london_day(interview.held_at) <= shared_on <= london_day(now):
        raise NotTheMoment("Give the day on which the summary was shared: after the interview, up to today.")
    interview.summary, interview.shared_how = summary, shared_how
    interview.shared_on, interview.shared_by = shared_on, by
    interview.revision += 1
    record(interview, by=by, now=now, act="interview_shared")
    return interview


def _locked(interview: Interview, revision: int, *, by: User) -> Interview:
    """The interview as it stands, to be changed. Raises NotTheMoment when it can no longer be."""
    require(by, Do.NOTE_INTERVIEW, case=interview.case, agency=interview.agency)
    case = lock(interview.case)
    kept = Interview.objects.select_related("agency", "compartment").get(pk=interview.pk, case=case)
    if kept.shared_on is not None:
        raise NotTheMoment(
            f"The summary was shared on {day_words(kept.shared_on)}, so this can no longer be changed."
        )
    if kept.revision != revision:
        raise Stale(
            f"{kept.saved_by} saved this interview after you opened it. Open it in a second window and "
            "compare; if you save again, your text replaces it.",
            kept.revision,
        )
    return kept


def _refuse_held(case: Case, talk: Talk) -> None:
    """What was held before the hold was asked for may still be written down."""
    for hold in holds_on(case, INTERVIEWS):
        if london_day(talk.held_at) >= hold.asked_on:
            raise NotTheMoment(f"{for_agencies(hold)} An interview held before that day can be noted.")


def _refuse_second(others: QuerySet[Interview], talk: Talk) -> None:
    """Pressed twice, or sent again by the browser's back button, an interview is noted once."""
    if others.filter(interviewee__iexact=talk.interviewee, held_at=talk.held_at).exists():
        raise NotTheMoment("This interview is on record already: the same person at the same time.")


def _write(interview: Interview, talk: Talk, *, by: User, now: datetime) -> Interview:
    if talk.held_at > now:
        raise NotTheMoment("An interview can be noted once it has been held. Give a moment that has passed.")
    interview.interviewee, interview.held_at, interview.held_by = talk.interviewee, talk.held_at, talk.held_by
    interview.notes, interview.answers = talk.notes, _answered(interview.case, talk)
    if not interview.notes and not interview.answers:
        raise NotTheMoment("Write down what was said, under one of the headings at least.")
    interview.saved_at, interview.saved_by = now, by
    interview.revision += 1
    record(interview, by=by, now=now, act="interview_noted", revision=interview.revision)
    return interview


def _answered(case: Case, talk: Talk) -> dict[str, str]:
    """What was said under the headings of the case's format; others are not taken."""
    keys = [one.key for one in case.procedure.interviews.headings]
    return {key: talk.answers[key] for key in keys if talk.answers.get(key)}
