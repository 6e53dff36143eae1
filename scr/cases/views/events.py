"""What people note by hand on a case, and taking it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scr.cases.explaining import event_words
from scr.cases.forms import EventForm, TakeBackForm
from scr.cases.holding import holds_that_keep
from scr.cases.models import Case, CaseAgency, Milestone
from scr.cases.noting import (
    is_about_agency,
    keys_by_hand,
    may_note,
    note_event,
    noted_by_hand,
    noted_events,
    require_noter,
    take_back,
)
from scr.cases.policy import NotYourRole, case_for, fetch, parts_of, refusals_on
from scr.cases.views.timetable import below
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


@login_required
@require_safe
def events(request: SignedIn, case_id: UUID) -> HttpResponse:
    """What this person may note by hand, and what was noted."""
    case = case_for(request.user, case_id)
    mine = noted_by_hand(request.user, case)
    noted = Milestone.objects.visible_to(request.user).filter(
        case=case,
        withdraws__isnull=True,
        key__in=keys_by_hand(case),
    )
    context = {
        "case": case,
        "kinds": [(one.key, event_words(case, one.key)) for one in mine],
        "noted": [
            (one, may_note(case, one.key, one.agency, request.user))
            for one in noted.select_related("recorded_by", "agency", "case", "withdrawal__recorded_by")
        ],
        "breadcrumbs": below(case, "Noted by hand"),
    }
    return render(request, "cases/events.html", context)


@login_required
@either
def record_event(request: SignedIn, case_id: UUID, key: str) -> HttpResponse:
    """Note that something happened which no other page tells of, when, and how one knows."""
    case = case_for(request.user, case_id)
    kind = next((one for one in noted_events(case) if one.key == key), None)
    if kind is None:
        raise Http404
    if kind not in noted_by_hand(request.user, case):
        raise NotYourRole(Do.NOTE_EVENT, kind.recorded_by)
    now = timezone.now()
    agencies = _agencies(request.user, case) if is_about_agency(kind) else None
    form = EventForm(request.POST if request.method == "POST" else None, agencies=agencies, now=now)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            note_event(
                case,
                key,
                happened_at=given["happened"],
                note=given["note"],
                agency=given.get("agency"),
                by=request.user,
                now=now,
            )
            messages.success(request, "It is noted. Deadlines that wait for it are met.")
            return redirect("cases:events", case_id=case.pk)
    context = {
        "case": case,
        "form": form,
        "words": event_words(case, key),
        "holds": holds_that_keep(case, key, request.user),
        "breadcrumbs": below(case, "Note what happened"),
    }
    return render(request, "cases/record_event.html", context)


@login_required
@either
def take_back_event(request: SignedIn, case_id: UUID, milestone_id: UUID) -> HttpResponse:
    """Say that something was noted by mistake."""
    case = case_for(request.user, case_id)
    noted = fetch(
        Milestone,
        request.user,
        case=case,
        pk=milestone_id,
        key__in=keys_by_hand(case),
        withdraws__isnull=True,
    )
    require_noter(case, noted.key, noted.agency, by=request.user)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            take_back(noted, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now())
            messages.success(request, "It is taken back. What followed from it is undone.")
            return redirect("cases:events", case_id=case.pk)
    context = {
        "case": case,
        "form": form,
        "noted": noted,
        "breadcrumbs": below(case, "Take back what was noted"),
    }
    return render(request, "cases/take_back_event.html", context)


def _agencies(user: Any, case: Case) -> Any:
    """The agencies for which somebody may note: their own, or all of them for those who run the case."""
    parts = parts_of(user, case)
    joined = CaseAgency.objects.filter(case=case).values("agency_id")
    own = [part.agency_id for part in parts if part.agency_id]
    runs_case = any(not part.is_for_agency for part in parts)
    return Agency.objects.filter(pk__in=joined) if runs_case else Agency.objects.filter(pk__in=own)
