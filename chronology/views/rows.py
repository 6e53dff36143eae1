"""Typing a row of the chronology, by keyboard, saved by itself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from chronology.checking import checked, rules_for
from chronology.forms import RevisionForm, RowForm
from chronology.models import Entry
from chronology.services import rows as services
from chronology.views.rooms import Desk
from scr.cases.models import Person, StaffMember
from scr.cases.policy import NotTheMoment, fetch, refusals_on
from scr.cases.staff_list import in_order
from scr.dates import time_words
from scr.people.requests import SignedIn

either = require_http_methods(["GET", "HEAD", "POST"])
JSON = "application/json"
ANOTHER = "another"
OUT, BACK = "The row was taken out. It stays on record.", "The row is in the chronology again."


@login_required
@either
def new_row(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Type a row. A script sends what is typed every few seconds and asks for JSON."""
    desk = Desk(request, case_id, agency_id)
    return _typed(request, desk, None)


@login_required
@either
def row(request: SignedIn, case_id: UUID, agency_id: UUID, entry_id: UUID) -> HttpResponse:
    """Change a row that is in the chronology, or look at one that was withdrawn."""
    desk = Desk(request, case_id, agency_id)
    entry = fetch(Entry, request.user, pk=entry_id, case=desk.case, agency=desk.agency)
    return _typed(request, desk, entry)


def _typed(request: SignedIn, desk: Desk, entry: Entry | None) -> HttpResponse:
    rules = rules_for(desk.case, desk.agency, desk.chronology)
    form = RowForm(request.POST or None, columns=rules.columns, entry=entry)
    is_sent = request.method == "POST"
    if is_sent and request.get_preferred_type(["text/html", JSON]) == JSON:
        return _kept(request, desk, entry, form)
    if is_sent and form.is_valid():
        with refusals_on(form):
            saved = _save(request, desk, entry, form)
            messages.success(request, "The row is saved.")
            return desk.go("new_row") if ANOTHER in request.POST else _back_to(desk, saved)
    found = checked([entry], rules).of_row.get(entry.pk, []) if entry else []
    context = desk.context(
        "A row" if entry else "A new row",
        form=form,
        entry=entry,
        messages_of_row=found,
        **_offered(desk),
    )
    return render(request, "chronology/row.html", context)


def _back_to(desk: Desk, entry: Entry) -> HttpResponse:
    response = desk.go("agency_rows")
    response["Location"] += f"#entry-{entry.pk}"
    return response


def _save(request: SignedIn, desk: Desk, entry: Entry | None, form: RowForm) -> Entry:
    given: dict[str, Any] = {"by": request.user, "now": timezone.now(), "day": form.cleaned_data["sort_day"]}
    if entry is None:
        return services.add_row(desk.case, desk.agency, form.texts, department=desk.department, **given)
    return services.change_row(entry, form.texts, revision=form.cleaned_data["revision"], **given)


def _kept(request: SignedIn, desk: Desk, entry: Entry | None, form: RowForm) -> JsonResponse:
    """What the page's script is told: 202 when it is kept, 409 with a sentence when it cannot be."""
    if not form.is_valid():
        words = " ".join(str(one) for errors in form.errors.values() for one in errors)
        return JsonResponse({"refused": words}, status=409)
    try:
        saved = _save(request, desk, entry, form)
    except NotTheMoment as refusal:
        return JsonResponse({"refused": refusal.sentence}, status=409)
    told = {
        "is_saved": True,
        "revision": saved.revision,
        "at": time_words(timezone.now()),
        "address": desk.url("row", saved.pk),
    }
    return JsonResponse(told, status=202)


def _offered(desk: Desk) -> dict[str, Any]:
    """Codes and people that the writer may name, beside the form."""
    listed = StaffMember.objects.visible_to(desk.user).filter(
        case=desk.case, agency=desk.agency, left_out_because=""
    )
    people = Person.objects.visible_to(desk.user).filter(case=desk.case).standing()
    return {"staff": in_order(listed), "people": list(people)}


@login_required
@require_POST
def withdraw_row(request: SignedIn, case_id: UUID, agency_id: UUID, entry_id: UUID) -> HttpResponse:
    """Take a row out of the chronology, or a withdrawn one back into it."""
    desk = Desk(request, case_id, agency_id)
    entry = fetch(Entry, request.user, pk=entry_id, case=desk.case, agency=desk.agency)
    is_withdrawn = entry.withdrawn_at is not None
    act = services.restore_row if is_withdrawn else services.withdraw_row
    form = RevisionForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            act(entry, revision=form.cleaned_data["revision"], by=request.user, now=timezone.now())
            messages.success(request, BACK if is_withdrawn else OUT)
            return desk.go("agency_rows")
    for sentence in form.non_field_errors():
        messages.error(request, str(sentence))
    return desk.go("row", entry.pk)
