"""What other cases with like names are, said by the administrator."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from referrals.models import CaseRelation
from referrals.question_groups import long_text
from referrals.relations import Alike, alike_cases, note_relation
from referrals.views import either
from scr.cases.links import trail
from scr.cases.models import Case
from scr.cases.policy import case_for, refusals_on, require
from scr.govuk import GovukForm, Radios
from scr.people.requests import SignedIn
from scr.people.roles import Do


class RelationForm(GovukForm, forms.Form):
    other = forms.ChoiceField(label="Which case have you looked into?", widget=Radios())
    found = forms.ChoiceField(
        label="What have you found?", choices=CaseRelation.Found.choices, widget=Radios()
    )
    reason = long_text("How do you know?", rows=3)

    def __init__(self, data: Any = None, *, alike: list[Alike]) -> None:
        super().__init__(data)
        choices = [(str(one.case_id), f"{one.reference}, {one.code_name}") for one in alike]
        self.fields["other"].choices = choices  # type: ignore[attr-defined]


@login_required
@either
def related(request: SignedIn, case_id: UUID) -> HttpResponse:
    """The cases that name people alike, and what was found of each."""
    case = case_for(request.user, case_id)
    require(request.user, Do.RELATE_CASES, case=case)
    alike = alike_cases(case, user=request.user)
    form = RelationForm(request.POST if request.method == "POST" else None, alike=alike)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with refusals_on(form):
            note_relation(
                case,
                UUID(values["other"]),
                found=values["found"],
                reason=values["reason"],
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, "What you found is recorded.")
            return redirect("referrals:related", case_id=case.pk)
    own = Case.objects.visible_to(request.user).filter(pk__in=[one.case_id for one in alike])
    context = {
        "case": case,
        "form": form,
        "alike": alike,
        "own": set(own.values_list("pk", flat=True)),
        "breadcrumbs": trail(case, ("Cases with like names", "")),
    }
    return render(request, "referrals/related.html", context)
