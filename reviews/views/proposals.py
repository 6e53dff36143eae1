"""Recommendations and action plan of a review that is written here, also as a Word file has them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reviews.forms.agency import RecommendationForm, RecommendationSet, recommended
from reviews.forms.proposals import PlannedForm, PlannedSet, RevisionForm, planned, planned_initial
from reviews.models import Submission
from reviews.services import recommending as services
from reviews.services.proposals import planned_of, recommendations_of, source_of
from reviews.services.submission import newest_submission
from reviews.views.from_word import actions_read, recommendations_read
from reviews.views.rows import typed_rows
from reviews.views.writing import writer_room, writing_context
from scr.cases.models import Case
from scr.cases.policy import refusals_on
from scr.people.models import Agency
from scr.people.requests import SignedIn

either = require_http_methods(["GET", "POST"])


@login_required
@either
def recommend(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """What the agency recommends to itself, each with the post that will see to it."""
    case, agency = writer_room(request, case_id, agency_id)
    kept = newest_submission(case, agency)
    source = source_of(case, agency, kept)
    begun = [{"text": one.text, "owner": one.owner, "was": one.number} for one in recommendations_of(source)]
    read = recommendations_read(request, case, agency, known=begun)
    form, rows = _forms(request, kept, RecommendationForm, RecommendationSet, [*begun, *read])

    def save(revision: int) -> None:
        services.save_recommendations(
            case,
            agency,
            recommendations=recommended(rows),
            revision=revision,
            by=request.user,
            now=timezone.now(),
        )

    if _is_saved(form, rows, save):
        messages.success(request, "The recommendations are saved.")
        return _onwards(request, case, agency)
    context = writing_context(case, agency, "Recommendations", form=form, formset=rows, is_read=bool(read))
    return render(request, "reviews/recommend.html", context)


@login_required
@either
def plan_actions(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """The agency's SMART action plan: who does what by when, and how one will know."""
    case, agency = writer_room(request, case_id, agency_id)
    kept = newest_submission(case, agency)
    source = source_of(case, agency, kept)
    its = recommendations_of(source)
    begun = planned_initial(planned_of(source))
    read = actions_read(request, case, agency, known=begun, recommendations=its)
    given = {"form_kwargs": {"recommendations": its}}
    form, rows = _forms(request, kept, PlannedForm, PlannedSet, [*begun, *read], **given)

    def save(revision: int) -> None:
        services.save_plan(
            case, agency, planned=planned(rows), revision=revision, by=request.user, now=timezone.now()
        )

    if _is_saved(form, rows, save):
        messages.success(request, "The action plan is saved.")
        return redirect("reviews:write_review", case_id=case.pk, agency_id=agency.pk)
    context = writing_context(case, agency, "Action plan", form=form, formset=rows, is_read=bool(read))
    return render(request, "reviews/plan_actions.html", {**context, "recommendations": its})


def _forms(
    request: SignedIn, kept: Submission | None, row_form: Any, row_set: Any, begun: list[Any], **given: Any
) -> tuple[RevisionForm, Any]:
    """The rows: as they were saved, as posted, or as posted with more."""
    if "more" in request.POST:
        rows = row_set(initial=typed_rows(request.POST, row_form), **given)
        return RevisionForm(initial={"revision": request.POST.get("revision")}), rows
    if request.method == "POST":
        return RevisionForm(request.POST), row_set(request.POST, **given)
    return RevisionForm(initial={"revision": kept.version if kept else 0}), row_set(initial=begun, **given)


def _is_saved(form: RevisionForm, rows: Any, save: Callable[[int], None]) -> bool:
    if not form.is_bound or not (form.is_valid() & rows.is_valid()):
        return False
    with refusals_on(form):
        save(form.cleaned_data["revision"])
    return form.is_valid()


def _onwards(request: SignedIn, case: Case, agency: Agency) -> HttpResponse:
    """From what was read from a Word file, first the recommendations, then the actions."""
    answer = redirect("reviews:write_review", case_id=case.pk, agency_id=agency.pk)
    if parts := request.GET.get("plan"):
        answer = redirect("reviews:plan_actions", case_id=case.pk, agency_id=agency.pk)
        answer["Location"] += f"?plan={parts}"
    return answer
