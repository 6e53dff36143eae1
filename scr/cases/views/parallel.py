"""What runs beside a review: the list at a glance, one of them, noting and changing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scr.cases import parallel as services
from scr.cases.holding import standing_holds
from scr.cases.links import trail
from scr.cases.models import Case, Hold, JointCommission, ParallelProcess
from scr.cases.parallel_forms import EndProcessForm, JointForm, ProcessForm
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.dates import london_day
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


def parallel_trail(case: Case, *steps: tuple[str, str]) -> list[dict[str, str]]:
    """Breadcrumbs of a page below the list of what runs beside the review."""
    return trail(case, ("Parallel processes", reverse("cases:parallel", args=[case.pk])), *steps)


@login_required
@require_safe
def parallel(request: SignedIn, case_id: UUID) -> HttpResponse:
    """What runs beside the review, what comes next, and what is held until when."""
    case = case_for(request.user, case_id)
    rows: list[Any] = list(ParallelProcess.objects.visible_to(request.user).filter(case=case))
    holds = list(standing_holds(case, request.user))
    for row in rows:
        row.standing_holds = [one for one in holds if one.process_id == row.pk]
    running = [row for row in rows if row.ended_on is None]
    context = {
        "case": case,
        "running": running,
        "ended": [row for row in rows if row.ended_on is not None],
        "holds": holds,
        "next": min((row for row in running if row.next_on), key=lambda row: row.next_on, default=None),
        "today": timezone.localdate(),
        "may_keep": may(request.user, Do.KEEP_PARALLEL, case=case),
        "breadcrumbs": trail(case, ("Parallel processes", "")),
    }
    return render(request, "cases/parallel.html", context)


@login_required
@require_safe
def process(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """One parallel process: whom to reach, how far it is, whether to join up, and what it asked to hold."""
    case = case_for(request.user, case_id)
    found = fetch(ParallelProcess, request.user, pk=subject_id, case=case)
    holds = Hold.objects.visible_to(request.user).filter(process=found)
    joint = JointCommission.objects.visible_to(request.user).filter(process=found)
    context = {
        "case": case,
        "process": found,
        "holds": holds.select_related("lifted_by"),
        "joint": joint.select_related("recorded_by"),
        "today": timezone.localdate(),
        "may_keep": may(request.user, Do.KEEP_PARALLEL, case=case),
        "breadcrumbs": parallel_trail(case, (found.title, "")),
    }
    return render(request, "cases/process.html", context)


@login_required
@either
def note_process(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Note that something runs beside the review."""
    case = case_for(request.user, case_id)
    require(request.user, Do.KEEP_PARALLEL, case=case)
    form = ProcessForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            found = services.note_process(case, form.standing, by=request.user, now=timezone.now())
            messages.success(request, f"{found.title} is noted. Nothing waits for it without a hold.")
            return _to(found)
    label = "Note a parallel process"
    context = {"case": case, "form": form, "label": label, "breadcrumbs": parallel_trail(case, (label, ""))}
    return render(request, "cases/note_process.html", context)


@login_required
@either
def change_process(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """Keep how it stands now."""
    found = _kept(request, case_id, subject_id)
    names = ("name", "organisation", "contact", "progress", "next_on", "next_what", "notes", "revision")
    initial = {name: getattr(found, name) for name in names}
    form = ProcessForm(request.POST if request.method == "POST" else None, kind=found.kind, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            revision = form.cleaned_data["revision"] or 0
            services.change_process(
                found, form.standing, revision=revision, by=request.user, now=timezone.now()
            )
            messages.success(request, f"{found.title} is saved.")
            return _to(found)
    return render(request, "cases/note_process.html", _below(found, form, "Change how it stands"))


@login_required
@either
def consider_joint(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """Record whether to commission together with it."""
    found = _kept(request, case_id, subject_id)
    form = JointForm(request.POST if request.method == "POST" else None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.consider_joint(found, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, "It is on record whether to commission together.")
            return _to(found)
    return render(request, "cases/consider_joint.html", _below(found, form, "Commission together?"))


@login_required
@either
def end_process(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """Note that it has ended."""
    found = _kept(request, case_id, subject_id)
    now = timezone.now()
    form = EndProcessForm(request.POST if request.method == "POST" else None, today=london_day(now))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.end_process(found, **form.cleaned_data, by=request.user, now=now)
            messages.success(request, f"It is noted that this has ended: {found.title}.")
            return _to(found)
    return render(request, "cases/end_process.html", _below(found, form, "It has ended"))


def _kept(request: SignedIn, case_id: UUID, subject_id: UUID) -> ParallelProcess:
    """A process that somebody may see and keep up to date."""
    case = case_for(request.user, case_id)
    found = fetch(ParallelProcess, request.user, pk=subject_id, case=case)
    require(request.user, Do.KEEP_PARALLEL, case=case)
    return found


def process_url(found: ParallelProcess) -> str:
    return reverse("cases:process", args=[found.case_id, found.pk])


def _below(found: ParallelProcess, form: Any, label: str) -> dict[str, Any]:
    """The context of a page about one process, with its form."""
    above = (found.title, process_url(found))
    return {
        "case": found.case,
        "process": found,
        "form": form,
        "label": label,
        "breadcrumbs": parallel_trail(found.case, above, (label, "")),
    }


def _to(found: ParallelProcess) -> HttpResponse:
    return redirect("cases:process", case_id=found.case_id, subject_id=found.pk)
