"""Calendar feeds: a person's open deadlines at a secret address, without a name and without a fact."""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from scr.audit.services import save_recorded
from scr.cases import icalendar_lines as ical
from scr.cases.models import CalendarFeed, Duty
from scr.dates import LAST_MINUTE, in_london, london_day
from scr.people.models import User

TOKEN_OCTETS = 32
HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lantern//Deadlines//EN", "CALSCALE:GREGORIAN")


def token_hash(token: str) -> str:
    """What is kept of a token. It is random and long, so that a fast hash is as good as a slow one."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_feed(*, by: User, now: datetime) -> str:
    """A new secret token for one's own calendar, told this once; an earlier one ends with it."""
    User.objects.select_for_update().get(pk=by.pk)  # of two clicks at once, the second replaces the first
    feed = CalendarFeed.objects.filter(user=by).first()
    act = "feed_replaced" if feed else "feed_made"
    token = secrets.token_urlsafe(TOKEN_OCTETS)
    feed = feed or CalendarFeed(user=by)
    feed.token_hash, feed.made_at, feed.ended_at = token_hash(token), now, None
    save_recorded(feed, by=by, at=now, act=act)
    return token


@transaction.atomic
def switch_off_feed(*, by: User, now: datetime) -> None:
    """Let one's own calendar's address answer no more; nothing happens where there is none."""
    feed = CalendarFeed.objects.select_for_update().filter(user=by, ended_at__isnull=True).first()
    if feed:
        feed.ended_at = now
        save_recorded(feed, by=by, at=now, act="feed_switched_off")


def feed_of(user: User) -> CalendarFeed | None:
    """Somebody's feed while its address answers."""
    return CalendarFeed.objects.filter(user=user, ended_at__isnull=True).first()


def owner_of(token: str) -> User | None:
    """Whose calendar a token opens; nobody's when it is unknown, ended or its person's account is closed."""
    found = CalendarFeed.objects.filter(
        token_hash=token_hash(token), ended_at__isnull=True, user__is_active=True
    )
    feed = found.select_related("user").first()
    return feed.user if feed else None


def calendar_of(user: User) -> bytes:
    """What waits for somebody by a date, as an iCalendar file: the tasks of "your work" that have one."""
    waiting = Duty.objects.waiting_for(user).filter(due_at__isnull=False).select_related("case")
    return ical.written([*HEAD, *_events(waiting), "END:VCALENDAR"])


def _events(duties: Iterable[Duty]) -> Iterator[str]:
    for duty in duties:
        yield from ("BEGIN:VEVENT", *_event(duty), "END:VEVENT")


def _event(duty: Duty) -> Iterator[str]:
    """One entry. Its identity stays when its date moves, and its number grows, so that programs follow."""
    assert duty.due_at is not None
    yield f"UID:{duty.pk}"
    yield f"SEQUENCE:{int((duty.due_since - duty.opened_at).total_seconds())}"
    yield f"DTSTAMP:{ical.moment(duty.due_since)}"
    yield _start(duty.due_at)
    yield f"SUMMARY:{ical.text(f'{duty.case.reference}: a task is due')}"
    yield f"URL:{settings.PUBLIC_URL}{reverse('cases:duty', args=[duty.pk])}"
    yield "TRANSP:TRANSPARENT"


def _start(due_at: datetime) -> str:
    """The day in London, or the moment where a clock of hours ends within a day."""
    if in_london(due_at).time() >= LAST_MINUTE:
        return f"DTSTART;VALUE=DATE:{ical.day(london_day(due_at))}"
    return f"DTSTART:{ical.moment(due_at)}"
