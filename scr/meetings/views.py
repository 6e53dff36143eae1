"""The meetings of a case: what is coming, what was held, who came and what was settled."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scr.cases.links import page_url, trail
from scr.cases.models import Case, Duty
from scr.cases.policy import NotTheMoment, case_for, may, refusals_on, require
from scr.dates import day_words
from scr.meetings import services
from scr.meetings.agenda import items_of
from scr.meetings.attending import invited, invited_to, part_to_fill, strength
from scr.meetings.forms import APOLOGIES, PRESENT, ArrangeForm, RecordForm
from scr.meetings.models import (
    Apology,
    Attendance,
    Dissent,
    Guest,
    Meeting,
    MinutesCorrection,
    Pack,
)
from scr.meetings.notes import minutes_from
from scr.meetings.papers import papers_of
from scr.meetings.rows import meeting_for, meeting_trail, meetings_trail, with_nominees
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


def _calls(case: Case) -> list[tuple[str, str]]:
    """Meetings that another room calls, by name, with the page where it does."""
    called = [(kind, kind.called_at) for kind in case.procedure.meetings if kind.called_at]
    return [(kind.name, page_url(page, case_id=case.pk)) for kind, page in called]


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
        "invited": invited(case),
        "calls": _calls(case),
        "breadcrumbs": meetings_trail(case, "Arrange a meeting"),
    }
    return render(request, "meetings/arrange.html", context)


def _warn_of_clocks(request: SignedIn, found: Meeting) -> None:
    """Say which deadlines run out before the meeting, its own and those that need what it settles."""
    for duty in services.runs_out_before(found):
        due_on = day_words(duty.due_at)  # type: ignore[arg-type]
        messages.warning(request, f"{duty.rule.name} is due on {due_on}, before this meeting takes place.")


@login_required
@require_safe
def meeting(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """One meeting: agenda, papers and pack, who is invited or came, the minutes and who dissents."""
    found = meeting_for(request.user, meeting_id)
    said = _said(request.user, found)
    context = {
        "case": found.case,
        "meeting": found,
        "items": items_of(found),
        "papers": papers_of(found),
        "goes_on": _goes_on(found),
        **said,
        **_coming(request.user, found),
        **_doable(request.user, found, said["apologies"]),
        "breadcrumbs": meetings_trail(found.case, found.name),
    }
    return render(request, "meetings/meeting.html", context)


def _goes_on(found: Meeting) -> str:
    """The page on which another room goes on from what the meeting settled, or nothing."""
    page = found.kind_now.leads_to
    return page_url(page, case_id=found.case_id, subject_id=found.pk) if page else ""


def _said(user: Any, found: Meeting) -> dict[str, Any]:
    """What people did about a meeting, as far as this person may see it."""

    def of(model: Any) -> Any:
        return model.objects.visible_to(user).filter(meeting=found)

    apologies = with_nominees(user, of(Apology).select_related("user"))
    came: list[Any] = list(of(Attendance).select_related("user__board"))
    instead = {row.named.nominee_id: row.user for row in apologies if row.named and row.named.is_approved}
    for row in came:
        row.came_for = instead.get(row.user_id)
    return {
        "apologies": apologies,
        "attendance": came,
        "dissents": of(Dissent).select_related("member", "recorded_by"),
        "guests": of(Guest),
        "corrections": of(MinutesCorrection).select_related("corrected_by"),
        "packs": of(Pack).select_related("rendering", "asked_by"),
    }


def _coming(user: Any, found: Meeting) -> dict[str, Any]:
    """Who is invited to a meeting that is not recorded yet, and whether they could settle anything."""
    if found.held_at is not None:
        return {"invited": []}
    needs_quorum = found.kind_now.needs_quorum
    return {"invited": invited_to(found), "strength": strength(found.case) if needs_quorum else None}


def _doable(user: Any, found: Meeting, apologies: list[Any]) -> dict[str, bool]:
    """What this person may do about the meeting now."""
    may_run = may(user, Do.ARRANGE_MEETING, case=found.case)
    may_vote = may(user, Do.GIVE_VIEW, case=found.case)
    is_held = found.held_at is not None
    is_ahead = not is_held and found.starts_at > timezone.now()
    mine = next((row for row in apologies if row.user_id == user.pk), None)
    needs_name = mine is not None and (mine.named is None or mine.named.is_approved is False)
    return {
        "may_prepare": may_run and not is_held,
        "may_record": may_run and not is_held,
        "may_correct": may_run and is_held,
        "may_dissent": (may_run or may_vote) and is_held,
        "may_apologise": is_ahead and mine is None and may(user, Do.SEND_APOLOGIES, case=found.case),
        "may_name_instead": is_ahead and needs_name and part_to_fill(found.case, user) is not None,
    }


@login_required
@either
def record(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Record that a meeting was held, who came and what was settled."""
    found = meeting_for(request.user, meeting_id)
    require(request.user, Do.ARRANGE_MEETING, case=found.case)
    if found.held_at is not None and request.method == "GET":
        raise NotTheMoment("This meeting has been recorded already.")
    form = _record_form(request, found)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.record_held(
                found,
                held_at=form.cleaned_data["held_at"],
                present=form.people(PRESENT),
                apologies=form.people(APOLOGIES),
                guests=form.cleaned_data.get("guests", []),
                minutes=form.cleaned_data["minutes"],
                by=request.user,
                now=timezone.now(),
            )
            _tell_recorded(request, found)
            return redirect("meetings:meeting", meeting_id=found.pk)
    context = {
        "case": found.case,
        "meeting": found,
        "form": form,
        "strength": strength(found.case) if found.kind_now.needs_quorum else None,
        "breadcrumbs": meeting_trail(found, "Record"),
    }
    return render(request, "meetings/record.html", context)


def _record_form(request: SignedIn, found: Meeting) -> RecordForm:
    sorry = set(Apology.objects.filter(meeting=found).values_list("user_id", flat=True))
    data = request.POST if request.method == "POST" else None
    first = {"held_at": found.starts_at, "minutes": minutes_from(items_of(found))}
    return RecordForm(
        data,
        invited=invited_to(found),
        sorry=sorry,
        hides_guests=found.kind_now.hides_guests,
        initial=first,
    )


def _tell_recorded(request: SignedIn, found: Meeting) -> None:
    messages.success(request, "The meeting is recorded.")
    if found.lacked_quorum:
        messages.warning(
            request,
            f"It had no quorum: {found.voters_present} who vote were present and {found.quorum} are needed. "
            "What it recommends needs a reason.",
        )
