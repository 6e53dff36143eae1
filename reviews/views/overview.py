"""The overview report: where it stands, its author, its versions, agreement and endorsement."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reviews.forms.overview import (
    AgreeForm,
    EndorseForm,
    EngageForm,
    OverviewForm,
    OverviewRecommendationForm,
    OverviewRecommendationSet,
    overview_recommended,
)
from reviews.models import (
    ContributionSent,
    Endorsement,
    OverviewAddressee,
    OverviewAgreement,
    OverviewEngagement,
    OverviewRecommendation,
    OverviewReport,
    Submission,
)
from reviews.report import appendix, recommendations_of, report_html, safe_html, sections_of
from reviews.services import endorsement as endorsing
from reviews.services import overview as services
from reviews.views.rows import typed_rows
from scr.cases.audiences import Kind
from scr.cases.deadlines import end_of
from scr.cases.links import page_url, trail
from scr.cases.models import Case
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.cases.writing import compartment_of
from scr.documents.intake import FileRefused
from scr.documents.models import Document
from scr.documents.services import request_pdf
from scr.meetings.models import Meeting
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])
DRAFTING = ("overview_drafting", "fair_representation")


@login_required
@require_safe
def overview(request: SignedIn, case_id: UUID) -> HttpResponse:
    """The newest version with its recommendations, earlier ones, and what comes next."""
    case = case_for(request.user, case_id)
    user = request.user
    versions = list(
        OverviewReport.objects.visible_to(user).filter(case=case).select_related("document", "submitted_by")
    )
    agreement = OverviewAgreement.objects.visible_to(user).filter(case=case).select_related("report").first()
    engagement = OverviewEngagement.objects.visible_to(user).filter(case=case).select_related("author")
    released = Submission.objects.visible_to(user).countersigned().filter(case=case)
    pdfs = Document.objects.visible_to(user).filter(case=case, kind="overview_pdf").select_related("added_by")
    context = {
        "case": case,
        "versions": versions,
        "report": versions[0] if versions else None,
        "agreement": agreement,
        "engagement": engagement.first(),
        "endorsement": Endorsement.objects.visible_to(user).filter(case=case).first(),
        "released": released.standing().select_related("agency", "review"),
        "contributions": ContributionSent.objects.visible_to(user).filter(case=case, submission=None),
        "pdfs": pdfs,
        **(_read(case, versions[0], user) if versions else {}),
        **_offers(case, user),
        "breadcrumbs": trail(case, ("Overview report", "")),
    }
    return render(request, "reviews/overview.html", context)


def _read(case: Case, report: OverviewReport, user: Any) -> dict[str, Any]:
    return {
        "summary": safe_html(report.executive_summary),
        "sections": sections_of(report),
        "recommendations": recommendations_of(report, user),
        "appendix": appendix(case, user),
    }


def _offers(case: Case, user: Any) -> dict[str, bool]:
    """What somebody may do here now."""
    is_engaged = OverviewEngagement.objects.filter(case=case).exists()
    is_under_way = case.stage in ("review_open", "scoping", "agency_reviews", "presentations", *DRAFTING)
    return {
        "may_engage": not is_engaged and is_under_way and may(user, Do.MANAGE_PEOPLE, case=case),
        "may_submit": case.stage in DRAFTING and may(user, Do.WRITE_OVERVIEW, case=case),
        "may_agree": case.stage == "fair_representation" and may(user, Do.AGREE_OVERVIEW, case=case),
        "may_endorse": case.stage == "panel_agreed" and may(user, Do.ENDORSE, case=case),
    }


def _trail(case: Case, label: str) -> list[dict[str, str]]:
    above = ("Overview report", reverse("reviews:overview", args=[case.pk]))
    return trail(case, above, (label, ""))


@login_required
@either
def engage_author(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Engage who writes the overview report (seed 004, section 8.1)."""
    case = case_for(request.user, case_id)
    require(request.user, Do.MANAGE_PEOPLE, case=case)
    form = EngageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refusals_on(form):
            services.engage_author(
                case,
                author=data["author"],
                is_in_house=data["is_in_house"],
                independence=data["independence"],
                answers=form.answers,
                until=end_of(data["until_on"]),
                draft_due_on=data["draft_due_on"],
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, "The overview author is engaged and has been told by email.")
            return redirect("reviews:overview", case_id=case.pk)
    context = {"case": case, "form": form, "breadcrumbs": _trail(case, "Engage the author")}
    return render(request, "reviews/engage_author.html", context)


@login_required
@either
def submit_overview(request: SignedIn, case_id: UUID) -> HttpResponse:
    """The author submits a version: sections or file, executive summary, recommendations."""
    case = case_for(request.user, case_id)
    require(request.user, Do.WRITE_OVERVIEW, case=case)
    form, rows = _overview_forms(case, request)
    if form.is_bound and form.is_valid() & rows.is_valid():
        with refusals_on(form):
            report = _submitted(case, form, rows, request)
            if report is not None:
                return redirect(
                    "reviews:receipt", case_id=case.pk, key="overview_submitted", subject_id=report.pk
                )
    last = services.newest_report(case)
    context = {
        "case": case,
        "form": form,
        "formset": rows,
        "version": last.version + 1 if last else 1,
        "breadcrumbs": _trail(case, "Submit a version"),
    }
    return render(request, "reviews/submit_overview.html", context)


def _overview_forms(case: Case, request: SignedIn) -> tuple[OverviewForm, Any]:
    """The report and the list of recommendations: new, as posted, or as posted with more rows."""
    kwargs = {"agencies": list(Agency.objects.filter(pk__in=services.agencies_on_case(case)))}
    if "more" in request.POST:
        rows = typed_rows(request.POST, OverviewRecommendationForm)
        return OverviewForm(initial=request.POST.dict()), OverviewRecommendationSet(
            initial=rows, form_kwargs=kwargs
        )
    if request.method == "POST":
        return OverviewForm(request.POST, request.FILES), OverviewRecommendationSet(
            request.POST, form_kwargs=kwargs
        )
    last = services.newest_report(case)
    initial: dict[str, Any] = {"seen_version": last.version if last else 0}
    if last:
        initial |= {"executive_summary": last.executive_summary, **last.sections}
    return OverviewForm(initial=initial), OverviewRecommendationSet(
        initial=_rows_of(last), form_kwargs=kwargs
    )


def _rows_of(report: OverviewReport | None) -> list[dict[str, Any]]:
    """The recommendations of a version as the form shows them."""
    to: dict[UUID, list[str]] = {}
    for one in OverviewAddressee.objects.filter(recommendation__report=report):
        to.setdefault(one.recommendation_id, []).append(str(one.agency_id))
    return [
        {"text": one.text, "addressed_to": [*(["board"] if one.is_for_board else []), *to.get(one.pk, [])]}
        for one in OverviewRecommendation.objects.filter(report=report)
    ]


def _submitted(case: Case, form: OverviewForm, rows: Any, request: SignedIn) -> OverviewReport | None:
    try:
        return services.submit_overview(
            case,
            content=form.content(overview_recommended(rows)),
            seen_version=form.cleaned_data["seen_version"],
            by=request.user,
            now=timezone.now(),
        )
    except FileRefused as refused:
        form.add_error("report", str(refused))
        return None


@login_required
@either
def agree(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Record at which meeting the panel agreed the newest version."""
    case = case_for(request.user, case_id)
    require(request.user, Do.AGREE_OVERVIEW, case=case)
    meetings = _held(case, "panel", request.user)
    form = AgreeForm(request.POST or None, meetings=meetings)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            agreed = services.agree(
                case, meeting=form.cleaned_data["meeting"], by=request.user, now=timezone.now()
            )
            return redirect(
                "reviews:receipt", case_id=case.pk, key="overview_agreed", subject_id=agreed.report_id
            )
    context = {
        "case": case,
        "form": form,
        "has_meeting": meetings.exists(),
        "report": services.newest_report(case),
        "breadcrumbs": _trail(case, "Record the panel's agreement"),
    }
    return render(request, "reviews/agree.html", context)


def _held(case: Case, kind: str, user: Any) -> Any:
    """Meetings of a kind that were held, the latest first."""
    rows = Meeting.objects.visible_to(user).filter(case=case, kind=kind, held_at__isnull=False)
    return rows.order_by("-held_at")


@login_required
@either
def endorse(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Record the board's endorsement; says first which papers are missing."""
    case = case_for(request.user, case_id)
    require(request.user, Do.ENDORSE, case=case)
    meetings = _held(case, "board", request.user)
    form = EndorseForm(request.POST or None, meetings=meetings)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            done = endorsing.endorse(case, **form.cleaned_data, by=request.user, now=timezone.now())
            return redirect("reviews:receipt", case_id=case.pk, key="endorsed", subject_id=done.pk)
    papers = endorsing.bundle(case)
    missing = [
        {"text": item.otherwise, "url": page_url(item.page, case_id=case.pk)}
        for item in papers
        if not item.is_there
    ]
    context = {
        "case": case,
        "form": form,
        "papers": papers,
        "missing": missing,
        "has_meeting": meetings.exists(),
        "report": services.newest_report(case),
        "breadcrumbs": _trail(case, "Record the endorsement"),
    }
    return render(request, "reviews/endorse.html", context)


@login_required
@require_POST
def report_pdf(request: SignedIn, case_id: UUID, report_id: UUID) -> HttpResponse:
    """Ask for a version as PDF, with all recommendations of the agencies' reviews in its appendix."""
    case = case_for(request.user, case_id)
    report = fetch(OverviewReport, request.user, pk=report_id, case=case)
    now = timezone.now()
    rendering = request_pdf(
        case,
        compartment_of(case, Kind.AUTHOR),
        kind="overview_pdf",
        title=f"Overview report, version {report.version}",
        filename=f"{case.reference} Overview report {report.version}.pdf",
        html=report_html(report, by=request.user, now=now),
        by=request.user,
        now=now,
    )
    return redirect("documents:rendering", rendering_id=rendering.pk)
