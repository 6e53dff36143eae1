"""The verbs of the case file. Every room writes its rows through `record` and moves a case by `move`."""

import secrets
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from scr.audit.services import save_recorded
from scr.cases import duties
from scr.cases.access import regrant
from scr.cases.audiences import Audience, Kind
from scr.cases.models import (
    Case,
    CaseAgency,
    Compartment,
    Duty,
    Extension,
    Milestone,
    Participant,
    Release,
    Scope,
    StageChange,
)
from scr.cases.policy import NotTheMoment, NotYourRole, parts_of, require
from scr.outbox.services import put_notice
from scr.people.models import Agency, Board, User
from scr.people.roles import ROLES, Do
from scr.people.services import standing
from scr.procedures import newest
from scr.procedures.model import Condition, Per

# The child is known by one of these; a board that has used them all gets a number behind the name.
CODE_NAMES = (
    "Linnet", "Wren", "Dunnock", "Siskin", "Plover", "Avocet", "Fieldfare", "Redstart", "Whinchat", "Merlin",
    "Curlew", "Pipit", "Lapwing", "Martin", "Osprey", "Heron", "Swift", "Teal", "Brambling", "Kestrel",
)  # fmt: skip
REFERENCE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def record(row: Any, *, by: User, now: datetime, act: str, **facts: Any) -> None:
    """Write one case row with history and audit. Raises NotTheMoment when its compartment is sealed."""
    compartment = row.compartment
    if compartment.sealed_at is not None:
        raise NotTheMoment("This was signed and can no longer be changed.")
    save_recorded(row, by=by, at=now, act=act, **facts)


def lock(case: Case) -> Case:
    """The case as it stands now, locked until the transaction ends: writers of a case take turns."""
    return Case.objects.select_for_update().get(pk=case.pk)


def compartment_of(case: Case, kind: Kind, agency: Agency | None = None) -> Compartment:
    """The newest round of a compartment of a case."""
    return duties.compartment_told_in(case, kind, agency)


@transaction.atomic
def open_case(*, by: User, now: datetime, code_name: str = "") -> Case:
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
    board = Compartment(id=uuid4(), case=case, kind=Kind.BOARD)
    case.compartment = board
    save_recorded(case, by=by, at=now, act="case_opened")
    save_recorded(board, by=by, at=now, act="compartment_opened", kind=Kind.BOARD)
    for kind in (Kind.REFERRAL, Kind.PANEL, Kind.AUTHOR, Kind.PLAN):
        _open_compartment(case, kind, by=by, now=now)
    record(
        StageChange(case=case, compartment=board, target=case.stage, changed_at=now, changed_by=by),
        by=by,
        now=now,
        act="stage_changed",
        stage=case.stage,
    )
    for role in ("administrator", "chair"):
        add_standing(case, role, by=by, now=now)
    return case


def _new_reference() -> str:
    return "SCR-" + "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(6))


def _free_code_name() -> str:
    taken = set(Case.objects.values_list("code_name", flat=True))
    free = [name for name in CODE_NAMES if f"Child {name}" not in taken]
    if free:
        return f"Child {secrets.choice(free)}"
    return f"Child {secrets.choice(CODE_NAMES)} {len(taken) + 1}"


def _open_compartment(
    case: Case, kind: Kind, *, by: User, now: datetime, agency: Agency | None = None, round: int = 1
) -> Compartment:
    compartment = Compartment(case=case, kind=kind, agency=agency, round=round)
    save_recorded(compartment, by=by, at=now, act="compartment_opened", kind=kind, round=round)
    return compartment


@transaction.atomic
def add_standing(case: Case, role: str, *, by: User, now: datetime) -> None:
    """Make participants of those who hold a standing post in a role; who takes part already is left."""
    already = set(Participant.objects.filter(case=case, role=role).values_list("user_id", flat=True))
    for post in standing(role, on=now.date()):
        if post.user_id not in already:
            _add(case, post.user, role, None, by=by, now=now, post=post.post)
    regrant(case)


def _add(
    case: Case, user: User, role: str, agency: Agency | None, *, by: User, now: datetime, **more: Any
) -> Participant:
    part = Participant(
        case=case,
        compartment=compartment_of(case, Kind.ROOM, agency) if agency else case.compartment,
        user=user,
        role=role,
        agency=agency,
        since=now,
        **more,
    )
    record(part, by=by, now=now, act="participant_added", role=role)
    return part


@transaction.atomic
def join_agency(case: Case, agency: Agency, *, by: User, now: datetime) -> CaseAgency:
    """Make an agency part of a case: its compartments, and the duties that run for each agency.

    Its clocks count from the moment it joined. An agency that takes part already is left as it is.
    """
    case = lock(case)
    found = CaseAgency.objects.filter(case=case, agency=agency).first()
    if found:
        return found
    room = _open_compartment(case, Kind.ROOM, by=by, now=now, agency=agency)
    for kind in (Kind.PRIVATE, Kind.SUBMISSION, Kind.CHRONOLOGY, Kind.PLAN):
        _open_compartment(case, kind, by=by, now=now, agency=agency)
    joined = CaseAgency(case=case, compartment=room, agency=agency, joined_at=now)
    record(joined, by=by, now=now, act="agency_joined")
    regrant(case)
    for milestone in standing_milestones(case).filter(agency__isnull=True):
        for rule in case.procedure.rules_opened_by(milestone.key):
            if rule.per is Per.AGENCY:
                target = duties.Target(agency=agency)
                duties.open_duty(rule, target, milestone, by=by, now=now, counted_from=now)
    return joined


@transaction.atomic
def add_participant(
    case: Case,
    user: User,
    *,
    role: str,
    by: User,
    now: datetime,
    agency: Agency | None = None,
    post: str = "",
    until: datetime | None = None,
    substitute_for: Participant | None = None,
) -> Participant:
    """Give somebody a part on a case, from now on.

    Raises NotTheMoment for one who holds it already or holds one that cannot go together with it, for a role
    of an agency without one that takes part, and for a substitute from elsewhere.
    """
    _require_manager(case, by, role, agency)
    case = lock(case)
    _require_agency(case, role, agency)
    _require_free(case, user, role, agency)
    if substitute_for is not None:
        _require_same_organisation(substitute_for, user)
    part = _add(
        case, user, role, agency, by=by, now=now, post=post, until=until, substitute_for=substitute_for
    )
    if substitute_for is not None:
        duties.take_over(part, substitute_for, by=by, now=now)
    regrant(case)
    _welcome(part, now=now)
    return part


def _welcome(part: Participant, *, now: datetime) -> None:
    reference = part.case.reference
    put_notice(
        key=f"joined:{part.pk}",
        recipient=part.user,
        subject=f"You take part in {reference}",
        body=f"You have been asked to take part in {reference}. Sign in to see what is needed.",
        path=f"/cases/{part.case_id}/",
        now=now,
        case_id=part.case_id,
        compartment_id=part.compartment_id,
    )


def _require_agency(case: Case, role: str, agency: Agency | None) -> None:
    if ROLES[role].for_agency and agency is None:
        raise NotTheMoment("Choose the agency that this role is for.")
    if agency is not None and not CaseAgency.objects.filter(case=case, agency=agency).exists():
        raise NotTheMoment(f"{agency} does not take part in this case yet.")


def _require_same_organisation(left: Participant, substitute: User) -> None:
    """A substitute comes from the organisation of the one who left (seed 004, section 2)."""
    if left.user.agency_id is None or left.user.agency_id != substitute.agency_id:
        raise NotTheMoment(f"A substitute for {left.user} must come from the same organisation.")


def _require_manager(case: Case, by: User, role: str, agency: Agency | None) -> None:
    """Participants are managed by the administrator; a chief officer appoints the own agency's reviewer."""
    if agency is not None and role == "agency_author":
        require(by, Do.APPOINT_AUTHOR, case=case, agency=agency)
    else:
        require(by, Do.MANAGE_PEOPLE, case=case)


# Roles that one person must not hold together on a case (seed 004, sections 2, 5.4 and 8).
SEPARATE = (
    frozenset({"agency_author", "chief_officer"}),
    frozenset({"agency_author", "panel_member"}),
    frozenset({"overview_author", "panel_member"}),
    frozenset({"overview_author", "agency_author"}),
    frozenset({"overview_author", "chief_officer"}),
)


def _require_free(case: Case, user: User, role: str, agency: Agency | None) -> None:
    parts = Participant.objects.current().filter(case=case, user=user)
    if parts.filter(role=role, agency=agency).exists():
        raise NotTheMoment(f"{user} already takes part in this role.")
    held = set(parts.values_list("role", flat=True))
    for pair in SEPARATE:
        if role in pair and held & (pair - {role}):
            raise NotTheMoment(f"{user} holds a role on this case that cannot go together with this one.")


@transaction.atomic
def recuse(
    part: Participant, *, reason: str, by: User, now: datetime, substitute: User | None = None
) -> Participant:
    """Take somebody off a case for a conflict of interest; access ends at once (seed 004, section 2).

    A substitute from the same organisation takes over role and post. Raises NotTheMoment the second time.
    """
    action = Do.DECLARE_CONFLICT if part.user_id == by.pk else Do.MANAGE_PEOPLE
    require(by, action, case=part.case)
    case = lock(part.case)
    part.refresh_from_db()
    if part.recused_at is not None:
        raise NotTheMoment(f"{part.user} has left this case already.")
    part.recused_at, part.recusal_reason = now, reason
    record(part, by=by, now=now, act="participant_recused", role=part.role)
    duties.lay_down(part, by=by, now=now)
    if substitute is not None:
        _require_same_organisation(part, substitute)
        _require_free(case, substitute, part.role, part.agency)
        taking_over = _add(
            case, substitute, part.role, part.agency, by=by, now=now, post=part.post, substitute_for=part
        )
        duties.take_over(taking_over, part, by=by, now=now)
        _welcome(taking_over, now=now)
    regrant(case)
    return part


@transaction.atomic
def end_participation(part: Participant, *, until: datetime, by: User, now: datetime) -> Participant:
    """Let somebody's access end at a moment. Raises NotTheMoment for the last who runs the case."""
    require(by, Do.MANAGE_PEOPLE, case=part.case)
    case = lock(part.case)
    others = Participant.objects.current().filter(case=case, role=part.role).exclude(user_id=part.user_id)
    if Do.MANAGE_PEOPLE in ROLES[part.role].does and not others.exists():
        raise NotTheMoment(f"Add another {part.role_name} first: nobody would be left in this role.")
    part.until = until
    record(part, by=by, now=now, act="participation_ended", role=part.role)
    regrant(case)
    return part


@transaction.atomic
def release(compartment: Compartment, audience: Audience, *, by: User, now: datetime) -> Release:
    """Open a compartment to an audience, its rows as they are. The caller has checked the policy."""
    case = lock(compartment.case)
    found = Release.objects.filter(compartment=compartment, audience=audience).first()
    if found:
        return found
    opened = Release(case=case, compartment=compartment, audience=audience, released_at=now, released_by=by)
    save_recorded(opened, by=by, at=now, act="released", audience=audience)
    regrant(case)
    return opened


@transaction.atomic
def seal(compartment: Compartment, *, by: User, now: datetime) -> None:
    """Let nothing more be written into a compartment."""
    compartment.sealed_at = now
    save_recorded(compartment, by=by, at=now, act="sealed")


@transaction.atomic
def open_next_round(case: Case, agency: Agency, *, by: User, now: datetime) -> None:
    """A new round for an agency's returned review and chronology; the signed one stays as it was."""
    for kind in (Kind.SUBMISSION, Kind.CHRONOLOGY):
        last = compartment_of(case, kind, agency)
        _open_compartment(case, kind, by=by, now=now, agency=agency, round=last.round + 1)
    regrant(case)


@transaction.atomic
def set_scope(case: Case, *, period_from: date, period_to: date, by: User, now: datetime) -> Scope:
    """The period that agencies look at; earlier ones stay as history."""
    scope = Scope(
        case=case, compartment=case.compartment, period_from=period_from, period_to=period_to, set_at=now
    )
    record(scope, by=by, now=now, act="scope_set")
    return scope


def scope_of(case: Case) -> Scope | None:
    return Scope.objects.filter(case=case).first()


@transaction.atomic
def record_milestone(
    case: Case,
    key: str,
    *,
    by: User,
    now: datetime,
    happened_at: datetime | None = None,
    agency: Agency | None = None,
    subject_id: UUID | None = None,
    agreed_on: date | None = None,
) -> Milestone:
    """Note that something happened; duties that wait for it are met and those that follow from it open."""
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
    )
    save_recorded(milestone, by=by, at=now, act="milestone", milestone=key)
    duties.meet_duties(milestone, by=by, now=now)
    duties.open_duties(milestone, by=by, now=now, agreed_on=agreed_on)
    return milestone


@transaction.atomic
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
        withdrawal = Milestone(
            case=case,
            compartment=milestone.compartment,
            key=key,
            agency=agency,
            subject_id=subject_id,
            happened_at=now,
            recorded_at=now,
            recorded_by=by,
            withdraws=milestone,
        )
        save_recorded(withdrawal, by=by, at=now, act="milestone_withdrawn", milestone=key)


def standing_milestones(case: Case) -> Any:
    """What happened on a case and was not withdrawn."""
    return Milestone.objects.filter(case=case, withdraws__isnull=True, withdrawal__isnull=True)


def has_happened(case: Case, *keys: str, agency: Agency | None = None) -> bool:
    found = standing_milestones(case).filter(key__in=keys)
    return (found.filter(agency=agency) if agency else found).exists()


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


@transaction.atomic
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


@transaction.atomic
def extend(
    duty: Duty, *, until: datetime, reason: str, agreed_with: str, agreed_on: date, by: User, now: datetime
) -> Extension:
    """Agree a later date for a duty; the first date is kept beside it (reading D-o)."""
    require(by, Do.EXTEND, case=duty.case)
    lock(duty.case)
    duty.refresh_from_db()
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
        extended_at=now,
        extended_by=by,
    )
    record(extension, by=by, now=now, act="extended", rule=duty.rule_key)
    duty.due_at, duty.due_since = until, now
    save_recorded(duty, by=by, at=now, act="duty_extended", rule=duty.rule_key)
    return extension
