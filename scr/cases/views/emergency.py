"""Emergency access: asking for it, reading who opened a case and why, ending and reviewing it."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from scr.cases import emergency as emergencies
from scr.cases.models import EmergencyAccess
from scr.cases.policy import case_for, fetch, may, parts_of, refusals_on, require
from scr.cases.standing_forms import EmergencyForm, FindingForm
from scr.cases.views.rows import people_trail
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


@login_required
@either
def open_emergency(request: SignedIn) -> HttpResponse:
    """Open a case by its reference and a reason; the same answer whatever it was that stood against it."""
    now = timezone.now()
    emergencies.require_emergency_post(request.user, now=now)
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            access = emergencies.open_in_emergency(**form.cleaned_data, by=request.user, now=now)
            if access is not None:
                return redirect("case", case_id=access.case_id)
            form.add_error("reference", "No case was opened for you with this reference")
    context = {"form": form, "hours": settings.EMERGENCY_HOURS, "tries": settings.EMERGENCY_TRIES}
    return render(request, "cases/open_emergency.html", context)


@login_required
@either
def emergency(request: SignedIn, case_id: UUID, access_id: UUID) -> HttpResponse:
    """Who opened the case in an emergency and why; the Chair's review of it."""
    case = case_for(request.user, case_id)
    access = fetch(EmergencyAccess, request.user, pk=access_id, case=case)
    if request.method == "POST":
        require(request.user, Do.REVIEW_EMERGENCY, case=case)
    now = timezone.now()
    form = FindingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            emergencies.review_emergency(access, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, "Your review is on record.")
            return redirect("cases:participants", case_id=case.pk)
    is_own = access.user_id == request.user.pk
    may_review = may(request.user, Do.REVIEW_EMERGENCY, case=case) and not is_own
    context = {
        "case": case,
        "access": access,
        "is_open": access.until > now,
        "may_end": access.until > now and (is_own or may(request.user, Do.MANAGE_PEOPLE, case=case)),
        "may_review": may_review and access.reviewed_at is None,
        "form": form,
        "breadcrumbs": people_trail(case, "Emergency access"),
    }
    return render(request, "cases/emergency.html", context)


@login_required
@require_POST
def end_emergency(request: SignedIn, case_id: UUID, access_id: UUID) -> HttpResponse:
    """End an emergency access before its time."""
    case = case_for(request.user, case_id)
    access = fetch(EmergencyAccess, request.user, pk=access_id, case=case)
    emergencies.end_emergency(access, by=request.user, now=timezone.now())
    messages.success(request, "The emergency access has ended.")
    if parts_of(request.user, case):
        return redirect("cases:emergency", case_id=case.pk, access_id=access.pk)
    return redirect("home")
