"""Presentations of reviews: the timetable, what was said, the panel's acceptance, and the days agreed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reviews.forms.presentations import AcceptForm, OrderForm, SaidForm, Slots, TimescaleForm, initial_slots
from reviews.models import Presentation, ReportTimescale, ReviewQuery
from reviews.presenting import sittings_of, writers_of
from reviews.progress import agency_on, progress_of
from reviews.services import presentations as services
from reviews.services import timescale
from reviews.services.quality import require_released
from reviews.views.agency import agency_trail
from scr.cases.links import trail
from scr.cases.models import Case
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.meetings.models import Meeting
from scr.meetings.rows import meeting_for
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


@login_required
@require_safe
def presentations(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Who presents when, what is still missing, and how each review stands; an agency sees its own."""
    case = case_for(request.user, case_id)
    user = request.user
    context = {
        "case": case,
        "sittings": sittings_of(case, user),
        "meetings": Meeting.objects.visible_to(user).filter(
            case=case, kind=services.MEETING, held_at__isnull=True
        ),
        "timescale": ReportTimescale.objects.visible_to(user).filter(case=case).first(),
        "runs": may(user, Do.ARRANGE_MEETING, case=case),
        "may_agree": may(user, Do.PLAN_DATE, case=case),
        "may_accept": may(user, Do.ACCEPT_REVIEW, case=case),
        "breadcrumbs": trail(case, ("Presentations", "")),
    }
    return render(request, "reviews/presentations.html", context)


@login_required
@either
def timetable(request: SignedIn, case_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Set the order of a meeting: each agency its number, its minutes and who presents."""
    case = case_for(request.user, case_id)
    meeting = meeting_for(request.user, meeting_id)
    if meeting.case_id != case.pk:
        raise Http404
    require(request.user, Do.ARRANGE_MEETING, case=case)
    order, slots = _order_forms(request, case, meeting)
    if request.method == "POST" and order.is_valid() & slots.is_valid():
        with refusals_on(order):
            services.set_timetable(
                meeting,
                slots=slots.slots,
                revision=order.cleaned_data["revision"],
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, "The timetable is set. Each agency is told of its own time.")
            return redirect("reviews:presentations", case_id=case.pk)
    agencies = services.expected_agencies(case)
    context = {
        "case": case,
        "meeting": meeting,
        "form": order,
        "formset": slots,
        "rows": _rows(case, request.user, agencies, slots),
        "breadcrumbs": _trail(case, "Timetable"),
    }
    return render(request, "reviews/timetable.html", context)


def _order_forms(request: SignedIn, case: Case, meeting: Meeting) -> tuple[OrderForm, Any]:
    if request.method == "POST":
        return OrderForm(request.POST), Slots(request.POST)
    ahead = list(services.slots_ahead(case))
    placed = {one.agency_id: one for one in ahead if one.meeting_id == meeting.pk}
    elsewhere = {one.agency_id for one in ahead} - placed.keys()
    agencies = [one for one in services.expected_agencies(case) if one.pk not in elsewhere]
    initial = initial_slots(agencies, placed, writers_of(case))
    return OrderForm(initial={"revision": services.revision_of(meeting)}), Slots(initial=initial)


def _rows(case: Case, user: Any, agencies: list[Any], slots: Any) -> list[tuple[Any, Any]]:
    """Each form of the list with how far its agency is."""
    progress = {str(one.agency.pk): one for one in progress_of(case, user, agencies)}
    return [(form, progress.get(str(form["agency_id"].value()))) for form in slots]


@login_required
@require_safe
def presentation(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """One presentation: when, by whom, and what came up."""
    case = case_for(request.user, case_id)
    row = fetch(Presentation, request.user, case=case, pk=subject_id)
    now = timezone.now()
    context = {
        "case": case,
        "presentation": row,
        "agency": row.agency,
        "may_note": row.removed_at is None
        and row.starts_at <= now
        and may(request.user, Do.ARRANGE_MEETING, case=case),
        "breadcrumbs": _trail(case, row.agency.name),
    }
    return render(request, "reviews/presentation.html", context)


@login_required
@either
def note_presentation(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """Write down what came up when a review was presented."""
    case = case_for(request.user, case_id)
    row = fetch(Presentation, request.user, case=case, pk=subject_id)
    require(request.user, Do.ARRANGE_MEETING, case=case)
    names = ("revision", "questions", "clarified", "recommendations")
    form = SaidForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.note_presentation(
                row,
                said=form.said,
                revision=form.cleaned_data["revision"],
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, f"It is noted. {row.agency.name} and the panel can read it.")
            return redirect("reviews:presentation", case_id=case.pk, subject_id=row.pk)
    context = {
        "case": case,
        "presentation": row,
        "agency": row.agency,
        "form": form,
        "breadcrumbs": _trail(case, f"What was said: {row.agency.short_name}"),
    }
    return render(request, "reviews/note_presentation.html", context)


@login_required
@either
def accept(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Record that the panel accepts a review."""
    case = case_for(request.user, case_id)
    agency = agency_on(case, request.user, agency_id)
    require(request.user, Do.ACCEPT_REVIEW, case=case)
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            words = form.cleaned_data["words"]
            row = services.accept_review(case, agency, words=words, by=request.user, now=timezone.now())
            return redirect("reviews:receipt", case_id=case.pk, key="review_accepted", subject_id=row.pk)
    require_released(case, agency)
    waiting = ReviewQuery.objects.visible_to(request.user).filter(case=case, agency=agency, closed_at=None)
    context = {
        "case": case,
        "agency": agency,
        "form": form,
        "open_queries": waiting.count(),
        "breadcrumbs": agency_trail(case, agency, "Accept the review"),
    }
    return render(request, "reviews/accept_review.html", context)


@login_required
@either
def agree_dates(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Record by when overview report and executive summary are to be finished."""
    case = case_for(request.user, case_id)
    require(request.user, Do.PLAN_DATE, case=case)
    holds = timescale.timescale_of(case)
    form = TimescaleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            timescale.agree_timescale(case, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, "The days are recorded and run as deadlines.")
            return redirect("reviews:presentations", case_id=case.pk)
    context = {"case": case, "form": form, "holds": holds, "breadcrumbs": _trail(case, "Days agreed")}
    return render(request, "reviews/agree_dates.html", context)


def _trail(case: Case, label: str) -> list[dict[str, str]]:
    above = ("Presentations", reverse("reviews:presentations", args=[case.pk]))
    return trail(case, above, (label, ""))
