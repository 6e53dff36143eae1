"""One action: how it stands, and every word about it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from actionplans import policy, updates
from actionplans.drawing import SignedIn, action_url, draw
from actionplans.forms import ClaimForm, SettleForm, TransferForm, UpdateForm
from actionplans.models import Action
from actionplans.standings import standing_of, timeline
from actionplans.states import Said
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.dates import london_day
from scr.people.models import User
from scr.people.roles import Do


def _action(request: SignedIn, case_id: UUID, subject_id: UUID) -> Action:
    """An action of a case that this person may see, or 404."""
    case = case_for(request.user, case_id)
    found = fetch(Action, request.user, pk=subject_id, case=case)
    found.case = case
    return found


@login_required
@require_safe
def action(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    shown, now, user = _action(request, case_id, subject_id), timezone.now(), request.user
    standing = standing_of(shown, now)
    is_running = not shown.case.stage_now.is_final
    return draw(
        request,
        "action",
        shown.case,
        f"Action {shown.number}",
        action=shown,
        standing=standing,
        timeline=timeline(shown, user=user),
        may_report=is_running and standing.is_with_owner and policy.may_report(user, shown),
        may_verify=is_running and standing.said == Said.CLAIMED and policy.may_verify(user, shown),
        may_transfer=is_running
        and not standing.is_settled
        and may(user, Do.REPORT_PROGRESS, case=shown.case),
    )


@login_required
def update(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    shown = _action(request, case_id, subject_id)
    policy.require_reporter(shown, by=request.user)
    form = UpdateForm(request.POST or None, request.FILES or None)
    return _do(request, shown, form, updates.update_action, told="Your update was sent.") or _draw(
        request, "update", shown, f"Report progress on action {shown.number}", form=form
    )


@login_required
def claim(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    shown = _action(request, case_id, subject_id)
    policy.require_reporter(shown, by=request.user)
    form = ClaimForm(request.POST or None, request.FILES or None)
    told = "You reported the action as done. It now waits to be confirmed by somebody else."
    return _do(request, shown, form, updates.claim_done, told=told) or _draw(
        request, "claim", shown, f"Report action {shown.number} as done", form=form
    )


@login_required
def settle(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """Confirm an action that was reported as done, or send it back."""
    shown, now = _action(request, case_id, subject_id), timezone.now()
    policy.require_verifier(shown, by=request.user)
    form = SettleForm(request.POST or None, today=london_day(now))
    return _do(request, shown, form, _judge, told="Your finding was recorded.") or _draw(
        request,
        "settle",
        shown,
        f"Confirm action {shown.number} or send it back",
        form=form,
        timeline=timeline(shown, user=request.user)[:1],
    )


def _judge(
    action: Action, *, verdict: str, findings: str, due_on: date | None, by: User, now: datetime
) -> None:
    if verdict == "sent_back" and due_on:
        updates.send_back(action, reason=findings, due_on=due_on, by=by, now=now)
    else:
        updates.settle(action, findings=findings, by=by, now=now)


@login_required
def transfer(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    shown = _action(request, case_id, subject_id)
    require(request.user, Do.REPORT_PROGRESS, case=shown.case)
    form = TransferForm(request.POST or None)
    return _do(request, shown, form, updates.transfer, told="The action was transferred.") or _draw(
        request, "transfer", shown, f"Transfer action {shown.number}", form=form
    )


def _do(
    request: SignedIn, action: Action, form: Any, service: Callable[..., Any], *, told: str
) -> HttpResponse | None:
    """Do what a valid form says and go back to the action; nothing while there is something to put right."""
    if not form.is_valid():
        return None
    given = dict(form.cleaned_data)
    if "evidence" in given:
        given["files"] = given.pop("evidence")
    with refusals_on(form):
        service(action, **given, by=request.user, now=timezone.now())
        messages.success(request, told)
        return redirect(action_url(action))
    return None


def _draw(request: SignedIn, view: str, action: Action, label: str, **context: Any) -> HttpResponse:
    standing = standing_of(action, timezone.now())
    return draw(request, view, action.case, label, action=action, standing=standing, **context)
