"""Early learning: what was learned and is acted on while the review goes on, and events of learning."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reviews.forms.lessons import LessonForm, NoteLessonForm, SayForm, initial_of
from reviews.models import EarlyLesson, LearningEvent, LessonUpdate
from reviews.services import lessons as services
from scr.cases.approach import approach_of
from scr.cases.audiences import Kind
from scr.cases.links import trail
from scr.cases.models import Case
from scr.cases.policy import NotYourRole, case_for, fetch, may, refusals_on, require
from scr.cases.services import agencies_on
from scr.dates import london_day
from scr.documents.intake import FileRefused
from scr.people.models import Agency
from scr.people.requests import SignedIn
from scr.people.roles import Do

either = require_http_methods(["GET", "POST"])


@login_required
@require_safe
def lessons(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Lessons that somebody may read, those that wait first, and the events at which staff learn."""
    case = case_for(request.user, case_id)
    user, today = request.user, london_day(timezone.now())
    rows = EarlyLesson.objects.visible_to(user).filter(case=case)
    shown = [(row, row.state(today)) for row in rows.select_related("agency", "compartment", "shared_as")]
    approach = approach_of(case)
    uses_events = bool(approach and case.procedure.method(approach.method).is_alternative)
    context = {
        "case": case,
        "open_rows": [(row, state) for row, state in shown if not row.has_ended],
        "ended_rows": [(row, state) for row, state in shown if row.has_ended],
        "may_note": bool(_owners(user, case)),
        "uses_events": uses_events,
        "events": LearningEvent.objects.visible_to(user).filter(case=case),
        "may_arrange": uses_events and may(user, Do.ARRANGE_MEETING, case=case),
        "breadcrumbs": trail(case, ("Learning", "")),
    }
    return render(request, "reviews/lessons.html", context)


def _owners(user: Any, case: Case) -> list[Agency | None]:
    """For whom somebody may note a lesson: the board (None) and every agency, or their own alone."""
    joined = agencies_on(case)
    if may(user, Do.RECORD_LESSON, case=case):
        return [None, *joined]
    return [one for one in joined if may(user, Do.RECORD_LESSON, case=case, agency=one)]


@login_required
@either
def note_lesson(request: SignedIn, case_id: UUID) -> HttpResponse:
    """Note a lesson, at any stage."""
    case = case_for(request.user, case_id)
    owners = _owners(request.user, case)
    if not owners:
        raise NotYourRole(Do.RECORD_LESSON)
    is_agency = None not in owners
    form = NoteLessonForm(request.POST or None, owners=owners, is_agency=is_agency)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            noted = services.note_lesson(
                case,
                form.agency,
                lesson=form.lesson,
                is_shared=form.shares,
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, "The lesson is noted. It need not wait for the report.")
            return _to(noted)
    context = {
        "case": case,
        "form": form,
        "is_agency": is_agency,
        "breadcrumbs": _trail(case, "Note a lesson"),
    }
    return render(request, "reviews/note_lesson.html", context)


@login_required
@either
def lesson(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """One lesson with all that was said of it, and the place to say how it stands."""
    found = _lesson(request, case_id, subject_id)
    case, user = found.case, request.user
    may_say = may(user, Do.ACT_ON_LESSON, case=case, agency=found.agency)
    form = SayForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        require(user, Do.ACT_ON_LESSON, case=case, agency=found.agency)
        if form.is_valid() and _said(request, found, form):
            return _to(found)
    is_own = found.compartment.kind == Kind.PRIVATE
    seen = EarlyLesson.objects.visible_to(user)
    updates = LessonUpdate.objects.visible_to(user).filter(lesson=found)
    context = {
        "case": case,
        "lesson": found,
        "state": found.state(london_day(timezone.now())),
        "stage": case.procedure.stage(found.stage).name,
        "is_own": is_own,
        "shared_as": seen.filter(shared_from=found).first(),
        "updates": updates.select_related("said_by", "document"),
        "form": form if may_say and not found.has_ended else None,
        "may_share": is_own
        and found.shared_at is None
        and may(user, Do.RECORD_LESSON, case=case, agency=found.agency),
        "breadcrumbs": _trail(case, f"A lesson of {found.owner_name}"),
    }
    return render(request, "reviews/lesson.html", context)


def _said(request: SignedIn, found: EarlyLesson, form: SayForm) -> bool:
    given = {name: form.cleaned_data[name] for name in ("said", "words", "evidence")}
    try:
        with refusals_on(form):
            services.say_of_lesson(found, **given, upload=form.upload, by=request.user, now=timezone.now())
            messages.success(request, "It is noted how the lesson stands.")
            return True
    except FileRefused as refused:
        form.add_error("document", str(refused))
    return False


@login_required
@either
def share_lesson(request: SignedIn, case_id: UUID, subject_id: UUID) -> HttpResponse:
    """An agency hands its own lesson on to the panel, in words of its choice."""
    found = _lesson(request, case_id, subject_id)
    case = found.case
    require(request.user, Do.RECORD_LESSON, case=case, agency=found.agency)
    form = LessonForm(request.POST or None, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            shared = services.share_lesson(found, wording=form.lesson, by=request.user, now=timezone.now())
            messages.success(request, "The panel can read the lesson now.")
            return _to(shared)
    step = (f"A lesson of {found.owner_name}", reverse("reviews:lesson", args=[case.pk, found.pk]))
    context = {
        "case": case,
        "lesson": found,
        "form": form,
        "breadcrumbs": trail(case, _list(case), step, ("Share", "")),
    }
    return render(request, "reviews/share_lesson.html", context)


def _lesson(request: SignedIn, case_id: UUID, subject_id: UUID) -> EarlyLesson:
    case = case_for(request.user, case_id)
    found = fetch(EarlyLesson, request.user, case=case, pk=subject_id)
    found.case = case
    return found


def _list(case: Case) -> tuple[str, str]:
    return "Learning", reverse("reviews:lessons", args=[case.pk])


def _trail(case: Case, label: str) -> list[dict[str, str]]:
    return trail(case, _list(case), (label, ""))


def _to(found: EarlyLesson) -> HttpResponse:
    return redirect("reviews:lesson", case_id=found.case_id, subject_id=found.pk)
