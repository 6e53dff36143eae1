"""An agency's review as its reviewer writes it here: the list of sections, and a page for each."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reviews.agency_outline import AgencySection
from reviews.coverage import coverage_of, services_without_report
from reviews.forms.writing import SavedSectionForm, SectionForm, section_initial
from reviews.models import SectionText, Submission
from reviews.progress import agency_on
from reviews.services import writing as services
from reviews.services.placing import word_file_of
from reviews.services.proposals import planned_of, recommendations_of, source_of
from reviews.services.submission import closed_because, newest_submission
from reviews.written import ProposalsState, SectionState, sections_of, states_seen_by, text_of
from scr.cases.links import trail
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, Stale, case_for, require
from scr.dates import time_words
from scr.letters.comparing import words_between
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])
JSON = "application/json"
THEIRS = "theirs"
# Comparing words takes the square of their number; above this both texts are shown unmarked.
MOST_LETTERS = 20_000


def writer_room(request: SignedIn, case_id: UUID, agency_id: UUID) -> tuple[Case, Agency]:
    """A case and the agency for which the reader writes; 404 and 403 for anybody else."""
    case = case_for(request.user, case_id)
    agency = agency_on(case, request.user, agency_id)
    require(request.user, Do.WRITE_REVIEW, case=case, agency=agency)
    return case, agency


def writing_context(case: Case, agency: Agency, label: str = "", **more: Any) -> dict[str, Any]:
    """What every page has on which a review is written."""
    steps = [
        ("Agencies", reverse("reviews:agencies", args=[case.pk])),
        (agency.name, reverse("reviews:agency", args=[case.pk, agency.pk])),
        ("Write the review", reverse("reviews:write_review", args=[case.pk, agency.pk]) if label else ""),
    ]
    here = [(label, "")] if label else []
    return {
        "case": case,
        "agency": agency,
        "closed": closed_because(case, agency),
        "breadcrumbs": trail(case, *steps, *here),
        **more,
    }


@login_required
@require_safe
def write_review(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Every section of the review with how far it is."""
    case, agency = writer_room(request, case_id, agency_id)
    states = states_seen_by(request.user, case, agency, sections_of(case))
    kept = newest_submission(case, agency)
    context = writing_context(
        case,
        agency,
        word_file=word_file_of(kept),
        proposals=_proposals(case, agency, kept),
        coverage=coverage_of(case, agency),
        services_state="To do" if services_without_report(case, agency, kept) else "Done",
        sections=[one for one in states if one.is_asked],
        no_longer_asked=[one for one in states if not one.is_asked],
    )
    return render(request, "reviews/write_review.html", context)


def _proposals(case: Case, agency: Agency, kept: Submission | None) -> ProposalsState:
    source = source_of(case, agency, kept)
    its = [one.number for one in recommendations_of(source)]
    return ProposalsState(its, [one.number for one in planned_of(source)])


@login_required
@either
def write_section(request: SignedIn, case_id: UUID, agency_id: UUID, section: str) -> HttpResponse:
    """Write one section. A script of the page sends what is typed every few seconds and asks for JSON."""
    case, agency = writer_room(request, case_id, agency_id)
    state = _state(request, case, agency, section)
    if request.method == "POST" and request.get_preferred_type(["text/html", JSON]) == JSON:
        return _kept(request, case, agency, state.section)
    if request.method == "POST" and THEIRS in request.POST:
        return _dropped(request, case, agency, state.section)
    form = SavedSectionForm(request.POST or None, initial=section_initial(state.row, state.draft))
    if request.method == "POST" and form.is_valid() and _saved(request, case, agency, state.section, form):
        messages.success(request, f"“{state.section.title}” is saved.")
        return redirect("reviews:write_review", case_id=case.pk, agency_id=agency.pk)
    standing = _standing_beside(case, agency, state, form)
    context = writing_context(
        case,
        agency,
        state.section.title,
        state=state,
        form=form,
        standing=standing,
        **_compared(form, standing),
    )
    return render(request, "reviews/write_section.html", context)


def _state(request: SignedIn, case: Case, agency: Agency, key: str) -> SectionState:
    """A section that is asked for, or that something was written of before it was not asked for any more."""
    states = states_seen_by(request.user, case, agency, sections_of(case))
    found = next((one for one in states if one.section.key == key), None)
    if found is None:
        raise Http404
    return found


def _saved(request: SignedIn, case: Case, agency: Agency, section: AgencySection, form: SectionForm) -> bool:
    """Save it; what comes too late is kept for its writer, who then sees both texts."""
    typing = form.typing(base=form.cleaned_data["revision"])
    now = timezone.now()
    try:
        services.save_section(case, agency, section, typing=typing, by=request.user, now=now)
    except Stale as late:
        services.keep_typing(case, agency, section, typing=typing, by=request.user, now=now)
        typed = request.POST.copy()
        typed["revision"], typed["base"] = str(late.revision), str(typing.base)
        form.data = typed
        form.add_error(None, late.sentence)
    except NotTheMoment as refusal:
        form.add_error(None, refusal.sentence)
    return form.is_valid()


def _dropped(request: SignedIn, case: Case, agency: Agency, section: AgencySection) -> HttpResponse:
    """Its writer leaves the other text as it stands and gives up what they typed."""
    form = SectionForm(request.POST)
    if form.is_valid():
        services.drop_typing(case, agency, section, typing=form.typing(base=0), by=request.user)
        messages.success(request, "The saved text stays as it is. What you had typed is gone.")
    return redirect("reviews:write_section", case_id=case.pk, agency_id=agency.pk, section=section.key)


def _standing_beside(
    case: Case, agency: Agency, state: SectionState, form: SectionForm
) -> SectionText | None:
    """The text that somebody saved after the one in the form was begun."""
    base, revision = form["base"].value(), form["revision"].value()
    if str(base) == str(revision):
        return None
    return text_of(case, agency, state.section.key)


def _compared(form: SectionForm, standing: SectionText | None) -> dict[str, Any]:
    """Both texts by their words, marked where they differ."""
    if standing is None:
        return {}
    typed = str(form["text"].value() or "")
    if len(typed) + len(standing.text) > MOST_LETTERS:
        return {"typed": typed}
    return {"typed": typed, "pieces": words_between(standing.text, typed)}


def _kept(request: SignedIn, case: Case, agency: Agency, section: AgencySection) -> JsonResponse:
    """What the page's script is told: 202 when it is kept, 409 with a sentence when it cannot be."""
    form = SectionForm(request.POST)
    if not form.is_valid():
        words = " ".join(str(one) for errors in form.errors.values() for one in errors)
        return JsonResponse({"refused": words}, status=409)
    typing = form.typing(base=form.cleaned_data["base"], is_leaving="leaving" in request.POST)
    now = timezone.now()
    try:
        kept = services.keep_typing(case, agency, section, typing=typing, by=request.user, now=now)
    except NotTheMoment as refusal:
        return JsonResponse({"refused": refusal.sentence}, status=409)
    told: dict[str, Any] = {"at": time_words(now), "revision": kept.revision, "is_saved": kept.is_saved}
    if kept.standing:
        told |= {"by": kept.standing.saved_by.full_name, "their_time": time_words(kept.standing.saved_at)}
    return JsonResponse(told, status=202)
