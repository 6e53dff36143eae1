"""How people of the family belong together, and where they lived: noted and corrected."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from scr.cases import relating as services
from scr.cases.family import family_of, phrases
from scr.cases.family_forms import CorrectTieForm, RelateForm, StayForm, shown_of
from scr.cases.models import Case, HouseholdStay, Person, Relationship
from scr.cases.policy import fetch, refusals_on
from scr.cases.register import require_writer
from scr.cases.views.family import either, family_trail, places_of, register_on, sent, to_person
from scr.people.requests import SignedIn


def _page(request: SignedIn, case: Case, person: Person, heading: str, **more: Any) -> HttpResponse:
    context = {
        "case": case,
        "person": person,
        "heading": heading,
        "breadcrumbs": family_trail(case, heading, person),
        **more,
    }
    return render(request, "cases/edit_family.html", context)


@login_required
@either
def relate(request: SignedIn, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Note what somebody is to another of the family."""
    case = register_on(request, case_id)
    found = fetch(Person, request.user, pk=person_id, case=case)
    places = places_of(case, request)
    others = [one.person for one in family_of(case, request.user).members if one.person != found]
    form = RelateForm(sent(request), others=others, places=places)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            one, other = form.pair(found)
            services.relate(one, other, form.tie, agency=form.agency, by=request.user, now=timezone.now())
            messages.success(request, "It is noted how they belong together.")
            return to_person(found)
    return _page(request, case, found, "Note a relationship", form=form, places=places)


@login_required
@either
def correct_relationship(request: SignedIn, case_id: UUID, relationship_id: UUID) -> HttpResponse:
    """Correct what one is to the other, or leave it out."""
    case = register_on(request, case_id)
    row = fetch(Relationship, request.user, pk=relationship_id, case=case)
    require_writer(case, row.compartment.agency, by=request.user)
    form = CorrectTieForm(sent(request), initial=shown_of(row))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            given = {"revision": form.cleaned_data["revision"], "struck_because": form.struck_because}
            services.correct_relationship(row, form.tie, **given, by=request.user, now=timezone.now())
            messages.success(request, "The relationship is saved. The history keeps what was noted first.")
            return to_person(row.person)
    said = f"{row.person} is noted as {phrases(row)[0]} {row.other}."
    return _page(request, case, row.person, "Correct a relationship", form=form, said=said)


@login_required
@either
def note_stay(request: SignedIn, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Note in which household somebody lived, and when."""
    case = register_on(request, case_id)
    found = fetch(Person, request.user, pk=person_id, case=case)
    places = places_of(case, request)
    form = StayForm(sent(request), places=places, is_correction=False)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.note_stay(found, form.stay, agency=form.agency, by=request.user, now=timezone.now())
            messages.success(request, f"It is noted where {found.full_name} lived.")
            return to_person(found)
    return _page(request, case, found, "Note a household", form=form, places=places)


@login_required
@either
def correct_stay(request: SignedIn, case_id: UUID, stay_id: UUID) -> HttpResponse:
    """Correct where somebody lived, or leave it out."""
    case = register_on(request, case_id)
    row = fetch(HouseholdStay, request.user, pk=stay_id, case=case)
    require_writer(case, row.compartment.agency, by=request.user)
    form = StayForm(sent(request), is_correction=True, initial=shown_of(row))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            given = {"revision": form.cleaned_data["revision"], "struck_because": form.struck_because}
            services.correct_stay(row, form.stay, **given, by=request.user, now=timezone.now())
            messages.success(request, "It is saved. The history keeps what was noted first.")
            return to_person(row.person)
    said = f"{row.person}: {row.household or 'the child’s household'}."
    return _page(request, case, row.person, "Correct a household", form=form, said=said)
