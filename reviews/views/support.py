"""Support for staff and for who was interviewed: what was offered, to whom, and what they said."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reviews.forms.interviews import OfferForm, initial_of_offer
from reviews.models import SupportOffer
from reviews.services import support as services
from reviews.supported import Lacking, offers_seen_by, without_offer
from reviews.views.agency import agency_trail
from reviews.views.interviews import private_room
from scr.cases.models import Case
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


def _trail(case: Case, agency: Agency, label: str = "") -> list[dict[str, str]]:
    above = agency_trail(case, agency, "Support")
    if not label:
        return above
    above[-1]["url"] = reverse("reviews:support", args=[case.pk, agency.pk])
    return [*above, {"label": label, "url": ""}]


@login_required
@require_safe
def support(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """What was offered to whom, and for whom no offer is on record."""
    case, agency = private_room(request, case_id, agency_id)
    context = {
        "case": case,
        "agency": agency,
        "rows": offers_seen_by(request.user, case, agency),
        "lacking": without_offer(request.user, case, agency),
        "may_offer": may(request.user, Do.OFFER_SUPPORT, case=case, agency=agency),
        "breadcrumbs": _trail(case, agency),
    }
    return render(request, "reviews/support.html", context)


@login_required
@either
def offer_support(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Record an offer; `for` names whom it is about, of those for whom none is on record."""
    case, agency = private_room(request, case_id, agency_id)
    require(request.user, Do.OFFER_SUPPORT, case=case, agency=agency)
    about = _asked_about(request, case, agency)
    form = OfferForm(request.POST or None, initial={"whom": about.whom} if about else {})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.offer_support(
                case,
                agency,
                offer=form.offer,
                interview=about.interview if about else None,
                involved=about.involved if about else None,
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, "The offer is on record.")
            return redirect("reviews:support", case_id=case.pk, agency_id=agency.pk)
    return _form_page(request, case, agency, form, about=about)


def _asked_about(request: SignedIn, case: Case, agency: Agency) -> Lacking | None:
    """The interview or the person that an address names, among those without an offer."""
    asked = request.GET.get("for", "")
    found = without_offer(request.user, case, agency)
    return next((one for one in found if asked == str(one.row.pk)), None)


@login_required
@either
def correct_offer(request: SignedIn, case_id: UUID, offer_id: UUID) -> HttpResponse:
    """Note what somebody said to an offer, or correct it."""
    case = case_for(request.user, case_id)
    row = fetch(SupportOffer, request.user, pk=offer_id, case=case)
    require(request.user, Do.OFFER_SUPPORT, case=case, agency=row.agency)
    form = OfferForm(request.POST or None, initial=initial_of_offer(row))
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        with refusals_on(form):
            services.correct_offer(
                row, offer=form.offer, revision=revision, by=request.user, now=timezone.now()
            )
            messages.success(request, "The offer is saved. The earlier wording is kept in its history.")
            return redirect("reviews:support", case_id=case.pk, agency_id=row.agency_id)
    return _form_page(request, case, row.agency, form, row=row)


def _form_page(request: SignedIn, case: Case, agency: Agency, form: OfferForm, **more: Any) -> HttpResponse:
    context = {
        "case": case,
        "agency": agency,
        "form": form,
        "breadcrumbs": _trail(case, agency, "An offer of support"),
        **more,
    }
    return render(request, "reviews/offer_support.html", context)
