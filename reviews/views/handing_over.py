"""The reviewer hands the review over, and the chief officer countersigns it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reviews.coverage import coverage_of, service_reports_of
from reviews.forms.agency import CountersignForm, HandOverForm
from reviews.models import AgencyRecommendation, Interview, Submission
from reviews.progress import agency_on
from reviews.readiness import readiness_of
from reviews.services import handing_over as services
from reviews.services.signing import signing_shown_to
from reviews.services.submission import has_written, seal_of_content
from reviews.views.agency import agency_trail, with_links
from scr.cases.models import Case
from scr.cases.policy import case_for, refusals_on, require
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


@login_required
@either
def hand_over(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """The reviewer says that both are ready and declares independence."""
    case = case_for(request.user, case_id)
    agency = agency_on(case, request.user, agency_id)
    require(request.user, Do.HAND_OVER, case=case, agency=agency)
    kept, signing = signing_shown_to(request.user, case, agency)
    form = HandOverForm(request.POST or None, initial=_answered_before(kept))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.hand_over(case, agency, **form.answers, by=request.user, now=timezone.now())
            messages.success(request, _handed_over_words(case, agency, request.user))
            return redirect("reviews:agency", case_id=case.pk, agency_id=agency.pk)
    readiness = readiness_of(case, agency, request.user)
    context = {
        "case": case,
        "agency": agency,
        "form": form,
        "readiness": with_links(readiness, case, agency, request.user),
        "is_blocked": any(one.blocks and not one.is_met for one in readiness),
        "signing": signing,
        "interview_count": Interview.objects.visible_to(request.user)
        .filter(case=case, agency=agency)
        .count(),
        "breadcrumbs": agency_trail(case, agency, "Ready to countersign"),
    }
    return render(request, "reviews/hand_over.html", context)


def _answered_before(kept: Submission | None) -> dict[str, Any]:
    """What was said at an earlier hand-over of the same round, which was sent back."""
    if kept is None:
        return {}
    return {"discussed_with": kept.discussed_with, "legal_advice": kept.legal_advice}


def _handed_over_words(case: Case, agency: Agency, user: Any) -> str:
    """Who has been told: whoever signs first."""
    step = signing_shown_to(user, case, agency)[1].current
    whose = f"{step.signer}, who signs for “{step.name}”," if step else "Your chief officer"
    return f"{whose} has been told that both are ready."


@login_required
@either
def countersign(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """The chief officer reads what will happen and signs for both."""
    case = case_for(request.user, case_id)
    agency = agency_on(case, request.user, agency_id)
    require(request.user, Do.COUNTERSIGN, case=case, agency=agency)
    submission, signing = signing_shown_to(request.user, case, agency)
    content = seal_of_content(case, submission) if submission else ""
    form = CountersignForm(request.POST or None, initial={"content": content})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            signed = services.countersign(
                case, agency, content=form.cleaned_data["content"], by=request.user, now=timezone.now()
            )
            return redirect(
                "reviews:receipt", case_id=case.pk, key="review_countersigned", subject_id=signed.pk
            )
    rows = AgencyRecommendation.objects.visible_to(request.user).current()
    context = {
        "case": case,
        "agency": agency,
        "form": form,
        "submission": submission,
        "signing": signing,
        "coverage": coverage_of(case, agency),
        "service_reports": service_reports_of(submission).values(),
        "has_signed": any(one.said_by_id == request.user.pk for one in signing.held.values()),
        "recommendations": rows.filter(submission=submission),
        "has_written": submission is not None and has_written(case, submission, request.user),
        "breadcrumbs": agency_trail(case, agency, "Countersign"),
    }
    return render(request, "reviews/countersign.html", context)
