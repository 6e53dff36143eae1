"""A draft of the terms that agencies comment on, and the panel's answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reviews.forms.terms_comments import AnswerForm, CommentForm, ReleaseForm
from reviews.models import TermsAnswer, TermsComment, TermsDraft, TermsForComment, TermsOfReference
from reviews.progress import agency_on
from reviews.services import terms_comments as services
from reviews.services.terms import open_draft
from reviews.views.agency import agency_trail
from scr.cases.links import trail
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, case_for, fetch, may, refusals_on, require
from scr.cases.services import agencies_on
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


def _trail(case: Case, *steps: tuple[str, str]) -> list[dict[str, str]]:
    above = ("Terms of reference", reverse("reviews:terms", args=[case.pk]))
    return trail(case, above, *steps)


@login_required
@either
def release_terms(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Ask agencies to comment on the draft as it stands, by a day."""
    case = case_for(request.user, case_id)
    require(request.user, Do.DRAFT_TERMS, case=case)
    draft = open_draft(case)
    if draft is None:
        raise NotTheMoment("There is no draft of the terms yet.", services.TERMS)
    agencies = _to_be_shown(case, draft)
    form = ReleaseForm(
        request.POST if request.method == "POST" else None,
        agencies=agencies,
        today=timezone.localdate(),
        initial={"revision": draft.revision},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.release_for_comment(
                draft,
                agencies=form.chosen,
                comment_by=form.cleaned_data["comment_by"],
                revision=form.cleaned_data["revision"],
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, "The draft is with the agencies. They are told by email.")
            return redirect("reviews:terms_comments", case_id=case.pk)
    context = {
        "case": case,
        "draft": draft,
        "form": form,
        "agencies": agencies,
        "breadcrumbs": _trail(case, ("Ask agencies to comment", "")),
    }
    return render(request, "reviews/release_terms.html", context)


def _to_be_shown(case: Case, draft: TermsDraft) -> list[Agency]:
    """The agencies that take part and have not been shown this draft as it stands."""
    shown = TermsForComment.objects.filter(case=case, version=draft.version, revision=draft.revision)
    seen = set(shown.values_list("agency_id", flat=True))
    return [one for one in agencies_on(case) if one.pk not in seen]


@login_required
@require_safe
def terms_comments(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Who was asked to comment by when, what each said, and what the panel answered."""
    case = case_for(request.user, case_id)
    asked = TermsForComment.objects.visible_to(request.user).filter(case=case)
    comments = TermsComment.objects.visible_to(request.user).filter(case=case)
    answers = TermsAnswer.objects.visible_to(request.user).filter(case=case).select_related("answered_by")
    answered = {one.comment_id: one for one in answers}
    context = {
        "case": case,
        "asked": asked.select_related("agency"),
        "comments": [
            (one, answered.get(one.pk))
            for one in comments.select_related("agency", "commented_by", "asked").order_by("-commented_at")
        ],
        "may_answer": may(request.user, Do.ANSWER_COMMENTS, case=case),
        "breadcrumbs": _trail(case, ("Comments of agencies", "")),
    }
    return render(request, "reviews/terms_comments.html", context)


@login_required
@either
def answer_comment(request: SignedIn, case_id: UUID, comment_id: UUID) -> HttpResponse:
    """Answer one comment, to its agency or to all."""
    case = case_for(request.user, case_id)
    comment = fetch(TermsComment, request.user, pk=comment_id, case=case)
    require(request.user, Do.ANSWER_COMMENTS, case=case)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.answer_comment(comment, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, "The answer is recorded, and those whom it is for are told.")
            return redirect("reviews:terms_comments", case_id=case.pk)
    above = ("Comments of agencies", reverse("reviews:terms_comments", args=[case.pk]))
    context = {
        "case": case,
        "comment": comment,
        "form": form,
        "breadcrumbs": _trail(case, above, ("Answer", "")),
    }
    return render(request, "reviews/answer_comment.html", context)


@login_required
@either
def terms_for_comment(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """The draft that an agency is asked about, its own comments, and the answers that it may read."""
    case = case_for(request.user, case_id)
    agency = agency_on(case, request.user, agency_id)
    if request.method == "POST":
        require(request.user, Do.COMMENT_ON_TERMS, case=case, agency=agency)
    asked = _asked(case, agency, request.user)
    form = CommentForm(request.POST if request.method == "POST" else None, points=_points(asked))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.comment_on_terms(
                _shown_or_refuse(asked), **form.cleaned_data, by=request.user, now=timezone.now()
            )
            messages.success(request, "Your comment is with the panel, which will answer it.")
            return redirect("reviews:terms_for_comment", case_id=case.pk, agency_id=agency.pk)
    may_comment = may(request.user, Do.COMMENT_ON_TERMS, case=case, agency=agency)
    context = {
        "case": case,
        "agency": agency,
        "asked": asked,
        "form": form,
        **_said(case, agency, request.user),
        "may_comment": may_comment and asked is not None and not _is_signed(asked, request.user),
        "breadcrumbs": agency_trail(case, agency, "Draft terms of reference"),
    }
    return render(request, "reviews/terms_for_comment.html", context)


@login_required
@require_POST
def no_comment(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """An agency has nothing to say of the draft."""
    case = case_for(request.user, case_id)
    agency = agency_on(case, request.user, agency_id)
    require(request.user, Do.COMMENT_ON_TERMS, case=case, agency=agency)
    asked = _shown_or_refuse(_asked(case, agency, request.user))
    services.have_no_comment(asked, by=request.user, now=timezone.now())
    messages.success(request, "The panel knows that your agency has no comment.")
    return redirect("reviews:terms_for_comment", case_id=case.pk, agency_id=agency.pk)


def _asked(case: Case, agency: Agency, user: Any) -> TermsForComment | None:
    """The draft that an agency was shown last, as far as somebody reads it."""
    rows = TermsForComment.objects.visible_to(user).filter(case=case, agency=agency)
    found: TermsForComment | None = rows.select_related("agency", "case", "compartment").first()
    return found


def _shown_or_refuse(asked: TermsForComment | None) -> TermsForComment:
    if asked is None:
        raise NotTheMoment("Your agency has not been shown a draft of the terms yet.", services.TERMS)
    return asked


def _points(asked: TermsForComment | None) -> list[str]:
    """The labels of the draft's points, to choose from."""
    groups = asked.sheet if asked else []
    return [row["label"] for group in groups for row in group["rows"] if row["text"]]


def _is_signed(asked: TermsForComment, user: Any) -> bool:
    signed = TermsOfReference.objects.visible_to(user).filter(case=asked.case_id, version=asked.version)
    return bool(signed.exists())


def _said(case: Case, agency: Agency, user: Any) -> dict[str, Any]:
    """An agency's comments with their answers, and what was answered to everybody about other comments."""
    comments = list(
        TermsComment.objects.visible_to(user).filter(case=case, agency=agency).select_related("commented_by")
    )
    answers = list(TermsAnswer.objects.visible_to(user).filter(case=case))
    own = {one.pk for one in comments}
    by_comment = {one.comment_id: one for one in answers}
    return {
        "comments": [(one, by_comment.get(one.pk)) for one in comments],
        "to_all": [one for one in answers if one.is_for_all and one.comment_id not in own],
    }
