"""The timetable of a case: its deadlines, what is planned, and what would move."""

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
from scr.cases.events import planned_events
from scr.cases.explaining import event_words
from scr.cases.forms import MomentForm, PlanForm
from scr.cases.links import trail
from scr.cases.models import Case, Duty
from scr.cases.noting import noted_by_hand
from scr.cases.pictures import picture
from scr.cases.policy import case_for, may, refusals_on, require
from scr.cases.timetable import (
    Moved,
    changes,
    clocks_of,
    forecast_from,
    movable_events,
    plannable_events,
)
from scr.dates import london_day
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


def below(case: Case, label: str) -> list[dict[str, str]]:
    return trail(case, ("Timetable", reverse("cases:timetable", args=[case.pk])), (label, ""))


@login_required
@require_safe
def timetable(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Every deadline in the order of its date, as a picture and as a list, with those to be expected."""
    case = case_for(request.user, case_id)
    now = timezone.now()
    clocks = clocks_of(case, request.user)
    entries = forecast_from(clocks, case, request.user, now)
    may_plan = may(request.user, Do.PLAN_DATE, case=case)
    context = {
        "case": case,
        "entries": entries,
        "undated": [(one, event_words(case, one.rule.before)) for one in clocks if waits_for_a_day(one)],
        "picture": picture(entries, now),
        "planned": planned_events(case, request.user) if may_plan else [],
        "may_plan": may_plan,
        "may_note": bool(noted_by_hand(request.user, case)),
        "breadcrumbs": trail(case, ("Timetable", "")),
    }
    return render(request, "cases/timetable.html", context)


def waits_for_a_day(duty: Duty) -> bool:
    """Whether a deadline is open and has no date until somebody plans what it runs back from."""
    return duty.due_at is None and duty.met_at is None and bool(duty.rule.before)


@login_required
@require_safe
def what_if(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Move a trigger and see what would move with it; nothing is stored."""
    case = case_for(request.user, case_id)
    require(request.user, Do.PLAN_DATE, case=case)
    events = [(key, event_words(case, key)) for key in movable_events(case, request.user)]
    form = MomentForm(request.GET or None, events=events)
    found = None
    if form.is_valid():
        given = form.cleaned_data
        moved = Moved(given["event"], end_of(given["on"]))
        found = changes(case, request.user, timezone.now(), moved)
    context = {"case": case, "form": form, "changes": found, "breadcrumbs": below(case, "What if")}
    return render(request, "cases/what_if.html", context)


@login_required
@either
def plan_event(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Plan the day of something that is to happen."""
    case = case_for(request.user, case_id)
    require(request.user, Do.PLAN_DATE, case=case)
    now = timezone.now()
    events = [(key, event_words(case, key)) for key in plannable_events(case, request.user)]
    form = PlanForm(request.POST if request.method == "POST" else None, events=events, today=london_day(now))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            services.plan_event(
                case,
                given["event"],
                planned_for=end_of(given["on"]),
                reason=given["reason"],
                by=request.user,
                now=now,
            )
            messages.success(request, "The day is planned. Dates that depend on it are counted from it.")
            return redirect("cases:timetable", case_id=case.pk)
    context = {"case": case, "form": form, "breadcrumbs": below(case, "Plan a day")}
    return render(request, "cases/plan_event.html", context)
