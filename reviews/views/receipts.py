"""The receipt after an act that cannot be undone: what was done, when, and what happens next."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from scr.cases.links import trail
from scr.cases.models import Milestone
from scr.cases.policy import case_for
from scr.people.requests import SignedIn

KEYS = (
    "records_secured",
    "terms_signed",
    "review_countersigned",
    "review_released",
    "review_returned",
    "review_waived",
    "review_accepted",
    "overview_submitted",
    "overview_agreed",
    "endorsed",
)


@login_required
@require_safe
def receipt(request: SignedIn, case_id: UUID, key: str, subject_id: UUID) -> HttpResponse:
    """The receipt of an act of this room, for whoever may know of it; it can be printed and come back to."""
    case = case_for(request.user, case_id)
    found = Milestone.objects.visible_to(request.user).filter(
        case=case, key=key, subject_id=subject_id, withdraws__isnull=True
    )
    milestone = found.select_related("agency", "recorded_by").first()
    if milestone is None or key not in KEYS:
        raise Http404
    name = milestone.agency.name if milestone.agency else ""
    context = {
        "case": case,
        "milestone": milestone,
        "sentence": case.procedure.milestone(key).sentence.format(agency=name),
        "next_template": f"reviews/next/{key}.html",
        "breadcrumbs": trail(case, ("Receipt", "")),
    }
    return render(request, "reviews/receipt.html", context)
