"""Administration of the letters' texts: read, change, compare, preview; with nothing of any case."""

from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scr.documents.pdf import NoPdf, make_pdf
from scr.letters import texts
from scr.letters.comparing import rows_between
from scr.letters.fields import fields_of
from scr.letters.leaflets import leaflet_html
from scr.letters.models import LetterText
from scr.letters.paper import specimen_html, text_of
from scr.letters.text_forms import TextForm, VersionsForm
from scr.people.models import Board
from scr.people.requests import SignedIn, administrators_only
from scr.people.services import Refused
from scr.procedures.model import Letter, Procedure, To


def _letter_or_404(text_code: str) -> tuple[Procedure, Letter]:
    procedure = texts.procedure_of_board()
    texts_of_board = (*procedure.letters, *procedure.leaflets)
    letter = next((one for one in texts_of_board if one.code == text_code), None)
    if letter is None:
        raise Http404
    return procedure, letter


def _version_or_404(procedure: Procedure, letter: Letter, version: int) -> LetterText:
    versions = texts.versions_of(procedure.key, letter)
    found = next((one for one in versions if one.version == version), None)
    if found is None:
        raise Http404
    return found


def _trail(text: LetterText | None = None, *steps: tuple[str, str]) -> list[dict[str, str]]:
    above = [("Letter texts", reverse("letters:texts"))]
    if text is not None:
        above.append((text.label, reverse("letters:text", args=[text.code]) if steps else ""))
    return [{"label": label, "url": url} for label, url in (*above, *steps)]


@administrators_only
@require_safe
def letter_texts(request: SignedIn) -> HttpResponse:
    """Every letter and leaflet of the board's procedure with the version of its text that holds."""
    procedure = texts.procedure_of_board()
    holding = texts.texts_that_hold(procedure)
    rows = [(letter, holding[letter.code]) for letter in (*procedure.letters, *procedure.leaflets)]
    return render(request, "letters/texts.html", {"procedure": procedure, "rows": rows})


@administrators_only
@require_safe
def text(request: SignedIn, text_code: str) -> HttpResponse:
    """One letter: its text, what can stand in it, and its versions."""
    procedure, letter = _letter_or_404(text_code)
    versions = texts.versions_of(procedure.key, letter)
    context = {
        "letter": letter,
        "text": versions[0],
        "versions": versions,
        "compare": VersionsForm(versions=versions, initial={"earlier": versions[1].version})
        if len(versions) > 1
        else None,
        "fields": fields_of(letter).values(),
        "follows": procedure.milestone(letter.follows) if letter.follows else None,
        "breadcrumbs": _trail(versions[0]),
    }
    return render(request, "letters/text.html", context)


@administrators_only
@require_http_methods(["GET", "POST"])
def edit_text(request: SignedIn, text_code: str) -> HttpResponse:
    """Change a text: a new version, checked when it is saved."""
    procedure, letter = _letter_or_404(text_code)
    holding = texts.text_of_letter(procedure.key, letter)
    started = {name: getattr(holding, name) for name in ("label", "subject", "body")}
    form = TextForm(
        request.POST if request.method == "POST" else None,
        letter=letter,
        initial={**started, "seen": holding.version},
    )
    preview = ""
    if request.method == "POST" and form.is_valid():
        if "look" in request.POST:
            preview = text_of(_specimen(procedure, letter, form.typed))
        elif _saved(request, procedure, letter, form):
            return redirect("letters:text", text_code=letter.code)
    context = {
        "letter": letter,
        "form": form,
        "preview": preview,
        "holding": holding,
        "fields": fields_of(letter).values(),
        "breadcrumbs": _trail(holding, ("Change the text", "")),
    }
    return render(request, "letters/edit_text.html", context)


def _saved(request: SignedIn, procedure: Procedure, letter: Letter, form: TextForm) -> bool:
    """Whether a text was saved; else the form says why not and keeps what was typed."""
    try:
        saved = texts.save_text(
            procedure.key, letter, by=request.user, now=timezone.now(), **form.cleaned_data
        )
    except texts.Stale as stale:
        form.add_error(None, stale.sentence)
        form.goes_on_from(stale.version)
        return False
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return False
    messages.success(
        request, f"Version {saved.version} of {saved.label} is saved. Letters go out with it from now on."
    )
    return True


@administrators_only
@require_safe
def text_version(request: SignedIn, text_code: str, version: int) -> HttpResponse:
    """One version of a text as a letter, with example values."""
    procedure, letter = _letter_or_404(text_code)
    found = _version_or_404(procedure, letter, version)
    context = {
        "letter": letter,
        "text": found,
        "is_holding": found.version == texts.text_of_letter(procedure.key, letter).version,
        "preview": text_of(_specimen(procedure, letter, found)),
        "breadcrumbs": _trail(found, (f"Version {version}", "")),
    }
    return render(request, "letters/text_version.html", context)


@administrators_only
@require_safe
def text_pdf(request: SignedIn, text_code: str, version: int) -> HttpResponse:
    """One version of a text as a PDF, with example values. It is of no case and is not kept."""
    procedure, letter = _letter_or_404(text_code)
    found = _version_or_404(procedure, letter, version)
    try:
        pdf = make_pdf(_specimen(procedure, letter, found))
    except NoPdf as missing:
        messages.warning(request, f"PDFs cannot be made on this server. {missing}")
        return redirect("letters:text_version", text_code=text_code, version=version)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{letter.code} version {version}.pdf"
    )
    return response


def _specimen(procedure: Procedure, letter: Letter, found: LetterText) -> str:
    if letter.to is To.READER:
        return leaflet_html(procedure, found)
    case = SimpleNamespace(code_name="Child Example", reference="SCR-EXMPLE", procedure=procedure)
    return specimen_html(case, found, letter=letter, board=Board.objects.get())


@administrators_only
@require_safe
def compare_texts(request: SignedIn, text_code: str) -> HttpResponse:
    """Two versions of a text side by side."""
    procedure, letter = _letter_or_404(text_code)
    versions = texts.versions_of(procedure.key, letter)
    form = VersionsForm(request.GET, versions=versions)
    context: dict[str, Any] = {"letter": letter, "form": form}
    if form.is_valid():
        by_number = {one.version: one for one in versions}
        chosen = [by_number[form.cleaned_data[name]] for name in ("earlier", "later")]
        context |= {"earlier": chosen[0], "later": chosen[1], "rows": rows_between(*chosen)}
    context["breadcrumbs"] = _trail(versions[0], ("Compare versions", ""))
    return render(request, "letters/compare_texts.html", context)


@administrators_only
@require_POST
def take_up_text(request: SignedIn, text_code: str, version: int) -> HttpResponse:
    """Let an earlier version hold again."""
    procedure, letter = _letter_or_404(text_code)
    _version_or_404(procedure, letter, version)
    try:
        saved = texts.take_up(procedure.key, letter, version=version, by=request.user, now=timezone.now())
        messages.success(request, f"Version {version} holds again, as version {saved.version}.")
    except Refused as refusal:
        messages.warning(request, refusal.sentence)
    return redirect("letters:text", text_code=letter.code)
