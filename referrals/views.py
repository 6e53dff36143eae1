"""A referral on its case: reading it, consulting the panel, views, recommendation and decision."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from referrals import services
from referrals.clocks import clocks_of, within
from referrals.confirming import is_sent, typed_on
from referrals.consulting_officers import BEFORE_DECIDING, may_require_independence
from referrals.criteria import implication, implication_at_worst
from referrals.forms import HEARD, HEARD_IN_PART, DecisionForm, RecommendationForm, ViewForm
from referrals.models import (
    AidAnswer,
    CriterionAnswer,
    Decision,
    KnownAgency,
    OfficerConsulted,
    PanelView,
    Recommendation,
    Referral,
)
from referrals.panel import reads_panel
from referrals.past import newest_of, rounds_of
from referrals.relations import alike_cases
from referrals.reopening import may_reopen
from referrals.rounds import round_of
from scr.cases.events import has_happened
from scr.cases.holding import pending_proceedings
from scr.cases.links import trail
from scr.cases.models import Case, Person
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.people.requests import SignedIn
from scr.people.roles import Do
from scr.procedures.model import Method

either = require_http_methods(["GET", "POST"])


@login_required
@require_safe
def referral(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Everything about the referral, read-only: form G, criteria, views, recommendation, decision."""
    case = case_for(request.user, case_id)
    found = fetch(Referral, request.user, case=case)
    context = {
        "case": case,
        "referral": found,
        "agencies": _visible(KnownAgency, request, case).select_related("agency"),
        "aids": _aids(request, case),
        "people": _visible(Person, request, case).of_register().standing(),
        "alike": alike_cases(case, user=request.user),
        "clocks": clocks_of(case, request.user, timezone.now()),
        "next_step": _next_step(request.user, case),
        "proceedings": pending_proceedings(case, request.user),
        "reads_panel": reads_panel(request.user, case),
        "may_consult_officers": case.stage in BEFORE_DECIDING and may(request.user, Do.DECIDE, case=case),
        "may_reopen": may_reopen(case, request.user),
        "breadcrumbs": trail(case, ("Referral and decision", "")),
        **_considered(request, case),
        **_grid(request, case),
    }
    return render(request, "referrals/referral.html", context)


def _visible(model: Any, request: SignedIn, case: Case) -> Any:
    return model.objects.visible_to(request.user).filter(case=case)


def _aids(request: SignedIn, case: Case) -> list[tuple[Any, Any]]:
    answers = {row.key: row for row in _visible(AidAnswer, request, case)}
    return [(one, answers.get(one.key)) for one in case.procedure.aid_questions]


def _considered(request: SignedIn, case: Case) -> dict[str, Any]:
    """What the panel and the Chair made of it, as far as this person may read it."""
    now, *earlier = rounds_of(case, request.user)
    return {
        "views": now.views,
        "recommendation": now.recommendation,
        "decision": now.decision,
        "reopening": now.reopening,
        "round": now.number,
        "earlier": earlier,
    }


def _grid(request: SignedIn, case: Case) -> dict[str, Any]:
    """The criteria with the referrer's and the panel's answers side by side, and what they imply."""
    rows = list(_visible(CriterionAnswer, request, case))
    referred = {row.key: row for row in rows if row.recommendation_id is None}
    newest = _visible(Recommendation, request, case).first()
    panel = {row.key: row for row in rows if newest and row.recommendation_id == newest.pk}
    known = {key: row.answer for key, row in (panel or referred).items()}
    criteria = case.procedure.criteria
    return {
        "grid": [(one, referred.get(one.key), panel.get(one.key)) for one in criteria],
        "has_panel_answers": bool(panel),
        "implied": implication(known, criteria),
        "implied_at_worst": implication_at_worst(known, criteria),
    }


# The stage at which somebody may go on, what with, and the words of the button.
STEPS = (
    ("referred", Do.CONSULT, "referrals:consult", "Consult the panel"),
    ("consulting", Do.RECORD_RECOMMENDATION, "referrals:recommend", "Record the recommendation"),
    ("considered", Do.DECIDE, "referrals:decide", "Decide"),
    ("review_open", Do.ISSUE_LETTER, "letters:list", "Send the letters"),
)


def _next_step(user: Any, case: Case) -> dict[str, str] | None:
    """The one button of the page: this person's own view first, else what moves the case on."""
    if _wants_view_of(user, case):
        return {"name": "referrals:give_view", "words": "Give your view"}
    for stage, action, name, words in STEPS:
        if case.stage == stage and may(user, action, case=case):
            return {"name": name, "words": words}
    return None


def _wants_view_of(user: Any, case: Case) -> bool:
    """Whether this person may still give a view, and the panel has not met yet."""
    if case.stage != "consulting" or not may(user, Do.GIVE_VIEW, case=case):
        return False
    has_given = PanelView.objects.filter(case=case, member=user, round=round_of(case)).exists()
    return not has_given and not has_happened(case, "criteria_meeting_held")


@login_required
@either
def consult(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Who will be asked; sending makes them part of the case."""
    case = case_for(request.user, case_id)
    require(request.user, Do.CONSULT, case=case)
    now = timezone.now()
    if request.method == "POST":
        services.consult_panel(case, by=request.user, now=now)
        messages.success(request, "The panel has been consulted. Each member is told by email.")
        return redirect("referrals:referral", case_id=case.pk)
    services.check_can_consult(case)
    context = {
        "case": case,
        "posts": services.whom_to_ask(case, now=now),
        "within": within(case.procedure, "view_given"),
        "breadcrumbs": trail(case, ("Consult the panel", "")),
    }
    return render(request, "referrals/consult.html", context)


@login_required
@either
def give_view(request: SignedIn, case_id: UUID) -> HttpResponse:
    """One member's view; a conflict is declared first, on a page of its own."""
    case = case_for(request.user, case_id)
    require(request.user, Do.GIVE_VIEW, case=case)
    if request.method == "GET":
        services.check_can_give_view(case, request.user)
    form = ViewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.give_view(case, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, "Your view is recorded. Thank you.")
            return redirect("referrals:referral", case_id=case.pk)
    context = {"case": case, "form": form, "breadcrumbs": trail(case, ("Your view", ""))}
    return render(request, "referrals/give_view.html", context)


@login_required
@either
def recommend(request: SignedIn, case_id: UUID) -> HttpResponse:
    """The panel's answers and its recommendation; a second page says what sending it means."""
    case = case_for(request.user, case_id)
    require(request.user, Do.RECORD_RECOMMENDATION, case=case)
    if request.method == "GET":
        services.check_can_recommend(case)
    form = RecommendationForm(
        request.POST if request.method == "POST" else None,
        case=case,
        answers=services.answers_on(case),
        lacks_quorum=services.lacks_quorum(case),
    )
    context = {
        "case": case,
        "form": form,
        "is_member": may(request.user, Do.GIVE_VIEW, case=case),
        "breadcrumbs": trail(case, ("Recommendation", "")),
    }
    if is_sent(request) and form.is_valid():
        with refusals_on(form):
            if "confirmed" in request.POST:
                services.record_recommendation(case, **form.values, by=request.user, now=timezone.now())
                return redirect("referrals:recommended", case_id=case.pk)
            services.check_can_recommend(case)
            outcome = case.procedure.outcome(form.values["outcome"])
            implied = services.implied_by(case, form.answers)
            more = {"outcome": outcome, "implied": implied, "typed": typed_on(request)}
            return render(request, "referrals/confirm_recommendation.html", {**context, **more})
    return render(request, "referrals/recommend.html", context)


@login_required
@require_safe
def recommended(request: SignedIn, case_id: UUID) -> HttpResponse:
    """The receipt for a recommendation."""
    case = case_for(request.user, case_id)
    found = newest_of(Recommendation, request.user, case)
    may_decide = may(request.user, Do.DECIDE, case=case)
    context = {"case": case, "recommendation": found, "may_decide": may_decide}
    return render(request, "referrals/recommended.html", context)


@login_required
@either
def decide(request: SignedIn, case_id: UUID) -> HttpResponse:
    """The Chair's decision; a second page says in full what follows from it."""
    case = case_for(request.user, case_id)
    require(request.user, Do.DECIDE, case=case)
    if request.method == "GET":
        services.check_can_decide(case)
    recommendation = services.recommendation_on(case)
    implied = services.implied_by(case, services.answers_on(case, recommendation))
    now = timezone.now()
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        case=case,
        recommended=recommendation.outcome,
        implied=implied,
        now=now,
        heard=_heard(case),
    )
    context = {
        "case": case,
        "form": form,
        "recommendation": recommendation,
        "officers": _visible(OfficerConsulted, request, case).filter(round=recommendation.round),
        "implied": implied,
        "is_two_hats": recommendation.recorded_by_id == request.user.pk,
        "breadcrumbs": trail(case, ("Decision", "")),
    }
    if is_sent(request) and form.is_valid():
        with refusals_on(form):
            if "confirmed" in request.POST:
                services.decide(case, **form.values, by=request.user, now=now)
                return redirect("referrals:decided", case_id=case.pk)
            services.check_can_decide(case)
            outcome = case.procedure.outcome(form.values["outcome"])
            starts = case.procedure.rules_opened_by("review_instigated") if outcome.instigates_review else ()
            more = {
                "outcome": outcome,
                "starts": [rule for rule in starts if not rule.only_if],
                "is_independent": form.values["is_independent"],
                "method": _method(case, form.values["method"]) if outcome.instigates_review else None,
                "typed": typed_on(request),
            }
            return render(request, "referrals/confirm_decision.html", {**context, **more})
    return render(request, "referrals/decide.html", context)


def _method(case: Case, key: str) -> Method | None:
    """The method that was chosen, where it is not the usual one."""
    return case.procedure.method(key) if key and case.procedure.method(key).is_alternative else None


def _heard(case: Case) -> str:
    """How far the Chair is in consulting chief officers about a wholly independent review."""
    if may_require_independence(case):
        return HEARD
    return HEARD_IN_PART if OfficerConsulted.objects.filter(case=case, round=round_of(case)).exists() else ""


@login_required
@require_safe
def decided(request: SignedIn, case_id: UUID) -> HttpResponse:
    """The receipt for a decision, with what comes next."""
    case = case_for(request.user, case_id)
    newest_of(Decision, request.user, case)
    context = {
        "case": case,
        "clocks": clocks_of(case, request.user, timezone.now()),
        **_considered(request, case),
    }
    return render(request, "referrals/decided.html", context)
