"""An agency's staff list in its room, and what of it came along with its review."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scr.cases import staff_list as services
from scr.cases.audiences import Kind
from scr.cases.links import trail
from scr.cases.models import Case, Compartment, StaffMember
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.cases.staff_forms import CorrectStaffForm, ImportStaffForm, StaffForm
from scr.dates import count_words
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


def _room(request: SignedIn, case_id: UUID, agency_id: UUID) -> tuple[Case, Agency]:
    """A case, and an agency whose private papers are open to the reader; for anybody else 404."""
    case = case_for(request.user, case_id)
    private = fetch(Compartment, request.user, case=case, kind=Kind.PRIVATE, agency_id=agency_id)
    assert private.agency is not None  # the database demands one for this kind
    return case, private.agency


def _context(case: Case, agency: Agency, label: str, **more: Any) -> dict[str, Any]:
    here = [(label, "")] if label else []
    steps = [
        ("Agencies", reverse("reviews:agencies", args=[case.pk])),
        (agency.name, reverse("reviews:agency", args=[case.pk, agency.pk])),
        ("Staff list", reverse("cases:staff", args=[case.pk, agency.pk]) if label else ""),
    ]
    return {"case": case, "agency": agency, "breadcrumbs": trail(case, *steps, *here), **more}


def _to_list(case: Case, agency: Agency) -> HttpResponse:
    return redirect("cases:staff", case_id=case.pk, agency_id=agency.pk)


@login_required
@require_safe
def staff(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Codes, posts and names, for the agency's reviewer and chief officer alone."""
    case, agency = _room(request, case_id, agency_id)
    rows = StaffMember.objects.visible_to(request.user).filter(case=case, agency=agency)
    context = _context(
        case,
        agency,
        "",
        rows=services.in_order(rows.filter(left_out_because="")),
        left_out=rows.exclude(left_out_because=""),
        may_keep=may(request.user, Do.KEEP_STAFF_LIST, case=case, agency=agency),
    )
    return render(request, "cases/staff.html", context)


@login_required
@either
def add_staff(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """The reviewer adds somebody to the list."""
    case, agency = _room(request, case_id, agency_id)
    require(request.user, Do.KEEP_STAFF_LIST, case=case, agency=agency)
    form = StaffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            added = services.add_staff(case, agency, form.staff, by=request.user, now=timezone.now())
            messages.success(request, f"{added.code} is on the list.")
            return _to_list(case, agency)
    return render(request, "cases/edit_staff.html", _context(case, agency, "Add somebody", form=form))


@login_required
@either
def correct_staff(request: SignedIn, case_id: UUID, staff_id: UUID) -> HttpResponse:
    """The reviewer corrects a line of the list, or leaves it out."""
    case = case_for(request.user, case_id)
    row = fetch(StaffMember, request.user, pk=staff_id, case=case)
    require(request.user, Do.KEEP_STAFF_LIST, case=case, agency=row.agency)
    form = CorrectStaffForm(
        request.POST if request.method == "POST" else None, initial=CorrectStaffForm.shown(row)
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            given = {
                "revision": form.cleaned_data["revision"],
                "left_out_because": form.left_out_because,
            }
            services.correct_staff(row, form.staff, **given, by=request.user, now=timezone.now())
            messages.success(request, f"{form.staff.code} is saved.")
            return _to_list(case, row.agency)
    context = _context(case, row.agency, f"Correct {row.code}", form=form, row=row)
    return render(request, "cases/edit_staff.html", context)


@login_required
@either
def import_staff(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """The reviewer pastes a list, looks at what was understood, and adds it."""
    case, agency = _room(request, case_id, agency_id)
    require(request.user, Do.KEEP_STAFF_LIST, case=case, agency=agency)
    form = ImportStaffForm(request.POST if request.method == "POST" else None)
    read = None
    if request.method == "POST" and form.is_valid():
        lines = form.cleaned_data["lines"]
        try:
            read = services.look_at(case, agency, lines, user=request.user)
            if "looked" in request.POST:
                count = services.import_staff(case, agency, lines, by=request.user, now=timezone.now())
                messages.success(request, f"{count_words(count, 'line')} added to the list.")
                return _to_list(case, agency)
        except services.NotRead as refused:
            form.add_error("lines", refused.faults)
    context = _context(case, agency, "Paste a list", form=form, read=read)
    return render(request, "cases/import_staff.html", context)


@login_required
@require_safe
def staff_codes(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Codes and posts as they came with the agency's review, for those who may read that."""
    case = case_for(request.user, case_id)
    open_to_reader = Compartment.objects.visible_to(request.user).filter(case=case, agency_id=agency_id)
    review = open_to_reader.filter(kind=Kind.SUBMISSION).select_related("agency").first()
    if review is None or review.agency is None:
        raise Http404
    context = _context(case, review.agency, "Codes")
    context["rows"] = services.sent_codes(case, review.agency, request.user)
    room = context["breadcrumbs"][:-2]  # the list itself is the agency's own
    context["breadcrumbs"] = [*room, {"label": "Staff codes", "url": ""}]
    return render(request, "cases/staff_codes.html", context)
