"""Holds: placing one, looking at it again, lifting it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scr.cases import holds as services
from scr.cases.models import Hold, HoldReview, ParallelProcess
from scr.cases.parallel_forms import HoldForm, KeepHoldForm, LiftHoldForm
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.cases.views.parallel import parallel_trail, process_url
from scr.people.requests import SignedIn
from scr.people.roles import Do
from scr.procedures.parallel import HOLD_BY_KEY

either = require_http_methods(["GET", "POST"])


@login_required
@either
def place_hold(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """Write down what a parallel process asks the board to wait with."""
    case = case_for(request.user, case_id)
    process = fetch(ParallelProcess, request.user, pk=subject_id, case=case)
    require(request.user, Do.KEEP_PARALLEL, case=case)
    form = HoldForm(request.POST if request.method == "POST" else None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            hold = services.place_hold(process, form.asked, by=request.user, now=timezone.now())
            messages.success(request, "The hold stands from now on. Everything else goes on.")
            return redirect("cases:hold", case_id=case.pk, subject_id=hold.pk)
    context = {
        "case": case,
        "process": process,
        "form": form,
        "breadcrumbs": parallel_trail(case, (process.title, process_url(process)), ("Place a hold", "")),
    }
    return render(request, "cases/place_hold.html", context)


@login_required
@require_safe
def hold(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """A hold: what waits, who asked and why, each time that it was looked at, and what can be done."""
    found = _hold(request, case_id, subject_id)
    reviews = HoldReview.objects.visible_to(request.user).filter(hold=found)
    context = {
        **_context(found),
        "reviews": reviews.select_related("reviewed_by"),
        "kind": HOLD_BY_KEY[found.stops],
        "today": timezone.localdate(),
        "may_keep": may(request.user, Do.KEEP_PARALLEL, case=found.case),
    }
    return render(request, "cases/hold.html", context)


@login_required
@either
def keep_hold(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """Look at a hold again and let it go on."""
    found = _hold(request, case_id, subject_id)
    require(request.user, Do.KEEP_PARALLEL, case=found.case)
    form = KeepHoldForm(request.POST if request.method == "POST" else None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.keep_hold(found, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, "The hold goes on until somebody lifts it.")
            return redirect("cases:hold", case_id=found.case_id, subject_id=found.pk)
    return render(request, "cases/keep_hold.html", {**_context(found, "Keep it"), "form": form})


@login_required
@either
def lift_hold(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """Say why a hold is lifted, after reading what goes on then."""
    found = _hold(request, case_id, subject_id)
    require(request.user, Do.KEEP_PARALLEL, case=found.case)
    form = LiftHoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.lift_hold(found, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, "The hold is lifted. What waited for it can go on.")
            return redirect("cases:hold", case_id=found.case_id, subject_id=found.pk)
    context = {**_context(found, "Lift it"), "form": form, "kind": HOLD_BY_KEY[found.stops]}
    return render(request, "cases/lift_hold.html", context)


def _hold(request: SignedIn, case_id: UUID, subject_id: UUID) -> Hold:
    case = case_for(request.user, case_id)
    return fetch(Hold, request.user, pk=subject_id, case=case)


def _context(found: Hold, label: str = "") -> dict[str, Any]:
    """What every page about a hold knows; `label` names a page below the hold's own."""
    process = found.process
    own = reverse("cases:hold", args=[found.case_id, found.pk])
    steps = (("Hold", own), (label, "")) if label else (("Hold", ""),)
    above = (process.title, process_url(process))
    return {
        "case": found.case,
        "hold": found,
        "process": process,
        "breadcrumbs": parallel_trail(found.case, above, *steps),
    }
