"""Bodies outside that letters go to: kept by administrators, never deleted."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scr.people import services
from scr.people.body_forms import BodyForm
from scr.people.models import Board, ExternalBody
from scr.people.requests import SignedIn, administrators_only


def _trail(*steps: tuple[str, str]) -> list[dict[str, str]]:
    above = (("People", reverse("people:people")), ("Bodies outside", reverse("people:bodies")))
    return [{"label": label, "url": url} for label, url in (*above, *steps)]


@administrators_only
@require_safe
def bodies(request: SignedIn) -> HttpResponse:
    """The bodies outside, with the days between which each exists."""
    context = {
        "bodies": ExternalBody.objects.all(),
        "procedure_key": Board.objects.get().procedure_key,
        "today": timezone.localdate(),
        "breadcrumbs": _trail(),
    }
    return render(request, "people/bodies.html", context)


@administrators_only
@require_http_methods(["GET", "POST"])
def add_body(request: SignedIn) -> HttpResponse:
    return _kept(request, ExternalBody(), "people/add_body.html", "Add a body")


@administrators_only
@require_http_methods(["GET", "POST"])
def edit_body(request: SignedIn, body_id: Any) -> HttpResponse:
    """Change a body, or say when it ends."""
    body = get_object_or_404(ExternalBody, pk=body_id)
    return _kept(request, body, "people/edit_body.html", body.name)


def _kept(request: SignedIn, body: ExternalBody, template: str, label: str) -> HttpResponse:
    key = Board.objects.get().procedure_key
    form = BodyForm(request.POST if request.method == "POST" else None, initial=BodyForm.shown(body, key))
    if request.method == "POST" and form.is_valid():
        kept = services.save_body(form.applied_to(body, key), by=request.user, now=timezone.now())
        messages.success(request, f"{kept.name} is saved.")
        return redirect("people:bodies")
    return render(request, template, {"form": form, "body": body, "breadcrumbs": _trail((label, ""))})
