"""Signing inside an agency: who signs, signing, sending back, and what was said in every round."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reviews.forms.signing import SendBackForm, SignForGroupForm, SignForm
from reviews.models import AgencyRecommendation, StepSignature
from reviews.progress import agency_on
from reviews.services import signing as services
from reviews.services.submission import has_written, seal_of_content
from reviews.signing import Signing, held_under, places_of
from reviews.views.agency import agency_trail
from scr.cases.models import Case
from scr.cases.policy import case_for, may, refusals_on, require
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


def signing_trail(case: Case, agency: Agency, label: str) -> list[dict[str, str]]:
    """Breadcrumbs of a page below the one on which an agency follows its signatures."""
    above = agency_trail(case, agency, "Signatures")
    above[-1]["url"] = reverse("reviews:signing", args=[case.pk, agency.pk])
    return [*above, {"label": label, "url": ""}]


@login_required
@require_safe
def signing(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Whose signature is next, who has signed what, and why it was sent back, in every round."""
    case = case_for(request.user, case_id)
    agency = agency_on(case, request.user, agency_id)
    require(request.user, Do.FOLLOW_SIGNING, case=case, agency=agency)
    submission, now = services.signing_shown_to(request.user, case, agency)
    context = {
        "case": case,
        "agency": agency,
        "signing": now,
        "places": places_of(now, submission),
        "rounds": _rounds(request.user, case, agency, now),
        "submission": submission,
        **signing_offers(request.user, case, agency, now),
        "breadcrumbs": agency_trail(case, agency, "Signatures"),
    }
    return render(request, "reviews/signing.html", context)


def signing_offers(user: Any, case: Case, agency: Agency, now: Signing) -> dict[str, bool]:
    """What somebody may do about signatures at this moment."""
    is_open = now.is_handed_over and not now.is_countersigned
    is_mine = is_open and now.current is not None and now.current.signer == user
    is_last = now.is_complete and not now.is_countersigned
    return {
        "may_sign": is_mine and may(user, Do.SIGN_STEP, case=case, agency=agency),
        "may_send_back": is_mine or (is_last and may(user, Do.COUNTERSIGN, case=case, agency=agency)),
        "may_set_signers": not now.is_handed_over and may(user, Do.SET_SIGNERS, case=case, agency=agency),
        "may_name_signer": not now.is_countersigned and may(user, Do.SET_SIGNERS, case=case, agency=agency),
    }


@dataclass(frozen=True)
class Line:
    """What was said at one place of the chain, whether it counts, and to whom it went back if it did."""

    row: StepSignature
    holds: bool
    to: str


def _rounds(user: Any, case: Case, agency: Agency, now: Signing) -> list[tuple[int, list[Line]]]:
    """What was said in each round, the newest first."""
    rows = StepSignature.objects.visible_to(user).filter(case=case, submission__agency=agency)
    ordered = rows.select_related("submission", "step", "said_by").order_by("-submission__round", "said_at")
    return [
        (round, _lines(list(said), now)) for round, said in groupby(ordered, lambda row: row.submission.round)
    ]


def _lines(said: list[StepSignature], now: Signing) -> list[Line]:
    """Of a countersigned round, those count that stand under what was countersigned."""
    signed = [row.content for row in said if row.back_to is None]
    is_over = said[0].submission.countersigned_at is not None and bool(signed)
    held = held_under(said, signed[-1]) if is_over else now.held
    return [
        Line(row, row in held.values(), "" if row.back_to is None else now.name_of(row.back_to))
        for row in said
    ]


@login_required
@either
def sign_step(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Whoever is next reads what will happen and signs, for a group with the meeting on it."""
    case = case_for(request.user, case_id)
    agency = agency_on(case, request.user, agency_id)
    require(request.user, Do.SIGN_STEP, case=case, agency=agency)
    submission, now = services.signing_shown_to(request.user, case, agency)
    content = seal_of_content(case, submission) if submission else ""
    is_group = now.current is not None and now.current.is_group
    form = (SignForGroupForm if is_group else SignForm)(request.POST or None, initial={"content": content})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.sign_step(
                case,
                agency,
                content=form.cleaned_data["content"],
                meeting=form.meeting,
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, "You have signed. Whoever is next has been told.")
            return redirect("reviews:signing", case_id=case.pk, agency_id=agency.pk)
    rows = AgencyRecommendation.objects.visible_to(request.user).current()
    context = {
        "case": case,
        "agency": agency,
        "form": form,
        "submission": submission,
        "signing": now,
        "recommendations": rows.filter(submission=submission),
        "has_written": submission is not None and has_written(case, submission, request.user),
        **signing_offers(request.user, case, agency, now),
        "breadcrumbs": signing_trail(case, agency, "Sign"),
    }
    return render(request, "reviews/sign_step.html", context)


@login_required
@either
def send_back(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Whoever is next, or the chief officer, sends the review back with the reason."""
    case = case_for(request.user, case_id)
    agency = agency_on(case, request.user, agency_id)
    require(request.user, Do.SEND_BACK, case=case, agency=agency)
    _, now = services.signing_shown_to(request.user, case, agency)
    form = SendBackForm(request.POST or None, signing=now)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.send_back(case, agency, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, "It has gone back, and whoever it went to has been told.")
            return redirect("reviews:signing", case_id=case.pk, agency_id=agency.pk)
    context = {
        "case": case,
        "agency": agency,
        "form": form,
        "signing": now,
        **signing_offers(request.user, case, agency, now),
        "breadcrumbs": signing_trail(case, agency, "Send back"),
    }
    return render(request, "reviews/send_back.html", context)
