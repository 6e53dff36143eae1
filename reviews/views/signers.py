"""Who signs inside an agency, and who helps its reviewer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reviews.forms.agency import ColleagueForm, SupporterForm
from reviews.forms.signing import SignerForm, SignersForm, StepForm, StepSet, asked_for
from reviews.models import SigningStep
from reviews.progress import agency_on
from reviews.services import signers as services
from reviews.services.signing import signing_shown_to
from reviews.signing import Signing
from reviews.views.agency import agency_trail
from reviews.views.rows import typed_rows
from reviews.views.signing import signing_trail
from scr.cases.models import Case, Participant
from scr.cases.policy import case_for, fetch, refusals_on, require
from scr.people.models import Agency, User
from scr.people.requests import SignedIn
from scr.people.roles import ROLES, Do

either = require_http_methods(["GET", "POST"])
# What an address calls a part, the role that it gives, and its form.
PARTS = {"signer": (services.SIGNER, ColleagueForm), "support": (services.SUPPORTER, SupporterForm)}


def _signers(user: Any, case: Case, agency: Agency) -> Any:
    """The people who take part as signers of an agency now."""
    parts = Participant.objects.visible_to(user).current().filter(case=case, agency=agency)
    return User.objects.filter(pk__in=parts.filter(role=services.SIGNER).values("user_id"))


@login_required
@either
def set_signers(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """The chief officer says who signs before, in which order, for this case."""
    case = case_for(request.user, case_id)
    agency = agency_on(case, request.user, agency_id)
    require(request.user, Do.SET_SIGNERS, case=case, agency=agency)
    _, now = signing_shown_to(request.user, case, agency)
    form, rows = _signer_forms(request, case, agency, now)
    if form.is_bound and form.is_valid() & rows.is_valid():
        with refusals_on(form):
            services.set_signers(
                case,
                agency,
                steps=asked_for(rows),
                reason=form.cleaned_data["reason"],
                version=form.cleaned_data["revision"],
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, "It is set who signs before you.")
            return redirect("reviews:signing", case_id=case.pk, agency_id=agency.pk)
    context = {
        "case": case,
        "agency": agency,
        "form": form,
        "formset": rows,
        "signing": now,
        "has_signers": _signers(request.user, case, agency).exists(),
        "breadcrumbs": signing_trail(case, agency, "Who signs"),
    }
    return render(request, "reviews/set_signers.html", context)


def _signer_forms(request: SignedIn, case: Case, agency: Agency, now: Signing) -> tuple[SignersForm, Any]:
    """The steps as they stand, as posted, or as posted with another row."""
    signers = {"form_kwargs": {"signers": _signers(request.user, case, agency)}}
    if "more" in request.POST:
        kept = {name: request.POST.get(name, "") for name in ("revision", "reason")}
        return SignersForm(initial=kept), StepSet(initial=typed_rows(request.POST, StepForm), **signers)
    if request.method == "POST":
        return SignersForm(request.POST), StepSet(request.POST, **signers)
    steps = [{"name": one.name, "is_group": one.is_group, "signer": one.signer} for one in now.steps]
    return SignersForm(initial={"revision": now.version}), StepSet(initial=steps, **signers)


@login_required
@either
def name_signer(request: SignedIn, case_id: UUID, step_id: UUID) -> HttpResponse:
    """Somebody else signs a step from now on."""
    case = case_for(request.user, case_id)
    step = fetch(SigningStep, request.user, pk=step_id, case=case)
    agency = step.chain.agency
    require(request.user, Do.SET_SIGNERS, case=case, agency=agency)
    form = SignerForm(request.POST or None, signers=_signers(request.user, case, agency))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.name_signer(step, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, f"{form.cleaned_data['signer']} signs for “{step.name}” from now on.")
            return redirect("reviews:signing", case_id=case.pk, agency_id=agency.pk)
    context = {
        "case": case,
        "agency": agency,
        "form": form,
        "step": step,
        "breadcrumbs": signing_trail(case, agency, "Name somebody else"),
    }
    return render(request, "reviews/name_signer.html", context)


@login_required
@either
def appoint_colleague(request: SignedIn, case_id: UUID, agency_id: UUID, part: str) -> HttpResponse:
    """Somebody of the agency helps the reviewer or signs; somebody new is invited with it."""
    case = case_for(request.user, case_id)
    agency = agency_on(case, request.user, agency_id)
    require(request.user, Do.APPOINT_AUTHOR, case=case, agency=agency)
    if part not in PARTS:
        raise Http404
    role, form_class = PARTS[part]
    form = form_class(request.POST or None, agency=agency)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            _appoint(case, agency, role, form, request)
            messages.success(request, "They take part now and have been told by email.")
            return _after_appointing(case, agency, part)
    name = ROLES[role].name
    context = {
        "case": case,
        "agency": agency,
        "form": form,
        "part": part,
        "name": name,
        "breadcrumbs": agency_trail(case, agency, name),
    }
    return render(request, "reviews/appoint_colleague.html", context)


def _appoint(case: Case, agency: Agency, role: str, form: Any, request: SignedIn) -> Participant:
    given = {"person": form.colleague, "by": request.user, "now": timezone.now()}
    if role == services.SIGNER:
        return services.appoint_signer(case, agency, **given)
    return services.appoint_supporter(case, agency, answers=form.answers, **given)


def _after_appointing(case: Case, agency: Agency, part: str) -> HttpResponse:
    page = "reviews:set_signers" if part == "signer" else "reviews:agency"
    return redirect(page, case_id=case.pk, agency_id=agency.pk)
