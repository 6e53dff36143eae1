"""Signing in with a code by e-mail, what was kept of a session, and the board's rule on codes."""

from typing import Any
from uuid import UUID

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scr.audit.models import Look
from scr.audit.services import note_look
from scr.people import services
from scr.people.confirming import recently_confirmed
from scr.people.drafts import SENT_AGAIN, open_draft, throw_away
from scr.people.emailed_codes import EMAILED, EmailedCodeStage, accept_code, send_code
from scr.people.forms import EmailedCodeForm, EmailedCodesAllowedForm
from scr.people.models import Board, User
from scr.people.requests import SignedIn, administrators_only
from scr.people.services import Refused

either = require_http_methods(["GET", "POST"])


@login_stage_required(stage=EmailedCodeStage.key, redirect_urlname="account_login")
@either
def emailed_code(request: HttpRequest) -> HttpResponse:
    """The second step by e-mail: the code that was just sent."""
    stage = request._login_stage  # type: ignore[attr-defined]
    user, now = stage.login.user, timezone.now()
    if "again" in request.POST:
        return _send_again(request, user)
    form = EmailedCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if accept_code(user, form.cleaned_data["code"], now=now):
            record_authentication(request, user, EMAILED)
            return stage.exit()
        note_look(Look.Kind.SIGN_IN_FAILED, by=None, at=now, path=request.path, subject=user)
        form.refuse()
    return render(request, "people/emailed_code.html", {"form": form})


def _send_again(request: HttpRequest, user: Any) -> HttpResponse:
    if send_code(request, user, now=timezone.now()):
        messages.success(request, "A new code is on its way. The one before it no longer works.")
    else:
        messages.warning(request, "You have asked for too many codes. Wait 15 minutes, then ask again.")
    return redirect("people:emailed_code")


@login_required
@require_safe
def kept(request: SignedIn, draft_id: UUID) -> HttpResponse:
    """What was kept when the time was over: to send now, or to throw away."""
    typed = open_draft(draft_id, by=request.user, now=timezone.now())
    trail = [{"label": "Kept for you", "url": ""}]
    context = {"typed": typed, "sent_again": SENT_AGAIN, "breadcrumbs": trail}
    return render(request, "people/kept.html", context)


@login_required
@require_POST
def throw_away_kept(request: SignedIn, draft_id: UUID) -> HttpResponse:
    open_draft(draft_id, by=request.user, now=timezone.now())  # 404 unless it is theirs
    throw_away(draft_id, by=request.user)
    messages.success(request, "What was kept is thrown away.")
    return redirect("home")


@administrators_only
@either
def emailed_codes(request: SignedIn) -> HttpResponse:
    """Whether a code by e-mail is second step enough for people who come rarely; with what it was before."""
    board = Board.objects.get()
    form = EmailedCodesAllowedForm(
        request.POST if request.method == "POST" else None, initial={"allowed": board.emailed_codes_allowed}
    )
    if request.method == "POST" and form.is_valid():
        allowed = form.cleaned_data["allowed"]
        services.allow_emailed_codes(board, allowed, by=request.user, now=timezone.now())
        messages.success(request, "The rule is saved. It holds from the next sign-in.")
        return redirect("people:emailed_codes")
    people = {"label": "People", "url": reverse("people:people")}
    context = {
        "form": form,
        "changes": services.changes_of_emailed_codes(board),
        "breadcrumbs": [people, {"label": "Codes by email", "url": ""}],
    }
    return render(request, "people/emailed_codes.html", context)


@administrators_only
@either
@recently_confirmed
def remove_factors(request: SignedIn, user_id: UUID) -> HttpResponse:
    """Let somebody begin anew who has lost phone, passkey and recovery codes."""
    found = get_object_or_404(User, pk=user_id)
    if request.method == "POST":
        try:
            services.remove_factors(found, by=request.user, now=timezone.now())
            messages.success(request, f"The second steps of {found.full_name} are removed.")
        except Refused as refusal:
            messages.warning(request, refusal.sentence)
        return redirect("people:person", user_id=found.pk)
    trail = [
        {"label": "People", "url": reverse("people:people")},
        {"label": found.full_name, "url": reverse("people:person", args=[found.pk])},
        {"label": "Remove the second step", "url": ""},
    ]
    return render(request, "people/remove_factors.html", {"person": found, "breadcrumbs": trail})
