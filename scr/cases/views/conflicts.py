"""No conflict, substitutes, and who is independent of what the review is about."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from scr.cases import declaring, independence, substitutes
from scr.cases.forms import TakeBackForm
from scr.cases.models import Case, CaseAgency, IndependenceStatement, InvolvedPerson, Nomination, Participant
from scr.cases.policy import NotTheMoment, NotYourRole, case_for, fetch, may, refusals_on, require
from scr.cases.standing_forms import AnswerForm, CheckForm, InvolvedForm, NominateForm
from scr.cases.views.rows import people_trail
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


@login_required
@either
def declare(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Say that nothing stands against one's part, or go on to declare a conflict."""
    case = case_for(request.user, case_id)
    require(request.user, Do.DECLARE_CONFLICT, case=case)
    if request.method == "POST":
        declaring.declare_no_conflict(case, by=request.user, now=timezone.now())
        messages.success(request, "Your declaration is on record.")
        return redirect("case", case_id=case.pk)
    if not declaring.is_asked(request.user, case):
        raise NotTheMoment("You have declared already, or your part on this case needs no declaration.")
    context = {"case": case, "breadcrumbs": people_trail(case, "Conflict of interest")}
    return render(request, "cases/declare.html", context)


@login_required
@either
def nominate(request: SignedIn, case_id: UUID, participant_id: UUID) -> HttpResponse:
    """Name a substitute for somebody who has left for a conflict."""
    case = case_for(request.user, case_id)
    left = fetch(Participant, request.user, pk=participant_id, case=case, recused_at__isnull=False)
    require(request.user, Do.MANAGE_PEOPLE, case=case)
    found = substitutes.colleagues(case, left.user)
    form = NominateForm(request.POST if request.method == "POST" else None, colleagues=found)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            nominee = form.cleaned_data["nominee"]
            substitutes.nominate(left, nominee, by=request.user, now=timezone.now())
            messages.success(request, f"{nominee} is named. The organisation approves.")
            return redirect("cases:participants", case_id=case.pk)
    context = {
        "case": case,
        "left": left,
        "has_colleagues": found.exists(),
        "form": form,
        "breadcrumbs": people_trail(case, "Name a substitute"),
    }
    return render(request, "cases/nominate.html", context)


@login_required
@either
def answer_nomination(request: SignedIn, case_id: UUID, nomination_id: UUID) -> HttpResponse:
    """Approve a substitute or not: the chief officer, or the administrator who heard it."""
    case = case_for(request.user, case_id)
    nomination = fetch(Nomination, request.user, pk=nomination_id, case=case)
    is_own_word = substitutes.may_approve(request.user, nomination)
    if not is_own_word and not may(request.user, Do.MANAGE_PEOPLE, case=case):
        raise NotYourRole(Do.APPROVE_SUBSTITUTE)
    if nomination.answered_at is not None:
        raise NotTheMoment("This substitute has been approved or refused already.")
    form = AnswerForm(request.POST if request.method == "POST" else None, is_own_word=is_own_word)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            substitutes.answer_nomination(
                nomination, **form.cleaned_data, by=request.user, now=timezone.now()
            )
            messages.success(request, "The answer is on record.")
            return redirect("cases:participants", case_id=case.pk)
    context = {
        "case": case,
        "nomination": nomination,
        "is_own_word": is_own_word,
        "form": form,
        "breadcrumbs": people_trail(case, "Approve a substitute"),
    }
    return render(request, "cases/answer_nomination.html", context)


@login_required
@either
def check_independence(request: SignedIn, case_id: UUID, statement_id: UUID) -> HttpResponse:
    """A second person checks what was declared about an author."""
    case = case_for(request.user, case_id)
    statement = fetch(IndependenceStatement, request.user, pk=statement_id, case=case)
    require(request.user, Do.MANAGE_PEOPLE, case=case)
    form = CheckForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            against = form.cleaned_data["against"]
            independence.check_independence(statement, against=against, by=request.user, now=timezone.now())
            messages.success(request, f"You have checked that {statement.author} is independent.")
            return redirect("cases:participants", case_id=case.pk)
    involved = InvolvedPerson.objects.visible_to(request.user).filter(case=case, taken_back_at__isnull=True)
    context = {
        "case": case,
        "statement": statement,
        "involved": involved.select_related("agency"),
        "form": form,
        "breadcrumbs": people_trail(case, "Check independence"),
    }
    return render(request, "cases/check_independence.html", context)


@login_required
@either
def involved(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """The staff of an agency who were involved or manage who was, and a form to name somebody."""
    case = case_for(request.user, case_id)
    agency = _agency(request.user, case, agency_id)
    require(request.user, Do.NAME_INVOLVED, case=case, agency=agency)
    form = InvolvedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            independence.name_involved(
                case,
                agency,
                full_name=given["full_name"],
                job_title=given["job_title"],
                is_manager=given["involvement"] == "manages",
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, f"{given['full_name']} is on the list.")
            return redirect("cases:involved", case_id=case.pk, agency_id=agency.pk)
    rows = InvolvedPerson.objects.visible_to(request.user).filter(case=case, agency=agency)
    context = {
        "case": case,
        "agency": agency,
        "rows": rows.select_related("named_by"),
        "form": form,
        "breadcrumbs": people_trail(case, "Staff who were involved"),
    }
    return render(request, "cases/involved.html", context)


def _agency(user: Any, case: Case, agency_id: UUID) -> Agency:
    """An agency of the case whose room somebody may see, or 404."""
    joined = CaseAgency.objects.visible_to(user).filter(case=case, agency_id=agency_id)
    found = joined.select_related("agency").first()
    if found is None:
        raise Http404
    return found.agency


@login_required
@either
def take_back_involved(request: SignedIn, case_id: UUID, involved_id: UUID) -> HttpResponse:
    """Somebody was named by mistake."""
    case = case_for(request.user, case_id)
    row = fetch(InvolvedPerson, request.user, pk=involved_id, case=case)
    require(request.user, Do.NAME_INVOLVED, case=case, agency=row.agency)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            reason = form.cleaned_data["reason"]
            independence.take_back_involved(row, reason=reason, by=request.user, now=timezone.now())
            messages.success(request, f"{row.full_name} is no longer on the list.")
            return redirect("cases:involved", case_id=case.pk, agency_id=row.agency_id)
    context = {
        "case": case,
        "row": row,
        "form": form,
        "breadcrumbs": people_trail(case, "Take somebody off the list"),
    }
    return render(request, "cases/take_back_involved.html", context)
