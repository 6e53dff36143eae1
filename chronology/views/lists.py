"""An agency's chronology as its author sees it while it grows, and as others read it afterwards."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chronology import integrated as chronicle
from chronology.checking import Checked
from chronology.forms import DaysForm, PartForm, RevisionForm, SilenceForm
from chronology.models import Chronology, Entry, ImportAttempt, SilentPeriod
from chronology.reading.wording import initials_key
from chronology.services import rows as row_services
from chronology.services import submitting
from chronology.services.lists import chronologies_seen_by
from chronology.views.integrated import asking_about, rows_html
from chronology.views.rooms import Desk, agency_of, room_of
from scr.cases.links import trail
from scr.cases.models import Case, StaffMember
from scr.cases.policy import case_for, fetch, may, refusals_on
from scr.cases.staff_list import in_order, sent_codes
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "HEAD", "POST"])
ONLY_WRONG = "wrong"


@login_required
@require_safe
def agency_rows(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """One agency's chronology: its writers go on with it, others read what was released to them."""
    case = case_for(request.user, case_id)
    if _writes(request.user, case, agency_id):
        return _at_the_desk(request, Desk(request, case_id, agency_id))
    chronology = next(
        (one for one in chronologies_seen_by(case, request.user) if one.agency_id == agency_id), None
    )
    if chronology is None:
        raise Http404
    return _as_read(request, case, chronology)


def _writes(user: Any, case: Case, agency_id: UUID) -> bool:
    """Whether somebody writes for the agency; whoever does may see its room."""
    from_agency = Agency.objects.filter(pk=agency_id).first()
    return from_agency is not None and may(user, Do.WRITE_REVIEW, case=case, agency=from_agency)


def _as_read(request: SignedIn, case: Case, chronology: Chronology) -> HttpResponse:
    agency = chronology.agency
    found = chronicle.entries([chronology], chronicle.Wanted())
    page = chronicle.page_of(found, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {
        "case": case,
        "agency": agency,
        "chronology": chronology,
        "page": page,
        "rows": rows_html(page.entries, [chronology], asking_about(page.entries, case, request.user)),
        "silences": silences_of(chronology, request.user),
        "staff": _posts(chronology, sent_codes(case, agency, request.user)),
        "breadcrumbs": trail(case, room_of(agency, case), ("Chronology", "")),
    }
    return render(request, "chronology/agency_rows.html", context)


def _posts(chronology: Chronology | None, listed: Iterable[Any]) -> list[tuple[str, str]]:
    """Each code with its post: of the agency's list, and as its files explained those that it lacks."""
    told = {one.code: one.post for one in listed}
    explained = chronology.staff if chronology else {}
    known = {initials_key(code) for code in told}
    more = {code: post for code, post in explained.items() if initials_key(code) not in known}
    return [*told.items(), *more.items()]


def silences_of(chronology: Chronology, user: Any) -> list[SilentPeriod]:
    """The days without contact that an agency declared, as far as somebody may see them."""
    said = SilentPeriod.objects.visible_to(user).filter(chronology=chronology, withdrawn_at__isnull=True)
    return list(said.select_related("said_by"))


def _at_the_desk(request: SignedIn, desk: Desk) -> HttpResponse:
    agency_of(desk.case, request.user, desk.agency.pk)
    chronology = desk.chronology
    if chronology is None:
        return render(
            request, "chronology/desk.html", desk.context("", chronology=None, **_beside(desk, None))
        )
    entries, found = submitting.checked_list(chronology)
    only_wrong = request.GET.get("only") == ONLY_WRONG
    standing = chronicle.entries([chronology], chronicle.Wanted())
    shown = standing.filter(pk__in=list(found.of_row)) if only_wrong else standing
    page = chronicle.page_of(shown, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = desk.context(
        "",
        chronology=chronology,
        page=page,
        rows=desk_rows_html(desk, page.entries, found),
        found=found,
        only_wrong=only_wrong,
        total=len(entries),
        undated=sum(entry.on is None for entry in entries),
        form=RevisionForm(initial={"revision": chronology.revision}),
        filters=_filters(desk, only_wrong),
        **_beside(desk, chronology),
    )
    return render(request, "chronology/desk.html", context)


def _filters(desk: Desk, only_wrong: bool) -> str:
    chosen = [f"part={desk.part.pk}"] if desk.part else []
    return "&".join([*chosen, *(["only=wrong"] if only_wrong else [])])


def desk_rows_html(desk: Desk, entries: list[Entry], found: Checked) -> str:
    """The rows with what there is to say of each, and where each is changed."""
    links = {one.pk: desk.url("row", one.pk) for one in entries}
    leads_to = "Open" if desk.is_signed else "Change"
    context = {"entries": entries, "found": found.of_row, "links": links, "leads_to": leads_to}
    return mark_safe(render_to_string("desk_rows.html", context, using="jinja2"))


def _beside(desk: Desk, chronology: Chronology | None) -> dict[str, Any]:
    """What stands beside the rows: staff, days without contact, the departments' parts."""
    listed = StaffMember.objects.visible_to(desk.user).filter(
        case=desk.case, agency=desk.agency, left_out_because=""
    )
    parts = Chronology.objects.visible_to(desk.user).filter(case=desk.case, agency=desk.agency)
    sent = ImportAttempt.objects.visible_to(desk.user).filter(
        case=desk.case, agency=desk.agency, department=desk.department, is_accepted=True
    )
    return {
        "files": list(sent.select_related("tried_by")),
        "staff": _posts(chronology, in_order(listed)),
        "silences": silences_of(chronology, desk.user) if chronology else [],
        "parts": [] if desk.part else [_part(desk, one) for one in parts.exclude(department="")],
        "part_url": desk.url("open_part"),
    }


def _part(desk: Desk, part: Chronology) -> dict[str, Any]:
    address = desk.url("agency_rows")
    state = "Sent to you" if part.submitted_at else "Being written"
    return {
        "part": part,
        "url": f"{address}?part={part.pk}",
        "state": state,
        "merge_url": desk.url("merge_part", part.pk) if part.submitted_at else "",
    }


@login_required
@require_POST
def submit(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Say that the chronology is ready."""
    desk = Desk(request, case_id, agency_id)
    chronology = _begun(desk)
    form = RevisionForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            submitting.submit(
                chronology, revision=form.cleaned_data["revision"], by=request.user, now=timezone.now()
            )
            messages.success(request, _SUBMITTED_PART if desk.part else _SUBMITTED)
            return desk.go("agency_rows")
    for sentence in form.non_field_errors():
        messages.error(request, str(sentence))
    return desk.go("agency_rows")


_SUBMITTED = "The chronology is submitted. It goes to your chief officer together with the review."
_SUBMITTED_PART = "The part is sent. The author of your agency’s review has been told."


def _begun(desk: Desk) -> Chronology:
    if desk.chronology is None:
        raise Http404
    return desk.chronology


@login_required
@either
def days(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Say by which day each row is sorted whose date is not one complete day."""
    desk = Desk(request, case_id, agency_id)
    chronology = _begun(desk)
    entries, _found = submitting.checked_list(chronology)
    undated = [entry for entry in entries if entry.on is None]
    form = DaysForm(request.POST or None, entries=undated, initial={"revision": chronology.revision})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            settled = row_services.confirm_days(
                chronology,
                form.days,
                revision=form.cleaned_data["revision"],
                by=request.user,
                now=timezone.now(),
            )
            messages.success(
                request, f"{settled} row{'' if settled == 1 else 's'} settled, marked as estimated."
            )
            return desk.go("agency_rows")
    return render(
        request, "chronology/days.html", desk.context("Days to sort by", form=form, undated=undated)
    )


@login_required
@either
def open_part(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Let a department of the agency write its own part."""
    desk = Desk(request, case_id, agency_id)
    form = PartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            part = submitting.open_part(
                desk.case, desk.agency, form.cleaned_data["department"], by=request.user, now=timezone.now()
            )
            messages.success(request, f"{part.department} can send its part now.")
            return desk.go("agency_rows")
    return render(request, "chronology/open_part.html", desk.context("A department’s part", form=form))


@login_required
@either
def merge_part(request: SignedIn, case_id: UUID, agency_id: UUID, part_id: UUID) -> HttpResponse:
    """What a department's part changes in the agency's chronology, and taking it in."""
    desk = Desk(request, case_id, agency_id)
    part = fetch(Chronology, request.user, pk=part_id, case=desk.case, agency=desk.agency)
    own = desk.chronology
    initial = {"revision": own.revision if own else 0, "part_revision": part.revision}
    form = RevisionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            submitting.merge_part(part, by=request.user, now=timezone.now(), **form.revisions)
            messages.success(request, f"The part of {part.department} is in the chronology.")
            return desk.go("agency_rows")
    known, coming, comparison = submitting.part_against_own(part, own)
    context = desk.context(
        part.department,
        merged=part,
        form=form,
        counts=comparison.counts,
        added=[coming[place] for place in comparison.added],
        withdrawn=[known[place] for place in comparison.withdrawn],
        is_nothing_new=comparison.is_nothing_new,
    )
    return render(request, "chronology/merge_part.html", context)


@login_required
@either
def silence(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Say of which days the records were searched and hold no contact."""
    desk = Desk(request, case_id, agency_id)
    form = SilenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            submitting.declare_silence(
                desk.case,
                desk.agency,
                first_day=given["first_day"],
                last_day=given["last_day"],
                because=given["because"],
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, "The days without contact are in the chronology.")
            return desk.go("agency_rows")
    return render(request, "chronology/silence.html", desk.context("Days without contact", form=form))


@login_required
@require_POST
def withdraw_silence(request: SignedIn, case_id: UUID, agency_id: UUID, silence_id: UUID) -> HttpResponse:
    """Let declared days without contact no longer stand."""
    desk = Desk(request, case_id, agency_id)
    said = fetch(SilentPeriod, request.user, pk=silence_id, case=desk.case, agency=desk.agency)
    form = RevisionForm({"revision": "0"})
    with refusals_on(form):
        submitting.withdraw_silence(said, by=request.user, now=timezone.now())
        messages.success(request, "The days without contact were taken out.")
    for sentence in form.non_field_errors():
        messages.error(request, str(sentence))
    return desk.go("agency_rows")
