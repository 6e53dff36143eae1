"""How long somebody stays signed in, and ending it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from scr.audit.services import note

BEGAN, SEEN = "began_at", "seen_at"
# Noted at most once a minute, since each note is a write; so the idle limit may come a minute early.
NOTED_EVERY = timedelta(minutes=1)


def limit_reached(session: SessionBase, now: datetime) -> str:
    """Which limit a session has passed: "idle", "hours", or "" while it holds."""
    began, seen = (session.get(key, now.timestamp()) for key in (BEGAN, SEEN))
    if now.timestamp() - began >= settings.SESSION_HOURS * 60 * 60:
        return "hours"
    return "idle" if now.timestamp() - seen >= settings.IDLE_MINUTES * 60 else ""


def note_seen(request: HttpRequest, now: datetime) -> None:
    """Remember that the person of a session was there, for its limits and for the list of sessions."""
    session = request.session
    if now.timestamp() - session.get(SEEN, 0) < NOTED_EVERY.total_seconds():
        return
    session.setdefault(BEGAN, now.timestamp())
    session[SEEN] = now.timestamp()
    UserSession.objects.create_from_request(request)


def end_sessions(user: Any, *, now: datetime) -> int:
    """Sign somebody out everywhere at once; returns how many sessions ended."""
    theirs = list(UserSession.objects.filter(user_id=user.pk))
    _end(theirs)
    if theirs:
        note("sessions_ended", by=None, at=now, subject=user, sessions=len(theirs))
    return len(theirs)


def end_other_sessions(request: HttpRequest) -> None:
    """Sign the person of a request out everywhere but here."""
    others = UserSession.objects.filter(user_id=request.user.pk)
    _end(others.exclude(session_key=request.session.session_key))


def _end(sessions: Iterable[UserSession]) -> None:
    for session in sessions:
        session.end()
