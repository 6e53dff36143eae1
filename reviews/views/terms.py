"""Terms of reference: the version that holds, earlier ones, the draft, signing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reviews.forms.terms import SignForm, TermsForm, initial_of
from reviews.models import TermsAgency, TermsDraft, TermsOfReference, TermsQuestion
from reviews.services import terms as services
from scr.cases.links import trail
from scr.cases.models import Case, CaseAgency
from scr.cases.partners import joint_boards_seen
from scr.cases.policy import case_for, may, refusals_on, require
from scr.dates import london_day
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


@login_required
@require_safe
def terms(request: SignedIn, case_id: UUID) -> HttpResponse:
    """The signed version that holds, or an earlier one (?version=), and the draft of the next."""
    case = case_for(request.user, case_id)
    versions = list(
        TermsOfReference.objects.visible_to(request.user).filter(case=case).select_related("signed_by")
    )
    shown = _chosen(versions, request.GET.get("version", ""))
    drafts = TermsDraft.objects.visible_to(request.user).filter(case=case, signed_at__isnull=True)
    draft = drafts.select_related("saved_by").first()
    context = {
        "case": case,
        "versions": versions,
        "terms": shown,
        "draft": draft,
        "may_draft": may(request.user, Do.DRAFT_TERMS, case=case) and case.stage in services.STAGES,
        "may_sign": may(request.user, Do.SIGN_TERMS, case=case),
        "joint_boards": joint_boards_seen(case, request.user),
        "breadcrumbs": trail(case, ("Terms of reference", "")),
        **(_signed(case, shown, request.user) if shown else {}),
        **(_drafted(case, draft) if draft else {}),
    }
    return render(request, "reviews/terms.html", context)


def _chosen(versions: list[TermsOfReference], wanted: str) -> TermsOfReference | None:
    if not wanted:
        return versions[0] if versions else None
    found = next((one for one in versions if str(one.version) == wanted), None)
    if found is None:
        raise Http404
    return found


def _signed(case: Case, shown: TermsOfReference, user: Any) -> dict[str, Any]:
    agencies = TermsAgency.objects.visible_to(user).filter(terms=shown).select_related("agency")
    return {
        "lines": [one.text for one in TermsQuestion.objects.visible_to(user).filter(terms=shown)],
        "agencies": agencies,
        "answers": _answers(case, shown.answers),
    }


def _drafted(case: Case, draft: TermsDraft) -> dict[str, Any]:
    wanted = services.agencies_on_case(case) | set(draft.agency_ids)
    return {
        "draft_answers": _answers(case, draft.answers),
        "draft_agencies": Agency.objects.filter(pk__in=wanted),
    }


def _answers(case: Case, answers: dict[str, str]) -> list[tuple[str, str]]:
    return [(one.text, answers.get(one.key, "")) for one in case.procedure.scoping_questions]


@login_required
@either
def draft_terms(request: SignedIn, case_id: UUID) -> HttpResponse:
    """The next version's draft; a save that came too late gets its text back."""
    case = case_for(request.user, case_id)
    require(request.user, Do.DRAFT_TERMS, case=case)
    form = _terms_form(case, request)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            _save(case, form, request)
            messages.success(request, "The draft is saved. The Chair can read it and sign it.")
            return redirect("reviews:terms", case_id=case.pk)
    last = services.newest_terms(case)
    context = {
        "case": case,
        "form": form,
        "version": last.version + 1 if last else 1,
        "on_case": CaseAgency.objects.visible_to(request.user).filter(case=case).select_related("agency"),
        "breadcrumbs": _trail(case, "Draft"),
    }
    return render(request, "reviews/draft_terms.html", context)


def _terms_form(case: Case, request: SignedIn) -> TermsForm:
    now = timezone.now()
    draft = services.open_draft(case)
    on_case = services.agencies_on_case(case)
    return TermsForm(
        request.POST or None,
        initial=initial_of(services.next_content(case), draft.revision if draft else 0),
        questions=case.procedure.scoping_questions,
        others=list(Agency.objects.exclude(pk__in=on_case)),
        window=services.window_of(case),
        counted_from=london_day(services.counted_from(case, now)),
        asks_agencies=bool(on_case - services.agencies_asked(case)),
    )


def _save(case: Case, form: TermsForm, request: SignedIn) -> None:
    revision = form.cleaned_data["revision"]
    services.draft_terms(case, content=form.content, revision=revision, by=request.user, now=timezone.now())


def _trail(case: Case, label: str) -> list[dict[str, str]]:
    above = ("Terms of reference", reverse("reviews:terms", args=[case.pk]))
    return trail(case, above, (label, ""))


@login_required
@either
def sign_terms(request: SignedIn, case_id: UUID) -> HttpResponse:
    """What signing will do, and the signature."""
    case = case_for(request.user, case_id)
    require(request.user, Do.SIGN_TERMS, case=case)
    draft = services.open_draft(case)
    if draft is None:
        messages.warning(request, "There is no draft to sign.")
        return redirect("reviews:terms", case_id=case.pk)
    form = SignForm(request.POST or None, initial={"revision": draft.revision})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            signed = services.sign_terms(
                draft, revision=form.cleaned_data["revision"], by=request.user, now=timezone.now()
            )
            return redirect("reviews:receipt", case_id=case.pk, key="terms_signed", subject_id=signed.pk)
    asked = services.agencies_asked(case)
    agencies = _drafted(case, draft)["draft_agencies"]
    context = {
        "case": case,
        "form": form,
        "draft": draft,
        "newly": [one for one in agencies if one.pk not in asked],
        "before": [one for one in agencies if one.pk in asked],
        "breadcrumbs": _trail(case, "Sign"),
    }
    return render(request, "reviews/sign_terms.html", context)
