"""The panel of a case, adding to it, and what the record lays before its meetings."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from referrals import panel as panels
from referrals import papers
from referrals.panel_forms import CoOptForm, LayPapersForm
from scr.cases.links import trail
from scr.cases.models import Case, Participant
from scr.cases.policy import case_for, may, refusals_on, require
from scr.meetings.agenda import check_can_change
from scr.meetings.rows import meeting_for, meeting_trail
from scr.people.models import User
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


def _case_of_panel(user: Any, case_id: UUID) -> Case:
    """A case whose panel somebody may know of, or 404."""
    case = case_for(user, case_id)
    if not panels.reads_panel(user, case):
        raise Http404
    return case


@login_required
@require_safe
def panel(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Seats, conflicts, substitutes, views given and missing, and whether the panel could act."""
    case = _case_of_panel(request.user, case_id)
    context = {
        "case": case,
        "panel": panels.panel_of(case, request.user, now=timezone.now()),
        "may_manage": may(request.user, Do.MANAGE_PEOPLE, case=case),
        "breadcrumbs": trail(case, ("Panel of this case", "")),
    }
    return render(request, "referrals/panel.html", context)


@login_required
@either
def co_opt(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Add somebody of a further agency to the panel of this case."""
    case = case_for(request.user, case_id)
    require(request.user, Do.MANAGE_PEOPLE, case=case)
    form = CoOptForm(request.POST if request.method == "POST" else None, people=_co_optable(case))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            person = form.cleaned_data["person"]
            more = {"post": form.cleaned_data["post"], "reason": form.cleaned_data["reason"]}
            panels.co_opt(case, person, **more, by=request.user, now=timezone.now())
            messages.success(request, f"{person} sits on the panel of this case now, and is told by email.")
            return redirect("referrals:panel", case_id=case.pk)
    above = ("Panel of this case", reverse("referrals:panel", args=[case.pk]))
    context = {"case": case, "form": form, "breadcrumbs": trail(case, above, ("Add to the panel", ""))}
    return render(request, "referrals/co_opt.html", context)


def _co_optable(case: Case) -> Any:
    """People of agencies who neither are nor were on this case's panel."""
    known = Participant.objects.filter(case=case, role__in=panels.ROLES_OF_PANEL).values("user_id")
    found = User.objects.filter(is_active=True, agency__isnull=False).exclude(pk__in=known)
    return found.select_related("agency")


@login_required
@either
def lay_papers(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """Lay form G, members' views or organisations' answers before a meeting, as they stand now."""
    meeting = meeting_for(request.user, subject_id)
    if meeting.case_id != case_id:
        raise Http404
    require(request.user, Do.ARRANGE_MEETING, case=meeting.case)
    if request.method == "GET":
        check_can_change(meeting)
    form = LayPapersForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            papers.lay_papers(meeting, form.cleaned_data["sources"], by=request.user, now=timezone.now())
            messages.success(request, "The papers are laid before the meeting as the record stands now.")
            return redirect("meetings:papers", meeting_id=meeting.pk)
    context = {
        "case": meeting.case,
        "meeting": meeting,
        "form": form,
        "breadcrumbs": meeting_trail(meeting, "Papers from the record"),
    }
    return render(request, "referrals/lay_papers.html", context)
