"""Who takes part in a case, and moving it on."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scr.cases import participation, services
from scr.cases.audiences import Kind
from scr.cases.declaring import asked_among, is_asked
from scr.cases.forms import AUTHORS, ConflictForm, EndForm, PartForm
from scr.cases.independence import state_independence
from scr.cases.leaving import has_nothing_left
from scr.cases.links import page_url, trail
from scr.cases.models import (
    Case,
    CaseAgency,
    Compartment,
    EmergencyAccess,
    IndependenceStatement,
    Nomination,
    Participant,
)
from scr.cases.owners import unheld
from scr.cases.partners import joint_boards_seen
from scr.cases.policy import (
    NotTheMoment,
    NotYourRole,
    case_for,
    fetch,
    may,
    parts_of,
    parts_on,
    refusals_on,
    require,
)
from scr.cases.standing_forms import ProlongForm
from scr.cases.substitutes import colleagues
from scr.cases.views.rows import people_trail
from scr.dates import london_day
from scr.people.identity import working_on
from scr.people.models import Deputy, User
from scr.people.requests import SignedIn
from scr.people.roles import ROLES, Do
from scr.people.services import Refused, invite, send_invitation
from scr.procedures.model import Transition

either = require_http_methods(["GET", "POST"])


@login_required
@require_safe
def participants(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Who takes part, as what, for whom and until when; and who has left."""
    case = case_for(request.user, case_id)
    found = Participant.objects.visible_to(request.user).filter(case=case)
    rows = list(found.select_related("user__agency", "user__board", "agency", "substitute_for__user"))
    current = set(found.current().values_list("pk", flat=True))
    may_manage = may(request.user, Do.MANAGE_PEOPLE, case=case)
    here = [row for row in rows if row.pk in current]
    context = {
        "case": case,
        "groups": _groups(_with_deputies(_with_declarations(here), timezone.localdate())),
        "left": [row for row in rows if row.pk not in current],
        "may_manage": may_manage,
        "may_see_as": may(request.user, Do.SEE_AS, case=case),
        "may_read_reasons": may(request.user, Do.READ_HISTORY, case=case),
        "unheld": unheld(case, request.user) if may_manage else [],
        "may_declare": may(request.user, Do.DECLARE_CONFLICT, case=case),
        "is_asked": is_asked(request.user, case),
        "reads_panel": _reads_panel(request.user, case),
        **_beside(case, request.user),
        "breadcrumbs": trail(case, ("People", "")),
    }
    return render(request, "cases/participants.html", context)


def _reads_panel(user: Any, case: Case) -> bool:
    """Whether somebody reads what lies with the panel, among it the names of people without an account."""
    return Compartment.objects.visible_to(user).filter(case=case, kind=Kind.PANEL).exists()


def _with_declarations(rows: list[Participant]) -> list[Any]:
    """Each part with whether its holder is asked about conflicts, and when that was answered."""
    asked = asked_among(rows)
    dressed: list[Any] = list(rows)
    for row in dressed:
        row.asked = asked.get((row.case_id, row.user_id))
    return dressed


def _with_deputies(rows: list[Any], today: date) -> list[Any]:
    """Each part of a chief officer with who authorised them to act as deputy, where somebody did."""
    standing = Deputy.objects.standing_on(today).filter(deputy__in=[row.user_id for row in rows])
    found = {(one.agency_id, one.deputy_id): one for one in standing}
    for row in rows:
        row.deputy = found.get((row.agency_id, row.user_id)) if row.role == "chief_officer" else None
    return rows


def _beside(case: Case, user: Any) -> dict[str, Any]:
    """What else the page tells about people, as far as somebody may see it."""
    nominations = Nomination.objects.visible_to(user).filter(case=case)
    statements = IndependenceStatement.objects.visible_to(user).filter(case=case)
    newest = statements.order_by("author_id", "role", "-declared_at").distinct("author_id", "role")
    emergencies = EmergencyAccess.objects.visible_to(user).filter(case=case)
    may_name = {
        one.agency
        for one in CaseAgency.objects.visible_to(user).filter(case=case).select_related("agency")
        if may(user, Do.NAME_INVOLVED, case=case, agency=one.agency)
    }
    return {
        "nominations": nominations.select_related("left__user", "nominee", "answered_by"),
        "statements": newest.select_related("author", "agency", "declared_by", "checked_by"),
        "emergencies": emergencies.select_related("user", "reviewed_by"),
        "agencies_to_name": sorted(may_name, key=str),
    }


def _groups(rows: list[Participant]) -> list[tuple[str, list[Participant]]]:
    """The board's people first, then each agency's, by name."""
    groups: dict[str, list[Participant]] = {}
    for row in rows:
        groups.setdefault(row.agency.name if row.agency else "", []).append(row)
    return [(name or "The board and its panel", groups[name]) for name in sorted(groups)]


@login_required
@either
def add_participant(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Give somebody a part; somebody new is invited with it."""
    case = case_for(request.user, case_id)
    require(request.user, Do.MANAGE_PEOPLE, case=case)
    now = timezone.now()
    form = PartForm(
        request.POST if request.method == "POST" else None,
        joined=CaseAgency.objects.filter(case=case).values_list("agency_id", flat=True),
        today=london_day(now),
        boards=joint_boards_seen(case, request.user),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form), working_on(case.pk):
            person = form.cleaned_data["person"] or _invited(request, form, now)
            part = participation.add_participant(case, person, by=request.user, now=now, **form.part)
            if part.role in AUTHORS:
                _state_independence(part, form, by=request.user, now=now)
            messages.success(request, f"{person} now takes part as {part.role_name}.")
            return redirect("cases:participants", case_id=case.pk)
    context = {
        "case": case,
        "form": form,
        "roles": ROLES.values(),
        "breadcrumbs": people_trail(case, "Add somebody"),
    }
    return render(request, "cases/add_participant.html", context)


def _state_independence(part: Participant, form: PartForm, *, by: User, now: datetime) -> None:
    state_independence(
        part.case, part.user, role=part.role, agency=part.agency, answers=form.answers, by=by, now=now
    )


def _invited(request: SignedIn, form: PartForm, now: Any) -> User:
    given = form.cleaned_data
    try:
        person = invite(
            email=given["email"],
            full_name=given["full_name"],
            job_title=given["job_title"],
            agency=given["works_for"] or form.part["agency"],
            board=given["board"],
            by=request.user,
            now=now,
        )
    except Refused as refusal:
        raise NotTheMoment(refusal.sentence) from refusal
    send_invitation(person, by=request.user, now=now)
    return person


@login_required
@either
def end(request: SignedIn, case_id: UUID, participant_id: UUID) -> HttpResponse:
    """Let somebody's access end, now or after a day."""
    case = case_for(request.user, case_id)
    part = _current_part(request.user, case, participant_id)
    require(request.user, Do.MANAGE_PEOPLE, case=case)
    now = timezone.now()
    form = EndForm(request.POST if request.method == "POST" else None, today=london_day(now))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            participation.end_participation(part, until=form.until(now), by=request.user, now=now)
            messages.success(request, f"The access of {part.user} as {part.role_name} has an end now.")
            return _after_leaving(request, part)
    context = {"case": case, "part": part, "form": form, "breadcrumbs": people_trail(case, "End access")}
    return render(request, "cases/end.html", context)


@login_required
@either
def prolong(request: SignedIn, case_id: UUID, participant_id: UUID) -> HttpResponse:
    """Move the day on which somebody's access ends, with the reason."""
    case = case_for(request.user, case_id)
    part = _current_part(request.user, case, participant_id)
    require(request.user, Do.MANAGE_PEOPLE, case=case)
    if part.until is None:
        raise NotTheMoment(f"The access of {part.user} has no end that could be moved.")
    form = ProlongForm(request.POST if request.method == "POST" else None, after=london_day(part.until))
    if request.method == "POST" and form.is_valid():
        until, reason = form.cleaned_data["until_on"], form.cleaned_data["reason"]
        with refusals_on(form):
            participation.prolong(part, until=until, reason=reason, by=request.user, now=timezone.now())
            messages.success(request, f"The access of {part.user} is prolonged.")
            return redirect("cases:participants", case_id=case.pk)
    context = {"case": case, "part": part, "form": form, "breadcrumbs": people_trail(case, "Prolong access")}
    return render(request, "cases/prolong.html", context)


def _current_part(user: Any, case: Case, participant_id: UUID) -> Participant:
    fetch(Participant, user, pk=participant_id, case=case)
    rows = Participant.objects.current().select_related("user", "case", "compartment", "agency")
    part = rows.filter(pk=participant_id).first()
    if part is None:
        raise NotTheMoment("This person has left the case already.")
    return part


def _after_leaving(request: SignedIn, part: Participant) -> HttpResponse:
    """Back to the people of the case, home for who can no longer see it, out for who has nothing left."""
    if has_nothing_left(request.user, now=timezone.now()):
        logout(request)
        return redirect("account_login")
    if parts_on(request.user, part.case_id):
        return redirect("cases:participants", case_id=part.case_id)
    return redirect("home")


@login_required
@either
def recuse(request: SignedIn, case_id: UUID, participant_id: UUID | None = None) -> HttpResponse:
    """Leave a case for a conflict of interest, or record that somebody else must."""
    case = case_for(request.user, case_id)
    parts = _parts_to_leave(request.user, case, participant_id)
    form = ConflictForm(request.POST if request.method == "POST" else None, colleagues=_nameable(case, parts))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            _recuse_all(parts, form, by=request.user)
            messages.success(request, _left_words(parts[0], request.user))
            return _after_leaving(request, parts[0])
    context = {
        "case": case,
        "part": parts[0],
        "parts": parts,
        "form": form,
        "is_own": parts[0].user_id == request.user.pk,
        "breadcrumbs": people_trail(case, "Conflict of interest"),
    }
    return render(request, "cases/recuse.html", context)


def _parts_to_leave(user: User, case: Case, participant_id: UUID | None) -> list[Participant]:
    """One part that was named, or all of somebody's own: a conflict is the person's, whatever the role."""
    if participant_id is not None:
        part = _current_part(user, case, participant_id)
        require(user, Do.DECLARE_CONFLICT if part.user_id == user.pk else Do.MANAGE_PEOPLE, case=case)
        return [part]
    require(user, Do.DECLARE_CONFLICT, case=case)
    rows = Participant.objects.current().filter(case=case, user=user)
    return list(rows.select_related("user", "case", "compartment", "agency"))


def _nameable(case: Case, parts: list[Participant]) -> Any:
    """Who could take over; None where nobody can be named here: two roles, or no organisation."""
    member = parts[0].user
    has_organisation = member.agency_id is not None or member.board_id is not None
    return colleagues(case, member) if has_organisation and len(parts) == 1 else None


def _recuse_all(parts: list[Participant], form: ConflictForm, *, by: Any) -> None:
    """Every part in one transaction; the one that lets `by` act on the case goes last."""
    now = timezone.now()
    given = form.cleaned_data
    last = sorted(parts, key=lambda one: Do.DECLARE_CONFLICT in ROLES[one.role].does)
    with working_on(parts[0].case_id):
        for part in last:
            participation.recuse(
                part, reason=given["reason"], by=by, now=now, substitute=given.get("substitute")
            )


def _left_words(part: Participant, user: Any) -> str:
    if part.user_id == user.pk:
        return "You have left this case. You can no longer see it, and nothing about it will be sent to you."
    return f"{part.user} has left this case and can no longer see it."


@login_required
@either
def move(request: SignedIn, case_id: UUID) -> HttpResponse:
    """What the next stage means and what is still missing for it; then the move."""
    case = case_for(request.user, case_id)
    given = request.POST if request.method == "POST" else request.GET
    transition = case.procedure.transition(case.stage, given.get("target", ""))
    if transition is None or transition.is_made_by_act:
        require(request.user, Do.MOVE_CASE, case=case)
        raise NotTheMoment(f"The case is at “{case.stage_name}” and cannot go on in this way.")
    _require_mover(request.user, case, transition)
    if request.method == "POST":
        moved = services.move(case, transition.target, by=request.user, now=timezone.now())
        messages.success(request, f"The case is now at “{moved.stage_name}”.")
        return redirect("case", case_id=case.pk)
    missing = [
        {"text": one.otherwise, "url": page_url(one.page, case_id=case.pk)}
        for one in services.unmet(case, transition.target)
    ]
    context = {
        "case": case,
        "transition": transition,
        "stage": case.procedure.stage(transition.target),
        "missing": missing,
        "breadcrumbs": trail(case, (transition.verb, "")),
    }
    return render(request, "cases/move.html", context)


def _require_mover(user: Any, case: Case, transition: Transition) -> None:
    if not any(part.role in transition.by for part in parts_of(user, case)):
        raise NotYourRole(Do.MOVE_CASE, transition.by)
