"""A case as it was at the end of a day, from the history of its rows."""

from datetime import date, datetime
from typing import Any

from actionplans.models import Action
from referrals.models import Referral
from reviews.models import TermsOfReference, TermsQuestion
from scr.cases.clocks import Clock, clock_of
from scr.cases.deadlines import end_of
from scr.cases.models import Case, Duty, Participant
from scr.cases.querysets import open_to
from scr.people.models import Agency, User
from scr.people.roles import ROLES

Agencies = dict[Any, Agency]


def case_on(case: Case, day: date, user: Any) -> dict[str, Any]:
    """The case at the end of a day in London: what was then, of what the reader may see now.

    Ten queries whatever the case holds. `stage` is None before the case was opened.
    """
    at = end_of(day)
    told = Case.history.filter(id=case.pk, history_date__lte=at).order_by("-history_id").first()
    if told is None:
        return {"stage": None}
    agencies = {one.pk: one for one in Agency.objects.all()}
    terms = max(_rows(TermsOfReference, case, at, user), key=lambda one: one.version, default=None)
    lines = [one for one in _rows(TermsQuestion, case, at, user) if terms and one.terms_id == terms.pk]
    return {
        "stage": case.procedure.stage(told.stage),
        "clocks": _clocks(case, at, user, agencies),
        "people": _people(case, at, user, agencies),
        "referral": next(iter(_rows(Referral, case, at, user)), None),
        "terms": terms,
        "questions": sorted(lines, key=lambda one: one.number),
        "actions": _actions(case, at, user, agencies),
    }


def _rows(model: Any, case: Case, at: datetime, user: Any) -> list[Any]:
    """The rows as their last save before a moment left them, never more than is open to the reader now."""
    kept = model.history.filter(case_id=case.pk, compartment_id__in=open_to(user), history_date__lte=at)
    last = kept.order_by("id", "-history_id").distinct("id")
    return [one.instance for one in last]


def _people_of(rows: list[Any], field: str) -> dict[Any, User]:
    return User.objects.in_bulk({getattr(row, field) for row in rows})


def _clocks(case: Case, at: datetime, user: Any, agencies: Agencies) -> list[Clock]:
    """Deadlines that ran or had been met, open ones first."""
    rows = [one for one in _rows(Duty, case, at, user) if one.due_at and not one.cancelled_at]
    for duty in rows:
        duty.case, duty.agency = case, agencies.get(duty.agency_id)
    people = _people_of(rows, "person_id")
    for duty in rows:
        duty.person = people.get(duty.person_id)
    return [clock_of(one, at) for one in sorted(rows, key=lambda one: (one.met_at is not None, one.due_at))]


def _people(case: Case, at: datetime, user: Any, agencies: Agencies) -> list[dict[str, Any]]:
    """Who took part, by role and name."""
    rows = [one for one in _rows(Participant, case, at, user) if _took_part(one, at)]
    people = _people_of(rows, "user_id")
    return sorted(
        (
            {
                "role": ROLES[one.role].name,
                "name": str(people[one.user_id]),
                "agency": agencies.get(one.agency_id),
            }
            for one in rows
        ),
        key=lambda one: (one["role"], one["name"]),
    )


def _took_part(part: Participant, at: datetime) -> bool:
    has_ended = part.until is not None and part.until <= at
    return part.since <= at and not has_ended and part.recused_at is None


def _actions(case: Case, at: datetime, user: Any, agencies: Agencies) -> list[Any]:
    rows = sorted(_rows(Action, case, at, user), key=lambda one: one.number)
    for action in rows:
        action.agency = agencies.get(action.agency_id)
    return rows
