"""Protocols that the board has agreed with its neighbours, kept on file."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from scr.documents import papers as services
from scr.documents.intake import FileRefused
from scr.documents.models import BoardPaper
from scr.documents.paper_forms import PaperForm
from scr.documents.services import content_of
from scr.people.requests import SignedIn, administrators_only
from scr.people.services import is_administrator


@login_required
@require_safe
def board_papers(request: SignedIn) -> HttpResponse:
    """The protocols that hold and those before them, with whom and until when."""
    today = timezone.localdate()
    services.require_reader(request.user, today=today)
    holding = services.holding()
    context = {
        "holding": holding.select_related("added_by"),
        "earlier": BoardPaper.objects.exclude(pk__in=holding.values("pk")),
        "today": today,
        "may_add": is_administrator(request.user, today=today),
    }
    return render(request, "documents/board_papers.html", context)


@login_required
@require_safe
def board_paper(request: SignedIn, protocol_id: UUID) -> HttpResponse:
    """The file itself, always as an attachment."""
    services.require_reader(request.user, today=timezone.localdate())
    paper = get_object_or_404(BoardPaper, pk=protocol_id)
    response = HttpResponse(content_of(paper), content_type=paper.content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=paper.filename)
    return response


@administrators_only
@require_http_methods(["GET", "POST"])
def add_paper(request: SignedIn) -> HttpResponse:
    """Put a protocol on file."""
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PaperForm(*data, papers=services.holding(), today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        uploaded = given.pop("paper")
        try:
            kept = services.keep_paper(
                **given, filename=uploaded.name, content=uploaded.read(), by=request.user, now=timezone.now()
            )
        except FileRefused as refusal:
            form.add_error("paper", str(refusal))
        else:
            messages.success(request, f"{kept.title} is on file.")
            return redirect("documents:board_papers")
    above = {"label": "Protocols", "url": reverse("documents:board_papers")}
    context = {"form": form, "breadcrumbs": [above, {"label": "Put one on file", "url": ""}]}
    return render(request, "documents/add_paper.html", context)
