"""The meetings of a case: what is coming, what was held, who came and what was settled."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scr.cases.links import trail
from scr.cases.models import Case, Duty
from scr.cases.policy import NotTheMoment, case_for, fetch, may, refusals_on, require
from scr.dates import day_words
from scr.meetings import services
from scr.meetings.forms import APOLOGIES, PRESENT, ArrangeForm, RecordForm
from scr.meetings.models import Attendance, Meeting
from scr.people.requests import SignedIn
from scr.people.roles import Do

MEETINGS_PAGE = "meetings:list"
either = require_http_methods(["GET", "POST"])


@login_required
@require_safe
def meetings(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Meetings that are coming, those that wait for their minutes, and those that were held."""
    case = case_for(request.user, case_id)
    rows = list(Meeting.objects.visible_to(request.user).filter(case=case).select_related("case"))
    context = {
        "case": case,
        "coming": [row for row in rows if row.held_at is None],
        "held": [row for row in reversed(rows) if row.held_at is not None],
        "clocks": _clocks(request.user, case),
        "may_arrange": may(request.user, Do.ARRANGE_MEETING, case=case),
        "breadcrumbs": trail(case, ("Meetings", "")),
    }
    return render(request, "meetings/list.html", context)


def _clocks(user: Any, case: Case) -> list[Duty]:
    """Open deadlines that a meeting meets."""
    found = Duty.objects.visible_to(user).open().filter(case=case, due_at__isnull=False)
    rows = found.select_related("case", "agency")
    return [duty for duty in rows if duty.rule.page.name == MEETINGS_PAGE]


@login_required
@either
def arrange(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Set day, time and place; everybody invited is told."""
    case = case_for(request.user, case_id)
    require(request.user, Do.ARRANGE_MEETING, case=case)
    form = ArrangeForm(request.POST if request.method == "POST" else None, case=case)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            found = services.arrange(case, by=request.user, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "The meeting is arranged. Everybody invited is told by email.")
            _warn_of_clocks(request, found)
            return redirect("meetings:meeting", meeting_id=found.pk)
    context = {
        "case": case,
        "form": form,
        "clocks": _clocks(request.user, case),
        "invited": services.invited(case),
        "breadcrumbs": _trail(case, "Arrange a meeting"),
    }
    return render(request, "meetings/arrange.html", context)


def _trail(case: Case, label: str) -> list[dict[str, str]]:
    return trail(case, ("Meetings", reverse("meetings:list", args=[case.pk])), (label, ""))


def _warn_of_clocks(request: SignedIn, found: Meeting) -> None:
    """Say which deadlines run out before the meeting, its own and those that need what it settles."""
    for duty in services.runs_out_before(found):
        due_on = day_words(duty.due_at)  # type: ignore[arg-type]
        messages.warning(request, f"{duty.rule.name} is due on {due_on}, before this meeting takes place.")


@login_required
@require_safe
def meeting(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """One meeting: who is invited or came, the agenda and the minutes."""
    found = _meeting(request, meeting_id)
    attendance = Attendance.objects.visible_to(request.user).filter(meeting=found)
    context = {
        "case": found.case,
        "meeting": found,
        "attendance": attendance.select_related("user__board"),
        "invited": [] if found.held_at else services.invited(found.case),
        "may_record": found.held_at is None and may(request.user, Do.ARRANGE_MEETING, case=found.case),
        "breadcrumbs": _trail(found.case, found.name),
    }
    return render(request, "meetings/meeting.html", context)


def _meeting(request: SignedIn, meeting_id: UUID) -> Meeting:
    fetch(Meeting, request.user, pk=meeting_id)
    return Meeting.objects.select_related("case", "compartment", "arranged_by").get(pk=meeting_id)


@login_required
@either
def record(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Record that a meeting was held, who came and what was settled."""
    found = _meeting(request, meeting_id)
    require(request.user, Do.ARRANGE_MEETING, case=found.case)
    if found.held_at is not None and request.method == "GET":
        raise NotTheMoment("This meeting has been recorded already.")
    invited = services.invited(found.case)
    data = request.POST if request.method == "POST" else None
    form = RecordForm(data, invited=invited, initial={"held_at": found.starts_at})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.record_held(
                found,
                held_at=form.cleaned_data["held_at"],
                present=form.people(PRESENT),
                apologies=form.people(APOLOGIES),
                minutes=form.cleaned_data["minutes"],
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, "The meeting is recorded.")
            return redirect("meetings:meeting", meeting_id=found.pk)
    context = {
        "case": found.case,
        "meeting": found,
        "form": form,
        "breadcrumbs": _trail(found.case, "Record"),
    }
    return render(request, "meetings/record.html", context)
