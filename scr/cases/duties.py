"""Duties follow from milestones: one opens them, another meets them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, Q

from scr.audit.services import save_recorded
from scr.cases.audiences import is_kept_by_agency
from scr.cases.calendars import calendar_of_board
from scr.cases.deadlines import end_of, nth_due, occurrence_after
from scr.cases.events import has_happened
from scr.cases.models import Case, CaseAgency, Compartment, Duty, Extension, Milestone, Participant
from scr.cases.owners import tell_owners
from scr.cases.rulebooks import Book, books_of
from scr.cases.starts import Start, due_from, goal_of, start_of
from scr.cases.wakes import keep_wake
from scr.people.models import Agency, User
from scr.procedures.rule import Per, Rule


@dataclass(frozen=True)
class Target:
    """Whom or what one duty is about, and under which agency's own rules, if under any."""

    agency: Agency | None = None
    person: User | None = None
    subject_id: UUID | None = None
    overlay: str = ""


@dataclass(frozen=True)
class Agreed:
    """What people agreed with an event: the date where a rule wants one, and who was named for the task."""

    on: date | None = None
    person: User | None = None


def compartment_told_in(case: Case, kind: str, agency: Agency | None) -> Compartment:
    """Where a row of a kind belongs: the newest round of the agency's, or the case's own."""
    of_agency = agency if is_kept_by_agency(kind) else None
    found = Compartment.objects.filter(case=case, kind=kind, agency=of_agency)
    return found.latest("round")


def follow(milestone: Milestone, *, by: User | None, now: datetime, agreed: Agreed) -> None:
    """Do what follows from a milestone: meet and end what waits for it, open what it sets off, count anew."""
    books = list(books_of(milestone.case))
    _meet_duties(milestone, books, by=by, now=now)
    _open_duties(milestone, books, by=by, now=now, agreed=agreed)
    count_anew(milestone.case, milestone.key, by=by, now=now)


def _open_duties(
    milestone: Milestone, books: list[Book], *, by: User | None, now: datetime, agreed: Agreed
) -> None:
    for book in books:
        for rule in book.rules:
            if milestone.key in rule.opened_by and is_wanted(rule, milestone.case):
                for target in _targets(rule, milestone, book, agreed.person):
                    _open(rule, target, milestone, by=by, now=now, agreed_on=agreed.on)


def is_wanted(rule: Rule, case: Case) -> bool:
    """Whether a rule runs on a case: one that depends on a fact does once the fact is noted."""
    return not rule.only_if or has_happened(case, *rule.only_if)


def _targets(rule: Rule, milestone: Milestone, book: Book, named: User | None) -> Iterator[Target]:
    if book.agency and not _concerns(book.agency, rule, milestone):
        return
    if rule.per is Per.PERSON:
        parts = Participant.objects.current().filter(case=milestone.case, role__in=rule.owners)
        yield from (Target(person=part.user) for part in parts.select_related("user"))
    elif book.agency:
        yield Target(book.agency, subject_id=_subject(rule, milestone), overlay=book.overlay)
    elif rule.per is Per.AGENCY and milestone.agency is None:
        taking_part = CaseAgency.objects.filter(case=milestone.case).select_related("agency")
        yield from (Target(agency=one.agency) for one in taking_part)
    elif rule.per is Per.CASE:
        yield Target()
    else:
        yield Target(milestone.agency, named, _subject(rule, milestone))


def _subject(rule: Rule, milestone: Milestone) -> UUID | None:
    return milestone.subject_id if rule.per is Per.SUBJECT else None


def _concerns(agency: Agency, rule: Rule, milestone: Milestone) -> bool:
    """Whether an agency's own rule follows: from what is about the agency, or for each agency of the case.

    One of the board's own actions is nobody else's, though it names no agency.
    """
    return milestone.agency == agency or (milestone.agency is None and rule.per is not Per.SUBJECT)


def _open(
    rule: Rule,
    target: Target,
    milestone: Milestone,
    *,
    by: User | None,
    now: datetime,
    agreed_on: date | None,
) -> None:
    """Open a duty for what has happened; one that ran on an estimate is counted anew instead."""
    case = milestone.case
    if milestone.key == rule.trigger and not rule.only_if:
        start: Start | None = Start(milestone.key, milestone.happened_at)
    else:
        start = start_of(rule, case, target.agency, target.subject_id)
    if start is None or _runs_already(rule, target, case) or _is_done_already(rule, target, case):
        return
    open_duty(rule, target, case, start, by=by, now=now, agreed_on=agreed_on)


def _runs_already(rule: Rule, target: Target, case: Case) -> bool:
    """Whether a rule that several events open has its duty: the others only move its date.

    What recurs runs on by itself, so that a new date for the same action does not start it a second time.
    """
    found = Duty.objects.filter(case=case, rule_key=rule.key, overlay=target.overlay)
    found = found.filter(agency=target.agency, subject_id=target.subject_id)
    if rule.recurs:
        return found.open().exists()
    return len(rule.opened_by) > 1 and found.filter(cancelled_at__isnull=True).exists()


def _is_done_already(rule: Rule, target: Target, case: Case) -> bool:
    """Whether a fact was noted only after what it asks for had been done, by the agency that it asks."""
    return bool(rule.only_if) and has_happened(case, *rule.satisfied_by, agency=target.agency)


def open_duty(
    rule: Rule,
    target: Target,
    case: Case,
    start: Start,
    *,
    by: User | None,
    now: datetime,
    agreed_on: date | None = None,
    occurrence: int = 1,
) -> Duty:
    """Open one duty and tell its owners. An agency that joins later is counted from the day it joined."""
    counted = goal_of(rule, case, target.agency) or start if rule.before else start
    due_at = _due(rule, counted, agreed_on, occurrence)
    duty = Duty(
        case=case,
        compartment=compartment_told_in(case, rule.told_in, target.agency),
        rule_key=rule.key,
        overlay=target.overlay,
        occurrence=occurrence,
        agency=target.agency,
        subject_id=target.subject_id,
        person=target.person,
        owners=list(_owners(rule, target)),
        opened_at=now,
        anchor=counted.event,
        counted_from=counted.moment,
        is_estimated=counted.is_estimated,
        **_length(rule),
        first_due_at=due_at,
        due_at=due_at,
        due_since=now,
    )
    save_duty(duty, "duty_opened", by=by, now=now)
    tell_owners(duty, now=now)
    return duty


def _owners(rule: Rule, target: Target) -> tuple[str, ...]:
    """The roles that a duty is for; an agency's roles cannot see to what is the board's own."""
    return rule.owners_at_board if rule.owners_at_board and target.agency is None else rule.owners


def _length(rule: Rule) -> dict[str, object]:
    if rule.duration is None:
        return {}
    return {"amount": rule.duration.amount, "unit": rule.duration.unit, "basis": rule.duration.basis}


def _due(rule: Rule, start: Start, agreed_on: date | None, occurrence: int = 1) -> datetime | None:
    if rule.is_agreed:
        return end_of(agreed_on) if agreed_on else None
    if rule.before and start.event != rule.before:
        return None
    return due_from(rule, start.moment, calendar_of_board(), occurrence)


def save_duty(duty: Duty, act: str, *, by: User | None, now: datetime) -> None:
    """Write a duty as it now stands, and when it must be looked at next."""
    save_recorded(duty, by=by, at=now, act=act, rule=duty.rule_key)
    keep_wake(duty)


def count_anew(case: Case, event: str, *, by: User | None, now: datetime) -> None:
    """Move the dates that were provisional until an event happened, or until it was planned.

    A first date that was an estimate is replaced with the date; an extension that reaches further stands.
    """
    may_move = Q(is_estimated=True) | Q(due_at__isnull=True)
    with_length = Duty.objects.open().filter(may_move, case=case, amount__isnull=False)
    for duty in with_length.select_related("agency", "case"):
        _count_again(duty, event, by=by, now=now)


def _count_again(duty: Duty, event: str, *, by: User | None, now: datetime) -> None:
    rule = duty.rule
    counted_from = (rule.before,) if rule.before else (rule.trigger, *rule.stand_ins)
    if event in counted_from and not rule.is_agreed:
        count_from_start(duty, by=by, now=now)


def count_from_start(duty: Duty, *, by: User | None, now: datetime) -> None:
    """Count a duty from what holds now: its event, the day planned for it, or what stands in for it."""
    rule = duty.rule_as_opened
    goal = goal_of(rule, duty.case, duty.agency) if rule.before else None
    start = goal or start_of(rule, duty.case, duty.agency, duty.subject_id)
    if start is None:
        return
    duty.anchor, duty.counted_from, duty.is_estimated = start.event, start.moment, start.is_estimated
    duty.first_due_at = _due(rule, start, None, duty.occurrence)
    until = max(filter(None, (duty.first_due_at, _agreed_until(duty))), default=None)
    if until != duty.due_at:
        duty.due_at, duty.due_since = until, now
    save_duty(duty, "duty_counted_anew", by=by, now=now)


def _agreed_until(duty: Duty) -> datetime | None:
    """The furthest date that an extension gave."""
    furthest: datetime | None = Extension.objects.filter(duty=duty).aggregate(at=Max("new_due_at"))["at"]
    return furthest


def _meet_duties(milestone: Milestone, books: list[Book], *, by: User | None, now: datetime) -> None:
    """Mark as met what a milestone meets; one about an agency, person or subject meets only theirs."""
    for book in books:
        for rule in book.rules:
            if milestone.key in rule.satisfied_by and _is_satisfied(rule, milestone.case):
                for duty in _open_under(rule, milestone, book):
                    if not _is_ahead(duty, rule, milestone):
                        _meet(duty, rule, milestone, by=by, now=now)
            if milestone.key in rule.ends_with:
                for duty in _open_under(rule, milestone, book):
                    cancel(duty, by=by, now=now)


def _is_satisfied(rule: Rule, case: Case) -> bool:
    return all(has_happened(case, key) for key in rule.needs_all)


def _is_ahead(duty: Duty, rule: Rule, milestone: Milestone) -> bool:
    """Whether the open occurrence of what recurs lies ahead: a second report in a month is not the next's."""
    if not rule.recurs or duty.duration is None or duty.occurrence == 1:
        return False
    begins = nth_due(duty.duration, duty.counted_from, duty.occurrence - 1, calendar_of_board())
    return milestone.happened_at <= begins


def _meet(duty: Duty, rule: Rule, milestone: Milestone, *, by: User | None, now: datetime) -> None:
    duty.met_at = milestone.happened_at
    duty.met_by_milestone = milestone
    save_duty(duty, "duty_met", by=by, now=now)
    if rule.recurs and duty.duration and duty.due_at:
        _open_next(duty, by=by, now=now)


def _open_next(duty: Duty, *, by: User | None, now: datetime) -> None:
    """Open the next occurrence of what recurs: the first that is not yet due."""
    assert duty.duration is not None
    assert duty.met_at is not None
    working = calendar_of_board()
    number = occurrence_after(duty.duration, duty.counted_from, duty.occurrence, duty.met_at, working)
    target = Target(duty.agency, duty.person, duty.subject_id, duty.overlay)
    start = Start(duty.anchor, duty.counted_from)
    open_duty(duty.rule_as_opened, target, duty.case, start, by=by, now=now, occurrence=number)


def cancel(duty: Duty, *, by: User | None, now: datetime) -> None:
    """Nobody needs to do it any more."""
    duty.cancelled_at = now
    save_duty(duty, "duty_cancelled", by=by, now=now)


def _open_under(rule: Rule, milestone: Milestone, book: Book) -> Iterator[Duty]:
    found = Duty.objects.open().filter(case=milestone.case, rule_key=rule.key, overlay=book.overlay)
    if book.agency:
        found = found.filter(agency=book.agency)
    if rule.per in (Per.AGENCY, Per.SUBJECT) and milestone.agency:
        found = found.filter(agency=milestone.agency)
    if rule.per is Per.PERSON:
        found = found.filter(person=milestone.recorded_by)
    elif rule.per is Per.SUBJECT:
        found = found.filter(subject_id=milestone.subject_id)
    yield from found


def reset_due(duty: Duty, until: datetime, *, by: User | None, now: datetime) -> None:
    """Let a later date hold; the first one stays as it was (reading D-o)."""
    duty.due_at, duty.due_since = until, now
    save_duty(duty, "duty_extended", by=by, now=now)
