"""Referring a case: what it takes, one question group a page, checking, sending, the receipt."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from referrals import intake
from referrals.clocks import within
from referrals.draft_forms import BY_KEY, GROUPS, SendForm, asked, begun_group, first_open, group_of
from referrals.form_g import FormG
from referrals.models import ReferralDraft
from referrals.views import either
from scr.cases.policy import refusals_on
from scr.documents.intake import FileRefused
from scr.people.requests import SignedIn


def own_draft(request: SignedIn, draft_id: UUID) -> ReferralDraft:
    """A draft or receipt of the person who asks, or 404."""
    try:
        return ReferralDraft.objects.get(pk=draft_id, user=request.user)
    except ReferralDraft.DoesNotExist as missing:
        raise Http404 from missing


@login_required
@either
def refer(request: SignedIn) -> HttpResponse:
    """What a referral takes, the drafts that were begun and the receipts of those that were sent."""
    if request.method == "POST":
        draft = intake.start_draft(by=request.user, now=timezone.now())
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
        "breadcrumbs": [{"label": "Refer a case", "url": ""}],
    }
    return render(request, "referrals/refer.html", context)


@login_required
@either
def question(request: SignedIn, draft_id: UUID, step: str) -> HttpResponse:
    """One question group; saving it leads to the first page that still wants an answer."""
    draft = own_draft(request, draft_id)
    if step not in BY_KEY:
        raise Http404
    if draft.sent_at is not None:
        return redirect("referrals:sent", draft_id=draft.pk)
    ask = asked(request.user, timezone.now())
    form = BY_KEY[step](request.POST, asked=ask) if request.method == "POST" else _as_left(draft, step, ask)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            draft = intake.save_answers(draft, step, form.typed(), now=timezone.now())
            return _on_from(draft, ask)
    keys = list(BY_KEY)
    at = keys.index(step)
    context = {
        "draft": draft,
        "form": form,
        "number": at + 1,
        "count": len(keys),
        "previous": keys[at - 1] if at else "",
    }
    return render(request, "referrals/question.html", context)


def _as_left(draft: ReferralDraft, step: str, ask: Any) -> Any:
    """A page as it was saved, without errors: they are said when it is sent again."""
    return group_of(draft, step, asked=ask) if step in draft.answers else begun_group(draft, step, asked=ask)


def _on_from(draft: ReferralDraft, ask: Any) -> HttpResponse:
    step = first_open(draft, asked=ask)
    if step:
        return redirect("referrals:question", draft_id=draft.pk, step=step)
    return redirect("referrals:check_answers", draft_id=draft.pk)


@login_required
@either
def check_answers(request: SignedIn, draft_id: UUID) -> HttpResponse:
    """Everything that was answered, once more, and the button that sends it."""
    draft = own_draft(request, draft_id)
    if draft.sent_at is not None:
        return redirect("referrals:sent", draft_id=draft.pk)
    ask = asked(request.user, timezone.now())
    groups = {key: group_of(draft, key, asked=ask) for key in BY_KEY}
    if not all(group.is_valid() for group in groups.values()):
        return _on_from(draft, ask)
    form = SendForm(request.POST, request.FILES) if request.method == "POST" else SendForm()
    if request.method == "POST" and form.is_valid() and _send(request, draft, groups, form):
        return redirect("referrals:sent", draft_id=draft.pk)
    return render(
        request,
        "referrals/check_answers.html",
        {"draft": draft, "form": form, "groups": [(group, group.shown()) for group in groups.values()]},
    )


def _send(request: SignedIn, draft: ReferralDraft, groups: dict[str, Any], form: SendForm) -> bool:
    """Send a draft; false, with the reason on the form, when something stands against it."""
    cleaned: dict[str, Any] = {}
    for group in groups.values():
        cleaned |= group.cleaned_data
    upload = form.cleaned_data["attachment"]
    try:
        with refusals_on(form):
            intake.send_draft(
                draft,
                FormG(**{one.name: cleaned[one.name] for one in fields(FormG)}),
                agencies=list(cleaned["agencies"]),
                criteria=groups["criteria"].answers,
                aids=groups["questions"].answers,
                by=request.user,
                now=timezone.now(),
                attachment=(upload.name, upload.read()) if upload else None,
            )
    except FileRefused as refused:
        form.add_error("attachment", str(refused))
    return not form.errors


@login_required
@require_safe
def sent(request: SignedIn, draft_id: UUID) -> HttpResponse:
    """The receipt: reference, time, what happens next and by when."""
    receipt = own_draft(request, draft_id)
    if receipt.sent_at is None:
        return redirect("referrals:check_answers", draft_id=receipt.pk)
    return render(request, "referrals/sent.html", {"receipt": receipt})


@login_required
@require_POST
def discard(request: SignedIn, draft_id: UUID) -> HttpResponse:
    """Delete a draft that was not sent."""
    intake.discard(own_draft(request, draft_id))
    return redirect("referrals:refer")
