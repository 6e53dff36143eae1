"""What the record of a referral lays before a meeting: form G with its criteria, views, answers."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from referrals.information import standings
from referrals.models import AidAnswer, CriterionAnswer, KnownAgency, PanelView, Referral
from referrals.services import answers_on, implied_by
from scr.cases.models import Case
from scr.meetings.models import Meeting, Paper
from scr.meetings.papers import lay_page
from scr.people.models import User

Context = Callable[[Case, Any, datetime], dict[str, Any]]


def _referral(case: Case, user: Any, now: datetime) -> dict[str, Any]:
    answers = {row.key: row for row in AidAnswer.objects.visible_to(user).filter(case=case)}
    given = CriterionAnswer.objects.visible_to(user).filter(case=case, recommendation__isnull=True)
    criteria = {row.key: row for row in given}
    return {
        "referral": Referral.objects.visible_to(user).filter(case=case).first(),
        "agencies": KnownAgency.objects.visible_to(user).filter(case=case).select_related("agency"),
        "criteria": [(one, criteria.get(one.key)) for one in case.procedure.criteria],
        "implied": implied_by(case, answers_on(case)),
        "aids": [(one, answers.get(one.key)) for one in case.procedure.aid_questions],
    }


def _views(case: Case, user: Any, now: datetime) -> dict[str, Any]:
    return {"views": PanelView.objects.visible_to(user).filter(case=case).select_related("member")}


def _answers(case: Case, user: Any, now: datetime) -> dict[str, Any]:
    return {"standings": standings(case, user, now=now)}


# Which pages there are: key, title, template, and what it shows.
PAGES: dict[str, tuple[str, str, Context]] = {
    "referral": ("The referral (form G) and its criteria", "referrals/papers/referral.html", _referral),
    "views": ("Members’ views", "referrals/papers/views.html", _views),
    "answers": ("What organisations say they know", "referrals/papers/answers.html", _answers),
}


def lay_papers(meeting: Meeting, sources: Iterable[str], *, by: User, now: datetime) -> list[Paper]:
    """Lay pages of the record before a meeting as they stand now; one laid before keeps its number."""
    return [_lay(meeting, source, by=by, now=now) for source in PAGES if source in set(sources)]


def _lay(meeting: Meeting, source: str, *, by: User, now: datetime) -> Paper:
    title, template, shown = PAGES[source]
    case = meeting.case
    html = render_to_string(template, {"case": case, **shown(case, by, now)})
    return lay_page(meeting, source=source, title=title, html=html, by=by, now=now)
