"""A person's own calendar feed: made, replaced and switched off by them, read at its secret address."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from scr.audit.looks import address_of
from scr.audit.models import Look
from scr.audit.services import note_look
from scr.cases import feeds
from scr.people.identity import set_identity
from scr.people.requests import SignedIn


@login_required
@require_safe
def feed(request: SignedIn) -> HttpResponse:
    """Whether somebody's calendar has an address, and what can be done about it."""
    return render(request, "cases/feed.html", {"feed": feeds.feed_of(request.user)})


@login_required
@require_POST
def make_feed(request: SignedIn) -> HttpResponse:
    """Make an address or replace it; this answer is the only one that tells it."""
    token = feeds.make_feed(by=request.user, now=timezone.now())
    address = settings.PUBLIC_URL + reverse("cases:feed_file", args=[token])
    return render(request, "cases/feed_made.html", {"address": address})


@login_required
@require_POST
def switch_off_feed(request: SignedIn) -> HttpResponse:
    feeds.switch_off_feed(by=request.user, now=timezone.now())
    messages.success(request, "Your calendar’s address no longer answers.")
    return redirect("cases:feed")


@require_safe
def feed_file(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself, for whoever holds its address; a program reads it without signing in."""
    owner = feeds.owner_of(token)
    if owner is None:
        raise Http404
    set_identity(owner)  # the database serves the calendar's owner, whoever may be signed in
    calendar = feeds.calendar_of(owner)
    note_look(Look.Kind.EXPORTED, by=owner, at=timezone.now(), path=address_of(request))
    return HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
