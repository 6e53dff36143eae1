"""The register of the child, the family and the household: read, added to and corrected."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from scr.cases import register as services
from scr.cases.family import family_of, may_correct, reads_register, writes_for
from scr.cases.family_forms import PersonForm, TakeUpForm
from scr.cases.family_picture import Names, picture_of
from scr.cases.links import trail
from scr.cases.models import Case, CaseAgency, Person, SamePerson
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


def register_on(request: SignedIn, case_id: UUID) -> Case:
    """A case whose register is open to the reader, or 404."""
    case = case_for(request.user, case_id)
    if not reads_register(case, request.user):
        raise Http404
    return case


def family_trail(case: Case, label: str = "", person: Person | None = None) -> list[dict[str, str]]:
    """Breadcrumbs of the register, of somebody in it, or of a page below them."""
    steps = [("Family and household", reverse("cases:family", args=[case.pk]) if label or person else "")]
    if person:
        page = reverse("cases:person", args=[case.pk, person.pk]) if label else ""
        steps.append((person.full_name, page))
    return trail(case, *steps, *([(label, "")] if label else []))


def to_person(person: Person) -> HttpResponse:
    return redirect("cases:person", case_id=person.case_id, person_id=person.pk)


def sent(request: SignedIn) -> Any:
    return request.POST if request.method == "POST" else None


def places_of(case: Case, request: SignedIn) -> list[Agency | None]:
    """Where the reader may write of the family. Raises NotYourRole where that is nowhere."""
    places = writes_for(case, request.user)
    if not places:
        require(request.user, Do.KEEP_REGISTER, case=case)
    return places


@login_required
@require_safe
def family(request: SignedIn, case_id: UUID) -> HttpResponse:
    """The child, the family and the household, as far as the reader knows of them."""
    case = register_on(request, case_id)
    found = family_of(case, request.user)
    keeps = may(request.user, Do.KEEP_REGISTER, case=case)
    left_out = Person.objects.visible_to(request.user).filter(case=case).exclude(left_out_because="")
    names = Names.CODES if request.GET.get("names") == Names.CODES else Names.NAMES
    context = {
        "case": case,
        "family": found,
        "names": names,
        "picture": picture_of(found, names),
        "writes": bool(writes_for(case, request.user)),
        "keeps": keeps,
        "is_open": keeps and services.is_open_to_agencies(case),
        "left_out": left_out,
        "breadcrumbs": family_trail(case),
    }
    return render(request, "cases/family.html", context)


@login_required
@require_safe
def person(request: SignedIn, case_id: UUID, person_id: UUID) -> HttpResponse:
    """One person with relationships and households, and what may be changed there."""
    case = register_on(request, case_id)
    found = fetch(Person, request.user, pk=person_id, case=case)
    member = family_of(case, request.user).named(found.pk)
    same = (
        SamePerson.objects.visible_to(request.user).filter(named=found).select_related("registered").first()
    )
    context = {
        "case": case,
        "person": found,
        "agency": found.compartment.agency,
        "ties": [(one, may_correct(one.row, request.user)) for one in member.ties] if member else [],
        "stays": [(one, may_correct(one, request.user)) for one in member.stays] if member else [],
        "same": same.registered if same else None,
        "may_correct": may_correct(found, request.user),
        "may_take_up": found.compartment.agency
        and not same
        and may(request.user, Do.KEEP_REGISTER, case=case),
        "writes": member is not None and bool(writes_for(case, request.user)),
        "breadcrumbs": family_trail(case, person=found),
    }
    return render(request, "cases/person.html", context)


@login_required
@either
def add_person(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Add somebody to the register, or to what one's own agency knows of the family."""
    case = register_on(request, case_id)
    places = places_of(case, request)
    now = timezone.now()
    form = PersonForm(sent(request), now=now, places=places, is_correction=False)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            added = services.add_person(case, form.told, agency=form.agency, by=request.user, now=now)
            messages.success(request, f"{added.full_name} is noted. Say next how they belong to the others.")
            return to_person(added)
    context = {
        "case": case,
        "form": form,
        "places": places,
        "breadcrumbs": family_trail(case, "Add somebody"),
    }
    return render(request, "cases/edit_person.html", context)


@login_required
@either
def correct_person(request: SignedIn, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Correct what is known of somebody, or leave them out; the history keeps what was there."""
    case = register_on(request, case_id)
    found = fetch(Person, request.user, pk=person_id, case=case)
    agency, now = found.compartment.agency, timezone.now()
    services.require_writer(case, agency, by=request.user)
    form = PersonForm(
        sent(request), now=now, places=[agency], is_correction=True, initial=PersonForm.shown(found)
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            given = {"revision": form.cleaned_data["revision"], "left_out_because": form.struck_because}
            services.correct_person(found, form.told, **given, by=request.user, now=now)
            messages.success(request, f"What is known of {form.told.full_name} is saved.")
            return to_person(found)
    context = {
        "case": case,
        "form": form,
        "person": found,
        "breadcrumbs": family_trail(case, "Correct", found),
    }
    return render(request, "cases/edit_person.html", context)


@login_required
@either
def open_register(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Let the agencies of the case read the register; the page says whom and what."""
    case = register_on(request, case_id)
    require(request.user, Do.KEEP_REGISTER, case=case)
    if request.method == "POST":
        services.open_register(case, by=request.user, now=timezone.now())
        messages.success(request, "The agencies of this case can read the register now.")
        return redirect("cases:family", case_id=case.pk)
    agencies = CaseAgency.objects.visible_to(request.user).filter(case=case).select_related("agency")
    context = {
        "case": case,
        "agencies": agencies,
        "breadcrumbs": family_trail(case, "Open it to the agencies"),
    }
    return render(request, "cases/open_register.html", context)


@login_required
@either
def take_up_person(request: SignedIn, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Take somebody whom a released review names into the register, or say who it is."""
    case = register_on(request, case_id)
    found = fetch(Person, request.user, pk=person_id, case=case)
    require(request.user, Do.KEEP_REGISTER, case=case)
    registered = Person.objects.visible_to(request.user).filter(case=case).of_register().standing()
    form = TakeUpForm(sent(request), registered=registered)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            into = services.take_up(found, into=form.registered, by=request.user, now=timezone.now())
            messages.success(request, f"{into.full_name} stands in the register.")
            return to_person(into)
    context = {
        "case": case,
        "form": form,
        "person": found,
        "breadcrumbs": family_trail(case, "Take up", found),
    }
    return render(request, "cases/take_up_person.html", context)
