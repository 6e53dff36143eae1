"""The terms of a review of abuse in an institution, agreed with whoever leads the criminal investigation."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reviews.forms.investigation import InvestigationForm
from reviews.services import investigation as services
from reviews.services.terms import TERMS, open_draft
from scr.cases.links import trail
from scr.cases.policy import NotTheMoment, case_for, refusals_on, require
from scr.people.requests import SignedIn
from scr.people.roles import Do


@login_required
@require_http_methods(["GET", "POST"])
def agree_investigation(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Record that the lead of the criminal investigation agrees to the draft as it stands."""
    case = case_for(request.user, case_id)
    require(request.user, Do.KEEP_PARALLEL, case=case)
    services.check_is_institutional(case)
    draft = open_draft(case)
    if draft is None:
        raise NotTheMoment("There is no draft of the terms yet.", TERMS)
    form = InvestigationForm(
        request.POST if request.method == "POST" else None,
        today=timezone.localdate(),
        initial={"revision": draft.revision},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            revision = form.cleaned_data["revision"]
            services.record_investigation(
                draft, form.said, revision=revision, by=request.user, now=timezone.now()
            )
            messages.success(request, "It is on record. The Chair can sign the draft as it stands.")
            return redirect("reviews:terms", case_id=case.pk)
    above = ("Terms of reference", reverse("reviews:terms", args=[case.pk]))
    context = {
        "case": case,
        "draft": draft,
        "form": form,
        "agreed": services.agreement_of(draft),
        "breadcrumbs": trail(case, above, ("Lead of the criminal investigation", "")),
    }
    return render(request, "reviews/agree_investigation.html", context)
