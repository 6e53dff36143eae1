"""The integrated chronology: every agency's entries in the order of time, as a page and as a paper."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST

from chronology import integrated as chronicle
from chronology.forms import FilterForm
from chronology.models import Chronology, Entry
from chronology.services.lists import chronologies_seen_by
from chronology.services.papers import request_integrated_pdf
from scr.cases.links import page_url, trail
from scr.cases.models import Case
from scr.cases.policy import case_for, may, require
from scr.people.confirming import recently_confirmed
from scr.people.requests import SignedIn
from scr.people.roles import Do
from scr.procedures.reception import ASK_ABOUT_ROW
from scr.typed_words import KEY, keep_words, search_asked


def rows_html(entries: list[Entry], chronologies: list[Chronology], asking: dict[UUID, str]) -> str:
    """The rows of a chronology table: drawn by Jinja, as Django's templates take eight times as long."""
    names = {one.agency_id: (one.agency.short_name, n) for n, one in enumerate(chronologies, start=1)}
    context = {"entries": entries, "agencies": names, "asking": asking}
    return mark_safe(render_to_string("chronology_rows.html", context, using="jinja2"))


def asking_about(entries: list[Entry], case: Case, user: Any) -> dict[UUID, str]:
    """Where somebody asks an agency about each row, if they may; the pages stand in a later room."""
    if not may(user, Do.ASK_AGENCY, case=case):
        return {}
    return {one.pk: page_url(ASK_ABOUT_ROW, case_id=case.pk, subject_id=one.pk) for one in entries}


def lanes_html(months: list[Any], lanes: list[chronicle.Lane]) -> str:
    """The picture of entries a month with its table, drawn by Jinja as the rows are."""
    context = {"months": months, "lanes": lanes, "picture": picture(months, lanes)}
    return mark_safe(render_to_string("chronology_lanes.html", context, using="jinja2"))


@login_required
@require_http_methods(["GET", "POST"])
def integrated(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Every agency's entries in the order of time, as far as they were released to the reader."""
    case = case_for(request.user, case_id)
    require(request.user, Do.READ_INTEGRATED, case=case)
    if request.method == "POST":
        return keep_words(request)
    chronologies = chronologies_seen_by(case, request.user)
    form = FilterForm(search_asked(request), agencies=[one.agency for one in chronologies])
    found = chronicle.entries(chronologies, _wanted(form))
    months, lanes = chronicle.lanes(found, chronologies)
    page = chronicle.page_of(
        found,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        total=sum(lane.total for lane in lanes),
    )
    context = {
        "case": case,
        "form": form,
        "chosen": _chosen(request, form),
        "clear_url": request.path,
        "chronologies": chronologies,
        "page": page,
        "rows": rows_html(page.entries, chronologies, asking_about(page.entries, case, request.user)),
        "lanes": lanes_html(months, lanes),
        "filters": _kept(request),
        "breadcrumbs": trail(case, ("Chronology", "")),
        "may_export": bool(chronologies),
        "may_word": may(request.user, Do.DRAFT_TERMS, case=case),
    }
    return render(request, "chronology/integrated.html", context)


def _wanted(form: FilterForm) -> chronicle.Wanted:
    if not form.is_valid():
        return chronicle.Wanted()
    asked = form.cleaned_data
    return chronicle.Wanted(tuple(asked["agency"]), asked["since"], asked["until"], asked["words"])


def _kept(request: SignedIn, *, without: tuple[str, str] | None = None) -> str:
    """The query string of the filters, for links that keep them; one choice may be left out."""
    pairs = [
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if value and name not in ("after", "before") and not _is_part_of(name, value, without)
    ]
    return urlencode(pairs)


def _is_part_of(name: str, value: str, left_out: tuple[str, str] | None) -> bool:
    if left_out is None:
        return False
    field, chosen = left_out
    return (name == field or name.startswith(f"{field}_")) and chosen in ("", value)


def _chosen(request: SignedIn, form: FilterForm) -> list[dict[str, str]]:
    """What is filtered by, each with the address that takes it away."""
    if not form.is_valid():
        return []
    asked = form.cleaned_data
    names = dict(form.fields["agency"].choices)  # type: ignore[attr-defined]
    chosen = [(names[one], ("agency", one)) for one in asked["agency"]]
    chosen += [(f"“{asked['words']}”", (KEY, ""))] if asked["words"] else []
    for label, field in (("From", "since"), ("To", "until")):
        if asked[field]:
            chosen.append((f"{label} {asked[field]:%-d %B %Y}", (field, "")))
    return [
        {"label": label, "remove_url": f"?{_kept(request, without=left_out)}"} for label, left_out in chosen
    ]


LANE_HEIGHT, MONTH_WIDTH, LABEL_WIDTH = 26, 24, 150


def picture(months: list[Any], lanes: list[chronicle.Lane]) -> dict[str, Any]:
    """Where to draw a bar for each month of each lane; the tallest bar is the busiest month of all."""
    busiest = max((count for lane in lanes for count in lane.counts), default=0) or 1
    rows = []
    for place, lane in enumerate(lanes):
        bottom = (place + 1) * LANE_HEIGHT
        bars = [
            {
                "x": LABEL_WIDTH + column * MONTH_WIDTH,
                "y": bottom - height,
                "height": height,
                "months": month,
                "count": count,
            }
            for column, (month, count) in enumerate(zip(months, lane.counts, strict=True))
            if (height := round(count / busiest * (LANE_HEIGHT - 6)) or bool(count) * 2)
        ]
        rows.append({"lane": lane, "bottom": bottom, "bars": bars, "text_y": bottom - 8})
    width = LABEL_WIDTH + len(months) * MONTH_WIDTH
    years = [
        {"x": LABEL_WIDTH + column * MONTH_WIDTH, "year": month.year}
        for column, month in enumerate(months)
        if month.month == 1 or column == 0
    ]
    return {
        "rows": rows,
        "width": width,
        "height": len(lanes) * LANE_HEIGHT + 24,
        "bottom": len(lanes) * LANE_HEIGHT,
        "years": years,
        "bar": MONTH_WIDTH - 4,
    }


@login_required
@require_POST
@recently_confirmed
def pdf(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Ask for the integrated chronology as a PDF; its progress has a page of its own."""
    case = case_for(request.user, case_id)
    rendering = request_integrated_pdf(case, by=request.user, now=timezone.now())
    return redirect("documents:rendering", rendering_id=rendering.pk)
