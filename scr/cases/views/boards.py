"""Other boards of a case: which are concerned, who leads, and how the review is run with each."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scr.cases import boards as services
from scr.cases.links import trail
from scr.cases.models import Arrangement, BoardInterest, Case, JointMatter, LeadBoard
from scr.cases.partner_forms import ArrangementForm, InterestForm, LeadForm, MatterForm
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.people.models import Board, ExternalBody
from scr.people.requests import SignedIn
from scr.people.roles import PROTOCOL_READERS, Do
from scr.people.services import posts_of
from scr.procedures.joint import BESIDE_THE_TERMS, JOINT, MATTERS, OF_THE_TERMS

either = require_http_methods(["GET", "POST"])


def boards_trail(case: Case, *steps: tuple[str, str]) -> list[dict[str, str]]:
    """Breadcrumbs of a page below the other boards of a case."""
    return trail(case, ("Other boards", reverse("cases:boards", args=[case.pk])), *steps)


@login_required
@require_safe
def boards(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Which board leads, which others are concerned, how the review is run with them, and what is settled."""
    case = case_for(request.user, case_id)
    leads = LeadBoard.objects.visible_to(request.user).filter(case=case)
    interests = BoardInterest.objects.visible_to(request.user).filter(case=case).select_related("body")
    concerned = _with_arrangements(case, list(interests), request.user)
    context = {
        "case": case,
        "leads": list(leads.select_related("by_rule", "lead", "lived_with", "responsible", "confirmed_by")),
        "concerned": concerned,
        "is_joint": any(row.now and row.now.mode == JOINT for row in concerned),
        "own": Board.objects.get(),
        "reads_protocols": bool(posts_of(request.user, today=timezone.localdate()) & PROTOCOL_READERS),
        "may_keep": may(request.user, Do.KEEP_BOARDS, case=case),
        "breadcrumbs": trail(case, ("Other boards", "")),
        **_settled(case, request.user),
    }
    return render(request, "cases/boards.html", context)


def _with_arrangements(case: Case, interests: list[Any], user: Any) -> list[Any]:
    """Each board with how the review is run with it now, and how it was before."""
    rows = list(Arrangement.objects.visible_to(user).filter(case=case).select_related("recorded_by"))
    for one in interests:
        mine = [row for row in rows if row.interest_id == one.pk]
        one.now, one.before = (mine[0] if mine else None), mine[1:]
    return interests


def _settled(case: Case, user: Any) -> dict[str, Any]:
    """The matters of a joint review with what holds of each."""
    newest: dict[str, JointMatter] = {}
    for row in JointMatter.objects.visible_to(user).filter(case=case).select_related("recorded_by"):
        newest.setdefault(row.key, row)
    return {
        "of_the_terms": [(one, newest.get(one.key)) for one in OF_THE_TERMS],
        "beside_the_terms": [(one, newest.get(one.key)) for one in BESIDE_THE_TERMS],
        "open_matters": len(MATTERS) - len(newest),
    }


@login_required
@either
def note_board(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Note that the case concerns another board."""
    case = case_for(request.user, case_id)
    require(request.user, Do.KEEP_BOARDS, case=case)
    form = InterestForm(request.POST if request.method == "POST" else None, bodies=_bodies(case))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row = services.save_interest(case, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, f"{row.body} is noted as concerned by this case.")
            return _to(case)
    context = {"case": case, "form": form, "breadcrumbs": boards_trail(case, ("Note another board", ""))}
    return render(request, "cases/note_board.html", context)


def _bodies(case: Case) -> Any:
    return ExternalBody.objects.for_letters(
        services.OTHER_BOARD, procedure_key=case.procedure_key, day=timezone.localdate()
    )


@login_required
@either
def confirm_lead(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Say where the child lived and who was responsible, and confirm which board leads."""
    case = case_for(request.user, case_id)
    require(request.user, Do.KEEP_BOARDS, case=case)
    own = str(Board.objects.get())
    form = LeadForm(request.POST if request.method == "POST" else None, own=own, bodies=list(_bodies(case)))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            given = {"lead": form.leading, "reasons": form.cleaned_data["reasons"]}
            row = services.confirm_lead(case, form.origin, **given, by=request.user, now=timezone.now())
            messages.success(request, f"{row.lead or own} leads this review.")
            return _to(case)
    context = {"case": case, "form": form, "breadcrumbs": boards_trail(case, ("Who leads", ""))}
    return render(request, "cases/confirm_lead.html", context)


@login_required
@either
def arrange(request: SignedIn, case_id: UUID, interest_id: UUID) -> HttpResponse:
    """Record how the review is run with another board, or that the Chairs cannot agree."""
    case = case_for(request.user, case_id)
    interest = fetch(BoardInterest, request.user, pk=interest_id, case=case)
    require(request.user, Do.KEEP_BOARDS, case=case)
    before = Arrangement.objects.visible_to(request.user).filter(interest=interest).first()
    form = ArrangementForm(
        request.POST if request.method == "POST" else None,
        today=timezone.localdate(),
        before=before.mode if before else "",
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.arrange(interest, form.settled, by=request.user, now=timezone.now())
            messages.success(request, f"It is on record how the review is run with {interest.body}.")
            return _to(case)
    context = {
        "case": case,
        "interest": interest,
        "before": before,
        "form": form,
        "breadcrumbs": boards_trail(case, (str(interest.body), "")),
    }
    return render(request, "cases/arrange.html", context)


@login_required
@either
def settle_matter(request: SignedIn, case_id: UUID, matter: str) -> HttpResponse:
    """Record what the boards settled on one matter of the joint review."""
    case = case_for(request.user, case_id)
    require(request.user, Do.KEEP_BOARDS, case=case)
    question = next((one for one in MATTERS if one.key == matter), None)
    if question is None:
        raise Http404
    form = MatterForm(request.POST if request.method == "POST" else None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.settle_matter(case, matter, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, "It is on record what the boards settled.")
            return _to(case)
    context = {
        "case": case,
        "question": question,
        "form": form,
        "breadcrumbs": boards_trail(case, ("What the boards settle", "")),
    }
    return render(request, "cases/settle_matter.html", context)


def _to(case: Case) -> HttpResponse:
    return redirect("cases:boards", case_id=case.pk)
