"""Beside and after a decision: chief officers consulted, reopening, and what the decision set off."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from referrals import consulting_officers, reopening
from referrals.checklist import items_of
from referrals.confirming import is_sent, typed_on
from referrals.forms import OfficerForm, ReopenForm
from referrals.models import Decision, OfficerConsulted, Reopening
from referrals.past import newest_of
from referrals.rounds import round_of
from scr.cases.approach import approach_of
from scr.cases.links import trail
from scr.cases.models import CaseAgency
from scr.cases.policy import case_for, refusals_on, require
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


@login_required
@either
def officers(request: SignedIn, case_id: UUID) -> HttpResponse:
    """The Chair records what each chief officer says about a wholly independent review."""
    case = case_for(request.user, case_id)
    require(request.user, Do.DECIDE, case=case)
    if request.method == "GET":
        consulting_officers.check_can_consult_officers(case)
    now = timezone.now()
    taking_part = CaseAgency.objects.filter(case=case).values("agency_id")
    form = OfficerForm(
        request.POST if request.method == "POST" else None,
        agencies=Agency.objects.filter(pk__in=taking_part),
        now=now,
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = consulting_officers.record_officer(case, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, f"What {row.officer} said is recorded.")
            return redirect("referrals:officers", case_id=case.pk)
    heard = OfficerConsulted.objects.visible_to(request.user).filter(case=case, round=round_of(case))
    context = {
        "case": case,
        "form": form,
        "heard": heard.select_related("agency", "recorded_by"),
        "waiting": consulting_officers.agencies_not_heard(case),
        "breadcrumbs": trail(case, ("Chief officers consulted", "")),
    }
    return render(request, "referrals/officers.html", context)


@login_required
@either
def reopen(request: SignedIn, case_id: UUID) -> HttpResponse:
    """The Chair reopens a case; a second page says what that starts."""
    case = case_for(request.user, case_id)
    require(request.user, Do.DECIDE, case=case)
    if request.method == "GET":
        reopening.check_can_reopen(case)
    now = timezone.now()
    form = ReopenForm(request.POST if request.method == "POST" else None, now=now)
    context = {"case": case, "form": form, "breadcrumbs": trail(case, ("Reopen the case", ""))}
    if is_sent(request) and form.is_valid():
        with refusals_on(form):
            if "confirmed" in request.POST:
                reopening.reopen(case, **form.cleaned_data, by=request.user, now=now)
                return redirect("referrals:reopened", case_id=case.pk)
            reopening.check_can_reopen(case)
            more = {
                "starts": [rule for rule in case.procedure.rules_opened_by("case_reopened") if rule.duration],
                "received_at": form.cleaned_data["received_at"],
                "typed": typed_on(request),
            }
            return render(request, "referrals/confirm_reopening.html", {**context, **more})
    return render(request, "referrals/reopen.html", context)


@login_required
@require_safe
def reopened(request: SignedIn, case_id: UUID) -> HttpResponse:
    """The receipt for a reopening."""
    case = case_for(request.user, case_id)
    found = newest_of(Reopening, request.user, case)
    return render(request, "referrals/reopened.html", {"case": case, "reopening": found})


@login_required
@require_safe
def set_off(request: SignedIn, case_id: UUID) -> HttpResponse:
    """What a decision set off: each task, until when, by whom and when it was done."""
    case = case_for(request.user, case_id)
    decision = newest_of(Decision, request.user, case)
    context = {
        "case": case,
        "decision": decision,
        "recommendation": decision.recommendation,
        "approach": approach_of(case),
        "items": items_of(case, request.user, now=timezone.now()),
        "breadcrumbs": trail(case, ("What the decision set off", "")),
    }
    return render(request, "referrals/set_off.html", context)
