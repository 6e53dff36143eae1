"""Procedures as administrators read them, which one new cases get, and the board's own figures."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scr.cases import rule_settings as services
from scr.cases.board_forms import ProcedureForm, ReasonForm, RuleForm
from scr.cases.models import RuleSetting
from scr.cases.rule_tables import event_words, line_of, lines_of, lines_of_overlay
from scr.cases.rulebooks import settings_of
from scr.people.models import Agency, Board
from scr.people.requests import SignedIn, administrators_only, refusals_shown_on
from scr.procedures import OVERLAYS, PROCEDURES, newest
from scr.procedures.model import Procedure
from scr.procedures.rule import Rule

either = require_http_methods(["GET", "POST"])


def _trail(*steps: tuple[str, str]) -> list[dict[str, str]]:
    above = ("Procedures", reverse("cases:procedures"))
    return [{"label": label, "url": url} for label, url in (above, *steps)]


def choosable() -> list[Procedure]:
    """The newest version of each procedure that is installed."""
    return [newest(key) for key in dict.fromkeys(key for key, _ in PROCEDURES)]


@administrators_only
@require_safe
def procedures(request: SignedIn) -> HttpResponse:
    """Every procedure that is installed, agencies' own rules, and what new cases get."""
    followers: dict[str, list[Agency]] = {}
    for agency in Agency.objects.exclude(overlay_key=""):
        followers.setdefault(agency.overlay_key, []).append(agency)
    chosen = newest(Board.objects.get().procedure_key)
    context = {
        "procedures": [(one, one == chosen) for one in PROCEDURES.values()],
        "overlays": [(one, followers.get(one.key, [])) for one in OVERLAYS.values()],
        "chosen": chosen,
    }
    return render(request, "cases/procedures.html", context)


@administrators_only
@either
def choose_procedure(request: SignedIn) -> HttpResponse:
    """Choose the procedure that new cases get."""
    form = ProcedureForm(
        request.POST if request.method == "POST" else None,
        procedures=choosable(),
        initial={"procedure": Board.objects.get().procedure_key},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            key = form.cleaned_data["procedure"]
            services.choose_procedure(key, by=request.user, now=timezone.now())
            messages.success(request, f"New cases get: {newest(key).name}. Live cases stay where they are.")
            return redirect("cases:procedures")
    context = {"form": form, "breadcrumbs": _trail(("Choose a procedure", ""))}
    return render(request, "cases/choose_procedure.html", context)


@administrators_only
@require_safe
def procedure(request: SignedIn, procedure_key: str, version: int) -> HttpResponse:
    """One procedure: stages, deadlines, letters and readings."""
    one = PROCEDURES.get((procedure_key, version))
    if one is None:
        raise Http404
    context = {
        "procedure": one,
        "is_chosen": one == newest(Board.objects.get().procedure_key),
        "stages": [(stage, _ways(one, stage.key)) for stage in one.stages],
        "lines": list(lines_of(one)),
        "breadcrumbs": _trail((one.name, "")),
    }
    return render(request, "cases/procedure.html", context)


def _ways(one: Procedure, stage: str) -> str:
    return ", ".join(one.stage(way.target).name for way in one.transitions_from(stage))


@administrators_only
@require_safe
def own_rules(request: SignedIn, overlay_key: str, version: int) -> HttpResponse:
    """An agency's own rules and who follows them."""
    one = OVERLAYS.get(f"{overlay_key}@{version}")
    if one is None:
        raise Http404
    context = {
        "overlay": one,
        "lines": list(lines_of_overlay(one)),
        "agencies": Agency.objects.filter(overlay_key=overlay_key),
        "breadcrumbs": _trail((one.name, "")),
    }
    return render(request, "cases/own_rules.html", context)


def _rule_or_404(procedure_key: str, rule_key: str) -> tuple[Procedure, Rule]:
    """A rule that leaves something open, in the newest version of its procedure."""
    one = next((one for one in choosable() if one.key == procedure_key), None)
    found = next((rule for rule in one.rules if rule.key == rule_key), None) if one else None
    if one is None or found is None or not services.is_open_to_board(found):
        raise Http404
    return one, found


def _rule_context(one: Procedure, found: Rule, label: str) -> dict[str, Any]:
    say = event_words({milestone.key: milestone for milestone in one.milestones})
    rows = RuleSetting.objects.filter(procedure_key=one.key, rule_key=found.key).select_related("set_by")
    address = reverse("cases:procedure", args=[one.key, one.version])
    return {
        "procedure": one,
        "line": line_of(found, say, settings_of(one.key).get(found.key)),
        "settings": [(row, say(row.trigger) if row.trigger else "") for row in rows],
        "say": say,
        "breadcrumbs": _trail((one.name, address), (label, "")),
    }


@administrators_only
@either
def rule(request: SignedIn, procedure_key: str, rule_key: str) -> HttpResponse:
    """Set the board's own figure for a rule; what was set before is listed."""
    one, found = _rule_or_404(procedure_key, rule_key)
    context = _rule_context(one, found, found.name)
    held = context["line"].rule
    initial = {"trigger": held.trigger}
    if held.duration:
        initial |= {"amount": held.duration.amount, "unit": held.duration.unit.value}
    form = RuleForm(
        request.POST if request.method == "POST" else None, rule=found, say=context["say"], initial=initial
    )
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            services.set_rule(one.key, found.key, by=request.user, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "The board’s own figure counts for deadlines that open from now on.")
            return redirect("cases:procedure", procedure_key=one.key, version=one.version)
    return render(request, "cases/rule.html", {**context, "form": form})


@administrators_only
@either
def set_back(request: SignedIn, procedure_key: str, rule_key: str) -> HttpResponse:
    """Let the procedure's own figure hold again."""
    one, found = _rule_or_404(procedure_key, rule_key)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            services.set_back(
                one.key, found.key, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now()
            )
            messages.success(request, "The procedure’s own figure counts again, from now on.")
            return redirect("cases:procedure", procedure_key=one.key, version=one.version)
    context = _rule_context(one, found, "Set back")
    return render(request, "cases/set_back_rule.html", {**context, "form": form})
