"""Joint terms of reference: which boards agreed the draft, and recording that one does."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reviews.forms.joint import AgreementForm
from reviews.models import TermsAgreement, TermsDraft
from reviews.services import joint as services
from reviews.services.terms import open_draft
from scr.cases.boards import unsettled
from scr.cases.links import trail
from scr.cases.models import Case
from scr.cases.partners import joint_boards_seen
from scr.cases.policy import NotTheMoment, case_for, may, refusals_on, require
from scr.people.requests import SignedIn
from scr.people.roles import Do
from scr.procedures.joint import JOINT_TERMS


def _trail(case: Case, *steps: tuple[str, str]) -> list[dict[str, str]]:
    above = ("Terms of reference", reverse("reviews:terms", args=[case.pk]))
    return trail(case, above, *steps)


@login_required
@require_safe
def joint_terms(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Each board with its agreement to the draft as it stands, and what was agreed before."""
    case = case_for(request.user, case_id)
    draft = TermsDraft.objects.visible_to(request.user).filter(case=case, signed_at__isnull=True).first()
    rows = TermsAgreement.objects.visible_to(request.user).filter(case=case)
    agreements = list(rows.select_related("body", "recorded_by", "draft"))
    others = joint_boards_seen(case, request.user)
    parties = [None, *others] if others else []
    context = {
        "case": case,
        "draft": draft,
        "parties": [_standing(body, draft, agreements) for body in parties],
        "missing": unsettled(case) if parties else [],
        "earlier": [one for one in agreements if not draft or not _is_of(one, draft)],
        "may_keep": may(request.user, Do.KEEP_BOARDS, case=case),
        "breadcrumbs": _trail(case, ("Agreed by the boards", "")),
    }
    return render(request, "reviews/joint_terms.html", context)


def _is_of(row: TermsAgreement, draft: TermsDraft) -> bool:
    return row.draft_id == draft.pk and row.revision == draft.revision


def _standing(body: Any, draft: TermsDraft | None, rows: list[TermsAgreement]) -> tuple[str, Any]:
    """A board by name with its agreement to the draft as it stands, or None."""
    found = (row for row in rows if draft and _is_of(row, draft) and row.body == body)
    return services.party_name(body), next(found, None)


@login_required
@require_http_methods(["GET", "POST"])
def agree_terms(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Record that a board agreed the draft."""
    case = case_for(request.user, case_id)
    require(request.user, Do.KEEP_BOARDS, case=case)
    draft = open_draft(case)
    if draft is None:
        raise NotTheMoment("There is no draft of the terms yet.", JOINT_TERMS)
    agreed = services.agreed_by(draft)
    waiting = [one for one in services.parties_of(case) if (one.pk if one else None) not in agreed]
    form = AgreementForm(
        request.POST if request.method == "POST" else None,
        waiting=[(one, services.party_name(one)) for one in waiting],
        today=timezone.localdate(),
        initial={"revision": draft.revision},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            revision = form.cleaned_data["revision"]
            services.record_agreement(
                draft, form.agreement, revision=revision, by=request.user, now=timezone.now()
            )
            messages.success(request, "The board’s agreement is on record.")
            return redirect("reviews:joint_terms", case_id=case.pk)
    above = ("Agreed by the boards", reverse("reviews:joint_terms", args=[case.pk]))
    context = {
        "case": case,
        "draft": draft,
        "form": form,
        "is_waiting": bool(waiting),
        "breadcrumbs": _trail(case, above, ("Record an agreement", "")),
    }
    return render(request, "reviews/agree_terms.html", context)
