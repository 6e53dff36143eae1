"""An agency's own action plan: its recommendations begun, everything it owns, and the look of each month."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from actionplans import monthly
from actionplans.drawing import SignedIn, draw
from actionplans.forms import MonthForm, ReportForm
from actionplans.policy import may_report_for, owners_to_add_for, require_reporter_for
from actionplans.rounds import Progress
from actionplans.standings import Standing, standings
from scr.cases.audiences import Kind
from scr.cases.models import Case, Compartment
from scr.cases.policy import NotTheMoment, case_for, fetch
from scr.govuk import ErrorLink, error_links
from scr.people.models import Agency


def _agency(request: SignedIn, case_id: UUID, agency_id: UUID) -> tuple[Case, Agency]:
    """A case, and an agency whose part of the plan is open to the reader; for anybody else 404."""
    case = case_for(request.user, case_id)
    part = fetch(Compartment, request.user, case=case, kind=Kind.PLAN, agency_id=agency_id)
    assert part.agency is not None
    return case, part.agency


@login_required
@require_safe
def own_plan(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """What the agency recommended to itself, every action that it owns, and the months."""
    case, agency = _agency(request, case_id, agency_id)
    user, now = request.user, timezone.now()
    mine = [one for one in standings(case, now, user=user) if one.action.agency_id == agency.pk]
    is_running = not case.stage_now.is_final
    return draw(
        request,
        "own_plan",
        case,
        f"Plan of {agency.short_name}",
        agency=agency,
        recommendations=monthly.own_recommendations(case, agency, user=user),
        page=mine,
        months=monthly.months_of(case, agency, now, user=user),
        may_add=is_running and agency in owners_to_add_for(user, case),
        may_look=is_running and bool(mine) and may_report_for(user, case, agency),
    )


@login_required
def month(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """The look of this month: a word on each action that lacks one, and what the group found."""
    case, agency = _agency(request, case_id, agency_id)
    now = timezone.now()
    require_reporter_for(case, agency, by=request.user)
    asked = monthly.to_look_at(case, agency, now, user=request.user)
    form = MonthForm(request.POST or None)
    forms = [_form(request, one) for one in asked]
    errors: list[ErrorLink] = []
    if request.method == "POST" and all([form.is_valid(), *(one.is_valid() for one in forms)]):
        try:
            entries = [_entry(one) for one in forms]
            monthly.look_at_month(case, agency, entries, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, "This month is recorded.")
            return redirect("actionplans:own_plan", case_id=case.pk, agency_id=agency.pk)
        except NotTheMoment as refusal:
            errors = [ErrorLink(refusal.sentence, "")]
    return draw(
        request,
        "month",
        case,
        f"{monthly.month_words(monthly.month_of(now))}: {agency.short_name}",
        agency=agency,
        group_form=form,
        forms=forms,
        errors=errors or error_links(form, *forms),
    )


def _form(request: SignedIn, one: Standing) -> ReportForm:
    prefix = f"action-{one.action.number}"
    return ReportForm(request.POST or None, request.FILES or None, prefix=prefix, standing=one)


def _entry(form: ReportForm) -> Progress:
    given: dict[str, Any] = dict(form.cleaned_data)
    return Progress(form.standing.action, files=given.pop("evidence"), **given)
