"""Queries to agencies about their reviews: the list, one of them with everything said, and asking."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chronology.models import Entry
from reviews.forms.queries import MessageForm, QueryFilter, QueryForm, RowQueryForm, SeenForm
from reviews.models import QueryMessage, ReviewQuery, Submission
from reviews.progress import agency_on
from reviews.services import queries as services
from reviews.services.quality import require_released
from scr.cases.links import trail
from scr.cases.models import Case
from scr.cases.policy import NotTheMoment, case_for, fetch, may, refusals_on, require
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])
ROWS_A_PAGE = 25


@login_required
@require_safe
def queries(request: SignedIn, case_id: UUID) -> HttpResponse:
    """The queries of a case that somebody may read; an agency's people read their own agency's."""
    case = case_for(request.user, case_id)
    seen = ReviewQuery.objects.visible_to(request.user).filter(case=case)
    agencies = Agency.objects.filter(pk__in=seen.order_by().values("agency_id"))
    form = QueryFilter(request.GET, agencies=agencies)
    found = form.narrow(seen).select_related("agency", "asked_by")
    context = {
        "case": case,
        "form": form,
        "chosen": form.chips(request.GET),
        "clear_url": request.path,
        "page": Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "total": seen.count(),
        "may_ask": may(request.user, Do.ASK_AGENCY, case=case),
        "breadcrumbs": trail(case, ("Queries", "")),
    }
    return render(request, "reviews/queries.html", context)


@login_required
@either
def ask_query(request: SignedIn, case_id: UUID, agency_id: UUID) -> HttpResponse:
    """Ask about a passage of the review that the panel has before it."""
    case = case_for(request.user, case_id)
    agency = agency_on(case, request.user, agency_id)
    require(request.user, Do.ASK_AGENCY, case=case)
    fetch(Submission, request.user, pk=require_released(case, agency).pk)
    form = QueryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            asked = services.ask(case, agency, question=form.question(), by=request.user, now=timezone.now())
            return _asked(request, asked)
    context = {
        "case": case,
        "agency": agency,
        "form": form,
        "breadcrumbs": _trail(case, "Ask about the review"),
    }
    return render(request, "reviews/ask_query.html", context)


def _asked(request: SignedIn, query: ReviewQuery) -> HttpResponse:
    messages.success(request, f"{query.agency.name} has your query. You are told when it answers.")
    return _to(query)


@login_required
@either
def row(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """A row of a chronology with the queries about it, and the place to ask another."""
    case = case_for(request.user, case_id)
    entry = fetch(Entry, request.user, case=case, pk=subject_id)
    may_ask = may(request.user, Do.ASK_AGENCY, case=case)
    form = RowQueryForm(request.POST or None)
    if request.method == "POST":
        require(request.user, Do.ASK_AGENCY, case=case)
        if form.is_valid():
            with refusals_on(form):
                question = form.question(entry)
                asked = services.ask(
                    case, entry.agency, question=question, by=request.user, now=timezone.now()
                )
                return _asked(request, asked)
    about = ReviewQuery.objects.visible_to(request.user).filter(case=case, entry__lineage=entry.lineage)
    context = {
        "case": case,
        "agency": entry.agency,
        "entry": entry,
        "rows": about.select_related("agency", "asked_by"),
        "form": form if may_ask else None,
        "breadcrumbs": _trail(case, "A row of the chronology"),
    }
    return render(request, "reviews/row.html", context)


@login_required
@either
def query(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """One query with everything that was said, and the place to say more."""
    found = _query(request, case_id, subject_id)
    case, user = found.case, request.user
    said = list(_said(found, user))
    answers = may(user, Do.ANSWER_QUERY, case=case, agency=found.agency)
    form = _message_form(request, found, answers=answers, seen=len(said))
    if request.method == "POST":
        require(user, Do.ANSWER_QUERY if answers else Do.ASK_AGENCY, case=case, agency=found.agency)
        if form.is_valid() and _written(request, found, form, answers=answers):
            return _to(found)
        said = list(_said(found, user))
    may_write = answers or may(user, Do.ASK_AGENCY, case=case)
    context = {
        "case": case,
        "query": found,
        "said": said,
        "answers": answers,
        "form": form if may_write and found.closed_at is None else None,
        "close_form": SeenForm(initial={"revision": len(said)}) if services.may_close(found, user) else None,
        "breadcrumbs": _trail(case, f"Query {found.number} to {found.agency.short_name}"),
    }
    return render(request, "reviews/query.html", context)


def _message_form(request: SignedIn, found: ReviewQuery, *, answers: bool, seen: int) -> MessageForm:
    is_once_more = found.is_answered and not answers
    label = "Your answer" if answers else "Ask once more" if is_once_more else "Add something"
    data = request.POST if request.method == "POST" else None
    return MessageForm(data, label=label, asks_day=is_once_more, initial={"revision": seen})


def _written(request: SignedIn, found: ReviewQuery, form: MessageForm, *, answers: bool) -> bool:
    given = {"words": form.cleaned_data["words"], "seen": form.cleaned_data["revision"]}
    with refusals_on(form):
        if answers:
            services.answer(found, **given, by=request.user, now=timezone.now())
            messages.success(request, "Your answer is with whoever asked.")
        else:
            day = form.cleaned_data.get("answer_by")
            services.ask_on(found, **given, answer_by=day, by=request.user, now=timezone.now())
            messages.success(request, "Your message is with the agency.")
        return True
    return False


@login_required
@require_POST
def close_query(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """Whoever asked says that the query is settled."""
    found = _query(request, case_id, subject_id)
    require(request.user, Do.ASK_AGENCY, case=found.case)
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise NotTheMoment("Open the query again and close it there.")
    services.close(found, seen=form.cleaned_data["revision"], by=request.user, now=timezone.now())
    messages.success(request, "The query is closed.")
    return _to(found)


@login_required
@either
def correct_message(request: SignedIn, case_id: UUID, message_id: UUID) -> HttpResponse:
    """Correct what one said: both stay to be read."""
    case = case_for(request.user, case_id)
    message = fetch(QueryMessage, request.user, case=case, pk=message_id)
    found = _query(request, case_id, message.query_id)
    own = Do.ANSWER_QUERY if message.is_from_agency else Do.ASK_AGENCY
    require(request.user, own, case=case, agency=found.agency)
    seen = _said(found, request.user).count()
    initial = {"revision": seen, "words": message.words}
    data = request.POST if request.method == "POST" else None
    form = MessageForm(data, label="What you meant to say", initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            given = {"words": form.cleaned_data["words"], "seen": form.cleaned_data["revision"]}
            services.correct(message, **given, by=request.user, now=timezone.now())
            messages.success(request, "Your correction follows what you said before.")
            return _to(found)
    label = f"Query {found.number} to {found.agency.short_name}"
    step = (label, reverse("reviews:query", args=[case.pk, found.pk]))
    context = {
        "case": case,
        "query": found,
        "message": message,
        "form": form,
        "breadcrumbs": trail(case, _list(case), step, ("Correct", "")),
    }
    return render(request, "reviews/correct_message.html", context)


def _query(request: SignedIn, case_id: UUID, subject_id: UUID) -> ReviewQuery:
    case = case_for(request.user, case_id)
    fetch(ReviewQuery, request.user, case=case, pk=subject_id)
    related = ("case", "agency", "submission", "entry", "asked_by", "closed_by")
    found: ReviewQuery = ReviewQuery.objects.select_related(*related).get(pk=subject_id)
    return found


def _said(found: ReviewQuery, user: Any) -> Any:
    rows = QueryMessage.objects.visible_to(user).filter(query=found)
    return rows.select_related("said_by", "corrects", "corrected_by")


def _list(case: Case) -> tuple[str, str]:
    return "Queries", reverse("reviews:queries", args=[case.pk])


def _trail(case: Case, label: str) -> list[dict[str, str]]:
    return trail(case, _list(case), (label, ""))


def _to(found: ReviewQuery) -> HttpResponse:
    return redirect("reviews:query", case_id=found.case_id, subject_id=found.pk)
