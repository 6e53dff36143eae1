"""Duties follow from milestones: one opens them, another meets them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from scr.audit.services import save_recorded
from scr.cases.audiences import OF_AN_AGENCY, Kind
from scr.cases.deadlines import due, end_of
from scr.cases.models import Case, CaseAgency, Compartment, Duty, Milestone, Participant
from scr.outbox.services import put_notice
from scr.people.models import Agency, Board, User
from scr.procedures.model import Per, Rule


@dataclass(frozen=True)
class Target:
    """Whom or what one duty is about."""

    agency: Agency | None = None
    person: User | None = None
    subject_id: UUID | None = None


def compartment_told_in(case: Case, kind: str, agency: Agency | None) -> Compartment:
    """Where a row of a kind belongs: the newest round of the agency's, or the case's own."""
    of_agency = agency if kind in OF_AN_AGENCY or kind == Kind.PLAN else None
    found = Compartment.objects.filter(case=case, kind=kind, agency=of_agency)
    return found.latest("round")


def open_duties(
    milestone: Milestone, *, by: User, now: datetime, agreed_on: date | None = None
) -> list[Duty]:
    """Open what a milestone sets off. `agreed_on` is the date that people agreed, where a rule wants one."""
    return [
        open_duty(rule, target, milestone, by=by, now=now, agreed_on=agreed_on)
        for rule in milestone.case.procedure.rules_opened_by(milestone.key)
        for target in _targets(rule, milestone)
    ]


def _targets(rule: Rule, milestone: Milestone) -> Iterator[Target]:
    if rule.per is Per.PERSON:
        parts = Participant.objects.current().filter(case=milestone.case, role__in=rule.owners)
        yield from (Target(person=part.user) for part in parts.select_related("user"))
    elif rule.per is Per.AGENCY and milestone.agency is None:
        taking_part = CaseAgency.objects.filter(case=milestone.case).select_related("agency")
        yield from (Target(agency=one.agency) for one in taking_part)
    else:
        yield Target(agency=milestone.agency, subject_id=milestone.subject_id)


def open_duty(
    rule: Rule,
    target: Target,
    milestone: Milestone,
    *,
    by: User,
    now: datetime,
    agreed_on: date | None = None,
    counted_from: datetime | None = None,
) -> Duty:
    """Open one duty and tell its owners. An agency that joins later is counted from the day it joined."""
    case = milestone.case
    trigger = counted_from or milestone.happened_at
    due_at = _due(rule, trigger, agreed_on)
    duty = Duty(
        case=case,
        compartment=compartment_told_in(case, rule.told_in, target.agency),
        rule_key=rule.key,
        agency=target.agency,
        subject_id=target.subject_id,
        person=target.person,
        owners=list(rule.owners),
        opened_at=now,
        counted_from=trigger,
        first_due_at=due_at,
        due_at=due_at,
        due_since=now,
    )
    save_recorded(duty, by=by, at=now, act="duty_opened", rule=rule.key)
    tell_owners(duty, now=now)
    return duty


def _due(rule: Rule, trigger: datetime, agreed_on: date | None) -> datetime | None:
    if rule.is_agreed:
        return end_of(agreed_on) if agreed_on else None
    if rule.duration is None:
        return None
    return due(rule.duration, trigger, Board.objects.get().jurisdiction)


def meet_duties(milestone: Milestone, *, by: User, now: datetime) -> None:
    """Mark as met what a milestone meets; one about an agency, person or subject meets only theirs."""
    for rule in milestone.case.procedure.rules_met_by(milestone.key):
        for duty in _open_under(rule, milestone):
            duty.met_at = milestone.happened_at
            duty.met_by_milestone = milestone
            save_recorded(duty, by=by, at=now, act="duty_met", rule=rule.key)


def _open_under(rule: Rule, milestone: Milestone) -> Iterator[Duty]:
    found = Duty.objects.open().filter(case=milestone.case, rule_key=rule.key)
    if rule.per is Per.AGENCY and milestone.agency:
        found = found.filter(agency=milestone.agency)
    elif rule.per is Per.PERSON:
        found = found.filter(person=milestone.recorded_by)
    elif rule.per is Per.SUBJECT:
        found = found.filter(subject_id=milestone.subject_id)
    yield from found


def lay_down(part: Participant, *, by: User, now: datetime) -> None:
    """Cancel what waits by name for somebody who leaves a case."""
    by_name = Duty.objects.open().filter(case_id=part.case_id, person_id=part.user_id)
    for duty in by_name.filter(owners__contains=[part.role]):
        duty.cancelled_at = now
        save_recorded(duty, by=by, at=now, act="duty_cancelled", rule=duty.rule_key)


def take_over(part: Participant, left: Participant, *, by: User, now: datetime) -> None:
    """Open for a substitute what the one who left had not done; the clock counts from now."""
    not_done = Duty.objects.filter(
        case_id=part.case_id, person_id=left.user_id, cancelled_at=left.recused_at, met_at__isnull=True
    )
    for duty in not_done.filter(owners__contains=[left.role]):
        trigger = Milestone.objects.filter(case_id=part.case_id, key=duty.rule.trigger).latest("happened_at")
        open_duty(duty.rule, Target(person=part.user), trigger, by=by, now=now, counted_from=now)


def owners_of(duty: Duty) -> list[Participant]:
    """The participants whose duty it is at this moment."""
    parts = Participant.objects.current().filter(case_id=duty.case_id)
    return owners_among(duty, parts.select_related("user"))


def owners_among(duty: Duty, parts: Iterable[Participant]) -> list[Participant]:
    """Those of a case's participants whose duty it is, each person once."""
    mine = (part for part in parts if _is_owner(duty, part))
    return list({part.user_id: part for part in mine}.values())


def _is_owner(duty: Duty, part: Participant) -> bool:
    if duty.person_id:
        return part.user_id == duty.person_id
    return part.role in duty.owners and (not part.is_for_agency or part.agency_id == duty.agency_id)


def tell_owners(duty: Duty, *, now: datetime) -> None:
    """Put a notice that a task waits into the outbox for each owner."""
    for part in owners_of(duty):
        put_notice(
            key=f"opened:{duty.pk}:{part.user_id}",
            recipient=part.user,
            subject=f"A task waits for you on {duty.case.reference}",
            body=f"A task on {duty.case.reference} waits for you. Sign in to see it.",
            path=f"/duties/{duty.pk}/",
            now=now,
            case_id=duty.case_id,
            compartment_id=duty.compartment_id,
            about_id=duty.pk,
        )
