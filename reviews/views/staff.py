"""An agency's staff: what they were told, debriefings, discipline kept apart, and events of learning."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reviews.forms.staff import DebriefForm, DisciplineForm, EventForm, TakeBackForm, TakingForm, ToldForm
from reviews.models import DisciplinaryReferral, EventPart, LearningEvent, StaffDebrief, StaffTold
from reviews.services import staff as services
from scr.cases.audiences import Kind
from scr.cases.events import standing_milestones
from scr.cases.links import trail
from scr.cases.models import Case, Compartment
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.cases.services import agencies_on
from scr.letters.models import Letter
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


@dataclass(frozen=True)
class Asking:
    """A page on which something about staff is noted: its words, its form and what keeps it."""

    title: str
    about: str
    form: type[forms.Form]
    model: Any
    keep: Callable[..., Any]
    done: str


def _keep_debrief(case: Case, agency: Agency, *, on: Any, by: Any, now: Any, **said: str) -> Any:
    debriefing = services.Debriefing(**said)
    return services.note_debrief(case, agency, on=on, debriefing=debriefing, by=by, now=now)


ASKING = {
    "told": Asking(
        "Note that staff were told",
        "reviews/about_told.html",
        ToldForm,
        StaffTold,
        services.note_staff_told,
        "It is noted that staff were told.",
    ),
    "debrief": Asking(
        "Note a debriefing",
        "reviews/about_debrief.html",
        DebriefForm,
        StaffDebrief,
        _keep_debrief,
        "The debriefing is noted.",
    ),
    "discipline": Asking(
        "Note that your disciplinary procedure was begun",
        "reviews/about_discipline.html",
        DisciplineForm,
        DisciplinaryReferral,
        services.note_discipline,
        "The day is noted. Only your agency reads it.",
    ),
}


def _room(request: SignedIn, case_id: UUID, agency_id: UUID) -> tuple[Case, Agency]:
    """A case, and an agency whose room is open to the reader; for anybody else 404."""
    case = case_for(request.user, case_id)
    room = fetch(Compartment, request.user, case=case, kind=Kind.ROOM, agency_id=agency_id)
    assert room.agency is not None  # the database demands one for this kind
    return case, room.agency


@login_required
@require_safe
def staff(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """What was noted about an agency's staff; outside the agency only that, and when, they were told."""
    case, agency = _room(request, case_id, agency_id)
    user = request.user
    private = Compartment.objects.visible_to(user).filter(case=case, kind=Kind.PRIVATE, agency=agency)
    facts = standing_milestones(case).visible_to(user).filter(agency=agency)
    invited = Letter.objects.visible_to(user).filter(case=case, agency=agency, code="10")
    context = {
        "case": case,
        "agency": agency,
        "told": _notes(StaffTold, user, case, agency),
        "debriefs": _notes(StaffDebrief, user, case, agency),
        "discipline": _notes(DisciplinaryReferral, user, case, agency),
        "parts": _notes(EventPart, user, case, agency).select_related("event", "noted_by"),
        "debriefed": facts.filter(key="staff_debriefed").last(),
        "is_sent": facts.filter(key__in=("review_countersigned", "review_returned")).exists(),
        "invited": invited.first(),
        "is_inside": private.exists(),
        "may_keep": may(user, Do.KEEP_STAFF, case=case, agency=agency),
        "breadcrumbs": _trail(case, agency),
    }
    return render(request, "reviews/staff.html", context)


def _notes(model: Any, user: Any, case: Case, agency: Agency) -> Any:
    rows = model.objects.visible_to(user).filter(case=case, agency=agency, taken_back_at__isnull=True)
    return rows.select_related("noted_by")


@login_required
@require_safe
def staff_note(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """The note for staff: what a review is for and what it is not. It names nobody and can be handed out."""
    case, agency = _room(request, case_id, agency_id)
    context = {
        "case": case,
        "agency": agency,
        "procedure": case.procedure,
        "breadcrumbs": _trail(case, agency, "Note for staff"),
    }
    return render(request, "reviews/staff_note.html", context)


@login_required
@either
def note_staff(request: SignedIn, case_id: UUID, agency_id: UUID, kind: str) -> HttpResponse:
    """Note one thing about staff: that they were told, a debriefing, or the day of a referral."""
    case, agency = _room(request, case_id, agency_id)
    asking = ASKING.get(kind)
    if asking is None:
        raise Http404
    require(request.user, Do.KEEP_STAFF, case=case, agency=agency)
    form = asking.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            asking.keep(case, agency, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, asking.done)
            return redirect("reviews:staff", case_id=case.pk, agency_id=agency.pk)
    context = {
        "case": case,
        "agency": agency,
        "asking": asking,
        "form": form,
        "breadcrumbs": _trail(case, agency, asking.title),
    }
    return render(request, "reviews/note_staff.html", context)


@login_required
@either
def take_back_staff(request: SignedIn, case_id: UUID, kind: str, staff_id: UUID) -> HttpResponse:
    """Take back what was noted wrongly; it stays on record."""
    case = case_for(request.user, case_id)
    asking = ASKING.get(kind)
    if asking is None:
        raise Http404
    note = fetch(asking.model, request.user, case=case, pk=staff_id)
    require(request.user, Do.KEEP_STAFF, case=case, agency=note.agency)
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.take_back(note, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, "It is taken back, and stays in the history.")
            return redirect("reviews:staff", case_id=case.pk, agency_id=note.agency_id)
    context = {
        "case": case,
        "agency": note.agency,
        "note": note,
        "form": form,
        "breadcrumbs": _trail(case, note.agency, "Take back"),
    }
    return render(request, "reviews/take_back_staff.html", context)


@login_required
@either
def arrange_event(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Arrange an event at which staff of all agencies learn together."""
    case = case_for(request.user, case_id)
    require(request.user, Do.ARRANGE_MEETING, case=case)
    form = EventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            arranged = services.arrange_event(case, event=form.event, by=request.user, now=timezone.now())
            messages.success(request, "The event is arranged. Each agency is asked who takes part.")
            return _to_event(arranged)
    context = {"case": case, "form": form, "breadcrumbs": _learning(case, "Arrange a learning event")}
    return render(request, "reviews/arrange_event.html", context)


@login_required
@either
def event(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """A learning event: who takes part, and the place where an agency says so."""
    found = _event(request, case_id, subject_id)
    case, user = found.case, request.user
    own = [one for one in agencies_on(case) if may(user, Do.KEEP_STAFF, case=case, agency=one)]
    form = TakingForm(request.POST or None, agencies=own) if own else None
    if request.method == "POST":
        require(user, Do.KEEP_STAFF, case=case, agency=own[0] if own else None)
        if form and form.is_valid():
            with refusals_on(form):
                services.join_event(found, form.agency, taking=form.taking, by=user, now=timezone.now())
                messages.success(request, "It is noted who takes part.")
                return _to_event(found)
    parts = EventPart.objects.visible_to(user).filter(event=found, taken_back_at__isnull=True)
    context = {
        "case": case,
        "event": found,
        "parts": parts.select_related("agency", "noted_by"),
        "form": form if found.cancelled_at is None else None,
        "may_cancel": found.cancelled_at is None and may(user, Do.ARRANGE_MEETING, case=case),
        "breadcrumbs": _learning(case, found.what),
    }
    return render(request, "reviews/event.html", context)


@login_required
@require_POST
def cancel_event(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """Call a learning event off."""
    found = _event(request, case_id, subject_id)
    require(request.user, Do.ARRANGE_MEETING, case=found.case)
    services.cancel_event(found, by=request.user, now=timezone.now())
    messages.success(request, "The event is called off.")
    return _to_event(found)


def _event(request: SignedIn, case_id: UUID, subject_id: UUID) -> LearningEvent:
    case = case_for(request.user, case_id)
    found = fetch(LearningEvent, request.user, case=case, pk=subject_id)
    found.case = case
    return found


def _to_event(found: LearningEvent) -> HttpResponse:
    return redirect("reviews:event", case_id=found.case_id, subject_id=found.pk)


def _learning(case: Case, label: str) -> list[dict[str, str]]:
    return trail(case, ("Learning", reverse("reviews:lessons", args=[case.pk])), (label, ""))


def _trail(case: Case, agency: Agency, label: str = "") -> list[dict[str, str]]:
    """Breadcrumbs of the page about an agency's staff, or of one below it."""
    above = ("Agencies", reverse("reviews:agencies", args=[case.pk]))
    room = (agency.name, reverse("reviews:agency", args=[case.pk, agency.pk]))
    own = ("Staff", reverse("reviews:staff", args=[case.pk, agency.pk]) if label else "")
    return trail(case, above, room, own, *([(label, "")] if label else []))
