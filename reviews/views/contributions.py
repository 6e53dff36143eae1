"""The board's pages of contributions without an account: asking, reading, letting go, releasing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reviews.forms.contributions import AskContributionForm, LetContributionGoForm
from reviews.models import Contribution, ContributionSent
from reviews.services import contributions as services
from scr.cases.audiences import Kind
from scr.cases.links import trail
from scr.cases.models import Case, Compartment
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.dates import london_day
from scr.people.emailed_codes import code_context
from scr.people.models import CodeBy
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


def _trail(case: Case, label: str) -> list[dict[str, str]]:
    above = ("Contributions without an account", reverse("reviews:contributions", args=[case.pk]))
    return trail(case, above, (label, ""))


def _one(request: SignedIn, case_id: UUID, subject_id: UUID) -> Contribution:
    fetch(Contribution, request.user, pk=subject_id, case_id=case_id)
    found = Contribution.objects.select_related("case", "compartment", "agency", "asked_by", "link")
    return found.get(pk=subject_id)


def _to(row: Contribution) -> HttpResponse:
    return redirect("reviews:contribution", case_id=row.case_id, subject_id=row.pk)


@login_required
@require_safe
def contributions(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Who was asked without an account, and what came."""
    case = case_for(request.user, case_id)
    fetch(Compartment, request.user, case=case, kind=Kind.PANEL)
    context = {
        "case": case,
        "standings": services.contributions_on(case, request.user, now=timezone.now()),
        "may_ask": may(request.user, Do.MANAGE_PEOPLE, case=case),
        "breadcrumbs": trail(case, ("Contributions without an account", "")),
    }
    return render(request, "reviews/contributions.html", context)


@login_required
@either
def ask_contribution(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Ask somebody without an account, for a small agency or for themselves."""
    case = case_for(request.user, case_id)
    require(request.user, Do.MANAGE_PEOPLE, case=case)
    now = timezone.now()
    form = AskContributionForm(
        request.POST if request.method == "POST" else None,
        agencies=services.agencies_to_ask(case),
        today=london_day(now),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = services.ask_contribution(case, form.asked, by=request.user, now=now)
            messages.success(request, f"The link is on its way to {row.email}.")
            return _to(row)
    context = {"case": case, "form": form, "breadcrumbs": _trail(case, "Ask somebody")}
    return render(request, "reviews/ask_contribution.html", context)


@login_required
@require_safe
def contribution(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """What one person was asked and, as far as the reader may, what they sent."""
    row = _one(request, case_id, subject_id)
    own = Contribution.objects.visible_to(request.user).filter(pk=row.pk)
    (standing,) = services.standings(row.case, own, request.user, now=timezone.now())
    context = {
        "case": row.case,
        "standing": standing,
        **_offers(row, standing, request.user),
        "breadcrumbs": _trail(row.case, str(row)),
    }
    return render(request, "reviews/contribution.html", context)


def _offers(row: Contribution, standing: services.Standing, user: Any) -> dict[str, bool]:
    runs = may(user, Do.MANAGE_PEOPLE, case=row.case)
    return {
        "may_change": runs and standing.is_waiting,
        "may_read_out": runs and standing.is_waiting and row.link.code_by == CodeBy.TELEPHONE,
        "may_release": row.agency_id is None
        and bool(standing.sent)
        and not standing.is_released
        and may(user, Do.RELEASE_REVIEW, case=row.case),
    }


@login_required
@require_safe
def contribution_sent(request: SignedIn, case_id: UUID, sent_id: UUID) -> HttpResponse:
    """What somebody sent, for whoever may read it, also where what was asked is not theirs to read."""
    case = case_for(request.user, case_id)
    found = fetch(ContributionSent, request.user, pk=sent_id, case=case)
    context = {"case": case, "one": found, "breadcrumbs": trail(case, (found.sent_as, ""))}
    return render(request, "reviews/contribution_read.html", context)


@login_required
@require_POST
def send_contribution_link(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    row = _one(request, case_id, subject_id)
    services.send_contribution_link(row, by=request.user, now=timezone.now())
    messages.success(request, "A new link is on its way. The earlier one opens nothing any more.")
    return _to(row)


@login_required
@require_POST
def read_out_code(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """A code that the administrator reads out on the telephone; shown this once."""
    row = _one(request, case_id, subject_id)
    code = services.code_to_read_out(row, by=request.user, now=timezone.now())
    context = {"case": row.case, "row": row, **code_context(code), "breadcrumbs": _trail(row.case, str(row))}
    return render(request, "reviews/read_out_code.html", context)


@login_required
@either
def let_contribution_go(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """Wait for a contribution no longer."""
    row = _one(request, case_id, subject_id)
    require(request.user, Do.MANAGE_PEOPLE, case=row.case)
    form = LetContributionGoForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            reason = form.cleaned_data["reason"]
            services.let_contribution_go(row, reason=reason, by=request.user, now=timezone.now())
            messages.success(request, "The board no longer waits for this contribution.")
            return _to(row)
    context = {
        "case": row.case,
        "row": row,
        "form": form,
        "breadcrumbs": _trail(row.case, "No longer needed"),
    }
    return render(request, "reviews/let_contribution_go.html", context)


@login_required
@either
def release_contribution(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """Pass what somebody sent for themselves on to the panel and the overview author."""
    row = _one(request, case_id, subject_id)
    require(request.user, Do.RELEASE_REVIEW, case=row.case)
    if request.method == "POST":
        services.release_contribution(row, by=request.user, now=timezone.now())
        messages.success(request, "The panel and the overview author can read it now.")
        return _to(row)
    context = {"case": row.case, "row": row, "breadcrumbs": _trail(row.case, "Release to the panel")}
    return render(request, "reviews/release_contribution.html", context)
