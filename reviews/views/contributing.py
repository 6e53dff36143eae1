"""What the holder of a contributor's link sees: a form of a few pages, kept as they go, sent once.

Every address but the first names the link, so that two that are open in one browser keep apart.
"""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reviews.forms.contributions import PAGES, FileForm, Page, SendForm, told_by
from reviews.models import ContributionDraft
from reviews.services import contributing as services
from reviews.services.contributions import PURPOSE
from scr.cases.policy import refusals_on
from scr.documents.intake import FileRefused
from scr.people.link_requests import WithLink, link_required
from scr.procedures.model import Procedure

either = require_http_methods(["GET", "POST"])
FILE, CHECK = "file", "check"


def _draft(request: WithLink) -> ContributionDraft:
    return services.draft_of(request.link, now=timezone.now())


def _address(request: WithLink, name: str) -> str:
    """Of a page, of the file's or the last one, or of one by its own name."""
    if name in PAGES:
        return reverse("reviews:contribute_page", args=[request.link.pk, name])
    return reverse(f"reviews:contribute_{name}", args=[request.link.pk])


def _page(request: WithLink, draft: ContributionDraft, key: str, *, is_bound: bool = False) -> Page:
    """A page as it was left, or as it was sent before the review came back."""
    sent = draft.answers.get("sent", {})
    kept = draft.answers.get(key) or {name: sent.get(name, "") for name in PAGES[key].base_fields}
    return PAGES[key](kept) if is_bound else PAGES[key](initial=kept)


def _pages(request: WithLink, draft: ContributionDraft) -> list[Page]:
    return [_page(request, draft, key, is_bound=True) for key in PAGES]


def _next(request: WithLink, draft: ContributionDraft) -> str:
    """The first page that wants an answer and has not been left yet, else the one that checks them."""
    open_pages = (key for key in PAGES if key not in draft.answers)
    return _address(request, next(open_pages, CHECK))


@require_safe
@link_required(PURPOSE, after_use=True, with_code=True)
def contribute(request: WithLink) -> HttpResponse:
    """Where the link leads: on to the address that names it."""
    return redirect("reviews:contribute_start", link_id=request.link.pk)


@require_safe
@link_required(PURPOSE, after_use=True, with_code=True)
def contribute_start(request: WithLink, link_id: UUID) -> HttpResponse:
    """What is asked, what becomes of it, and the way on to where it was left."""
    if request.link.used_at is not None:
        return redirect("reviews:contribute_sent", link_id=link_id)
    question = services.question_of(request.link)
    draft = _draft(request)
    context = {
        "question": question,
        "procedure": _procedure(question),
        "draft": draft,
        "pages": [one.title for one in PAGES.values()],
        "next": _next(request, draft),
        "until": request.link.expires_at,
    }
    return render(request, "reviews/contribute_start.html", context)


def _procedure(question: services.Question) -> Procedure:
    return question.contribution.case.procedure


@either
@link_required(PURPOSE, with_code=True)
def contribute_page(request: WithLink, link_id: UUID, step: str) -> HttpResponse:
    """One page; saving it leads to the next that is still open."""
    if step not in PAGES:
        raise Http404
    draft = _draft(request)
    form = PAGES[step](request.POST) if request.method == "POST" else _page(request, draft, step)
    if request.method == "POST" and form.is_valid():
        draft = services.save_page(request.link, step, form.typed(), now=timezone.now())
        return redirect(_next(request, draft))
    keys = list(PAGES)
    before = keys[keys.index(step) - 1] if keys.index(step) else ""
    context = {
        "form": form,
        "draft": draft,
        "number": keys.index(step) + 1,
        "count": len(keys),
        "previous": _address(request, before or "start"),
        "start": _address(request, "start"),
    }
    return render(request, "reviews/contribute_page.html", context)


@either
@link_required(PURPOSE, with_code=True)
def contribute_file(request: WithLink, link_id: UUID) -> HttpResponse:
    """A file that goes along, if any."""
    now = timezone.now()
    if "take_off" in request.POST:
        services.take_off(request.link, now=now)
        return redirect(_address(request, FILE))
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["attachment"]
        try:
            services.attach(request.link, upload.name, upload.read(), now=now)
            return redirect(_address(request, CHECK))
        except FileRefused as refused:
            form.add_error("attachment", str(refused))
    context = {"form": form, "draft": _draft(request), "check": _address(request, CHECK)}
    return render(request, "reviews/contribute_file.html", context)


@either
@link_required(PURPOSE, with_code=True)
def contribute_check(request: WithLink, link_id: UUID) -> HttpResponse:
    """Everything once more, the contributor's own statement, and the button that sends it."""
    draft = _draft(request)
    pages = _pages(request, draft)
    if not all(page.is_valid() for page in pages):
        return redirect(_next_invalid(request, pages))
    question = services.question_of(request.link)
    first = {"sent_as": f"{request.link.full_name}, {question.contribution.connection}"[:160]}
    form = SendForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            as_whom = form.cleaned_data["sent_as"]
            services.send(request.link, told_by(pages), sent_as=as_whom, now=timezone.now())
            return redirect("reviews:contribute_sent", link_id=link_id)
    context: dict[str, Any] = {
        "question": question,
        "form": form,
        "draft": draft,
        "pages": [(page, _address(request, page.key), page.shown()) for page in pages],
        "file": _address(request, FILE),
        "start": _address(request, "start"),
    }
    return render(request, "reviews/contribute_check.html", context)


def _next_invalid(request: WithLink, pages: list[Page]) -> str:
    return next(_address(request, page.key) for page in pages if not page.is_valid())


@require_safe
@link_required(PURPOSE, after_use=True, with_code=True)
def contribute_sent(request: WithLink, link_id: UUID) -> HttpResponse:
    """The receipt; nothing of what was sent can be read here any more."""
    if request.link.used_at is None:
        return redirect("reviews:contribute_start", link_id=link_id)
    case = services.question_of(request.link).contribution.case
    context = {"at": request.link.used_at, "reference": case.reference}
    return render(request, "reviews/contribute_sent.html", context)
