from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chronology import integrated as chronicle
from chronology import services
from chronology.forms import FilterForm, UploadForm
from chronology.models import ChronologyVersion, Entry, ImportAttempt
from chronology.reading.columns import COLUMNS
from chronology.writing import GUIDANCE, empty_template_docx, empty_template_xlsx
from scr.cases.audiences import Kind
from scr.cases.links import page_url, trail
from scr.cases.models import Case, CaseAgency
from scr.cases.policy import case_for, may, refusals_on, require
from scr.cases.services import scope_of
from scr.cases.writing import compartment_of
from scr.documents.intake import FileRefused
from scr.people.confirming import recently_confirmed
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do
from scr.procedures.reception import ASK_ABOUT_ROW
from scr.procedures.rule import Page
from scr.typed_words import KEY, keep_words, search_asked

ROOM = Page("reviews:agency", needs_agency=True)
TEMPLATES = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", empty_template_xlsx),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", empty_template_docx),
}


def agency_of(case: Case, user: Any, agency_id: UUID) -> Agency:
    """An agency that takes part in a case and whose room somebody may see, or 404."""
    found = CaseAgency.objects.visible_to(user).filter(case=case).select_related("agency")
    return get_object_or_404(found, agency_id=agency_id).agency


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Send the agency's chronology; what is wrong with it is said row by row."""
    case = case_for(request.user, case_id)
    agency = agency_of(case, request.user, agency_id)
    require(request.user, Do.WRITE_REVIEW, case=case, agency=agency)
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            with refusals_on(form):
                services.import_file(
                    case,
                    agency,
                    filename=file.name,
                    content=file.read(),
                    by=request.user,
                    now=timezone.now(),
                )
                return redirect("chronology:upload", case_id=case.pk, agency_id=agency.pk)
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
    return render(request, "chronology/upload.html", _upload_context(request, case, agency, form))


def _upload_context(request: SignedIn, case: Case, agency: Agency, form: UploadForm) -> dict[str, Any]:
    attempts = ImportAttempt.objects.visible_to(request.user).filter(case=case, agency=agency)
    attempt = attempts.select_related("tried_by").first()
    messages = attempt.messages if attempt else []
    return {
        "case": case,
        "agency": agency,
        "form": form,
        "attempt": attempt,
        "wrong": [one for one in messages if one["level"] == "error"],
        "asked": [one for one in messages if one["level"] == "warning"],
        "version": _version_of(request.user, case, agency.pk),
        "columns": COLUMNS,
        "guidance": GUIDANCE,
        "scope": scope_of(case),
        "breadcrumbs": trail(case, _room(case, agency), ("Send the chronology", "")),
        "is_signed": compartment_of(case, Kind.CHRONOLOGY, agency).sealed_at is not None,
    }


def _version_of(user: Any, case: Case, agency_id: UUID) -> ChronologyVersion | None:
    return next((one for one in services.versions_seen_by(case, user) if one.agency_id == agency_id), None)


@login_required
@require_safe
def template(request: SignedIn, case_id: UUID, agency_id: UUID, kind: str) -> HttpResponse:
    """The empty template, made for the case's period."""
    case = case_for(request.user, case_id)
    agency = agency_of(case, request.user, agency_id)
    content_type, make = TEMPLATES[kind]
    scope = scope_of(case)
    period = (scope.period_from, scope.period_to) if scope else None
    response = HttpResponse(make(agency=agency.name, period=period), content_type=content_type)
    name = f"Chronology template {agency.short_name}.{kind}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


@login_required
@require_safe
def agency_rows(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """One agency's chronology as it was read; to whom it was released need not see the agency's room."""
    case = case_for(request.user, case_id)
    version = _version_of(request.user, case, agency_id)
    if version is None:
        raise Http404
    agency = version.agency
    found = chronicle.entries([version], chronicle.Wanted())
    page = chronicle.page_of(found, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {
        "case": case,
        "agency": agency,
        "version": version,
        "page": page,
        "rows": rows_html(page.entries, [version], asking_about(page.entries, case, request.user)),
        "breadcrumbs": trail(case, _room(case, agency), ("Chronology", "")),
    }
    return render(request, "chronology/agency_rows.html", context)


def _room(case: Case, agency: Agency) -> tuple[str, str]:
    """The agency's page as a step of the breadcrumbs, known by name: it stands in a later room."""
    return agency.name, page_url(ROOM, case_id=case.pk, agency_id=agency.pk)


def rows_html(entries: list[Entry], versions: list[ChronologyVersion], asking: dict[UUID, str]) -> str:
    """The rows of a chronology table: drawn by Jinja, as Django's templates take eight times as long."""
    names = {version.agency_id: (version.agency.short_name, n) for n, version in enumerate(versions, start=1)}
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
    versions = services.versions_seen_by(case, request.user)
    form = FilterForm(search_asked(request), agencies=[version.agency for version in versions])
    found = chronicle.entries(versions, _wanted(form))
    months, lanes = chronicle.lanes(found, versions)
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
        "versions": versions,
        "page": page,
        "rows": rows_html(page.entries, versions, asking_about(page.entries, case, request.user)),
        "lanes": lanes_html(months, lanes),
        "filters": _kept(request),
        "breadcrumbs": trail(case, ("Chronology", "")),
        "may_export": bool(versions),
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
    rendering = services.request_integrated_pdf(case, by=request.user, now=timezone.now())
    return redirect("documents:rendering", rendering_id=rendering.pk)
