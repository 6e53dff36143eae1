"""What a Word file says, section by section, to be looked at and corrected before anything is written."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chronology.reading.grid import RefusedError
from reviews.forms.placing import MOST_PARTS, PlacingForm
from reviews.reading.blocks import Found
from reviews.reading.placing import PLAN, RECOMMENDATIONS, parts_of, texts_for
from reviews.reading.sentences import sentence_for
from reviews.services import placing as services
from reviews.services.submission import newest_submission
from reviews.views.writing import writer_room, writing_context
from reviews.written import SectionState, sections_of, states_seen_by
from scr.cases.models import Case
from scr.cases.policy import refusals_on
from scr.documents.models import Document
from scr.people.models import Agency
from scr.people.requests import SignedIn


@login_required
@require_http_methods(["GET", "POST"])
def place_review(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Which part of the Word file goes into which section; written when the reviewer has said so."""
    case, agency = writer_room(request, case_id, agency_id)
    document = services.word_file_of(newest_submission(case, agency))
    context = writing_context(case, agency, "Read the Word file", document=document)
    if document is not None and not context["closed"]:
        found, context["refused"] = _read(document)
        if found:
            states = states_seen_by(request.user, case, agency, sections_of(case))
            form = _form(request, document, found, [one for one in states if one.is_asked])
            if form.is_bound and form.is_valid():
                with refusals_on(form):
                    return _write(request, case, agency, form)
            context |= {"form": form, "pictures": found.pictures}
    return render(request, "reviews/place_review.html", context)


def _read(document: Document) -> tuple[Found | None, str]:
    """What the file says, or the sentence why it is not read."""
    try:
        return services.read_kept(document), ""
    except RefusedError as refusal:
        return None, sentence_for(refusal)


def _form(request: SignedIn, document: Document, found: Found, states: list[SectionState]) -> PlacingForm:
    parts = parts_of(found, [one.section for one in states])[:MOST_PARTS]
    rows = [one.row for one in states if one.row]
    given: dict[str, Any] = {"parts": parts, "states": states}
    return PlacingForm(
        request.POST or None, initial={"seal": services.seal_of_texts(document, rows)}, **given
    )


def _write(request: SignedIn, case: Case, agency: Agency, form: PlacingForm) -> HttpResponse:
    written = services.place_sections(
        case,
        agency,
        texts=texts_for(form.parts, form.targets),
        seal=form.cleaned_data["seal"],
        by=request.user,
        now=timezone.now(),
    )
    messages.success(request, f"{len(written)} sections are filled from the Word file. Read them through.")
    return redirect(_next_page(case, agency, form))


def _next_page(case: Case, agency: Agency, form: PlacingForm) -> str:
    """The rows that were found are looked at on the pages of rows; else the sections."""
    found = {place: ",".join(map(str, form.numbers_of(place))) for place in (RECOMMENDATIONS, PLAN)}
    pages = {RECOMMENDATIONS: "reviews:recommend", PLAN: "reviews:plan_actions"}
    name = next((pages[place] for place, numbers in found.items() if numbers), "reviews:write_review")
    query = urlencode({place: numbers for place, numbers in found.items() if numbers})
    return reverse(name, args=[case.pk, agency.pk]) + (f"?{query}" if query else "")
