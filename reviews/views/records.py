"""Records secured: how far each agency is, and each agency's own register in its room."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reviews.forms.records import (
    ASKING,
    AttestForm,
    ConfirmForm,
    CorrectHappenedForm,
    CorrectRecordsForm,
    HappenedForm,
    RecordsForm,
    initial_of_event,
    initial_of_records,
)
from reviews.models import RecordsEvent, RecordsSecured
from reviews.progress import agencies_with_room
from reviews.register import (
    Entry,
    kinds_for,
    lacks_people,
    register_seen_by,
    seal_of_register,
    speaks_of,
)
from reviews.services import records as services
from scr.cases.audiences import Kind
from scr.cases.events import standing_milestones
from scr.cases.links import trail
from scr.cases.models import Case, Compartment
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


@login_required
@require_safe
def records(request: SignedIn, case_id: UUID) -> HttpResponse:
    """How far each agency is with securing its records; the details are in the agency's register."""
    case = case_for(request.user, case_id)
    entries = register_seen_by(request.user, case)
    agencies = agencies_with_room(case, request.user)
    context = {
        "case": case,
        "rows": [(one, [entry for entry in entries if entry.row.agency_id == one.pk]) for one in agencies],
        "breadcrumbs": trail(case, _agencies_of(case), ("Records secured", "")),
    }
    return render(request, "reviews/records.html", context)


@login_required
@require_safe
def register(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """One agency's register: what is secured, where originals and copies are, and what is to be done."""
    case, agency = _room(request, case_id, agency_id)
    entries = register_seen_by(request.user, case, agency)
    facts = standing_milestones(case).visible_to(request.user).filter(agency=agency)
    keeps = may(request.user, Do.KEEP_RECORDS, case=case, agency=agency)
    attests = may(request.user, Do.ATTEST_RECORDS, case=case, agency=agency)
    returned = facts.filter(key="originals_returned").select_related("recorded_by").last()
    context = {
        "case": case,
        "agency": agency,
        "entries": entries,
        "out": [one for one in entries if one.is_out],
        "notes": [one.note for one in facts.filter(key="records_secured") if one.note],
        "may_keep": keeps,
        "may_attest": attests and any(one.row.attested_at is None for one in entries),
        "returned": returned,
        "asks_for_return": speaks_of(case, agency, "originals_returned"),
        "breadcrumbs": _trail(case, agency),
    }
    return render(request, "reviews/register.html", context)


@login_required
@either
def add_records(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Enter a set of records into the register."""
    case, agency = _room(request, case_id, agency_id)
    require(request.user, Do.KEEP_RECORDS, case=case, agency=agency)
    form = RecordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.add_records(case, agency, secured=form.secured, by=request.user, now=timezone.now())
            messages.success(request, "The records are in the register. Add the next set, or attest them.")
            return _to_register(case, agency)
    return _form_page(
        request, agency, form, case=case, title="Add records to the register", button="Add to the register"
    )


@login_required
@either
def attest_records(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """A chief officer reads the register and attests everything in it that is not attested yet."""
    case, agency = _room(request, case_id, agency_id)
    require(request.user, Do.ATTEST_RECORDS, case=case, agency=agency)
    entries = register_seen_by(request.user, case, agency)
    lacking = lacks_people(entries) if services.needs_both(case, agency) and entries else []
    form = AttestForm(
        request.POST or None, initial={"seal": seal_of_register(entries)}, is_lacking=bool(lacking)
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            sets = services.attest_records(
                case, agency, **form.cleaned_data, by=request.user, now=timezone.now()
            )
            return redirect("reviews:receipt", case_id=case.pk, key="records_secured", subject_id=sets[-1].pk)
    context = {
        "case": case,
        "agency": agency,
        "form": form,
        "entries": entries,
        "new": [one for one in entries if one.row.attested_at is None],
        "lacking": lacking,
        "breadcrumbs": _trail(case, agency, "Attest"),
    }
    return render(request, "reviews/attest_records.html", context)


@login_required
@require_safe
def records_set(request: SignedIn, case_id: UUID, records_id: UUID) -> HttpResponse:
    """One set of records: as it was put away, and everything that became of it."""
    kept = _kept(request, case_id, records_id)
    case, agency = kept.case, kept.agency
    entry = Entry(kept, list(_events(request, kept).standing()))
    keeps = may(request.user, Do.KEEP_RECORDS, case=case, agency=agency)
    kinds = kinds_for(case, agency) if keeps else []
    context = {
        "case": case,
        "agency": agency,
        "entry": entry,
        "offers": [(kind, ASKING[kind].title) for kind in kinds],
        "corrected": _events(request, kept).filter(replaced_by__isnull=False),
        "earlier": _earlier(request, kept),
        "may_keep": keeps,
        "breadcrumbs": _trail(case, agency, kept.record_set),
    }
    return render(request, "reviews/records_set.html", context)


@login_required
@either
def correct_records(request: SignedIn, case_id: UUID, records_id: UUID) -> HttpResponse:
    """Replace what was entered about a set; the chief officer attests it anew."""
    kept = _kept(request, case_id, records_id)
    case, agency = kept.case, kept.agency
    require(request.user, Do.KEEP_RECORDS, case=case, agency=agency)
    form = CorrectRecordsForm(request.POST or None, initial=initial_of_records(kept))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = services.correct_records(
                kept,
                secured=form.secured,
                reason=form.cleaned_data["reason"],
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, "It is corrected. The chief officer attests it anew.")
            return redirect("reviews:records_set", case_id=case.pk, records_id=row.pk)
    return _form_page(
        request, agency, form, case=case, title="Correct the entry", button="Save the correction", kept=kept
    )


@login_required
@either
def note_records(request: SignedIn, case_id: UUID, records_id: UUID, kind: str) -> HttpResponse:
    """Note what became of a set of records: one kind of event a page."""
    kept = _kept(request, case_id, records_id)
    case, agency = kept.case, kept.agency
    if kind not in kinds_for(case, agency):
        raise Http404
    require(request.user, Do.KEEP_RECORDS, case=case, agency=agency)
    form = HappenedForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.note_records(
                kept, kind=kind, happened=form.happened, by=request.user, now=timezone.now()
            )
            messages.success(request, "It is noted in the register.")
            return redirect("reviews:records_set", case_id=case.pk, records_id=kept.pk)
    return _form_page(request, agency, form, case=case, title=ASKING[kind].title, button="Note it", kept=kept)


@login_required
@either
def correct_event(request: SignedIn, case_id: UUID, noted_id: UUID) -> HttpResponse:
    """Replace what was noted of a set, or say that it did not happen."""
    case = case_for(request.user, case_id)
    noted = fetch(RecordsEvent, request.user, case=case, pk=noted_id)
    require(request.user, Do.KEEP_RECORDS, case=case, agency=noted.agency)
    form = CorrectHappenedForm(request.POST or None, initial=initial_of_event(noted), kind=noted.kind)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.correct_event(
                noted,
                happened=form.happened,
                reason=form.cleaned_data["reason"],
                is_struck=form.cleaned_data["is_struck"],
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, "It is corrected. The earlier entry is kept.")
            return _to_register(case, noted.agency)
    return _form_page(
        request, noted.agency, form, case=case, title="Correct what was noted", button="Save the correction"
    )


@login_required
@either
def confirm_returned(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Confirm on completion that every original is back; what is still out is listed."""
    case, agency = _room(request, case_id, agency_id)
    require(request.user, Do.KEEP_RECORDS, case=case, agency=agency)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.confirm_returned(case, agency, by=request.user, now=timezone.now())
            messages.success(request, "It is confirmed that all original records are returned.")
            return _to_register(case, agency)
    context = {
        "case": case,
        "agency": agency,
        "form": form,
        "out": [one for one in register_seen_by(request.user, case, agency) if one.is_out],
        "breadcrumbs": _trail(case, agency, "Originals returned"),
    }
    return render(request, "reviews/confirm_returned.html", context)


def _room(request: SignedIn, case_id: UUID, agency_id: UUID) -> tuple[Case, Agency]:
    """A case, and an agency whose room is open to the reader; for anybody else 404."""
    case = case_for(request.user, case_id)
    room = fetch(Compartment, request.user, case=case, kind=Kind.ROOM, agency_id=agency_id)
    assert room.agency is not None  # the database demands one for this kind
    return case, room.agency


def _kept(request: SignedIn, case_id: UUID, records_id: UUID) -> RecordsSecured:
    case = case_for(request.user, case_id)
    return fetch(RecordsSecured, request.user, pk=records_id, case=case)


def _events(request: SignedIn, kept: RecordsSecured) -> Any:
    found = RecordsEvent.objects.visible_to(request.user).filter(case=kept.case, records_id=kept.root_id)
    return found.select_related("noted_by", "replaced_by")


def _earlier(request: SignedIn, kept: RecordsSecured) -> Any:
    """How the set was entered before it was corrected."""
    rows = RecordsSecured.objects.visible_to(request.user).filter(case=kept.case)
    of_set = rows.filter(first_id=kept.root_id) | rows.filter(pk=kept.root_id)
    return of_set.exclude(pk=kept.pk).select_related("replaced_by__entered_by").order_by("entered_at")


def _form_page(
    request: SignedIn,
    agency: Agency,
    form: Any,
    *,
    case: Case,
    title: str,
    button: str,
    kept: RecordsSecured | None = None,
) -> HttpResponse:
    context = {
        "case": case,
        "agency": agency,
        "title": title,
        "form": form,
        "button": button,
        "kept": kept,
        "breadcrumbs": _trail(case, agency, title),
    }
    return render(request, "reviews/records_form.html", context)


def _agencies_of(case: Case) -> tuple[str, str]:
    return "Agencies", reverse("reviews:agencies", args=[case.pk])


def _trail(case: Case, agency: Agency, label: str = "") -> list[dict[str, str]]:
    """Breadcrumbs of an agency's register, or of a page below it."""
    room = (agency.name, reverse("reviews:agency", args=[case.pk, agency.pk]))
    own = ("Records", reverse("reviews:register", args=[case.pk, agency.pk]) if label else "")
    return trail(case, _agencies_of(case), room, own, *([(label, "")] if label else []))


def _to_register(case: Case, agency: Agency) -> HttpResponse:
    return redirect("reviews:register", case_id=case.pk, agency_id=agency.pk)
