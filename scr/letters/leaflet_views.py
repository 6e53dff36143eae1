"""The board's leaflets: of no case, so anybody reads them; the PDF takes an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from scr.documents.pdf import NoPdf, make_pdf
from scr.letters.leaflets import address_of, leaflet_at, leaflet_html, sheet_of
from scr.letters.models import LetterText
from scr.letters.texts import procedure_of_board, text_of_letter
from scr.people.requests import SignedIn
from scr.procedures.model import Procedure


@require_safe
def leaflets(request: HttpRequest) -> HttpResponse:
    """The leaflets that there are."""
    procedure = procedure_of_board()
    rows = [(one, text_of_letter(procedure.key, one), address_of(one)) for one in procedure.leaflets]
    return render(request, "letters/leaflets.html", {"rows": rows})


@require_safe
def leaflet(request: HttpRequest, leaflet: str) -> HttpResponse:
    """One leaflet as it reads now."""
    procedure, text = _text_or_404(leaflet)
    context = {
        "word": leaflet,
        "procedure": procedure,
        "sheet": sheet_of(procedure, text),
        "breadcrumbs": [
            {"label": "Leaflets", "url": reverse("letters:leaflets")},
            {"label": text.label, "url": ""},
        ],
    }
    return render(request, "letters/leaflet.html", context)


@login_required
@require_safe
def leaflet_pdf(request: SignedIn, leaflet: str) -> HttpResponse:
    """One leaflet to print and hand out."""
    procedure, text = _text_or_404(leaflet)
    try:
        pdf = make_pdf(leaflet_html(procedure, text))
    except NoPdf as missing:
        messages.warning(request, f"PDFs cannot be made on this server. {missing}")
        return redirect("letters:leaflet", leaflet=leaflet)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{text.label} version {text.version}.pdf"
    )
    return response


def _text_or_404(word: str) -> tuple[Procedure, LetterText]:
    procedure = procedure_of_board()
    found = leaflet_at(procedure, word)
    if found is None:
        raise Http404
    return procedure, text_of_letter(procedure.key, found)
