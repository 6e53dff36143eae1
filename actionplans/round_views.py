"""The six-month round and the nine-month report (seed 004, section 10.1)."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from actionplans import rounds
from actionplans.drawing import SignedIn, draw, plan_url
from actionplans.forms import AskForm, BoardReportForm, ReportForm
from actionplans.models import BoardReport, UpdateRequest
from actionplans.pictures import picture
from actionplans.policy import require_reporter_for
from actionplans.rounds import Progress
from actionplans.standings import Standing, counts, standings
from scr.cases.audiences import Kind
from scr.cases.models import Case, Compartment
from scr.cases.policy import NotTheMoment, case_for, fetch, refusals_on, require
from scr.dates import london_day
from scr.govuk import ErrorLink, error_links
from scr.people.models import Agency
from scr.people.roles import Do


@login_required
def ask_updates(request: SignedIn, case_id: UUID) -> HttpResponse:
    case, now = case_for(request.user, case_id), timezone.now()
    require(request.user, Do.REPORT_PROGRESS, case=case)
    form = AskForm(request.POST or None, today=london_day(now))
    if form.is_valid():
        with refusals_on(form):
            rounds.ask_updates(case, **form.cleaned_data, by=request.user, now=now)
            return redirect(plan_url(case))
    owners = [one.short_name if one else "The board" for one in rounds.owners_to_ask(case, now)]
    return draw(request, "ask_updates", case, "Ask for progress", form=form, owners=owners)


@login_required
def report(request: SignedIn, case_id: UUID, agency_id: UUID | None = None) -> HttpResponse:
    """A word on each of an owner's open actions, all on one page; without an agency for the board's own."""
    case, now = case_for(request.user, case_id), timezone.now()
    agency = _owner(request, case, agency_id)
    require_reporter_for(case, agency, by=request.user)
    asked = rounds.to_report(case, agency, now, user=request.user)
    forms = [_report_form(request, one) for one in asked]
    errors: list[ErrorLink] = []
    if request.method == "POST" and all(form.is_valid() for form in forms):
        try:
            answered = rounds.report(case, agency, [_entry(form) for form in forms], by=request.user, now=now)
            return redirect("actionplans:reported", case_id=case.pk, request_id=answered.pk)
        except NotTheMoment as refusal:
            errors = [ErrorLink(refusal.sentence, "")]
    owner = agency.short_name if agency else "the board"
    return draw(
        request,
        "report",
        case,
        f"Report progress for {owner}",
        forms=forms,
        errors=errors or error_links(*forms),
        asked=rounds.request_for(case, agency),
    )


def _owner(request: SignedIn, case: Case, agency_id: UUID | None) -> Agency | None:
    """The owner whose part of the plan this person may see, or 404."""
    lookup = {"agency_id": agency_id} if agency_id else {"agency__isnull": True}
    return fetch(Compartment, request.user, case=case, kind=Kind.PLAN, **lookup).agency


def _report_form(request: SignedIn, one: Standing) -> ReportForm:
    prefix = f"action-{one.action.number}"
    return ReportForm(request.POST or None, request.FILES or None, prefix=prefix, standing=one)


def _entry(form: ReportForm) -> Progress:
    given: dict[str, Any] = dict(form.cleaned_data)
    return Progress(form.standing.action, files=given.pop("evidence"), **given)


@login_required
@require_safe
def reported(request: SignedIn, case_id: UUID, request_id: UUID) -> HttpResponse:
    """The receipt of an owner's answer."""
    case = case_for(request.user, case_id)
    answered = fetch(UpdateRequest, request.user, pk=request_id, case=case)
    if answered.answered_at is None:
        raise Http404
    return draw(request, "reported", case, "Progress reported", answered=answered)


@login_required
def report_to_board(request: SignedIn, case_id: UUID) -> HttpResponse:
    case, now = case_for(request.user, case_id), timezone.now()
    require(request.user, Do.REPORT_PROGRESS, case=case)
    form = BoardReportForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            made = rounds.report_to_board(case, **form.cleaned_data, by=request.user, now=now)
            return redirect("actionplans:board_report", case_id=case.pk, report_id=made.pk)
    drawn = picture(counts(standings(case, now, user=request.user)))
    return draw(request, "report_to_board", case, "Report to the board", form=form, picture=drawn)


@login_required
@require_safe
def board_report(request: SignedIn, case_id: UUID, report_id: UUID) -> HttpResponse:
    """A report to the board as it was recorded, with its PDF: the receipt."""
    case = case_for(request.user, case_id)
    shown = fetch(BoardReport, request.user, pk=report_id, case=case)
    return draw(request, "board_report", case, "Report to the board recorded", report=shown)
