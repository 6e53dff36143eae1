"""What runs beside a review, for tests: noted and held by the services."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from scr.cases.holds import Asked, place_hold
from scr.cases.models import Case, Hold, ParallelProcess
from scr.cases.parallel import Standing, note_process
from scr.people.models import User
from tests.cast import D0

CONTACT = "Inspector Ines Qzcontact, 01 2345"
REASON = "A witness has not been heard, Qzreason"
TOLD = "The police ask for it"


def noted(
    case: Case, by: User, *, kind: str = "criminal", now: datetime = D0, **more: Any
) -> ParallelProcess:
    more.setdefault("contact", CONTACT)
    return note_process(case, Standing(kind, **more), by=by, now=now)


def asked(stops: str, **more: Any) -> Asked:
    given: dict[str, Any] = {
        "asked_by": "The prosecutor, by letter",
        "asked_on": D0.date(),
        "reason": REASON,
        "review_on": (D0 + timedelta(days=30)).date(),
        "told_agencies": TOLD,
    }
    return Asked(stops, **(given | more))


def held(case: Case, by: User, stops: str, *, now: datetime = D0, **more: Any) -> Hold:
    return place_hold(noted(case, by), asked(stops, **more), by=by, now=now)


def typed_day(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}
