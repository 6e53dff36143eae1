"""The report made of an agency's sections: what it lacks, its PDF and Word file, taking it as the review."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from reviews.agency_docx import report_docx as docx_of
from reviews.agency_report import Lack, lacks_of, report_of
from reviews.services import reporting as services
from reviews.services.submission import newest_submission
from reviews.views.writing import writer_room, writing_context
from reviews.written import sections_of, states_seen_by
from scr.cases.models import Case
from scr.documents.models import Rendering
from scr.people.models import Agency
from scr.people.requests import SignedIn

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNDER_WAY = (Rendering.State.WAITING, Rendering.State.WORKING)


@login_required
@require_safe
def agency_report(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """What the report lacks, how far its PDF is, and whether it is the review; comes again by itself."""
    case, agency = writer_room(request, case_id, agency_id)
    submission = newest_submission(case, agency)
    report = report_of(case, agency, submission)
    made = services.newest_made(case, agency)
    states = states_seen_by(request.user, case, agency, sections_of(case))
    context = writing_context(
        case,
        agency,
        "The report",
        missing=[{"text": one.sentence, "url": _url(case, agency, one)} for one in lacks_of(report)],
        unsaved=[one.section for one in states if one.draft],
        made=made,
        is_current=made is not None and made.seal == report.seal,
        is_review=bool(made and made.document and submission and made.document == submission.review),
    )
    answer = render(request, "reviews/agency_report.html", context)
    if made is not None and made.rendering.state in UNDER_WAY:
        answer["Refresh"] = "2"
    return answer


def _url(case: Case, agency: Agency, lack: Lack) -> str:
    return reverse(lack.page, args=[case.pk, agency.pk, *([lack.section] if lack.section else [])])


@login_required
@require_POST
def make_report(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Ask for the PDF of what is written now."""
    case, agency = writer_room(request, case_id, agency_id)
    services.make_report(case, agency, by=request.user, now=timezone.now())
    return redirect("reviews:agency_report", case_id=case.pk, agency_id=agency.pk)


@login_required
@require_POST
def take_report(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Take the report that was made as the agency's review."""
    case, agency = writer_room(request, case_id, agency_id)
    services.take_report(case, agency, by=request.user, now=timezone.now())
    messages.success(request, "The report is your agency’s review. Only your agency can read it.")
    return redirect("reviews:agency", case_id=case.pk, agency_id=agency.pk)


@login_required
@require_safe
def report_docx(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """What is written now as a Word file, for the agency's own use."""
    case, agency = writer_room(request, case_id, agency_id)
    report = report_of(case, agency, newest_submission(case, agency))
    answer = HttpResponse(docx_of(report), content_type=WORD)
    name = f"{case.reference} report of {agency.short_name}.docx"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer
