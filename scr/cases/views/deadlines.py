"""How one deadline is counted, and later dates that were agreed for it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scr.cases import services
from scr.cases.deadlines import end_of
from scr.cases.explaining import explanation_of
from scr.cases.forms import ExtensionForm
from scr.cases.links import duty_url, trail
from scr.cases.models import Case, Duty, Extension
from scr.cases.owners import owners_of
from scr.cases.policy import NotTheMoment, case_for, fetch, may, refusals_on, require
from scr.cases.standing import late_by_first_date, standing_of
from scr.dates import london_day
from scr.people.requests import SignedIn
from scr.people.roles import ROLES, Do

either = require_http_methods(["GET", "POST"])


@login_required
@require_safe
def duty(request: SignedIn, duty_id: UUID) -> HttpResponse:
    """Where the link of a notice lands: on the page of the task."""
    found = fetch(Duty, request.user, pk=duty_id)
    return redirect(duty_url(found))


@login_required
@require_safe
def deadline(request: SignedIn, case_id: UUID, duty_id: UUID) -> HttpResponse:
    """How a deadline is counted, when it was or will be met, and who must act."""
    case = case_for(request.user, case_id)
    found = _duty(request.user, case, duty_id)
    now = timezone.now()
    is_open = found.met_at is None and found.cancelled_at is None
    owners = owners_of(found) if is_open else []
    extensions = Extension.objects.visible_to(request.user).filter(duty=found).select_related("extended_by")
    context = {
        "case": case,
        "duty": found,
        "told": explanation_of(found),
        "standing": standing_of(found, now),
        "late_by_first_date": late_by_first_date(found, now),
        "extensions": extensions,
        "is_open": is_open,
        "owners": owners,
        "is_mine": any(part.user_id == request.user.pk for part in owners),
        "escalated_to": [(days, ROLES[role].name) for days, role in found.rule.escalations],
        "task_url": duty_url(found),
        "may_extend": _is_extendable(found) and may(request.user, Do.EXTEND, case=case),
        "breadcrumbs": trail(case, _timetable(case), (found.rule.name, "")),
    }
    return render(request, "cases/deadline.html", context)


def _duty(user: Any, case: Case, duty_id: UUID) -> Duty:
    fetch(Duty, user, pk=duty_id, case=case)
    return Duty.objects.select_related("case", "compartment", "agency").get(pk=duty_id)


def _is_extendable(found: Duty) -> bool:
    return found.due_at is not None and found.met_at is None and found.cancelled_at is None


@login_required
@either
def extend(request: SignedIn, case_id: UUID, duty_id: UUID) -> HttpResponse:
    """Record that a later date was agreed."""
    case = case_for(request.user, case_id)
    found = _duty(request.user, case, duty_id)
    require(request.user, Do.EXTEND, case=case)
    if not _is_extendable(found) or found.due_at is None:
        raise NotTheMoment("This task is done or has no date, so there is nothing to extend.")
    now = timezone.now()
    form = ExtensionForm(
        request.POST if request.method == "POST" else None,
        after=london_day(found.due_at) + timedelta(days=1),
        today=london_day(now),
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        with refusals_on(form):
            until = end_of(given.pop("until_on"))
            services.extend(found, until=until, by=request.user, now=now, **given)
            messages.success(request, "The new date is recorded. The first one is kept beside it.")
            return redirect("cases:deadline", case_id=case.pk, duty_id=found.pk)
    context = {"case": case, "duty": found, "form": form, "breadcrumbs": _deadline_trail(found)}
    return render(request, "cases/extend.html", context)


def _deadline_trail(found: Duty) -> list[dict[str, str]]:
    address = reverse("cases:deadline", args=[found.case_id, found.pk])
    return trail(found.case, _timetable(found.case), (found.rule.name, address), ("Extend", ""))


def _timetable(case: Case) -> tuple[str, str]:
    return ("Timetable", reverse("cases:timetable", args=[case.pk]))
