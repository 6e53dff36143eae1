"""The register of people without an account, and who coordinates the review."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scr.cases import contributors as services
from scr.cases.audiences import Kind
from scr.cases.contributor_forms import ContributorForm
from scr.cases.coordination import authors_of, coordinators_of
from scr.cases.models import Case, Compartment, Contributor
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.cases.views.rows import people_trail
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


@login_required
@require_safe
def contributors(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Who contributes without an account, who coordinates, and how independent the authors are."""
    case = case_for(request.user, case_id)
    fetch(Compartment, request.user, case=case, kind=Kind.PANEL)
    context = {
        "case": case,
        "rows": services.contributors_on(case, request.user),
        "coordinators": coordinators_of(case, request.user),
        "authors": authors_of(case, request.user),
        "may_manage": may(request.user, Do.MANAGE_PEOPLE, case=case),
        "breadcrumbs": people_trail(case, "Contributors and coordination"),
    }
    return render(request, "cases/contributors.html", context)


@login_required
@either
def note_contributor(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Note somebody who contributes without an account."""
    case = case_for(request.user, case_id)
    require(request.user, Do.MANAGE_PEOPLE, case=case)
    form = ContributorForm(_sent(request), now=timezone.now())
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = services.note_contributor(case, told=form.told, by=request.user, now=timezone.now())
            messages.success(request, f"{row.name} is noted.")
            return redirect("cases:contributors", case_id=case.pk)
    return _page(request, case, form, "Note a contributor")


@login_required
@either
def correct_contributor(request: SignedIn, case_id: UUID, contributor_id: UUID) -> HttpResponse:
    """Correct what was noted of somebody; the earlier note stays on record."""
    case = case_for(request.user, case_id)
    earlier = fetch(Contributor, request.user, pk=contributor_id, case=case)
    require(request.user, Do.MANAGE_PEOPLE, case=case)
    form = ContributorForm(_sent(request), now=timezone.now(), initial=ContributorForm.shown(earlier))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = services.correct_contributor(earlier, told=form.told, by=request.user, now=timezone.now())
            messages.success(request, f"What was noted of {row.name} is corrected.")
            return redirect("cases:contributors", case_id=case.pk)
    return _page(request, case, form, "Correct what was noted")


def _sent(request: SignedIn) -> Any:
    return request.POST if request.method == "POST" else None


def _page(request: SignedIn, case: Case, form: ContributorForm, heading: str) -> HttpResponse:
    context = {"case": case, "form": form, "heading": heading, "breadcrumbs": people_trail(case, heading)}
    return render(request, "cases/note_contributor.html", context)
