"""The agenda and the papers of a meeting, and its pack."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from scr.cases.links import page_url
from scr.cases.policy import fetch, refusals_on, require
from scr.documents.intake import FileRefused
from scr.meetings import agenda as agendas
from scr.meetings import pack
from scr.meetings import papers as laying
from scr.meetings.forms import ItemForm, PaperForm
from scr.meetings.models import AgendaItem, Meeting, Paper
from scr.meetings.rows import meeting_for, meeting_trail
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


def _to_change(request: SignedIn, meeting_id: UUID) -> Meeting:
    """A meeting whose agenda and papers somebody may change now."""
    meeting = meeting_for(request.user, meeting_id)
    require(request.user, Do.ARRANGE_MEETING, case=meeting.case)
    if request.method == "GET":
        agendas.check_can_change(meeting)
    return meeting


@login_required
@either
def agenda(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """The agenda in its order, with a form for the next item."""
    meeting = _to_change(request, meeting_id)
    form = ItemForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            agendas.add_item(meeting, **form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, "The item is on the agenda.")
            return redirect("meetings:agenda", meeting_id=meeting.pk)
    context = {
        "case": meeting.case,
        "meeting": meeting,
        "items": agendas.items_of(meeting),
        "missing": agendas.missing_from(meeting),
        "form": form,
        "breadcrumbs": meeting_trail(meeting, "Agenda"),
    }
    return render(request, "meetings/agenda.html", context)


@login_required
@require_POST
def add_matters(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Put on the agenda what a meeting of this kind takes up."""
    meeting = _to_change(request, meeting_id)
    agendas.add_matters(meeting, by=request.user, now=timezone.now())
    messages.success(request, "The questions are on the agenda.")
    return redirect("meetings:agenda", meeting_id=meeting.pk)


def _item(user: Any, item_id: UUID) -> AgendaItem:
    found = fetch(AgendaItem, user, pk=item_id)
    item = AgendaItem.objects.select_related("meeting__case", "compartment").get(pk=found.pk)
    require(user, Do.ARRANGE_MEETING, case=item.meeting.case)
    return item


@login_required
@either
def change_item(request: SignedIn, item_id: UUID) -> HttpResponse:
    """Word an item of the agenda anew."""
    item = _item(request.user, item_id)
    if request.method == "GET":
        agendas.check_can_change(item.meeting)
    first = {"title": item.title, "introduced_by": item.introduced_by, "minutes": item.minutes}
    form = ItemForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            agendas.change_item(item, **form.cleaned_data, by=request.user, now=timezone.now())
            return redirect("meetings:agenda", meeting_id=item.meeting_id)
    context = {
        "case": item.meeting.case,
        "item": item,
        "form": form,
        "breadcrumbs": meeting_trail(item.meeting, "Agenda item"),
    }
    return render(request, "meetings/change_item.html", context)


@login_required
@require_POST
def move_up(request: SignedIn, item_id: UUID) -> HttpResponse:
    item = _item(request.user, item_id)
    agendas.move_up(item, by=request.user, now=timezone.now())
    return redirect("meetings:agenda", meeting_id=item.meeting_id)


@login_required
@require_POST
def remove_item(request: SignedIn, item_id: UUID) -> HttpResponse:
    item = _item(request.user, item_id)
    agendas.remove_item(item, by=request.user, now=timezone.now())
    messages.success(request, "The item is off the agenda. Its papers stay papers of the meeting.")
    return redirect("meetings:agenda", meeting_id=item.meeting_id)


@login_required
@either
def papers(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """The papers by number, with a form for the next one."""
    meeting = _to_change(request, meeting_id)
    form = _paper_form(request, meeting)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            if _is_laid(request, meeting, form):
                messages.success(request, "The paper is laid before the meeting.")
                return redirect("meetings:papers", meeting_id=meeting.pk)
    record_page = meeting.kind_now.papers
    context = {
        "case": meeting.case,
        "meeting": meeting,
        "papers": pack.bound_of(laying.papers_of(meeting)),
        "form": form,
        "record_url": record_page and page_url(record_page, case_id=meeting.case_id, subject_id=meeting.pk),
        "breadcrumbs": meeting_trail(meeting, "Papers"),
    }
    return render(request, "meetings/papers.html", context)


def _paper_form(request: SignedIn, meeting: Meeting) -> PaperForm:
    is_sent = request.method == "POST"
    return PaperForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        documents=laying.choosable(meeting.case, request.user),
        items=agendas.items_of(meeting),
    )


def _is_laid(request: SignedIn, meeting: Meeting, form: PaperForm) -> bool:
    """Lay what was chosen; False with the sentence on the form for a file that is not taken."""
    more: dict[str, Any] = {"item": form.item_chosen, "by": request.user, "now": timezone.now()}
    if form.document_chosen:
        laying.lay_document(meeting, form.document_chosen, **more)
        return True
    sent = form.cleaned_data["file"]
    try:
        laying.lay_upload(
            meeting, title=form.cleaned_data["title"], filename=sent.name, content=sent.read(), **more
        )
    except FileRefused as refusal:
        form.add_error("file", str(refusal))
        return False
    return True


@login_required
@require_POST
def withdraw_paper(request: SignedIn, paper_id: UUID) -> HttpResponse:
    found = fetch(Paper, request.user, pk=paper_id)
    paper = Paper.objects.select_related("meeting__case", "compartment").get(pk=found.pk)
    laying.withdraw_paper(paper, by=request.user, now=timezone.now())
    messages.success(request, f"Paper {paper.number} is withdrawn. Its number is not given again.")
    return redirect("meetings:papers", meeting_id=paper.meeting_id)


@login_required
@require_POST
def make_pack(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """Ask for the pack; its progress has a page of its own."""
    meeting = meeting_for(request.user, meeting_id)
    made = pack.request_pack(meeting, by=request.user, now=timezone.now())
    return redirect("documents:rendering", rendering_id=made.rendering_id)
