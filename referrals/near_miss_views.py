"""Near misses: reporting one on one page, the receipt, and the sub-group's list."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from referrals import near_miss_services as services
from referrals.draft_forms import GROUPS
from referrals.models.near_misses import NearMiss, NearMissConsideration
from referrals.near_miss_forms import ConsiderForm, NearMissForm, StateForm
from referrals.views import either
from scr.audit.models import Look
from scr.audit.services import note_look
from scr.cases.policy import refusals_on
from scr.people.requests import SignedIn

A_PAGE = 25
OUTCOMES = dict(NearMissConsideration.Outcome.choices)


@login_required
@either
def report_near_miss(request: SignedIn) -> HttpResponse:
    """One page of questions; where a child was seriously harmed it leads on to a referral instead."""
    now = timezone.now()
    form = NearMissForm(request.POST if request.method == "POST" else None, now=now)
    if request.method == "POST" and form.is_valid():
        if not form.told.is_near_miss:
            draft = services.refer_instead(form.told, by=request.user, now=now)
            messages.info(
                request, "The board must consider this as a referral. What you typed is in it already."
            )
            return redirect("referrals:question", draft_id=draft.pk, step=GROUPS[0].key)
        with refusals_on(form):
            row = services.report_near_miss(
                form.told, report_id=form.cleaned_data["report_id"], by=request.user, now=now
            )
            return redirect("referrals:near_miss_sent", near_miss_id=row.pk)
    context = {"form": form, "breadcrumbs": [{"label": "Report a near miss", "url": ""}]}
    return render(request, "referrals/report_near_miss.html", context)


@login_required
@require_safe
def near_miss_sent(request: SignedIn, near_miss_id: UUID) -> HttpResponse:
    """The receipt, for whoever reported it."""
    row = _near_miss(request, near_miss_id)
    if row.reported_by_id != request.user.pk:
        raise Http404
    return render(request, "referrals/near_miss_sent.html", {"row": row})


@login_required
@require_safe
def near_misses(request: SignedIn) -> HttpResponse:
    """The sub-group's list, newest first; anybody else finds what they reported themselves."""
    today = timezone.localdate()
    form = StateForm(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    found = services.near_misses_for(request.user, today=today)
    if state:
        found = found.filter(considered_at__isnull=state == "open")
    page = Paginator(found.select_related("reported_by"), A_PAGE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.outcome_words = OUTCOMES.get(row.outcome, "Not considered yet")
    context = {
        "page": page,
        "form": form,
        "state": state,
        "considers": services.considers(request.user, today=today),
        "breadcrumbs": [{"label": "Near misses", "url": ""}],
    }
    return render(request, "referrals/near_misses.html", context)


@login_required
@either
def near_miss(request: SignedIn, near_miss_id: UUID) -> HttpResponse:
    """One near miss, what was said of it, and for the sub-group what happens next."""
    now = timezone.now()
    row = _near_miss(request, near_miss_id)
    may_consider = services.considers(request.user, today=timezone.localdate(now))
    said = list(services.considerations_of(row))
    form = ConsiderForm(request.POST if request.method == "POST" else None, initial={"seen": len(said)})
    if request.method == "POST" and not may_consider:
        raise PermissionDenied("Only the near-miss sub-group, the administrator and the Chair do this.")
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            draft = services.consider_near_miss(row, **form.cleaned_data, by=request.user, now=now)
            return _on_from(request, row, draft)
    note_look(Look.Kind.SEEN, by=request.user, at=now, path=request.path, subject=row)
    context = {
        "row": row,
        "said": said,
        "form": form if may_consider else None,
        "breadcrumbs": [
            {"label": "Near misses", "url": reverse("referrals:near_misses")},
            {"label": row.reference, "url": ""},
        ],
    }
    return render(request, "referrals/near_miss.html", context)


def _on_from(request: SignedIn, row: NearMiss, draft: Any) -> HttpResponse:
    if draft is None:
        messages.success(request, "It is marked as considered. Whoever reported it is told.")
        return redirect("referrals:near_miss", near_miss_id=row.pk)
    messages.success(request, "It is marked as considered. Complete the referral: its text is in it already.")
    return redirect("referrals:question", draft_id=draft.pk, step=GROUPS[0].key)


def _near_miss(request: SignedIn, near_miss_id: UUID) -> NearMiss:
    """One that the person who asks may read, or 404."""
    found = services.near_misses_for(request.user, today=timezone.localdate())
    row: NearMiss | None = found.select_related("reported_by").filter(pk=near_miss_id).first()
    if row is None:
        raise Http404
    return row
