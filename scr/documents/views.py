"""The documents of a case: the list, the files themselves, and PDFs while they are being made."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from scr.cases.links import trail
from scr.cases.policy import case_for, fetch
from scr.documents import services
from scr.documents.models import Document, Rendering
from scr.people.requests import SignedIn

DOCUMENTS_A_PAGE = 50


@login_required
@require_safe
def documents(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Every file that somebody may see, the newest first, by kind if asked; and the PDFs under way."""
    case = case_for(request.user, case_id)
    found = Document.objects.visible_to(request.user).filter(case=case).select_related("added_by", "agency")
    kinds = list(found.order_by("kind").values_list("kind", flat=True).distinct())
    chosen = request.GET.get("kind", "")
    if chosen in kinds:
        found = found.filter(kind=chosen)
    under_way = Rendering.objects.visible_to(request.user).filter(case=case)
    under_way = under_way.exclude(state=Rendering.State.DONE).select_related("requested_by")
    context = {
        "case": case,
        "page": Paginator(found, DOCUMENTS_A_PAGE).get_page(request.GET.get("page")),
        "kinds": kinds,
        "chosen": chosen if chosen in kinds else "",
        "renderings": under_way.order_by("-requested_at"),
        "breadcrumbs": trail(case, ("Documents", "")),
    }
    return render(request, "documents/documents.html", context)


@login_required
@require_safe
def download(request: SignedIn, document_id: UUID) -> HttpResponse:
    """The file itself, always as an attachment."""
    document = fetch(Document, request.user, pk=document_id)
    response = HttpResponse(services.content_of(document), content_type=document.content_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=document.filename
    )
    return response


@login_required
@require_safe
def rendering(request: SignedIn, rendering_id: UUID) -> HttpResponse:
    """How far a PDF is; the page comes again by itself until it is ready."""
    found = fetch(Rendering, request.user, pk=rendering_id)
    above = ("Documents", reverse("documents:documents", args=[found.case_id]))
    context = {
        "case": found.case,
        "rendering": found,
        "breadcrumbs": trail(found.case, above, (found.title, "")),
    }
    response = render(request, "documents/rendering.html", context)
    if found.state in (Rendering.State.WAITING, Rendering.State.WORKING):
        response["Refresh"] = "2"
    return response


@login_required
@require_POST
def retry(request: SignedIn, rendering_id: UUID) -> HttpResponse:
    found = fetch(Rendering, request.user, pk=rendering_id)
    if found.state == Rendering.State.FAILED:
        services.retry(found, by=request.user, now=timezone.now())
    return redirect("documents:rendering", rendering_id=found.pk)
