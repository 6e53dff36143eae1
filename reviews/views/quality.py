"""Quality assurance by the panel: each member's own judgement, and what they come to together."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reviews.forms.quality import AssessForm
from reviews.models import Submission
from reviews.progress import agency_on
from reviews.quality import summaries
from reviews.services import quality as services
from scr.cases.audiences import Kind
from scr.cases.links import trail
from scr.cases.models import Case, Compartment
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.documents.models import Document
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


def _of_panel(request: SignedIn, case_id: UUID, agency_id: UUID) -> tuple[Case, Agency]:
    """A case whose panel's papers are open to the reader, and an agency; for anybody else 404."""
    case = case_for(request.user, case_id)
    fetch(Compartment, request.user, case=case, kind=Kind.PANEL)
    return case, agency_on(case, request.user, agency_id)


@login_required
@require_safe
def quality(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """What the panel's members think of an agency's review: side by side, and each for themselves."""
    case, agency = _of_panel(request, case_id, agency_id)
    current = services.released_submission(case, agency)
    own = services.assessment_of(current, request.user)
    context = {
        "case": case,
        "agency": agency,
        "current": current,
        "own": own,
        "summaries": summaries(case, agency, request.user),
        "may_assess": current is not None and may(request.user, Do.ASSESS_REVIEW, case=case),
        "breadcrumbs": _trail(case, agency),
    }
    return render(request, "reviews/quality.html", context)


@login_required
@either
def assess(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """A member answers the questions of the rubric, or answers them anew."""
    case, agency = _of_panel(request, case_id, agency_id)
    require(request.user, Do.ASSESS_REVIEW, case=case)
    submission = services.require_released(case, agency)
    fetch(Submission, request.user, pk=submission.pk)
    kept = services.assessment_of(submission, request.user)
    form = AssessForm(request.POST or None, initial=kept.initial if kept else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.assess(
                case,
                agency,
                answers=form.answers,
                verdict=form.cleaned_data["verdict"],
                remarks=form.cleaned_data["remarks"],
                revision=form.cleaned_data["revision"],
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, "Your assessment is saved. The panel can read it, the agency cannot.")
            return redirect("reviews:quality", case_id=case.pk, agency_id=agency.pk)
    reviews = Document.objects.visible_to(request.user)
    context = {
        "case": case,
        "agency": agency,
        "form": form,
        "review": reviews.filter(pk=submission.review_id).first() if submission.review_id else None,
        "breadcrumbs": _trail(case, agency, "Assess the review"),
    }
    return render(request, "reviews/assess.html", context)


def _trail(case: Case, agency: Agency, label: str = "") -> list[dict[str, str]]:
    room = (agency.name, reverse("reviews:agency", args=[case.pk, agency.pk]))
    own = ("Quality", reverse("reviews:quality", args=[case.pk, agency.pk]) if label else "")
    above = ("Agencies", reverse("reviews:agencies", args=[case.pk]))
    return trail(case, above, room, own, *([(label, "")] if label else []))
