"""Briefing reviewers, and the practitioners' meeting: the call, the agency's answer, what followed."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reviews.forms.gatherings import CallForm, CameForm, PractitionersForm, ReplyForm, ToldForm
from reviews.models import AgencyInvitation, TermsOfReference
from reviews.services import gatherings as services
from reviews.services.terms import newest_terms
from reviews.views.agency import agency_trail
from scr.cases.models import Case
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.cases.services import agencies_on
from scr.dates import LONDON
from scr.meetings.attending import invited
from scr.meetings.models import Meeting
from scr.meetings.rows import meeting_for, meeting_trail, meetings_trail
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])
MORNING = time(10)


@login_required
@either
def call_briefing(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Call the agencies' reviewers together, on the day that the terms set."""
    case = case_for(request.user, case_id)
    require(request.user, Do.ARRANGE_MEETING, case=case)
    form = _form(CallForm, request, case, first=_briefing_day(newest_terms(case)))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            found = services.call_briefing(case, form.call, by=request.user, now=timezone.now())
            messages.success(request, "The briefing is called. Reviewers and the panel are told by email.")
            return redirect("reviews:invited_agencies", case_id=case.pk, subject_id=found.pk)
    return _call_page(request, case, form, "reviews/call_briefing.html", "Brief the reviewers")


@login_required
@either
def call_practitioners(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Call a meeting for practitioners: a letter asks the agencies to invite theirs."""
    case = case_for(request.user, case_id)
    require(request.user, Do.ARRANGE_MEETING, case=case)
    require(request.user, Do.ISSUE_LETTER, case=case)
    form = _form(PractitionersForm, request, case, first=None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            found = services.call_practitioners(
                case, form.call, **form.of_letter, by=request.user, now=timezone.now()
            )
            messages.success(request, "The meeting is called, and the agencies have the letter.")
            return redirect("reviews:invited_agencies", case_id=case.pk, subject_id=found.pk)
    return _call_page(request, case, form, "reviews/call_practitioners.html", "Invite practitioners")


def _form(form_class: Any, request: SignedIn, case: Case, *, first: datetime | None) -> Any:
    return form_class(
        request.POST if request.method == "POST" else None,
        agencies=agencies_on(case),
        panel=invited(case),
        now=timezone.now(),
        initial={"starts_at": first} if first else {},
    )


def _briefing_day(terms: TermsOfReference | None) -> datetime | None:
    on = terms.briefing_on if terms else None
    return datetime.combine(on, MORNING, tzinfo=LONDON) if on else None


def _call_page(request: SignedIn, case: Case, form: Any, template: str, label: str) -> HttpResponse:
    context = {
        "case": case,
        "form": form,
        "terms": newest_terms(case),
        "breadcrumbs": meetings_trail(case, label),
    }
    return render(request, template, context)


@login_required
@either
def invited_agencies(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """Who is invited to a meeting and answered; afterwards how many came, and what agencies are told."""
    case = case_for(request.user, case_id)
    meeting = _meeting(request, case, subject_id)
    rows = AgencyInvitation.objects.visible_to(request.user).filter(meeting=meeting)
    invitations = list(rows.select_related("agency", "replied_by", "case"))
    is_mine = may(request.user, Do.ARRANGE_MEETING, case=case)
    if request.method == "POST":
        require(request.user, Do.ARRANGE_MEETING, case=case)
    form, told = _after_forms(request, meeting, invitations)
    if request.method == "POST" and _kept(request, meeting, form, told):
        return redirect("reviews:invited_agencies", case_id=case.pk, subject_id=meeting.pk)
    context = {
        "case": case,
        "meeting": meeting,
        "invitations": invitations,
        "form": form,
        "told": told,
        "may_keep": is_mine and meeting.held_at is not None and bool(invitations),
        "breadcrumbs": meeting_trail(meeting, "Agencies"),
    }
    return render(request, "reviews/invited_agencies.html", context)


def _meeting(request: SignedIn, case: Case, meeting_id: UUID) -> Meeting:
    found = meeting_for(request.user, meeting_id)
    if found.case_id != case.pk or found.kind not in services.INVITES:
        raise Http404
    return found


def _after_forms(
    request: SignedIn, meeting: Meeting, rows: list[AgencyInvitation]
) -> tuple[CameForm, ToldForm]:
    """The two forms of a page that is posted from either: numbers, and words."""
    data = request.POST if request.method == "POST" else None
    first = next((row.told for row in rows if row.told), "") or services.settled_at(meeting)
    came = CameForm(data if data and "words" not in data else None, rows=rows)
    return came, ToldForm(data if data and "words" in data else None, initial={"words": first})


def _kept(request: SignedIn, meeting: Meeting, form: CameForm, told: ToldForm) -> bool:
    now = timezone.now()
    if told.is_bound:
        if not told.is_valid():
            return False
        with refusals_on(told):
            services.tell_afterwards(meeting, words=told.cleaned_data["words"], by=request.user, now=now)
            messages.success(request, "Every invited agency can read it and is told by email.")
            return True
    elif form.is_valid():
        with refusals_on(form):
            services.note_came(meeting, form.came, by=request.user, now=now)
            messages.success(request, "It is noted how many came.")
            return True
    return False


@login_required
@either
def invitation(request: SignedIn, case_id: UUID, invitation_id: UUID) -> HttpResponse:
    """An agency's invitation: what the meeting is for, when and where, its answer, and what was settled."""
    case = case_for(request.user, case_id)
    row = fetch(AgencyInvitation, request.user, pk=invitation_id, case=case)
    row = AgencyInvitation.objects.select_related("agency", "case", "compartment", "replied_by").get(
        pk=row.pk
    )
    if request.method == "POST":
        require(request.user, Do.ANSWER_INVITATION, case=case, agency=row.agency)
    first = {"expected": row.expected, "reply": row.reply}
    form = ReplyForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.answer_invitation(row, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, "Your answer is with the board.")
            return redirect("reviews:invitation", case_id=case.pk, invitation_id=row.pk)
    may_answer = may(request.user, Do.ANSWER_INVITATION, case=case, agency=row.agency)
    context = {
        "case": case,
        "invitation": row,
        "form": form,
        "may_answer": may_answer and not row.is_over(timezone.now()),
        "programme": row.kind_now.agenda,
        "room": reverse("reviews:agency", args=[case.pk, row.agency_id]),
        "breadcrumbs": agency_trail(case, row.agency, row.kind_now.name),
    }
    return render(request, "reviews/invitation.html", context)
