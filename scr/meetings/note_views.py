"""Taking down what is settled while a meeting runs."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from scr.cases.policy import refusals_on, require
from scr.dates import time_words
from scr.meetings import notes
from scr.meetings.agenda import items_of
from scr.meetings.models import Meeting
from scr.meetings.note_forms import NotesForm
from scr.meetings.rows import meeting_for, meeting_trail
from scr.people.requests import SignedIn
from scr.people.roles import Do


@login_required
@require_http_methods(["GET", "POST"])
def take_notes(request: SignedIn, meeting_id: UUID) -> HttpResponse:
    """A text for each item of the agenda, saved as often as one likes."""
    meeting = meeting_for(request.user, meeting_id)
    require(request.user, Do.ARRANGE_MEETING, case=meeting.case)
    if request.method == "GET":
        notes.check_is_running(meeting)
    form = NotesForm(request.POST if request.method == "POST" else None, items=items_of(meeting))
    if request.method == "POST" and form.is_valid() and _saved(request, meeting, form):
        return redirect("meetings:take_notes", meeting_id=meeting.pk)
    context = {
        "case": meeting.case,
        "meeting": meeting,
        "form": form,
        "breadcrumbs": meeting_trail(meeting, "What is settled"),
    }
    return render(request, "meetings/take_notes.html", context)


def _saved(request: SignedIn, meeting: Meeting, form: NotesForm) -> bool:
    """Whether the notes were saved; else the form says why not and keeps what was typed."""
    now = timezone.now()
    with refusals_on(form):
        try:
            count = notes.take_notes(meeting, form.notes, by=request.user, now=now)
        except notes.Overtaken as overtaken:
            form.show_overtaken(overtaken.items)
            return False
        words = f"Saved at {time_words(now)}." if count else "Nothing has changed since you opened this page."
        messages.success(request, words)
        return True
    return False
