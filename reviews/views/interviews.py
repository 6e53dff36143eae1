"""Interviews: an agency's own register, which nobody outside of it reads and no submission takes along."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reviews.forms.interviews import (
    InterviewForm,
    NewInterviewForm,
    ShareForm,
    initial_of,
    letter_form,
    paper_of,
)
from reviews.models import Interview, InterviewInvitation, SupportOffer
from reviews.services import interview_letters
from reviews.services import interviews as services
from scr.cases.audiences import Kind
from scr.cases.holding import interview_holds_for_agencies
from scr.cases.links import trail
from scr.cases.models import Case, Compartment
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


def private_room(request: SignedIn, case_id: UUID, agency_id: UUID) -> tuple[Case, Agency]:
    """A case, and an agency whose private notes are open to the reader; for anybody else 404."""
    case = case_for(request.user, case_id)
    private = fetch(Compartment, request.user, case=case, kind=Kind.PRIVATE, agency_id=agency_id)
    assert private.agency is not None  # the database demands one for this kind
    return case, private.agency


def _interview(request: SignedIn, case_id: UUID, interview_id: UUID) -> Interview:
    case = case_for(request.user, case_id)
    return fetch(Interview, request.user, pk=interview_id, case=case)


def _context(case: Case, agency: Agency, label: str, **more: Any) -> dict[str, Any]:
    steps = [
        ("Agencies", reverse("reviews:agencies", args=[case.pk])),
        (agency.name, reverse("reviews:agency", args=[case.pk, agency.pk])),
        ("Interviews", reverse("reviews:interviews", args=[case.pk, agency.pk]) if label else ""),
    ]
    here = [(label, "")] if label else []
    return {"case": case, "agency": agency, "breadcrumbs": trail(case, *steps, *here), **more}


@login_required
@require_safe
def interviews(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """The register of interviews, for the agency's reviewer and chief officer."""
    case, agency = private_room(request, case_id, agency_id)
    rows = Interview.objects.visible_to(request.user).filter(case=case, agency=agency)
    may_note = may(request.user, Do.NOTE_INTERVIEW, case=case, agency=agency)
    context = _context(
        case,
        agency,
        "",
        rows=rows,
        may_note=may_note,
        held=interview_holds_for_agencies(case),
        invited=_invitations(request, case, agency),
    )
    return render(request, "reviews/interviews.html", context)


def _invitations(request: SignedIn, case: Case, agency: Agency) -> Any:
    rows = InterviewInvitation.objects.visible_to(request.user).filter(case=case, agency=agency)
    return rows.select_related("rendering", "made_by")


@login_required
@require_safe
def interview(request: SignedIn, case_id: UUID, interview_id: UUID) -> HttpResponse:
    """One interview as it was noted, and how it was shared."""
    found = _interview(request, case_id, interview_id)
    case, agency = found.case, found.agency
    may_note = may(request.user, Do.NOTE_INTERVIEW, case=case, agency=agency)
    offers = SupportOffer.objects.visible_to(request.user).filter(interview=found)
    said = [
        (one.text, found.answers[one.key])
        for one in case.procedure.interviews.headings
        if one.key in found.answers
    ]
    context = _context(
        case,
        agency,
        found.interviewee,
        interview=found,
        said=said,
        offers=offers,
        may_note=may_note,
        may_offer=may(request.user, Do.OFFER_SUPPORT, case=case, agency=agency),
    )
    return render(request, "reviews/interview.html", context)


@login_required
@either
def record_interview(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """The reviewer notes an interview."""
    case, agency = private_room(request, case_id, agency_id)
    require(request.user, Do.NOTE_INTERVIEW, case=case, agency=agency)
    form = NewInterviewForm(request.POST or None, headings=case.procedure.interviews)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            noted = services.record_interview(
                case, agency, talk=form.talk, by=request.user, now=timezone.now()
            )
            messages.success(request, "The interview is noted. Give the person a copy of its summary next.")
            return _to(noted)
    context = _context(case, agency, "Note an interview", form=form, format=case.procedure.interviews)
    return render(request, "reviews/record_interview.html", context)


@login_required
@either
def correct_interview(request: SignedIn, case_id: UUID, interview_id: UUID) -> HttpResponse:
    """The reviewer writes the record anew, until it has been shared."""
    found = _interview(request, case_id, interview_id)
    case, agency = found.case, found.agency
    require(request.user, Do.NOTE_INTERVIEW, case=case, agency=agency)
    form = InterviewForm(request.POST or None, initial=initial_of(found), headings=case.procedure.interviews)
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"]
        with refusals_on(form):
            services.correct_interview(
                found, talk=form.talk, revision=revision, by=request.user, now=timezone.now()
            )
            messages.success(request, "The interview is saved. The earlier wording is kept in its history.")
            return _to(found)
    context = _context(
        case,
        agency,
        "Correct the interview",
        form=form,
        interview=found,
        format=case.procedure.interviews,
    )
    return render(request, "reviews/record_interview.html", context)


@login_required
@either
def share_interview(request: SignedIn, case_id: UUID, interview_id: UUID) -> HttpResponse:
    """The reviewer notes what the interviewee was given, when and how."""
    found = _interview(request, case_id, interview_id)
    case, agency = found.case, found.agency
    require(request.user, Do.NOTE_INTERVIEW, case=case, agency=agency)
    form = ShareForm(request.POST or None, initial={"revision": found.revision, "summary": found.summary})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.share_interview(found, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, "It is noted that the summary was given.")
            return _to(found)
    context = _context(case, agency, "Share the summary", form=form, interview=found)
    return render(request, "reviews/share_interview.html", context)


@login_required
@either
def invite_to_interview(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """The reviewer makes the letter that invites somebody, by the board's text."""
    case, agency = private_room(request, case_id, agency_id)
    require(request.user, Do.NOTE_INTERVIEW, case=case, agency=agency)
    form = letter_form(case, interview_letters.INVITATION)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = interview_letters.invite_to_interview(
                case, agency, letter=paper_of(form), by=request.user, now=timezone.now()
            )
            return redirect("documents:rendering", rendering_id=made.rendering_id)
    context = _context(case, agency, "Invite to an interview", form=form)
    return render(request, "reviews/invite_to_interview.html", context)


@login_required
@either
def interview_copy(request: SignedIn, case_id: UUID, interview_id: UUID) -> HttpResponse:
    """The reviewer writes the summary and makes the copy that the interviewee is given."""
    found = _interview(request, case_id, interview_id)
    case, agency = found.case, found.agency
    require(request.user, Do.NOTE_INTERVIEW, case=case, agency=agency)
    begun = {"addressee": found.interviewee, "summary": found.summary}
    form = letter_form(case, interview_letters.SUMMARY)(request.POST or None, initial=begun)
    revision = request.POST.get("revision", "")
    if request.method == "POST" and form.is_valid() and revision.isdecimal():
        with refusals_on(form):
            copied = services.prepare_copy(
                found,
                letter=paper_of(form),
                revision=int(revision),
                by=request.user,
                now=timezone.now(),
            )
            return redirect("documents:rendering", rendering_id=copied.copy_id)
    read = form.data.get("revision", found.revision)
    context = _context(case, agency, "The copy", form=form, interview=found, revision=read)
    return render(request, "reviews/interview_copy.html", context)


def _to(interview: Interview) -> HttpResponse:
    return redirect("reviews:interview", case_id=interview.case_id, interview_id=interview.pk)
