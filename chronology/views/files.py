"""Sending a file of the chronology: chosen, looked at beside what is there, and taken in or cancelled."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from chronology.columns_of_case import columns_of
from chronology.forms import ColumnsForm, TakeInForm, UploadForm
from chronology.kit import kit_of
from chronology.models import ImportAttempt
from chronology.reading.columns import Column
from chronology.reading.grid import RefusedError
from chronology.reading.rows import Row
from chronology.services import receiving
from chronology.services.marking import marked_waiting
from chronology.views.rooms import Desk, agency_of
from chronology.writing import GUIDANCE, empty_template_docx, empty_template_xlsx
from scr.cases.policy import case_for, refusals_on
from scr.cases.services import scope_of
from scr.people.requests import SignedIn

TEMPLATES = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", empty_template_xlsx),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", empty_template_docx),
}
CHANGES_SHOWN = 100
TOO_MUCH = "The remarks could not be written into this file. Put it right by the list below."
CANCEL, CHOOSE = "cancel", "choose"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Send a file; what is in it is shown before anything of it is taken in."""
    desk = Desk(request, case_id, agency_id)
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        with refusals_on(form):
            found = receiving.receive(
                desk.case,
                desk.agency,
                filename=file.name,
                content=file.read(),
                by=request.user,
                now=timezone.now(),
                department=desk.department,
            )
            if isinstance(found, ImportAttempt):
                return desk.go("upload")
            return desk.go("waiting", found.pk)
    return render(request, "chronology/upload.html", _upload_context(desk, form))


def _upload_context(desk: Desk, form: UploadForm) -> dict[str, Any]:
    attempt = _last_attempt(desk)
    columns = columns_of(desk.case)
    return desk.context(
        "Send a file",
        form=form,
        refused=attempt if attempt and not attempt.is_accepted else None,
        chronology=desk.chronology,
        waiting=_waiting(desk),
        columns=columns,
        guidance=GUIDANCE,
        scope=scope_of(desk.case),
    )


def _last_attempt(desk: Desk) -> ImportAttempt | None:
    mine = ImportAttempt.objects.visible_to(desk.user)
    return mine.filter(case=desk.case, agency=desk.agency, department=desk.department).first()


def _waiting(desk: Desk) -> list[dict[str, Any]]:
    found = receiving.waiting_files(desk.case, desk.agency, by=desk.user, now=timezone.now())
    return [
        {"name": about.filename, "since": one.waits_since, "url": desk.url("waiting", one.pk)}
        for one, about in found
        if about.department == desk.department
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: SignedIn, case_id: UUID, agency_id: UUID, waiting_id: UUID) -> HttpResponse:
    """Look at a file: how its columns were read, what it changes, and what is wrong with it."""
    now = timezone.now()
    receiving.own_file(waiting_id, by=request.user, now=now)  # nobody else learns that there is a file
    desk = Desk(request, case_id, agency_id)
    file, about = receiving.waiting_file(waiting_id, desk.case, desk.agency, by=request.user, now=now)
    if request.method == "POST" and CANCEL in request.POST:
        receiving.cancel(desk.case, desk.agency, file, by=request.user, now=now)
        messages.success(request, f"{about.filename} was not taken in. Nothing has changed.")
        return desk.go("agency_rows")
    look = receiving.look_at(desk.case, desk.agency, file, about)
    columns = columns_of(desk.case)
    is_choosing = request.method == "POST" and CHOOSE in request.POST
    chosen = ColumnsForm(request.POST if is_choosing else None, found=look.reading.found, columns=columns)
    if is_choosing and chosen.is_valid():
        receiving.choose_columns(
            desk.case, desk.agency, file, about, chosen.mapping, by=request.user, now=now
        )
        return desk.go("waiting", file.pk)
    form = TakeInForm(
        request.POST if request.method == "POST" and not is_choosing else None,
        initial={"revision": look.revision},
    )
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            revision = form.cleaned_data["revision"]
            given = {"revision": revision, "by": request.user, "now": now}
            attempt = receiving.take_in(desk.case, desk.agency, file, about, **given)
            rows = f"{attempt.row_count} row{'' if attempt.row_count == 1 else 's'}"
            messages.success(request, f"{attempt.filename} was taken in. It has {rows}.")
            return desk.go("agency_rows")
        look = receiving.look_at(desk.case, desk.agency, file, about)
    context = desk.context(
        about.filename,
        about=about,
        look=look,
        form=form,
        chosen=chosen,
        marked_url=desk.url("marked", file.pk),
        **_differences(look, columns),
    )
    return render(request, "chronology/waiting.html", context)


def _differences(look: receiving.Look, columns: tuple[Column, ...]) -> dict[str, Any]:
    """Added, changed and withdrawn rows as the page shows them, the first hundred of each."""
    rows, comparison = look.reading.rows, look.comparison
    headings = {column.key: column.heading for column in columns}
    return {
        "added": [rows[place] for place in comparison.added[:CHANGES_SHOWN]],
        "withdrawn": [look.known[place] for place in comparison.withdrawn[:CHANGES_SHOWN]],
        "changed": [
            _change(look.known[one.known].row, rows[one.coming], one.keys, headings)
            for one in comparison.changed[:CHANGES_SHOWN]
        ],
        "counts": comparison.counts,
        "wrong": [one for one in look.reading.messages if one.is_error],
        "asked": [one for one in look.reading.messages if not one.is_error],
    }


def _change(before: Row, after: Row, keys: tuple[str, ...], headings: dict[str, str]) -> dict[str, Any]:
    fields = [
        {"heading": headings.get(key, key), "before": _text(before, key), "after": _text(after, key)}
        for key in keys
    ]
    return {"row": after, "fields": fields}


def _text(row: Row, key: str) -> str:
    if key == "date":
        return row.date_text
    return str(row.more.get(key, "") if key.startswith("added_") else getattr(row, key))


@login_required
@require_safe
def marked(request: SignedIn, case_id: UUID, agency_id: UUID, waiting_id: UUID) -> HttpResponse:
    """The file as it came, with what is wrong written beside each cell."""
    now = timezone.now()
    receiving.own_file(waiting_id, by=request.user, now=now)  # nobody else learns that there is a file
    desk = Desk(request, case_id, agency_id)
    file, about = receiving.waiting_file(waiting_id, desk.case, desk.agency, by=request.user, now=now)
    look = receiving.look_at(desk.case, desk.agency, file, about)
    try:
        name, content = marked_waiting(file, about, look.reading)
    except RefusedError:
        messages.error(request, TOO_MUCH)
        return desk.go("waiting", waiting_id)
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


@login_required
@require_safe
def template(request: SignedIn, case_id: UUID, agency_id: UUID, kind: str) -> HttpResponse:
    """The empty template, made from the case's terms of reference."""
    case = case_for(request.user, case_id)
    agency = agency_of(case, request.user, agency_id)
    content_type, make = TEMPLATES[kind]
    response = HttpResponse(make(kit_of(case, agency, request.user)), content_type=content_type)
    name = f"Chronology template {agency.short_name}.{kind}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
