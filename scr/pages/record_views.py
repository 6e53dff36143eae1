"""The record of a case and of the installation: what was done, who looked, who signed in."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from scr.audit.models import Look
from scr.cases.links import trail
from scr.cases.policy import case_for
from scr.pages.history import HistoryFilter, acts_of, lines_of
from scr.pages.looks import look_lines_of, looks_at
from scr.pages.record_filter import DaysFilter, RecordFilter, Slice, kept, slice_of
from scr.pages.record_readers import reader_of
from scr.people.models import Agency
from scr.people.requests import SignedIn, administrators_only
from scr.people.roles import Do

ACCOUNTS = (Look.Kind.SIGNED_IN, Look.Kind.SIGN_IN_FAILED, Look.Kind.SIGNED_OUT, Look.Kind.REFUSED)


@login_required
@require_safe
def history(request: SignedIn, case_id: UUID) -> HttpResponse:
    """What was done on a case, in sentences, the newest first."""
    case = case_for(request.user, case_id)
    reader = reader_of(request.user, case, whole=Do.READ_HISTORY, own=Do.READ_OWN_HISTORY)
    form = HistoryFilter(request.GET or None, people=reader.people, agencies=reader.agencies)
    page = slice_of(acts_of(reader, form), "number", request)
    context = {
        **_filtered(request, form, page),
        "case": case,
        "lines": lines_of(page.rows, reader),
        "own": _names(reader.own),
        "breadcrumbs": trail(case, ("History", "")),
    }
    return render(request, "pages/history.html", context)


def _filtered(request: SignedIn, form: DaysFilter, page: Slice) -> dict[str, Any]:
    """What every page of a record shows around its rows: the filters that are on, and the ways on."""
    return {
        "form": form,
        "chosen": form.chips(request),
        "clear_url": request.path,
        "filters": kept(request),
        "page": page,
    }


def _names(agencies: frozenset[UUID] | None) -> list[Agency]:
    return list(Agency.objects.filter(pk__in=agencies)) if agencies else []


@login_required
@require_safe
def looks(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Who looked at what of a case; for an agency, who looked at what is its own."""
    case = case_for(request.user, case_id)
    reader = reader_of(request.user, case, whole=Do.READ_LOOKS, own=Do.READ_OWN_LOOKS)
    form = RecordFilter(
        request.GET or None,
        people={str(part.user_id): part.user.full_name for part in reader.parts},
        agencies=reader.agencies,
    )
    page = slice_of(looks_at(reader, form), "id", request)
    context = {
        **_filtered(request, form, page),
        "case": case,
        "lines": look_lines_of(page.rows, reader.compartments),
        "own": _names(reader.own),
        "breadcrumbs": trail(case, ("Who looked", "")),
    }
    return render(request, "pages/looks.html", context)


@administrators_only
@require_safe
def sign_ins(request: SignedIn) -> HttpResponse:
    """Sign-ins and refusals of the whole installation, without a word about any case."""
    form = DaysFilter(request.GET or None)
    page = slice_of(form.narrow(Look.objects.filter(kind__in=ACCOUNTS)), "id", request)
    context = {**_filtered(request, form, page), "lines": look_lines_of(page.rows, {})}
    return render(request, "pages/sign_ins.html", context)
