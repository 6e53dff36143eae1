"""Ending somebody's sessions, in every browser at once."""

from datetime import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from scr.audit.services import note
from scr.people.models import User


def end_sessions(user: User, *, now: datetime) -> int:
    """Sign somebody out wherever they are signed in; returns how many sessions ended.

    A session does not say in a column whose it is, so all that have not expired are read.
    """
    theirs = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=now).iterator()
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    Session.objects.filter(pk__in=theirs).delete()
    if theirs:
        note("sessions_ended", by=None, at=now, subject=user, sessions=len(theirs))
    return len(theirs)
