"""An agency's review: uploaded by the agency; released, returned and waived by the board."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reviews.forms.agency import (
    RecommendationForm,
    RecommendationSet,
    ReturnForm,
    ReviewForm,
    WaiveForm,
    recommended,
)
from reviews.models import AgencyRecommendation, Submission
from reviews.progress import agency_on
from reviews.returning import words_to_start_from
from reviews.services import reception
from reviews.services import submission as services
from reviews.services.placing import word_file_of
from reviews.views.agency import agency_trail
from reviews.views.rows import typed_rows
from scr.cases.models import Case
from scr.cases.policy import case_for, refusals_on, require
from scr.documents.intake import FileRefused
from scr.documents.models import Document
from scr.govuk import GovukForm
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])
REVIEW = "review"
SAVED = "The review is saved. Only your agency can read it."
INTO_SECTIONS = "“Write the review” can read the Word file into its sections."


@dataclass(frozen=True)
class Confirmation:
    """A page on which an act that cannot be undone is confirmed."""

    action: Do
    milestone: str
    name: str
    template: str
    form: type[forms.Form]


class NoQuestions(GovukForm, forms.Form):
    """Nothing to fill in: the button confirms."""


RELEASE = Confirmation(Do.RELEASE_REVIEW, "review_released", "Release", "reviews/release.html", NoQuestions)
RETURN = Confirmation(Do.RETURN_REVIEW, "review_returned", "Return", "reviews/return_review.html", ReturnForm)
WAIVE = Confirmation(Do.SIGN_TERMS, "review_waived", "Waive", "reviews/waive.html", WaiveForm)


@login_required
@either
def upload_review(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """The reviewer's file and recommendations, kept for the agency until it is countersigned."""
    case = case_for(request.user, case_id)
    agency = agency_on(case, request.user, agency_id)
    require(request.user, Do.WRITE_REVIEW, case=case, agency=agency)
    kept = _draft_seen(case, agency, request.user)
    form, rows = _review_forms(case, agency, kept, request)
    if form.is_bound and form.is_valid() & rows.is_valid():
        with refusals_on(form):
            if _saved(case, agency, form, rows, request):
                is_word = word_file_of(services.newest_submission(case, agency)) is not None
                messages.success(request, f"{SAVED} {INTO_SECTIONS}" if is_word else SAVED)
                return redirect("reviews:agency", case_id=case.pk, agency_id=agency.pk)
    context = {
        "case": case,
        "agency": agency,
        "form": form,
        "formset": rows,
        "kept": kept,
        "breadcrumbs": agency_trail(case, agency, "Upload the review"),
    }
    return render(request, "reviews/upload_review.html", context)


def _review_forms(
    case: Case, agency: Agency, kept: Submission | None, request: SignedIn
) -> tuple[ReviewForm, Any]:
    """The file and the list of recommendations: new, as posted, or as posted with more rows."""
    has_file = bool(kept and kept.review_id)
    if "more" in request.POST:
        rows = RecommendationSet(initial=typed_rows(request.POST, RecommendationForm))
        return ReviewForm(has_file=has_file, initial={"revision": request.POST.get("revision")}), rows
    if request.method == "POST":
        return ReviewForm(request.POST, request.FILES, has_file=has_file), RecommendationSet(request.POST)
    begun = {"revision": kept.version if kept else 0}
    return ReviewForm(has_file=has_file, initial=begun), RecommendationSet(
        initial=_recommendations_to_start(case, agency, kept)
    )


def _draft_seen(case: Case, agency: Agency, user: Any) -> Submission | None:
    rows = Submission.objects.visible_to(user).filter(case=case, agency=agency, countersigned_at=None)
    return rows.select_related("review").order_by("-round").first()


def _recommendations_to_start(case: Case, agency: Agency, kept: Submission | None) -> list[dict[str, Any]]:
    """Those of the last save, or of the round that was returned."""
    source = kept or Submission.objects.filter(case=case, agency=agency).order_by("-round").first()
    rows = AgencyRecommendation.objects.current().filter(submission=source)
    return [{"text": one.text, "owner": one.owner, "was": one.number} for one in rows]


def _saved(case: Case, agency: Agency, form: ReviewForm, rows: Any, request: SignedIn) -> bool:
    try:
        services.upload_review(
            case,
            agency,
            upload=form.upload,
            recommendations=recommended(rows),
            revision=form.cleaned_data["revision"],
            by=request.user,
            now=timezone.now(),
        )
    except FileRefused as refused:
        form.add_error(REVIEW, str(refused))
        return False
    return True


def _receipt(case: Case, key: str, subject_id: UUID) -> HttpResponse:
    return redirect("reviews:receipt", case_id=case.pk, key=key, subject_id=subject_id)


@login_required
@either
def release(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """The administrator passes a countersigned review and its chronology to the panel."""

    def act(case: Case, agency: Agency, form: forms.Form) -> UUID:
        return reception.release_review(case, agency, by=request.user, now=timezone.now()).pk

    return _confirmed(request, case_id, agency_id, RELEASE, act)


@login_required
@either
def return_review(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """A review goes back with a reason and a new day."""

    def act(case: Case, agency: Agency, form: forms.Form) -> UUID:
        return reception.return_review(
            case, agency, **form.cleaned_data, by=request.user, now=timezone.now()
        ).pk

    def start(case: Case, agency: Agency) -> dict[str, str]:
        return {"reason": words_to_start_from(case, agency, request.user)}

    return _confirmed(request, case_id, agency_id, RETURN, act, start=start)


@login_required
@either
def waive(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """The Chair lets an agency off its review."""

    def act(case: Case, agency: Agency, form: forms.Form) -> UUID:
        return reception.waive(case, agency, **form.cleaned_data, by=request.user, now=timezone.now()).pk

    return _confirmed(request, case_id, agency_id, WAIVE, act)


def _confirmed(
    request: SignedIn,
    case_id: UUID,
    agency_id: UUID,
    page: Confirmation,
    act: Callable[[Case, Agency, forms.Form], UUID],
    *,
    start: Callable[[Case, Agency], dict[str, str]] = lambda case, agency: {},
) -> HttpResponse:
    """A page that says in full what will happen, then the act, then its receipt.

    `start` is what its form begins with.
    """
    case = case_for(request.user, case_id)
    agency = agency_on(case, request.user, agency_id)
    require(request.user, page.action, case=case)
    form = page.form(request.POST if request.method == "POST" else None, initial=start(case, agency))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return _receipt(case, page.milestone, act(case, agency, form))
    reviews = Document.objects.visible_to(request.user).filter(case=case, agency=agency, kind=services.KIND)
    context = {
        "case": case,
        "agency": agency,
        "form": form,
        "review": reviews.first(),
        "breadcrumbs": agency_trail(case, agency, page.name),
    }
    return render(request, page.template, context)
