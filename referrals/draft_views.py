"""Referring a case with an account: a page for each question group, checking, sending, the receipt."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from referrals import drafts
from referrals.clocks import within
from referrals.draft_forms import GROUPS
from referrals.draft_pages import Desk, attach_page, check_page, question_page, sent_page, take_off_page
from referrals.models import ReferralDraft
from referrals.question_groups import asked
from referrals.views import either
from scr.people.requests import SignedIn
from scr.people.services import is_administrator


def own_draft(request: SignedIn, draft_id: UUID) -> ReferralDraft:
    """A draft or receipt of the person who asks, or 404."""
    try:
        return ReferralDraft.objects.get(pk=draft_id, user=request.user)
    except ReferralDraft.DoesNotExist as missing:
        raise Http404 from missing


def own_desk(request: SignedIn, draft_id: UUID) -> Desk:
    return Desk(own_draft(request, draft_id), asked(request.user, timezone.now()))


@login_required
@either
def refer(request: SignedIn) -> HttpResponse:
    """What a referral takes, the drafts that were begun and the receipts of those that were sent."""
    if request.method == "POST":
        draft = drafts.start_draft(by=request.user, now=timezone.now())
        return redirect("referrals:question", draft_id=draft.pk, step=GROUPS[0].key)
    mine = ReferralDraft.objects.filter(user=request.user)
    procedure = asked(request.user, timezone.now()).procedure
    context = {
        "procedure": procedure,
        "consulted_within": within(procedure, "panel_consulted"),
        "decided_within": within(procedure, "decided"),
        "groups": [group.title for group in GROUPS],
        "drafts": mine.filter(sent_at__isnull=True),
        "sent": mine.filter(sent_at__isnull=False).order_by("-sent_at"),
        "is_administrator": is_administrator(request.user, today=timezone.localdate()),
        "breadcrumbs": [{"label": "Refer a case", "url": ""}],
    }
    return render(request, "referrals/refer.html", context)


@login_required
@either
def question(request: SignedIn, draft_id: UUID, step: str) -> HttpResponse:
    return question_page(request, own_desk(request, draft_id), step)


@login_required
@either
def attach(request: SignedIn, draft_id: UUID) -> HttpResponse:
    return attach_page(request, own_desk(request, draft_id))


@login_required
@require_POST
def take_off(request: SignedIn, draft_id: UUID, file_id: UUID) -> HttpResponse:
    return take_off_page(own_desk(request, draft_id), file_id)


@login_required
@either
def check_answers(request: SignedIn, draft_id: UUID) -> HttpResponse:
    return check_page(request, own_desk(request, draft_id))


@login_required
@require_safe
def sent(request: SignedIn, draft_id: UUID) -> HttpResponse:
    return sent_page(request, own_desk(request, draft_id))


@login_required
@require_POST
def discard(request: SignedIn, draft_id: UUID) -> HttpResponse:
    """Delete a draft that was not sent."""
    drafts.discard(own_draft(request, draft_id))
    return redirect("referrals:refer")
