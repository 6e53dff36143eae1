"""Apologies before a meeting, and who comes instead; dissent and corrections after it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from scr.cases.policy import NotTheMoment, may, refusals_on, require
from scr.cases.substitutes import colleagues
from scr.meetings import attending, minutes
from scr.meetings.forms import ApologyForm, CorrectionForm, DissentForm, InsteadForm
from scr.meetings.models import Apology, Attendance, Meeting
from scr.meetings.rows import meeting_for, meeting_trail
from scr.people.models import User
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


@login_required
@either
def apologise(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Somebody invited says that they cannot come."""
    meeting = meeting_for(request.user, meeting_id)
    require(request.user, Do.SEND_APOLOGIES, case=meeting.case)
    if request.method == "GET":
        attending.check_can_apologise(meeting, request.user, now=timezone.now())
    form = ApologyForm(
        request.POST if request.method == "POST" else None, colleagues=_colleagues(meeting, request.user)
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            attending.send_apologies(meeting, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, "Your apologies are noted, and whoever runs the case is told.")
            return redirect("meetings:meeting", meeting_id=meeting.pk)
    return _page(request, "meetings/apologise.html", meeting, form, "Send apologies")


def _colleagues(meeting: Meeting, member: Any) -> Any:
    """Who could come instead of somebody; nobody where their part cannot be held by another."""
    has_part = attending.part_to_fill(meeting.case, member) is not None
    return colleagues(meeting.case, member) if has_part else User.objects.none()


@login_required
@either
def name_instead(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Somebody who sent apologies says who comes instead."""
    meeting = meeting_for(request.user, meeting_id)
    require(request.user, Do.SEND_APOLOGIES, case=meeting.case)
    sent = Apology.objects.visible_to(request.user).filter(meeting=meeting, user=request.user)
    apology = sent.select_related("case", "user", "meeting__case").first()
    if apology is None:
        raise NotTheMoment("Send your apologies first: who comes instead is said with them.")
    found = _colleagues(meeting, request.user)
    form = InsteadForm(request.POST if request.method == "POST" else None, colleagues=found)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            nominee = form.cleaned_data["instead"]
            attending.name_instead(apology, nominee, by=request.user, now=timezone.now())
            messages.success(request, f"{nominee} is named. Your organisation approves.")
            return redirect("meetings:meeting", meeting_id=meeting.pk)
    return _page(request, "meetings/name_instead.html", meeting, form, "Who comes instead")


@login_required
@either
def dissent(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Record who saw it otherwise: their own for those who vote, anybody's for who keeps the minutes."""
    meeting = meeting_for(request.user, meeting_id)
    minutes.require_may_dissent(request.user, meeting.case)
    if request.method == "GET":
        minutes.check_was_held(meeting)
    members = _who_may_dissent(request.user, meeting)
    if not members and request.method == "GET":
        raise NotTheMoment("You were not present at this meeting, so there is nothing to dissent from.")
    form = DissentForm(request.POST if request.method == "POST" else None, members=members)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            member = form.members[form.cleaned_data["member"]]
            words = form.cleaned_data["words"]
            minutes.record_dissent(meeting, member=member, words=words, by=request.user, now=timezone.now())
            messages.success(request, "The dissent is recorded beside the minutes.")
            return redirect("meetings:meeting", meeting_id=meeting.pk)
    return _page(request, "meetings/dissent.html", meeting, form, "Record dissent")


def _who_may_dissent(user: Any, meeting: Meeting) -> list[User]:
    """Those present with whose dissent somebody can be trusted."""
    came = Attendance.objects.filter(meeting=meeting, is_present=True).select_related("user")
    people = [row.user for row in came]
    if may(user, Do.ARRANGE_MEETING, case=meeting.case):
        return people
    return [one for one in people if one.pk == user.pk]


@login_required
@either
def correct_minutes(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Put corrected minutes beside those that were recorded."""
    meeting = meeting_for(request.user, meeting_id)
    require(request.user, Do.ARRANGE_MEETING, case=meeting.case)
    if request.method == "GET":
        minutes.check_was_held(meeting)
    first = {"minutes": minutes.minutes_of(meeting)}
    form = CorrectionForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            minutes.correct_minutes(meeting, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, "The correction holds now. The earlier minutes stay beside it.")
            return redirect("meetings:meeting", meeting_id=meeting.pk)
    return _page(request, "meetings/correct_minutes.html", meeting, form, "Correct the minutes")


def _page(request: SignedIn, template: str, meeting: Meeting, form: Any, label: str) -> HttpResponse:
    context = {
        "case": meeting.case,
        "meeting": meeting,
        "form": form,
        "breadcrumbs": meeting_trail(meeting, label),
    }
    return render(request, template, context)
