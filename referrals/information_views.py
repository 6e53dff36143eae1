"""Requests for information: asking, answering in an account or through a link, and reading the answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from referrals import information as asking
from referrals.information_forms import AskForm, LetGoForm, LinkReturnForm, ReturnForm
from referrals.models import InformationRequest, InformationReturn
from scr.cases.links import trail
from scr.cases.models import Case
from scr.cases.policy import case_for, fetch, may, refusals_on, require
from scr.dates import count_words, london_day
from scr.people.identity import working_on
from scr.people.link_requests import WithLink, link_required
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


def _trail(case: Case, label: str) -> list[dict[str, str]]:
    above = ("Requests for information", reverse("referrals:requests", args=[case.pk]))
    return trail(case, above, (label, ""))


@login_required
@require_safe
def requests(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Every request that somebody may see: an agency its own, the panel all; late ones say so."""
    case = case_for(request.user, case_id)
    context = {
        "case": case,
        "standings": asking.standings(case, request.user, now=timezone.now()),
        "may_ask": may(request.user, Do.ISSUE_LETTER, case=case) and case.stage in asking.STAGES,
        "breadcrumbs": trail(case, ("Requests for information", "")),
    }
    return render(request, "referrals/requests.html", context)


@login_required
@either
def ask(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Ask agencies of the case, somebody outside, or both."""
    case = case_for(request.user, case_id)
    require(request.user, Do.ISSUE_LETTER, case=case)
    if request.method == "GET":
        asking.check_can_ask(case)
    now = timezone.now()
    form = AskForm(
        request.POST if request.method == "POST" else None,
        agencies=asking.agencies_to_ask(case),
        today=london_day(now),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            asked = asking.ask(case, **form.asked, by=request.user, now=now)
            messages.success(request, f"{count_words(len(asked), 'organisation')} asked, by letter 2.")
            return redirect("referrals:requests", case_id=case.pk)
    context = {"case": case, "form": form, "breadcrumbs": _trail(case, "Ask for information")}
    return render(request, "referrals/ask.html", context)


def _request(request: SignedIn, case_id: UUID, subject_id: UUID) -> InformationRequest:
    fetch(InformationRequest, request.user, pk=subject_id, case_id=case_id)
    found = InformationRequest.objects.select_related(
        "case", "agency", "asked_by", "let_go_by", "link", "letter", "compartment"
    )
    return found.get(pk=subject_id)


@login_required
@require_safe
def information(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """One request with its answers; the newest holds, the earlier ones stay below it."""
    found = _request(request, case_id, subject_id)
    returns = InformationReturn.objects.visible_to(request.user).filter(request=found)
    standing = asking.Standing(found, list(returns), timezone.now())
    is_waiting = standing.newest is None and found.let_go_at is None
    may_run = may(request.user, Do.ISSUE_LETTER, case=found.case)
    context = {
        "case": found.case,
        "standing": standing,
        "may_answer": found.agency is not None
        and found.let_go_at is None
        and found.case.stage in asking.STAGES
        and may(request.user, Do.ANSWER_REQUEST, case=found.case, agency=found.agency),
        "may_let_go": may_run and is_waiting,
        "may_send_again": may_run and is_waiting and found.link is not None,
        "breadcrumbs": _trail(found.case, found.organisation),
    }
    return render(request, "referrals/information.html", context)


@login_required
@either
def answer(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """A chief officer says what the agency knows, or corrects what was said."""
    found = _request(request, case_id, subject_id)
    require(request.user, Do.ANSWER_REQUEST, case=found.case, agency=found.agency)
    if request.method == "GET":
        asking.check_can_answer(found, found.case)
    earlier = InformationReturn.objects.visible_to(request.user).filter(request=found).first()
    first = {name: getattr(earlier, name) for name in ReturnForm.base_fields} if earlier else {}
    form = ReturnForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            asking.answer(found, form.known, by=request.user, now=timezone.now())
            messages.success(request, "Your answer is with the panel. Thank you.")
            return redirect("referrals:information", case_id=found.case_id, subject_id=found.pk)
    context = {
        "case": found.case,
        "request_asked": found,
        "form": form,
        "is_correction": earlier is not None,
        "breadcrumbs": _trail(found.case, "Answer"),
    }
    return render(request, "referrals/answer.html", context)


@login_required
@either
def let_go(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """Wait for an answer no longer."""
    found = _request(request, case_id, subject_id)
    require(request.user, Do.ISSUE_LETTER, case=found.case)
    if request.method == "GET":
        asking.check_is_waiting(found)
    form = LetGoForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            reason = form.cleaned_data["reason"]
            asking.let_go(found, reason=reason, by=request.user, now=timezone.now())
            messages.success(request, "The board no longer waits for this answer.")
            return redirect("referrals:requests", case_id=found.case_id)
    context = {
        "case": found.case,
        "request_asked": found,
        "form": form,
        "breadcrumbs": _trail(found.case, "No longer needed"),
    }
    return render(request, "referrals/let_go.html", context)


@login_required
@require_POST
def send_link_again(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    found = _request(request, case_id, subject_id)
    asking.send_link_again(found, by=request.user, now=timezone.now())
    messages.success(request, "A new link is on its way. The earlier one opens nothing any more.")
    return redirect("referrals:information", case_id=found.case_id, subject_id=found.pk)


@either
@link_required(asking.ANSWER_PAGE)
def answer_by_link(request: WithLink) -> HttpResponse:
    """The short form for somebody outside, behind the link that they were sent."""
    with working_on(request.link.case_id):  # type: ignore[arg-type]
        found = asking.request_of(request.link)
    form = LinkReturnForm(
        request.POST if request.method == "POST" else None, initial={"answered_as": found.contact_name}
    )
    if request.method == "POST" and form.is_valid():
        as_whom = form.cleaned_data["answered_as"]
        asking.answer_by_link(request.link, form.known, answered_as=as_whom, now=timezone.now())
        return redirect("referrals:answered_by_link")
    context: dict[str, Any] = {"request_asked": found, "form": form}
    return render(request, "referrals/answer_by_link.html", context)


@require_safe
@link_required(asking.ANSWER_PAGE, after_use=True)
def answered_by_link(request: WithLink) -> HttpResponse:
    """The receipt for an answer; it names nobody and nothing of it can be read any more."""
    if request.link.used_at is None:
        return redirect(asking.ANSWER_PAGE)
    return render(request, "referrals/answered_by_link.html", {"at": request.link.used_at})
