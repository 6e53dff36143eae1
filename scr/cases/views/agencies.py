"""One agency as administrators keep it, with the rules of its own that it follows."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from scr.cases.board_forms import OwnRulesForm
from scr.people.models import Agency, Deputy
from scr.people.requests import SignedIn, administrators_only, refusals_shown_on
from scr.people.services import choose_own_rules
from scr.procedures import OVERLAYS, newest_overlay


@administrators_only
@require_http_methods(["GET", "POST"])
def agency(request: SignedIn, board_agency_id: UUID) -> HttpResponse:
    """An agency, who may act for its chief officer, and which rules of its own it follows."""
    found = get_object_or_404(Agency, pk=board_agency_id)
    keys = dict.fromkeys(one.key for one in OVERLAYS.values())
    form = OwnRulesForm(
        request.POST if request.method == "POST" else None,
        overlays=[newest_overlay(key) for key in keys],
        initial={"rules": found.overlay_key},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            given = form.cleaned_data["rules"]
            choose_own_rules(found, given, installed=keys, by=request.user, now=timezone.now())
            messages.success(request, "The choice counts for cases that the agency joins from now on.")
            return redirect("people:agencies")
    above = [("People", "people:people"), ("Agencies", "people:agencies")]
    trail = [{"label": label, "url": reverse(name)} for label, name in above]
    context = {
        "agency": found,
        "form": form,
        "deputies": Deputy.objects.filter(agency=found).select_related("deputy"),
        "breadcrumbs": [*trail, {"label": found.name, "url": ""}],
    }
    return render(request, "cases/agency.html", context)
