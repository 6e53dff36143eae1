"""The board: its purpose, bodies and what they are there for, seats, deputies, offices, the panel's work."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scr.pages.board_forms import (
    DeputyForm,
    EndDeputyForm,
    EndOfficeForm,
    NominationForm,
    OfficeForm,
    PanelWorkForm,
)
from scr.pages.timeliness import READERS
from scr.people import standing_bodies as services
from scr.people.models import Appointment, Board, Deputy, OfficeHolder, PanelWork, SeatNomination
from scr.people.requests import SignedIn, administrators_only, refusals_shown_on
from scr.people.services import posts_of
from scr.procedures import newest
from scr.procedures.model import Procedure
from scr.procedures.standing import Body, Office, Seat

either = require_http_methods(["GET", "POST"])
WORK_SHOWN = 20


@dataclass
class Held:
    """A post and its holder, with what the agency said of them, if it did."""

    appointment: Appointment
    nomination: SeatNomination | None

    @property
    def is_confirmed(self) -> bool:
        """The Chair and the legal adviser are nobody's nominees."""
        return self.nomination is not None or self.appointment.role != "panel_member"


@dataclass
class SeatShown:
    seat: Seat
    held: list[Held] = field(default_factory=list)


@login_required
@require_safe
def board(request: SignedIn) -> HttpResponse:
    """The board as it stands, for everybody who is signed in."""
    today = timezone.localdate()
    procedure = _procedure()
    held = _held(today)
    posts = posts_of(request.user, today=today)
    seats = seats_of(procedure, held)
    context = {
        "board": Board.objects.get(),
        "procedure": procedure,
        "bodies": [(body, _members(body, held)) for body in procedure.bodies],
        "seats": seats,
        "vacant": [one.seat for one in seats if not one.held],
        "other_members": _others(procedure, held),
        "deputies": _deputies(today),
        "offices": _offices(procedure, today),
        "work": _work(procedure) if posts else None,
        "may_read_figures": bool(posts & set(READERS)),
        "may_keep": "administrator" in posts,
    }
    return render(request, "pages/board.html", context)


def _procedure() -> Procedure:
    return newest(Board.objects.get().procedure_key)


def _held(today: date) -> list[Held]:
    """Every standing post of a day with its holder and the newest nomination."""
    rows = list(Appointment.objects.standing_on(today).select_related("user__agency"))
    newest_first = SeatNomination.objects.filter(appointment__in=rows).select_related("agency")
    said: dict[UUID, SeatNomination] = {}
    for one in newest_first:
        said.setdefault(one.appointment_id, one)
    return [Held(row, said.get(row.pk)) for row in rows]


def _members(body: Body, held: list[Held]) -> list[Held]:
    return [one for one in held if one.appointment.role in body.roles]


def seats_of(procedure: Procedure, held: list[Held]) -> list[SeatShown]:
    """The panel's core seats with who holds them; a seat without anybody is vacant."""
    return [SeatShown(seat, [one for one in held if _sits_on(one, seat)]) for seat in procedure.seats]


def _sits_on(one: Held, seat: Seat) -> bool:
    """By the name of the post; the Chair, and a legal adviser without a named post, by the role."""
    if one.appointment.role != seat.role:
        return False
    return seat.role != "panel_member" or one.appointment.post.casefold() == seat.post.casefold()


def _others(procedure: Procedure, held: list[Held]) -> list[Held]:
    """Panel members beside the core seats."""
    seated = {one.appointment.pk for shown in seats_of(procedure, held) for one in shown.held}
    return [
        one for one in held if one.appointment.role == "panel_member" and one.appointment.pk not in seated
    ]


def _deputies(today: date) -> QuerySet[Deputy]:
    """Who acts for a chief officer now or will; who did stands with the agency."""
    found = Deputy.objects.exclude(until_on__lt=today).filter(deputy__is_active=True)
    return found.select_related("agency", "deputy")


def _offices(procedure: Procedure, today: date) -> list[tuple[str, list[tuple[Office, list[OfficeHolder]]]]]:
    """The offices by where they belong, with who holds each today."""
    holders: dict[str, list[OfficeHolder]] = {}
    for one in OfficeHolder.objects.filter(since_on__lte=today).select_related("agency"):
        if one.until_on is None or one.until_on >= today:
            holders.setdefault(one.office, []).append(one)
    places: dict[str, list[tuple[Office, list[OfficeHolder]]]] = {}
    for office in procedure.offices:
        places.setdefault(office.at, []).append((office, holders.get(office.key, [])))
    return list(places.items())


def _work(procedure: Procedure) -> list[tuple[PanelWork, str]]:
    """The newest entries of the register, with the task in words."""
    texts = {one.key: one.text for body in procedure.bodies for one in body.functions}
    rows = PanelWork.objects.select_related("noted_by")[:WORK_SHOWN]
    return [(row, texts.get(row.function, row.function)) for row in rows]


@administrators_only
@either
def nominate_for_seat(request: SignedIn, appointment_id: UUID) -> HttpResponse:
    """Record what an agency says of the person in a seat."""
    appointment = get_object_or_404(Appointment.objects.select_related("user"), pk=appointment_id)
    form = NominationForm(_sent(request), initial={"agency": appointment.user.agency_id})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            services.nominate_for_seat(appointment, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, f"The nomination of {appointment.user} is recorded.")
            return redirect("board")
    heading = f"Nomination of {appointment.user} as {appointment.post or appointment.get_role_display()}"
    return _form_page(request, form, heading, words="Record the nomination")


@administrators_only
@either
def note_office(request: SignedIn) -> HttpResponse:
    """Note who holds an office that needs no account."""
    form = OfficeForm(_sent(request), procedure=_procedure())
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            noted = services.note_office(**form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, f"{noted.name} is noted.")
            return redirect("board")
    return _form_page(request, form, "Note who holds an office", words="Save")


@administrators_only
@either
def end_office(request: SignedIn, holder_id: UUID) -> HttpResponse:
    """Note that somebody no longer holds an office."""
    holder = get_object_or_404(OfficeHolder, pk=holder_id)
    form = EndOfficeForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form, "until_on"):
            services.end_office(holder, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, f"It is noted when {holder.name} leaves the office.")
            return redirect("board")
    return _form_page(request, form, f"{holder.name} leaves the office", words="Save")


@administrators_only
@either
def authorise_deputy(request: SignedIn) -> HttpResponse:
    """Record whom a chief officer authorised to act for them."""
    people = services.representatives(on=timezone.localdate()).select_related("agency")
    form = DeputyForm(_sent(request), people=people)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form):
            row = services.authorise_deputy(**form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, f"It is recorded that {row.deputy} may act for the chief officer.")
            return redirect("board")
    return _form_page(request, form, "Record a chief officer’s deputy", words="Save")


@administrators_only
@either
def end_deputy(request: SignedIn, deputy_id: UUID) -> HttpResponse:
    """Note the last day on which somebody may act for a chief officer."""
    row = get_object_or_404(Deputy.objects.select_related("deputy", "agency"), pk=deputy_id)
    form = EndDeputyForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_on(form, "until_on"):
            services.end_deputy(row, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, f"It is noted until when {row.deputy} may act for the chief officer.")
            return redirect("board")
    heading = f"{row.deputy} no longer acts for the chief officer of {row.agency}"
    return _form_page(request, form, heading, words="Save")


@administrators_only
@either
def note_panel_work(request: SignedIn) -> HttpResponse:
    """Note what the panel did beside its cases."""
    form = PanelWorkForm(_sent(request), procedure=_procedure())
    if request.method == "POST" and form.is_valid():
        services.note_panel_work(**form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, "The panel’s work is noted.")
        return redirect("board")
    return _form_page(request, form, "Note work of the panel", words="Save")


def _sent(request: SignedIn) -> Any:
    return request.POST if request.method == "POST" else None


def _form_page(request: SignedIn, form: Any, heading: str, *, words: str) -> HttpResponse:
    above = {"label": "The board", "url": reverse("board")}
    context = {
        "form": form,
        "heading": heading,
        "words": words,
        "breadcrumbs": [above, {"label": heading, "url": ""}],
    }
    return render(request, "pages/board_form.html", context)
