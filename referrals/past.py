"""The rounds in which a case was considered, as somebody may read them: the newest first."""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.http import Http404

from referrals.models import Decision, PanelView, Recommendation, Reopening
from scr.cases.models import Case
from scr.cases.policy import fetch

Row = TypeVar("Row", bound=Any)


@dataclass
class Round:
    """One consideration of a case: what brought it about, the views, the recommendation, the decision."""

    number: int
    reopening: Reopening | None = None
    views: list[PanelView] = field(default_factory=list)
    recommendation: Recommendation | None = None
    decision: Decision | None = None


def rounds_of(case: Case, user: Any) -> list[Round]:
    """Every round of a case as far as somebody may read it; the first may be empty still."""
    rounds = {1: Round(1)}
    for reopening in _visible(Reopening, user, case, "reopened_by"):
        rounds[reopening.round] = Round(reopening.round, reopening)
    for view in _visible(PanelView, user, case, "member"):
        rounds[view.round].views.append(view)
    for recommendation in _visible(Recommendation, user, case, "recorded_by", "case"):
        rounds[recommendation.round].recommendation = recommendation
    for decision in _visible(
        Decision, user, case, "decided_by", "recommendation", "case", "rendering__document"
    ):
        rounds[decision.round].decision = decision
    return sorted(rounds.values(), key=lambda one: -one.number)


def _visible(model: Any, user: Any, case: Case, *related: str) -> Any:
    return model.objects.visible_to(user).filter(case=case).select_related(*related)


def newest_of(model: type[Row], user: Any, case: Case) -> Row:
    """The newest recommendation or decision on a case that somebody may see, or 404."""
    found = model.objects.visible_to(user).filter(case=case).first()
    if found is None:
        raise Http404
    return fetch(model, user, pk=found.pk)
