"""What every page of the plan has in common: where it stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from actionplans.models import Action
from scr.cases.models import Case
from scr.people.models import User


class SignedIn(HttpRequest):
    """A request behind `login_required`: somebody is there."""

    user: User


def plan_url(case: Case) -> str:
    return reverse("actionplans:plan", args=[case.pk])


def action_url(action: Action) -> str:
    return reverse("actionplans:action", args=[action.case_id, action.pk])


def draw(
    request: HttpRequest, view: str, case: Case, label: str, *, action: Action | None = None, **context: Any
) -> HttpResponse:
    """The page of a view below the plan, or below one of its actions."""
    crumbs = [
        {"label": case.code_name, "url": reverse("case", args=[case.pk])},
        {"label": "Action plan", "url": plan_url(case)},
    ]
    if action is not None and view != "action":
        crumbs.append({"label": f"Action {action.number}", "url": action_url(action)})
    crumbs.append({"label": label})
    context |= {"case": case, "action": action, "breadcrumbs": crumbs, "label": label}
    return render(request, f"actionplans/{view}.html", context)
