"""Which services a review covers, and the reviews of services that have their own."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reviews.coverage import coverage_of, service_reports_of
from reviews.forms.agency import as_upload
from reviews.forms.proposals import CoverageForm, ServiceReportForm, coverage_initial
from reviews.services import coverage as services
from reviews.services.submission import newest_submission
from reviews.views.writing import writer_room, writing_context
from scr.cases.models import Case
from scr.cases.policy import refusals_on
from scr.documents.intake import FileRefused
from scr.people.models import Agency
from scr.people.requests import SignedIn

either = require_http_methods(["GET", "POST"])


@login_required
@either
def coverage(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Say which services the review covers; separate ones with who agreed to that, when and why."""
    case, agency = writer_room(request, case_id, agency_id)
    row = coverage_of(case, agency)
    form = CoverageForm(request.POST or None, initial=coverage_initial(row))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.save_coverage(
                case,
                agency,
                covered=form.covered,
                revision=form.cleaned_data["revision"],
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, "It is saved which services the review covers.")
            page = "reviews:add_service_report" if form.covered.separate else "reviews:write_review"
            return redirect(page, case_id=case.pk, agency_id=agency.pk)
    context = writing_context(case, agency, "Services covered", form=form)
    return render(request, "reviews/coverage.html", context)


@login_required
@either
def add_service_report(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Upload the review of a service that has its own."""
    case, agency = writer_room(request, case_id, agency_id)
    row = coverage_of(case, agency)
    separate = row.separate if row else []
    form = ServiceReportForm(request.POST or None, request.FILES or None, services=separate)
    if request.method == "POST" and form.is_valid() and _added(request, case, agency, form):
        messages.success(request, "The review of the service is kept with your agency’s.")
        return redirect("reviews:add_service_report", case_id=case.pk, agency_id=agency.pk)
    reports = list(service_reports_of(newest_submission(case, agency)).values())
    shown = {"form": form, "separate": separate, "reports": reports}
    context = writing_context(case, agency, "Reviews of services", **shown)
    return render(request, "reviews/service_reports.html", context)


def _added(request: SignedIn, case: Case, agency: Agency, form: ServiceReportForm) -> bool:
    upload = as_upload(form.cleaned_data["report"])
    assert upload is not None  # the field is required
    try:
        with refusals_on(form):
            services.add_service_report(
                case,
                agency,
                service=form.cleaned_data["service"],
                upload=upload,
                by=request.user,
                now=timezone.now(),
            )
    except FileRefused as refused:
        form.add_error("report", str(refused))
    return form.is_valid()
