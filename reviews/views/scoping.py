"""From the scoping meeting's record into the draft of the terms of reference."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reviews.services import scoping as services
from scr.cases.models import Case
from scr.cases.policy import case_for, may, require
from scr.dates import count_words
from scr.meetings.models import Meeting
from scr.meetings.rows import meeting_for, meeting_trail
from scr.people.requests import SignedIn
from scr.people.roles import Do


@login_required
@require_http_methods(["GET", "POST"])
def fill_terms(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """What the meeting noted beside what the draft says; filling it takes over what stands nowhere else."""
    case = case_for(request.user, case_id)
    meeting = _scoping_meeting(request, case, subject_id)
    if request.method == "POST":
        require(request.user, Do.DRAFT_TERMS, case=case)
        count = services.fill_from_meeting(case, meeting, by=request.user, now=timezone.now())
        answers = count_words(count, "answer")
        messages.success(request, f"{answers} taken over into the draft. Check it and fill the rest.")
        return redirect("reviews:draft_terms", case_id=case.pk)
    rows = services.from_meeting(case, meeting)
    context = {
        "case": case,
        "meeting": meeting,
        "rows": rows,
        "count": sum(row.is_taken for row in rows),
        "may_draft": may(request.user, Do.DRAFT_TERMS, case=case),
        "breadcrumbs": meeting_trail(meeting, "Into the terms of reference"),
    }
    return render(request, "reviews/fill_terms.html", context)


def _scoping_meeting(request: SignedIn, case: Case, meeting_id: UUID) -> Meeting:
    found = meeting_for(request.user, meeting_id)
    if found.case_id != case.pk or not found.kind_now.is_scoping:
        raise Http404
    return found
