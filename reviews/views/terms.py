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

from reviews.acknowledging import acknowledgements
from reviews.forms.terms import SignForm, TermsForm, initial_of
from reviews.models import TermsDraft, TermsForComment, TermsOfReference
from reviews.scoping import panel_meetings
from reviews.services import terms as services
from reviews.services.investigation import agreement_of
from reviews.terms_rows import drafted_agencies, sheet_of_draft, sheet_of_signed
from reviews.terms_sheet import written
from scr.cases.links import trail
from scr.cases.models import Case, CaseAgency, Duty, ParallelProcess
from scr.cases.partners import joint_boards_seen
from scr.cases.policy import case_for, may, refusals_on, require
from scr.cases.scoping import is_institutional, questions_of
from scr.dates import london_day
from scr.meetings.models import Meeting
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
        "shown_for_comment": TermsForComment.objects.visible_to(request.user).filter(case=case).exists(),
        "is_institutional": is_institutional(case),
        "later_than": _complete_before(case, draft, request.user) if draft else None,
        "may_note": may(request.user, Do.NOTE_EVENT, case=case),
        "joint_boards": joint_boards_seen(case, request.user),
        "breadcrumbs": trail(case, ("Terms of reference", "")),
        **(_signed(case, shown, request.user) if shown else {}),
        **(_drafted(case, draft) if draft else {}),
    }
    return render(request, "reviews/terms.html", context)


def _complete_before(case: Case, draft: TermsDraft, user: Any) -> Duty | None:
    """The clock of the whole review, where the draft sets a later day: an extension has to be agreed."""
    clocks = Duty.objects.visible_to(user).open().filter(case=case, rule_key="COMPLETE", due_at__isnull=False)
    clock: Duty | None = clocks.select_related("case").first()
    if clock is None or draft.complete_on is None or clock.due_at is None:
        return None
    return clock if draft.complete_on > london_day(clock.due_at) else None


def _chosen(versions: list[TermsOfReference], wanted: str) -> TermsOfReference | None:
    if not wanted:
        return versions[0] if versions else None
    found = next((one for one in versions if str(one.version) == wanted), None)
    if found is None:
        raise Http404
    return found


def _signed(case: Case, shown: TermsOfReference, user: Any) -> dict[str, Any]:
    agencies = acknowledgements(shown, user)
    return {
        "groups": written(sheet_of_signed(case, shown), without="agencies"),
        "agencies": agencies,
        "shows_letters": bool(agencies) and all(one.letter for one in agencies),
        "rests_on": case.procedure.meeting(shown.met_as) if shown.met_as else None,
        "meeting": Meeting.objects.visible_to(user).filter(pk__in=[shown.meeting_id]).first(),
    }


def _drafted(case: Case, draft: TermsDraft) -> dict[str, Any]:
    return {
        "draft_groups": sheet_of_draft(case, draft),
        "gaps": services.gaps_before_signing(case, draft, timezone.now()),
        "agreed": agreement_of(draft),
    }


@login_required
@either
def draft_terms(request: SignedIn, case_id: UUID) -> HttpResponse:
    """The next version's draft; a save that came too late gets its text back."""
    case = case_for(request.user, case_id)
    require(request.user, Do.DRAFT_TERMS, case=case)
    form = _terms_form(case, request)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            messages.success(request, _save(case, form, request))
            return redirect("reviews:terms", case_id=case.pk)
    last = services.newest_terms(case)
    context = {
        "case": case,
        "form": form,
        "version": last.version + 1 if last else 1,
        "scoping": panel_meetings(case).filter(kind="scoping").first(),
        "on_case": CaseAgency.objects.visible_to(request.user).filter(case=case).select_related("agency"),
        "breadcrumbs": _trail(case, "Draft"),
    }
    return render(request, "reviews/draft_terms.html", context)


def _terms_form(case: Case, request: SignedIn) -> TermsForm:
    now = timezone.now()
    draft = services.open_draft(case)
    on_case = services.agencies_on_case(case)
    beside = ParallelProcess.objects.visible_to(request.user).filter(case=case, ended_on__isnull=True)
    kinds = list(dict.fromkeys(beside.values_list("kind", flat=True)))
    return TermsForm(
        request.POST or None,
        initial=initial_of(services.next_content(case), draft.revision if draft else 0, parallel=kinds),
        questions=questions_of(case),
        agencies=list(Agency.objects.exclude(pk__in=on_case)),
        meetings=list(panel_meetings(case).select_related("case")),
        window=services.window_of(case),
        counted_from=london_day(services.counted_from(case, now)),
        asks_agencies=bool(on_case - services.agencies_asked(case)),
    )


def _save(case: Case, form: TermsForm, request: SignedIn) -> str:
    """Save what was typed, and say whether somebody else's changes were put together with it."""
    seen = form.cleaned_data["revision"]
    try:
        draft = services.draft_terms(
            case, content=form.content, revision=seen, by=request.user, now=timezone.now()
        )
    except services.Overtaken as overtaken:
        form.show_overtaken(overtaken.disputed)
        raise
    if draft.revision > seen + 1:
        return "The draft is saved, together with what somebody else has saved since you opened it."
    return "The draft is saved. The panel can read it, and the Chair signs it once nothing is missing."


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
    agencies = drafted_agencies(case, draft)
    context = {
        "case": case,
        "form": form,
        "draft": draft,
        "gaps": services.gaps_before_signing(case, draft, timezone.now()),
        "newly": [one for one in agencies if one.pk not in asked],
        "before": [one for one in agencies if one.pk in asked],
        "breadcrumbs": _trail(case, "Sign"),
    }
    return render(request, "reviews/sign_terms.html", context)
