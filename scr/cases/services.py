"""The verbs of the case file: opening a case, releasing, milestones, moving it on."""

import secrets
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import connection

from scr.audit.services import save_recorded
from scr.cases import duties
from scr.cases.access import regrant
from scr.cases.audiences import NEVER_RELEASED, Audience, Kind
from scr.cases.events import has_happened, standing_milestones
from scr.cases.handing_over import open_for_agency
from scr.cases.holding import refuse_held_event
from scr.cases.models import (
    Case,
    CaseAgency,
    Compartment,
    Duty,
    Extension,
    Milestone,
    PlannedEvent,
    Release,
    Scope,
    StageChange,
)
from scr.cases.participation import add_standing
from scr.cases.policy import NotTheMoment, NotYourRole, parts_of, require
from scr.cases.writing import act, compartment_of, lock, record
from scr.people.identity import working_on
from scr.people.models import Agency, Board, User
from scr.people.roles import Do
from scr.procedures import newest, newest_overlay
from scr.procedures.model import Condition

# The child is known by one of these; a board that has used them all gets a number behind the name.
CODE_NAMES = (
    "Linnet", "Wren", "Dunnock", "Siskin", "Plover", "Avocet", "Fieldfare", "Redstart", "Whinchat", "Merlin",
    "Curlew", "Pipit", "Lapwing", "Martin", "Osprey", "Heron", "Swift", "Teal", "Brambling", "Kestrel",
)  # fmt: skip
REFERENCE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def open_case(*, by: User | None, now: datetime, code_name: str = "") -> Case:
    """A new case under the board's procedure, with its compartments, administrator and Chair."""
    procedure = newest(Board.objects.get().procedure_key)
    case = Case(
        reference=_new_reference(),
        code_name=code_name or _free_code_name(),
        procedure_key=procedure.key,
        procedure_version=procedure.version,
        stage=procedure.first_stage.key,
        opened_at=now,
    )
    case.compartment = Compartment(id=uuid4(), case=case, kind=Kind.BOARD)
    _keep_opened(case, by=by, now=now)
    return case


@act
def _keep_opened(case: Case, *, by: User | None, now: datetime) -> None:
    board = case.compartment
    save_recorded(board, by=by, at=now, act="compartment_opened", kind=Kind.BOARD)
    save_recorded(case, by=by, at=now, act="case_opened")
    for kind in (Kind.REFERRAL, Kind.PANEL, Kind.AUTHOR, Kind.PLAN):
        open_compartment(case, kind, by=by, now=now)
    record(
        StageChange(case=case, compartment=board, target=case.stage, changed_at=now, changed_by=by),
        by=by,
        now=now,
        act="stage_changed",
        stage=case.stage,
    )
    for role in ("administrator", "chair"):
        add_standing(case, role, by=by, now=now)


def _new_reference() -> str:
    return "SCR-" + "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(6))


def _free_code_name() -> str:
    """One that no case has, whoever opens this one: the database answers without showing the others."""
    plain = [f"Child {name}" for name in CODE_NAMES]
    numbered = [f"{name} {secrets.randbelow(9000) + 1000}" for name in plain]
    with connection.cursor() as cursor:
        cursor.execute("SELECT free_code_names(%s)", [plain + numbered])
        free = {name for (name,) in cursor.fetchall()}
    return secrets.choice([name for name in plain if name in free] or sorted(free))


def open_compartment(
    case: Case, kind: Kind, *, by: User | None, now: datetime, agency: Agency | None = None, round: int = 1
) -> Compartment:
    """A new compartment. Who reads it is granted by ``regrant``, once for all that were opened together."""
    compartment = Compartment(case=case, kind=kind, agency=agency, round=round)
    save_recorded(compartment, by=by, at=now, act="compartment_opened", kind=kind, round=round)
    return compartment


@act
def join_agency(case: Case, agency: Agency, *, by: User | None, now: datetime) -> CaseAgency:
    """Make an agency part of a case: its compartments, and the duties that run for each agency.

    Its clocks count from the moment it joined. An agency that takes part already is left as it is.
    """
    case = lock(case)
    found = CaseAgency.objects.filter(case=case, agency=agency).first()
    if found:
        return found
    room = open_compartment(case, Kind.ROOM, by=by, now=now, agency=agency)
    for kind in (Kind.PRIVATE, Kind.SUBMISSION, Kind.CHRONOLOGY, Kind.PLAN):
        open_compartment(case, kind, by=by, now=now, agency=agency)
    own_rules = newest_overlay(agency.overlay_key).pin if agency.overlay_key else ""
    joined = CaseAgency(case=case, compartment=room, agency=agency, joined_at=now, overlay=own_rules)
    record(joined, by=by, now=now, act="agency_joined")
    regrant(case)
    open_for_agency(joined, by=by, now=now)
    return joined


def agencies_on(case: Case) -> list[Agency]:
    """The agencies that take part, for whoever may act on the case as a whole; policy has been asked."""
    with working_on(case.pk):
        joined = CaseAgency.objects.filter(case=case).select_related("agency")
        return [one.agency for one in joined]


@act
def release(compartment: Compartment, audience: Audience, *, by: User | None, now: datetime) -> Release:
    """Open a compartment to an audience, its rows as they are. The caller has checked the policy.

    Raises ValueError for an agency's private notes and how it signs inside: they never leave it.
    """
    if compartment.kind in NEVER_RELEASED:
        raise ValueError("An agency's private notes are released to nobody")
    case = lock(compartment.case)
    found = Release.objects.filter(compartment=compartment, audience=audience).first()
    if found:
        return found
    opened = Release(case=case, compartment=compartment, audience=audience, released_at=now, released_by=by)
    save_recorded(opened, by=by, at=now, act="released", audience=audience)
    regrant(case)
    return opened


@act
def seal(compartment: Compartment, *, by: User | None, now: datetime) -> None:
    """Let nothing more be written into a compartment."""
    compartment.sealed_at = now
    save_recorded(compartment, by=by, at=now, act="sealed")


@act
def open_next_round(case: Case, agency: Agency, *, by: User, now: datetime) -> None:
    """A new round for an agency's returned review and chronology; the signed one stays as it was."""
    for kind in (Kind.SUBMISSION, Kind.CHRONOLOGY):
        last = compartment_of(case, kind, agency)
        open_compartment(case, kind, by=by, now=now, agency=agency, round=last.round + 1)
    regrant(case)


@act
def open_internal(case: Case, agency: Agency, *, by: User, now: datetime) -> Compartment:
    """Where an agency keeps how its review is signed inside; opened when it is first needed."""
    found = Compartment.objects.filter(case=case, kind=Kind.INTERNAL, agency=agency).first()
    if found:
        return found
    opened = open_compartment(case, Kind.INTERNAL, by=by, now=now, agency=agency)
    regrant(case)
    return opened


@act
def set_scope(case: Case, *, period_from: date, period_to: date, by: User, now: datetime) -> Scope:
    """The period that agencies look at; earlier ones stay as history."""
    scope = Scope(
        case=case, compartment=case.compartment, period_from=period_from, period_to=period_to, set_at=now
    )
    record(scope, by=by, now=now, act="scope_set")
    return scope


def scope_of(case: Case) -> Scope | None:
    return Scope.objects.filter(case=case).first()


@act
def record_milestone(
    case: Case,
    key: str,
    *,
    by: User | None,
    now: datetime,
    happened_at: datetime | None = None,
    agency: Agency | None = None,
    subject_id: UUID | None = None,
    agreed_on: date | None = None,
    person: User | None = None,
    note: str = "",
) -> Milestone:
    """Note that something happened; duties that wait for it are met and those that follow from it open.

    `person` is whom people named for what follows, rather than everybody in a role. `note` says where it is
    written down, for what people note by hand. Raises NotTheMoment for an event that a duty holds back, such
    as publication under embargo.
    """
    _check_not_blocked(case, key)
    kind = case.procedure.milestone(key)
    milestone = Milestone(
        case=case,
        compartment=duties.compartment_told_in(case, kind.told_in, agency),
        key=key,
        agency=agency,
        subject_id=subject_id,
        happened_at=happened_at or now,
        recorded_at=now,
        recorded_by=by,
        note=note,
    )
    save_recorded(milestone, by=by, at=now, act="milestone", milestone=key)
    duties.follow(milestone, by=by, now=now, agreed=duties.Agreed(agreed_on, person))
    return milestone


def _check_not_blocked(case: Case, key: str) -> None:
    """Raise NotTheMoment unless everything that holds an event back is met; unopened it holds back too.

    So does what a parallel process has asked for, while its hold stands.
    """
    refuse_held_event(case, key)
    for rule in case.procedure.rules_blocking(key):
        found = Duty.objects.filter(case=case, rule_key=rule.key)
        is_met = found.filter(met_at__isnull=False).exists() and not found.open().exists()
        if duties.is_wanted(rule, case) and not is_met:
            raise NotTheMoment(rule.refusal, rule.page)


@act
def withdraw_milestone(
    case: Case,
    key: str,
    *,
    by: User,
    now: datetime,
    agency: Agency | None = None,
    subject_id: UUID | None = None,
) -> None:
    """Let a milestone no longer stand; the row stays and a second one withdraws it."""
    for milestone in standing_milestones(case).filter(key=key, agency=agency, subject_id=subject_id):
        withdraw(milestone, by=by, now=now)


def withdraw(milestone: Milestone, *, by: User, now: datetime, note: str = "") -> None:
    """Let one milestone no longer stand."""
    row = withdrawal_of(milestone, by=by, now=now, note=note)
    save_recorded(row, by=by, at=now, act="milestone_withdrawn", milestone=milestone.key)


def withdrawal_of(milestone: Milestone, *, by: User, now: datetime, note: str) -> Milestone:
    """The row that lets one milestone no longer stand, for its caller to save."""
    return Milestone(
        case=milestone.case,
        compartment=milestone.compartment,
        key=milestone.key,
        agency=milestone.agency,
        subject_id=milestone.subject_id,
        happened_at=now,
        recorded_at=now,
        recorded_by=by,
        withdraws=milestone,
        note=note,
    )


def holds(case: Case, condition: Condition) -> bool:
    """Whether what a transition waits for has happened."""
    if not condition.of_every_agency:
        return has_happened(case, *condition.any_of)
    told = standing_milestones(case).filter(key__in=condition.any_of).values("agency_id")
    agencies = CaseAgency.objects.filter(case=case)
    return agencies.exists() and not agencies.exclude(agency_id__in=told).exists()


def unmet(case: Case, target: str) -> list[Condition]:
    """What is still missing before a case may move to a stage."""
    transition = case.procedure.transition(case.stage, target)
    return [one for one in transition.waits_for if not holds(case, one)] if transition else []


@act
def move(case: Case, target: str, *, by: User, now: datetime, reason: str = "") -> Case:
    """Move a case on: the only line that changes its stage.

    Raises NotTheMoment with the sentence of the first unmet condition, NotYourRole for another role.
    """
    case = lock(case)
    transition = case.procedure.transition(case.stage, target)
    if transition is None:
        raise NotTheMoment(f"The case is at “{case.stage_name}” and cannot go on in this way.")
    if not any(part.role in transition.by for part in parts_of(by, case)):
        raise NotYourRole(Do.MOVE_CASE)
    missing = unmet(case, target)
    if missing:
        raise NotTheMoment(missing[0].otherwise, missing[0].page)
    source, case.stage = case.stage, target
    save_recorded(case, by=by, at=now, act="stage_changed", stage=target)
    change = StageChange(
        case=case,
        compartment=case.compartment,
        source=source,
        target=target,
        changed_at=now,
        changed_by=by,
        reason=reason,
    )
    record(change, by=by, now=now, act="stage_change_noted", stage=target)
    return case


@act
def plan_event(
    case: Case,
    key: str,
    *,
    planned_for: datetime,
    by: User,
    now: datetime,
    agency: Agency | None = None,
    reason: str = "",
) -> PlannedEvent:
    """Plan when something is to happen; dates that depend on it are counted anew, provisionally."""
    require(by, Do.PLAN_DATE, case=case)
    case = lock(case)
    kind = case.procedure.milestone(key)
    planned = PlannedEvent(
        case=case,
        compartment=duties.compartment_told_in(case, kind.told_in, agency),
        key=key,
        agency=agency,
        planned_for=planned_for,
        planned_at=now,
        planned_by=by,
        reason=reason,
    )
    record(planned, by=by, now=now, act="event_planned", milestone=key)
    duties.count_anew(case, key, by=by, now=now)
    return planned


@act
def extend(
    duty: Duty,
    *,
    until: datetime,
    reason: str,
    agreed_with: str,
    agreed_on: date,
    by: User,
    now: datetime,
    evidence: str = "",
) -> Extension:
    """Agree a later date for a duty; the first date is kept beside it (reading D-o)."""
    require(by, Do.EXTEND, case=duty.case)
    lock(duty.case)
    duty.refresh_from_db()
    if duty.met_at is not None or duty.cancelled_at is not None:
        raise NotTheMoment("This task is done, so there is nothing to extend.")
    if duty.due_at is None or until <= duty.due_at:
        raise NotTheMoment("The new date must be later than the one that holds now.")
    extension = Extension(
        case=duty.case,
        compartment=duty.compartment,
        duty=duty,
        old_due_at=duty.due_at,
        new_due_at=until,
        reason=reason,
        agreed_with=agreed_with,
        agreed_on=agreed_on,
        evidence=evidence,
        extended_at=now,
        extended_by=by,
    )
    record(extension, by=by, now=now, act="extended", rule=duty.rule_key)
    duties.reset_due(duty, until, by=by, now=now)
    return extension
